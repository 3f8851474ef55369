//! Lists and maps in brackets of either width.
//!
//! Entry points: [`opens`], [`Ends`], [`slips`].

use std::collections::BTreeMap;
use std::ops::Range;

use crate::schema::typed::ahead::Ahead;
use crate::schema::typed::inside::Inside;
use crate::schema::typed::key;
use crate::schema::typed::line::is_blank;
use crate::schema::typed::name;
use crate::schema::typed::{Kind, Slip, bracket, value};

/// Whether a value begins like a list or a map in brackets.
pub(super) fn opens(value: &str) -> bool {
    value.starts_with(['[', '{', '【', '［', '｛'])
}

fn partner(open: char) -> Option<[char; 3]> {
    match open {
        '[' | '【' | '［' => Some([']', '】', '］']),
        '{' | '｛' => Some(['}', '｝', '}']),
        _ => None,
    }
}

/// How often the length of a file is looked through for the end of brackets that have none: who forgets one in each line of
/// a long file would wait for the square of its length.
const VAIN: usize = 16;

/// Where brackets end, line by line.
#[derive(Default)]
pub(super) struct Ends {
    /// By column, from where up to where brackets may go on.
    limits: BTreeMap<usize, Range<usize>>,
    /// Bytes that were looked through in vain.
    vain: usize,
}

impl Ends {
    /// The byte behind the bracket that closes the one at `start`, below a key at `column`.
    pub(super) fn end(&mut self, ahead: &Ahead<'_>, start: usize, column: usize) -> Option<usize> {
        // What lies between an opened bracket and its limit has the same limit.
        let known = self.limits.get(&column).filter(|known| known.contains(&start));
        let limit = known.map_or_else(|| ahead.limit(start, column), |known| known.end);
        self.limits.insert(column, start..limit);
        if self.vain > VAIN * ahead.text.len() {
            return None;
        }
        let end = end(ahead.text, start, limit);
        if end.is_none() {
            self.vain += limit - start;
        }
        end
    }
}

/// The byte behind the bracket that closes the one at `start`, before `limit`.
fn end(text: &str, start: usize, limit: usize) -> Option<usize> {
    let mut open = Vec::new();
    let mut chars = text[start..limit].char_indices().peekable();
    let mut is_start = true;
    while let Some((at, c)) = chars.next() {
        if is_start && (c == '"' || c == '\'') {
            for (_, inner) in chars.by_ref() {
                if inner == c {
                    break;
                }
            }
        } else if let Some(close) = partner(c) {
            open.push(close);
        } else if open.last().is_some_and(|close| close.contains(&c)) {
            open.pop();
            if open.is_empty() {
                return Some(start + at + c.len_utf8());
            }
        }
        is_start = partner(c).is_some()
            || matches!(c, ':' | '：' | ',' | '，' | '、' | '；')
            || is_start && is_blank(c);
    }
    None
}

/// A bracket that is open.
struct Frame {
    close: [char; 3],
    is_map: bool,
    /// Whether an entry has yet to begin.
    is_start: bool,
    /// Where the value begins, and whether it is a number; of the entry that is being read.
    value: Option<usize>,
    is_number: bool,
}

/// The slips of a list or map in brackets at the bytes `range` of `text`, whose entries are `inside`.
pub(super) fn slips(text: &str, range: Range<usize>, inside: Inside, slips: &mut Vec<Slip>) {
    let mut walk = Walk { text, end: range.end, inside, frames: Vec::new(), slips };
    let mut at = range.start;
    while at < range.end {
        at = walk.step(at);
    }
}

struct Walk<'t, 's> {
    text: &'t str,
    end: usize,
    inside: Inside,
    frames: Vec<Frame>,
    slips: &'s mut Vec<Slip>,
}

impl Walk<'_, '_> {
    /// Looks at the character at `at`; gives the place to go on.
    fn step(&mut self, at: usize) -> usize {
        let Some(c) = self.text[at..self.end].chars().next() else { return self.end };
        let next = at + c.len_utf8();
        let is_start = self.frames.last().is_none_or(|frame| frame.is_start);
        if is_blank(c) || c == '\n' || c == '\r' {
            if is_start && !c.is_ascii() {
                self.put(at..next, " ", Kind::Blank);
            }
            return next;
        }
        if is_start && let Some(close) = partner(c).filter(|_| c != '【' || self.frames.is_empty())
        {
            self.open(c, close, at..next);
            return next;
        }
        if self.frames.last().is_some_and(|frame| frame.close.contains(&c)) {
            self.finish(at);
            let close = self.frames.pop().map_or(c, |frame| frame.close[0]);
            if close != c {
                self.put(at..next, if close == ']' { "]" } else { "}" }, Kind::Mark);
            }
            return next;
        }
        let is_wide_mark = matches!(c, '，' | '；' | '、' | ';');
        if is_wide_mark && self.text[next..self.end].trim_start().starts_with(',') {
            // The mark is no part of the value before it.
            self.finish(at);
            self.put(at..next, "", Kind::Tail);
            return next;
        }
        if is_start && c == ',' && self.is_doubled_comma(at) {
            self.put(at..next, "", Kind::Tail);
            return next;
        }
        if (is_wide_mark || c == ',') && self.parts(c, next) {
            self.finish(at);
            if c != ',' {
                let is_apart = self.text[next..].starts_with(is_blank);
                self.put(at..next, if is_apart { "," } else { ", " }, Kind::Mark);
            }
            return next;
        }
        if is_start && let Some(next) = self.key(at) {
            return next;
        }
        if let Some(frame) = self.frames.last_mut() {
            if is_start && frame.value.is_none() {
                (frame.value, frame.is_number) = (Some(at), false);
            }
            frame.is_start = false;
        }
        self.behind_pair(c, next, is_start)
    }

    /// `[甲, , 乙]`: a comma behind another, with an entry somewhere before. An entry of a map may wait for its value.
    fn is_doubled_comma(&self, at: usize) -> bool {
        let is_list =
            self.frames.last().is_some_and(|frame| !frame.is_map && frame.value.is_none());
        is_list && self.text[..at].trim_end().ends_with([',', '，', '、', '；'])
    }

    fn open(&mut self, c: char, close: [char; 3], place: Range<usize>) {
        let is_map = close[0] == '}';
        if !c.is_ascii() {
            self.put(place, if is_map { "{" } else { "[" }, Kind::Mark);
        }
        if let Some(frame) = self.frames.last_mut() {
            (frame.is_start, frame.value) = (false, None);
        }
        self.frames.push(Frame { close, is_map, is_start: true, value: None, is_number: false });
    }

    /// Whether a mark parts two entries.
    fn parts(&self, c: char, next: usize) -> bool {
        let Some(frame) = self.frames.last() else { return false };
        let rest = self.text[next..self.end].trim_start();
        let is_last = rest.starts_with(frame.close);
        let is_key = |inside| {
            key::split(rest, inside).is_some_and(|split| {
                !rest[split.key].contains(['，', '；', '、', ';', ',', '}', ']', '｝', '］'])
            })
        };
        match c {
            ',' => true,
            _ if is_last => true,
            '，' | '；' if !frame.is_map => true,
            ';' | '、' if !frame.is_map => {
                matches!(self.inside, Inside::Free { .. }) && is_key(self.inside)
                    || rest.starts_with(['{', '｛'])
            }
            _ => is_key(self.inside),
        }
    }

    /// A key at the beginning of an entry; gives the place of its value.
    fn key(&mut self, at: usize) -> Option<usize> {
        let frame = self.frames.last()?;
        let is_free = matches!(self.inside, Inside::Free { .. });
        if frame.value.is_some() || !frame.is_map && !is_free {
            return None;
        }
        let rest = &self.text[at..self.end];
        let split = key::split(rest, self.inside)?;
        let name = &rest[split.key.clone()];
        let is_quoted = name.len() > 1
            && ['"', '\''].iter().any(|quote| name.starts_with(*quote) && name.ends_with(*quote));
        if !is_quoted && name.contains(['，', '；', '、', ',', '}', ']', '｝', '］']) {
            return None;
        }
        let gap = at + split.gap.start..at + split.gap.end;
        let cleaned = name::lower(name::clean(name), self.inside);
        let field = self.inside.field(&cleaned);
        if field.is_some() && cleaned != name && !is_quoted && self.inside.field(name).is_none() {
            let text = cleaned.into_owned().into();
            self.slips.push(Slip { range: at..at + split.key.end, text, kind: Kind::Key });
        }
        if self.inside.has_ages() && name::age(name) != name {
            let text = name::age(name).into();
            let range = at..at + split.key.end;
            self.slips.push(Slip { range, text, kind: name::age_slip(name) });
        }
        if let Some(kind) = split.slip {
            self.put(gap.clone(), ": ", kind);
        }
        let is_number = field.map_or(is_free, |field| value::is_number(field.shape));
        if let Some(frame) = self.frames.last_mut() {
            (frame.value, frame.is_number) = (Some(gap.end), is_number);
        }
        Some(gap.end)
    }

    /// Ends the entry that is being read.
    fn finish(&mut self, at: usize) {
        let Some(frame) = self.frames.last_mut() else { return };
        let (value, is_number) = (frame.value.take(), frame.is_number);
        frame.is_start = true;
        let Some(start) = value else { return };
        let raw = self.text[start..at].trim_end_matches(is_blank);
        let signs = if is_number { Vec::new() } else { bracket::ornaments(raw) };
        let length = signs.first().map_or(0, |first| first.end);
        if length > 0 {
            let range = start..start + length;
            self.slips.push(Slip { range, text: "".into(), kind: Kind::Ornament });
        }
        let (start, raw) = (start + length, &raw[length..]);
        let range = start..start + raw.len();
        if is_number {
            self.slips.extend(value::number(self.text, range));
        } else if value::needs_quotes_in_brackets(raw) {
            let text = value::single(raw).into();
            self.slips.push(Slip { range, text, kind: Kind::Unquoted });
        }
    }

    /// The place behind what quotes or round brackets hold.
    fn behind_pair(&self, c: char, next: usize, is_start: bool) -> usize {
        let close = match c {
            '“' => '”',
            '‘' => '’',
            '《' => '》',
            '（' => '）',
            '(' => ')',
            '「' => '」',
            '"' | '\'' if is_start => c,
            _ => return next,
        };
        self.text[next..self.end].find(close).map_or(next, |at| next + at + close.len_utf8())
    }

    fn put(&mut self, range: Range<usize>, text: &'static str, kind: Kind) {
        self.slips.push(Slip { range, text: text.into(), kind });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::profile::keys::PROFILE;
    use crate::schema::typed::level::Scope;

    proptest::proptest! {
        /// What is known of a bracket before it changes no end, in a text that is not looked through in vain.
        #[test]
        fn ends_are_those_that_are_found_anew(text in "(荣誉: |日期: |- |  |[{}\\[\\]甲,\n]){0,40}") {
            let inside = Inside::Top(&PROFILE);
            let scopes = [Scope { column: 0, mended: 0, inside, is_list: false, is_bare: false }];
            let ahead = Ahead { text: &text, end: text.len(), scopes: &scopes };
            let mut ends = Ends::default();
            for (at, _) in text.match_indices(['[', '{']) {
                for column in [0, 2] {
                    let anew = end(&text, at, ahead.limit(at, column));
                    let found = ends.end(&ahead, at, column);
                    proptest::prop_assert!(found == anew || ends.vain > VAIN * text.len(), "{at} {column}");
                }
            }
        }
    }
}
