//! A branch's story with its facts.

use std::borrow::Cow;
use std::cmp::Reverse;

use crate::config::{Config, OwnField};
use crate::date::PartialDate;
use crate::parse::Story;
use crate::parse::profile::{Activity, Counted, Honour, MemberCount, Members, OwnValue, Profile};
use crate::quantity::Quantity;
use crate::render::body::Text;
use crate::render::card::{card, named_term, story_link, term_links, with_unit};
use crate::render::html::Position;
use crate::render::timeline;
use crate::render::view::{
    ActivityView, BandView, BranchView, FormerNameView, HeadingView, HonourView, MembersView,
    OwnFieldView, OwnValueView, PartView, SectionView, SignoffView, StorySeriesView, StoryView,
    YearsView,
};
use crate::site::taxonomy::Kind;
use crate::site::{Site, StoryId, permalink, related};

/// Characters that a reader reads in a minute.
const READING_SPEED: usize = 400;
/// Related stories shown.
const RELATED: usize = 4;

pub(super) fn view<'s>(
    site: &'s Site,
    id: StoryId,
    root: &'s str,
    position: Position,
) -> StoryView<'s> {
    let story = site.story(id);
    let profile = &story.profile;
    let neighbours = site.neighbours(id);
    StoryView {
        card: card(site, id),
        anchor: "page".to_owned(),
        as_of: profile.as_of.map(PartialDate::to_chinese),
        audio: audio(site, story),
        content: Text { site, file: &story.file, body: &story.body, root, position },
        headings: HeadingView::of(&story.body),
        characters: story.body.characters,
        minutes: story.body.characters.div_ceil(READING_SPEED).max(1),
        branch: branch(site, id),
        members: members(&profile.members),
        honours: profile.honours.iter().map(|honour| self::honour(site, honour)).collect(),
        timeline: timeline::of_story(site, story),
        mechanisms: &profile.mechanisms,
        activities: activities(&profile.activities),
        fields: own_fields(site, story),
        sections: sections(site, profile),
        signoff: signoff(profile),
        tags: term_links(site, Kind::Tag, story),
        years: term_links(site, Kind::Year, story),
        series: series(site, id),
        previous: neighbours.previous.map(|id| story_link(site, id)),
        next: neighbours.next.map(|id| story_link(site, id)),
        related: related(site, id, RELATED).into_iter().map(|id| story_link(site, id)).collect(),
    }
}

/// What a story states of the declared fields that are published.
fn own_fields<'s>(site: &'s Site, story: &'s Story) -> Vec<OwnFieldView<'s>> {
    let stated = story.profile.stated(&site.config.fields);
    let public = stated.filter(|(field, _)| field.is_public());
    let view = |(field, value): (&'static OwnField, &OwnValue)| OwnFieldView {
        key: &field.name,
        label: &field.label,
        is_shown: field.is_shown,
        values: own_values(site, field, value),
    };
    public.map(view).collect()
}

fn own_values(site: &Site, field: &'static OwnField, value: &OwnValue) -> Vec<OwnValueView> {
    let kind = Kind::Own(field);
    let terms = if field.is_list { value.terms() } else { Vec::new() };
    let href = |nth: usize| Some(named_term(site, kind, terms.get(nth)?.trim())?.href);
    let shown = value.shown().into_iter().enumerate();
    shown.map(|(nth, text)| OwnValueView { text, href: href(nth) }).collect()
}

fn audio(site: &Site, story: &Story) -> Option<String> {
    let address = site.resolve(&story.file, story.profile.audio.as_deref()?)?.address?;
    Some(permalink::href(&address))
}

fn series(site: &Site, id: StoryId) -> Option<StorySeriesView<'_>> {
    let (list, place) = site.place_in_series(id)?;
    Some(StorySeriesView {
        title: &list.series.title,
        href: permalink::href(&permalink::series(&list.series.slug)),
        number: place + 1,
        count: list.stories.len(),
    })
}

pub(super) fn branch(site: &Site, id: StoryId) -> BranchView<'_> {
    let story = site.story(id);
    let branch = &story.profile.branch;
    BranchView {
        name: story.branch_name(),
        unit: branch.unit.as_deref(),
        county: term_links(site, Kind::County, story).pop(),
        founded: branch.founded.map(PartialDate::to_chinese),
        former_names: branch
            .former_names
            .iter()
            .map(|former| FormerNameView {
                name: &former.name,
                until: former.until.map(PartialDate::to_chinese),
                reason: former.reason.as_deref(),
            })
            .collect(),
    }
}

pub(super) fn members(members: &Members) -> MembersView<'_> {
    let people = |quantity: Option<&Quantity>| quantity.map(|one| with_unit(one, "名"));
    let parts = members
        .counts()
        .into_iter()
        .filter(|one| matches!(one.counted, Counted::Part | Counted::Across));
    let part = |one: MemberCount<'_>| {
        let (_, kind) = one.path.rsplit_once('.')?;
        Some(PartView { kind, text: people(one.value)? })
    };
    MembersView {
        total: people(members.total.as_deref()),
        average_age: members.average_age.as_ref().map(|age| with_unit(age, "岁")),
        committee: people(members.committee.as_deref()),
        parts: parts.filter_map(part).collect(),
        age_bands: age_bands(members),
    }
}

/// The bands, as shares of all members where these are known: by the bands themselves, or by the
/// total beside some of them.
fn age_bands(members: &Members) -> Vec<BandView<'_>> {
    let counts = members.age_bands.iter().map(|band| (&*band.label, u64::from(band.count)));
    let sum: u64 = counts.clone().map(|(_, count)| count).sum();
    let total = members.total.as_ref().and_then(|total| total.exact_whole());
    let all = if members.bands_are_whole() { Some(sum) } else { total.filter(|all| *all >= sum) };
    bands(counts.map(|(label, count)| (label.into(), count)), all)
}

/// A band that owns its label.
pub(super) fn own_band(band: BandView<'_>) -> BandView<'static> {
    BandView { label: band.label.into_owned().into(), ..band }
}

/// Bands with their shares of `all`, and the lengths of their bars.
pub(super) fn bands<'a>(
    bands: impl Iterator<Item = (Cow<'a, str>, u64)> + Clone,
    all: Option<u64>,
) -> Vec<BandView<'a>> {
    let sum: u64 = bands.clone().map(|(_, count)| count).sum();
    let largest = bands.clone().map(|(_, count)| count).max().unwrap_or_default();
    // Beside bands that are not named, the longest bar is not full.
    let longest = all.filter(|all| *all > sum).unwrap_or(largest);
    let of = |count: u64, whole: u64| (count * 100 + whole / 2).checked_div(whole).unwrap_or(0);
    let mut views: Vec<_> = bands
        .map(|(label, count)| BandView {
            label,
            count,
            percent: all.map(|all| of(count, all)),
            share: of(count, longest),
        })
        .collect();
    if all == Some(sum) && sum > 0 {
        let counts: Vec<u64> = views.iter().map(|view| view.count).collect();
        for (view, percent) in views.iter_mut().zip(whole_percents(&counts, sum)) {
            view.percent = Some(percent);
        }
    }
    views
}

/// Percentages of all of `sum` that add up to 100: each is rounded down, and what is left goes to the largest
/// remainders, of equal ones to the first (Hamilton's method).
fn whole_percents(counts: &[u64], sum: u64) -> Vec<u64> {
    let mut percents: Vec<u64> = counts.iter().map(|count| count * 100 / sum).collect();
    let mut by_remainder: Vec<usize> = (0..counts.len()).collect();
    by_remainder.sort_by_key(|at| Reverse(counts[*at] * 100 % sum));
    let left = 100 - percents.iter().sum::<u64>();
    for (at, _) in by_remainder.into_iter().zip(0..left) {
        percents[at] += 1;
    }
    percents
}

pub(super) fn honour<'s>(site: &'s Site, honour: &'s Honour) -> HonourView<'s> {
    let level = honour.level.as_deref().map(|name| Config::canonical(&site.config.levels, name));
    HonourView {
        title: &honour.title,
        level: level.and_then(|name| named_term(site, Kind::Honour, name)),
        years: honour.years.map(|(first, last)| YearsView { first, last }),
        batch: honour.batch.as_deref(),
        by: honour.by.as_deref(),
    }
}

pub(super) fn signoff(profile: &Profile) -> Vec<SignoffView<'_>> {
    let lines = profile.signoff.iter();
    lines
        .map(|line| SignoffView {
            role: &line.role,
            by: &line.by,
            date: line.date.map(PartialDate::to_chinese),
        })
        .collect()
}

pub(super) fn activities(activities: &[Activity]) -> Vec<ActivityView<'_>> {
    let size = |activity: &Activity| activity.count.value().high().approximate();
    let largest_with = |unit: &str| {
        let alike = activities.iter().filter(|other| other.count.unit() == unit);
        alike.map(size).fold(0.0, f64::max)
    };
    activities
        .iter()
        .map(|activity| ActivityView {
            name: &activity.name,
            text: activity.count.text(),
            unit: activity.count.unit(),
            share: percent(size(activity), largest_with(activity.count.unit())),
            since: activity.since.as_deref(),
            note: activity.note.as_deref(),
        })
        .collect()
}

/// At least 1, so that a bar can be seen.
fn percent(part: f64, whole: f64) -> u64 {
    if whole <= 0.0 {
        return 1;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the range of a percentage"
    )]
    let percent = (part / whole * 100.0).round().clamp(1.0, 100.0) as u64;
    percent
}

/// Goods by their names in the scheme; a name that the scheme does not know is shown as written.
fn sections(site: &Site, profile: &Profile) -> Vec<SectionView> {
    let goods = &site.config.scheme.goods;
    let canonical = |written: &String| {
        let known =
            goods.iter().find(|good| good.name == *written || good.aliases.contains(written));
        known.map_or_else(|| written.clone(), |good| good.name.clone())
    };
    profile
        .sections
        .iter()
        .map(|section| SectionView {
            title: section.title.to_string(),
            goods: section.goods.iter().map(canonical).collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn a_bar_is_as_long_as_its_part_and_never_unseen() {
        let shares = [(1.0, 2.0), (2.0, 3.0), (3.0, 3.0), (1.0, 1000.0), (0.0, 5.0), (0.0, 0.0)];
        let shares = shares.map(|(part, whole)| percent(part, whole));
        assert_eq!(shares, [50, 67, 100, 1, 1, 1]);
    }
}
