//! A page as a small tree: what html5ever builds, kept in one vector.
//!
//! Entry point: [`parse`]. Nothing is run and nothing is fetched.

use std::borrow::Cow;
use std::cell::{Ref, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink as _};
use html5ever::{Attribute, ParseOpts, QualName, parse_document};

/// What a node is.
#[derive(Debug)]
pub(super) enum Kind {
    /// The document, a comment, a declaration: nothing to read.
    Silent,
    /// An element with its name and attributes.
    Element(QualName, Vec<(String, String)>),
    /// Text.
    Text(String),
}

/// A node of the tree.
#[derive(Debug)]
struct Node {
    kind: Kind,
    parent: Option<usize>,
    children: Vec<usize>,
}

/// A page.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

/// Reads a page.
pub(super) fn parse(html: &str) -> Tree {
    let nodes = vec![Node { kind: Kind::Silent, parent: None, children: Vec::new() }];
    let sink = Sink { nodes: RefCell::new(nodes) };
    parse_document(sink, ParseOpts::default()).one(html)
}

impl Tree {
    /// What a node is.
    pub(super) fn kind(&self, node: usize) -> &Kind {
        &self.nodes[node].kind
    }

    /// The node that a node is inside of.
    pub(super) fn parent(&self, node: usize) -> Option<usize> {
        self.nodes[node].parent
    }

    /// The nodes inside a node, in order.
    pub(super) fn children(&self, node: usize) -> &[usize] {
        &self.nodes[node].children
    }

    /// The name of an element; empty for other nodes.
    pub(super) fn name(&self, node: usize) -> &str {
        match self.kind(node) {
            Kind::Element(name, _) => &name.local,
            Kind::Silent | Kind::Text(_) => "",
        }
    }

    /// An attribute of an element.
    pub(super) fn attribute(&self, node: usize, name: &str) -> Option<&str> {
        match self.kind(node) {
            Kind::Element(_, attributes) => {
                attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
            }
            Kind::Silent | Kind::Text(_) => None,
        }
    }

    /// All nodes below a node and itself, in the order of the page.
    pub(super) fn below(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        let mut stack = vec![node];
        std::iter::from_fn(move || {
            let next = stack.pop()?;
            stack.extend(self.nodes[next].children.iter().rev());
            Some(next)
        })
    }

    /// The element with an id.
    pub(super) fn by_id(&self, id: &str) -> Option<usize> {
        self.below(0).find(|node| self.attribute(*node, "id") == Some(id))
    }

    /// All text below a node.
    pub(super) fn text(&self, node: usize) -> String {
        let mut text = String::new();
        for node in self.below(node) {
            if let Kind::Text(piece) = self.kind(node) {
                text.push_str(piece);
            }
        }
        text
    }
}

struct Sink {
    nodes: RefCell<Vec<Node>>,
}

impl Sink {
    fn add(&self, kind: Kind) -> usize {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node { kind, parent: None, children: Vec::new() });
        nodes.len() - 1
    }

    fn detach(&self, node: usize) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(parent) = nodes[node].parent.take() {
            nodes[parent].children.retain(|child| *child != node);
        }
    }

    /// Puts a node below `parent`, at a place among its children or at the end; text joins the text before it.
    fn insert(&self, parent: usize, child: NodeOrText<usize>, at: Option<usize>) {
        let node = match child {
            NodeOrText::AppendNode(node) => {
                self.detach(node);
                node
            }
            NodeOrText::AppendText(text) => {
                let mut nodes = self.nodes.borrow_mut();
                let end = at.unwrap_or(nodes[parent].children.len());
                let before =
                    end.checked_sub(1).and_then(|at| nodes[parent].children.get(at)).copied();
                if let Some(Kind::Text(last)) = before.map(|before| &mut nodes[before].kind) {
                    last.push_str(&text);
                    return;
                }
                drop(nodes);
                self.add(Kind::Text(text.to_string()))
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        nodes[node].parent = Some(parent);
        let end = nodes[parent].children.len();
        nodes[parent].children.insert(at.unwrap_or(end).min(end), node);
    }
}

impl TreeSink for Sink {
    type Handle = usize;
    type Output = Tree;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree {
        Tree { nodes: self.nodes.into_inner() }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> usize {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a usize) -> Ref<'a, QualName> {
        Ref::map(self.nodes.borrow(), |nodes| match &nodes[*target].kind {
            Kind::Element(name, _) => name,
            Kind::Silent | Kind::Text(_) => {
                unreachable!("html5ever asks elements alone for their names")
            }
        })
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> usize {
        let attributes =
            attributes.into_iter().map(|one| (one.name.local.to_string(), one.value.to_string()));
        self.add(Kind::Element(name, attributes.collect()))
    }

    fn create_comment(&self, _: StrTendril) -> usize {
        self.add(Kind::Silent)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> usize {
        self.add(Kind::Silent)
    }

    fn append(&self, parent: &usize, child: NodeOrText<usize>) {
        self.insert(*parent, child, None);
    }

    fn append_based_on_parent_node(
        &self,
        element: &usize,
        before: &usize,
        child: NodeOrText<usize>,
    ) {
        let has_parent = self.nodes.borrow()[*element].parent.is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(before, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// What stands in a template is not shown: it hangs nowhere.
    fn get_template_contents(&self, _: &usize) -> usize {
        self.add(Kind::Silent)
    }

    fn same_node(&self, one: &usize, two: &usize) -> bool {
        one == two
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &usize, child: NodeOrText<usize>) {
        if let NodeOrText::AppendNode(node) = &child {
            self.detach(*node);
        }
        let place = {
            let nodes = self.nodes.borrow();
            nodes[*sibling].parent.map(|parent| {
                let at = nodes[parent].children.iter().position(|one| one == sibling);
                (parent, at.unwrap_or_default())
            })
        };
        if let Some((parent, at)) = place {
            self.insert(parent, child, Some(at));
        }
    }

    fn add_attrs_if_missing(&self, target: &usize, more: Vec<Attribute>) {
        let mut nodes = self.nodes.borrow_mut();
        let Kind::Element(_, attributes) = &mut nodes[*target].kind else { return };
        for one in more {
            let name = one.name.local.to_string();
            if !attributes.iter().any(|(key, _)| *key == name) {
                attributes.push((name, one.value.to_string()));
            }
        }
    }

    fn remove_from_parent(&self, target: &usize) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &usize, parent: &usize) {
        let mut nodes = self.nodes.borrow_mut();
        let moved = std::mem::take(&mut nodes[*node].children);
        for child in &moved {
            nodes[*child].parent = Some(*parent);
        }
        nodes[*parent].children.extend(moved);
    }
}
