//! The parts of one honour as people write them: when, by whom, of which level, what.
//!
//! Entry point: [`Piece::of`]. 2023年7月被县委评为县级“六好”党支部, “示范党支部”（县级，2023年）, 连续三年县级“六好”党支部.
//! How often it was given (连续三年) stays in the title, unless the years beside it say the same.

use std::cmp::Reverse;

use crate::claims::{is_authority, level_of_body};
use crate::parse::body::forms::is_han;
use crate::parse::profile::Honour;
use crate::parse::profile::award_year::{
    Years, bare_year, bracketed_years, with_plain_year, year, years_behind, years_in_front,
};
use crate::parse::profile::list::{MARKS, parts};
use crate::parse::profile::tier::{Levels, tier_in_front};

/// A part of a phrase: `2023年度`, `县级`, a name.
#[derive(Clone, Default)]
pub(super) struct Piece<'t> {
    pub years: Option<Years>,
    pub batch: Option<&'t str>,
    pub level: Option<&'t str>,
    pub by: Option<&'t str>,
    pub title: &'t str,
    /// How often it was given, and the phrase that says so.
    times: Option<Times<'t>>,
    is_awarded: bool,
}

/// 连续三年…: how many, where they are years, and the words from there on.
type Times<'t> = (Option<u32>, &'t str);

/// What an award is told with; of those that begin alike, the longest counts.
const AWARDED: [&str; 20] = [
    "命名表彰为",
    "被授予",
    "命名为",
    "评选为",
    "评定为",
    "认定为",
    "确定为",
    "表彰为",
    "获评为",
    "评为",
    "授予",
    "颁发",
    "荣获",
    "荣膺",
    "获评",
    "获颁",
    "获得",
    "命名",
    "表彰",
    "获",
];

/// Words before the verb that say nothing of the honour.
const ADVERBS: [&str; 13] =
    ["先后", "分别", "联合", "共同", "正式", "光荣", "同时", "曾", "又", "还", "也", "均", "再"];

/// What a branch is called beside the verb.
const BRANCH: [&str; 6] = ["该支部", "我支部", "本支部", "党支部", "支部", "其"];

/// Marks of a name, behind which no verb is looked for.
const QUOTES: [char; 4] = ['“', '《', '「', '"'];

/// How the names of honours end.
const ENDS: [&str; 20] = [
    "党支部",
    "党组织",
    "党总支",
    "集体",
    "个人",
    "单位",
    "奖",
    "称号",
    "标兵",
    "模范",
    "团队",
    "示范点",
    "品牌",
    "案例",
    "能手",
    "之家",
    "基地",
    "党员",
    "家庭",
    "奖状",
];

impl<'t> Piece<'t> {
    pub(super) fn of(text: &'t str, levels: Levels<'_>) -> Self {
        let mut piece = Self::default();
        // 县委组织部颁发 behind a name
        if let Some(giver) = giver_alone(text.trim()) {
            let level = level_of_body(giver).filter(|level| (levels.is_listed)(level));
            return Self { by: Some(giver), level, ..piece };
        }
        let rest = piece.take_behind(text.trim(), levels);
        let rest = piece.take_front(rest, levels);
        piece.title = rest;
        if let (true, Some((name, "称号" | "荣誉称号" | "荣誉"))) =
            (rest.starts_with('“'), rest.rsplit_once('”'))
        {
            piece.title = &rest[..name.len() + '”'.len_utf8()];
        }
        let is_bare = piece.years.is_none() || piece.by.is_some();
        if piece.title.is_empty() && piece.level.is_none() && piece.is_awarded && is_bare {
            return Self { title: text.trim(), ..Self::default() };
        }
        let giver = piece.by.and_then(level_of_body);
        piece.level = piece.level.or(giver.filter(|level| (levels.is_listed)(level)));
        piece
    }

    /// The same with what stands in front of it.
    pub(super) fn behind(&self, front: &Self) -> Self {
        Self {
            years: front.years.or(self.years),
            batch: front.batch.or(self.batch),
            level: front.level.or(self.level),
            by: front.by.or(self.by),
            ..self.clone()
        }
    }

    /// Whether it is an honour of its own, or in front of one.
    pub(super) fn can_stand(&self) -> bool {
        let is_front = self.years.is_some() || self.level.is_some() || self.is_awarded;
        is_front || ENDS.iter().any(|end| self.title.trim_end_matches('”').ends_with(end))
    }

    /// The honour, the `before` of its phrase handed in; of `count` years its title is one.
    pub(super) fn honour(&self, before: Option<&Honour>, count: usize) -> Honour {
        let before_year = before.and_then(|honour| honour.years);
        let before_level = before.and_then(|honour| honour.level.clone());
        let level = self.level.map(Box::from);
        let has_year = self.years.is_some();
        let span = self.years.map_or(0, |(first, last)| last.abs_diff(first) + 1);
        let is_told = |times: u32| times == u32::from(span) || u32::try_from(count) == Ok(times);
        // What the years do not say stays as it was written.
        let untold = self.times.filter(|(times, _)| !(has_year && times.is_some_and(is_told)));
        let named = untold.map_or(self.title, |(_, words)| words);
        Honour {
            // A level alone is the name of what was awarded.
            title: if named.is_empty() { self.level.unwrap_or_default() } else { named }.into(),
            level: level.or(before_level.filter(|_| !has_year)),
            years: self.years.or(before_year.filter(|_| self.batch.is_none())),
            batch: self.batch.map(Box::from),
            by: self.by.filter(|_| untold.is_none()).map(Box::from),
        }
    }

    /// Takes what stands before the name, in any order.
    fn take_front(&mut self, text: &'t str, levels: Levels<'_>) -> &'t str {
        let mut rest = text.trim_start();
        loop {
            let before = rest.len();
            rest = self.take_years(rest);
            rest = self.take_times(rest);
            rest = self.take_award(rest);
            rest = self.take_level(rest, levels).trim_start();
            if rest.len() == before {
                return rest;
            }
        }
    }

    fn take_years(&mut self, text: &'t str) -> &'t str {
        if self.years.is_some() {
            return text;
        }
        let bracketed = || {
            let inner = text.strip_prefix(['（', '('])?;
            let (years, rest) = inner.split_once(['）', ')'])?;
            Some((bracketed_years(years)?, rest)).filter(|_| self.level.is_some())
        };
        let found = years_in_front(text).or_else(bracketed);
        let found = found.or_else(|| bare_year(text).map(|year| ((year, year), "")));
        // 2023：县级先进党支部
        let with_colon = || {
            let (year, rest) = year(text)?;
            Some(((year, year), rest.trim_start().strip_prefix(['：', ':'])?))
        };
        let found = found.or_else(with_colon);
        self.years = found.map(|(years, _)| years);
        found.map_or(text, |(_, rest)| rest.trim_start_matches([' ', '\u{3000}', '：', ':']))
    }

    fn take_times(&mut self, text: &'t str) -> &'t str {
        let Some((times, rest)) = times_in_front(text) else { return text };
        self.times = self.times.or(Some((times, text)));
        rest
    }

    /// Takes the verb and who gave it: 被县委评为, 县委组织部授予的.
    fn take_award(&mut self, text: &'t str) -> &'t str {
        if self.is_awarded && self.by.is_none() && self.level.is_none() {
            // 获县委“先进党支部”称号
            let quoted = text.find('“').filter(|at| is_authority(&text[..*at]));
            if let Some(at) = quoted.filter(|at| *at > 0) {
                self.by = Some(&text[..at]);
                return &text[at..];
            }
        }
        let Some((front, behind)) = at_verb(text) else { return text };
        let bare = front.trim().trim_start_matches("并");
        let bare = BRANCH.iter().find_map(|whom| bare.strip_prefix(whom)).unwrap_or(bare);
        let giver = bare
            .strip_prefix(['被', '经', '由', '受', '获'])
            .map(|giver| giver.strip_prefix('到').unwrap_or(giver));
        let (is_passive, giver) = (giver.is_some(), giver.unwrap_or(bare));
        let mut own = self.clone();
        let Some(giver) = own.giver(giver, text) else { return text };
        // 甲支部荣获: who stands before such a verb was given it.
        let is_giver = is_passive && giver.chars().count() <= 40
            || is_authority(giver) && !giver.ends_with("支部") && !receives(&text[front.len()..]);
        if !giver.is_empty() && (!is_giver || giver.contains(['，', '。', '；', '：'])) {
            return text;
        }
        own.by = own.by.or(Some(giver).filter(|giver| !giver.is_empty()));
        own.is_awarded = true;
        *self = own;
        behind
    }

    /// The giver without when and how often: 县委2023年, 县委连续三年, 先后. None where more than that is said.
    fn giver(&mut self, front: &'t str, text: &'t str) -> Option<&'t str> {
        let words = ADVERBS.iter().copied().chain(["连续", "多次", "连年", "屡次"]);
        let word = words.filter_map(|word| front.find(word)).min();
        let year = front.char_indices().find(|(at, _)| year(&front[*at..]).is_some());
        let at = word.into_iter().chain(year.map(|(at, _)| at)).min().unwrap_or(front.len());
        let (giver, mut rest) = front.split_at(at);
        while !rest.is_empty() {
            let before = rest.len();
            if let Some((times, behind)) = times_in_front(rest) {
                self.times = self.times.or(Some((times, text)));
                rest = behind;
            }
            rest = self.take_years(rest);
            rest = ADVERBS.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
            if rest.len() == before {
                return None;
            }
        }
        Some(giver.trim())
    }

    /// Takes the level, and before it the batch: 第三批市级…; 第三批示范党支部 is a name.
    fn take_level(&mut self, text: &'t str, levels: Levels<'_>) -> &'t str {
        if self.level.is_some() {
            return text;
        }
        let batch = batch_in_front(text).filter(|(_, rest)| (levels.front)(rest).is_some());
        let (batch, rest) = batch.map_or((None, text), |(batch, rest)| (Some(batch), rest));
        self.batch = self.batch.or(batch);
        let Some((level, rest)) = (levels.front)(rest) else { return rest };
        self.level = Some(level);
        rest
    }

    /// Takes what stands behind the name: （县级，2023年）, 2023年度, 县级.
    fn take_behind(&mut self, text: &'t str, levels: Levels<'_>) -> &'t str {
        let mut rest = text;
        while let Some((before, own)) = self.aside(rest, levels) {
            rest = before;
            *self = own;
        }
        match years_behind(rest).filter(|_| self.years.is_none()) {
            Some((years, before)) => {
                self.years = Some(years);
                before.trim_end()
            }
            None => rest,
        }
    }

    /// What stands before the last bracket or blank of a text, where all behind it is understood.
    fn aside(&self, text: &'t str, levels: Levels<'_>) -> Option<(&'t str, Self)> {
        let inside = text.strip_suffix(['）', ')']);
        let (before, aside) = match inside {
            Some(inside) => inside.rsplit_once(['（', '('])?,
            None => text
                .rsplit_once(|c: char| c.is_whitespace() || "|｜/".contains(c))
                .or_else(|| text.rfind('”').map(|at| text.split_at(at + '”'.len_utf8())))?,
        };
        let mut own = self.clone();
        let all = parts(aside, &MARKS);
        let mut words = all.iter().flat_map(|part| part.split_whitespace()).peekable();
        words.peek()?;
        let before = before.trim_end_matches(|c: char| c.is_whitespace() || "|｜/".contains(c));
        let is_name = before.contains(is_han)
            && (levels.front)(before).is_none_or(|(_, name)| !name.is_empty())
            && years_in_front(before).is_none_or(|(_, name)| !name.is_empty());
        let is_understood = words.all(|word| own.take_word(word, levels, inside.is_some()));
        (is_name && is_understood).then_some((before, own))
    }

    /// Takes one word of an aside: a year, a level, a batch, in brackets who gave it.
    fn take_word(&mut self, word: &'t str, levels: Levels<'_>, is_bracketed: bool) -> bool {
        let (years, rest) = match bracketed_years(word) {
            Some(years) => (Some(years), ""),
            None => years_in_front(word).map_or((None, word), |(years, rest)| (Some(years), rest)),
        };
        if years.is_some() && self.years.is_some() {
            return false;
        }
        self.years = self.years.or(years);
        if rest.is_empty() {
            return years.is_some();
        }
        if let Some((level, "")) = (levels.front)(rest) {
            let is_first = self.level.is_none();
            self.level = self.level.or(Some(level));
            return is_first;
        }
        if let Some((batch, "")) = batch_in_front(rest) {
            let is_first = self.batch.is_none();
            self.batch = self.batch.or(Some(batch));
            return is_first;
        }
        let verbs = ["颁发", "授予", "表彰", "命名", "评选", "评定"];
        let without_verb = verbs.iter().find_map(|verb| rest.strip_suffix(verb));
        let giver = without_verb.unwrap_or(rest);
        let is_named = without_verb.is_some() || level_of_body(giver).is_some();
        let is_giver = is_bracketed && self.by.is_none() && is_named && is_authority(giver);
        self.by = self.by.or(Some(giver).filter(|_| is_giver));
        is_giver
    }
}

/// Who gives, where a part of a phrase says no more: 示例县委组织部颁发.
fn giver_alone(text: &str) -> Option<&str> {
    let giver = ["颁发", "授予", "命名", "表彰"].iter().find_map(|verb| text.strip_suffix(verb))?;
    let giver = giver.trim_start_matches('由');
    let is_more = giver.contains(|c: char| c == '被' || c.is_numeric());
    (!is_more && is_authority(giver) && level_of_body(giver).is_some()).then_some(giver)
}

/// Whether a part of a phrase names one who gives, and the next one goes on with it: 2023年被县委 before 县政府评为….
pub(super) fn is_open(part: &str, next: &str) -> bool {
    let plain = with_plain_year(part);
    let rest = years_in_front(&plain).map_or(&*plain, |(_, rest)| rest).trim();
    let passive = rest.strip_prefix(['被', '经', '由', '受', '获']);
    let is_giver =
        passive.map_or(is_authority(rest) && level_of_body(rest).is_some(), is_authority);
    is_giver && at_verb(rest).is_none_or(|(front, _)| front.is_empty()) && at_verb(next).is_some()
}

/// What stands before the verb of a phrase, and what behind it. 获奖 begins a name.
fn at_verb(text: &str) -> Option<(&str, &str)> {
    let end = text.find(QUOTES).unwrap_or(text.len());
    let all = AWARDED.iter().flat_map(|verb| text[..end].match_indices(verb));
    let all = all.filter(|(at, verb)| *verb != "获" || !text[at + verb.len()..].starts_with('奖'));
    let (at, verb) = all.min_by_key(|(at, verb)| (*at, Reverse(verb.len())))?;
    let behind = text[at + verb.len()..].trim_start_matches(['了', '的', '予', '：', ':', ' ']);
    let to = BRANCH.iter().find_map(|whom| behind.strip_prefix(whom));
    let to = to.filter(|rest| rest.starts_with(['为', '“']) || rest.get(..6).is_some_and(is_tier));
    let behind = to.unwrap_or(behind);
    Some((&text[..at], behind.strip_prefix('为').unwrap_or(behind).trim_start()))
}

/// Whether a text begins with a verb of who was given something: 荣获, 获评.
fn receives(text: &str) -> bool {
    text.starts_with(['获', '荣']) || text.starts_with("被授予")
}

fn is_tier(text: &str) -> bool {
    tier_in_front(text).is_some()
}

/// 连续三年, 先后3次, 多次 in front of a text: how many, where they are years, and what follows.
fn times_in_front(text: &str) -> Option<(Option<u32>, &str)> {
    if let Some(rest) =
        ["多次", "连年", "屡次", "蝉联", "再次"].iter().find_map(|word| text.strip_prefix(word))
    {
        return Some((None, rest));
    }
    let rest = ["连续", "先后", "累计"].iter().find_map(|word| text.strip_prefix(word))?;
    let end = rest.find(|c: char| !"0123456789一二两三四五六七八九十".contains(c))?;
    let (number, rest) = rest.split_at(end);
    let number = match number {
        "两" => 2,
        "十" => 10,
        _ => number.parse().ok().or_else(|| {
            let at = "一二三四五六七八九".chars().position(|c| number == c.to_string())?;
            u32::try_from(at + 1).ok()
        })?,
    };
    let unit = rest.chars().next().filter(|c| "年次届度".contains(*c))?;
    Some(((unit == '年').then_some(number), &rest[unit.len_utf8()..]))
}

/// `第三批` in front of a text, and the rest.
fn batch_in_front(text: &str) -> Option<(&str, &str)> {
    let end = text.strip_prefix('第')?.find('批').filter(|end| *end <= 9)?;
    Some(text.split_at("第".len() + end + "批".len()))
}
