//! When the branch was founded and renamed: 成立于2005年8月, 2018年7月…正式组建, 2017年5月更名为….
//!
//! Entry point: [`claims`]. The founding of a team, a school or another body is none of the branch.

use memchr::memmem;

use super::clause::{
    clause_before, clause_behind, item_before, near_before, sentence_before, sentence_behind,
};
use super::former::{self, FOUND};
use super::team::ends_with_team;
use super::text::{Subject, Text, strip_any};
use super::{Claim, Doubt, What, name};
use crate::date::{self, Found};
use crate::prefilter;

/// A part of a year.
const SEASONS: [&str; 12] =
    ["春天", "夏天", "秋天", "冬天", "春季", "秋季", "春", "秋", "年初", "初", "底", "末"];
const RENAME: [&str; 12] = [
    "更名",
    "更为现名",
    "改名",
    "改称",
    "改设",
    "改建",
    "拆分",
    "升格",
    "合并成立",
    "变更为",
    "改为现名",
    "改为",
];
/// What a sentence is about where it is not about a branch: 协会成立于…, 组建了宣讲队.
const BODIES: [&str; 10] =
    ["会", "中心", "学校", "小组", "医院", "公司", "站", "平台", "基地", "驿站"];

pub(super) fn claims(text: &Text<'_>) -> Vec<Claim> {
    let mut claims = Vec::new();
    let mut has_founding = false;
    for found in dates(text.prose) {
        let Ok(date) = found.date else { continue };
        let is_renamed = is_renaming(text, &found);
        if is_renamed {
            let former = former_name(text, &found);
            let what = What::Renamed { until: Some(date), former };
            claims.push(Claim { what, range: found.range.clone(), doubt: None });
        }
        // 成立于2020年1月，由原…改名而来 is both.
        if is_renamed && !verb_before(text, &found) && !is_made_then(text, &found) {
            continue;
        }
        if !has_founding && is_founding(text, &found) {
            has_founding = true;
            let is_other = is_of_former(text, &found) || is_split(text, &found);
            // 成立于2019年机构改革之后: it may be a later year.
            let behind = clause_behind(text.prose, found.range.end);
            let is_after = ["之后", "以后"].iter().any(|word| behind.ends_with(word))
                && behind.chars().count() > 2
                && date.month().is_none();
            let doubt =
                if is_after { Some(Doubt::Unclear) } else { is_other.then_some(Doubt::Other) };
            claims.push(Claim { what: What::Founded(date), range: found.range, doubt });
        }
    }
    if !claims.iter().any(is_sure_founding) {
        claims.extend(raised(text));
    }
    claims
}

fn is_sure_founding(claim: &Claim) -> bool {
    matches!(claim.what, What::Founded(_)) && claim.doubt.is_none()
}

/// 前身是…党小组，1990年升格为党支部: what was a group is a branch since.
fn raised(text: &Text<'_>) -> Option<Claim> {
    const RAISED: [&str; 4] = ["升格为党支部", "升格为支部", "改建为党支部", "改建为支部"];
    if !prefilter::passes(
        ["升格为", "改建为"]
            .iter()
            .any(|word| memmem::find(text.prose.as_bytes(), word.as_bytes()).is_some()),
    ) {
        return None;
    }
    let found = dates(text.prose).into_iter().find(|found| {
        let near = up_to_next_year(text, found);
        let before = RAISED.iter().filter_map(|word| near.find(word)).min().map(|at| &near[..at]);
        before.is_some_and(|before| {
            let how = before.trim_start_matches(['，', ',']);
            let is_how = how.is_empty()
                || how.starts_with(['由', '从', '经'])
                || ["正式", "获批", "支部"].contains(&how);
            is_how && text.subject(found.range.start) != Subject::Other
        })
    })?;
    let date = found.date.ok()?;
    Some(Claim { what: What::Founded(date), range: found.range, doubt: None })
}

/// The dates of a prose, and those of the year that was just told: 2019年机构改革，…。支部于当年6月成立.
fn dates(prose: &str) -> Vec<Found> {
    let mut dates: Vec<Found> = date::scan(prose).collect();
    let that = ["当年", "那年"].into_iter();
    let told: Vec<Found> = that
        .flat_map(|word| memmem::find_iter(prose.as_bytes(), word.as_bytes()).collect::<Vec<_>>())
        .filter_map(|at| relative(prose, at, &dates))
        .collect();
    if !told.is_empty() {
        dates.extend(told);
        dates.sort_by_key(|found| found.range.start);
    }
    dates
}

/// 当年6月, 那年6月 at byte `at`: the month of the last year before it in its paragraph.
fn relative(prose: &str, at: usize, dates: &[Found]) -> Option<Found> {
    let start = at + "当年".len();
    let length = prose[start..].find('月').filter(|length| (1..=2).contains(length))?;
    let month: u8 = prose[start..start + length].parse().ok()?;
    let last = dates.partition_point(|found| found.range.start < at).checked_sub(1)?;
    let last = &dates[last];
    let year = last.date.as_ref().ok()?.year();
    // …要从2014年说起。, and below it: 那年10月，….
    let between = &prose[last.range.end..at];
    let is_next = prose[at..].starts_with("那年")
        && between.ends_with('\n')
        && between.matches('\n').count() == 1
        && between.chars().count() <= 12;
    if between.contains('\n') && !is_next {
        return None;
    }
    let date = date::parse(&format!("{year}年{month}月"));
    date.is_ok().then(|| Found { range: at..start + length + '月'.len_utf8(), date })
}

/// Whether a date that a renaming follows is of the founding before it: 2007年成立，由…更名而来; 2003年10月由…合并成立.
fn is_made_then(text: &Text<'_>, found: &Found) -> bool {
    let near = up_to_next_year(text, found);
    let is_first = FOUND.iter().any(|verb| near.starts_with(verb));
    is_first || ["合并成立", "分离成立", "更名成立"].iter().any(|verb| near.contains(verb))
}

fn is_founding(text: &Text<'_>, found: &Found) -> bool {
    verb_before(text, found) || verb_behind(text, found)
}

/// 成立于2005年8月, 始建于1998年.
fn verb_before(text: &Text<'_>, found: &Found) -> bool {
    let clause = text.clause(found.range.start);
    if text.label(found.range.start).is_some_and(is_label) {
        return true;
    }
    let bare = strip_any(clause, &["时间为", "时间是", "时间", "于", "在", "自"]).unwrap_or(clause);
    let Some(subject) = strip_any(bare, &FOUND) else { return false };
    // 建支于1999年5月: the word says that it is a branch.
    if bare == "建支" && bare.len() < clause.len() {
        return text.subject(found.range.start) != Subject::Other;
    }
    // 这个成立于2013年8月的支部
    let behind = &text.prose[found.range.end..];
    let is_this = ["这个", "这", "一个"].iter().any(|word| subject.ends_with(word))
        && ["的支部", "的党支部"].iter().any(|word| behind.starts_with(word));
    if is_this {
        return true;
    }
    let is_glued = bare.len() == clause.len() && !bare.ends_with("成立");
    !is_glued && is_branch(text, found.range.start, subject)
}

/// What a form calls it: 成立, 始建时间, 党支部组建日期.
fn is_label(label: &str) -> bool {
    let own = strip_any(label, &["时间", "日期", "年月", "年份"]).unwrap_or(label);
    let own = own.trim_start_matches("党").trim_start_matches("支部").trim_start_matches("组织");
    // 批准建立日期, 支部生日
    let own = own.trim_start_matches("批准").trim_start_matches("获批");
    FOUND.contains(&own) || ["支部生日", "支部诞生日", "批准时间", "批复时间"].contains(&label)
}

/// 2018年7月，随着机构合并，…支部正式组建; 于2011年3月成立; 2016年6月，…成立了…党支部.
fn verb_behind(text: &Text<'_>, found: &Found) -> bool {
    let near = up_to_next_year(text, found);
    let mut from = 0;
    // 2019年11月，两家合并组建中心，支部由此成立: not the first verb alone.
    while let Some((at, verb)) = FOUND
        .iter()
        .filter(|verb| **verb != "建")
        .filter_map(|verb| Some((from + near[from..].find(verb)?, *verb)))
        .min_by_key(|(at, verb)| (*at, std::cmp::Reverse(verb.len())))
    {
        if is_founded_by(text, found, at..at + verb.len()) {
            return true;
        }
        from = at + verb.len();
    }
    false
}

/// The words between a date and its verb, without how, where and by whom it was founded.
fn who_was_founded(words: &str) -> &str {
    // 甲支部在这里成立
    let words = strip_any(words, &["在这里", "在这儿", "在此"]).unwrap_or(words);
    // 支部在镇中心学校成立
    let place = words.split_once('在').filter(|(who, _)| who.ends_with("支部"));
    let words = place.map_or(words, |(who, _)| who);
    // 邮电分营时由原…分出设立: when, and where it came from.
    let words = ["时由", "后由"]
        .iter()
        .find_map(|mark| words.find(mark).map(|at| &words[at + '时'.len_utf8()..]))
        .unwrap_or(words);
    let words =
        words.trim_end_matches(['正', '式', '才', '中', '里', '已', '经', '就', '便', '一']);
    let words =
        strip_any(words, &["合并", "整合", "联合", "共同", "重新", "单独"]).unwrap_or(words);
    // 于2021年8月从原局老干支部分设, 2010年在原老干党小组基础上成立, 随机构改革成立: where it came from.
    let is_approved = words.starts_with('经')
        && ["批准", "批复", "同意", "研究", "决定"].iter().any(|word| words.ends_with(word));
    // 2009年12月企业改制时重新组建
    let is_time = words.ends_with(['时', '后']) && !words.contains("支部");
    let is_origin = is_approved
        || is_time
        || words.starts_with(['从', '由', '随', '因'])
        || words.starts_with('在') && words.ends_with("基础上");
    if is_origin { "" } else { words }
}

/// Whether the verb that stands at `verb` in the sentence behind a date founds the branch.
fn is_founded_by(text: &Text<'_>, found: &Found, verb: std::ops::Range<usize>) -> bool {
    let near = up_to_next_year(text, found);
    let at = verb.start;
    let longest = if near[..at].contains("由原") { 80 } else { 45 };
    if near[..at].contains(['；', '（', '(']) || near[..at].chars().count() > longest {
        return false;
    }
    let behind = near[verb.end..].trim_start_matches('了');
    let object = behind.split(['，', '。', '；', '、', ',', '：']).next().unwrap_or_default();
    let between = who_was_founded(clause_before(&near[..at], at));
    // 甲局党支部（2006年6月成立）
    let is_plain = object.is_empty()
        || object.starts_with(['）', ')'])
        || ["的", "来", "来的", "而来", "出来", "出来的", "的时候", "的那年"].contains(&object)
        || object.starts_with("以来")
        || object.starts_with("至今")
        || object.starts_with("到现在")
        || object.starts_with('后')
        || object.starts_with('时')
        || object.starts_with('之')
        || object.starts_with('起')
        || ["那天", "那年", "那一天", "那一年", "当天"].iter().any(|day| object.starts_with(day));
    // 2007年春天成立
    let between = strip_any(between, &SEASONS).unwrap_or(between);
    if is_plain {
        let subject = if between.trim().is_empty()
            || between == near[..at].trim()
                && between.chars().count() <= 2
                && !between.ends_with("支部")
        {
            text.clause(found.range.start)
        } else {
            between
        };
        // 支部说来也不算年轻了——2009年10月由三家的老同志凑到一处成立的
        let subject = subject.rsplit("——").next().unwrap_or(subject);
        let subject =
            subject.trim_end_matches(['于', '自', '在', '从', '是', '系', '（', '(']).trim_end();
        // 甲局党支部在原乙局老干部党支部的基础上于2019年8月组建
        let origin = subject.strip_suffix("基础上").and_then(|head| head.rsplit_once('在'));
        let subject = origin.map_or(subject, |(subject, _)| subject);
        let subject = strip_any(subject, &["由此", "就此", "随之"]).unwrap_or(subject);
        // 甲支部由三家单位的退休党员于2008年11月合并组建
        let members = subject.split_once('由').filter(|(_, who)| who.ends_with("党员"));
        let subject = members.map_or(subject, |(subject, _)| subject);
        // 2003年3月成立至今，支部已换届6次: the next clause says who.
        let next = behind.split(['，', ',']).nth(1).unwrap_or_default();
        let is_since = ["以来", "至今"].iter().any(|word| object.starts_with(word));
        if is_since && subject.is_empty() && next.starts_with("支部") {
            return true;
        }
        return is_branch(text, found.range.start, subject);
    }
    // 这个2016年11月成立的支部
    let these = ["的支部", "的党支部", "的这个支部", "的这个党支部"];
    let is_this = these.contains(&object)
        || these[2..].iter().any(|this| object.starts_with(this))
        || text.clause(found.range.start).ends_with('是')
            && object.ends_with("支部")
            && object.chars().count() <= 12;
    // 样例区成立了残联、民政、老龄办联合党支部
    let whole = behind.split(['，', '。', '；', ',']).next().unwrap_or_default();
    let object = if whole.ends_with("支部") { whole } else { object };
    let is_party = is_this
        || object.contains("支部") && !object.contains("个党支部") && !object.starts_with('的');
    is_party && !ends_with_body(object)
}

/// Whether `subject`, the words before the verb, is the branch.
fn is_branch(text: &Text<'_>, at: usize, subject: &str) -> bool {
    let subject = subject.trim_end_matches(['最', '早', '正', '式', '于', '自']).trim();
    // 甲局离退休干部党支部（原乙局老干部支部）建于2001年9月
    let subject = match subject.strip_suffix(['）', ')']).and_then(|head| head.rfind(['（', '(']))
    {
        Some(open) => subject[..open].trim_end(),
        None => subject,
    };
    // 中共…支部委员会（以下简称“支部”）
    let subject =
        subject.strip_suffix("委员会").filter(|bare| bare.ends_with("支部")).unwrap_or(subject);
    if subject.ends_with("支部") {
        let item = item_before(subject, subject.len());
        return ["该支部", "该党支部"].contains(&item) || !item.contains(['与', '该']);
    }
    let is_silent = subject.is_empty() || subject.ends_with(['是', '它']);
    // 成立于2007年5月，党员13人: of whom the title speaks.
    let is_untold = subject.is_empty()
        && text.subject(at) == Subject::Unsaid
        && ["党员", "支委"].iter().any(|word| sentence_behind(text.prose, at).contains(word));
    if is_untold || subject.is_empty() && is_row(text, at) {
        return true;
    }
    is_silent && text.subject(at) == Subject::Branch && !names_body(sentence_before(text.prose, at))
}

/// 党员42名\n2018年合并后组建\n支委3人: a short line among those that tell of the members.
fn is_row(text: &Text<'_>, at: usize) -> bool {
    const LONGEST: usize = 20;
    let before = text.prose[..at].strip_suffix('\n');
    let line = text.prose[at..].lines().next().unwrap_or_default();
    let tells = |line: &str| {
        let head = line.trim();
        head.chars().count() <= LONGEST
            && ["党员", "支委", "女党员", "平均年龄"].iter().any(|word| head.starts_with(word))
    };
    let above = before.and_then(|before| before.lines().next_back());
    let below = text.prose[at..].lines().nth(1);
    before.is_some()
        && line.chars().count() <= LONGEST
        && !line.ends_with('。')
        && above.into_iter().chain(below).any(tells)
}

/// Whether the sentence has named a team or a house by now.
fn names_body(sentence: &str) -> bool {
    let clause = sentence.trim_end_matches(['，', ',']);
    let last = clause_before(clause, clause.len());
    ends_with_body(last)
}

/// Whether words end with a team or a house.
fn ends_with_body(words: &str) -> bool {
    ends_with_team(words) || BODIES.iter().any(|body| words.ends_with(body))
}

/// Whether the branch was renamed then.
fn is_renaming(text: &Text<'_>, found: &Found) -> bool {
    let near = up_to_next_year(text, found);
    let Some(at) = RENAME.iter().filter_map(|verb| near.find(verb)).min() else { return false };
    let is_near = near[..at].chars().count() <= 30 && !near[..at].contains('；');
    is_near && text.subject(found.range.start) != Subject::Other
}

/// What the branch was called before, where the sentence says so.
fn former_name(text: &Text<'_>, found: &Found) -> Option<String> {
    let before = sentence_before(text.prose, found.range.start);
    let said = former::name(up_to_next_year(text, found)).or_else(|| former::name(before));
    said.map(str::to_owned).or_else(|| founded_as(text, found))
}

/// 甲局老干部党支部始设于2005年8月，2017年5月更名为甲局第三党支部: the name under which it was founded, where it has a new one.
fn founded_as(text: &Text<'_>, found: &Found) -> Option<String> {
    let near = up_to_next_year(text, found);
    let verbs = ["更名为", "改名为", "改称", "更为"];
    let start = verbs.iter().find_map(|verb| near.find(verb).map(|at| at + verb.len()))?;
    let new = &near[start..];
    let new = &new[..new.find("支部")? + "支部".len()];
    // A name that lies further back is another story's.
    let before = near_before(text.prose, found.range.start);
    let mut places = before.rmatch_indices("支部").map(|(at, word)| (at, at + word.len()));
    let (at, end) = places.find(|(_, end)| {
        let behind = before[*end..].trim_start_matches(['于', '正', '式', '最', '早', '，']);
        FOUND.iter().any(|verb| behind.starts_with(verb))
    })?;
    let old = &before[name::start_of(&before[..at])?..end];
    (old != new).then(|| old.to_owned())
}

/// 前身是成立于1995年的…党支部: whether the branch of today is that one is for people to say.
fn is_of_former(text: &Text<'_>, found: &Found) -> bool {
    let clause = text.clause(found.range.start);
    // 由三个支部于2010年合并组建 is the founding of this one.
    let is_joined =
        ["合并", "整合"].iter().any(|word| text.prose[found.range.end..].starts_with(word));
    !is_joined && ["前身", "由原", "原名"].iter().any(|word| clause.contains(word))
}

/// 成立于2000年9月，2022年9月拆分为3个党支部: the branch of today is one of those that came of it.
fn is_split(text: &Text<'_>, found: &Found) -> bool {
    let rest = sentence_behind(text.prose, found.range.end);
    ["拆分", "分设为", "一分为", "分为两个", "分为三个", "划分为"]
        .iter()
        .any(|verb| rest.find(verb).is_some_and(|at| rest[at..].contains("支部")))
}

/// The rest of the sentence; another date has its own verb.
fn up_to_next_year<'t>(text: &Text<'t>, found: &Found) -> &'t str {
    let sentence = sentence_behind(text.prose, found.range.end);
    &sentence[..sentence.find('年').unwrap_or(sentence.len())]
}
