//! Of which time a number is: 2023年以来, 今年上半年, 三年累计, 2019年5月 at the head of a line.
//!
//! Entry point: [`of`]. A time holds in its sentence; what the sentence before says is not sure to go on.

use super::clause::{clause_before, clause_behind, is_han, paragraph_before, sentence_before};
use super::verbs::NAMING;
use crate::date;
use crate::quantity::{self, UnitKind};

/// What opens a window of time, up to 以来 or 来.
const WINDOWS: [&str; 17] = [
    "年里",
    "年下来",
    "这两年",
    "这三年",
    "到现在",
    "以来",
    "年来",
    "年多来",
    "年起",
    "年间",
    "至今",
    "今年",
    "去年",
    "前年",
    "上半年",
    "下半年",
    "期间",
];
/// Windows of two characters.
const NOW: [&str; 3] = ["今年", "去年", "前年"];
/// What may follow 今年 as its own part.
const SEASONS: [&str; 19] = [
    "一年",
    "以来",
    "上半年",
    "下半年",
    "前三季度",
    "第一季度",
    "第二季度",
    "第三季度",
    "第四季度",
    "春节",
    "汛期",
    "春天",
    "夏天",
    "秋天",
    "冬天",
    "春耕",
    "秋收",
    "年底",
    "年初",
];

/// 2023年以来 of the sentence. What the sentence before it says is not sure to go on.
pub(super) fn of(prose: &str, number: usize) -> Option<String> {
    let text = sentence_before(prose, number);
    let word = WINDOWS.iter().filter_map(|word| Some((text.rfind(word)?, word.len()))).max();
    let Some((at, length)) = word.max(near_years(text)) else {
        return span(text)
            .or_else(|| dated_line(paragraph_before(prose, number)))
            .or_else(|| year(text))
            .or_else(|| bare_years(text));
    };
    // 春节期间走访26户；…，全年看望9人次: of another time.
    if text[at..].contains("，全年") || text[at..].contains("；全年") {
        return None;
    }
    let end = at + length;
    if let Some(now) = NOW.iter().find(|now| text[at..].starts_with(**now)) {
        // 去年发现隐患73处；还有一支…: of another team.
        let part = text[at..].rsplit_once(['；', ';']).map_or("", |(_, part)| part.trim_start());
        if ["一支", "还有", "另一", "另有", "一个叫", "再一"]
            .iter()
            .any(|word| part.starts_with(word))
        {
            return None;
        }
        // 到今年6月已经开了406次, 截至去年底: all up to then.
        if ["到", "截至", "截止"].iter().any(|word| text[..at].ends_with(word)) {
            return None;
        }
        return Some(text[at..end + season(&text[at + now.len()..])].to_owned());
    }
    // 去年一年，: the rest of its clause belongs to it.
    let rest = clause_behind(text, end);
    let is_rest = rest.chars().count() <= 2 && end + rest.len() < text.len();
    let end = if is_rest { end + rest.len() } else { end };
    let clause = clause_before(text, end);
    // 飞线充电……2019年以来
    let clause = clause.rsplit(['…', '—', ' ']).next().unwrap_or(clause).trim();
    let clause = clause.rsplit('】').next().unwrap_or(clause);
    // “看云，看鸟。”近十年
    let clause = clause.trim_start_matches(['”', '’', '）']);
    // “老法官调解室”自2018年设立以来: behind who it is said of.
    let clause = clause.rfind("”自").map_or(clause, |at| &clause[at + '”'.len_utf8()..]);
    // “渔家互助会”成立以来
    let whose = clause.strip_prefix('“').and_then(|rest| rest.split_once('”'));
    let clause = whose.map_or(clause, |(_, when)| when);
    // 项目自2017年启动以来
    let clause =
        clause.rfind("自2").or_else(|| clause.rfind("自1")).map_or(clause, |at| &clause[at..]);
    let clause =
        clause.strip_prefix("支部").filter(|rest| rest.starts_with('这')).unwrap_or(clause);
    let is_until = ["截至", "截止", "到"].iter().any(|word| clause.starts_with(word));
    // 大舞台到现在办了312期: since when is not said.
    let is_open = ["到现在", "至今"].iter().any(|word| clause.ends_with(word))
        && !clause.starts_with(['从', '自', '由'])
        && !clause.contains(['年', '月', '代', '来', '后']);
    if is_open {
        return since_year(&text[..at]);
    }
    let length = clause.chars().count();
    ((3..=12).contains(&length) || NOW.contains(&clause))
        .then(|| clause.to_owned())
        .filter(|_| !is_until)
}

/// 2017年起，支部实行包干，至今巡查1.6万余次: the clause of the sentence that says since when.
fn since_year(before: &str) -> Option<String> {
    let mut clauses = before.split(['，', ',']).map(str::trim);
    let clause = clauses.rfind(|clause| {
        let bare = clause.trim_start_matches(['自', '从']);
        let ends = ["年起", "月起", "年以来", "月以来", "年开始", "月开始"];
        bare.get(..4).is_some_and(is_year)
            && ends.iter().any(|end| bare.ends_with(end))
            && (5..=12).contains(&bare.chars().count())
    });
    clause.map(str::to_owned)
}

/// The last 近三年 of a text: where, and how long.
fn near_years(text: &str) -> Option<(usize, usize)> {
    let at = text.rfind('近')?;
    let behind = &text[at + '近'.len_utf8()..];
    let years = quantity::scan(behind).next()?;
    let is_window = years.range.start == 0 && years.quantity.unit() == "年";
    let end = years.range.end;
    let end = if behind[end..].starts_with('来') { end + '来'.len_utf8() } else { end };
    is_window.then_some((at, '近'.len_utf8() + end))
}

/// 2022年至2024年 or 从2012年到2024年, a clause of its own.
fn span(text: &str) -> Option<String> {
    let mut clauses = text.split(['，', ',']).map(str::trim);
    // “老兵国防讲堂”自2015年开讲，走进学校宣讲368场
    let begun = text.split(['，', ',']).rev().skip(1).find_map(|clause| {
        let at = clause.rfind('自').filter(|at| clause[..*at].ends_with('”') || *at == 0)?;
        let (year, verb) = clause[at + '自'.len_utf8()..].split_once('年')?;
        (is_year(year) && (1..=4).contains(&verb.chars().count())).then(|| clause[at..].to_owned())
    });
    if begun.is_some() {
        return begun;
    }
    let clause = clauses.rfind(|clause| {
        let years = clause.strip_suffix('年').unwrap_or_default().trim_start_matches(['从', '自']);
        let ends = years.split_once(['至', '到', '-', '—', '～']);
        ends.is_some_and(|(first, last)| is_year(first.trim_end_matches('年')) && is_year(last))
    });
    clause.map(str::to_owned)
}

/// 2023年，组织集中学习22次 and 2023年理发1100人次: the year right before what was done.
fn year(text: &str) -> Option<String> {
    let clause = clause_before(text, text.len());
    let before = text[..text.len() - clause.len()].trim_end_matches(['，', ',']);
    let last = clause_before(before, before.len()).trim();
    let clause = alone(clause);
    let own = lead_year(clause).map(|(year, _)| year);
    // 2020年，宣讲团录制的短视频播放53万次: the year is of the video.
    let is_done = NAMING.iter().any(|verb| verb.chars().count() >= 2 && clause.starts_with(verb));
    let alone = last.strip_suffix('年').filter(|_| is_done);
    // 2023年，他们累计巡河412次，清理漂浮物15吨: the year that opens the sentence is of all of it.
    let mut clauses = text.split(['，', ',']).map(str::trim);
    let first = clauses.next().and_then(|clause| clause.strip_suffix('年'));
    let opens = clauses.next().is_some_and(|next| {
        let words = ["他们", "支部", "党员们", "老党员们", "大家", "累计", "共", "先后", "全年"];
        words.iter().chain(&NAMING).any(|word| word.chars().count() >= 2 && next.starts_with(word))
    });
    own.or(alone)
        .or(first.filter(|_| opens))
        .or_else(|| counted_year(text))
        .filter(|year| is_year(year.split(['年', '至']).next().unwrap_or(year)))
        .map(|year| format!("{year}年"))
}

/// The year or the years that a clause begins with, without the last 年, and what follows: 2023年, 2019年至2024年.
fn lead_year(clause: &str) -> Option<(&str, &str)> {
    let (year, rest) = clause.split_once('年')?;
    let last = rest.strip_prefix(['至', '到', '-', '—']).and_then(|rest| rest.split_once('年'));
    match last {
        Some((last, behind)) if is_year(last) => {
            let end = clause.len() - behind.len() - '年'.len_utf8();
            Some((&clause[..end], behind))
        }
        Some(_) | None => Some((year, rest)),
    }
}

/// 2023年参加比赛9次，获奖6项；慰问15人次: the last year that opens a clause with a number of its own goes on.
fn counted_year(text: &str) -> Option<&str> {
    let mut clauses = text.rsplit(['，', ',', '；', '：', ':']).map(str::trim);
    clauses.find_map(|clause| {
        let (year, rest) = lead_year(alone(clause))?;
        let has_count = || {
            quantity::scan(rest).any(|one| match one.quantity.kind() {
                UnitKind::Count | UnitKind::Visits | UnitKind::Measure | UnitKind::Money => true,
                UnitKind::People
                | UnitKind::Share
                | UnitKind::Time
                | UnitKind::Age
                | UnitKind::Bare => false,
            })
        };
        let is_day = rest
            .split(|c: char| !c.is_ascii_digit())
            .next()
            .is_some_and(|day| rest[day.len()..].starts_with('月'));
        (year.get(..4).is_some_and(is_year) && !is_day && has_count()).then_some(year)
    })
}

/// 仅2023年就检修460台: a clause without what says that no other time is counted.
fn alone(clause: &str) -> &str {
    let clause = clause.trim_start();
    let words = ["仅仅", "仅", "单是", "光是", "单", "光"];
    words.iter().find_map(|word| clause.strip_prefix(word)).unwrap_or(clause)
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())
}

/// How long the part of a year is that stands right behind 今年: 汛期, 1—8月, 截至10月.
fn season(behind: &str) -> usize {
    if let Some(word) = SEASONS.iter().find(|word| behind.starts_with(**word)) {
        return word.len();
    }
    let months = behind.find('月').map(|at| &behind[..at + '月'.len_utf8()]);
    let is_months = |text: &&str| {
        let text =
            text.trim_start_matches("截至").trim_start_matches("截止").trim_end_matches('月');
        !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || "-—至到～月".contains(c))
    };
    months.filter(is_months).map_or(0, str::len)
}

/// 三年累计募集, 八年共讲, 六年供餐: how long, at the head of a clause and right before what was done.
fn bare_years(text: &str) -> Option<String> {
    let part = text.rsplit('；').next().unwrap_or(text);
    let clauses = part.rsplit(['，', ',']);
    clauses.map(str::trim_start).find_map(|clause| {
        if ["疫情三年", "抗疫三年"].contains(&clause.trim_end()) {
            return Some(clause.trim_end().to_owned());
        }
        let years = quantity::scan(clause).next()?;
        let rest = &clause[years.range.end..];
        // 三年级, 八年如一日, 三年困难时期, 五年多
        let is_other = rest.starts_with(|c: char| {
            !is_han(c) || "来前后间内里多的以级制度代如一初中末困".contains(c)
        });
        let is_window = years.range.start == 0 && years.quantity.unit() == "年" && !is_other;
        (is_window && years.quantity.exact_whole().is_some_and(|years| (2..=60).contains(&years)))
            .then(|| clause[years.range].to_owned())
    })
}

/// 2019年5月　建成…: a line of a chronicle is of its day.
fn dated_line(line: &str) -> Option<String> {
    let (_, end) = date::parse_prefix(line)?;
    line[end..].starts_with(['　', ' ', '\t', '：', ':']).then(|| line[..end].to_owned())
}
