//! Reads a YAML tree by a table of keys; every fault is kept with its place.
//!
//! Entry points: [`Reader::top`] and [`Reader::rows`] hand each known key to its row, whatever it is called
//! in the file; the leaf readers ([`Reader::text`], [`Reader::date`] …) turn a node into a value.
//! What the values mean together is not decided here.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::date::{self, DateError, PartialDate};
use crate::diagnostic::{Diagnostic, Place, Source};
use crate::locale::Message;
use crate::quantity::{self, Quantity};
use crate::schema::beside::Beside;
use crate::schema::{self, Field, Fields, Found, NONE, Rows, Shape, hint, parted};
use crate::yaml::{Entry, Key, Node, Value};

/// A value where a table meets it.
#[derive(Clone, Copy)]
pub struct At<'n> {
    /// The value.
    pub node: &'n Node<'n>,
    /// The entry whose value it is; none in a list.
    entry: Option<&'n Entry<'n>>,
    /// Whether the entry belongs into the group that is read: `党员总数: 22` at the top of a file.
    is_inner: bool,
    /// The row that reads it.
    field: Option<&'static Field>,
}

impl<'n> At<'n> {
    /// The value of an entry.
    pub fn value(entry: &'n Entry<'n>) -> Self {
        Self { node: &entry.value, entry: Some(entry), is_inner: false, field: None }
    }

    /// A value in a list.
    pub fn item(node: &'n Node<'n>) -> Self {
        Self { node, entry: None, is_inner: false, field: None }
    }

    /// What is said of its key, where a row reads it: one reader may stand in many rows.
    pub fn field(self) -> Option<&'static Field> {
        self.field
    }

    fn read_by(self, field: &'static Field) -> Self {
        Self { field: Some(field), ..self }
    }

    /// The bytes of its key; of the value itself where it has none.
    pub fn name(self) -> &'n Range<usize> {
        self.entry.map_or(&self.node.place, |entry| &entry.key.place)
    }
}

/// What stands for a group.
#[derive(Clone, Copy)]
pub enum Group<'n> {
    /// Its keys.
    Entries(&'n [Entry<'n>]),
    /// The value of its first key.
    Bare(At<'n>),
}

/// A field that was met, and the bytes of its key.
type Stated = (&'static str, Range<usize>);

/// Reads one YAML text and collects what is wrong with it.
pub struct Reader<'s> {
    pub(super) source: &'s Source,
    /// The table of the top.
    pub(super) top: Fields,
    /// Fields met that may stand at the top as well as in their group.
    stated: Vec<Stated>,
    /// Words that a phrase may open with, the longest first.
    openings: &'s [&'s str],
    diagnostics: Vec<Diagnostic>,
}

/// The place of a value in a file; of one that goes over several lines, its first.
pub(super) fn place(source: &Source, range: &Range<usize>) -> Place {
    let line = source.text[range.clone()].split(['\n', '\r']).next().unwrap_or_default();
    Place::span(&source.file, range.start..range.start + line.trim_end().len())
}

impl<'s> Reader<'s> {
    /// A reader of `source`.
    pub fn new(source: &'s Source) -> Self {
        Self { source, top: &NONE, stated: Vec::new(), openings: &[], diagnostics: Vec::new() }
    }

    /// The same, told which words of the office a phrase may open with, the longest first.
    #[must_use]
    pub fn with_openings(self, openings: &'s [&'s str]) -> Self {
        Self { openings, ..self }
    }

    /// The word of the office that `phrase` opens with, and what follows it.
    pub fn opening<'t>(&self, phrase: &'t str) -> Option<(&'t str, &'t str)> {
        let word = self.openings.iter().find(|word| phrase.starts_with(**word))?;
        Some(phrase.split_at(word.len()))
    }

    /// All faults found.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }

    /// Keeps a fault of the value at `at`.
    pub fn fault(&mut self, rule: &'static str, at: At<'_>, message: Message) {
        self.fault_of(rule, &at.node.place, message);
    }

    /// Keeps a fault of these bytes of the file.
    pub fn fault_of(&mut self, rule: &'static str, range: &Range<usize>, message: Message) {
        let place = self.place(range);
        self.keep(Diagnostic::error(rule, place, message));
    }

    /// Of two ways to write the same facts the one in the words of the file ([`Source::spoken`]).
    pub fn spoken(&self, chinese: &'static str, english: &'static str) -> &'static str {
        self.source.spoken(chinese, english)
    }

    /// Keeps a finished fault.
    pub fn keep(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// The place of these bytes; of several lines, the first.
    pub fn place(&self, range: &Range<usize>) -> Place {
        place(self.source, range)
    }

    /// Reads the entries at the top of a file into `target`.
    pub fn top<'n, T>(
        &mut self,
        rows: &'static Rows<T>,
        entries: impl Iterator<Item = &'n Entry<'n>>,
        target: &mut T,
    ) {
        self.top = rows;
        let mut seen = Vec::new();
        let entries: Vec<&Entry<'_>> = entries.collect();
        let beside = LazyCell::new(|| Beside::of(rows, entries.iter().copied()));
        for entry in &entries {
            let key = &entry.key;
            match schema::position(rows, &key.text, true) {
                None => self.unknown_key(rows, entry, &beside),
                // The group reads the key itself, and knows whether it stands twice.
                Some(Found::Inside(n, _)) => {
                    (rows.0[n].read)(self, At { is_inner: true, ..At::value(entry) }, target);
                }
                Some(Found::Row(n)) if self.is_first(&rows.0[n].field, key, &mut seen) => {
                    if self.tells_lines_run_together(&rows.0[n].field, &entry.value) {
                        continue;
                    }
                    (rows.0[n].read)(self, At::value(entry).read_by(&rows.0[n].field), target);
                }
                Some(Found::Row(_)) => {}
            }
        }
    }

    /// Reads a group into `target`. An unknown key, and one that stands twice under any of its names,
    /// is a fault.
    pub fn rows<T>(&mut self, rows: &'static Rows<T>, group: Group<'_>, target: &mut T) {
        let entries = match group {
            Group::Entries(entries) => entries,
            Group::Bare(at) => {
                let Some(first) = rows.0.first() else { return };
                // `党员: 26名` states the first key as `党员总数: 26名` does.
                let is_first = |reader: &mut Self, entry: &Entry<'_>| {
                    first.field.flat.is_empty()
                        || reader.is_first(&first.field, &entry.key, &mut Vec::new())
                };
                if at.entry.is_none_or(|entry| is_first(self, entry)) {
                    (first.read)(self, at, target);
                }
                return;
            }
        };
        let mut seen = Vec::with_capacity(entries.len());
        let beside = LazyCell::new(|| Beside::of(rows, entries));
        for entry in entries {
            let name = &*entry.key.text;
            match rows.0.iter().find(|row| row.field.is_called(name)) {
                None => self.unknown_key(rows, entry, &beside),
                Some(row) => {
                    if self.is_first(&row.field, &entry.key, &mut seen)
                        && !self.tells_lines_run_together(&row.field, &entry.value)
                    {
                        (row.read)(self, At::value(entry).read_by(&row.field), target);
                    }
                }
            }
        }
    }

    /// Tells that lines with colons of their own were read as one text, where entries or a list stand. What each says
    /// would be a part of the one above it.
    fn tells_lines_run_together(&mut self, field: &Field, value: &Node<'_>) -> bool {
        let takes_several =
            matches!(field.shape, Shape::Entries { .. } | Shape::Groups(_) | Shape::Texts);
        let is_plain = !value.raw.starts_with(['"', '\'', '|', '>', '[', '{']);
        let mut lines = value.raw.lines();
        let has_colon = |line: &str| line.contains(['：', ':']);
        let is_run = takes_several
            && is_plain
            && matches!(value.value, Value::Scalar(_))
            && lines.next().is_some_and(has_colon)
            && lines.any(has_colon);
        if is_run {
            let place = self.place(&value.place);
            let fault = Diagnostic::error("wrong-type", place, Message::new("lines-run-together"));
            self.keep(fault.with_help(Message::new("lines-run-together-help")));
        }
        is_run
    }

    /// Whether a field is met for the first time. One that may stand at the top of the file as well as
    /// in its group is one field of the file.
    fn is_first(&mut self, field: &'static Field, key: &Key<'_>, seen: &mut Vec<Stated>) -> bool {
        let met = if field.flat.is_empty() { seen } else { &mut self.stated };
        let before =
            met.iter().find(|(path, _)| *path == field.path).map(|(_, place)| place.clone());
        if let Some(before) = before {
            self.twice(key, &before);
            return false;
        }
        met.push((field.path, key.place.clone()));
        true
    }

    /// Keeps that a key says what another one has said before.
    pub(super) fn twice(&mut self, key: &Key<'_>, before: &Range<usize>) {
        let first = &self.source.text[before.clone()];
        let is_same = first == key.raw;
        let message = if is_same { "duplicate-key" } else { "duplicate-key-alias" };
        let message = Message::new(message).text("key", &*key.text);
        let message = if is_same { message } else { message.text("first", first) };
        let place = self.place(&key.place);
        let first = self.place(before);
        let fault = Diagnostic::error("duplicate-key", place, message);
        self.keep(fault.with_related(first, Message::new("duplicate-key-first")));
    }

    /// The entries of a map with free keys; a key that stands twice is a fault.
    pub fn free_entries<'n>(
        &mut self,
        map: impl IntoIterator<Item = &'n Entry<'n>>,
        visit: &mut dyn FnMut(&mut Self, &str, At<'_>),
    ) {
        let mut seen = BTreeMap::new();
        for entry in map {
            let key = &entry.key;
            if let Some(before) = seen.get(&*key.text) {
                self.twice(key, before);
            } else {
                seen.insert(&*key.text, key.place.clone());
                visit(self, &key.text, At::value(entry));
            }
        }
    }

    /// A text; nothing where the value is empty or of another shape.
    pub fn text(&mut self, at: At<'_>) -> Option<String> {
        match &at.node.value {
            Value::Null => None,
            Value::Scalar(text) => Some(text.clone().into_owned()),
            Value::List(_) => self.wrong_shape(at, "shape-text", "shape-list"),
            Value::Map(_) => self.wrong_shape(at, "shape-text", "shape-map"),
        }
    }

    /// One text or a list of texts, each as written: what a text holds is for the field to say.
    pub fn texts(&mut self, at: At<'_>) -> Vec<String> {
        match &at.node.value {
            Value::List(list) => list.iter().filter_map(|item| self.text(At::item(item))).collect(),
            Value::Map(_) => {
                self.wrong_shape::<()>(at, "shape-texts", "shape-map");
                Vec::new()
            }
            Value::Null | Value::Scalar(_) => self.text(at).into_iter().collect(),
        }
    }

    /// 是, 否, true, false, or another word or sign that says the one or the other.
    pub fn flag(&mut self, at: At<'_>) -> Option<bool> {
        const YES: [&str; 9] = ["true", "是", "是的", "对", "1", "√", "✓", "yes", "on"];
        const NO: [&str; 10] = ["false", "否", "不是", "不", "0", "×", "✗", "no", "off", "无"];
        let text = self.text(at)?;
        let word = text.trim().trim_end_matches('。');
        let is_one_of = |words: &[&str]| words.iter().any(|one| one.eq_ignore_ascii_case(word));
        match (is_one_of(&YES), is_one_of(&NO)) {
            (true, _) => Some(true),
            (false, true) => Some(false),
            (false, false) => {
                self.no_such_word(at, "not-a-flag", &text, &["true", "false", "是", "否"]);
                None
            }
        }
    }

    /// A date, whole or by month or year. It is told where a word means a part of one: pages do not show it.
    pub fn date(&mut self, at: At<'_>) -> Option<PartialDate> {
        let date = self.bare_date(at)?;
        self.tell_part(at, date);
        Some(date)
    }

    /// Tells that 底 of 2008年底 is not shown.
    pub fn tell_part(&mut self, at: At<'_>, date: PartialDate) {
        let Value::Scalar(text) = &at.node.value else { return };
        let Some(part) = date::part(text) else { return };
        let message = Message::new("date-part-lost").text("value", &**text).text("part", part);
        let message = message.text("shown", date.to_chinese());
        let told = Diagnostic::warning("wrong-type", self.place(&at.node.place), message);
        self.keep(told.with_help(Message::new("date-part-lost-help")));
    }

    /// A date without the word that means a part of a year or a month.
    pub fn bare_date(&mut self, at: At<'_>) -> Option<PartialDate> {
        let text = self.text(at)?;
        // A day that goes on in the next line is another one: 2023-1 and 2.
        let is_broken = at.node.raw.trim().contains('\n');
        let date = if is_broken { Err(DateError::NotADate) } else { date::parse_typed(&text) };
        match date {
            Ok(date) => Some(date),
            Err(error) => {
                self.date_fault(&error, &text, at);
                None
            }
        }
    }

    /// A date with its day.
    pub fn day(&mut self, at: At<'_>) -> Option<jiff::civil::Date> {
        let date = self.date(at)?;
        let day = date.full();
        if day.is_none() {
            let value = date.to_chinese();
            self.fault("wrong-type", at, Message::new("date-without-day").text("value", value));
        }
        day
    }

    fn date_fault(&mut self, error: &DateError, text: &str, at: At<'_>) {
        let (rule, id) = match error {
            DateError::NotADate | DateError::Trailing { .. } | DateError::YearMissing => {
                ("wrong-type", "not-a-date")
            }
            _ => ("impossible-date", "impossible-date"),
        };
        let place = self.place(&at.node.place);
        let fault = Diagnostic::error(rule, place, Message::new(id).text("value", text));
        let key = at.entry.map_or("", |entry| &*entry.key.text);
        let help = (rule == "wrong-type").then(|| hint::date(key, text)).flatten();
        self.keep(match help {
            Some(help) => fault.with_help(help),
            None => fault,
        });
    }

    /// The field that a name means at the top of the file.
    pub fn top_field(&self, name: &str) -> Option<&'static Field> {
        schema::find(self.top, name, true)
    }

    /// A number with or without a unit.
    pub fn quantity(&mut self, at: At<'_>) -> Option<Quantity> {
        let text = self.text(at)?;
        let quantity = quantity::parse_typed(&text).ok().or_else(|| quantity::none(&text));
        if quantity.is_none() {
            let message = Message::new("not-a-quantity").text("value", &*text);
            let fault = Diagnostic::error("wrong-type", self.place(&at.node.place), message);
            let key = at.entry.map(|entry| &*entry.key.text);
            let lines = || key.and_then(|key| parted::help(self.top, key, &text));
            let help = hint::absent(&text).or_else(|| hint::grouping(&text));
            let help = help
                .or_else(|| hint::worked_out(&text))
                .or_else(|| hint::names(&text))
                .or_else(lines);
            self.keep(match help {
                Some(help) => fault.with_help(help),
                None => fault,
            });
        }
        quantity
    }

    /// A whole number from 0 to `u32::MAX`, with or without a unit, without 余 or 约.
    pub fn count(&mut self, at: At<'_>) -> Option<u32> {
        let quantity = self.quantity(at)?;
        self.whole(&quantity, at)
    }

    /// A quantity as such a number.
    pub fn whole(&mut self, quantity: &Quantity, at: At<'_>) -> Option<u32> {
        let count = quantity.exact_whole().and_then(|value| u32::try_from(value).ok());
        if count.is_none() {
            let message = Message::new("not-a-count").text("value", quantity.text());
            self.fault("wrong-type", at, message);
        }
        count
    }

    /// What stands for a group with these keys; a bare text stands for the first of them.
    pub fn group<'n>(&mut self, table: Fields, at: At<'n>) -> Option<Group<'n>> {
        if let (Some(entry), true) = (at.entry, at.is_inner) {
            return Some(Group::Entries(std::slice::from_ref(entry)));
        }
        match &at.node.value {
            Value::Null => None,
            Value::Scalar(text) if schema::has_full_width_colon(table, text) => {
                self.full_width_colon(at.node);
                None
            }
            Value::Scalar(_) => Some(Group::Bare(at)),
            Value::Map(map) => Some(Group::Entries(map)),
            Value::List(_) => self.wrong_shape(at, "shape-map", "shape-list"),
        }
    }

    /// Keeps that a key inside a group has a full-width colon, so that YAML reads a text.
    fn full_width_colon(&mut self, node: &Node<'_>) {
        let colon = node.place.start + node.raw.find('：').unwrap_or_default();
        let place = self.place(&(colon..colon + '：'.len_utf8()));
        let fault = Diagnostic::error("full-width-colon", place, Message::new("full-width-colon"));
        self.keep(fault.with_help(Message::new("full-width-colon-help")));
    }

    /// Reads a group, where there is one, into `target`.
    pub fn inside<T>(&mut self, rows: &'static Rows<T>, at: At<'_>, target: &mut T) {
        if let Some(group) = self.group(rows, at) {
            self.rows(rows, group, target);
        }
    }

    /// Reads each group of a list into a new `T`; a single group may stand without the list.
    pub fn each<T: Default>(&mut self, rows: &'static Rows<T>, at: At<'_>) -> Vec<T> {
        let mut all = Vec::new();
        self.each_with(rows, at, &mut |_, one, _| all.push(one));
        all
    }

    /// The same, with each group and its place handed to `finish`.
    pub fn each_with<T: Default>(
        &mut self,
        rows: &'static Rows<T>,
        at: At<'_>,
        finish: &mut dyn FnMut(&mut Self, T, At<'_>),
    ) {
        let one = |reader: &mut Self, at: At<'_>, finish: &mut dyn FnMut(&mut Self, T, At<'_>)| {
            let Some(group) = reader.group(rows, at) else { return };
            let mut target = T::default();
            reader.rows(rows, group, &mut target);
            finish(reader, target, at);
        };
        match &at.node.value {
            Value::List(list) => list.iter().for_each(|item| one(self, At::item(item), finish)),
            Value::Null | Value::Scalar(_) | Value::Map(_) => one(self, at, finish),
        }
    }

    /// Keeps that `word` is none of `words`, with the one that was meant.
    pub fn no_such_word(
        &mut self,
        at: At<'_>,
        id: &'static str,
        word: &str,
        words: &[&'static str],
    ) {
        let message = Message::new(id).text("value", word);
        let fault = Diagnostic::error("wrong-type", self.place(&at.node.place), message);
        // 不是 is near to 是 and means the opposite.
        let near = schema::nearest(word, words.iter().copied());
        self.keep(match near.filter(|near| near.chars().count() > 1) {
            Some(near) => fault.with_help(Message::new("did-you-mean").text("name", near)),
            None => fault,
        });
    }

    /// Keeps "expected …, found …" and gives nothing.
    pub fn wrong_shape<T>(
        &mut self,
        at: At<'_>,
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
