//! What happened to a branch and when, as far as its facts say: founded, renamed, honoured.
//!
//! Entry points: [`of_story`], [`of_county`]. What has no date stands in no timeline.

use std::collections::BTreeSet;

use crate::config::Config;
use crate::date::PartialDate;
use crate::parse::Story;
use crate::parse::profile::Honour;
use crate::render::card::story_link;
use crate::render::view::{EventView, StoryLink};
use crate::site::{Site, StoryId};

/// Events of a county shown.
const EVENTS: usize = 1000;

/// An event before its place in the line is known. Among events of one time the order is that of the facts.
struct Event {
    /// Year and month; an event of a whole year stands before those of its months.
    at: (i16, i8),
    when: String,
    what: String,
}

/// The events of a story's branch, the earliest first; none where there is but one.
pub(super) fn of_story(site: &Site, story: &Story) -> Vec<EventView<'static>> {
    let events = events(site, story);
    let is_line = events.len() > 1;
    events.into_iter().filter(|_| is_line).map(|event| view(event, None)).collect()
}

/// The events of all branches of a county, of which `ids` are the stories, the latest first, and how many there are. An
/// event that several stories of a branch tell is told once.
pub(super) fn of_county<'s>(site: &'s Site, ids: &[StoryId]) -> (Vec<EventView<'s>>, usize) {
    let of_story = |id: StoryId| {
        let events = events(site, site.story(id));
        events.into_iter().map(move |event| (event, id))
    };
    let mut all: Vec<(Event, StoryId)> = ids.iter().copied().flat_map(of_story).collect();
    all.sort_by_key(|(event, _)| std::cmp::Reverse(event.at));
    let mut told = BTreeSet::new();
    all.retain(|(event, id)| {
        told.insert((event.at, event.what.clone(), site.story(*id).branch_name()))
    });
    let count = all.len();
    let shown = all.into_iter().take(EVENTS);
    (shown.map(|(event, id)| view(event, Some(story_link(site, id)))).collect(), count)
}

fn view(event: Event, story: Option<StoryLink<'_>>) -> EventView<'_> {
    EventView { when: event.when, what: event.what, story }
}

fn events(site: &Site, story: &Story) -> Vec<Event> {
    let branch = &story.profile.branch;
    let mut events: Vec<Event> =
        branch.founded.into_iter().map(|date| dated(date, "成立".to_owned())).collect();
    for (at, former) in branch.former_names.iter().enumerate() {
        let after = branch.former_names.get(at + 1).map_or(story.branch_name(), |next| &next.name);
        let reason = former.reason.as_deref().map(|reason| format!("（{reason}）"));
        let what = format!("由{}更名为{after}{}", former.name, reason.unwrap_or_default());
        events.extend(former.until.map(|date| dated(date, what)));
    }
    events.extend(story.profile.honours.iter().filter_map(|honour| honoured(site, honour)));
    events.sort_by_key(|event| event.at);
    events
}

fn dated(date: PartialDate, what: String) -> Event {
    let at = (date.year(), date.month().unwrap_or(0));
    Event { at, when: date.to_chinese(), what }
}

fn honoured(site: &Site, honour: &Honour) -> Option<Event> {
    let (first, last) = honour.years?;
    let level = honour.level.as_deref().map(|name| Config::canonical(&site.config.levels, name));
    let when =
        if first == last { format!("{first}年度") } else { format!("{first}—{last}年度") };
    // An award for a year comes when its months are over.
    Some(Event {
        at: (last, 13),
        when,
        what: format!("{}{}", level.unwrap_or_default(), honour.title),
    })
}
