//! The way from an article to what is being read, and whether something on it lies over something else: white words on a
//! picture are seen.
//!
//! Entry point: [`Path`]. Each element is looked at once, and only where words have the colour of the page.

use crate::import::page::tree::Tree;
use crate::import::page::values::property;

/// The most elements that are looked at of what stands before another.
const MOST: usize = 50;

/// An open node.
#[derive(Debug)]
struct Step {
    node: usize,
    /// The element right before it.
    before: Option<usize>,
    /// Whether it, or one round it, lies over something; as far as that was asked.
    lies_over: Option<bool>,
}

/// The open nodes, from the outermost on.
#[derive(Debug, Default)]
pub(super) struct Path {
    steps: Vec<Step>,
}

impl Path {
    pub(super) fn enter(&mut self, node: usize, before: Option<usize>) {
        self.steps.push(Step { node, before, lies_over: None });
    }

    pub(super) fn leave(&mut self) {
        self.steps.pop();
    }

    /// Whether the innermost node lies over something: it or one round it is placed, pushed or turned, or what stands
    /// right before is.
    pub(super) fn lies_over(&mut self, tree: &Tree) -> bool {
        let known = self.steps.iter().rposition(|step| step.lies_over.is_some());
        let mut lies_over = known.and_then(|at| self.steps[at].lies_over).unwrap_or_default();
        for step in &mut self.steps[known.map_or(0, |at| at + 1)..] {
            let of_before = |one: usize| tree.below(one).take(MOST).any(|one| is_moved(tree, one));
            lies_over |= is_moved(tree, step.node) || step.before.is_some_and(of_before);
            step.lies_over = Some(lies_over);
        }
        lies_over
    }
}

/// Whether a style takes an element out of its place.
fn is_moved(tree: &Tree, node: usize) -> bool {
    let Some(style) = tree.attribute(node, "style") else { return false };
    let style = style.to_ascii_lowercase();
    // Many boxes are `relative` and stay where they are.
    let is_placed = match property(&style, "position") {
        Some("absolute" | "fixed" | "sticky") => true,
        Some("relative") => ["top", "left", "right", "bottom"].iter().any(|side| {
            property(&style, side).is_some_and(|to| !to.starts_with('0') && to != "auto")
        }),
        Some(_) | None => false,
    };
    let is_turned = property(&style, "transform").is_some_and(|value| value != "none");
    let is_laid = property(&style, "display").is_some_and(|value| value.contains("grid"));
    let is_pushed = style.split(';').filter_map(|one| one.split_once(':')).any(|(key, value)| {
        key.trim().starts_with("margin") && value.split_whitespace().any(|one| one.starts_with('-'))
    });
    let is_flat = property(&style, "height").is_some_and(|value| value.starts_with('0'));
    is_placed || is_turned || is_laid || is_pushed || is_flat
}
