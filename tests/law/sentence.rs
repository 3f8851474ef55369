//! Facts in the words of a sentence or of a form: several in one line, under other names, below headings.
//!
//! Grids: each way to write them with each set of facts. All say what the same facts say that stand one in a line.

use liuhao::diagnostic::Diagnostic;
use liuhao::fix;
use liuhao::locale::{Language, Locale};
use liuhao::parse::profile::Profile;

use super::facts::{profile, whole};
use super::read;

/// A fact as a line of its own, and as a part of a sentence.
const FACTS: [(&str, &[&str]); 6] = [
    ("党员总数: 26名", &["党员26名", "党员总数26名", "现有党员26名", "党员总数：26名"]),
    ("女党员: 7名", &["其中女党员7名", "女党员7名", "其中：女7名", "女党员：7名"]),
    ("离休党员: 2名", &["离休党员2名", "其中离休2名", "离休干部2名"]),
    ("退休党员: 24名", &["退休党员24名", "退休党员：24名"]),
    ("平均年龄: 70岁", &["平均年龄70岁", "平均年龄：70岁", "党员平均年龄70岁"]),
    ("成立时间: 2008年6月", &["成立于2008年6月", "2008年6月成立"]),
];

/// What the facts of a text say, and what they say when they are mended.
fn said(facts: &str) -> (Option<Profile>, bool) {
    let text = whole(facts);
    let found = read(&text);
    let is_told = !found.faults.is_empty();
    let said = profile(&found);
    if let Some(fixed) = fix::fix(&"a.md".into(), text.as_bytes()) {
        let after = fixed.after;
        assert_eq!(profile(&read(&after)), said, "mended to other facts: {text}{after}");
        assert_eq!(fix::fix(&"a.md".into(), after.as_bytes()), None, "mended twice: {after}");
    }
    (said, is_told)
}

#[test]
fn several_facts_in_one_line_say_what_they_say_in_lines_of_their_own() {
    let mut tried = 0;
    for line in ["党员总数 26名 平均年龄 70岁", "党员总数26名　平均年龄70岁"] {
        let expected = said("标题: 甲\n党员总数: 26名\n平均年龄: 70岁").0;
        assert_eq!(said(&format!("标题: 甲\n{line}")), (expected, true), "{line}");
    }
    for first in 0..FACTS.len() - 1 {
        for count in 2..=FACTS.len() - first {
            let all = &FACTS[first..first + count];
            let lines: Vec<&str> = all.iter().map(|(line, _)| *line).collect();
            let expected = said(&format!("标题: 甲\n{}", lines.join("\n"))).0;
            assert!(expected.is_some(), "{lines:?}");
            for (nth, mark) in ["，", "、", "；", "，", ",", "。"].into_iter().enumerate() {
                let part = |(_, ways): &(&str, &[&'static str])| ways[nth % ways.len()];
                let parts: Vec<&str> = all.iter().map(part).collect();
                // What begins with a figure has no key before it.
                if parts.iter().any(|part| part.starts_with(|c: char| c.is_ascii_digit())) {
                    continue;
                }
                for end in ["", "。", "；"] {
                    let line = format!("{}{end}", parts.join(mark));
                    let (found, is_told) = said(&format!("标题: 甲\n{line}"));
                    assert_eq!(found, expected, "{line}");
                    assert!(is_told, "{line}");
                    tried += 1;
                }
            }
        }
    }
    assert!(tried > 150, "{tried}");
}

#[test]
fn what_else_a_line_says_is_not_lost_among_its_facts() {
    for line in [
        "党员26名，学习积极",
        "党员总数: 26名，其中骨干7名",
        "其中：骨干7名",
        "现有党员26名，表彰3次",
        "党员总数: 26名，党员总数: 27名",
    ] {
        let text = whole(&format!("标题: 甲\n{line}"));
        let found = read(&text);
        assert!(found.told.contains(&3), "{line}: {:?}", found.faults);
        assert!(profile(&found).is_none_or(|one| one.members.women.is_none()), "{line}");
    }
    // A text may say anything.
    for line in ["标题: 党员26名，女党员7名", "摘要: 党员26名，其中女党员7名。"]
    {
        let found = read(&whole(line));
        let is_missing = |fault: &Diagnostic| fault.rule == "missing-key";
        assert!(found.faults.iter().all(is_missing), "{line}: {:?}", found.faults);
    }
}

fn is_told_as_doubled(facts: &str) {
    let text = whole(facts);
    let found = read(&text);
    let is_twice = |fault: &Diagnostic| fault.rule == "duplicate-key" && fault.related.len() == 1;
    assert!(found.faults.iter().any(is_twice), "{text}: {:?}", found.faults);
    assert!(fix::fix(&"a.md".into(), text.as_bytes()).is_none(), "{text}");
}

#[test]
fn another_word_for_a_key_is_read_as_that_key_and_told() {
    for (words, line) in [
        ("党员人数|人数|支部人数|党员数", "党员总数: 26名"),
        ("平均岁数|人均年龄|党员平均年龄", "平均年龄: 70岁"),
        ("成立日期|组建时间|成立于|支部成立时间", "成立时间: 2008年6月"),
        ("主要荣誉|荣誉称号|获奖情况", "荣誉: 2023年度县级先进党支部"),
        ("班子人数|支委人数|班子", "班子成员: 3名"),
        ("关键词|关键字", "标签: 志愿服务、结对帮扶"),
        ("发布日期|发稿日期", "日期: 2024-07-01"),
        ("年龄结构|年龄分布", "年龄段: 69岁及以下14人、70-79岁9人"),
        ("成员|党员情况", "党员: 26名"),
        ("工作机制|支部工作法", "机制: 周读月谈、送学上门"),
        ("退休|退休人数", "退休党员: 22名"),
    ] {
        let (key, value) = line.split_once(": ").unwrap();
        let expected = said(&format!("标题: 甲\n{line}")).0;
        assert!(expected.is_some(), "{line}");
        for word in words.split('|') {
            for colon in [": ", "：", ":"] {
                let (found, is_told) = said(&format!("标题: 甲\n{word}{colon}{value}"));
                assert_eq!(found, expected, "{word}{colon}{value}");
                assert!(is_told, "{word}");
            }
            // Beside the key itself, or another word for it, nobody knows which is meant: both places are told.
            let other = words.split('|').find(|other| *other != word).unwrap_or(key);
            for (first, second) in [(key, word), (word, key), (other, word), (word, other)] {
                is_told_as_doubled(&format!("标题: 甲\n{first}: {value}\n{second}: {value}"));
            }
        }
    }
    // So where the key stands in its group.
    for group in ["党员: {总数: 26名}", "党员: {女党员: 8名, 总数: 26名}", "党员:\n  总数: 26名"]
    {
        for (first, second) in [(group, "党员人数: 26名"), ("党员人数: 26名", group)] {
            is_told_as_doubled(&format!("标题: 甲\n{first}\n{second}"));
        }
    }
    for line in ["人数: 见正文", "成立日期: 不详", "时间: 2024-07-01", "名称: 甲", "支书: 甲"]
    {
        let found = read(&whole(&format!("标题: 甲\n{line}")));
        let is_told = found.faults.iter().any(|fault| fault.rule == "unknown-key");
        assert!(is_told, "{line}: {:?}", found.faults);
    }
}

#[test]
fn a_heading_of_a_form_is_a_remark_and_told() {
    let facts = ["标题: 甲", "党员总数: 26名", "荣誉: 2023年度县级先进党支部"];
    let expected = said(&facts.join("\n")).0;
    assert!(expected.is_some());
    for heading in [
        "【基本情况】",
        "［荣誉情况］",
        "一、基本情况",
        "（二）支部概况",
        "第一部分 党员组成",
        "■ 基本情况",
        "== 概况 ==",
        "【 一、概况 】",
    ] {
        for at in 0..=facts.len() {
            let mut lines = facts.to_vec();
            lines.insert(at, heading);
            let (found, is_told) = said(&lines.join("\n"));
            assert_eq!(found, expected, "{heading} at {at}");
            assert!(is_told, "{heading} at {at}");
        }
    }
    // Below a key without a value it may be that, and what names no part of a form may be an item.
    for facts in ["标题: 甲\n摘要:\n【基本情况】", "标题: 甲\n机制: 【水利夜话】\n【一渠一策】"]
    {
        let text = whole(facts);
        let fixed = fix::fix(&"a.md".into(), text.as_bytes());
        let after = fixed.map_or(text, |fixed| fixed.after);
        assert!(!after.contains("# 【"), "{after}");
    }
}

#[test]
fn a_key_is_named_in_the_words_of_those_beside_it() {
    for (facts, meant) in [
        ("title: 甲\ntag: 学习", "tags"),
        ("title: 甲\n女姓: 见下", "members: {women: …}"),
        ("title: 甲\n平均岁数: 不详", "members: {average_age: …}"),
        ("标题: 甲\nauthor: 乙", "署名"),
        ("标题: 甲\ntag: 学习", "标签"),
        ("标题: 甲\ncover: a.jpg\n党原总数: 26", "党员总数"),
    ] {
        let found = read(&whole(facts));
        let of_key = found.faults.iter().find(|fault| fault.rule == "unknown-key");
        let help = of_key.and_then(|fault| fault.help.as_ref()).expect(facts);
        let shown = Locale::new(Language::Chinese).text(help);
        assert!(shown.contains(&format!("是不是想写 {meant}？")), "{facts}: {shown}");
    }
}

#[test]
fn a_heading_above_a_list_without_a_key_is_its_key() {
    let expected = said(
        "标题: 甲\n党员总数: 26名\n荣誉:\n- 2023年县级先进党支部\n- 2024年市级示范党支部\n活动:\n- 党课6次\n- 走访60人次",
    );
    assert!(expected.0.is_some());
    for (honours, activities) in [
        ("（二）主要荣誉", "（三）主要活动"),
        ("【荣誉】", "【活动情况】"),
        ("三、获奖情况", "■ 活动"),
    ] {
        let facts = format!(
            "标题: 甲\n（一）基本情况\n党员总数: 26名\n{honours}\n2023年县级先进党支部\n2024年市级示范党支部\n{activities}\n党课6次\n走访60人次"
        );
        let (found, is_told) = said(&facts);
        assert_eq!(found, expected.0, "{facts}");
        assert!(is_told, "{facts}");
    }
}

#[test]
fn lines_with_full_width_colons_are_entries_each_and_never_one_text() {
    for odd in ["政策宣讲：线上3场、线下5场", "读书会：每周一次", "走访：60人次（其中住院的）"]
    {
        for lines in [["主题党日：12次", odd, "党课：6次"], [odd, "主题党日：12次", "党课：6次"]]
        {
            let text = whole(&format!("标题: 甲\n活动:\n  {}", lines.join("\n  ")));
            let nth = lines.iter().position(|line| *line == odd).unwrap();
            let found = read(&text);
            assert!(found.told.contains(&(4 + nth)), "{text}: {:?}", found.faults);
            assert!(found.faults.iter().any(|fault| fault.rule == "wrong-type"), "{text}");
        }
    }
    // What nobody can part is told as well.
    let text = whole("标题: 甲\n荣誉:\n  2023年获奖：县级先进党支部，\n  另有：市级示范党支部");
    let found = read(&text);
    assert!(!found.faults.is_empty(), "{text}");
}

#[test]
fn a_text_with_colons_keeps_the_keys_that_it_speaks_of() {
    for text in ["支部现状: 党员26名; 平均年龄: 72岁", "现状: 好, 党员总数: 26名"]
    {
        let (found, is_told) = said(&format!("标题: 甲\n摘要: {text}"));
        let found = found.expect(text);
        assert_eq!(found.summary.as_deref(), Some(text));
        assert!(is_told && found.members.total.is_none(), "{text}");
    }
    let found = said("标题: 甲 日期: 2024-07-01 党员总数: 26名").0;
    assert!(found.is_some_and(|found| found.members.total.is_some()));
}

#[test]
fn numbers_and_days_are_read_in_the_figures_of_accounts_and_in_short() {
    for (typed, plain) in [
        ("党员总数: 廿六名", "二十六"),
        ("党员总数: 卅二名", "三十二"),
        ("党员总数: 贰拾陆名", "二十六"),
        ("党员总数: 叁拾名", "三十"),
        ("党员总数：为26名", "26"),
        ("党员总数: 党员26名", "26"),
        ("党员总数: \"26\"名", "26"),
        ("党员总数: “26”名", "26"),
    ] {
        let number = |facts: &str| {
            let found = said(&format!("标题: 甲\n{facts}")).0?;
            found.members.total.and_then(|total| total.exact_whole())
        };
        let expected = number(&format!("党员总数: {plain}名"));
        assert!(expected.is_some() && number(typed) == expected, "{typed}");
    }
}

#[test]
fn brackets_of_names_and_remarks_behind_a_series_do_not_vanish() {
    let shown = |facts: &str| format!("{:?}", said(&format!("标题: 甲\n{facts}")).0);
    let found = shown("机制: [【水利夜话】, 【一渠一策】]");
    assert!(found.contains("【水利夜话】") && found.contains("【一渠一策】"), "{found}");
    for remark in ["// 已核对", "/* 已核对 */", "（待核）"] {
        let found = shown(&format!("系列: 2023-liuhao {remark}"));
        assert!(found.contains(&format!("2023-liuhao {remark}")), "{found}");
    }
    for path in ["content/series/2023-liuhao.md", "series\\2023-liuhao", "2023-liuhao/"] {
        let found = shown(&format!("系列: {path}"));
        assert!(found.contains("series: Some(\"2023-liuhao\")"), "{path}: {found}");
    }
}
