//! Faults as a page shows them: place, words round it, how to mend it, and the way to the editor.
//!
//! Entry points: [`Faults::of`], [`of_template`]. Everything is handed over as text in JSON; the script
//! of the page puts it in as text, so that nothing of it is ever read as markup.

use std::path::Path;

use percent_encoding::{AsciiSet, utf8_percent_encode};
use serde::Serialize;

use crate::build::{self, Report};
use crate::diagnostic::{Diagnostic, Excerpt, Place, Region, Severity, Source, shown_name};
use crate::error::Error;
use crate::fs;
use crate::link;
use crate::locale::{Locale, Message};
use crate::parse;
use crate::serve::stumble::Stumble;
use crate::theme;

/// What the path of a file cannot hold in a link; a drive keeps its colon.
const PATH: &AsciiSet = &link::PATH.remove(b':');

/// What faults are worded with.
#[derive(Clone, Copy)]
pub(crate) struct Wording<'w> {
    pub(crate) root: &'w Path,
    pub(crate) locale: &'w Locale,
    /// The name of the theme.
    pub(crate) theme: &'w str,
    /// The link that opens the editor, with `{path}`, `{line}` and `{column}`; only for readers at
    /// this machine.
    pub(crate) editor: Option<&'w str>,
}

/// A fault.
#[derive(Debug, Serialize)]
pub(crate) struct Fault {
    severity: &'static str,
    label: String,
    rule: &'static str,
    message: String,
    at: At,
    note: Option<String>,
    help: Option<String>,
    related: Vec<Related>,
}

#[derive(Debug, Serialize)]
struct Related {
    message: String,
    at: At,
}

/// A place: `file:line:column`, the words there, and the link that opens the editor.
#[derive(Debug, Default, Serialize)]
struct At {
    name: String,
    line: Option<usize>,
    column: Option<usize>,
    href: Option<String>,
    words: Option<[String; 3]>,
}

/// Words faults, in the order of files and places.
pub(crate) fn of_content(faults: Vec<Diagnostic>, wording: Wording<'_>) -> Vec<Fault> {
    let report = build::report(wording.root, faults, 0);
    report.diagnostics.iter().map(|one| wording.fault(one, &report)).collect()
}

/// Words a fault of the theme: template, line, variable.
pub(crate) fn of_theme(fault: &Error, wording: Wording<'_>) -> Fault {
    let at = match fault {
        Error::Template { place, .. } => wording.in_template(place),
        _ => At::default(),
    };
    Fault {
        severity: "error",
        label: wording.text("label-error"),
        rule: "template",
        message: wording.locale.text(&fault.message()),
        at,
        note: None,
        help: None,
        related: Vec::new(),
    }
}

/// Words a fault of the program itself, which has no place in any file.
pub(crate) fn of_program(stumble: &Stumble, wording: Wording<'_>) -> Fault {
    Fault {
        severity: "error",
        label: wording.text("label-error"),
        rule: "internal-error",
        message: wording.locale.text(&stumble.message()),
        at: At::default(),
        note: None,
        help: Some(wording.text("stumble-help")),
        related: Vec::new(),
    }
}

impl Fault {
    /// The words at its place: before, at fault, behind.
    pub(crate) fn words(&self) -> Option<[String; 3]> {
        self.at.words.clone()
    }
}

impl Wording<'_> {
    fn text(&self, id: &'static str) -> String {
        self.locale.text(&Message::new(id))
    }

    pub(crate) fn fault(&self, one: &Diagnostic, report: &Report) -> Fault {
        let (severity, label) = match one.severity {
            Severity::Error => ("error", "label-error"),
            Severity::Warning => ("warning", "label-warning"),
            Severity::Information => ("information", "label-information"),
        };
        let related = one.related.iter().map(|(place, message)| Related {
            message: self.locale.text(message),
            at: self.at(place, report),
        });
        Fault {
            severity,
            label: self.text(label),
            rule: one.rule,
            message: self.locale.text(&one.message),
            at: self.at(&one.place, report),
            note: one.label.as_ref().map(|label| self.locale.text(label)),
            help: one.help.as_ref().map(|help| self.locale.text(help)),
            related: related.collect(),
        }
    }

    fn at(&self, place: &Place, report: &Report) -> At {
        let region = report.region(place);
        let text = report.sources.get(&place.file).map(|source| source.text.as_str());
        self.place(&place.file, region.as_ref().zip(text))
    }

    fn place(&self, file: &str, region: Option<(&Region, &str)>) -> At {
        let (line, column) =
            region.map_or((None, None), |(region, _)| (Some(region.line), Some(region.column)));
        At {
            name: shown_name(file),
            line,
            column,
            href: self.href(file, line.unwrap_or(1), column.unwrap_or(1)),
            words: region.map(|(region, text)| {
                let Excerpt { head, fault, tail } = Excerpt::of(text, region);
                [head, fault, tail].map(std::borrow::Cow::into_owned)
            }),
        }
    }

    /// A place in a template of the site's own; the embedded ones have no file to open.
    fn in_template(&self, place: &str) -> At {
        let mut parts = place.rsplitn(3, ':');
        let (column, line, name) = (parts.next(), parts.next(), parts.next());
        let number = |part: Option<&str>| part.and_then(|part| part.parse::<usize>().ok());
        let (Some(line), Some(column), Some(name)) = (number(line), number(column), name) else {
            return At { name: shown_name(place), ..At::default() };
        };
        let bare =
            At { name: shown_name(name), line: Some(line), column: Some(column), ..At::default() };
        let Some(file) = self.own_template(name) else { return bare };
        let Ok(Ok(bytes)) = fs::read_at_most(&self.root.join(&file), parse::MAX_TEXT) else {
            return bare;
        };
        let source = Source::decode(file.as_str().into(), &bytes);
        let start = offset(&source.text, line, column);
        let region = Region::of(&source.text, (start, start));
        self.place(&file, region.as_ref().map(|region| (region, source.text.as_str())))
    }

    /// The file of a template, relative to the site's root.
    fn own_template(&self, name: &str) -> Option<String> {
        let inside = theme::own_template_name(name)?;
        Some(format!("themes/{}/templates/{inside}", self.theme))
    }

    /// The link that opens the editor at a place.
    fn href(&self, file: &str, line: usize, column: usize) -> Option<String> {
        let path = self.root.join(file);
        let path = path.to_str()?.replace(std::path::MAIN_SEPARATOR, "/");
        let path = path.trim_start_matches("//?/");
        let opened = self.editor?.replace("{path}", &utf8_percent_encode(path, PATH).to_string());
        Some(opened.replace("{line}", &line.to_string()).replace("{column}", &column.to_string()))
    }
}

/// The byte of a line and column, both from 1.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text[start..].char_indices().nth(column.saturating_sub(1));
    rest.map_or(text.len(), |(at, _)| start + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_characters() {
        assert_eq!(offset("一二\n三四", 2, 2), 10);
        assert_eq!(offset("一二\n三四", 9, 9), 13);
        assert_eq!(offset("", 1, 1), 0);
    }

    #[test]
    fn the_editor_opens_at_the_place() {
        let locale = Locale::new(crate::locale::Language::Chinese);
        let wording = Wording {
            root: Path::new("/s p"),
            locale: &locale,
            theme: "feed",
            editor: Some("vscode://file/{path}:{line}:{column}"),
        };
        let href = wording.href("content/甲.md", 3, 4).unwrap();
        assert_eq!(href, "vscode://file//s%20p/content/%E7%94%B2.md:3:4");
    }
}
