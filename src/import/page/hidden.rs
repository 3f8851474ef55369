//! What a page has and nobody sees: by a style of its own, by one of its style sheets, or as a mark of a word processor.
//!
//! Entry points: [`Hidden`], [`Unseen`]. Of style sheets only plain rules are read, `.class`, `tag.class`, `#id`: what a condition or a place in the
//! page decides is left to the eye.

use std::collections::{HashMap, HashSet};

use crate::import::page::tree::Tree;
use crate::import::page::values::property;

/// The largest style sheet that is read, in bytes.
const MAX_SHEET: usize = 1024 * 1024;
/// The most that is kept of how one selector looks, in bytes, and the classes of an element that are looked up.
const MAX_LOOK: usize = 4096;
const MAX_CLASSES: usize = 32;

/// What an element is that is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// It is hidden.
    Unseen,
    /// It has the colour of what is behind it, or no size.
    Faint,
    /// A remark of a reviewer.
    Remark,
    /// Text that a pending change takes out.
    Deleted,
    /// How a character is pronounced, above it.
    Reading,
}

/// Text that nobody sees.
#[derive(Debug)]
pub(super) struct Unseen {
    pub(super) why: Why,
    /// The paragraph that it stands in or before, from 1.
    pub(super) nth: usize,
    pub(super) text: String,
}

/// The rules of a page that hide something, or say how words look.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    /// `.class`, `tag.class` and `#id` in lower case.
    selectors: HashSet<String>,
    /// What they say of colours and sizes, by selector; nothing where rules that are not read do so too.
    looks: HashMap<String, String>,
}

impl Hidden {
    /// The rules of the style sheets inside a page.
    pub(super) fn of(tree: &Tree) -> Self {
        let mut hidden = Self::default();
        let mut is_whole = !tree.below(0).any(|node| is_linked_sheet(tree, node));
        let sheets = tree.below(0).filter(|node| tree.name(*node) == "style");
        for sheet in sheets.map(|node| tree.text(node)).filter(|sheet| sheet.len() <= MAX_SHEET) {
            for (names, style) in rules(&sheet.to_ascii_lowercase()) {
                is_whole &= hidden.take(names, style);
            }
        }
        if !is_whole {
            hidden.looks.clear();
        }
        hidden
    }

    /// Takes a rule; tells whether all that it says of looks is known.
    fn take(&mut self, names: &str, style: &str) -> bool {
        let (plain, other): (Vec<&str>, Vec<&str>) =
            names.split(',').map(str::trim).partition(|name| is_plain(name));
        if hides(style) {
            self.selectors.extend(plain.iter().map(|name| (*name).to_owned()));
        }
        if !["color", "background", "size"].iter().any(|word| style.contains(word)) {
            return true;
        }
        for name in plain {
            let all = self.looks.entry(name.to_owned()).or_default();
            if all.len() + style.len() > MAX_LOOK {
                return false;
            }
            *all = format!("{style};{all}");
        }
        // A rule for all of a kind of elements sets what is behind a page, or its usual size.
        other.iter().all(|name| name.chars().all(char::is_alphanumeric))
    }

    /// Why an element is not shown; `None` for one that is.
    pub(super) fn why(&self, tree: &Tree, node: usize) -> Option<Why> {
        let get = |name: &str| tree.attribute(node, name);
        let style = get("style").unwrap_or_default().to_ascii_lowercase();
        if matches!(tree.name(node), "rt" | "rp" | "rtc") {
            return Some(Why::Reading);
        }
        let element = property(&style, "mso-element").unwrap_or_default();
        let class = get("class").unwrap_or_default().to_ascii_lowercase();
        if element.starts_with("comment")
            || class
                .split_whitespace()
                .any(|one| one == "msocomanchor" || one == "msocommentreference")
        {
            return Some(Why::Remark);
        }
        // A change that Word has not taken yet has its day; one who writes <del> by hand means a line through words.
        if tree.name(node) == "del" && (get("datetime").is_some() || get("cite").is_some()) {
            return Some(Why::Deleted);
        }
        let is_unseen = get("hidden").is_some()
            || hides(&style)
            || is_flat(&style)
            || self.names(tree, node, &class);
        is_unseen.then_some(Why::Unseen)
    }

    /// What is said of how an element looks: its own style first, in small letters.
    pub(super) fn style(&self, tree: &Tree, node: usize) -> String {
        let get = |name: &str| tree.attribute(node, name).unwrap_or_default().to_ascii_lowercase();
        let mut style = get("style");
        if self.looks.is_empty() {
            return style;
        }
        let names = get("class");
        let classes = names
            .split_whitespace()
            .take(MAX_CLASSES)
            .flat_map(|one| [format!("{}.{one}", tree.name(node)), format!(".{one}")]);
        for selector in std::iter::once(format!("#{}", get("id"))).chain(classes) {
            if let Some(look) = self.looks.get(&selector) {
                style = format!("{style};{look}");
            }
        }
        style
    }

    /// Whether a rule of a style sheet hides an element.
    fn names(&self, tree: &Tree, node: usize, class: &str) -> bool {
        if self.selectors.is_empty() {
            return false;
        }
        let by_id = tree
            .attribute(node, "id")
            .is_some_and(|id| self.selectors.contains(&format!("#{}", id.to_ascii_lowercase())));
        by_id
            || class.split_whitespace().any(|one| {
                self.selectors.contains(&format!(".{one}"))
                    || self.selectors.contains(&format!("{}.{one}", tree.name(node)))
            })
    }
}

/// The rules of a style sheet, without those that stand inside a condition.
fn rules(sheet: &str) -> Vec<(&str, &str)> {
    let mut rules = Vec::new();
    let mut rest = sheet;
    while let Some(open) = rest.find('{') {
        let names = rest[..open].rsplit(['}', ';', '>']).next().unwrap_or_default();
        let names = names.rsplit("*/").next().unwrap_or(names).trim();
        let inner = &rest[open + 1..];
        if names.starts_with('@') {
            rest = &inner[end_of_block(inner)..];
            continue;
        }
        let close = inner.find('}').unwrap_or(inner.len());
        rules.push((names, &inner[..close]));
        rest = &inner[close..];
    }
    rules
}

/// Where the block that has begun ends.
fn end_of_block(text: &str) -> usize {
    let mut depth = 1_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    text.len()
}

/// `.class`, `tag.class`, `#id`: a selector that no place in the page decides.
fn is_plain(name: &str) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let Some((tag, rest)) = name.find(['.', '#']).map(|at| name.split_at(at)) else { return false };
    let word = &rest[1..];
    tag.chars().all(is_word)
        && !word.is_empty()
        && word.chars().all(is_word)
        && (tag.is_empty() || rest.starts_with('.'))
}

/// Whether an element brings a style sheet that lies elsewhere.
fn is_linked_sheet(tree: &Tree, node: usize) -> bool {
    tree.name(node) == "link"
        && tree
            .attribute(node, "rel")
            .is_some_and(|kind| kind.to_ascii_lowercase().contains("stylesheet"))
}

/// Whether a style hides what has it.
fn hides(style: &str) -> bool {
    /// So little is nothing.
    const FAINT: f32 = 0.05;
    let is = |name: &str, values: &[&str]| {
        property(style, name).is_some_and(|value| values.contains(&value))
    };
    let opacity = property(style, "opacity").and_then(|value| value.parse::<f32>().ok());
    is("display", &["none"])
        || is("visibility", &["hidden", "collapse"])
        || opacity.is_some_and(|share| share < FAINT)
        || is("mso-hide", &["all"])
        || is_outside(style)
}

/// Whether a style puts an element beside the page, or cuts it to nothing.
fn is_outside(style: &str) -> bool {
    /// No page is as wide, in pixels.
    const FAR: f32 = -900.0;
    let is_far = |name: &str| {
        let value = property(style, name).and_then(|value| value.strip_suffix("px"));
        value.and_then(|value| value.trim().parse::<f32>().ok()).is_some_and(|to| to <= FAR)
    };
    let is_free = property(style, "position").is_some_and(|value| value != "static");
    let is_cut = property(style, "clip").is_some_and(|value| {
        let sides = value.trim_start_matches("rect").trim_matches(['(', ')']);
        let mut sides = sides.split([',', ' ']).filter(|side| !side.is_empty());
        value.starts_with("rect") && sides.all(|side| ["0", "0px", "1px"].contains(&side))
    }) || property(style, "clip-path")
        .is_some_and(|value| ["inset(50%)", "inset(100%)", "circle(0)"].contains(&value));
    let is_narrow = ["0", "0px"].iter().any(|none| property(style, "width") == Some(none))
        && property(style, "overflow") == Some("hidden");
    is_free && (is_far("left") || is_far("top") || is_far("right") || is_cut)
        || is_far("text-indent")
        || is_far("margin-left")
        || is_narrow
}

/// Whether an element is given no height.
fn is_flat(style: &str) -> bool {
    const NONE: [&str; 4] = ["0", "0px", "0pt", "0em"];
    let is_none = |name: &str| property(style, name).is_some_and(|value| NONE.contains(&value));
    is_none("height") && property(style, "overflow").is_none_or(|value| value != "visible")
        || is_none("max-height")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_rules_are_read_and_conditions_are_not() {
        let sheet = "<!-- /* 注 */ .a, p.b{display:none}\n#c { visibility: hidden }\n@media print{.d{display:none}}\n.e .f{display:none} .g{color:red} .h{mso-hide:all}";
        let found: Vec<&str> = rules(sheet)
            .into_iter()
            .filter(|(_, style)| hides(style))
            .flat_map(|(names, _)| names.split(',').map(str::trim).collect::<Vec<_>>())
            .filter(|name| is_plain(name))
            .collect();
        assert_eq!(found, [".a", "p.b", "#c", ".h"]);
    }
}
