//! A team inside a branch or beside it (宣讲队, 志愿服务队, 艺术团, 书画社, 调解室): what one is called, what its members are
//! called, and whether a number is of one. A team has members, women and an average age of its own, and none of them is the
//! branch's.
//!
//! Entry points: [`Teams`] for a number behind others, [`counts`] for the words right before a number, [`ends_with_team`] and
//! [`names_team`] for words alone. The one list of words for a team stands here. A house in the name of a branch
//! (示例县文工团离退休干部党支部) is none, and neither is one that is only told of (支部组建了3支志愿服务队，平均年龄71岁).

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::clause::{clause_before, is_han, item_before, item_behind, sentence_before};
use super::text::{Text, is_head, strip_any};
use super::{Claim, Doubt, What};
use crate::quantity::{Found, UnitKind};

/// With what the name of a team ends. The last ones are houses as well, which only have members where the text says so.
const ENDS: [&str; 20] = [
    "队",
    "团",
    "社",
    "班",
    "组",
    "协会",
    "学会",
    "研究会",
    "联谊会",
    "理事会",
    "促进会",
    "互助会",
    "关工委",
    "俱乐部",
    "沙龙",
    "室",
    "大学",
    "学堂",
    "讲堂",
    "食堂",
];
/// How many of [`ENDS`] are houses as well.
const HOUSES: usize = 5;
/// What those of a team are called. 成员 may be those of a branch.
const MEMBERS: [&str; 23] = [
    "队员",
    "团员",
    "社员",
    "会员",
    "学员",
    "组员",
    "志愿者",
    "宣讲员",
    "调解员",
    "讲解员",
    "辅导员",
    "巡逻员",
    "巡护员",
    "网格员",
    "监督员",
    "信息员",
    "联络员",
    "宣传员",
    "服务员",
    "讲师",
    "教员",
    "演员",
    "理事",
];
/// What stands right behind one of [`ENDS`] where it ends no name: 团结, 社区, 班子, 组织, 队伍, 队长.
const LONGER: [&str; 36] = [
    "结", "聚", "圆", "委", "支部", "总支", "长", "伍", "旗", "区", "会", "科", "保", "交", "员",
    "子", "级", "车", "织", "成", "建", "合", "外", "内外", "内有", "生", "点", "位", "岗", "立",
    "体", "课", "名", "龄", "购", "团圆",
];
/// What stands right before one of [`ENDS`] where it ends no name of a team.
const NO_NAMES: [&str; 24] = [
    "党小", "部", "军", "集", "公", "是", "在", "的", "了", "到", "从", "和", "与", "及", "进",
    "回", "给", "把", "被", "为", "上", "下", "车", "教",
];
/// What may stand between a team and how many it has.
const SINCE: [&str; 12] = [
    "每天出动",
    "每次出动",
    "每天",
    "目前已",
    "目前",
    "如今已",
    "如今",
    "现在",
    "成立时",
    "常年",
    "一",
    "总",
];
/// What counts the members of a team right behind its name, longer words first.
const COUNTED: [&str; 16] = [
    "现有", "共有", "拥有", "共计", "已有", "仅有", "只有", "设有", "吸纳", "吸收", "有", "共",
    "由", "设", "达", "计",
];
/// Among whom.
const AMONG: [&str; 6] = ["当中", "里面", "里", "中", "内", "全体"];
/// What makes a team: behind it the sentence goes on with those in it.
const MAKING: [&str; 13] = [
    "组建", "成立", "组织", "建立", "办起", "建起", "组成", "牵头", "依托", "创办", "拉起", "发起",
    "创建",
];

/// How many numbers of a clause are looked at.
const LAST: usize = 4;
/// How many clauses before a number are looked at: a sentence that lists without end is read in time linear in it.
const CLAUSES: usize = 24;

/// [`ENDS`], found in one pass.
static NAMES: LazyLock<AhoCorasick> =
    LazyLock::new(|| AhoCorasick::new(ENDS).expect("a few words make a small automaton"));

/// Of whom a clause speaks, by what it names last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    Branch,
    Team,
}

/// A text whose members have been counted: what was counted last says whose a number is.
pub(super) struct Teams<'t> {
    text: &'t Text<'t>,
    /// Where the members of the branch are counted, in order.
    totals: Vec<usize>,
}

impl<'t> Teams<'t> {
    pub(super) fn new(text: &'t Text<'t>, known: &[Claim]) -> Self {
        let is_total = |claim: &&Claim| {
            matches!(claim.what, What::Total(_))
                && matches!(claim.doubt, None | Some(Doubt::Alone | Doubt::Then))
        };
        let mut totals: Vec<usize> =
            known.iter().filter(is_total).map(|claim| claim.range.start).collect();
        totals.sort_unstable();
        Self { text, totals }
    }

    /// Whether what stands at byte `at` is said of a team: 宣讲队有队员12人，女党员4名.
    pub(super) fn has(&self, at: usize) -> bool {
        let prose = self.text.prose;
        let sentence = sentence_before(prose, at);
        let start = at - sentence.len();
        if let Some(whose) = self.whose(start, at) {
            return whose == Whose::Team;
        }
        // 合唱团现有团员38名。平均年龄67岁: the sentence before has counted them.
        let before = prose[..start].trim_end_matches(['。', '！', '？', '!', '?']);
        if before.len() == start || sentence.contains("支部") {
            return false;
        }
        let last = sentence_before(prose, before.len());
        self.whose(before.len() - last.len(), before.len()) == Some(Whose::Team)
            && self
                .text
                .people_from(before.len() - last.len())
                .next()
                .is_some_and(|one| one.range.end <= before.len())
    }

    /// Of whom a stretch of a sentence speaks at its end: the last of its clauses that says so.
    fn whose(&self, start: usize, end: usize) -> Option<Whose> {
        let mut end = end;
        for _ in 0..CLAUSES {
            let from = (end - clause_before(self.text.prose, end).len()).max(start);
            if let Some(whose) = self.of_clause(from..end) {
                return Some(whose);
            }
            let before = self.text.prose[..from].chars().next_back().map_or(0, char::len_utf8);
            end = from.checked_sub(before).filter(|end| *end > start)?;
        }
        None
    }

    fn of_clause(&self, clause: Range<usize>) -> Option<Whose> {
        let words = &self.text.prose[clause.clone()];
        let total = self.totals.partition_point(|at| *at < clause.end).checked_sub(1);
        let total = total.map(|last| self.totals[last]).filter(|at| *at >= clause.start);
        let team = self.team(&clause).max(self.counted_members(&clause));
        let branch = words.rfind("支部").map(|at| clause.start + at);
        // 研究会会员中有支部党员12名: the branch is told of within a team.
        let is_within = |at: &usize| {
            team.is_some_and(|team| team < *at)
                && self.text.prose[..*at].ends_with(['有', '中', '里'])
        };
        let ours = total.max(branch.filter(|at| !is_within(at)));
        match (ours, team) {
            (None, None) => None,
            (ours, team) if ours < team => Some(Whose::Team),
            _ => Some(Whose::Branch),
        }
    }

    /// Where the last team of a clause stands that the clause tells of.
    fn team(&self, clause: &Range<usize>) -> Option<usize> {
        let words = &self.text.prose[clause.clone()];
        // The number itself stands behind its words.
        let last = self.text.found.partition_point(|one| one.range.start <= clause.end);
        let has_people = |from: usize| {
            let first = self.text.found.partition_point(|one| one.range.start < from);
            self.text.found[first..last].iter().take(LAST).any(|one| is_people(self.text, one))
        };
        // 宣讲队队员70岁以上5人: what is asked about stands right behind.
        let is_own =
            self.text.found[..last].last().is_some_and(|one| one.range.start == clause.end);
        ends(words)
            .filter(|end| {
                let behind = words[*end..].trim_start_matches(['”', '’', '）']);
                let has_people = has_people(clause.start + end) || is_own;
                // 宣讲队12人: the number stands right behind.
                behind.is_empty() && has_people
                    || tells(behind, has_people)
                    || is_made(words, *end, behind)
            })
            .last()
            .map(|end| clause.start + end)
    }

    /// 队员12名, 12名志愿者.
    fn counted_members(&self, clause: &Range<usize>) -> Option<usize> {
        let first = self.text.found.partition_point(|one| one.range.start < clause.start);
        let last = self.text.found.partition_point(|one| one.range.start < clause.end);
        // A clause has few numbers; a limit keeps the time linear.
        let near = self.text.found[first..last].iter().rev().take(LAST);
        near.filter(|one| is_people(self.text, one))
            .find(|one| {
                let item = item_before(self.text.prose, one.range.start).trim();
                let item = strip_any(item, &COUNTED).unwrap_or(item);
                let behind = item_behind(self.text.prose, one.range.end);
                MEMBERS.iter().any(|noun| {
                    item.ends_with(noun) || behind.trim_start_matches('老').starts_with(noun)
                })
            })
            .map(|one| one.range.start)
    }
}

/// Whether a number is of persons: 12人, 12个人.
fn is_people(text: &Text<'_>, one: &Found) -> bool {
    one.quantity.kind() == UnitKind::People || is_head(text.prose, one)
}

/// Where the names of teams end in `words`.
fn ends(words: &str) -> impl Iterator<Item = usize> {
    named(words).map(|(end, _)| end)
}

/// Where the names of teams end in `words`, and whether each may be a house as well.
fn named(words: &str) -> impl Iterator<Item = (usize, bool)> {
    NAMES.find_overlapping_iter(words).filter_map(|found| {
        let is_house = found.pattern().as_usize() >= ENDS.len() - HOUSES;
        let found = found.range();
        let (before, behind) = (&words[..found.start], &words[found.end..]);
        let is_long = found.len() > '队'.len_utf8();
        let is_name = before.ends_with(|c: char| is_han(c) || c == '”')
            && !NO_NAMES.iter().any(|word| before.ends_with(word))
            || is_long;
        let begins = |text: &str| MEMBERS.iter().any(|noun| text.starts_with(noun));
        let is_member = begins(&words[found.start..]);
        // 研究会会员 are those of it, 社会 is no team.
        let is_longer = LONGER.iter().any(|word| behind.starts_with(word)) && !begins(behind);
        (is_name && !is_longer && !is_member
            || is_name && ["成员", "成立", "班子"].iter().any(|word| behind.starts_with(word)))
        .then_some((found.end, is_house))
    })
}

/// Whether what follows the name of a team tells of those in it: 现有团员30人, 平均年龄66岁, 里, 的成员.
fn tells(behind: &str, has_people: bool) -> bool {
    let rest = behind.strip_prefix('的').unwrap_or(behind);
    let noun = MEMBERS.iter().chain(&["成员", "班子"]).find_map(|noun| rest.strip_prefix(*noun));
    // 人人都是志愿服务队队员: nothing is said of them.
    if noun.is_some_and(|rest| !rest.is_empty() || has_people) {
        return true;
    }
    let rest = SINCE.iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    let among = AMONG.iter().find_map(|word| rest.strip_prefix(word));
    let is_among = among.is_some_and(|rest| {
        rest.is_empty()
            || ["有", "女", "离休", "退休", "党员", "平均"]
                .iter()
                .any(|word| rest.starts_with(word))
    });
    let is_number =
        rest.starts_with(|c: char| c.is_ascii_digit() || "一二两三四五六七八九十几".contains(c));
    let is_counted = is_number || COUNTED.iter().any(|word| rest.starts_with(word));
    let is_founded =
        ["成立", "组建", "建于", "始建", "创建", "创办"].iter().any(|verb| rest.starts_with(verb));
    is_among
        || is_founded
        || rest.starts_with("平均")
        || rest.starts_with('女')
        || is_counted && has_people
}

/// 支部组建了志愿服务队，: a clause that ends with a team that it makes. Several of them are counted and go by: 下设2支志愿服务队.
fn is_made(words: &str, end: usize, behind: &str) -> bool {
    if !behind.is_empty() {
        return false;
    }
    let item = item_before(words, end);
    let is_several = ["支", "个"].iter().any(|unit| {
        let before = item.find(unit).map_or("", |at| &item[..at]);
        before.ends_with(|c: char| c.is_ascii_digit() || "两三四五六七八余多".contains(c))
    });
    let is_name =
        words.chars().count() <= 8 && words.chars().all(|c| is_han(c) || "“”".contains(c));
    !is_several && (is_name || MAKING.iter().any(|verb| words.contains(verb)))
}

/// Whether the words right before a number count those of a team: 支部宣讲队有党员. Of a branch they count its members.
pub fn counts(words: &str) -> bool {
    let Some(end) = ends(words).last() else { return false };
    let behind = words[end..].trim_start_matches(['”', '’', '）']);
    // 研究会会员中有支部党员: the branch is told of within.
    let branch = behind.find("支部");
    let is_within = branch.is_none_or(|at| behind[..at].ends_with(['有', '中', '里']));
    is_within && (behind.is_empty() || tells(behind, true))
}

/// Whether the words before byte `at` are of a team, whatever has been counted.
pub(super) fn is_told_of(text: &Text<'_>, at: usize) -> bool {
    Teams::new(text, &[]).has(at)
}

/// Whether a clause tells that a team is made: 支部组织的合唱团 does not.
pub(super) fn is_made_at_end(clause: &str) -> bool {
    MAKING.iter().any(|verb| clause.contains(verb)) && ends_with_team(clause)
}

/// Whether words end with the name of a team.
pub(super) fn ends_with_team(words: &str) -> bool {
    let words = words.trim_end_matches('”');
    ends(words).last() == Some(words.len())
}

/// Whether words name a team or those in it; 活动室 alone is none.
pub(super) fn names_team(words: &str) -> bool {
    named(words).any(|(_, is_house)| !is_house) || names_members(words)
}

/// Whether words name those of a team.
pub(super) fn names_members(words: &str) -> bool {
    MEMBERS.iter().any(|noun| words.contains(noun))
}
