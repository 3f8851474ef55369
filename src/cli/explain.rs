//! `liuhao explain`: the manual of a rule or fault, or the list of all.

use crate::check::{self, FAULTS, Manual, RULES};
use crate::cli::args::ExplainArguments;
use crate::cli::{Exit, out};
use crate::diagnostic::Severity;
use crate::error::Error;
use crate::locale::{Locale, Message};
use crate::schema;

pub(super) fn run(arguments: &ExplainArguments, locale: &Locale) -> Result<Exit, Error> {
    let Some(id) = &arguments.rule else {
        let title = |id| locale.text(&Message::new(id));
        let rules = RULES.iter().map(|rule| line(rule.id, rule.severity, locale));
        let faults = FAULTS.iter().map(|fault| line(fault.id, fault.severity, locale));
        let head = [title("explain-rules"), String::new()];
        let middle = [String::new(), title("explain-faults"), String::new()];
        let all: Vec<_> = head.into_iter().chain(rules).chain(middle).chain(faults).collect();
        return out::line(&all.join("\n")).map(|()| Exit::Clean);
    };
    let kind = check::kinds().find(|(known, _)| known == id);
    let Some(((id, severity), manual)) = kind.zip(check::manual(id, locale.language())) else {
        return Err(unknown(id));
    };
    out::line(&text(id, severity, &manual, locale))?;
    Ok(Exit::Clean)
}

/// `age-bands-total  错误  年龄段……`: the first line of what the rule wants.
fn line(id: &str, severity: Severity, locale: &Locale) -> String {
    let manual = check::manual(id, locale.language());
    let what = manual.and_then(|manual| manual.what.lines().next()).unwrap_or_default();
    format!("{id:<24}{}  {what}", label(severity, locale))
}

fn text(id: &str, severity: Severity, manual: &Manual, locale: &Locale) -> String {
    let title = |id| locale.text(&Message::new(id));
    let example: Vec<_> = manual.example.lines().map(|line| format!("    {line}")).collect();
    format!(
        "{id} ({})\n\n{}\n\n{}: {}\n\n{}:\n{}\n\n{}: {}",
        label(severity, locale),
        manual.what,
        title("explain-why"),
        manual.why,
        title("explain-example"),
        example.join("\n"),
        title("label-help"),
        manual.fix,
    )
}

fn label(severity: Severity, locale: &Locale) -> String {
    locale.text(&Message::new(match severity {
        Severity::Error => "label-error",
        Severity::Warning => "label-warning",
        Severity::Information => "label-information",
    }))
}

fn unknown(id: &str) -> Error {
    let near = schema::nearest(id, check::kinds().map(|(known, _)| known));
    let help = near.map(|name| Message::new("did-you-mean").text("name", name));
    Error::Usage { message: Message::new("explain-unknown").text("rule", id), help }
}
