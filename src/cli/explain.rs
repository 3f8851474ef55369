//! `liuhao explain`: the manual of a rule or fault, or the list of all.

use crate::check::{self, FAULTS, Manual, RULES};
use crate::cli::Exit;
use crate::cli::args::ExplainArguments;
use crate::diagnostic::Severity;
use crate::locale::{Locale, Message};
use crate::schema;

pub(super) fn run(arguments: &ExplainArguments, locale: &Locale) -> Exit {
    let Some(id) = &arguments.rule else {
        let title = |id| locale.text(&Message::new(id));
        println!("{}\n", title("explain-rules"));
        for rule in RULES {
            println!("{}", line(rule.id, rule.severity, locale));
        }
        println!("\n{}\n", title("explain-faults"));
        for fault in FAULTS {
            println!("{}", line(fault.id, fault.severity, locale));
        }
        return Exit::Clean;
    };
    let kind = check::kinds().find(|(known, _)| known == id);
    let Some(((id, severity), manual)) = kind.zip(check::manual(id, locale.language())) else {
        return unknown(id, locale);
    };
    println!("{}", text((id, severity), &manual, locale));
    Exit::Clean
}

/// `age-bands-total  错误  年龄段……`: the first line of what the rule wants.
fn line(id: &str, severity: Severity, locale: &Locale) -> String {
    let manual = check::manual(id, locale.language());
    let what = manual.and_then(|manual| manual.what.lines().next()).unwrap_or_default();
    format!("{id:<24}{}  {what}", label(severity, locale))
}

fn text((id, severity): (&str, Severity), manual: &Manual, locale: &Locale) -> String {
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

fn unknown(id: &str, locale: &Locale) -> Exit {
    eprintln!("{}", locale.text(&Message::new("explain-unknown").text("rule", id)));
    if let Some(name) = schema::nearest(id, check::kinds().map(|(known, _)| known)) {
        eprintln!("{}", locale.text(&Message::new("did-you-mean").text("name", name)));
    }
    Exit::Faulty
}
