//! How many members the branch has, and how many groups: 现有党员22名, 辖6个党小组、48名党员.
//!
//! Entry point: [`claims`]. A number is the total where an anchor says so (现有, 共有, 党员总数, 由…组成) and
//! the branch is spoken of; 支部5名党员 alone may be some of them.

use super::clause::{
    clause_behind, is_han, item_before, item_behind, sentence_before, sentence_behind,
};
use super::parts::names_part;
use super::text::{Subject, Text, strip_any};
use super::then::is_then;
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
const FILL: [&str; 14] = [
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
/// What may stand before 党员 without leaving anyone out.
const WHOLE: [&str; 22] = [
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
    "登记在册",
    "登记",
    "军休",
];
/// Members of something that need not be a branch.
const TEAM: [&str; 6] = ["宣讲员", "成员", "队员", "团员", "会员", "志愿者"];
/// What says, behind N名党员, that these are all.
const ALL_BEHIND: [&str; 11] =
    ["都", "全部", "全体", "均", "人人", "个个", "皆", "平均", "齐", "中", "里"];
/// What says, later in the sentence, that nobody is left out.
const NOBODY_LEFT_OUT: [&str; 5] = ["全面", "全体", "全部", "逐一", "普遍"];
/// What says that the number is what became of a smaller one.
const GROWN: [&str; 16] = [
    "变成了",
    "变成",
    "变为",
    "涨到",
    "发展到",
    "发展至",
    "增加到",
    "增加至",
    "增至",
    "增长到",
    "壮大到",
    "壮大至",
    "扩大到",
    "扩大至",
    "减少到",
    "发展为",
];
/// Words for today right before what is counted, longer words first.
const TODAY: [&str; 11] =
    ["现在共", "目前共", "现在", "目前", "如今", "眼下", "现共", "现", "所属", "所辖", "在册"];
/// What a list of parts begins with.
const OF_THEM: [&str; 4] = ["其中", "有的", "参加", "新增"];

pub(super) fn claims(text: &Text<'_>) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    let mut teams = Vec::new();
    for found in text.heads() {
        match standing(text, found) {
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
    // A team that is all there is: the profile is of the team.
    teams.truncate(usize::from(!claims.iter().any(|claim| claim.doubt.is_none())));
    claims.extend(teams);
    if !claims.iter().any(|claim| claim.doubt.is_none()) {
        claims.extend(only_number(text));
    }
    claims.extend(groups::claims(text));
    claims
}

/// The first number of members, where no sentence says of a number that it is all of them: 支部的24名党员，大半辈子和水打交道. It is
/// the branch's where the branch is spoken of and no larger number of members stands in the text.
fn only_number(text: &Text<'_>) -> Option<Claim> {
    let counts: Vec<&Found> = text.heads().filter(|found| counts_members(text, found)).collect();
    let first = *counts.first()?;
    let largest = counts.iter().filter_map(|found| found.quantity.exact_whole()).max()?;
    let is_largest = first.quantity.exact_whole() == Some(largest) && largest >= 3;
    let at = first.range.start;
    let item = item_before(text.prose, at).trim();
    let behind = item_behind(text.prose, first.range.end);
    // 12名党员参加, 有5名党员获得: some of them.
    let is_some = OF_THEM.iter().any(|word| item.contains(word))
        || SOME.iter().any(|word| behind.contains(word) || item.contains(word));
    // 成立于2007年5月，党员13人: of whom the title speaks.
    let is_untold = item == "党员" && text.subject(at) == Subject::Unsaid;
    let is_ours = (text.subject(at) == Subject::Branch || is_untold) && !lists_parts(text, at);
    (is_largest && !is_some && is_ours && !speaks_of_team(text, at))
        .then(|| claim(text, first, Some(Doubt::Alone)))
}

/// What is said of some of the members.
const SOME: [&str; 25] = [
    "女", "男", "离休", "参加", "参与", "获得", "获", "被评", "担任", "报名", "结对", "退役",
    "困难", "高龄", "卧床", "志愿", "带头", "捐", "入党", "党龄", "发展", "新入", "新增", "新转",
    "新吸",
];

/// 24名党员, 党员18名, 28名退休科技工作者组成.
fn counts_members(text: &Text<'_>, found: &Found) -> bool {
    let behind = item_behind(text.prose, found.range.end);
    let near: String = behind.chars().take(10).collect();
    let item = item_before(text.prose, found.range.start);
    near.contains("党员") && !near.contains("党员家")
        || item.ends_with("党员")
        // 由退休干部29名、退休职工12名组成: one of several.
        || behind.ends_with("组成") && !text.prose[..found.range.start - item.len()].ends_with('、')
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
    if OF_THEM.iter().any(|word| item.contains(word)) {
        return None;
    }
    leads(text, found, item)
        .or_else(|| sum_of_parts(text, found, item))
        .or_else(|| follows(text, found, item))
        .or_else(|| grown(text, found, item))
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
    if ["党员总数", "党员人数", "党员数", "现有党员", "正式党员数"]
        .iter()
        .any(|noun| label.ends_with(noun) && !names_part(label))
        || item.is_empty() && ["党员", "党员人数"].contains(&label)
    {
        return is_ours(text, at).then_some(Standing::All);
    }
    let ends = item_behind(text.prose, found.range.end).trim().is_empty();
    // 离休党员2名、退休党员89名: a part beside another.
    if item.starts_with("退休") && sentence_before(text.prose, at).contains("离休") {
        return None;
    }
    // 全支部52人，离休2人
    if ends && bare.ends_with("全支部") && text.subject(at) == Subject::Branch {
        return Some(Standing::All);
    }
    if let Some(rest) = bare.strip_suffix("党员") {
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
        let listed = (today.is_empty() || today.ends_with("支部")) && ends;
        let is_listed = || listed && text.subject(at) == Subject::Branch && !lists_parts(text, at);
        return said.or_else(|| is_listed().then_some(Standing::All));
    }
    // 甲局党支部共31人: a branch has nobody but members.
    let behind = text.prose[found.range.end..].trim_start();
    let is_whole = strip_any(item, &["现共有", "现有", "共有", "共计", "共"]).is_some_and(|rest| {
        rest.trim_end().ends_with("支部") && behind.starts_with(['，', ',', '。', '（'])
    });
    if is_whole {
        return Some(Standing::All);
    }
    let (noun, rest) = TEAM.iter().find_map(|noun| Some((*noun, bare.strip_suffix(noun)?)))?;
    let rest = strip_any(rest, &ANCHORS)?.trim_end();
    let is_made = ["成立", "组建", "成员", "牵头", "组成", "书画", "班子", "委员"]
        .iter()
        .any(|word| sentence_before(text.prose, at).trim_end_matches(noun).contains(word));
    let is_team = rest.ends_with(['队', '团', '会', '室', '社', '组']);
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
    const STRONG: [&str; 8] =
        ["现有", "共有", "目前有", "拥有", "汇集了", "集中了", "汇聚了", "聚集了"];
    const FEW: [&str; 17] = [
        "女", "男", "困难", "高龄", "流动", "体弱", "优秀", "失联", "外出", "在外", "少数", "预备",
        "病", "独居", "行动", "骨干", "离休",
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
        && text.subject(at) == Subject::Branch
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

/// 由41名60岁以上的老党员组成, 48位平均年龄66岁的老党员组成了一支队伍: the branch was just named, and these are all of it.
fn are_the_branch(text: &Text<'_>, found: &Found, item: &str) -> bool {
    let at = found.range.start;
    if !item.is_empty() && !["由", "主要由", "支部由"].contains(&item) {
        return false;
    }
    let clause = clause_behind(text.prose, found.range.end);
    let Some((who, _)) = clause.split_once("党员组成") else { return false };
    who.chars().count() <= 16
        && !who.contains(['队', '团', '名', '位'])
        // 11名老党员组成“和事佬”工作室 of another sentence are some.
        && sentence_before(text.prose, at).contains("支部")
        && text.subject(at) == Subject::Branch
        && !lists_parts(text, at)
}

/// 支部是由21名退休供销人组成的集体: whoever they are, the branch is made of them. A team that is made of some is none.
fn is_made_of(text: &Text<'_>, found: &Found, item: &str) -> bool {
    if !item.ends_with("是由") {
        return false;
    }
    let clause = clause_behind(text.prose, found.range.end);
    let Some((who, what)) = clause.split_once("组成") else { return false };
    ["", "的集体", "的支部", "的党支部"].contains(&what)
        && who.chars().count() <= 10
        && is_ours(text, found.range.start)
}

/// 由当年的18名增加到现在的44名, 如今还有58人: no noun of its own.
fn grown(text: &Text<'_>, found: &Found, item: &str) -> Option<Standing> {
    let until_now = [
        "眼下",
        "眼下有",
        "眼下还有",
        "现在的",
        "目前的",
        "如今的",
        "现在还有",
        "如今还有",
        "目前还有",
        "现在有",
        "如今有",
        "现在是",
        "如今是",
        "目前是",
        "已经是",
        "已经有",
    ];
    let sentence = sentence_before(text.prose, found.range.start);
    // 支部2009年成立，起初11个人，现在29个人
    let then = ["起初", "最初", "刚成立", "成立时", "当初", "那时"];
    let is_then_and_now = ["现在", "如今", "目前", "眼下"].contains(&item)
        && sentence.contains("支部")
        && then.iter().any(|word| sentence.contains(word));
    if !is_then_and_now && !until_now.iter().chain(&GROWN).any(|word| item.ends_with(word)) {
        return None;
    }
    let behind = item_behind(text.prose, found.range.end);
    let ends = !behind.starts_with(is_han) || ["党员", "了", "人"].contains(&behind);
    let is_of_members = is_then_and_now
        || sentence.contains("支部党员")
        || sentence.contains("党员人数")
        || last_noun_is_members(sentence) && is_ours(text, found.range.start)
        || behind == "党员" && is_ours(text, found.range.start);
    (ends && is_of_members).then_some(Standing::All)
}

/// 最初只有党员7名，如今已发展到29名: what was counted before are members.
fn last_noun_is_members(sentence: &str) -> bool {
    let Some(at) = sentence.rfind("党员") else { return false };
    let between = &sentence[at + "党员".len()..].replace("建支", "");
    !between.contains(['队', '团', '社', '支', '户', '家']) || between.contains("支部")
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

fn is_ours(text: &Text<'_>, at: usize) -> bool {
    text.subject(at) != Subject::Other
}

/// Whether the clause before is of a team: 组建宣讲队，有党员8名.
fn speaks_of_team(text: &Text<'_>, at: usize) -> bool {
    let sentence = sentence_before(text.prose, at);
    let clauses: Vec<&str> = sentence.split(['，', ',', '；']).collect();
    let before = clauses.len().checked_sub(2).map_or("", |nth| clauses[nth]);
    if before.contains("支部") {
        return sentence.contains("其中");
    }
    let names_team = |text: &str| text.contains(['队', '团', '组', '社', '班', '会']);
    if !names_team(before) {
        return sentence.contains("其中");
    }
    // 由6个单位的退休党员组成, 社区: no team.
    let before = ["组成", "组建", "组织", "社区"]
        .iter()
        .fold(before.to_owned(), |text, word| text.replace(word, ""));
    names_team(&before) && !before.ends_with(['年', '月', '日']) || sentence.contains("其中")
}

/// Whether the sentence is telling parts of the members already.
fn lists_parts(text: &Text<'_>, at: usize) -> bool {
    let sentence = sentence_before(text.prose, at);
    ["其中", "包括", "包含"].iter().any(|word| sentence.contains(word))
}
