//! `--format human`: shows faults to a person.
//!
//! Entry point: [`print`]. Each fault is drawn with its line and a caret under the value; carets go by display width, because a Han
//! character is two columns wide.

use std::io::{IsTerminal, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::build::Report;
use crate::cli::report::count_message;
use crate::diagnostic::{self, Count, Diagnostic, Place, Region, Severity, shown_name};
use crate::locale::{Locale, Message};

/// Prints every fault to standard error and the count last.
pub(super) fn print(report: &Report, locale: &Locale) {
    let is_terminal = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let renderer = if is_terminal { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Unicode).term_width(200);
    let mut out = std::io::stderr().lock();
    for diagnostic in &report.diagnostics {
        let drawn = draw(diagnostic, report, locale, &renderer);
        let drawn = with_rule(&drawn, diagnostic.rule, is_terminal);
        // Standard error may be closed; there is nobody left to tell.
        let _ = writeln!(out, "{drawn}\n");
    }
    let count = report.count();
    if count != Count::default() {
        let _ = writeln!(out, "{}", locale.text(&count_message(count)));
    }
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
    let mut group = Group::with_title(level.with_name(label).primary_title(title));
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

/// A drawn fault with the name of its rule behind the first line, faint: it is for those who look a rule up.
fn with_rule(drawn: &str, rule: &str, is_terminal: bool) -> String {
    let (title, rest) = drawn.split_at(drawn.find('\n').unwrap_or(drawn.len()));
    let rule = if is_terminal { format!("\x1b[2m[{rule}]\x1b[0m") } else { format!("[{rule}]") };
    format!("{title} {rule}{rest}")
}

/// The renderer counts the column in the line as it is shown; where that was shortened, the
/// column in the file takes its place.
fn mend_column(drawn: String, place: &Place, report: &Report) -> String {
    match Excerpt::at(place, report) {
        Some(Excerpt { region, shown, .. }) if region.column != shown => {
            let at = |column| format!("{}:{}:{column}", shown_name(&place.file), region.line);
            drawn.replacen(&at(shown), &at(region.column), 1)
        }
        _ => drawn,
    }
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
        let mut group = group.element(Origin::path(shown_name(&place.file)));
        if !label.is_empty() {
            group = group.element(Level::NOTE.no_name().message(label));
        }
        return group;
    };
    let annotation = kind.span(excerpt.start..excerpt.end);
    let annotation = if label.is_empty() { annotation } else { annotation.label(label) };
    let snippet = Snippet::source(excerpt.text)
        .line_start(excerpt.region.line)
        .path(shown_name(&place.file))
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
    /// Where the fault stands in the file.
    region: Region,
    /// The column of `region` in `text`.
    shown: usize,
}

impl Excerpt {
    /// `None` where there is no line to show.
    fn at(place: &Place, report: &Report) -> Option<Self> {
        let region = report.region(place)?;
        let text = &report.sources.get(&place.file)?.text;
        let diagnostic::Excerpt { head, fault, tail } = diagnostic::Excerpt::of(text, &region);
        Some(Self {
            start: head.len(),
            end: head.len() + fault.len(),
            shown: head.chars().count() + 1,
            text: format!("{head}{fault}{tail}"),
            region,
        })
    }
}
