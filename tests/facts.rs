//! Generated profiles: a valid one has no fault, and one number changed gives exactly the rule that
//! was foretold, at the place that was foretold.
#![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]

use liuhao::check::{self, Account, Office};
use liuhao::config::Config;
use liuhao::diagnostic::{Diagnostic, Source};
use liuhao::parse::body::Settings;
use liuhao::parse::{self, Document, Kind};
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

/// Where each number of a text goes, with these lines in the front matter.
fn accounts(front: &str, body: &str) -> Vec<(String, Account)> {
    let text = format!(
        "---\ntitle: 甲\ndate: 2024-07-01\nas_of: 2024-06\n{front}\n整理: 甲科\n---\n{body}\n"
    );
    let source = Source::decode("a.md".into(), text.as_bytes());
    let parsed = parse::parse(Kind::Story, "a".into(), &source, Settings::default());
    assert_eq!(parsed.diagnostics, [], "{text}");
    let Some(Document::Story(story)) = parsed.document else { panic!("{text}") };
    let numerals = check::coverage(&story, &source).numerals;
    numerals.into_iter().map(|one| (one.text, one.account)).collect()
}

#[test]
fn a_number_goes_to_the_activity_that_its_words_name() {
    let held = |front: &str, body: &str| accounts(front, body);
    let to = Account::Field("activities");
    // One of two numbers alike is in the facts: the other one is told.
    for (fact, body, told) in [
        ("{name: 新建公厕, count: 1处}", "新建公厕1处、污水处理站1处。", [true, false]),
        ("{name: 污水处理站, count: 1处}", "新建公厕1处、污水处理站1处。", [false, true]),
        ("{name: 健身器材, count: 12件}", "调解纠纷12件，添置健身器材12件。", [false, true]),
        ("{name: 慰问, count: 30人次}", "慰问老党员30人次，宣讲受众30人次。", [true, false]),
        ("{name: 锦旗, count: 5面}", "收到锦旗5面，展出展板5面。", [true, false]),
        ("{name: 图书, count: 200册}", "编印资料200册，捐赠图书200册。", [false, true]),
    ] {
        let front = format!("activities:\n  - {fact}");
        let held: Vec<bool> =
            held(&front, body).iter().map(|(_, account)| *account == to).collect();
        assert_eq!(held, told, "{body}");
    }
    let both = "activities:\n  - {name: 公厕, count: 1处}\n  - {name: 污水处理站, count: 1处}";
    assert!(held(both, "新建公厕1处、污水处理站1处。").iter().all(|(_, account)| *account == to));
}

#[test]
fn a_number_of_a_mechanism_is_its_label_from_the_first_mention_on() {
    for (mechanism, body) in [
        ("四个平台", "支部打造宣讲、议事、共治、传承四个平台。"),
        ("三支队伍", "支部建起宣讲、调解、帮扶三支队伍。三支队伍天天在。"),
        ("五个一工程", "实施学习、宣讲等五个一工程。"),
        ("六项制度", "完善学习、走访、谈心等六项制度。"),
        ("七个驿站", "在村里办起学习、议事等七个驿站，七个驿站连成片。"),
    ] {
        let found = accounts(&format!("mechanisms: [{mechanism}]"), body);
        assert!(found.iter().all(|(_, account)| *account == Account::Label), "{body} {found:?}");
    }
    let found = accounts("mechanisms: [四个平台]", "支部办了四个食堂。");
    assert_eq!(found, [("四个".to_owned(), Account::Unaccounted)]);
}

#[test]
fn an_anniversary_is_a_name_and_a_length_of_time_is_none() {
    for body in [
        "开展建党100周年活动。",
        "庆祝建国75周年文艺汇演。",
        "纪念抗战胜利80周年。",
        "在改革开放40周年之际宣讲。",
        "举办支部成立20周年座谈会。",
        "参加建校60周年庆典。",
    ] {
        let found = accounts("tags: [甲]", body);
        assert!(found.iter().all(|(_, account)| *account == Account::Label), "{body} {found:?}");
        assert_eq!(found.len(), 1, "{body}");
    }
    let found = accounts("tags: [甲]", "支部已走过20年。");
    assert_eq!(found, [("20年".to_owned(), Account::Window)]);
}
