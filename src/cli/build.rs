//! `liuhao build`: publishes the site.

use std::io::IsTerminal;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::build::{self, Built, Published};
use crate::cli::args::BuildArguments;
use crate::cli::{Exit, kept, options, out, report};
use crate::config;
use crate::error::Error;
use crate::locale::{Locale, Message};
use crate::write::{CommitOptions, Summary};

/// A build that ends sooner needs no progress bar.
const PATIENCE: Duration = Duration::from_secs(1);
/// The bar is told about every so many pages.
const STRIDE: usize = 64;

pub(super) fn run(arguments: &BuildArguments, locale: &Locale) -> Result<Exit, Error> {
    let commit = CommitOptions {
        allow_mass_delete: arguments.allow_mass_delete,
        allow_overwrite: arguments.allow_overwrite,
    };
    let quiet = arguments.site.quiet;
    let base_url = arguments.base_url.as_deref().map(base_url).transpose()?;
    let options =
        build::Options { base_url, ..options(&arguments.site, arguments.output.clone(), commit) };
    let start = Instant::now();
    let bar = OnceLock::new();
    let built = build::build(&options, &|done, total| {
        if !quiet && done % STRIDE == 0 && start.elapsed() > PATIENCE {
            bar.get_or_init(|| progress_bar(total, locale)).set_position(done as u64);
        }
    });
    if let Some(bar) = bar.get() {
        bar.finish_and_clear();
    }
    let Built { report, published } = built?;
    let report = report.below(&report::folder(&options.root));
    let format = arguments.site.format;
    let printed = report::print(&report, published.as_ref(), format, locale);
    let kept = report.kept;
    let Some(published) = published else {
        out::tell(&locale.text(&Message::new("build-stopped")));
        return printed.map(|()| Exit::Faulty);
    };
    for file in &published.summary.kept {
        out::tell(&locale.text(&Message::new("build-kept").text("file", file)));
    }
    let warnings = report.count().warnings;
    let closing = closing_line(&published, report.stories, warnings, start.elapsed());
    if quiet {
        return printed.map(|()| Exit::Clean);
    }
    if format.is_machine() {
        out::tell(&locale.text(&closing));
    } else {
        for line in [lost_page(&published), Some(closing), kept::line(kept)].into_iter().flatten() {
            out::line(&locale.text(&line))?;
        }
    }
    printed.map(|()| Exit::Clean)
}

/// How `404.html` finds the site, once: when the whole site is new.
fn lost_page(published: &Published) -> Option<Message> {
    let Summary { unchanged, removed, .. } = published.summary;
    let is_new = unchanged == 0 && removed == 0;
    (published.seeks_root && is_new).then(|| Message::new("build-lost-page"))
}

/// The address that a build is told in place of that of the settings.
fn base_url(text: &str) -> Result<String, Error> {
    config::base_url(text).map_err(|message| Error::Usage { message, help: None })
}

fn closing_line(
    published: &Published,
    stories: usize,
    warnings: usize,
    elapsed: Duration,
) -> Message {
    Message::new("build-done")
        .count("stories", stories)
        .count("pages", published.pages)
        .count("written", published.summary.written)
        .count("unchanged", published.summary.unchanged)
        .count("removed", published.summary.removed)
        .count("warnings", warnings)
        .text("seconds", format!("{:.2}", elapsed.as_secs_f64()))
}

fn progress_bar(total: usize, locale: &Locale) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let template =
        format!("{} {{bar:40}} {{pos}}/{{len}}", locale.text(&Message::new("build-progress")));
    let style =
        ProgressStyle::with_template(&template).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(total as u64).with_style(style)
}
