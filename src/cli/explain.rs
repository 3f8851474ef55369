//! `liuhao explain`: the manual of a rule, or the list of all rules.

use crate::check::{self, Manual, RULES, Rule};
use crate::cli::Exit;
use crate::cli::args::ExplainArguments;
use crate::diagnostic::Severity;
use crate::locale::{Locale, Message};

pub(super) fn run(arguments: &ExplainArguments, locale: &Locale) -> Exit {
    let Some(id) = &arguments.rule else {
        for rule in RULES {
            println!("{}", line(rule, locale));
        }
        return Exit::Clean;
    };
    let rule = RULES.iter().find(|rule| rule.id == id);
    let Some((rule, manual)) = rule.zip(check::manual(id, locale.language())) else {
        return unknown(id, locale);
    };
    println!("{}", text(rule, &manual, locale));
    Exit::Clean
}

/// `age-bands-total  错误  年龄段……`: the first line of what the rule wants.
fn line(rule: &Rule, locale: &Locale) -> String {
    let manual = check::manual(rule.id, locale.language());
    let what = manual.and_then(|manual| manual.what.lines().next()).unwrap_or_default();
    format!("{:<24}{}  {what}", rule.id, severity(rule, locale))
}

fn text(rule: &Rule, manual: &Manual, locale: &Locale) -> String {
    let title = |id| locale.text(&Message::new(id));
    let example: Vec<_> = manual.example.lines().map(|line| format!("    {line}")).collect();
    format!(
        "{} ({})\n\n{}\n\n{}: {}\n\n{}:\n{}\n\n{}: {}",
        rule.id,
        severity(rule, locale),
        manual.what,
        title("explain-why"),
        manual.why,
        title("explain-example"),
        example.join("\n"),
        title("label-help"),
        manual.fix,
    )
}

fn severity(rule: &Rule, locale: &Locale) -> String {
    locale.text(&Message::new(match rule.severity {
        Severity::Error => "label-error",
        Severity::Warning => "label-warning",
        Severity::Information => "label-information",
    }))
}

fn unknown(id: &str, locale: &Locale) -> Exit {
    eprintln!("{}", locale.text(&Message::new("explain-unknown").text("rule", id)));
    let nearest = RULES.iter().map(|rule| (strsim::osa_distance(id, rule.id), rule.id)).min();
    if let Some((_, name)) = nearest.filter(|(slips, _)| *slips <= 4) {
        eprintln!("{}", locale.text(&Message::new("did-you-mean").text("name", name)));
    }
    Exit::Faulty
}
