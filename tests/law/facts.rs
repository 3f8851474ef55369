//! The facts of a profile, changed as people do.

use std::ops::Range;

use liuhao::fix;
use liuhao::parse::profile::Profile;

use super::changes::{Change, OTHER, PLAIN, WHOLE};
use super::{Dice, Read, read, report, seeds, tries};

/// Valid facts in the forms that people write.
const FACTS: [&str; 5] = [
    "标题: 银发先锋聚合力\n日期: 2024-07-01\n支部名称: 示例县教育局离退休干部第一党支部\n县区: 示例县\n成立时间: 2008年6月\n\
     党员总数: 26名\n平均年龄: 70岁\n年龄段:\n  69岁及以下: 14\n  70-79岁: 9\n  80岁以上: 3\n标签: [志愿服务, 结对帮扶]\n\
     活动:\n  主题党日: 12场次\n  志愿服务: 20余场次\n整理: 示例县老干部局",
    "标题: 桑榆晚霞更添彩\n日期: 2024年7月2日\n支部:\n  名称: 示例县水务局离退休干部党支部\n  单位: 示例县水务局\n  县区: 示例县\n\
     党员:\n  总数: 31名\n  平均年龄: 72岁\n  年龄段: {69岁及以下: 11, 70-79岁: 15, 80岁以上: 5}\n机制:\n  - 水利夜话\n  - 一渠一策\n\
     荣誉:\n  - 2023年度县级先进党支部\n  - 2024年度市级先进党支部\n摘要: 老党员发挥余热。",
    "标题: 红枫映晚晴\n日期: 2024-08-03\n支部名称: 示例市文化馆离退休干部党支部\n党员总数: 18名\n离休党员: 2名\n退休党员: 16名\n\
     荣誉:\n  - {名称: 示范党支部, 级别: 县级, 年度: 2023}\n活动: {党课宣讲: 6次, 走访慰问: 36人次}\n署名:\n  - {角色: 整理, 姓名: 党建科}",
    "标题: 一渠清水润民心\n数据截至: 2023-12\n日期: 2024-09-09\n系列: 2023-liuhao\n支部名称: 示例县林草局离退休干部党支部\n班子成员: 3名\n\
     女党员: 7名\n曾用名:\n  - {名称: 示例县林业局离退休干部党支部, 至: 2019年3月}\n标签:\n  - 生态保护\n  - 传帮带\n审核: 张三",
    "title: 夕阳无限好\ndate: 2024-10-11\nbranch:\n  name: 示例县税务局离退休干部党支部\n  county: 示例县\n  founded: 2005-08\n\
     members:\n  total: 22名\n  average_age: 73岁\n  age_bands:\n    69岁及以下: 8\n    70-79岁: 10\n    80岁以上: 4\n\
     honours:\n  - {title: 示范党支部, level: 县级, year: 2023}\nmechanisms: [银发税讲堂, 老兵说税]\n\
     activities:\n  主题党日: 12场次\n  走访慰问: 近百人次\nsignoff:\n  - {role: 整理, by: 党建科}",
];

pub(super) const BODY: &str = "支部现有党员，坚持学习。";

pub(super) fn whole(facts: &str) -> String {
    format!("---\n{facts}\n---\n{BODY}\n")
}

pub(super) fn profile(read: &Read) -> Option<Profile> {
    read.story.as_ref().map(|story| story.profile.clone())
}

/// Every Han character and figure of a value, for where its meaning cannot be compared.
fn marks(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn a_changed_line_is_taken_as_it_was_meant_or_told() {
    let mut tried = 0;
    let mut fallen = Vec::new();
    for seed in seeds() {
        let mut dice = Dice::new(seed);
        let facts = *dice.pick(&FACTS);
        let lines: Vec<&str> = facts.lines().collect();
        let at = dice.below(lines.len());
        let kind = dice.below(9);
        let is_plain = kind > 2;
        let (name, change) = match kind {
            0 => ("joined", None),
            1 | 2 => named(*dice.pick(&OTHER)),
            _ => named(*dice.pick(&PLAIN)),
        };
        let mut changed: Vec<&str> = lines.clone();
        let line = match change {
            Some(change) => change(lines[at], &mut dice),
            None => joined(&lines, at, &mut dice),
        };
        let Some(line) = line else { continue };
        changed[at] = &line;
        if change.is_none() {
            changed.remove(at + 1);
        }
        let (text, at) = saved(whole(&changed.join("\n")), at, &mut dice);
        // A line that was broken in two, with a blank one between where all are doubled.
        let lines = at..at + if text.contains("---\n\n") { 3 } else { 2 };
        tried += 1;
        if let Err(fault) = holds(facts, &text, lines, is_plain) {
            fallen.push(format!("{name} (seed {seed}): {fault}"));
        }
    }
    report(&fallen, tried);
    assert!(tried >= tries() / 4, "{tried} changes alone");
}

#[test]
fn two_changed_lines_are_taken_as_they_were_meant_or_told() {
    let mut tried = 0;
    let mut fallen = Vec::new();
    for seed in seeds() {
        let mut dice = Dice::new(seed ^ 0x2222);
        let facts = *dice.pick(&FACTS);
        let lines: Vec<&str> = facts.lines().collect();
        let first = dice.below(lines.len() - 1);
        let second = first + 1 + dice.below(lines.len() - first - 1);
        let (one, change) = named(*dice.pick(&PLAIN));
        let Some(line) = change.and_then(|change| change(lines[first], &mut dice)) else {
            continue;
        };
        let (two, change) = named(*dice.pick(&PLAIN));
        let Some(other) = change.and_then(|change| change(lines[second], &mut dice)) else {
            continue;
        };
        let mut changed = lines.clone();
        (changed[first], changed[second]) = (&line, &other);
        let text = whole(&changed.join("\n"));
        let added = line.matches('\n').count();
        let told = [first + 2..first + 4, second + added + 2..second + added + 4];
        tried += 1;
        let held = told.into_iter().map(|lines| holds(facts, &text, lines, true));
        let faults: Vec<String> = held.filter_map(Result::err).collect();
        if faults.len() == 2 || faults.iter().any(|fault| fault.starts_with("mended")) {
            fallen.push(format!("{one} and {two} (seed {seed}): {}", faults[0]));
        }
    }
    report(&fallen, tried);
    assert!(tried >= tries() / 8, "{tried} changes alone");
}

#[test]
fn a_changed_file_is_read_as_it_was_or_told() {
    let mut fallen = Vec::new();
    for seed in seeds() {
        let mut dice = Dice::new(seed ^ 0xF11E);
        let facts = *dice.pick(&FACTS);
        let (name, change) = *dice.pick(&WHOLE);
        let text = change(facts, &mut dice);
        let found = read(&text);
        let same = profile(&found) == profile(&read(&whole(facts)));
        // A line may be moved to where it says the same, or is another's.
        let is_kept = same || !found.faults.is_empty() || !super::body::told(&text).is_empty();
        let all = profile(&found).map(|profile| marks(&format!("{profile:?}"))).unwrap_or_default();
        let values = facts.lines().filter_map(|line| line.split_once(": ")).map(|(_, value)| value);
        let mut plain = values.filter(|value| !value.contains(['{', '[', '}', ']', '年', '-']));
        let is_shown = name == "a line moved" && plain.all(|value| all.contains(&marks(value)));
        if !is_kept && !is_shown {
            fallen.push(format!("{name} (seed {seed}): {text}"));
        }
        if let Some(fixed) = fix::fix(&"a.md".into(), text.as_bytes()) {
            let after = read(&fixed.after);
            if profile(&found).is_some() && profile(&after) != profile(&found) {
                fallen.push(format!(
                    "{name} (seed {seed}): mended to other facts\n{text}\n{}",
                    fixed.after
                ));
            }
        }
    }
    report(&fallen, tries());
}

fn named((name, change): (&'static str, Change)) -> (&'static str, Option<Change>) {
    (name, Some(change))
}

/// A line that was joined with the next one, as where a line break was lost.
fn joined(lines: &[&str], at: usize, dice: &mut Dice) -> Option<String> {
    let next = lines.get(at + 1)?;
    Some(format!("{}{}{}", lines[at], dice.pick(&["", " ", "，", "；", "　"]), next.trim_start()))
}

/// A text as it stands in a file, now and then as Notepad, an old Mac or DOS saves it; and in which line of it, from 1,
/// the facts have their line `at`, from 0.
fn saved(text: String, at: usize, dice: &mut Dice) -> (String, usize) {
    match dice.below(16) {
        0 | 1 => (format!("\u{FEFF}{}", text.replace('\n', "\r\n")), at + 2),
        2 => (text.replace('\n', "\r"), at + 2),
        3 => (text.replacen('\n', "\r\n", 4), at + 2),
        4 => (format!("\u{FEFF}\u{FEFF}{text}"), at + 2),
        5 => (format!("{text}\u{1A}"), at + 2),
        6 => (text.replace('\n', "\n\n"), at * 2 + 3),
        _ => (text, at + 2),
    }
}

/// What must hold of a text whose `lines`, from 1, were changed.
fn holds(facts: &str, text: &str, lines: Range<usize>, is_plain: bool) -> Result<(), String> {
    let base = profile(&read(&whole(facts))).unwrap();
    let found = read(text);
    let is_told = found.told.iter().any(|line| lines.contains(line));
    let shown = || {
        let profile = profile(&found).map(|profile| format!("{profile:?}")).unwrap_or_default();
        let plain = text.replace("\r\n", "\n").replace('\r', "\n");
        let line = plain.lines().nth(lines.start - 1).unwrap_or_default();
        let value = line.split_once(':').map_or(line, |(_, value)| value);
        let profile = marks(&profile);
        // In brackets each value has its key before it.
        let parts = value.split(['{', '}', '[', ']', ',', '，']);
        let mut values = parts.filter_map(|part| part.rsplit(':').next()).map(marks);
        // A day is shown as what it says.
        let day = |value: &str| {
            let day = liuhao::date::parse_typed(value).ok()?;
            Some(marks(&format!("{day:?}")))
        };
        let is_in = |value: String| {
            profile.contains(&value) || day(&value).is_some_and(|day| profile.contains(&day))
        };
        !marks(value).is_empty() && values.all(is_in)
    };
    let is_same = profile(&found).as_ref() == Some(&base);
    let is_kept = is_same || is_told || !is_plain && shown();
    if !is_kept {
        return Err(format!("neither kept nor told\n{text}\n{:?}", found.faults));
    }
    // What is mended is what was read, and is mended once.
    let file = "a.md".into();
    if let Some(fixed) = fix::fix(&file, text.as_bytes()) {
        let after = profile(&read(&fixed.after));
        let before = profile(&found);
        // In titles and names marks are mended as in a text.
        let is_worded = fixed.counts.contains_key(&fix::Slip::Punctuation);
        let words = |profile: &Option<Profile>| marks(&format!("{profile:?}"));
        let is_kept = before == after || is_worded && words(&before) == words(&after);
        if before.is_some() && !is_kept {
            return Err(format!("mended to other facts\n{text}\n{}", fixed.after));
        }
        if fix::fix(&file, fixed.after.as_bytes()).is_some() {
            return Err(format!("mended twice\n{text}\n{}", fixed.after));
        }
    }
    Ok(())
}
