//! How many members the branch has, and how many groups: 现有党员22名, 辖6个党小组、48名党员.
//!
//! Entry point: [`claims`]. A number is the total where an anchor says so (现有, 共有, 党员总数, 由…组成) and
//! the branch is spoken of; 支部5名党员 alone may be some of them.

use super::clause::{
    clause_before, clause_behind, is_han, item_before, item_behind, sentence_before,
    sentence_behind,
};
use super::parts_words::names_part;
use super::team;
use super::text::{Subject, Text, strip_any};
use super::then::{doubt_founding, is_then};
use super::total_alone::only_number;
use super::total_among::is_among;
use super::total_grown::has_grown;
use super::total_made::{are_the_branch, is_beside_veterans, is_grouped, is_made_of};
use super::total_size::tells_size;
use super::total_subject::{ALL_BEHIND, OF_THEM, is_ours, lists_parts, speaks_of_team};
use super::{Claim, Doubt, What, groups};
use crate::quantity::Found;

/// What opens a statement of the total, longer words first.
const ANCHORS: [&str; 34] = [
    "实有",
    "编有",
    "编入",
    "共管理",
    "管理",
    "已经有",
    "花名册上有",
    "花名册上",
    "名册上有",
    "眼下有",
    "眼下共有",
    "总共有",
    "现共有",
    "共计有",
    "共计",
    "现有在册",
    "共管理着",
    "现拥有",
    "共拥有",
    "目前拥有",
    "目前共有",
    "目前有",
    "现在有",
    "如今有",
    "已有",
    "还有",
    "现有",
    "共有",
    "拥有",
    "现辖",
    "管辖",
    "辖有",
    "辖",
    "共",
];
/// What stands between a noun and its number without meaning anything of its own.
const FILL: [&str; 18] = [
    "是",
    "稳定在",
    "保持在",
    "现有",
    "一共才",
    "一共有",
    "一共",
    "已有",
    "总计",
    "共计",
    "合计",
    "达到",
    "已达",
    "共有",
    "共",
    "达",
    "为",
    "有",
];
/// What says itself that it is all of them.
const TOTALS: [&str; 15] = [
    "党员数量",
    "党员总量",
    "党员名册上",
    "党员花名册上",
    "党员总数",
    "党员总人数",
    "党员人数",
    "党员数",
    "现有党员",
    "正式党员数",
    "在册党员",
    "登记党员",
    "支部人数",
    "党员队伍",
    "党员规模",
];
/// What a form calls it behind 党员: 党员情况：共29名.
const OF_FORM: [&str; 7] = ["", "人数", "情况", "构成", "组成", "结构", "基本情况"];
/// What may stand before 党员 without leaving anyone out.
const WHOLE: [&str; 22] = [
    "登记在册",
    "离退休干部",
    "退休干部",
    "离退休教师",
    "退休教师",
    "退休民警",
    "退休职工",
    "离退休老",
    "离退休干部职工",
    "离退休职工",
    "离退休军人",
    "退役军人",
    "退休工人",
    "退休医务",
    "离退休",
    "退休",
    "正式",
    "中共",
    "在册",
    "老",
    "登记",
    "军休",
];
/// Members of something that need not be a branch.
const TEAM: [&str; 6] = ["宣讲员", "成员", "队员", "团员", "会员", "志愿者"];
/// What says, later in the sentence, that nobody is left out.
const NOBODY_LEFT_OUT: [&str; 5] = ["全面", "全体", "全部", "逐一", "普遍"];
/// Words for today right before what is counted, longer words first.
const TODAY: [&str; 11] =
    ["现在共", "目前共", "现在", "目前", "如今", "眼下", "现共", "现", "所属", "所辖", "在册"];

pub(super) fn claims(text: &Text<'_>) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    let mut teams = Vec::new();
    for found in text.heads() {
        // 支部宣讲队有党员12名: the words before the number name whose they are.
        let is_of_team = || team::counts(item_before(text.prose, found.range.start).trim());
        match standing(text, found).filter(|one| *one == Standing::Team || !is_of_team()) {
            Some(Standing::Sum) => {
                // 退休党员49人、离休党员2人，共51人: what was counted before are parts of it.
                claims.retain(|one| !text.is_one_sentence(&one.range, &found.range));
                claims.push(claim(text, found, None));
            }
            Some(Standing::All) => claims.push(claim(text, found, None)),
            Some(Standing::Some) => claims.push(claim(text, found, Some(Doubt::Partial))),
            Some(Standing::Team) => teams.push(claim(text, found, None)),
            None => {}
        }
    }
    // A team that is all there is, told before any branch: the profile is of the team.
    let branch = text.prose.find("支部").unwrap_or(usize::MAX);
    let is_told = claims.iter().any(|claim| claim.doubt.is_none());
    teams.retain(|one| one.range.start < branch && !is_told);
    claims.extend(teams.into_iter().take(1));
    if !claims.iter().any(|claim| claim.doubt.is_none()) {
        let alone = only_number(text);
        claims.extend(alone.map(|found| claim(text, found, Some(Doubt::Alone))));
    }
    doubt_founding(text, &mut claims);
    doubt_others(text, &mut claims);
    claims.extend(mentions(text, &claims));
    claims.extend(groups::claims(text));
    claims
}

/// 和县法院老干部党支部联合办班，县法院老干部党支部有党员28名: where two totals differ, the one of a branch that is named beside
/// this one is of another.
fn doubt_others(text: &Text<'_>, claims: &mut [Claim]) {
    let count =
        |one: &Claim| if let What::Total(count) = &one.what { count.exact_whole() } else { None };
    let mut sure = claims.iter().filter(|one| one.doubt.is_none());
    let Some(first) = sure.next().and_then(count) else { return };
    if sure.all(|one| count(one) == Some(first)) {
        return;
    }
    for one in claims.iter_mut().filter(|one| one.doubt.is_none() && count(one) != Some(first)) {
        let sentence = sentence_before(text.prose, one.range.start);
        let clause = clause_before(text.prose, one.range.start);
        let named = clause.find("支部").map(|end| &clause[..end + "支部".len()]);
        let is_beside = named.filter(|name| name.chars().count() >= 6).is_some_and(|name| {
            ["和", "与", "同", "跟"].iter().any(|and| sentence.contains(&format!("{and}{name}")))
        });
        if is_beside {
            one.doubt = Some(Doubt::Other);
        }
    }
}

/// 51名党员，男党员45名，…; 78人里，…: all of them once more, so that what follows is of them.
fn mentions(text: &Text<'_>, known: &[Claim]) -> Vec<Claim> {
    let is_sure = known.iter().any(|one| one.doubt.is_none());
    let doubt = (!is_sure).then_some(Doubt::Alone);
    let mut totals = known.iter().filter(|one| one.doubt == doubt).filter_map(|one| {
        if let What::Total(count) = &one.what { count.exact_whole() } else { None }
    });
    let Some(all) = totals.next().filter(|all| totals.all(|other| other == *all)) else {
        return Vec::new();
    };
    let is_all = |found: &&Found| {
        // Few numbers are as many; the others need no look round them.
        if found.quantity.exact_whole() != Some(all) {
            return false;
        }
        let behind = &text.prose[found.range.end..];
        let is_whom = [
            "平均年龄",
            "党员，",
            "党员中",
            "党员里",
            "里，",
            "里有",
            "中，",
            "党员平均",
            "老党员，",
            "里面",
            "当中",
            "党员来自",
            "党员分布",
            "党员分住",
        ]
        .iter()
        .any(|word| behind.trim_start_matches('人').starts_with(word));
        let item = item_before(text.prose, found.range.start).trim();
        ["", "这", "全部", "全体"].contains(&item)
            && is_whom
            && !known.iter().any(|one| one.range == found.range)
    };
    text.heads()
        .filter(is_all)
        .map(|found| claim(text, found, doubt))
        .filter(|one| one.doubt == doubt)
        .collect()
}

/// What a number of people says of the members.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    All,
    /// All of them, behind the parts that they are.
    Sum,
    Some,
    Team,
}

fn claim(text: &Text<'_>, found: &Found, doubt: Option<Doubt>) -> Claim {
    let doubt = doubt.or_else(|| is_then(text, found.range.start).then_some(Doubt::Then));
    Claim { what: What::Total(found.quantity.clone()), range: found.range.clone(), doubt }
}

fn standing(text: &Text<'_>, found: &Found) -> Option<Standing> {
    let item = item_before(text.prose, found.range.start).trim();
    if is_among(text, found, item) || tells_size(text, found, item) {
        return Some(Standing::All);
    }
    if OF_THEM.iter().any(|word| item.contains(word)) || item.starts_with('含') {
        return None;
    }
    leads(text, found, item)
        .or_else(|| sum_of_parts(text, found, item))
        .or_else(|| follows(text, found, item))
        .or_else(|| has_grown(text, found, item).then_some(Standing::All))
}

/// 现有党员22名, 党员总数76名, 宣讲团现有成员35人.
fn leads(text: &Text<'_>, found: &Found, item: &str) -> Option<Standing> {
    let at = found.range.start;
    let bare = strip_any(item, &FILL).unwrap_or(item);
    // 党员现有77名
    let bare = item.strip_suffix("现有").filter(|rest| rest.ends_with("党员")).unwrap_or(bare);
    let label = text.label(at).filter(|_| item.is_empty()).unwrap_or(bare);
    // 党员人数：合计34人
    let start = at - item_before(text.prose, at).len();
    let label = text.label(start).filter(|_| bare.is_empty()).unwrap_or(label);
    if TOTALS.iter().any(|noun| label.ends_with(noun) && !names_part(label))
        || bare.is_empty() && label.strip_prefix("党员").is_some_and(|of| OF_FORM.contains(&of))
    {
        return is_ours(text, at).then_some(Standing::All);
    }
    // 党员48人全部为退休干部: what they all are follows.
    let rest = item_behind(text.prose, found.range.end).trim();
    let ends = rest.is_empty()
        || ["全部", "全是", "都是", "均为", "均是", "皆为", "清一色"]
            .iter()
            .any(|all| rest.starts_with(all));
    // 离休党员2名、退休党员89名: a part beside another.
    if item.starts_with("退休")
        && (sentence_before(text.prose, at).contains("离休") || is_beside_veterans(text, found))
    {
        return None;
    }
    // 全支部52人，离休2人
    if ends && bare.ends_with("全支部") && text.subject(at) == Subject::Branch {
        return Some(Standing::All);
    }
    if let Some(rest) = bare.strip_suffix("党员") {
        // 登记在册的党员有71名
        let rest = rest.strip_suffix('的').filter(|rest| rest.ends_with("在册")).unwrap_or(rest);
        let rest = strip_any(rest, &WHOLE).unwrap_or(rest).trim_end();
        if of_peoples(text, at, rest) || of_kinds(text, at) {
            return Some(Standing::All);
        }
        // 支部组建于2008年8月，有党员26名: 有 alone, right behind what is said of the branch.
        let is_bare = rest == "有" && ends && text.subject(at) == Subject::Branch;
        let said = anchored(text, at, rest)
            .or_else(|| (is_bare && !speaks_of_team(text, at)).then_some(Standing::All));
        // 党员33名 between commas, of a branch that was just named; 支部目前党员32人.
        let today = strip_any(rest, &TODAY).unwrap_or(rest).trim_end();
        let today = today.trim_end_matches('的');
        let listed = (today.is_empty() || today.ends_with("支部")) && ends;
        let is_listed = || listed && text.subject(at) == Subject::Branch && !lists_parts(text, at);
        return said.or_else(|| is_listed().then_some(Standing::All));
    }
    // 甲局党支部共31人: a branch has nobody but members.
    let behind = text.prose[found.range.end..].trim_start();
    let behind = behind.strip_prefix('人').unwrap_or(behind);
    let whole = ["现共有", "现有", "共有", "共计", "一共", "一共有", "总共", "总共有", "共"];
    let is_whole = strip_any(item, &whole).is_some_and(|rest| {
        rest.trim_end().ends_with("支部") && behind.starts_with(['，', ',', '。', '（'])
    });
    let ours = ["我们支部有", "我支部有", "本支部有", "我们支部现有"];
    if is_whole || ours.contains(&item) && behind.starts_with(['，', ',', '。', '（']) {
        return Some(Standing::All);
    }
    let (noun, rest) = TEAM.iter().find_map(|noun| Some((*noun, bare.strip_suffix(noun)?)))?;
    let rest = strip_any(rest, &ANCHORS)?.trim_end();
    let is_made = ["成立", "组建", "成员", "牵头", "组成", "书画", "班子", "委员"]
        .iter()
        .any(|word| sentence_before(text.prose, at).trim_end_matches(noun).contains(word));
    let is_team = team::ends_with_team(rest);
    // 支部由6个单位的退休党员组成，现有成员38人: the branch has spoken of nothing else.
    let is_branch = rest.is_empty() && text.subject(at) == Subject::Branch;
    if rest.ends_with("支部") || is_branch && !speaks_of_team(text, at) {
        return Some(Standing::All);
    }
    (is_team && !is_made).then_some(Standing::Team)
}

/// 离休干部党员2人、退休干部党员49人，共51人: what is counted before adds up to it.
fn sum_of_parts(text: &Text<'_>, found: &Found, item: &str) -> Option<Standing> {
    if !["共", "共计", "合计", "总计", "一共"].contains(&item) {
        return None;
    }
    let sentence = sentence_before(text.prose, found.range.start);
    let start = found.range.start - sentence.len();
    let before = text.people_from(start).take_while(|one| one.range.end <= found.range.start);
    let counts: Option<Vec<u64>> = before.map(|one| one.quantity.exact_whole()).collect();
    let counts = counts.filter(|counts| counts.len() > 1)?;
    let is_kinds = sentence.contains("退休") || sentence.contains('男') && sentence.contains('女');
    let is_told = is_kinds && (sentence.contains("党员") || sentence.contains("支部"));
    let is_sum = Some(counts.iter().sum()) == found.quantity.exact_whole();
    (is_told && is_sum && is_ours(text, found.range.start)).then_some(Standing::Sum)
}

/// 现有书法、美术等方面的退休党员27名, 现有军休党员29名: the anchor stands further ahead, and nobody is left out.
fn of_kinds(text: &Text<'_>, at: usize) -> bool {
    const STRONG: [&str; 16] = [
        "现有",
        "共有",
        "目前有",
        "拥有",
        "汇集了",
        "集中了",
        "汇聚了",
        "聚集了",
        "接收了",
        "吸纳了",
        "容纳了",
        "管理着",
        "管理了",
        "承接了",
        "集聚了",
        "汇集",
    ];
    const FEW: [&str; 20] = [
        "新", "转", "岁", "女", "男", "困难", "高龄", "流动", "体弱", "优秀", "失联", "外出",
        "在外", "少数", "预备", "病", "独居", "行动", "骨干", "离休",
    ];
    let clause = text.clause(at);
    let Some((start, end)) =
        STRONG.iter().filter_map(|word| Some((clause.rfind(word)?, word.len()))).max()
    else {
        return false;
    };
    let between = &clause[start + end..];
    let before = clause[..start].trim_end_matches(['目', '前']);
    (before.is_empty() || before.ends_with("支部"))
        && between.chars().count() <= 24
        && !between.contains(|c: char| c.is_ascii_digit())
        && !FEW.iter().any(|word| between.contains(word))
        // 支部接收了全县林业系统的党员26名: where they come from.
        && (before.ends_with("支部") || text.subject(at) == Subject::Branch)
        && !speaks_of_team(text, at)
}

/// 支部有蒙古族、汉族、回族党员15名: the peoples of all of them.
fn of_peoples(text: &Text<'_>, at: usize, rest: &str) -> bool {
    let clause = text.clause(at);
    let clause = strip_any(clause, &FILL).unwrap_or(clause);
    let list = clause.strip_suffix("党员").and_then(|clause| clause.rsplit_once('有'));
    let is_list = list.is_some_and(|(_, list)| {
        list.contains('、') && list.split('、').all(|people| people.ends_with('族'))
    });
    rest.ends_with('族') && is_list && text.subject(at) == Subject::Branch
}

/// 现有22名党员, 由52名党员组成, 支部25名党员都….
fn follows(text: &Text<'_>, found: &Found, item: &str) -> Option<Standing> {
    let at = found.range.start;
    let behind = text.prose[found.range.end..].trim_start_matches(' ');
    if is_made_of(text, found, item) || are_the_branch(text, found, item) {
        return Some(Standing::All);
    }
    let whole = WHOLE
        .iter()
        .find_map(|word| behind.strip_prefix(word).filter(|rest| rest.starts_with("党员")));
    let behind = whole.unwrap_or(behind).strip_prefix("党员")?;
    if behind.starts_with(['总', '家', '志', '代']) {
        return None;
    }
    // 把83名党员编成9个党小组: all of them are in one.
    if ["把", "将", "支部把", "支部将", "全部"].contains(&item) && is_grouped(behind) {
        return is_ours(text, at).then_some(Standing::All);
    }
    // 他们是离退休党支部的67名党员。这67名党员，平均年龄74岁: those who were just told of.
    if item == "这" && text.subject(at) == Subject::Branch && behind.starts_with("，平均年龄")
    {
        return Some(Standing::All);
    }
    // 拥有58名党员的大支部: the branch is what has them.
    if is_of_branch(behind) && anchored_word(item) && is_ours(text, at) {
        return Some(Standing::All);
    }
    // 支部有12名党员做过所长: some of them.
    let goes_on =
        behind.starts_with(is_han) && !behind.starts_with("组成") && !behind.starts_with('了');
    // 如今109名党员分住在3个小区
    if TODAY.contains(&item) && is_ours(text, at) {
        return Some(Standing::All);
    }
    if anchored(text, at, item).is_some() {
        return Some(if goes_on { Standing::Some } else { Standing::All });
    }
    let is_all = ALL_BEHIND
        .iter()
        .any(|word| behind.trim_start_matches(['，', ',', '、']).starts_with(word));
    let rest = sentence_behind(text.prose, found.range.end);
    let names_all = NOBODY_LEFT_OUT.iter().any(|word| rest.contains(word));
    if item.ends_with('由') {
        let subject = item.trim_end_matches('由');
        let is_branch =
            subject.is_empty() || subject.ends_with("支部") || subject.ends_with("目前");
        let is_made = clause_behind(text.prose, found.range.end).contains("组成");
        return (is_branch && is_made && is_ours(text, at)).then_some(Standing::All);
    }
    if item.ends_with('对') {
        return (names_all && is_ours(text, at)).then_some(Standing::All);
    }
    if item.is_empty() {
        let has_groups = text.clause(at).contains("个党小组") && is_ours(text, at);
        return (is_all && is_ours(text, at) || has_groups).then_some(Standing::All);
    }
    let is_everyone = item.ends_with("全体") && text.subject(at) == Subject::Branch;
    if item.ends_with("全支部") || item.ends_with("支部全体") || is_everyone {
        return Some(Standing::All);
    }
    let subject = item.strip_suffix('的').unwrap_or(item);
    subject.ends_with("支部").then_some(if is_all { Standing::All } else { Standing::Some })
}

/// 的示例县林业局离退休干部党支部, 的大支部, behind the members.
fn is_of_branch(behind: &str) -> bool {
    let Some(whose) = behind.strip_prefix('的') else { return false };
    let whose = whose.split(['，', '。', '、', '；', '\n']).next().unwrap_or_default();
    whose.ends_with("支部") && !whose.contains(['的', '和', '与', '到', '在'])
}

fn anchored_word(item: &str) -> bool {
    ["拥有", "现有", "共有"].iter().any(|word| item.ends_with(word))
        // 这个有35名党员的支部
        || ["这个有", "一个有", "是个有"].contains(&item)
}

/// The text before the noun ends with an anchor, and the branch is its subject.
fn anchored(text: &Text<'_>, at: usize, rest: &str) -> Option<Standing> {
    if let Some(subject) = strip_any(rest, &ANCHORS).map(str::trim_end) {
        let named = subject.is_empty()
            || strip_any(subject, &["支部", "目前", "现在", "如今", "截至", "截止"]).is_some();
        return (named && is_ours(text, at)).then_some(Standing::All);
    }
    // 有 alone opens many things.
    let subject = rest.strip_suffix('有')?.trim_end();
    // 2016年成立的支部，有27名党员
    let is_bare = subject.is_empty()
        && text.subject(at) == Subject::Branch
        && !speaks_of_team(text, at)
        && !lists_parts(text, at);
    (is_bare || subject.ends_with("支部") && is_ours(text, at)).then_some(Standing::All)
}
