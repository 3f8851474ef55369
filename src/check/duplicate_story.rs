//! `duplicate-story`: no text is published twice, and no branch twice on one day.
//!
//! Why: `甲 - 副本.md` lies beside `甲.md`, and readers find one story at two addresses. Two stories of a
//! branch in one series are told by `duplicate-branch`.

use std::collections::HashMap;
use std::sync::Arc;

use crate::check::Rule;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::locale::Message;
use crate::parse::Story;
use crate::site::Site;

pub(super) const RULE: Rule = Rule::site("duplicate-story", Severity::Warning, check);

/// A shorter text is a note that may stand in several files.
const SHORTEST: usize = 20;

fn check(site: &Site) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut texts: HashMap<(usize, &str), Vec<&Arc<Story>>> = HashMap::new();
    let mut days: HashMap<(&str, jiff::civil::Date), &Arc<Story>> = HashMap::new();
    for story in &site.stories {
        let texts = texts.entry((story.body.characters, &*story.summary)).or_default();
        let is_long = story.body.characters >= SHORTEST;
        let same = texts.iter().find(|other| is_long && other.body == story.body);
        if let Some(first) = same {
            found.push(fault(story, first, Message::new("duplicate-text")));
            continue;
        }
        texts.push(story);
        let profile = &story.profile;
        let (Some(name), Some(date)) = (profile.branch.name.as_deref(), profile.date) else {
            continue;
        };
        match days.get(&(name, date)) {
            Some(first)
                if first.profile.series.is_none() || first.profile.series != profile.series =>
            {
                found.push(fault(story, first, Message::new("duplicate-day").text("name", name)));
            }
            Some(_) => {}
            None => {
                days.insert((name, date), story);
            }
        }
    }
    found
}

fn fault(story: &Story, first: &Story, message: Message) -> Diagnostic {
    let other = Message::new("duplicate-address-other");
    RULE.found(Place::file(&story.file), message)
        .with_related(Place::file(&first.file), other)
        .with_help(Message::new("duplicate-story-help"))
}
