//! From the scanner's events to a tree.
//!
//! Entry point: [`Builder`], one for a whole text: what it counts and the anchors that it knows stay when
//! reading begins again behind a fault.
//!
//! Why `granit-parser`: on 802 texts (the fuzz corpora, all fixtures, the examples of the manuals) and 32,080
//! random changes of them, it and `saphyr-parser` 0.3 gave the tree of `serde_yaml` wherever all three
//! could read. Saphyr takes control characters, refuses quotes and brackets that go on at the left (670 of
//! the changed texts) and counts characters, not bytes. Granit has bytes on every span, refuses control
//! characters, and places a fault where its value begins. Both are linear and without unsafe code. Granit
//! takes some that `serde_yaml` refuses: keys of more than a word, anchors with a Han name. These are
//! refused here: they are texts that begin with `?` or `&`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, Span, StrInput, StructureStyle, Tag};

use crate::yaml::Limits;
use crate::yaml::fault::{self, Around, Fault};
use crate::yaml::tree::{Entry, Key, Node, Style, Value};

/// What came of reading from one place on.
pub(super) enum Part<'t> {
    /// All of the rest.
    Whole(Option<Node<'t>>),
    /// The entries before a fault.
    Stopped(Stopped<'t>),
}

/// A fault, and what was read before it.
pub(super) struct Stopped<'t> {
    pub fault: Fault,
    /// The byte where the fault begins.
    pub at: usize,
    /// The byte where it was noticed.
    pub noticed: usize,
    /// The entries of the map at the top that are whole.
    pub entries: Vec<Entry<'t>>,
    /// Where the entry begins that is not.
    pub pending: Option<usize>,
}

type Stop = (Fault, usize);

pub(super) struct Builder<'t> {
    text: &'t str,
    limits: Limits,
    nodes: usize,
    anchors: HashMap<String, Node<'t>>,
    /// Where the part begins that is being read: the scanner counts from there.
    base: usize,
    /// The lists and maps that are not closed yet.
    open: Vec<Open<'t>>,
    root: Option<Node<'t>>,
    documents: usize,
    /// The end of what was read last.
    read: usize,
    /// A scalar with an anchor, whose name comes with the next event.
    named: Option<Node<'t>>,
}

/// A list or map that is not closed yet.
struct Open<'t> {
    value: Value<'t>,
    style: Style,
    start: usize,
    /// The key of a map whose value comes next.
    key: Option<Key<'t>>,
    anchor: Option<String>,
}

impl<'t> Builder<'t> {
    pub(super) fn new(text: &'t str, limits: Limits) -> Self {
        Self {
            text,
            limits,
            nodes: 0,
            anchors: HashMap::new(),
            base: 0,
            open: Vec::new(),
            root: None,
            documents: 0,
            read: 0,
            named: None,
        }
    }

    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    /// Reads the bytes `part` of the text.
    pub(super) fn read(&mut self, part: Range<usize>) -> Part<'t> {
        self.base = part.start;
        self.read = part.start;
        self.open.clear();
        self.root = None;
        self.documents = 0;
        let text = &self.text[part];
        let mut events = Parser::new_from_str_with_options(text, options(self.limits));
        match self.events(&mut events) {
            Ok(()) => Part::Whole(self.root.take()),
            Err((fault, at, noticed)) => Part::Stopped(self.stopped(fault, at, noticed)),
        }
    }

    fn events(
        &mut self,
        events: &mut Parser<'t, StrInput<'t>>,
    ) -> Result<(), (Fault, usize, usize)> {
        for event in events {
            match event {
                Ok((event, span)) => {
                    self.event(event, &span).map_err(|(fault, at)| (fault, at, at))?;
                }
                Err(error) => {
                    let noticed = self.offset(error.marker().byte_offset());
                    let (fault, at) = fault::told(&error, noticed, &self.around());
                    return Err((fault, at, noticed));
                }
            }
        }
        Ok(())
    }

    fn offset(&self, byte: Option<usize>) -> usize {
        let at = (self.base + byte.unwrap_or_default()).min(self.text.len());
        (0..=at).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or_default()
    }

    fn around(&self) -> Around<'t> {
        let flow = self.open.iter().rev().find(|open| open.style == Style::Flow);
        Around { text: self.text, bracket: flow.map(|open| open.start), read: self.read }
    }

    fn stopped(&mut self, fault: Fault, at: usize, noticed: usize) -> Stopped<'t> {
        let top = self.open.drain(..).next();
        let (entries, pending) = match top {
            Some(Open { value: Value::Map(entries), key, .. }) => {
                (entries, key.map(|key| key.place.start))
            }
            // What stands alone at the top is no entry, and may be the beginning of one.
            Some(Open { start, .. }) => (Vec::new(), Some(start)),
            None => match self.root.take() {
                Some(Node { value: Value::Map(entries), .. }) => (entries, None),
                Some(node) => (Vec::new(), Some(node.place.start)),
                None => (Vec::new(), None),
            },
        };
        Stopped { fault, at, noticed, entries, pending }
    }

    fn event(&mut self, event: Event<'t>, span: &Span) -> Result<(), Stop> {
        let place = self.place(span);
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                let is_second = self.documents > 1;
                if is_second { Err((Fault::SecondDocument, place.start)) } else { Ok(()) }
            }
            Event::Scalar(text, style, anchor, tag) => {
                let node = self.scalar((text, style), tag.as_deref(), place)?;
                self.named = (anchor > 0).then(|| node.clone());
                self.put(node)
            }
            Event::SequenceStart(style, _, tag) => {
                self.begin(Value::List(Vec::new()), style, tag.as_deref(), place)
            }
            Event::MappingStart(style, _, tag) => {
                self.begin(Value::Map(Vec::new()), style, tag.as_deref(), place)
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(&place),
            Event::Anchor(_, name) => self.anchor(&name, place.start),
            Event::Alias(_) | Event::UnresolvedAlias(_) => self.alias(place),
            // The ends of documents and of the stream.
            _ => Ok(()),
        }
    }

    fn place(&self, span: &Span) -> Range<usize> {
        span.byte_range()
            .map_or(self.base..self.base, |range| self.base + range.start..self.base + range.end)
    }

    fn scalar(
        &mut self,
        (text, style): (Cow<'t, str>, ScalarStyle),
        tag: Option<&Tag>,
        place: Range<usize>,
    ) -> Result<Node<'t>, Stop> {
        refuse_foreign(tag, &place)?;
        // What an escape brings in would reach pages and feeds, which may not hold it.
        if style == ScalarStyle::DoubleQuoted && text.contains(fault::is_forbidden) {
            let escape = self.text[place.clone()].find('\\').unwrap_or_default();
            return Err((Fault::ControlCharacter, place.start + escape));
        }
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted => Style::SingleQuoted,
            ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
        };
        let place = match style {
            Style::Literal | Style::Folded => self.block(&place),
            _ => place,
        };
        let is_absent = style == Style::Plain && place.is_empty();
        let is_null = style == Style::Plain
            && tag.is_none()
            && matches!(&*text, "~" | "null" | "Null" | "NULL");
        let value = if is_absent || is_null { Value::Null } else { Value::Scalar(text) };
        self.read = self.read.max(place.end);
        Ok(self.node(value, style, place))
    }

    /// A block with its `|` or `>`, without the blank lines behind it.
    fn block(&self, content: &Range<usize>) -> Range<usize> {
        let before = &self.text[self.read.min(content.start)..content.start];
        let start = block_mark(before).map_or(content.start, |mark| self.read + mark);
        let end = start + self.text[start..content.end].trim_end().len();
        start..end
    }

    fn node(&self, value: Value<'t>, style: Style, place: Range<usize>) -> Node<'t> {
        Node { value, style, raw: &self.text[place.clone()], place }
    }

    fn begin(
        &mut self,
        value: Value<'t>,
        style: StructureStyle,
        tag: Option<&Tag>,
        place: Range<usize>,
    ) -> Result<(), Stop> {
        refuse_foreign(tag, &place)?;
        let style = match style {
            StructureStyle::Block => Style::Block,
            StructureStyle::Flow => Style::Flow,
        };
        self.count((1, 0), place.start)?;
        self.read = self.read.max(place.end);
        self.open.push(Open { value, style, start: place.start, key: None, anchor: None });
        Ok(())
    }

    /// Counts `nodes` more values that go `depth` levels further in.
    fn count(&mut self, (nodes, depth): (usize, usize), at: usize) -> Result<(), Stop> {
        self.nodes += nodes;
        let is_too_large =
            self.nodes > self.limits.nodes || self.open.len() + depth > self.limits.depth;
        if is_too_large { Err((Fault::TooLarge, at)) } else { Ok(()) }
    }

    fn end(&mut self, place: &Range<usize>) -> Result<(), Stop> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        if open.style == Style::Flow {
            self.read = self.read.max(place.end);
        }
        // A block ends where the last value in it ends.
        let end = match open.style {
            Style::Flow => place.end,
            _ => self.read.max(open.start),
        };
        let node = self.node(open.value, open.style, open.start..end);
        if let Some(name) = open.anchor {
            self.anchors.insert(name, node.clone());
        }
        self.put_counted(node)
    }

    /// An anchor of the value before it, or of the list or map that has just begun.
    fn anchor(&mut self, name: &str, at: usize) -> Result<(), Stop> {
        let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
        let is_text = self.named.as_ref().is_some_and(|node| node.place.is_empty());
        if !is_name || is_text {
            return Err((Fault::Anchor, at));
        }
        match self.named.take() {
            Some(node) => {
                self.anchors.insert(name.to_owned(), node);
            }
            None => {
                if let Some(open) = self.open.last_mut() {
                    open.anchor = Some(name.to_owned());
                }
            }
        }
        Ok(())
    }

    fn alias(&mut self, place: Range<usize>) -> Result<(), Stop> {
        let raw = &self.text[place.clone()];
        let Some(node) = self.anchors.get(raw.trim_start_matches('*')) else {
            return Err((Fault::Anchor, place.start));
        };
        let size = node.size();
        self.count(size, place.start)?;
        let node = self.anchors[raw.trim_start_matches('*')].clone();
        self.read = self.read.max(place.end);
        self.put_counted(Node { place, raw, ..node })
    }

    fn put(&mut self, node: Node<'t>) -> Result<(), Stop> {
        let is_key = self
            .open
            .last()
            .is_some_and(|open| matches!(open.value, Value::Map(_)) && open.key.is_none());
        if !is_key {
            self.count((1, 0), node.place.start)?;
        }
        self.put_counted(node)
    }

    /// Puts a value into the list or map that is open, or a key in front of its value.
    fn put_counted(&mut self, node: Node<'t>) -> Result<(), Stop> {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        match (&mut open.value, open.key.take()) {
            (Value::List(list), _) => list.push(node),
            (Value::Map(map), Some(key)) => map.push(Entry { key, value: node }),
            (Value::Map(_), None) => open.key = Some(key(node)?),
            (Value::Null | Value::Scalar(_), _) => {}
        }
        Ok(())
    }
}

fn options(limits: Limits) -> granit_parser::Options {
    granit_parser::options! {
        emit_comments: false,
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        bom_inside_document_as_content: true,
        block_scalar_eof_without_line_feed: true,
        flow_nesting_limit: limits.depth.saturating_add(1),
        block_nesting_limit: limits.depth.saturating_add(1),
    }
}

fn key(node: Node<'_>) -> Result<Key<'_>, Stop> {
    let text = match node.value {
        Value::Scalar(text) => text,
        // `null: …` is a key of that name.
        Value::Null if !node.raw.is_empty() => Cow::Borrowed(node.raw),
        Value::Null | Value::List(_) | Value::Map(_) => {
            return Err((Fault::ComplexKey, node.place.start));
        }
    };
    Ok(Key { text, style: node.style, place: node.place, raw: node.raw })
}

/// `!!str` says what we do anyway; any other tag asks for what we do not do.
fn refuse_foreign(tag: Option<&Tag>, place: &Range<usize>) -> Result<(), Stop> {
    const KNOWN: [&str; 7] = ["str", "int", "float", "bool", "null", "seq", "map"];
    let is_known = |tag: &Tag| tag.core_suffix().is_some_and(|suffix| KNOWN.contains(&suffix));
    match tag {
        Some(tag) if !is_known(tag) => Err((Fault::Tag, place.start)),
        _ => Ok(()),
    }
}

/// Where the `|` or `>` of a block stands in what lies between the token before it and its text: blanks,
/// comments, an anchor and a tag may come first.
fn block_mark(between: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(c) = between[at..].chars().next() {
        let rest = &between[at..];
        at += match c {
            '|' | '>' => return Some(at),
            '#' => rest.find('\n').unwrap_or(rest.len()),
            '&' | '!' => rest.find(char::is_whitespace).unwrap_or(rest.len()),
            other => other.len_utf8(),
        };
    }
    None
}
