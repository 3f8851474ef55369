//! An article whose paragraphs are spread over many boxes, as editors of layouts make it: the box round all of them.
//!
//! Entry point: [`whole`].

use crate::import::page::elements::is_block;
use crate::import::page::tree::{Kind, Tree};

/// A shorter line says nothing of where the article is, in characters.
const SHORTEST: usize = 20;
/// How much more the box round another must hold to be the article, in a hundred.
const MORE: usize = 120;

/// The smallest element round `node` that no element round it holds much more text than.
pub(super) fn whole(tree: &Tree, node: usize) -> usize {
    let held = texts(tree);
    let mut best = node;
    let mut at = node;
    while let Some(outer) = tree.parent(at) {
        at = outer;
        if held[at] * 100 > held[best] * MORE {
            best = at;
        }
    }
    best
}

/// What is written on a line.
#[derive(Debug, Clone, Copy, Default)]
struct Written {
    length: usize,
    /// 发布时间：2024-03-18 来源：示例县委老干部局 is none, however long it is.
    is_sentence: bool,
}

impl Written {
    /// How many of its characters may be of an article.
    fn counted(self) -> usize {
        if self.is_sentence && self.length >= SHORTEST { self.length } else { 0 }
    }
}

/// How many characters of long lines each node holds, links and what stands round an article left out.
fn texts(tree: &Tree) -> Vec<usize> {
    let order: Vec<usize> = tree.below(0).collect();
    let most = order.iter().copied().max().unwrap_or_default() + 1;
    let (mut is_beside, mut block, mut lines) =
        (vec![false; most], vec![0_usize; most], vec![Written::default(); most]);
    for node in &order {
        let outer = tree.parent(*node).unwrap_or_default();
        let name = tree.name(*node);
        is_beside[*node] = is_beside[outer] || stands_beside(tree, *node);
        let is_own = is_block(name) || matches!(name, "td" | "th" | "body");
        block[*node] = if is_own { *node } else { block[outer] };
        if let Kind::Text(text) = tree.kind(*node)
            && !is_beside[*node]
        {
            let line = &mut lines[block[*node]];
            line.length += text.chars().filter(|c| !c.is_whitespace()).count();
            line.is_sentence |= text.contains(['，', '。', '！', '？', '；', ',']);
        }
    }
    let mut held: Vec<usize> = lines.into_iter().map(Written::counted).collect();
    for node in order.iter().rev() {
        if let Some(outer) = tree.parent(*node) {
            held[outer] += held[*node];
        }
    }
    held
}

/// Whether an element is round an article and none of it: a menu, comments, other articles.
fn stands_beside(tree: &Tree, node: usize) -> bool {
    let is_silent = matches!(
        tree.name(node),
        "a" | "nav"
            | "footer"
            | "aside"
            | "form"
            | "script"
            | "style"
            | "noscript"
            | "head"
            | "svg"
    );
    let says = |name: &str| {
        let words = tree.attribute(node, name).unwrap_or_default().to_ascii_lowercase();
        ["comment", "footer", "sidebar", "recommend", "related", "copyright", "navbar"]
            .iter()
            .any(|word| words.contains(word))
    };
    is_silent || says("class") || says("id")
}
