//! `--format github`: workflow commands, which GitHub Actions shows beside the changed lines.

use crate::build::Report;
use crate::cli::report::{count_message, full_text};
use crate::diagnostic::{Diagnostic, Region, Severity};
use crate::locale::Locale;

pub(super) fn render(report: &Report, locale: &Locale) -> String {
    let commands = report.diagnostics.iter().map(|one| command(one, report, locale));
    let count = locale.text(&count_message(report.count()));
    commands.chain([count]).map(|line| line + "\n").collect()
}

fn command(diagnostic: &Diagnostic, report: &Report, locale: &Locale) -> String {
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information => "notice",
    };
    let file = property(&diagnostic.place.file);
    let at = report.region(&diagnostic.place).map_or_else(String::new, |region| {
        let Region { line, column, end_column, .. } = region;
        format!(",line={line},col={column},endLine={line},endColumn={end_column}")
    });
    let title = property(diagnostic.rule);
    let related = diagnostic.related.iter().map(|(place, message)| {
        let line = report.region(place).map(|region| format!(":{}", region.line));
        format!("{}{}: {}", place.file, line.unwrap_or_default(), locale.text(message))
    });
    let text: Vec<String> = [full_text(diagnostic, locale)].into_iter().chain(related).collect();
    format!("::{level} file={file}{at},title={title}::{}", data(&text.join("\n")))
}

/// The text of a command: a line of its own ends it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command: commas and colons separate them.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_command_is_escaped() {
        assert_eq!(data("50%,\r\n: 甲"), "50%25,%0D%0A: 甲");
        assert_eq!(property("a,b:c%\n.md"), "a%2Cb%3Ac%25%0A.md");
    }
}
