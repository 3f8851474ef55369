//! No look that spares a reading cuts one off: texts are read with the looks of [`prefilter`] and without them, and both
//! give the same.
//!
//! The texts are put together at random from the words and marks that rules and readings look for, and the files of all
//! tests.
#![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]

use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use strum::VariantArray;

use crate::check::pieces::PIECES;
use crate::check::{self, Office, RULES};
use crate::claims::{self, Topic};
use crate::date;
use crate::diagnostic::{Source, odd};
use crate::fs;
use crate::parse::body::{Settings, controls};
use crate::parse::{self, Kind, MAX_TEXT};
use crate::prefilter;
use crate::quantity;

/// Facts, so that every rule has something to hold a text against.
const HEADS: [&str; 4] = [
    "---\ntitle: 银发先锋\ndate: 2024-07-01\n---\n",
    "---\n标题: 银发先锋\n日期: 2024-07-01\n支部名称: 示例县教育局离退休干部第一党支部\n县区: 示例县\n成立时间: 2008年6月\n\
     党员总数: 26名\n平均年龄: 70岁\n班子成员: 3名\n女党员: 7名\n年龄段: {69岁及以下: 14, 70-79岁: 9, 80岁以上: 3}\n\
     活动: {主题党日: 12场次, 走访慰问: 大约200余人次}\n荣誉: [2023年度县级先进党支部]\n整理: 党建科\n---\n",
    "---\n标 题：【甲】\n荣誉: ①2023年度县级先进党支部②2024年度市级先进党支部\n机制: （1）“一渠一策”；（2）1+3+N\n\
     党员人数: 26名\n成员: 3\nmembres: {totl: 3}\n标签: 一是学习；二是服务\n---\n",
    "",
];

/// A piece as it may stand: by itself, thrice, round a word, or at the begin of a line.
fn unit() -> impl Strategy<Value = String> {
    let piece = || prop::sample::select(&PIECES[..]).prop_map(str::to_owned);
    prop_oneof![
        2 => piece(),
        1 => piece().prop_map(|piece| piece.repeat(3)),
        1 => piece().prop_map(|piece| format!("{piece}甲乙{piece}")),
        1 => (piece(), 1..=3_usize).prop_map(|(piece, times)| format!("\n\n{}甲乙丙", piece.repeat(times))),
    ]
}

/// A text of some of them.
fn text(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(unit(), 1..most).prop_map(|units| units.concat())
}

/// What an office decides that has decided nothing.
static OFFICE: LazyLock<Office> = LazyLock::new(Office::default);

/// All that is made of a text, in words.
fn reading(text: &str) -> String {
    let source = Source::decode("content/branches/a.md".into(), text.as_bytes());
    let parsed = parse::parse(Kind::Story, "a".into(), &source, Settings::default());
    let prose = parsed.prose.text().to_owned();
    let mut told = parsed.diagnostics;
    if let Some(document) = &parsed.document {
        told.extend(check::document(document, &source, parsed.prose, &OFFICE));
    }
    let found: Vec<quantity::Found> = quantity::scan(&prose).collect();
    let said = claims::of_found(&prose, &found);
    let dates: Vec<_> = date::scan(&prose).collect();
    let controls: Vec<_> = controls(text).collect();
    let (slips, marks) = (check::typography(text), check::markup(text));
    let (odd, masked) = (odd::all(text), check::mask(text));
    format!(
        "{told:?}{found:?}{said:?}{dates:?}{controls:?}{slips:?}{marks:?}{odd:?}{masked:?}{:?}",
        parsed.document
    )
}

/// Where a text is read otherwise without the looks.
fn cut_off(text: &str) -> Option<String> {
    let (with, without) = (reading(text), prefilter::without(|| reading(text)));
    if with == without {
        return None;
    }
    let alike = with.chars().zip(without.chars()).take_while(|(one, other)| one == other).count();
    let near =
        |read: &str| read.chars().skip(alike.saturating_sub(80)).take(240).collect::<String>();
    Some(format!(
        "{text}\n--- with the looks\n{}\n--- without them\n{}\n",
        near(&with),
        near(&without)
    ))
}

#[test]
fn no_look_cuts_off_a_reading_of_the_files_of_the_tests() {
    let mut count = 0;
    for folder in ["tests", "content", "examples", "docs"] {
        let below = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let files = walkdir::WalkDir::new(below).into_iter().filter_map(Result::ok);
        let is_text = |path: &Path| path.extension().is_some_and(|ending| ending == "md");
        for file in files.filter(|file| is_text(file.path())) {
            let bytes = fs::read_at_most(file.path(), MAX_TEXT).unwrap().unwrap();
            let source = Source::decode("a.md".into(), &bytes);
            let fault = cut_off(&source.text);
            assert_eq!(fault, None, "{}", file.path().display());
            count += 1;
        }
    }
    assert!(count > 500, "{count} files");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(3000) })]

    #[test]
    fn no_look_cuts_off_a_reading_of_texts_of_their_words(
        head in prop::sample::select(&HEADS[..]),
        body in text(6),
    ) {
        let fault = cut_off(&format!("{head}{body}"));
        prop_assert!(fault.is_none(), "{}", fault.unwrap_or_default());
    }

    #[test]
    fn who_asks_for_a_topic_alone_hears_what_is_said_of_it(
        prose in text(30),
    ) {
        let found: Vec<_> = quantity::scan(&prose).collect();
        let members = claims::facts_on(Topic::Members, &prose, &found, &[]);
        let asked = Topic::VARIANTS.iter().map(|topic| {
            let known = if *topic == Topic::Committee { &members[..] } else { &[] };
            claims::facts_on(*topic, &prose, &found, known)
        });
        let said = |claims: &[claims::Claim]| {
            let mut said: Vec<String> = claims.iter().map(|claim| format!("{claim:?}")).collect();
            said.sort();
            said
        };
        prop_assert_eq!(said(&asked.flatten().collect::<Vec<_>>()), said(&claims::facts(&prose, &found)));
    }
}

#[test]
fn every_rule_that_looks_at_a_text_speaks_of_some_text_here() {
    // A word that is missing among the pieces would leave a look untried.
    let mut silent: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let body = text(12);
    for _ in 0..1000 {
        let made = (prop::sample::select(&HEADS[..]), &body).new_tree(&mut runner).unwrap();
        let (head, body) = made.current();
        let text = format!("{head}{body}");
        let source = Source::decode("content/branches/a.md".into(), text.as_bytes());
        let parsed = parse::parse(Kind::Story, "a".into(), &source, Settings::default());
        let Some(document) = &parsed.document else { continue };
        let told = check::document(document, &source, parsed.prose, &OFFICE);
        silent.retain(|rule| told.iter().all(|one| one.rule != *rule));
    }
    let looked = [
        "odd-character",
        "unfinished",
        "table-row",
        "leftover-markup",
        "punctuation",
        "personal-data",
        "plain-structure",
    ];
    assert!(looked.iter().all(|rule| !silent.contains(rule)), "{silent:?}");
}
