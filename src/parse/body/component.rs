//! Components for authors of texts: a quotation as a card, a row of figures, a film, a file to take home, a fold.
//!
//! ```text
//! :::数字 一年做了什么
//! - 90余场次 主题党日
//! - 22名 党员
//! :::
//! ```
//!
//! Entry points: [`Fence::of`] reads a line, [`fences`] those of a text; `fence` is asked by the reader for each paragraph. They
//! are few and take no HTML. A name that is none of theirs opens nothing: its lines are shown as they stand and told.

use std::ops::Range;

use memchr::memmem;
use pulldown_cmark::TagEnd;

use crate::locale::Message;
use crate::parse::body::node::{Component, Element, Leads, Link, Node};
use crate::parse::body::tree::{Mark, Span, Tree};
use crate::parse::body::verbatim::Verbatim;
use crate::prefilter;
use crate::schema;

/// Every name of a component; the first of each is what the manual says.
pub const NAMES: [(&str, Component); 15] = [
    ("引文", Component::Quote),
    ("引用", Component::Quote),
    ("quote", Component::Quote),
    ("数字", Component::Figures),
    ("figures", Component::Figures),
    ("视频", Component::Film),
    ("录像", Component::Film),
    ("video", Component::Film),
    ("下载", Component::Download),
    ("附件", Component::Download),
    ("download", Component::Download),
    ("折叠", Component::Fold),
    ("展开", Component::Fold),
    ("fold", Component::Fold),
    ("details", Component::Fold),
];

/// How deep components may stand in one another: what is looked through at each end stays small.
const MAX_DEPTH: usize = 8;

/// A line that begins or ends a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fence<'t> {
    /// It begins one, with what stands behind its name.
    Begin(Component, &'t str),
    /// It has a name that none of ours has.
    Unknown(&'t str),
    /// It ends what was begun last.
    End,
}

impl<'t> Fence<'t> {
    /// What a line is: three colons or more, full-width or not, and a name.
    pub fn of(line: &'t str) -> Option<Self> {
        let line = line.trim();
        // Nearly all lines begin otherwise.
        if !line.starts_with([':', '：']) {
            return None;
        }
        let behind = line.trim_start_matches([':', '：']);
        if line[..line.len() - behind.len()].chars().count() < 3 {
            return None;
        }
        let behind = behind.trim();
        if behind.is_empty() {
            return Some(Self::End);
        }
        let (name, title) = behind.split_once([' ', '\u{3000}', '\t']).unwrap_or((behind, ""));
        let known = NAMES.iter().find(|(known, _)| name.eq_ignore_ascii_case(known));
        Some(match known {
            Some((_, component)) => Self::Begin(*component, title.trim()),
            None => Self::Unknown(name),
        })
    }
}

/// What a fence of a text does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role<'t> {
    /// It begins or ends a component.
    Ours,
    /// It begins one that is never ended.
    Unclosed,
    /// Its name is a slip in one of ours: what is written, and what was meant.
    Meant(&'t str, &'static str),
    /// It is none of ours: a name that is unknown, or the end of such a one.
    Foreign(&'t str),
}

/// The fences of a text that stand in lines of their own, not in code: their bytes, and what each does.
pub fn fences(text: &str) -> Vec<(Range<usize>, Role<'_>)> {
    // Three colons, of either width.
    let has = |colons: &str| memmem::find(text.as_bytes(), colons.as_bytes()).is_some();
    let has_any = (has(":") || has("：")) && [":::", "：：：", ":：", "：:"].into_iter().any(has);
    let text = if prefilter::passes(has_any) { text } else { "" };
    let mut found: Vec<(Range<usize>, Role<'_>)> = Vec::new();
    // What is open: where it stands in `found`, and whether it is ours or meant to be.
    let mut open: Vec<(usize, bool)> = Vec::new();
    let (mut verbatim, mut at) = (Verbatim::default(), 0);
    for whole in text.split_inclusive('\n') {
        let line = whole.trim_end_matches(['\n', '\r']);
        let start = at;
        at += whole.len();
        let indented = line.len() - line.trim_start_matches(' ').len();
        let is_code = verbatim.takes(line.trim_start_matches(' '), indented < 4) || indented > 3;
        let Some(fence) = Fence::of(line).filter(|_| !is_code) else { continue };
        let role = match fence {
            Fence::Begin(..) if open.len() < MAX_DEPTH => {
                open.push((found.len(), true));
                Role::Unclosed
            }
            Fence::Begin(..) => {
                open.push((found.len(), false));
                Role::Foreign("")
            }
            Fence::Unknown(name) => {
                let near = schema::nearest(name, NAMES.iter().map(|(name, _)| *name));
                open.push((found.len(), near.is_some()));
                near.map_or(Role::Foreign(name), |near| Role::Meant(name, near))
            }
            Fence::End => match open.pop() {
                Some((begun, true)) => {
                    if found[begun].1 == Role::Unclosed {
                        found[begun].1 = Role::Ours;
                    }
                    Role::Ours
                }
                Some((_, false)) | None => Role::Foreign(""),
            },
        };
        found.push((start + indented..start + line.len(), role));
    }
    found
}

/// A component that is being read.
pub(super) struct Open {
    /// Which; none for a fence that is not ours, whose end is not ours either.
    component: Option<Component>,
    /// Where it begins.
    start: Mark,
    /// What stands behind its name, for one that has it at its end.
    title: String,
    /// Its first line.
    span: Span,
}

/// A component that holds nothing of what it is for.
pub(super) struct Lacking {
    component: Component,
    /// Its first line.
    pub(super) span: Span,
}

impl Lacking {
    /// What is said of it.
    pub(super) fn message(&self) -> Message {
        Message::new(match self.component {
            Component::Quote | Component::Fold => "component-empty",
            Component::Figures => "component-without-items",
            Component::Film => "component-without-film",
            Component::Download => "component-without-file",
        })
    }
}

/// Whether a block holds paragraphs of its own: in one of them no component begins or ends.
pub(super) fn holds_blocks(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::Table
    )
}

/// Reads a paragraph that is a fence: the line itself goes, and a component begins or ends. Gives back a paragraph that is
/// none.
pub(super) fn fence(
    tree: &mut Tree,
    paragraph: Mark,
    open: &mut Vec<Open>,
    span: Span,
) -> Result<Option<Lacking>, ()> {
    let words = line_of(tree, paragraph).ok_or(())?;
    match Fence::of(&words).ok_or(())? {
        Fence::Begin(component, title) if open.len() < MAX_DEPTH => {
            tree.cut(paragraph);
            tree.push(Node::Start(Element::Component(component)), span);
            let is_above = component != Component::Quote;
            if is_above && !title.is_empty() {
                caption(tree, component, title, span);
            } else if component == Component::Fold {
                caption(tree, component, "展开", span);
            }
            let title = if is_above { String::new() } else { title.to_owned() };
            open.push(Open { component: Some(component), start: paragraph, title, span });
            Ok(None)
        }
        Fence::Begin(..) | Fence::Unknown(_) => {
            open.push(Open { component: None, start: paragraph, title: String::new(), span });
            Err(())
        }
        Fence::End => match open.pop() {
            Some(Open { component: Some(component), start, title, span: begun }) => {
                tree.cut(paragraph);
                Ok(end(tree, (component, start), &title, (begun, span)))
            }
            Some(Open { component: None, .. }) | None => Err(()),
        },
    }
}

/// Ends what is still open at the end of a text.
pub(super) fn end_all(tree: &mut Tree, open: &mut Vec<Open>) -> Vec<Lacking> {
    let mut lacking = Vec::new();
    while let Some(Open { component, start, title, span }) = open.pop() {
        if let Some(component) = component {
            lacking.extend(end(tree, (component, start), &title, (span, span)));
        }
    }
    lacking
}

fn end(
    tree: &mut Tree,
    (component, start): (Component, Mark),
    title: &str,
    (begun, span): (Span, Span),
) -> Option<Lacking> {
    if component == Component::Figures {
        // The number that begins each item stands out.
        tree.stress_items(start);
    }
    if !title.is_empty() {
        caption(tree, component, title, begun);
    }
    tree.push(Node::End(()), span);
    (!has_what_it_is_for(tree, component, start)).then_some(Lacking { component, span: begun })
}

fn caption(tree: &mut Tree, component: Component, title: &str, span: Span) {
    tree.push(Node::Start(Element::Caption(component)), span);
    tree.push(Node::Text(title), span);
    tree.push(Node::End(()), span);
}

/// The words of a paragraph of one line that begins with colons.
fn line_of(tree: &Tree, paragraph: Mark) -> Option<String> {
    let mut steps = tree.steps_from(paragraph).skip(1).peekable();
    let Some(Node::Text(first)) = steps.peek() else { return None };
    if !first.starts_with([':', '：']) {
        return None;
    }
    let mut words = String::new();
    for step in steps {
        if matches!(step, Node::SoftBreak { .. } | Node::HardBreak) {
            return None;
        }
        words.push_str(step.words());
    }
    Some(words)
}

fn has_what_it_is_for(tree: &Tree, component: Component, start: Mark) -> bool {
    let mut steps = tree.steps_from(start);
    match component {
        Component::Quote | Component::Fold => steps.any(|step| !step.words().trim().is_empty()),
        Component::Figures => steps.any(|step| matches!(step, Node::Start(Element::Item))),
        Component::Film => steps.any(|step| matches!(step, Node::Start(Element::Player { .. }))),
        Component::Download => {
            steps.any(|step| matches!(step, Node::Start(Element::Link(link)) if is_file(link)))
        }
    }
}

/// Whether a link leads to a file of the site.
fn is_file(link: &Link) -> bool {
    link.leads == Leads::Inside && !link.target.starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fence_is_three_colons_and_a_name() {
        assert_eq!(Fence::of(":::数字"), Some(Fence::Begin(Component::Figures, "")));
        assert_eq!(Fence::of("：：：引文　张某某"), Some(Fence::Begin(Component::Quote, "张某某")));
        assert_eq!(
            Fence::of("::: Fold 更多 内容"),
            Some(Fence::Begin(Component::Fold, "更多 内容"))
        );
        assert_eq!(Fence::of(":::"), Some(Fence::End));
        assert_eq!(Fence::of(":::tip"), Some(Fence::Unknown("tip")));
        assert_eq!(Fence::of("::数字"), None);
        assert_eq!(Fence::of("数字:::"), None);
    }

    #[test]
    fn fences_are_told_apart_from_those_of_other_systems() {
        fn roles(text: &str) -> Vec<Role<'_>> {
            fences(text).into_iter().map(|(_, role)| role).collect()
        }
        assert_eq!(roles(":::数字\n- 3 甲\n:::\n"), [Role::Ours, Role::Ours]);
        assert_eq!(roles(":::tip\n甲\n:::\n"), [Role::Foreign("tip"), Role::Foreign("")]);
        assert_eq!(
            roles(":::折叠\n:::tip\n:::\n:::\n"),
            [Role::Ours, Role::Foreign("tip"), Role::Foreign(""), Role::Ours]
        );
        assert_eq!(roles(":::折叠\n甲\n"), [Role::Unclosed]);
        assert_eq!(roles("：:：折叠\n甲\n::：\n"), [Role::Ours, Role::Ours]);
        let deep = ":::折叠\n".repeat(10);
        assert_eq!(roles(&deep)[MAX_DEPTH..], [Role::Foreign(""); 2]);
        assert_eq!(roles("```\n:::数字\n```\n    :::数字\n"), []);
        // HTML begins with up to three blanks before it.
        assert_eq!(roles("   <div>\n:::数字\n   </div>\n"), []);
        assert_eq!(roles("    <div>\n:::数字\n:::\n"), [Role::Ours, Role::Ours]);
    }
}
