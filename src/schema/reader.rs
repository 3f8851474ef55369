//! Reads a YAML tree by a table of keys; every fault is kept with its place.
//!
//! Entry points: [`Reader::entries`] hands each known key to its field, whatever it is called in
//! the file; the leaf readers ([`Reader::text`], [`Reader::date`] …) turn a node into a value.
//! What the values mean together is not decided here.

use std::ops::Range;

use crate::date::{self, DateError, PartialDate};
use crate::diagnostic::{Diagnostic, Place, Source};
use crate::locale::Message;
use crate::quantity::{self, Quantity};
use crate::schema::{self, Field};
use crate::yaml::{self, Node, Step};

/// The entries of a map.
type Map = Vec<(String, Node)>;

/// The way from the top of a file to a value, kept on the stack.
#[derive(Clone, Copy)]
pub struct Trail<'a> {
    parent: Option<&'a Trail<'a>>,
    step: Option<Step<'a>>,
}

impl<'a> Trail<'a> {
    /// The top of the file.
    pub const TOP: Trail<'static> = Trail { parent: None, step: None };

    /// One step further.
    #[must_use]
    pub fn then(&'a self, step: Step<'a>) -> Trail<'a> {
        Trail { parent: Some(self), step: Some(step) }
    }

    fn steps(&self) -> Vec<Step<'a>> {
        let mut steps = self.parent.map(Trail::steps).unwrap_or_default();
        steps.extend(self.step);
        steps
    }

    /// The key instead of its value.
    #[must_use]
    pub fn name(self) -> Self {
        let step = match self.step {
            Some(Step::Key(key, nth)) => Some(Step::Name(key, nth)),
            other => other,
        };
        Self { step, ..self }
    }

    fn is_top(&self) -> bool {
        self.step.is_none()
    }
}

/// Reads one YAML text and collects what is wrong with it.
pub struct Reader<'s> {
    source: &'s Source,
    yaml: Range<usize>,
    /// The table of the top.
    top: &'static [Field],
    /// Fields met that may stand at the top as well as in their group.
    stated: Vec<&'static str>,
    diagnostics: Vec<Diagnostic>,
}

impl<'s> Reader<'s> {
    /// A reader of the part `yaml` of `source`.
    pub fn new(source: &'s Source, yaml: Range<usize>) -> Self {
        Self { source, yaml, top: &[], stated: Vec::new(), diagnostics: Vec::new() }
    }

    /// All faults found.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }

    /// Keeps a fault of the value at `at`.
    pub fn fault(&mut self, rule: &'static str, at: &Trail<'_>, message: Message) {
        let place = self.place(at);
        self.keep(Diagnostic::error(rule, place, message));
    }

    /// Keeps a finished fault.
    pub fn keep(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// The place of the value at `at`; the file as a whole where the path leads nowhere.
    pub fn place(&self, at: &Trail<'_>) -> Place {
        let text = &self.source.text[self.yaml.clone()];
        let mut steps = at.steps();
        // A bare text that stands for a group's first key has no key of its own: its place is the
        // group's.
        let range = loop {
            match yaml::locate(text, &steps) {
                Some(range) => break range,
                None if steps.pop().is_none() => break 0..0,
                None => {}
            }
        };
        let start = self.yaml.start;
        Place::span(&self.source.file, start + range.start..start + range.end)
    }

    /// Hands every known key of a map to `visit` with its field; an unknown key, and one that
    /// stands twice under any of its names, is a fault.
    pub fn entries(
        &mut self,
        table: &'static [Field],
        map: Vec<(String, Node)>,
        at: &Trail<'_>,
        visit: &mut dyn FnMut(&mut Self, &'static Field, Node, &Trail<'_>),
    ) {
        let (keys, nodes): (Vec<String>, Vec<Node>) = map.into_iter().unzip();
        let mut seen: Vec<&'static str> = Vec::with_capacity(keys.len());
        if at.is_top() {
            self.top = table;
        }
        for (index, node) in nodes.into_iter().enumerate() {
            let key = keys[index].as_str();
            let nth = keys[..index].iter().filter(|other| *other == key).count();
            let here = at.then(Step::Key(key, nth));
            let Some(field) = schema::find(table, key, at.is_top()) else {
                self.unknown_key(table, key, &here, &node);
                continue;
            };
            // A field of another name at the top is one field of the file.
            let met = if field.flat.is_empty() { &mut seen } else { &mut self.stated };
            if met.contains(&field.path) {
                self.fault("duplicate-key", &here.name(), duplicate(key, field));
                continue;
            }
            met.push(field.path);
            visit(self, field, node, &here);
        }
    }

    /// The entries of a map with free keys; a key that stands twice is a fault.
    pub fn free_entries(
        &mut self,
        map: Vec<(String, Node)>,
        at: &Trail<'_>,
        visit: &mut dyn FnMut(&mut Self, &str, Node, &Trail<'_>),
    ) {
        let (keys, nodes): (Vec<String>, Vec<Node>) = map.into_iter().unzip();
        for (index, node) in nodes.into_iter().enumerate() {
            let key = keys[index].as_str();
            let nth = keys[..index].iter().filter(|other| *other == key).count();
            let here = at.then(Step::Key(key, nth));
            if nth > 0 {
                let message = Message::new("duplicate-key").text("key", key);
                self.fault("duplicate-key", &here.name(), message);
                continue;
            }
            visit(self, key, node, &here);
        }
    }

    fn unknown_key(&mut self, table: &'static [Field], key: &str, at: &Trail<'_>, node: &Node) {
        let place = self.place(&at.name());
        let fault = Diagnostic::error("unknown-key", place, unknown(key, node));
        let fault = match schema::suggest(self.top, table, key) {
            Some(name) => fault.with_help(Message::new("did-you-mean").text("name", name)),
            None if *node == Node::Null => fault.with_help(Message::new("flow-comma-help")),
            None => fault,
        };
        self.keep(fault);
    }

    /// A text; nothing where the value is empty or of another shape.
    pub fn text(&mut self, node: Node, at: &Trail<'_>) -> Option<String> {
        match node {
            Node::Null => None,
            Node::Scalar(text) => Some(text),
            Node::List(_) => self.wrong_shape(at, "shape-text", "shape-list"),
            Node::Map(_) => self.wrong_shape(at, "shape-text", "shape-map"),
        }
    }

    /// One text or a list of texts, each as written: what a text holds is for the field to say.
    pub fn texts(&mut self, node: Node, at: &Trail<'_>) -> Vec<String> {
        match node {
            Node::List(list) => list
                .into_iter()
                .enumerate()
                .filter_map(|(index, item)| self.text(item, &at.then(Step::Index(index))))
                .collect(),
            Node::Map(_) => {
                self.wrong_shape::<()>(at, "shape-texts", "shape-map");
                Vec::new()
            }
            other => self.text(other, at).into_iter().collect(),
        }
    }

    /// 是, 否, true or false.
    pub fn flag(&mut self, node: Node, at: &Trail<'_>) -> Option<bool> {
        match self.text(node, at)?.as_str() {
            "true" | "True" | "TRUE" | "是" => Some(true),
            "false" | "False" | "FALSE" | "否" => Some(false),
            other => {
                let fault = Message::new("not-a-flag").text("value", other);
                let fault = Diagnostic::error("wrong-type", self.place(at), fault);
                let words = ["true", "false", "是", "否"];
                self.keep(match schema::nearest(other, words.into_iter()) {
                    Some(word) => fault.with_help(Message::new("did-you-mean").text("name", word)),
                    None => fault,
                });
                None
            }
        }
    }

    /// A date, whole or by month or year.
    pub fn date(&mut self, node: Node, at: &Trail<'_>) -> Option<PartialDate> {
        let text = self.text(node, at)?;
        match date::parse(&text) {
            Ok(date) => Some(date),
            Err(error) => {
                self.date_fault(&error, &text, at);
                None
            }
        }
    }

    /// A date with its day.
    pub fn day(&mut self, node: Node, at: &Trail<'_>) -> Option<jiff::civil::Date> {
        let date = self.date(node, at)?;
        let day = date.full();
        if day.is_none() {
            let value = date.to_chinese();
            self.fault("wrong-type", at, Message::new("date-without-day").text("value", value));
        }
        day
    }

    fn date_fault(&mut self, error: &DateError, text: &str, at: &Trail<'_>) {
        let (rule, id) = match error {
            DateError::NotADate | DateError::Trailing { .. } | DateError::YearMissing => {
                ("wrong-type", "not-a-date")
            }
            _ => ("impossible-date", "impossible-date"),
        };
        self.fault(rule, at, Message::new(id).text("value", text));
    }

    /// A number with or without a unit.
    pub fn quantity(&mut self, node: Node, at: &Trail<'_>) -> Option<Quantity> {
        let text = self.text(node, at)?;
        let quantity = quantity::parse_quantity(&text).ok();
        if quantity.is_none() {
            self.fault("wrong-type", at, Message::new("not-a-quantity").text("value", text));
        }
        quantity
    }

    /// A whole number from 0 to `u32::MAX`, with or without a unit, without 余 or 约.
    pub fn count(&mut self, node: Node, at: &Trail<'_>) -> Option<u32> {
        let quantity = self.quantity(node, at)?;
        let count = quantity.exact_whole().and_then(|value| u32::try_from(value).ok());
        if count.is_none() {
            let message = Message::new("not-a-count").text("value", quantity.text());
            self.fault("wrong-type", at, message);
        }
        count
    }

    /// The entries of a group; a bare text stands for the first key of `field`'s table.
    pub fn group(
        &mut self,
        field: &Field,
        node: Node,
        at: &Trail<'_>,
    ) -> Option<Vec<(String, Node)>> {
        match (node, field.fields().first()) {
            (Node::Null, _) => None,
            (Node::Scalar(text), _) if schema::has_full_width_colon(field, &text) => {
                self.full_width_colon(at);
                None
            }
            (Node::Map(map), _) => Some(map),
            (text @ Node::Scalar(_), Some(first)) => Some(vec![(first.key().to_owned(), text)]),
            _ => self.wrong_shape(at, "shape-map", "shape-list"),
        }
    }

    /// Keeps that a key inside the group `at` has a full-width colon, so that YAML reads a text.
    fn full_width_colon(&mut self, at: &Trail<'_>) {
        let whole = self.place(at);
        let place = whole.span.map_or_else(
            || whole.clone(),
            |(start, end)| {
                let text = &self.source.text[start..end];
                let colon = start + text.find('：').unwrap_or_default();
                Place::span(&whole.file, colon..colon + '：'.len_utf8())
            },
        );
        let fault = Diagnostic::error("full-width-colon", place, Message::new("full-width-colon"));
        self.keep(fault.with_help(Message::new("full-width-colon-help")));
    }

    /// Hands each group of a list to `visit`; a single group may stand without the list.
    pub fn groups(
        &mut self,
        field: &Field,
        node: Node,
        at: &Trail<'_>,
        visit: &mut dyn FnMut(&mut Self, Map, &Trail<'_>),
    ) {
        let Node::List(list) = node else {
            if let Some(map) = self.group(field, node, at) {
                visit(self, map, at);
            }
            return;
        };
        for (index, item) in list.into_iter().enumerate() {
            let here = at.then(Step::Index(index));
            if let Some(map) = self.group(field, item, &here) {
                visit(self, map, &here);
            }
        }
    }

    /// Keeps "expected …, found …" and gives nothing.
    pub fn wrong_shape<T>(
        &mut self,
        at: &Trail<'_>,
        expected: &'static str,
        found: &'static str,
    ) -> Option<T> {
        let message = Message::new("wrong-type")
            .message("expected", Message::new(expected))
            .message("found", Message::new(found));
        self.fault("wrong-type", at, message);
        None
    }
}

fn duplicate(key: &str, field: &Field) -> Message {
    if key == field.path {
        Message::new("duplicate-key").text("key", key)
    } else {
        Message::new("duplicate-key-alias").text("key", key).text("path", field.path)
    }
}

/// `{a: 聚焦组织设置,提升}` splits at the half-width comma: the tail looks like a key without value.
fn unknown(key: &str, node: &Node) -> Message {
    let id = if *node == Node::Null { "unknown-key-without-value" } else { "unknown-key" };
    Message::new(id).text("key", key)
}
