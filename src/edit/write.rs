//! Values as text that reads back the same in its place: without quotes where that can be, else in `'…'`, else in
//! `"…"`; several lines behind `|`.
//!
//! Entry points: [`Hand::value`] and [`Hand::key`]. What stands round the place is not known here: a text that
//! reads back by itself may still be refused by the proof, and is then tried in quotes.

use std::borrow::Cow;

use crate::edit::tree::New;
use crate::yaml::{self, Limits, Node, Style, Value};

/// How texts are quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    /// None where that can be.
    Fewest,
    /// `'…'` where that can be.
    Single,
    /// `"…"`.
    Double,
    /// Behind `|`, whatever the length.
    Literal,
}

/// All of them, those first that change least.
pub(super) fn in_turn(old: Style) -> &'static [Quotes] {
    use Quotes::{Double, Fewest, Literal, Single};
    match old {
        Style::SingleQuoted => &[Single, Double],
        Style::DoubleQuoted => &[Double],
        Style::Literal | Style::Folded => &[Literal, Fewest, Single, Double],
        Style::Plain | Style::Block | Style::Flow => &[Fewest, Single, Double],
    }
}

/// How values are written in one place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hand<'h> {
    pub(super) quotes: Quotes,
    /// Whether it is inside `{ }` or `[ ]`.
    pub(super) is_flow: bool,
    /// What stands before the key, or before the dash, on its line.
    pub(super) indent: &'h str,
    /// How much further in the next level begins.
    pub(super) step: &'h str,
    /// What ends a line.
    pub(super) line_end: &'h str,
}

impl Hand<'_> {
    /// A value as it stands behind `key:`, the blank in front of it included.
    pub(super) fn behind_key(&self, new: &New) -> String {
        match new {
            New::Items(_) | New::Keys(_) if !self.is_flow => self.value(new),
            New::Text(_) | New::Texts(_) | New::Row(_) | New::Items(_) | New::Keys(_) => {
                format!(" {}", self.value(new))
            }
        }
    }

    /// A value; one with lines of its own begins with the end of the line before.
    pub(super) fn value(&self, new: &New) -> String {
        match new {
            New::Text(text) => self.text(text),
            New::Texts(texts) => {
                let texts: Vec<String> =
                    texts.iter().map(|text| self.inside().text(text)).collect();
                format!("[{}]", texts.join(", "))
            }
            New::Row(entries) => self.row(entries),
            New::Keys(entries) if self.is_flow => self.row(entries),
            New::Items(items) if self.is_flow => {
                let items: Vec<String> = items.iter().map(|item| self.value(item)).collect();
                format!("[{}]", items.join(", "))
            }
            New::Items(items) => {
                let deeper = self.deeper();
                let hand = Hand { indent: &deeper, ..*self };
                let line = |item| format!("{}{deeper}- {}", self.line_end, hand.value(item));
                items.iter().map(line).collect()
            }
            New::Keys(entries) => {
                let deeper = self.deeper();
                let hand = Hand { indent: &deeper, ..*self };
                let line = |(key, value): &(String, New)| {
                    let (key, value) = (hand.key(key), hand.behind_key(value));
                    format!("{}{deeper}{key}:{value}", self.line_end)
                };
                entries.iter().map(line).collect()
            }
        }
    }

    fn row(&self, entries: &[(String, New)]) -> String {
        let hand = self.inside();
        let entry =
            |(key, value): &(String, New)| format!("{}: {}", hand.key(key), hand.value(value));
        let entries: Vec<String> = entries.iter().map(entry).collect();
        format!("{{{}}}", entries.join(", "))
    }

    fn inside(&self) -> Hand<'_> {
        Hand { is_flow: true, ..*self }
    }

    pub(super) fn deeper(&self) -> String {
        format!("{}{}", self.indent, self.step)
    }

    /// A key.
    pub(super) fn key(&self, key: &str) -> String {
        let quotes = if self.quotes == Quotes::Literal { Quotes::Fewest } else { self.quotes };
        // A key that needs no quotes gets none because its value does.
        let quotes = if is_word(key) { Quotes::Fewest } else { quotes };
        let whole = |key: &str| {
            let text = if self.is_flow { format!("{{{key}: v}}") } else { format!("{key}: v") };
            if self.is_flow { format!("k: {text}\n") } else { format!("{text}\n") }
        };
        let reads_back = |written: &str| {
            let text = whole(written);
            let document = yaml::read(&text, 0..text.len(), Limits::default());
            let entry = match document.entries.into_iter().next() {
                Some(entry) if self.is_flow => match entry.value.value {
                    Value::Map(map) => map.into_iter().next(),
                    Value::Null | Value::Scalar(_) | Value::List(_) => None,
                },
                other => other,
            };
            document.broken.is_empty() && entry.is_some_and(|entry| entry.key.text == key)
        };
        chosen(key, quotes, &reads_back)
    }

    fn text(&self, text: &str) -> String {
        let is_long = text.contains('\n');
        if !self.is_flow && (is_long || self.quotes == Quotes::Literal) && can_stand_in_block(text)
        {
            let may = matches!(self.quotes, Quotes::Fewest | Quotes::Literal);
            if may {
                return self.literal(text);
            }
        }
        let quotes = if self.quotes == Quotes::Literal { Quotes::Fewest } else { self.quotes };
        let reads_back = |written: &str| {
            let whole =
                if self.is_flow { format!("k: [{written}]\n") } else { format!("k: {written}\n") };
            reads_as(&whole, text, self.is_flow)
        };
        chosen(text, quotes, &reads_back)
    }

    fn literal(&self, text: &str) -> String {
        let deeper = self.deeper();
        let line = |line: &str| {
            let is_empty = line.is_empty();
            format!("{}{}{line}", self.line_end, if is_empty { "" } else { &deeper })
        };
        let lines: String = text.split('\n').map(line).collect();
        format!("|{lines}")
    }
}

fn is_word(key: &str) -> bool {
    key.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// A first line that begins with blanks would set the indentation.
fn can_stand_in_block(text: &str) -> bool {
    let is_blank = |c: char| c == ' ' || c == '\t';
    !text.starts_with(is_blank) && !text.starts_with('\n') && !text.contains('\r')
}

fn reads_as(whole: &str, text: &str, is_list: bool) -> bool {
    let document = yaml::read(whole, 0..whole.len(), Limits::default());
    let Some(entry) = document.entries.first().filter(|_| document.broken.is_empty()) else {
        return false;
    };
    let is_it = |node: &Node<'_>| matches!(&node.value, Value::Scalar(found) if *found == text);
    match &entry.value.value {
        Value::List(list) if is_list => list.len() == 1 && is_it(&list[0]),
        Value::Null | Value::Scalar(_) | Value::List(_) | Value::Map(_) => {
            !is_list && is_it(&entry.value)
        }
    }
}

/// The text as it stands, in `'…'` or in `"…"`: the first of them that reads back.
fn chosen(text: &str, quotes: Quotes, reads_back: &dyn Fn(&str) -> bool) -> String {
    let is_line = !text.contains(['\n', '\r']);
    let may_be_plain = matches!(quotes, Quotes::Fewest | Quotes::Literal) && is_line;
    if may_be_plain && reads_back(text) {
        return text.to_owned();
    }
    let single = format!("'{}'", text.replace('\'', "''"));
    if quotes != Quotes::Double && is_line && reads_back(&single) {
        return single;
    }
    double(text).into_owned()
}

/// JSON's escapes are YAML's.
fn double(text: &str) -> Cow<'static, str> {
    let mut quoted = serde_json::to_string(text).expect("a text is JSON");
    for (character, escape) in
        [('\u{85}', "\\N"), ('\u{2028}', "\\L"), ('\u{2029}', "\\P"), ('\u{FEFF}', "\\uFEFF")]
    {
        quoted = quoted.replace(character, escape);
    }
    quoted.into()
}
