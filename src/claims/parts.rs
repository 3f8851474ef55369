//! Which of the members are whom: 其中离休2名、退休55名、女党员21名.
//!
//! Entry point: [`claims`]. A part stands in the sentence of a total or in the next one. Parts may overlap.

use std::ops::Range;

use memchr::memmem;

use super::clause::{
    clause_before, is_han, item_before, item_behind, sentence_before, sentence_behind,
};
use super::parts_rest::{everybody, the_rest};
use super::parts_words::{FILL, NAMES, NOUNS, name, stripped};
use super::team::{self, Teams};
use super::text::{Subject, Text, strip_any};
use super::{Claim, Doubt, Part, What};
use crate::quantity::Found;

/// Lines of a form between the total and a part of it.
const FORM: usize = 8;
/// What a sentence about parts begins with, though others stand between it and the total: 党员中，退休18人.
const OF_MEMBERS: [&str; 9] = [
    "党员中",
    "党员里",
    "这些党员",
    "全体党员中",
    "支部党员中",
    "他们当中",
    "他们中",
    "她们中",
    "大家当中",
];
/// What may stand before a number that its part follows: 其余50人都是退休干部, 除2名离休干部外.
const BEFORE: [&str; 21] = [
    "其中包括",
    "包括",
    "其中含",
    "含",
    "当中有",
    "他们中有",
    "里面有",
    "",
    "剩下的",
    "剩下",
    "余下的",
    "其中",
    "其中有",
    "有",
    "其余",
    "另外",
    "另有",
    "还有",
    "除",
    "除了",
    "除去",
];
/// What a share is said with: 女党员占了一半，23名.
const SHARES: [&str; 23] = [
    "一成",
    "两成",
    "二成",
    "三成",
    "四成",
    "五成",
    "六成",
    "七成",
    "比例",
    "不多",
    "较多",
    "很少",
    "不少",
    "占",
    "一半",
    "半数",
    "过半",
    "近半",
    "超过",
    "成以上",
    "居多",
    "多于",
    "还多",
];
pub(super) fn claims(text: &Text<'_>, known: &[Claim]) -> Vec<Claim> {
    let all: Vec<_> = known.iter().filter(|claim| matches!(claim.what, What::Total(_))).collect();
    let sure: Vec<_> = all.iter().copied().filter(|claim| claim.doubt.is_none()).collect();
    // 管着59名党员。这59名党员里，离休干部4名: a number of members that stands alone has parts as well.
    let alone = all.into_iter().filter(|claim| claim.doubt == Some(Doubt::Alone)).collect();
    let is_alone = sure.is_empty();
    let totals: Vec<_> = if is_alone { alone } else { sure };
    let lonely = is_alone.then_some(Doubt::Alone);
    let teams = Teams::new(text, known);
    let near = Near::new(text, &totals);
    let is_near = |found: &&Found| near.has(text, found);
    let is_before = |found: &&Found| near.sums_up(text, found);
    let parts = text.heads().filter(|found| is_near(found) || is_before(found));
    let parts = parts.filter_map(|found| {
        let part = leads(text, found)
            .or_else(|| shared(text, found))
            .or_else(|| follows(text, found))
            .or_else(|| bracketed(text, found))?;
        if is_of_committee(text, found) || teams.has(found.range.start) {
            return None;
        }
        let what = What::Part(part, found.quantity.clone());
        let doubt = is_split(text, found, part).then_some(Doubt::Partial).or(lonely);
        Some(Claim { what, range: found.range.clone(), doubt })
    });
    let parts: Vec<Claim> = parts
        .chain(respectively(text, &totals))
        .chain(totals.iter().filter_map(|total| everybody(text, total)))
        .chain(totals.iter().filter_map(|total| the_rest(text, total)))
        .collect();
    let mut parts = first_of_each(parts);
    let all = totals.iter().filter_map(|total| count_of(&total.what)).max();
    let sum: u64 = parts.iter().filter_map(|part| kind_of(&part.what)).sum();
    for part in parts.iter_mut().filter(|part| is_profession(text, part)) {
        // 退休教师14人 of 36 are those of one house.
        if all != Some(sum) {
            part.doubt = Some(Doubt::Partial);
        }
    }
    parts
}

/// Where totals stand, in order: of those before a number the last is the nearest.
struct Near {
    ends: Vec<usize>,
    /// Those of a form, behind a label.
    labelled: Vec<usize>,
    /// 离休2人、退休49人，共51人: sums of the parts before them.
    sums: Vec<Range<usize>>,
    /// How many all of them are, where all totals say the same.
    all: Option<u64>,
}

impl Near {
    fn new(text: &Text<'_>, totals: &[&Claim]) -> Self {
        let mut places: Vec<_> = totals.iter().map(|total| total.range.clone()).collect();
        places.sort_unstable_by_key(|place| place.start);
        let ends = |is_one: &dyn Fn(&Range<usize>) -> bool| {
            places.iter().filter(|place| is_one(place)).map(|place| place.end).collect()
        };
        let labelled = ends(&|place| text.label(place.start).is_some());
        let sums = places.iter().filter(|place| is_sum(text, place)).cloned().collect();
        let mut counts = totals.iter().map(|total| count_of(&total.what));
        let all = counts.next().flatten().filter(|all| counts.all(|count| count == Some(*all)));
        Self { ends: ends(&|_| true), labelled, sums, all }
    }

    /// Whether a number stands before a sum, in its sentence.
    fn sums_up(&self, text: &Text<'_>, found: &Found) -> bool {
        let next = self.sums.partition_point(|sum| sum.start < found.range.end);
        self.sums.get(next).is_some_and(|sum| text.is_one_sentence(&found.range, sum))
    }

    /// Whether a number stands near enough to a total to be of some of them.
    fn has(&self, text: &Text<'_>, found: &Found) -> bool {
        let start = found.range.start;
        let between = |ends: &[usize]| {
            let before = ends.partition_point(|end| *end <= start);
            before.checked_sub(1).and_then(|last| text.prose.get(ends[last]..start))
        };
        let is_form = || {
            between(&self.labelled)
                .is_some_and(|between| between.matches('\n').take(FORM + 1).count() <= FORM)
                && (text.label(start).is_some() || is_listed(text, found))
        };
        let is_near = || {
            let most = most_between(text, found);
            between(&self.ends).is_some_and(|between| {
                between.matches('。').take(most + 1).count() <= most && !between.contains('\n')
            })
        };
        is_form()
            || is_near()
            || !self.ends.is_empty() && is_beside_average(text, found)
            || self.adds_up(text, found)
    }

    /// 离休干部2名，退休干部53名, wherever all 55 are told: the kinds of a sentence add up to them.
    fn adds_up(&self, text: &Text<'_>, found: &Found) -> bool {
        if self.all.is_none() || leads(text, found).is_none() {
            return false;
        }
        let start = found.range.start - sentence_before(text.prose, found.range.start).len();
        let end = found.range.end + sentence_behind(text.prose, found.range.end).len();
        let kinds = text
            .people_from(start)
            .take_while(|one| one.range.start < end)
            .filter(|one| leads(text, one).is_some_and(|part| part != Part::Women));
        let counts: Option<Vec<u64>> = kinds.map(|one| one.quantity.exact_whole()).collect();
        counts.is_some_and(|counts| counts.len() > 1 && Some(counts.iter().sum()) == self.all)
    }
}

/// 这个支部的平均年龄是68.8岁，女党员4名: a sentence that tells of the branch, wherever its members are counted.
fn is_beside_average(text: &Text<'_>, found: &Found) -> bool {
    let sentence = sentence_before(text.prose, found.range.start);
    let item = item_before(text.prose, found.range.start).trim();
    sentence.contains("平均年龄")
        && ["女党员", "女同志", "离休党员", "离休干部", "退休党员"]
            .iter()
            .any(|who| item.starts_with(who))
        && !team::names_team(sentence)
        && !["班子", "支委", "成员"].iter().any(|word| sentence.contains(word))
        && text.subject(found.range.start) == Subject::Branch
}

/// How many sentences may end between a total and a number that is of some of them.
fn most_between(text: &Text<'_>, found: &Found) -> usize {
    let sentence = sentence_before(text.prose, found.range.start).trim_start();
    // 女党员不多，只有4名。离休党员还有2名。
    let is_part = || {
        name(sentence).is_some_and(|(_, rest)| {
            // 女同志多，有39个
            NOUNS.iter().any(|noun| rest.starts_with(noun))
                || ["多", "少", "不多", "不少"].iter().any(|word| {
                    rest.strip_prefix(word).is_some_and(|rest| rest.starts_with(['，', ',']))
                })
        })
    };
    match () {
        () if OF_MEMBERS.iter().any(|word| sentence.starts_with(word)) => 4,
        () if is_part() => 3,
        // 党员的平均年龄70岁，女同志19名
        () if ["党员的平均", "党员平均", "平均年龄", "支部平均"]
            .iter()
            .any(|word| sentence.starts_with(word)) =>
        {
            2
        }
        () => 1,
    }
}

/// 其中：离休0名、退休37名, a line of a form.
fn is_listed(text: &Text<'_>, found: &Found) -> bool {
    let line = sentence_before(text.prose, found.range.start).trim_start();
    // 男43名、女52名: a row that begins with who they are.
    line.starts_with("其中") && line.contains('：')
        || line.starts_with('男') && line.chars().count() <= 12
}

/// How many a total or a part is, where that is exact.
fn count_of(what: &What) -> Option<u64> {
    match what {
        What::Total(count) | What::Part(_, count) => count.exact_whole(),
        What::Average(_)
        | What::Band { .. }
        | What::Committee(_)
        | What::Groups(_)
        | What::Name(_)
        | What::Founded(_)
        | What::Renamed { .. }
        | What::Honour(_)
        | What::Activity { .. } => None,
    }
}

/// The count of a part that everybody is in one of.
fn kind_of(what: &What) -> Option<u64> {
    let is_women = matches!(what, What::Part(Part::Women, _));
    count_of(what).filter(|_| !is_women)
}

/// Whether a part is told by its profession: 退休教师, 退休民警.
fn is_profession(text: &Text<'_>, part: &Claim) -> bool {
    let near = |words: &str| ["教师", "民警", "职工"].iter().any(|noun| words.contains(noun));
    !matches!(part.what, What::Part(Part::Women, _))
        && (near(item_before(text.prose, part.range.start))
            || near(item_behind(text.prose, part.range.end)))
}

/// 支部委员7名，其中女性4名: some of the committee.
fn is_of_committee(text: &Text<'_>, found: &Found) -> bool {
    let sentence = sentence_before(text.prose, found.range.start);
    let Some(at) = sentence.rfind("其中") else { return false };
    let before = sentence[..at].trim_end_matches(['，', ',', '（', '：']);
    let last = before.rsplit(['，', ',', '；', '：']).next().unwrap_or(before);
    ["委员", "支委", "班子"].iter().any(|word| last.contains(word))
}

/// Whether the sentence counts the part in several numbers: 退休干部17人、退休职工2人 are 19 of them together.
fn is_split(text: &Text<'_>, found: &Found, part: Part) -> bool {
    let name = match part {
        Part::Veteran => "离休",
        Part::Retired => "退休",
        Part::Serving => "在职",
        Part::Women => return false,
    };
    let is_same = |other: &&Found| {
        let item = item_before(text.prose, other.range.start).trim().trim_start_matches("其中");
        other.range != found.range
            && item.starts_with(name)
            && text.prose[other.range.end..].starts_with(['、', '，', '。', '；'])
    };
    let start = found.range.start - sentence_before(text.prose, found.range.start).len();
    let end = found.range.end + sentence_behind(text.prose, found.range.end).len();
    let mut others = text.people_from(start).take_while(|other| other.range.start < end);
    others.any(|other| is_same(&other))
}

/// The first number of a part; a second one is of some of them.
fn first_of_each(parts: Vec<Claim>) -> Vec<Claim> {
    let mut kept: Vec<Claim> = Vec::new();
    for claim in parts {
        let is_same = |other: &Claim| match (&claim.what, &other.what) {
            (What::Part(one, _), What::Part(two, _)) => one == two,
            _ => false,
        };
        if !kept.iter().any(is_same) {
            kept.push(claim);
        }
    }
    kept
}

/// 女党员9名, 离休的只剩1名, up to the end of the item.
fn leads(text: &Text<'_>, found: &Found) -> Option<Part> {
    let item = item_before(text.prose, found.range.start).trim();
    // 女党员：5人, in a form that was typed out.
    let item = text.label(found.range.start).filter(|_| item.is_empty()).unwrap_or(item);
    // 离休 1名　退休 37名: blanks part the items of a form.
    let item = item
        .rsplit_once(['名', '人', '位'])
        .filter(|(_, rest)| rest.starts_with([' ', '　', '\t']))
        .map_or(item, |(_, rest)| rest.trim());
    // 22名党员中女党员19名, 51名党员里有离休的1名, 支部现有离休党员1名
    let heads =
        ["党员中", "党员里", "党员当中", "党员里头", "支部现有", "支部共有", "支部有", "支部"];
    let item = heads.iter().find_map(|head| item.rsplit_once(head)).map_or(item, |(_, rest)| rest);
    let (part, rest) = name(item)?;
    let ends = text.item_behind(found);
    let ends = !ends.starts_with(is_han) || ends.trim_end() == "了";
    (says_no_more(rest) && ends).then_some(part)
}

/// Whether nothing but who they are and that they are so many stands in a text: 的老党员也只剩下.
fn says_no_more(text: &str) -> bool {
    let mut rest = text;
    loop {
        let shorter = stripped(stripped(rest, &NOUNS), &FILL);
        if shorter.len() == rest.len() {
            return rest.is_empty();
        }
        rest = shorter;
    }
}

/// 离休、退休党员分别为2名、38名: as many numbers as there are names before them, in the sentence of a total.
fn respectively(text: &Text<'_>, totals: &[&Claim]) -> Vec<Claim> {
    const WORD: &str = "分别";
    let mut claims = Vec::new();
    for at in memmem::find_iter(text.prose.as_bytes(), WORD.as_bytes()) {
        let place = at..at + WORD.len();
        let near =
            |total: &&&Claim| total.range.end <= at && text.is_one_sentence(&total.range, &place);
        let Some(total) = totals.iter().find(near) else { continue };
        let clause = clause_before(text.prose, at).trim_start_matches("其中");
        // 男女党员分别为18名、7名: two names in one.
        let clause = clause.replacen("男女", "男、女", 1);
        let names: Vec<Option<Part>> = clause
            .split(['、', '和', '与', '及'])
            .map(|item| {
                let (part, rest) = name(item.trim())?;
                stripped(rest, &NOUNS).is_empty().then_some(part)
            })
            .collect();
        let mut end = place.end;
        let numbers: Vec<&Found> = text
            .people_from(end)
            .take_while(|found| {
                let between = text.prose.get(end..found.range.start).unwrap_or("。");
                end = found.range.end;
                between.chars().all(|c| "为是有、和与及".contains(c))
            })
            .collect();
        if names.len() < 2 || names.len() != numbers.len() {
            continue;
        }
        claims.extend(names.into_iter().zip(numbers).filter_map(|(part, found)| {
            let what = What::Part(part?, found.quantity.clone());
            Some(Claim { what, range: found.range.clone(), doubt: total.doubt })
        }));
    }
    claims
}

/// Whether a total is told behind its parts: 共51人.
fn is_sum(text: &Text<'_>, total: &Range<usize>) -> bool {
    ["共", "共计", "合计", "总计", "一共"].contains(&item_before(text.prose, total.start).trim())
}

/// 女党员占51.5%（17名）: the number of a share stands in brackets behind it.
fn bracketed(text: &Text<'_>, found: &Found) -> Option<Part> {
    let before = text.prose[..found.range.start].strip_suffix(['（', '('])?;
    if !text.prose[found.range.end..].starts_with(['）', ')']) {
        return None;
    }
    let (part, rest) = name(item_before(before, before.len()).trim())?;
    let rest = stripped(rest, &NOUNS);
    let is_share = ["占", "过半", "超半", "近半", "一半"].iter().any(|word| rest.starts_with(word));
    is_share.then_some(part)
}

/// 女党员占了一半，23名; 女的比男的还多，有34名: the clause before says of whom the number is.
fn shared(text: &Text<'_>, found: &Found) -> Option<Part> {
    let item = item_before(text.prose, found.range.start).trim();
    let is_bare = stripped(stripped(item, &["也就是", "一共", "达到"]), &FILL).is_empty();
    let end = found.range.start - item_before(text.prose, found.range.start).len();
    let before = text.prose[..end].strip_suffix(['，', ','])?;
    let clause = clause_before(before, before.len());
    // 女的多，占了六成，40名: the share is a clause of its own.
    let is_share_alone = clause.trim().starts_with('占') && clause.trim().chars().count() <= 6;
    let clause = if is_share_alone {
        let head = before[..before.len() - clause.len()].strip_suffix(['，', ','])?;
        clause_before(head, head.len())
    } else {
        clause
    };
    // 一多半是女同志，有26名: the share stands first.
    let turned = || {
        let (share, whom) = clause.trim().split_once('是')?;
        let (part, rest) = name(whom)?;
        let is_share = ["半", "成", "分之", "大多", "多数"].iter().any(|word| share.contains(word));
        (is_share && stripped(rest, &NOUNS).is_empty()).then_some(part)
    };
    let led = name(clause.trim())
        .filter(|(_, rest)| {
            SHARES.iter().any(|word| rest.contains(word))
                || ["少", "多", "最少", "较少"]
                    .contains(&stripped(rest, &NOUNS).trim_start_matches('的'))
        })
        .map(|(part, _)| part);
    let part = led.or_else(turned)?;
    let ends = !text.item_behind(found).starts_with(is_han);
    (is_bare && ends).then_some(part)
}

/// 2名离休干部, 其余50人都是退休干部, up to the end of the item.
fn follows(text: &Text<'_>, found: &Found) -> Option<Part> {
    let item = item_before(text.prose, found.range.start).trim();
    if !BEFORE.contains(&item) {
        return None;
    }
    let behind = text.item_behind(found).trim();
    // 除2名离休干部外
    let behind = if item.starts_with('除') {
        strip_any(behind, &["以外", "之外", "外"]).unwrap_or(behind)
    } else {
        behind
    };
    let behind = stripped(behind, &["全部", "全都", "都", "均", "全", "皆", "是", "为", "系"]);
    let behind = behind.strip_suffix('的').unwrap_or(behind);
    let bare = strip_any(behind, &NOUNS).unwrap_or(behind);
    let bare = strip_any(bare, &NOUNS).unwrap_or(bare);
    NAMES.iter().find(|(name, _)| *name == bare).map(|(_, part)| *part)
}
