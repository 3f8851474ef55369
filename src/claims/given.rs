//! What stands around a title that a branch was given, and what it says of years and levels.
//!
//! Entry point: [`Around`].

use std::ops::Range;

use super::Doubt;
use super::clause::{clause_before, sentence_before};
use super::level::{
    active_giver, bare_giver, giver, givers, level_of, level_of_body, levels_in, praised, wide,
};
use super::text::Text;
use super::title::{Title, bare_lead};
use super::year::{of_clause, years as of_years};

/// Where a title stands.
pub(super) struct Place {
    pub(super) verb: Range<usize>,
    /// Which of several that have one verb, and of how many.
    pub(super) nth: usize,
    pub(super) of: usize,
}

impl Place {
    /// Of as many as there are titles, the one of this title; else all of them.
    pub(super) fn own<T: Copy>(&self, all: Vec<T>) -> Vec<T> {
        let is_each = self.of > 1 && all.len() == self.of;
        if is_each { vec![all[self.nth]] } else { all }
    }
}

/// A title, and what stands around it.
pub(super) struct Around<'t> {
    /// What stands between the verb and the title.
    lead: &'t str,
    pub(super) title: &'t str,
    /// What stands in brackets behind it.
    aside: &'t str,
    /// The verb: 荣获, 被评为.
    verb: &'t str,
    /// The sentence up to the verb, and its last clause.
    before: &'t str,
    clause: &'t str,
}

impl<'t> Around<'t> {
    pub(super) fn of(text: &Text<'t>, place: &Place, found: &Title) -> Self {
        let (verb, from) = (place.verb.start, place.verb.end);
        let part = |range: &Range<usize>| &text.prose[from + range.start..from + range.end];
        Self {
            lead: part(&found.lead),
            title: part(&found.range),
            aside: part(&found.aside),
            verb: &text.prose[verb..from],
            before: sentence_before(text.prose, verb),
            clause: clause_before(text.prose, verb),
        }
    }

    pub(super) fn years(&self, place: &Place) -> Vec<(i16, i16)> {
        // （2014）
        for years in [of_years(self.lead), of_years(self.aside), bracketed(self.aside)] {
            if !years.is_empty() {
                return years;
            }
        }
        // 去年全市“…”: another time than that of the one before.
        let is_near = ["今年", "去年", "前年", "上年"].iter().any(|word| self.lead.contains(word));
        if is_near { Vec::new() } else { place.own(of_clause(self.before)) }
    }

    /// The levels: the first of the places where one may stand that has any.
    pub(super) fn levels(&self, place: &Place, years: usize) -> Vec<&'t str> {
        let Self { lead, title, aside, clause, .. } = *self;
        let lead_alone = bare_lead(lead);
        let of_lead = || level_of(lead_alone).or_else(|| level_of_body(lead_alone));
        let of_aside = || level_of_body(aside.trim_matches(['（', '）', '(', ')', '原']));
        let ways: [&dyn Fn() -> Vec<&'t str>; 10] = [
            &|| levels_in(lead),
            &|| levels_in(aside),
            &|| of_lead().into_iter().collect(),
            &|| of_aside().into_iter().collect(),
            &|| levels_in(title),
            &|| wide(title).into_iter().collect(),
            &|| place.own(levels_in(clause)),
            &|| givers(clause, years),
            &|| self.chooser().into_iter().collect(),
            &|| self.giver().into_iter().collect(),
        ];
        ways.iter().map(|way| way()).find(|levels| !levels.is_empty()).unwrap_or_default()
    }

    /// 市教育局党组连续四年评选该支部为…
    fn chooser(&self) -> Option<&'t str> {
        if !["支部", "我们"].iter().any(|whom| self.verb.contains(whom)) {
            return None;
        }
        let is_date = |c: char| c.is_ascii_digit() || "年月".contains(c);
        let body = self.clause.trim_start_matches(is_date);
        let end = ["连续", "先后", "多次", "曾"].iter().filter_map(|word| body.find(word)).min();
        level_of_body(&body[..end.unwrap_or(body.len())])
    }

    fn giver(&self) -> Option<&'t str> {
        // What another part of the sentence says of who gave it holds there.
        let part = self.before.rsplit(['；', ';']).next().unwrap_or(self.before);
        let found = level_of(self.title).or_else(|| giver(self.clause)).or_else(|| giver(part));
        found.or_else(|| active_giver(self.clause)).or_else(|| praised(self.before))
    }

    pub(super) fn doubt(
        &self,
        is_unclear: bool,
        years: &[(i16, i16)],
        levels: &[&str],
    ) -> Option<Doubt> {
        let Self { lead, title, aside, clause, .. } = *self;
        let is_unclear = is_unclear
            || years.is_empty() && aside.contains(|c: char| c.is_ascii_digit())
            || levels.len() > 1 && years.len() > 1 && levels.len() != years.len();
        let is_levelless = levels.is_empty()
            && (is_authority_of_none(who(clause))
                || !has_no_level(&[clause, lead, title, aside])
                || [lead, aside, who(clause)].into_iter().any(names_place));
        match (is_unclear, is_levelless) {
            (true, _) => Some(Doubt::Unclear),
            (false, true) => Some(Doubt::Level),
            (false, false) => None,
        }
    }
}

/// Years alone in brackets: （2014）, （2019、2021）.
fn bracketed(aside: &str) -> Vec<(i16, i16)> {
    let inner = aside.trim_matches(['（', '）', '(', ')', ' ']);
    let years: Option<Vec<i16>> = inner
        .split(['、', '，', ',', ' '])
        .map(|year| year.parse().ok().filter(|year| (1921..=2199).contains(year)))
        .collect();
    years.unwrap_or_default().into_iter().map(|year| (year, year)).collect()
}

/// Whether words name a giver that has no level: a firm, a school, a street, the own house.
fn has_no_level(words: &[&str]) -> bool {
    const HOUSES: [&str; 26] = [
        "公司", "集团", "厂", "校", "院", "大学", "街道", "社区", "矿", "所", "段", "站", "局",
        "机关", "单位", "中心", "场", "总部", "分行", "支行", "馆", "台", "系统", "直属", "工委",
        "上级",
    ];
    words.iter().any(|words| HOUSES.iter().any(|house| words.contains(house)))
}

/// Whether an authority is named of which no level was read: 被某某总局. A firm, a school, a street have none.
fn is_authority_of_none(clause: &str) -> bool {
    const BELOW: [&str; 24] = [
        "公司",
        "集团",
        "厂",
        "校",
        "院",
        "大学",
        "街道",
        "社区",
        "矿",
        "所",
        "段",
        "站",
        "局党",
        "局机关",
        "机关党委",
        "单位",
        "中心",
        "场",
        "团",
        "师",
        "行",
        "馆",
        "台",
        "上级",
    ];
    let giver = bare_giver(clause.strip_prefix('被').unwrap_or(clause));
    let is_named = clause.starts_with('被') || giver.len() == clause.len();
    is_named
        && giver.chars().count() >= 3
        && giver.ends_with(['局', '部', '厅', '委'])
        && !giver.ends_with("支部")
        && !BELOW.iter().any(|word| giver.contains(word))
}

/// Who honours, in a clause: behind 被, else all of it.
fn who(clause: &str) -> &str {
    clause.rfind('被').map_or(clause, |at| &clause[at..])
}

/// Whether words name a place of which no level was read.
fn names_place(words: &str) -> bool {
    let words = ["社区", "小区", "园区", "校区", "学区", "街道", "城市", "矿区", "支部"]
        .iter()
        .fold(words.to_owned(), |words, word| words.replace(word, ""));
    words.contains(['省', '市', '县', '区', '州', '旗', '盟'])
        || ["全国", "国家", "中央"].iter().any(|word| words.contains(word))
}
