//! Footnotes have numbers in place of labels, which makes their ids unique in a page.
//!
//! Entry points: [`Footnotes::call`], [`Footnotes::number`].

use std::collections::{HashMap, HashSet};

use crate::parse::body::node::{Element, Node};
use crate::parse::body::tree::Tree;

#[derive(Default)]
pub(super) struct Footnotes {
    numbers: HashMap<String, u16>,
    /// How often each was called, in the order of their numbers.
    calls: Vec<u16>,
    /// The numbers whose text has been met.
    defined: HashSet<u16>,
}

impl Footnotes {
    /// The number of a label, from 1 in the order in which they turn up. A text has too few marks
    /// ([`MAX`](super::marks::MAX)) for more numbers than there are.
    pub(super) fn number(&mut self, label: &str) -> u16 {
        if let Some(number) = self.numbers.get(label) {
            return *number;
        }
        let number = self.next();
        self.numbers.insert(label.to_owned(), number);
        number
    }

    /// The number of a label whose text begins. A second text of one label has a number of its own, to which nothing
    /// leads: ids never meet.
    pub(super) fn define(&mut self, label: &str) -> u16 {
        let number = self.number(label);
        if self.defined.insert(number) {
            return number;
        }
        let number = self.next();
        self.defined.insert(number);
        number
    }

    fn next(&mut self) -> u16 {
        self.calls.push(0);
        u16::try_from(self.calls.len()).unwrap_or(u16::MAX)
    }

    /// The number of a label that is called, and how often it has been, this time included.
    pub(super) fn call(&mut self, label: &str) -> (u16, u16) {
        let number = self.number(label);
        let calls = &mut self.calls[usize::from(number) - 1];
        *calls = calls.saturating_add(1);
        (number, *calls)
    }

    /// Lets each definition know how often it was called. Calls may follow it, so this comes last.
    pub(super) fn settle(&self, tree: &mut Tree) {
        if self.calls.is_empty() {
            return;
        }
        for node in &mut tree.nodes {
            if let Node::Start(Element::Footnote { number, calls }) = node {
                *calls = self.calls[usize::from(*number) - 1];
            }
        }
    }
}
