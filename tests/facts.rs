//! Generated profiles: a valid one has no fault, and one number changed gives exactly the rule that
//! was foretold, at the place that was foretold.
#![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]

use liuhao::check::{self, Office};
use liuhao::config::Config;
use liuhao::diagnostic::{Diagnostic, Source};
use liuhao::parse::body::Settings;
use liuhao::parse::{self, Kind};
use proptest::prelude::*;

/// The numbers of a branch, all of which fit.
#[derive(Debug, Clone)]
struct Facts {
    bands: [u32; 3],
    committee: u32,
    founded: i16,
    renamed: i16,
    honour: i16,
    lectures: u32,
    visits: u32,
    block: bool,
    crlf: bool,
}

prop_compose! {
    fn facts()(
        bands in [3_u32..40, 2_u32..20, 1_u32..9],
        committee in 3_u32..6,
        founded in 1985_i16..2004,
        renamed in 2005_i16..2015,
        honour in 2016_i16..2024,
        lectures in 2_u32..60,
        visits in 2_u32..60,
        block: bool,
        crlf: bool,
    ) -> Facts {
        Facts { bands, committee, founded, renamed, honour, lectures, visits, block, crlf }
    }
}

impl Facts {
    fn total(&self) -> u32 {
        self.bands.iter().sum()
    }

    /// Within what the bands allow, whatever they are.
    fn average(&self) -> u32 {
        (self.bands[0] * 65 + self.bands[1] * 74 + self.bands[2] * 83) / self.total()
    }

    fn file(&self) -> String {
        let [young, middle, old] = self.bands;
        let bands = if self.block {
            format!("\n    69岁及以下: {young}\n    70-79岁: {middle}\n    80岁以上: {old}")
        } else {
            format!(" {{69岁及以下: {young}, 70-79岁: {middle}, 80岁以上: {old}}}")
        };
        let (total, average) = (self.total(), self.average());
        let text = format!(
            "---\ntitle: 𠮷祥😀支部\ndate: 2025-03-01\nas_of: 2024-12\nbranch:\n  \
             founded: {}年8月\n  former_names: [{{name: 甲支部, until: {}年5月}}]\nmembers:\n  \
             total: {total}\n  average_age: {average}\n  age_bands:{bands}\n  committee: {}\n\
             honours: [{{title: 先进党支部, level: 县级, year: {}}}]\nactivities:\n  \
             党课宣讲: {}次\n  走访慰问: {}场次\nsignoff: [{{role: 整理, by: 党建工作科}}]\n---\n\
             支部现有党员{total}名，平均年龄{average}岁。支部设支委{}名，团结带领老同志学习交流，\
             重温入党誓词，讲述身边的奋斗故事，退休不褪色，离岗不离党。\n\n## 学习\n\n\
             全年党课宣讲{}次，走访慰问{}场次。老同志们说，愿意为家乡的发展再添一份力，\
             有事一起商量，有难一起帮忙，把支部办成老同志的温暖之家。\n",
            self.founded,
            self.renamed,
            self.committee,
            self.honour,
            self.lectures,
            self.visits,
            self.committee,
            self.lectures,
            self.visits,
        );
        if self.crlf { text.replace('\n', "\r\n") } else { text }
    }
}

fn faults(text: &str) -> (Source, Vec<Diagnostic>) {
    let source = Source::decode("content/branches/a.md".into(), text.as_bytes());
    let parsed = parse::parse(Kind::Story, "a".into(), &source, Settings::default());
    let (document, mut found) = (parsed.document, parsed.diagnostics);
    let office = Office::new(&Config::default(), Vec::new());
    if let Some(document) = &document {
        found.extend(check::document(document, &source, parsed.prose, &office));
    }
    (source, found)
}

/// The rule, and the value at its place.
fn shown(text: &str) -> Vec<(&'static str, String)> {
    let (source, found) = faults(text);
    let place = |one: &Diagnostic| {
        let (start, end) = one.place.span.unwrap();
        source.text[start..end].to_owned()
    };
    found.iter().map(|one| (one.rule, place(one))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_valid_profile_has_no_fault(facts in facts()) {
        prop_assert_eq!(shown(&facts.file()), []);
    }

    #[test]
    fn one_band_more_is_told_at_the_bands(facts in facts(), which in 0_usize..3) {
        let labels = ["69岁及以下: ", "70-79岁: ", "80岁以上: "];
        let (label, count) = (labels[which], facts.bands[which]);
        let text = facts.file().replace(&format!("{label}{count}"), &format!("{label}{}", count + 1));
        let first = if which == 0 { count + 1 } else { facts.bands[0] };
        // One more old member may push the least average past the stated one: never by a year.
        prop_assert_eq!(shown(&text), [("age-bands-total", first.to_string())]);
    }

    #[test]
    fn another_total_in_the_text_is_told_there(facts in facts(), more in 1_u32..9) {
        let (old, new) = (facts.total(), facts.total() + more);
        let text = facts.file().replace(&format!("现有党员{old}名"), &format!("现有党员{new}名"));
        prop_assert_eq!(shown(&text), [("members-total-in-text", format!("{new}名"))]);
    }

    #[test]
    fn another_committee_in_the_text_is_told_there(facts in facts(), more in 1_u32..9) {
        let (old, new) = (facts.committee, facts.committee + more);
        let text = facts.file().replace(&format!("支委{old}名"), &format!("支委{new}名"));
        prop_assert_eq!(shown(&text), [("committee-in-text", format!("{new}名"))]);
    }

    #[test]
    fn an_average_out_of_range_is_told_there(facts in facts(), average in 106_u32..120) {
        // However many of the oldest there are, nobody is taken to be older.
        let old = format!("average_age: {}", facts.average());
        let text = facts.file().replace(&old, &format!("average_age: {average}"));
        prop_assert_eq!(shown(&text), [("average-age-range", average.to_string())]);
    }

    #[test]
    fn another_activity_is_told_at_its_phrase(facts in facts(), more in 1_u32..99) {
        let (old, new) = (facts.lectures, facts.lectures + more);
        let text = facts.file().replace(&format!("党课宣讲: {old}次"), &format!("党课宣讲: {new}次"));
        prop_assert_eq!(shown(&text), [("activity-in-text", format!("{new}次"))]);
    }

    #[test]
    fn a_founding_after_the_rest_is_told_once_for_each_date(facts in facts()) {
        let old = format!("founded: {}年8月", facts.founded);
        let text = facts.file().replace(&old, "founded: 2015年8月");
        let rules: Vec<_> = shown(&text).into_iter().map(|(rule, _)| rule).collect();
        prop_assert_eq!(rules, ["date-order"]);
    }

    #[test]
    fn an_honour_before_the_founding_is_told_at_its_year(facts in facts(), year in 1950_i16..1985) {
        let text = facts.file().replace(&format!("year: {}", facts.honour), &format!("year: {year}"));
        prop_assert_eq!(shown(&text), [("date-order", year.to_string())]);
    }
}
