//! `leftover-markup`: no mark of Markdown stands in the published text.
//!
//! Why: `**` that did not become bold, and `[文字](` that did not become a link, look like a slip
//! of the machine to every reader; so do marks typed full-width, and those of other systems. Told once in a file and
//! kind, with a count; code is left alone. What has one right form is mended by `check --fix` ([`slip`]).

use crate::check::Rule;
use crate::check::case::{Text, Told};
use crate::check::slip::{self, Kind};
use crate::diagnostic::{Diagnostic, Place, Severity, Split};
use crate::locale::Message;
use crate::parse::body::component::{self, NAMES, Role};
use crate::parse::body::forms::is_family_name;

pub(super) const RULE: Rule = Rule::text("leftover-markup", Severity::Warning, check);

const MARKS: [&str; 3] = ["**", "](", "~~"];

const TOLD: [Told; 13] = [
    Told { kind: Kind::Heading, message: "slip-heading", help: "slip-heading-help" },
    Told { kind: Kind::Mark, message: "slip-mark", help: "slip-mark-help" },
    Told { kind: Kind::Bracket, message: "slip-bracket", help: "slip-bracket-help" },
    Told { kind: Kind::Address, message: "slip-address", help: "slip-address-help" },
    Told { kind: Kind::Written, message: "slip-written", help: "slip-written-help" },
    Told { kind: Kind::Fence, message: "slip-open-code", help: "slip-open-code-help" },
    Told { kind: Kind::Code, message: "slip-code", help: "slip-code-help" },
    Told { kind: Kind::Comparison, message: "slip-comparison", help: "slip-comparison-help" },
    Told { kind: Kind::Target, message: "slip-target", help: "slip-target-help" },
    Told { kind: Kind::Picture, message: "slip-picture", help: "slip-picture-help" },
    Told { kind: Kind::Face, message: "slip-face", help: "slip-face-help" },
    Told { kind: Kind::Foreign, message: "slip-foreign", help: "slip-foreign-help" },
    Told { kind: Kind::Note, message: "slip-note", help: "slip-note-help" },
];

/// What a browser or a word processor writes into a title.
const TAGS: [&str; 14] = [
    "<br", "&nbsp;", "<b>", "<p>", "<span", "**", "&amp;", "&ldquo;", "&rdquo;", "&mdash;",
    "&quot;", "&middot;", "&lt;", "&gt;",
];

fn check(text: &Text<'_>) -> Vec<Diagnostic> {
    let mut found = text.tell_slips(&RULE, &TOLD);
    found.extend(title(text));
    found.extend(spoken(text));
    found.extend(components(text));
    let prose = text.prose.text();
    for mark in MARKS.into_iter().filter(|mark| text.alphabet().spells(mark)) {
        // Escaped marks (\*\*) are meant: then the bytes of the file are others.
        let mut places = memchr::memmem::find_iter(prose.as_bytes(), mark)
            .map(|at| text.place(at..at + mark.len()))
            .filter(|place| {
                let bytes = place.span.and_then(|(start, end)| text.source.text.get(start..end));
                bytes == Some(mark) && !is_slip(text, place) && !is_mask(text, place)
            });
        let Some(first) = places.next() else { continue };
        let message =
            Message::new("leftover-markup").text("mark", mark).count("count", 1 + places.count());
        found.push(RULE.found(first, message).with_help(Message::new("leftover-markup-help")));
    }
    found
}

/// A picture, a table or an attachment that the text speaks of and does not have; a cover may be the picture.
fn spoken(text: &Text<'_>) -> Vec<Diagnostic> {
    let Some(body) = text.body() else { return Vec::new() };
    let (facts, markdown) = text.source.text.split_at(body);
    let alphabet = text.alphabet();
    let picture = slip::spoken(markdown, alphabet)
        .filter(|_| !facts.contains("封面") && !facts.contains("cover"));
    let picture = picture.map(|words| (words, "picture-spoken", "picture-spoken-help"));
    let table = slip::spoken_table(markdown, alphabet)
        .map(|words| (words, "table-spoken", "table-spoken-help"));
    let attached = slip::attached(markdown, alphabet);
    let attached = attached.map(|words| (words, "attachment-spoken", "attachment-spoken-help"));
    let told = picture.into_iter().chain(table).chain(attached).map(|(words, message, help)| {
        let place = Place::span(&text.source.file, body + words.start..body + words.end);
        RULE.found(place, Message::new(message)).with_help(Message::new(help))
    });
    told.collect()
}

/// Whether a place is told as a slip already.
fn is_slip(text: &Text<'_>, place: &Place) -> bool {
    let (Some((start, _)), Some(body)) = (place.span, text.body()) else { return false };
    let (at, slips) = (start - body, text.slips());
    let next = slips.partition_point(|slip| slip.range.end <= at);
    // The address of a link is its slip, the bracket before it the mark.
    let mut near = slips[next..].iter().take_while(|slip| slip.range.start <= at + 2);
    near.any(|slip| TOLD.iter().any(|told| told.kind == slip.kind))
}

/// Whether stars hide a name or a number: 张**, 138****1234.
fn is_mask(text: &Text<'_>, place: &Place) -> bool {
    let Some((start, _)) = place.span else { return false };
    let before = text.source.text[..start].trim_end_matches('*');
    before.ends_with(is_family_name) || before.ends_with(|c: char| c.is_ascii_digit())
}

/// Components that are not as they were meant: a name that is unknown, one that is never ended.
fn components(text: &Text<'_>) -> Vec<Diagnostic> {
    let Some(body) = text.body() else { return Vec::new() };
    let told = |(range, role): (std::ops::Range<usize>, Role<'_>)| {
        let place = Place::span(&text.source.file, body + range.start..body + range.end);
        match role {
            Role::Ours | Role::Foreign("") => None,
            Role::Unclosed => {
                let fault = RULE.found(place, Message::new("component-unclosed"));
                Some(fault.with_help(Message::new("component-unclosed-help")))
            }
            Role::Meant(name, near) => {
                let message = Message::new("component-unknown").text("name", name);
                let meant = Message::new("did-you-mean").text("name", format!(":::{near}"));
                Some(RULE.found(place, message).with_help(meant))
            }
            Role::Foreign(name) => {
                let message = Message::new("component-unknown").text("name", name);
                let names = NAMES.iter().map(|(name, _)| *name).filter(|name| !name.is_ascii());
                let names = names.collect::<Vec<_>>().join("、");
                let fault = Diagnostic::information(RULE.id, place, message);
                Some(fault.with_help(Message::new("component-names").text("names", names)))
            }
        }
    };
    component::fences(&text.source.text[body..]).into_iter().filter_map(told).collect()
}

/// HTML in the title, which pages show as it is typed.
fn title(text: &Text<'_>) -> Option<Diagnostic> {
    let Split::Found { yaml, .. } = &text.split else { return None };
    let facts = &text.source.text[yaml.clone()];
    let line = facts.lines().find(|line| line.starts_with("title") || line.starts_with("标题"))?;
    let mut tags = TAGS.iter().filter(|tag| text.alphabet().spells(tag));
    let (at, tag) = tags.find_map(|tag| Some((line.find(tag)?, *tag)))?;
    let start = yaml.start + (line.as_ptr() as usize - facts.as_ptr() as usize) + at;
    let place = Place::span(&text.source.file, start..start + tag.len());
    let message = Message::new("markup-in-title").text("mark", tag);
    Some(RULE.found(place, message).with_help(Message::new("markup-in-title-help")))
}
