//! `liuhao check`: reports on the site; with `--fix` it mends slips first.

use similar::TextDiff;

use crate::build;
use crate::check::selection::{self, Choice};
use crate::cli::args::CheckArguments;
use crate::cli::{Exit, kept, options, out, report};
use crate::diagnostic::Count;
use crate::error::Error;
use crate::fix::{self, Fixed, Outcome, Reason};
use crate::fs::Held;
use crate::locale::{Locale, Message};
use crate::write::CommitOptions;

/// Lines round a change that a diff shows.
const CONTEXT: usize = 2;

pub(super) fn run(arguments: &CheckArguments, locale: &Locale) -> Result<Exit, Error> {
    check_ids(arguments)?;
    if arguments.fix {
        mend(arguments, locale)?;
    }
    if arguments.dry_run {
        return Ok(Exit::Clean);
    }
    let mut options = options(&arguments.site, None, CommitOptions::default());
    options.rules = Choice {
        only: arguments.rule.clone(),
        without: arguments.no_rule.clone(),
        ..options.rules
    };
    options.against.clone_from(&arguments.against);
    options.coverage = arguments.coverage;
    let report = build::check(&options)?.below(&report::folder(&options.root));
    let format = arguments.site.format;
    report::print(&report, None, format, locale)?;
    let count = report.count();
    let is_told = !format.is_machine() && !arguments.site.quiet;
    if count == Count::default() && is_told {
        let message = Message::new("check-clean").count("stories", report.stories);
        out::line(&locale.text(&message))?;
    }
    if let Some(kept) = kept::line(report.kept).filter(|_| is_told) {
        out::line(&locale.text(&kept))?;
    }
    Ok(if count.errors > 0 { Exit::Faulty } else { Exit::Clean })
}

/// Refuses an id that no rule has, and to be silent on what cannot be switched off.
fn check_ids(arguments: &CheckArguments) -> Result<(), Error> {
    for id in arguments.rule.iter().chain(&arguments.no_rule) {
        if let Some(refusal) = selection::refusal(id) {
            let (message, help) = refusal.messages(id);
            return Err(Error::Usage { message, help });
        }
    }
    Ok(())
}

/// Mends what has one right answer, or shows what would be mended.
fn mend(arguments: &CheckArguments, locale: &Locale) -> Result<(), Error> {
    let root = &arguments.site.root;
    let mut is_clean = true;
    if arguments.dry_run {
        let fixed = fix::plan(root)?;
        for one in &fixed {
            out::print(&diff(one))?;
        }
        for one in &fixed {
            out::tell(&locale.text(&line(one, true)));
        }
        is_clean = fixed.is_empty();
    } else {
        fix::mend(root, &mut |outcome| {
            is_clean = false;
            out::tell(&locale.text(&told(outcome)));
        })?;
    }
    if is_clean {
        out::tell(&locale.text(&Message::new("fix-nothing")));
    }
    Ok(())
}

fn told(outcome: &Outcome) -> Message {
    match outcome {
        Outcome::Mended(fixed) => line(fixed, false),
        Outcome::Left(file, reason) => {
            let reason = Message::new(match reason {
                Reason::Busy => "fix-busy",
                Reason::Held(Held::Names) => "fix-names",
                Reason::Held(Held::Owner) => "fix-owner",
                Reason::Held(Held::Rights) => "fix-rights",
            });
            Message::new("fix-left").text("file", &**file).message("reason", reason)
        }
        Outcome::Leftover(path) => Message::new("fix-leftover").path("path", path),
    }
}

fn diff(fixed: &Fixed) -> String {
    let file = &*fixed.file;
    let diff = TextDiff::from_lines(&fixed.before, &fixed.after);
    let mut unified = diff.unified_diff();
    unified.context_radius(CONTEXT).header(&format!("a/{file}"), &format!("b/{file}")).to_string()
}

fn line(fixed: &Fixed, is_dry: bool) -> Message {
    let counts = fixed
        .counts
        .iter()
        .map(|(slip, count)| Message::new(slip.message_id()).count("count", *count));
    let message = Message::new(if is_dry { "fix-would" } else { "fix-done" });
    message.text("file", &*fixed.file).list("slips", counts.collect())
}
