//! How a deploy is shown: its plan for a person or a program, what was done, how far it is.
//!
//! Entry points: [`plan`], [`json`], [`done`], [`progress`].

use std::cell::OnceCell;

use indicatif::{ProgressBar, ProgressStyle};
use percent_encoding::utf8_percent_encode;
use serde::Serialize;

use crate::config::{Target, Way};
use crate::deploy::{self, FactChange, Output, Plan, Survey};
use crate::link;
use crate::locale::{Locale, Message};
use crate::media;
use crate::site::Site;

/// Stories that are named of each kind.
const SHOWN: usize = 20;
/// Addresses that a CDN is told one by one.
const ADDRESSES: usize = 20;

/// The plan for a person.
pub(super) fn plan(
    (target, output, survey): (&Target, &Output, &Survey),
    locale: &Locale,
) -> String {
    let (plan, to) = (&survey.plan, deploy::mask(&target.to));
    let mut lines = vec![Message::new("deploy-to").text("name", &*target.name).text("to", to)];
    if plan.is_coarse && !plan.changed.is_empty() {
        lines.push(Message::new("deploy-coarse"));
    }
    for (id, paths) in [("deploy-count-new", &plan.new), ("deploy-count-changed", &plan.changed)] {
        if !paths.is_empty() {
            let bytes = indicatif::HumanBytes(bytes(output, paths)).to_string();
            lines.push(Message::new(id).count("files", paths.len()).text("bytes", bytes));
        }
    }
    if plan.sent().next().is_some() {
        lines.push(kinds(plan));
    }
    for (id, paths) in [("deploy-count-gone", &plan.gone), ("deploy-count-equal", &plan.equal)] {
        if !paths.is_empty() {
            lines.push(Message::new(id).count("files", paths.len()));
        }
    }
    if !plan.kept.is_empty() {
        let files = plan.kept.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("\n");
        lines
            .push(Message::new("deploy-kept").count("count", plan.kept.len()).text("files", files));
    }
    let mut text: String = lines.iter().map(|line| locale.text(line) + "\n").collect();
    for (depth, line) in stories(survey) {
        text += &format!("{}{}\n", "  ".repeat(depth), locale.text(&line));
    }
    text
}

/// What is sent by kind.
fn kinds(plan: &Plan) -> Message {
    let count = |is: &dyn Fn(&str) -> bool| plan.sent().filter(|path| is(path)).count();
    let is_page = |path: &str| media::ending(path) == "html";
    let is_media = |path: &str| {
        ["image/", "audio/", "video/"].iter().any(|kind| media::kind(path).starts_with(kind))
    };
    Message::new("deploy-kinds")
        .count("pages", count(&is_page))
        .count("media", count(&is_media))
        .count("others", count(&|path| !is_page(path) && !is_media(path)))
}

fn bytes(output: &Output, paths: &[String]) -> u64 {
    paths.iter().filter_map(|path| output.files.get(path)).map(|file| file.size).sum()
}

/// Stories by title, and their facts that change; each line with its depth.
fn stories(survey: &Survey) -> Vec<(usize, Message)> {
    let stories = &survey.stories;
    let (added, changed, withdrawn) = (&stories.added, &stories.changed, &stories.withdrawn);
    if added.is_empty() && changed.is_empty() && withdrawn.is_empty() {
        return Vec::new();
    }
    let count = Message::new("deploy-stories")
        .count("added", added.len())
        .count("changed", changed.len())
        .count("withdrawn", withdrawn.len());
    let mut lines = vec![(0, count)];
    lines.extend(titles("deploy-added", added));
    // Those whose facts change first: where the theme changes, so do all pages.
    let mut ordered: Vec<_> = changed.iter().collect();
    ordered.sort_by_key(|one| one.facts.is_empty());
    for one in ordered.iter().take(SHOWN) {
        lines.push((1, Message::new("deploy-changed").text("title", &*one.title)));
        lines.extend(one.facts.iter().map(|change| (2, fact(change))));
    }
    lines.extend(more(changed.len()));
    lines.extend(titles("deploy-withdrawn", withdrawn));
    lines
}

fn titles(id: &'static str, titles: &[String]) -> Vec<(usize, Message)> {
    let title = |title: &String| (1, Message::new(id).text("title", &**title));
    titles.iter().take(SHOWN).map(title).chain(more(titles.len())).collect()
}

fn more(count: usize) -> Option<(usize, Message)> {
    (count > SHOWN).then(|| (1, Message::new("deploy-more").count("count", count - SHOWN)))
}

fn fact(change: &FactChange) -> Message {
    let id = if change.is_odd { "deploy-fact-odd" } else { "deploy-fact" };
    let message = Message::new(id).text("label", &*change.label);
    let stated = |message: Message, key, text: &str| match text {
        "" => message.message(key, Message::new("deploy-unstated")),
        text => message.text(key, text),
    };
    stated(stated(message, "before", &change.before), "now", &change.now)
}

#[derive(Serialize)]
struct Shown<'s> {
    version: u32,
    target: &'s str,
    way: &'static str,
    to: String,
    coarse: bool,
    bytes: u64,
    new: &'s [String],
    changed: &'s [String],
    equal: usize,
    gone: &'s [String],
    kept: &'s [String],
    stories: ShownStories<'s>,
}

#[derive(Serialize)]
struct ShownStories<'s> {
    added: &'s [String],
    changed: Vec<ShownStory<'s>>,
    withdrawn: &'s [String],
}

#[derive(Serialize)]
struct ShownStory<'s> {
    title: &'s str,
    facts: Vec<ShownFact<'s>>,
}

#[derive(Serialize)]
struct ShownFact<'s> {
    fact: &'s str,
    before: &'s str,
    now: &'s str,
    large: bool,
}

/// The plan for a program.
pub(super) fn json(target: &Target, output: &Output, survey: &Survey) -> String {
    let (plan, stories) = (&survey.plan, &survey.stories);
    let changed = stories.changed.iter().map(|one| ShownStory {
        title: &one.title,
        facts: one.facts.iter().map(shown_fact).collect(),
    });
    let shown = Shown {
        version: 1,
        target: &target.name,
        way: target.way.word(),
        to: deploy::mask(&target.to),
        coarse: plan.is_coarse,
        bytes: bytes(output, &plan.new) + bytes(output, &plan.changed),
        new: &plan.new,
        changed: &plan.changed,
        equal: plan.equal.len(),
        gone: &plan.gone,
        kept: &plan.kept,
        stories: ShownStories {
            added: &stories.added,
            changed: changed.collect(),
            withdrawn: &stories.withdrawn,
        },
    };
    serde_json::to_string_pretty(&shown).expect("texts and numbers alone") + "\n"
}

fn shown_fact(change: &FactChange) -> ShownFact<'_> {
    let FactChange { key: _, label, before, now, is_odd } = change;
    ShownFact { fact: label, before, now, large: *is_odd }
}

/// What was done, and where it can be read.
pub(super) fn done((target, site): (&Target, &Site), plan: &Plan, locale: &Locale) -> String {
    let count = Message::new("deploy-done")
        .text("name", &*target.name)
        .count("sent", plan.sent().count())
        .count("gone", plan.gone.len());
    let mut text = locale.text(&count) + "\n";
    let Some(url) = site.config.base_url.as_deref().filter(|_| target.way != Way::Folder) else {
        return text;
    };
    text += &(locale.text(&Message::new("deploy-address").text("url", url)) + "\n");
    if may_be_cached(target.way) {
        text += &(locale.text(&Message::new("deploy-refresh")) + "\n");
        let paths: Vec<_> = plan.changed.iter().chain(&plan.gone).collect();
        if paths.len() > ADDRESSES {
            text += &format!("{url}\n");
        } else {
            let address =
                |path: &&String| format!("{url}{}\n", utf8_percent_encode(path, link::PATH));
            text.extend(paths.iter().map(address));
        }
    }
    text
}

/// Shows how many files were sent, where somebody looks.
pub(super) fn progress(quiet: bool, locale: &Locale) -> impl Fn(usize, usize) {
    let word = locale.text(&Message::new("deploy-progress"));
    let bar = OnceCell::new();
    move |done, total| {
        if quiet {
            return;
        }
        let bar: &ProgressBar = bar.get_or_init(|| {
            let style = ProgressStyle::with_template(&format!("{word} {{bar:40}} {{pos}}/{{len}}"));
            let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
            ProgressBar::new(total as u64).with_style(style)
        });
        bar.set_position(done as u64);
        if done == total {
            bar.finish_and_clear();
        }
    }
}

/// Whether a CDN may stand before a way.
pub(super) fn may_be_cached(way: Way) -> bool {
    match way {
        Way::Bucket => true,
        Way::Folder | Way::Rsync | Way::Sftp | Way::Git => false,
    }
}
