//! `check --fix` on texts that nobody would write: no fact changes, and a second run has nothing to do.

use std::sync::Arc;

use liuhao::diagnostic::Source;
use liuhao::parse::body::Settings;
use liuhao::parse::{self, Document, Kind, profile::Profile};
use liuhao::{diagnostic::Diagnostic, fix};
use proptest::prelude::*;

const FACTS: &[&str] = &[
    "title: 甲,乙",
    "标题: “六好”",
    "date: 2024年7月1日",
    "date: 2024-02-30",
    "members: {total: 22名}",
    "members:\n  total: 22",
    "members:\n\ttotal: 22",
    "members：\n  total：22",
    "summary: |\n  备注：内容\n  \t甲,乙",
    "summary: '甲’",
    "branch: \"甲”",
    "# 注,释：甲",
    "activities:\n  主题党日: 10余场次",
    "tags: [甲,乙]",
    "signoff：整理",
    "a: &a [*a]",
];

/// What is mended as a pair or a run, whole: single signs at random seldom make one.
const BITS: &[&str] = &[
    "<<",
    ">>",
    "＜＜",
    "＞＞",
    "〈〈",
    "〉〉",
    "«",
    "»",
    "<",
    ">",
    "《",
    "》",
    "〝",
    "〞",
    "--",
    "—",
    "……",
    "...",
    "http：//",
    "www。",
    "＠",
    "&nbsp",
    "﹐",
    "﹙",
    "﹚",
    "︰",
    "(",
    "（",
    ")",
    "）",
    "[",
    "【",
    "]",
    "】",
    "![",
    "](",
    "![[",
    "]]",
    "：：：",
    ":::",
    "##",
    "＃",
    "**",
    "＊＊",
    "__",
    "~~",
    "～～",
    "`",
    "｀",
    "^",
    "$",
    "{",
    "}",
    "|",
    "｜",
    "\t",
    "\\",
    "\n",
    "\n\n",
    "　",
    " ",
    "，",
    ",",
    "。",
    "!",
    "1.",
    "一、",
    "- ",
    "-",
    "•",
    "甲",
    "读本",
    "图片.jpg",
    "示例县",
    "10",
    "%",
    "％",
    "岁",
    "-",
];

fn read(text: &str) -> (Option<Profile>, Vec<Diagnostic>) {
    let source = Source::decode("a.md".into(), text.as_bytes());
    let parsed = parse::parse(Kind::Story, "a".into(), &source, Settings::default());
    let (document, faults) = (parsed.document, parsed.diagnostics);
    let profile = match document {
        Some(Document::Story(story)) => Some(story.profile.clone()),
        _ => None,
    };
    (profile, faults)
}

/// What a profile says without its marks: those of a title are mended as in a text.
fn words(profile: Option<&Profile>) -> String {
    let half = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    };
    format!("{profile:?}").chars().map(half).filter(|c| c.is_alphanumeric()).collect()
}

fn front_matter() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        4 => proptest::sample::select(FACTS).prop_map(str::to_owned),
        1 => "[党员a1,:：\t \"”'|>#\\[\\]{}-]{0,12}",
    ];
    proptest::collection::vec(line, 0..6).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn what_is_mended_once_is_mended_for_good(
        bits in proptest::collection::vec((proptest::sample::select(BITS), 1..4_usize), 1..12),
    ) {
        let body: String = bits.iter().map(|(bit, times)| bit.repeat(*times)).collect();
        let text = format!("---\ntitle: 甲\n---\n{body}\n");
        let file: Arc<str> = "a.md".into();
        let Some(fixed) = fix::fix(&file, text.as_bytes()) else { return Ok(()) };
        let again = fix::fix(&file, fixed.after.as_bytes());
        prop_assert!(again.is_none(), "{:?}", again.map(|again| (again.before, again.after)));
    }

    #[test]
    fn no_fact_changes_and_a_second_run_has_nothing_to_do(
        facts in front_matter(),
        body in "[党员三a1,.:;?!()“”，（）`*_#>|!\\[\\]\\\\<&~\n -]{0,60}",
        crlf in any::<bool>(),
    ) {
        let text = format!("---\n{facts}\n---\n{body}\n");
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        let file: Arc<str> = "a.md".into();
        let Some(fixed) = fix::fix(&file, text.as_bytes()) else { return Ok(()) };
        prop_assert_eq!(&fixed.before, &text);
        prop_assert!(fixed.before != fixed.after);
        prop_assert!(fix::fix(&file, fixed.after.as_bytes()).is_none());
        let before = read(&text).0;
        let after = read(&fixed.after).0;
        prop_assert!(before.is_none() || words(before.as_ref()) == words(after.as_ref()));
        // A file has one kind of line ends; a table may need more of them.
        let (ends, all) = (fixed.after.matches("\r\n").count(), fixed.after.matches('\n').count());
        prop_assert_eq!(ends, if crlf { all } else { 0 });
    }
}
