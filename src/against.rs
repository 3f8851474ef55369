//! A year-on-year look: what differs too much from an earlier state of the site.
//!
//! Entry point: [`compare`], a pure function over two lists of stories. Stories are paired by the
//! name of their file, else by the branch's name, or a former one. A number ten times as large or
//! small is most often a slip of 万 or of a digit; a total that changes by more than half is worth
//! a look. Nothing is said of what stands on one side alone.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place};
use crate::locale::Message;
use crate::parse::Story;
use crate::quantity::{Number, Quantity};

/// Warnings about `new` where it departs from `old`, in the order of `new`.
pub(crate) fn compare(old: &[Arc<Story>], new: &[Arc<Story>]) -> Vec<Diagnostic> {
    let pairs = Pairs::new(old);
    let pairs = new.iter().filter_map(|new| Some((pairs.find(new)?, new)));
    pairs.flat_map(|(old, new)| differences(old, new)).collect()
}

struct Pairs<'o> {
    by_slug: HashMap<&'o str, &'o Story>,
    by_name: HashMap<&'o str, &'o Story>,
}

impl<'o> Pairs<'o> {
    /// A name that two stories share pairs nothing.
    fn new(old: &'o [Arc<Story>]) -> Self {
        let unique = |key: fn(&Story) -> &str| {
            let mut found: HashMap<&str, Option<&Story>> = HashMap::new();
            for story in old {
                let story: &Story = story;
                found.entry(key(story)).and_modify(|twin| *twin = None).or_insert(Some(story));
            }
            found.into_iter().filter_map(|(key, story)| Some((key, story?))).collect()
        };
        Self { by_slug: unique(|story| &story.slug), by_name: unique(Story::branch_name) }
    }

    fn find(&self, new: &Story) -> Option<&'o Story> {
        let former = new.profile.branch.former_names.iter().map(|former| &*former.name);
        let mut names = std::iter::once(new.branch_name()).chain(former);
        let by_slug = self.by_slug.get(&*new.slug).copied();
        by_slug.or_else(|| names.find_map(|name| self.by_name.get(name).copied()))
    }
}

/// A number that both stories may state: its key, the old and the new one.
type Twin<'s> = ((&'static str, Option<usize>), Option<&'s Quantity>, Option<&'s Quantity>);

fn differences(old: &Story, new: &Story) -> Vec<Diagnostic> {
    let (was, is) = (&old.profile.members, &new.profile.members);
    let members = was.counts().into_iter().zip(is.counts());
    let members = members.map(|(was, is)| ((is.path, None), was.value, is.value));
    let activities = new.profile.activities.iter().enumerate().map(|(at, activity)| {
        let mut twins = old.profile.activities.iter();
        let twin = twins.find(|twin| twin.name == activity.name);
        let count = twin.map(|twin| &twin.count).filter(|count| {
            // 90场次 beside 90小时 are two facts.
            count.unit() == activity.count.unit()
        });
        (("activities", Some(at)), count, Some(&activity.count))
    });
    members.chain(activities).filter_map(|twin| difference(new, twin)).collect()
}

fn difference(story: &Story, (fact, was, is): Twin<'_>) -> Option<Diagnostic> {
    let (was, is) = (was?, is?);
    let (before, now) = (was.value().low(), is.value().low());
    let message = if is_times(before, now, 10) || is_times(now, before, 10) {
        ("number-jump", Message::new("number-jump"))
    } else if fact.0 == "members.total" && is_more_than_half(before, now) {
        ("total-change", Message::new("total-change"))
    } else {
        return None;
    };
    let (rule, message) = message;
    let message = message.text("before", was.text()).text("now", is.text());
    let place = Place::fact(&story.file, fact.0, fact.1);
    let warning = Diagnostic::warning(rule, place, message);
    Some(warning.with_help(Message::new("number-change-help")))
}

/// Whether a number departs so much from the earlier one that it is worth a look: ten times as large or small, or, of a
/// total, by more than half.
pub(crate) fn is_odd(was: &Quantity, is: &Quantity, is_total: bool) -> bool {
    let (before, now) = (was.value().low(), is.value().low());
    is_times(before, now, 10)
        || is_times(now, before, 10)
        || is_total && is_more_than_half(before, now)
}

/// Whether `large` is at least `times` as large as `small`, which is not nought.
fn is_times(small: Number, large: Number, times: u64) -> bool {
    let grown = small.checked_mul(Number::from(times));
    small > Number::ZERO && grown.is_some_and(|grown| large >= grown)
}

/// Whether a number changed by more than half of what it was.
fn is_more_than_half(before: Number, now: Number) -> bool {
    let times = |number: Number, factor: u64| number.checked_mul(Number::from(factor));
    let (Some(twice), Some(thrice)) = (times(now, 2), times(before, 3)) else { return false };
    before > Number::ZERO && (twice > thrice || twice < before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_half_and_tenfold() {
        let number = |value: u64| Number::from(value);
        for (before, now, expected) in
            [(20, 30, false), (20, 31, true), (20, 10, false), (20, 9, true), (0, 9, false)]
        {
            assert_eq!(is_more_than_half(number(before), number(now)), expected, "{before} {now}");
        }
        assert!(is_times(number(9), number(90), 10) && !is_times(number(9), number(89), 10));
        assert!(!is_times(Number::ZERO, number(89), 10));
    }

    #[test]
    fn a_number_is_odd_tenfold_either_way_and_a_total_by_more_than_half() {
        let read = |text: &str| crate::quantity::parse_quantity(text).unwrap();
        for (was, now, of_a_count, of_a_total) in [
            ("20人", "30人", false, false),
            ("20人", "31人", false, true),
            ("20人", "9人", false, true),
            ("20人", "199人", false, true),
            ("20人", "200人", true, true),
            ("20人", "2人", true, true),
            ("20人", "20人", false, false),
        ] {
            let odd = [false, true].map(|is_total| is_odd(&read(was), &read(now), is_total));
            assert_eq!(odd, [of_a_count, of_a_total], "{was} {now}");
        }
    }
}
