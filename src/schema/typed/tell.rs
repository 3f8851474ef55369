//! The words for a slip: what was read, and how to mend it.
//!
//! Entry points: [`tell`]; [`more`] where it stands in several lines.

use crate::diagnostic::{Diagnostic, Place, Source};
use crate::locale::Message;
use crate::schema::typed::{Kind, Slip, value};

/// The most lines that are named one by one.
const NAMED: usize = 20;

/// How often a slip stands in a file, and in which lines.
pub(super) fn more(lines: &[usize]) -> Message {
    let named: Vec<String> = lines.iter().take(NAMED).map(usize::to_string).collect();
    let id = if lines.len() > NAMED { "slip-more-first" } else { "slip-more" };
    Message::new(id).count("count", lines.len()).text("lines", named.join(", "))
}

pub(super) fn tell(source: &Source, slip: &Slip) -> Diagnostic {
    let raw = &source.text[slip.range.clone()];
    let mark = raw.find('：').filter(|_| slip.kind == Kind::Colon);
    let blank = raw.find(|c: char| c.is_whitespace() && !c.is_ascii());
    let at = mark.or(blank.filter(|_| slip.kind == Kind::Blank)).unwrap_or_default();
    let one = raw[at..].chars().next().map_or(0, char::len_utf8);
    let start = slip.range.start + at;
    let end = if matches!(slip.kind, Kind::Colon | Kind::Blank) {
        start + one
    } else if slip.kind == Kind::Divider {
        start + raw.trim_end().len()
    } else if slip.kind == Kind::Heading {
        start + source.text[start..].lines().next().map_or(0, |line| line.trim_end().len())
    } else {
        slip.range.end
    };
    let is_rule = [(Kind::Colon, "full-width-colon"), (Kind::Tab, "tab-indentation")];
    let rule = is_rule.iter().find(|(kind, _)| *kind == slip.kind);
    let rule = rule.map_or("yaml-slip", |(_, rule)| *rule);
    let place = Place::span(&source.file, start..end);
    let (message, help) = match plain(slip.kind) {
        Some((message, help)) => (Message::new(message), Message::new(help)),
        None => said(slip, raw),
    };
    Diagnostic::warning(rule, place, message).with_help(help)
}

/// The words for a slip that say nothing of its text.
fn plain(kind: Kind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        Kind::Colon => ("full-width-colon", "full-width-colon-help"),
        Kind::Tab => ("tab-indentation", "tab-indentation-help"),
        Kind::Fence => ("slip-fence", "slip-fence-help"),
        Kind::MissingColon => ("slip-missing-colon", "full-width-colon-help"),
        Kind::Item => ("slip-item", "slip-item-help"),
        Kind::Dash => ("slip-dash", "slip-dash-help"),
        Kind::Joined => ("slip-joined", "slip-joined-help"),
        Kind::Indentation => ("slip-indentation", "slip-indentation-help"),
        Kind::Child => ("slip-child", "slip-child-help"),
        Kind::Blank => ("slip-blank", "slip-blank-help"),
        Kind::MissingBlank => ("slip-missing-blank", "full-width-colon-help"),
        Kind::Glued => ("slip-glued", "slip-glued-help"),
        Kind::Heading => ("slip-facts-heading", "slip-facts-heading-help"),
        Kind::Remark => ("slip-remark", "slip-remark-help"),
        Kind::Unquoted
        | Kind::Mark
        | Kind::Tail
        | Kind::Doubled
        | Kind::Wrapped
        | Kind::Ornament
        | Kind::Divider
        | Kind::Quote
        | Kind::Key
        | Kind::Word
        | Kind::Verb
        | Kind::Sign
        | Kind::Traditional
        | Kind::Sentence
        | Kind::Digits
        | Kind::Hash
        | Kind::Cut
        | Kind::Swallowed
        | Kind::Control
        | Kind::Look => return None,
    })
}

/// The words for a slip that name what was typed or what is meant.
fn said(slip: &Slip, raw: &str) -> (Message, Message) {
    let (typed, mended, message) = (raw.trim(), slip.text.trim(), Message::new);
    let both = |told: Message, help: Message| (told, help.text("mended", mended));
    match slip.kind {
        Kind::Unquoted => {
            (message("slip-unquoted"), message("slip-unquoted-help").text("value", mended))
        }
        Kind::Cut => cut(raw),
        Kind::Swallowed => {
            (message("slip-swallowed").text("key", raw), message("slip-swallowed-help"))
        }
        Kind::Ornament => (message("slip-ornament").text("mark", typed), message("slip-tail-help")),
        Kind::Tail => (message("slip-tail").text("mark", typed), message("slip-tail-help")),
        Kind::Doubled => {
            both(message("slip-doubled").text("value", typed), message("slip-doubled-help"))
        }
        // The brackets round a whole line go one by one.
        Kind::Wrapped if slip.text.is_empty() => {
            (message("slip-wrapped-line").text("mark", typed), message("slip-wrapped-line-help"))
        }
        Kind::Wrapped => {
            both(message("slip-wrapped").text("value", typed), message("slip-wrapped-help"))
        }
        Kind::Divider => {
            (message("slip-divider").text("mark", shortened(typed)), message("slip-divider-help"))
        }
        Kind::Hash => (message("slip-hash"), message("slip-hash-help").text("value", mended)),
        Kind::Key => (
            message("slip-key").text("key", mended.trim_end_matches(':')),
            message("slip-key-help").text("mended", mended),
        ),
        Kind::Sentence => sentence(mended),
        Kind::Verb => (message("slip-verb"), message("slip-verb-help").text("mended", mended)),
        Kind::Traditional => {
            both(message("slip-traditional").text("mark", typed), message("slip-traditional-help"))
        }
        Kind::Sign => both(message("slip-sign").text("value", typed), message("slip-sign-help")),
        Kind::Word => (
            message("slip-word").text("word", typed),
            message("slip-word-help").text("key", mended),
        ),
        Kind::Fence
        | Kind::Colon
        | Kind::MissingColon
        | Kind::Item
        | Kind::Dash
        | Kind::Joined
        | Kind::Indentation
        | Kind::Child
        | Kind::Tab
        | Kind::Blank
        | Kind::MissingBlank
        | Kind::Heading
        | Kind::Remark
        | Kind::Mark
        | Kind::Quote
        | Kind::Digits
        | Kind::Glued
        | Kind::Control
        | Kind::Look => both(message("slip-wide").text("mark", typed), message("slip-wide-help")),
    }
}

/// The whole value that a remark has cut, in quotes.
fn cut(raw: &str) -> (Message, Message) {
    let quoted = value::single(raw.trim_start_matches(':').trim());
    (Message::new("slip-cut"), Message::new("slip-cut-help").text("value", quoted))
}

/// The lines that a sentence is read as.
fn sentence(mended: &str) -> (Message, Message) {
    let lines: Vec<&str> = mended.lines().map(str::trim).collect();
    let help = Message::new("slip-sentence-help").text("lines", lines.join("\n"));
    (Message::new("slip-sentence"), help)
}

/// The first marks of a line that is drawn.
fn shortened(marks: &str) -> &str {
    marks.char_indices().nth(8).map_or(marks, |(at, _)| &marks[..at])
}
