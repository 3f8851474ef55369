//! `odd-character`: no character that cannot be read.
//!
//! Why: control characters from Word make feeds unreadable (they reach no page), signs of private fonts are boxes
//! elsewhere, and 锟斤拷 or � stand where a text was decoded wrongly: nobody can tell what it said. A character without
//! room, and one of a PDF file that looks like another, keep a name from being found; so do Traditional characters. Told once in a file and kind;
//! `check --fix` takes away or replaces what it can.

use std::ops::RangeInclusive;

use memchr::memmem;

use crate::check::Rule;
use crate::check::case::Text;
use crate::diagnostic::traditional::{self, Traditional};
use crate::diagnostic::{Diagnostic, Encoding, Place, Severity, odd};
use crate::locale::Message;
use crate::parse::body::controls;
use crate::prefilter;

pub(super) const RULE: Rule = Rule::text("odd-character", Severity::Warning, check);

/// What wrong decoding leaves: of UTF-8 read as GBK (锛 for ， before a Han character, 銆 for 。, 鈥 for “), or as a code of the
/// West. 锛 alone is a tool of a carpenter.
const BROKEN: [&str; 20] = [
    "锟斤拷",
    "烫烫烫",
    "屯屯屯",
    "\u{FFFD}",
    "ï¿½",
    "锘\u{FFFD}",
    "锛屼",
    "锛屽",
    "锛屾",
    "锛岀",
    "锛岃",
    "锛岄",
    "銆",
    "鈥",
    "鐨勬",
    "ï¼",
    "ã€",
    "ã\u{80}",
    "â€",
    "çš",
];

/// All that [`controls`] looks for, and the ends of lines of other systems.
const CONTROLS: [RangeInclusive<char>; 5] = [
    '\0'..='\u{8}',
    '\u{B}'..='\u{1F}',
    '\u{7F}'..='\u{9F}',
    '\u{2028}'..='\u{2029}',
    '\u{FFFE}'..='\u{FFFF}',
];
/// Characters that mean what a font makes of them.
const PRIVATE: RangeInclusive<char> = '\u{E000}'..='\u{F8FF}';

/// What a telephone puts where a picture stood in a text that is copied without it.
const OBJECT: &str = "\u{FFFC}";

fn check(text: &Text<'_>) -> Vec<Diagnostic> {
    let (whole, alphabet) = (&*text.source.text, text.alphabet());
    let only_if = |is_so: bool| if is_so { whole } else { "" };
    let place = |start: usize, end: usize| Place::span(&text.source.file, start..end);
    let mut found = Vec::new();
    let mut signs = controls(only_if(CONTROLS.into_iter().any(|one| alphabet.has_between(one))));
    if let Some((first, _)) = signs.next() {
        let message = Message::new("control-character").count("count", 1 + signs.count());
        let told = RULE.found(place(first.start, first.end), message);
        found.push(told.with_help(Message::new("control-character-help")));
    }
    let odd = odd::all(only_if(odd::may_be_of(alphabet)));
    let (hidden, alike): (Vec<_>, Vec<_>) = odd.iter().partition(|one| one.put.is_empty());
    if let Some(first) = hidden.first() {
        let message = Message::new("hidden-character").count("count", hidden.len());
        let told = RULE.found(place(first.range.start, first.range.end), message);
        found.push(told.with_help(Message::new("hidden-character-help")));
    }
    if let Some(first) = alike.first() {
        let message = Message::new("lookalike-character")
            .text("found", &whole[first.range.clone()])
            .text("right", &*first.put)
            .count("count", alike.len());
        let told = RULE.found(place(first.range.start, first.range.end), message);
        found.push(told.with_help(Message::new("lookalike-character-help")));
    }
    let mut signs = private(only_if(alphabet.has_between(PRIVATE)));
    if let Some((at, sign)) = signs.next() {
        let message = Message::new("private-character").count("count", 1 + signs.count());
        let told = RULE.found(place(at, at + sign.len_utf8()), message);
        found.push(told.with_help(Message::new("private-character-help")));
    }
    if alphabet.spells(OBJECT)
        && let Some(at) = memmem::find(whole.as_bytes(), OBJECT.as_bytes())
    {
        let told = RULE.found(place(at, at + OBJECT.len()), Message::new("object-character"));
        found.push(told.with_help(Message::new("object-character-help")));
    }
    if let Some(Traditional { at, count, pairs }) = traditional::found(whole, alphabet) {
        let join = |of: fn(&(char, char)) -> char| {
            pairs.iter().map(|pair| of(pair).to_string()).collect::<Vec<_>>().join("、")
        };
        let message = Message::new("traditional-character")
            .text("found", join(|pair| pair.0))
            .count("count", count);
        let help = Message::new("traditional-character-help").text("right", join(|pair| pair.1));
        let length = whole[at..].chars().next().map_or(0, char::len_utf8);
        found.push(RULE.found(place(at, at + length), message).with_help(help));
    }
    // A file that could not be decoded is told as that.
    let is_decoded = text.source.encoding != Encoding::Unknown;
    let mut suspects = BROKEN.iter().filter(|words| alphabet.spells(words));
    let broken = suspects.find_map(|words| {
        let at = memmem::find(whole.as_bytes(), words.as_bytes())?;
        let message = Message::new("broken-text").text("text", *words);
        Some(
            RULE.found(place(at, at + words.len()), message)
                .with_help(Message::new("broken-text-help")),
        )
    });
    found.extend(broken.filter(|_| is_decoded));
    found
}

/// Signs of the private use area: only the font that made them knows what they are.
fn private(text: &str) -> impl Iterator<Item = (usize, char)> {
    // Their first byte is EE, or EF before a second one that punctuation does not have.
    memchr::memchr2_iter(0xEE, 0xEF, text.as_bytes())
        .filter(|at| {
            let bytes = text.as_bytes();
            let is_private = bytes.get(at + 1).is_some_and(|byte| *byte < 0xA4);
            prefilter::passes(bytes[*at] == 0xEE || is_private)
        })
        .filter_map(|at| {
            let sign = text.get(at..)?.chars().next()?;
            PRIVATE.contains(&sign).then_some((at, sign))
        })
}

#[cfg(test)]
mod tests {
    use super::private;

    #[test]
    fn no_private_sign_is_passed_over() {
        for c in '\0'..=char::MAX {
            let text = format!("甲{c}乙");
            let is_private = ('\u{E000}'..='\u{F8FF}').contains(&c);
            assert_eq!(private(&text).count(), usize::from(is_private), "{c:?}");
        }
    }
}
