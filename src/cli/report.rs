//! Shows faults to a person.
//!
//! Entry points: [`print`] for a whole report, [`error`] for what stopped the program. Each fault
//! is drawn with its line and a caret under the value; carets go by display width, because a Han
//! character is two columns wide.

use std::io::{IsTerminal, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::build::Report;
use crate::diagnostic::{Count, Diagnostic, Place, Severity};
use crate::error::Error;
use crate::locale::{Locale, Message};

/// Longest part of a line that is shown, in characters to either side of the fault: paragraphs of
/// a story are single lines of hundreds of characters.
const CONTEXT: usize = 24;

/// Prints every fault to standard error and the count last.
pub(super) fn print(report: &Report, locale: &Locale) {
    let is_terminal = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let renderer = if is_terminal { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Unicode).term_width(200);
    let mut out = std::io::stderr().lock();
    for diagnostic in &report.diagnostics {
        let drawn = draw(diagnostic, report, locale, &renderer);
        // Standard error may be closed; there is nobody left to tell.
        let _ = writeln!(out, "{drawn}\n");
    }
    let count = report.count();
    if count != Count::default() {
        let _ = writeln!(out, "{}", locale.text(&count_message(count)));
    }
}

fn count_message(count: Count) -> Message {
    Message::new("report-count")
        .count("errors", count.errors)
        .count("warnings", count.warnings)
        .count("information", count.information)
}

/// What stopped the program, as one text.
pub(super) fn error(error: &Error, locale: &Locale) -> String {
    let label = locale.text(&Message::new("label-error"));
    format!("{label}: {}", locale.text(&error.message()))
}

fn draw(diagnostic: &Diagnostic, report: &Report, locale: &Locale, renderer: &Renderer) -> String {
    let label = locale.text(&Message::new(match diagnostic.severity {
        Severity::Error => "label-error",
        Severity::Warning => "label-warning",
        Severity::Information => "label-information",
    }));
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Information => Level::INFO,
    };
    let title = locale.text(&diagnostic.message);
    let mut group =
        Group::with_title(level.with_name(label).primary_title(title).id(diagnostic.rule));
    let caret = diagnostic.label.as_ref().map(|label| locale.text(label)).unwrap_or_default();
    group = show(group, &diagnostic.place, report, AnnotationKind::Primary, caret);
    for (place, message) in &diagnostic.related {
        group = show(group, place, report, AnnotationKind::Context, locale.text(message));
    }
    if let Some(help) = &diagnostic.help {
        let name = locale.text(&Message::new("label-help"));
        group = group.element(Level::HELP.with_name(name).message(locale.text(help)));
    }
    let related = diagnostic.related.iter().map(|(place, _)| place);
    let places = std::iter::once(&diagnostic.place).chain(related);
    places.fold(renderer.render(&[group]), |drawn, place| mend_column(drawn, place, report))
}

/// The renderer counts the column in the line as it is shown; where that was shortened, the
/// column in the file takes its place.
fn mend_column(drawn: String, place: &Place, report: &Report) -> String {
    match Excerpt::at(place, report) {
        Some(Excerpt { line, column, shown, .. }) if column != shown => {
            let at = |column| format!("{}:{line}:{column}", path(place));
            drawn.replacen(&at(shown), &at(column), 1)
        }
        _ => drawn,
    }
}

/// The file of a place. Characters that steer a terminal or turn the direction of writing would
/// make the name look like another one.
fn path(place: &Place) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    place.file.replace(steers, "\u{fffd}")
}

/// A place with its line, or the file's name where there is no line to show.
fn show<'a>(
    group: Group<'a>,
    place: &Place,
    report: &Report,
    kind: AnnotationKind,
    label: String,
) -> Group<'a> {
    let Some(excerpt) = Excerpt::at(place, report) else {
        let mut group = group.element(Origin::path(path(place)));
        if !label.is_empty() {
            group = group.element(Level::NOTE.no_name().message(label));
        }
        return group;
    };
    let annotation = kind.span(excerpt.start..excerpt.end);
    let annotation = if label.is_empty() { annotation } else { annotation.label(label) };
    let snippet = Snippet::source(excerpt.text)
        .line_start(excerpt.line)
        .path(path(place))
        .fold(false)
        .annotation(annotation);
    group.element(snippet)
}

/// The line of a fault, shortened around it.
struct Excerpt {
    text: String,
    /// Bytes of the fault in `text`.
    start: usize,
    end: usize,
    /// Line in the file, from 1.
    line: usize,
    /// Column in the file, from 1, in characters.
    column: usize,
    /// The same column in `text`.
    shown: usize,
}

impl Excerpt {
    /// `None` where there is no line to show.
    fn at(place: &Place, report: &Report) -> Option<Self> {
        Self::of(&report.sources.get(&place.file)?.text, place.span?)
    }

    /// `None` where the text has changed since and the place is gone.
    fn of(text: &str, (start, end): (usize, usize)) -> Option<Self> {
        let before = text.get(..start)?;
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let rest = text.get(start..)?;
        let line_end = start + rest.find('\n').unwrap_or(rest.len());
        let line = text[line_start..line_end].trim_end();
        let line_end = line_start + line.len();
        let start = start.min(line_end);
        let end = (start..=end.min(line_end)).rev().find(|at| text.is_char_boundary(*at))?;
        let head = shorten_head(&text[line_start..start]);
        let tail = shorten_tail(&text[end..line_end]);
        let fault = shorten_tail_to(&text[start..end], CONTEXT * 2);
        Some(Self {
            start: head.len(),
            end: head.len() + fault.len(),
            line: before.bytes().filter(|byte| *byte == b'\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
            shown: head.chars().count() + 1,
            text: format!("{head}{fault}{tail}"),
        })
    }
}

/// The last characters of a text; spaces of an indentation count as few.
fn shorten_head(text: &str) -> String {
    let count = text.chars().count();
    if count <= CONTEXT * 2 {
        return text.to_owned();
    }
    let kept: String = text.chars().skip(count - CONTEXT).collect();
    format!("…{kept}")
}

fn shorten_tail(text: &str) -> String {
    shorten_tail_to(text, CONTEXT)
}

fn shorten_tail_to(text: &str, max: usize) -> String {
    match text.char_indices().nth(max) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
