//! `duplicate-story`: no text is published twice, and no branch twice on one day.
//!
//! Why: `甲 - 副本.md` lies beside `甲.md`, and readers find one story at two addresses. Two stories of a
//! branch in one series are told by `duplicate-branch`. Once for stories that are alike, however many. A copy that was
//! changed is known by its name, where both are of one branch.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::Date;

use crate::check::Rule;
use crate::check::copy_name::originals;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::locale::Message;
use crate::parse::Story;
use crate::site::Site;

pub(super) const RULE: Rule = Rule::site("duplicate-story", Severity::Warning, check);

/// A shorter text is a note that may stand in several files.
const SHORTEST: usize = 20;

/// Of so many others the place is shown.
const SHOWN: usize = 8;

fn check(site: &Site) -> Vec<Diagnostic> {
    let mut texts: Vec<Group<'_>> = Vec::new();
    let mut days: Vec<Group<'_>> = Vec::new();
    // Of texts that look alike the latest, and of each text the one before that looks like it: nearly all are alone.
    let mut by_text: HashMap<(usize, &str), usize> = HashMap::with_capacity(site.stories.len());
    let mut before: Vec<Option<usize>> = Vec::with_capacity(site.stories.len());
    let mut by_day: HashMap<(&str, Date), usize> = HashMap::with_capacity(site.stories.len());
    for story in &site.stories {
        let looks = (story.body.characters, &*story.summary);
        let latest = by_text.get(&looks).copied();
        let mut alike = std::iter::successors(latest, |at| before[*at]);
        let is_long = story.body.characters >= SHORTEST;
        let same = alike.find(|at| is_long && texts[*at].first.body == story.body);
        if let Some(at) = same {
            texts[at].others.push(story);
            continue;
        }
        by_text.insert(looks, texts.len());
        before.push(latest);
        texts.push(Group::of(story));
        let profile = &story.profile;
        let (Some(name), Some(date)) = (profile.branch.name.as_deref(), profile.date) else {
            continue;
        };
        let at = *by_day.entry((name, date)).or_insert_with(|| {
            days.push(Group::of(story));
            days.len() - 1
        });
        let series = &days[at].first.profile.series;
        // Two of one series are told by another rule.
        if !std::ptr::eq(days[at].first, Arc::as_ptr(story))
            && (series.is_none() || *series != profile.series)
        {
            days[at].others.push(story);
        }
    }
    let same_text =
        texts.iter().filter_map(|group| group.told("duplicate-text", "duplicate-texts"));
    let same_day = days.iter().filter_map(|group| group.told("duplicate-day", "duplicate-days"));
    let groups = texts.iter().chain(&days).filter(|group| !group.others.is_empty());
    let told = groups.flat_map(|group| group.others.iter().chain([&group.first]));
    let told: HashSet<&str> = told.map(|story| &*story.file).collect();
    let copies = copies(site).into_iter().filter(|(copy, _)| !told.contains(&*copy.file));
    same_text.chain(same_day).chain(copies.map(|(copy, first)| named(copy, first))).collect()
}

/// Stories that are called as a copy of another one of the same branch, each with that one.
fn copies(site: &Site) -> Vec<(&Story, &Story)> {
    let stories = || site.stories.iter().map(|story| (stem(story), &**story));
    let by_stem: HashMap<&str, &Story> = stories().collect();
    let copies = stories().filter_map(|(stem, story)| {
        let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
        let mut firsts = originals(name).into_iter();
        let first = *firsts.find_map(|name| by_stem.get(&*format!("{folder}/{name}")))?;
        (first.profile.branch.name == story.profile.branch.name).then_some((story, first))
    });
    copies.collect()
}

/// The path of a story without the ending of its file.
fn stem(story: &Story) -> &str {
    story.file.rsplit_once('.').map_or(&*story.file, |(stem, _)| stem)
}

/// One that is called as a copy of another.
fn named(copy: &Story, first: &Story) -> Diagnostic {
    let name = |story: &Story| story.file.rsplit('/').next().unwrap_or_default().to_owned();
    let message =
        Message::new("duplicate-name").text("name", name(copy)).text("first", name(first));
    RULE.found(Place::file(&copy.file), message)
        .with_related(Place::file(&first.file), Message::new("duplicate-address-other"))
        .with_help(Message::new("duplicate-name-help"))
}

/// Stories that are alike.
struct Group<'s> {
    first: &'s Story,
    others: Vec<&'s Story>,
}

impl<'s> Group<'s> {
    fn of(first: &'s Story) -> Self {
        Self { first, others: Vec::new() }
    }

    /// One message for the group: at the second of two, at the first of many.
    fn told(&self, two: &'static str, many: &'static str) -> Option<Diagnostic> {
        let (id, here, others) = match &*self.others {
            [] => return None,
            [one] => (two, *one, vec![self.first]),
            others => (many, self.first, others.to_vec()),
        };
        let name = self.first.profile.branch.name.as_deref().unwrap_or_default();
        let mut message = Message::new(id);
        if id.starts_with("duplicate-day") {
            message = message.text("name", name);
        }
        if others.len() > 1 {
            message = message.count("count", others.len());
        }
        let fault = RULE.found(Place::file(&here.file), message);
        let fault = others.iter().take(SHOWN).fold(fault, |fault, other| {
            fault.with_related(Place::file(&other.file), Message::new("duplicate-address-other"))
        });
        Some(fault.with_help(Message::new("duplicate-story-help")))
    }
}
