//! A committee whose offices are counted one by one: 书记1名、副书记1名、委员3名; 书记某某，另有委员2名.
//!
//! Entry points: [`offices`], [`sum`], [`OFFICES`].

use super::clause::{clause_before, clause_behind, is_han, item_before, sentence_before};
use super::text::Text;
use super::{Claim, What};
use crate::quantity::{self, Found};

/// What those of a committee are.
pub(super) const OFFICES: [&str; 7] =
    ["副书记", "书记", "委员", "纪检委员", "组织委员", "宣传委员", "支委"];

/// 书记1名、副书记1名、委员3名, and 支部书记、组织委员、宣传委员各1名: their sum.
pub(super) fn offices(text: &Text<'_>, first: &Found) -> Option<Claim> {
    // 不设委员会，设书记1名
    if sentence_before(text.prose, first.range.start).contains("不设") {
        return None;
    }
    let clause = clause_before(text.prose, first.range.start);
    let is_office = |item: &str| OFFICES.iter().any(|office| item.trim_end().ends_with(office));
    if let Some(list) =
        clause.strip_suffix("各").filter(|list| list.contains('、') && is_office(list))
    {
        let items: Vec<&str> = list.split('、').collect();
        let count = u64::try_from(items.len()).ok()? * first.quantity.exact_whole()?;
        let start = first.range.start - clause.len();
        // 书记、副书记各1名，委员3名: the list goes on.
        let (more, end, _) = rest_of_list(text, first.range.end)?;
        let range = start..end;
        // 书记由某人担任，组织委员、宣传委员各1名
        let has_secretary = items.iter().any(|item| item.contains("书记"));
        // 支委会由5人组成，设书记、副书记各1人: who of them leads.
        let has_member = items.iter().any(|item| item.ends_with("委员")) || more > 0;
        if !has_member && sentence_before(text.prose, start).contains('委') {
            return None;
        }
        let secretary = if has_secretary { 0 } else { secretaries_before(text, start) };
        return items
            .iter()
            .all(|item| is_office(item))
            .then(|| sum(range, count + more + secretary, first))?;
    }
    if let Some(all) = secretary_and(text, first, clause).or_else(|| counted_first(text, first)) {
        return Some(all);
    }
    let item = item_before(text.prose, first.range.start);
    let item = item.strip_suffix("有").unwrap_or(item);
    // 支部书记由某人担任，组织委员1名、宣传委员1名
    let is_member = item.trim_end().ends_with("委员") && item.trim_end().chars().count() == 4;
    // 书记由某人担任，副书记1名、委员3名
    let is_deputy = item.trim_end().ends_with("副书记");
    let named = if is_member {
        secretaries_before(text, first.range.start)
    } else if is_deputy {
        secretaries_before(text, first.range.start - clause.len())
    } else {
        0
    };
    if named > 0 {
        let (more, end, _) = rest_of_list(text, first.range.end)?;
        let count = first.quantity.exact_whole()? + more + named;
        return (more > 0).then(|| sum(first.range.start..end, count, first))?;
    }
    if !item.trim_end().ends_with("书记") || item.trim_end().ends_with("副书记") {
        return None;
    }
    let start = first.range.start - "书记".len();
    let (more, end, offices) = rest_of_list(text, first.range.end)?;
    // 支部委员会由7名委员组成，设书记1名、副书记1名: who of them leads.
    let leads_only = !text.prose[start..end].contains('委')
        && sentence_before(text.prose, start).contains("委员");
    let count = first.quantity.exact_whole()? + more;
    (offices > 0 && !leads_only).then(|| sum(start..end, count, first))?
}

/// What a list of offices counts behind byte `from`: how many in all, where it ends, how many offices.
fn rest_of_list(text: &Text<'_>, from: usize) -> Option<(u64, usize, usize)> {
    let (mut count, mut end, mut offices) = (0, from, 0);
    for found in text.people_from(from) {
        let between =
            text.prose[end..found.range.start].trim_start_matches(['、', '，', ',', ' ', '和']);
        let between = between.strip_prefix("党").unwrap_or(between);
        let between = between.strip_prefix("支部").unwrap_or(between);
        // 组宣委员1名: whatever it is for.
        let is_member = between.ends_with("委员")
            && between.chars().count() <= 6
            && between.chars().all(is_han);
        if !OFFICES.contains(&between) && !is_member {
            break;
        }
        count += found.quantity.exact_whole()?;
        (end, offices) = (found.range.end, offices + 1);
    }
    // 组织、宣传、文体委员各1名 ends a list; what is not understood makes it unsure.
    let rest = text.prose[end..].trim_start_matches(['、', '，', ',', ' ', '和']);
    let next = text.people_from(end).next();
    if let Some(next) = next.filter(|_| !rest.starts_with('。')) {
        let between = &text.prose
            [text.prose.len() - rest.len()..next.range.start.max(text.prose.len() - rest.len())];
        if let Some(list) = between.strip_suffix("委员各") {
            let is_list = !list.contains(['，', '。', '；', '\n']);
            let offices = u64::try_from(list.split('、').count()).ok()?;
            return is_list.then_some(()).and_then(|()| {
                Some((count + offices * next.quantity.exact_whole()?, next.range.end, 2))
            });
        }
        if between.ends_with("委员") && !between.contains(['，', '。', '；', '\n']) {
            return None;
        }
    }
    Some((count, end, offices))
}

/// 1名书记、2名支委: the numbers stand first.
fn counted_first(text: &Text<'_>, first: &Found) -> Option<Claim> {
    let behind = |found: &Found| {
        text.prose[found.range.end..].trim_start_matches("支部").trim_start_matches('党')
    };
    if !behind(first).starts_with("书记") {
        return None;
    }
    let (mut count, mut end) = (0, first.range.end);
    for found in text.people_from(first.range.start) {
        let between = &text.prose[end.min(found.range.start)..found.range.start];
        let is_next = found.range == first.range
            || between.chars().count() <= 6 && between.ends_with(['、', '，', '和']);
        let office = OFFICES.iter().find(|office| behind(found).starts_with(**office));
        let Some(office) = office.filter(|_| is_next) else { break };
        count += found.quantity.exact_whole()?;
        end = found.range.end + text.prose[found.range.end..].find(office)? + office.len();
    }
    let is_more = count > first.quantity.exact_whole()?;
    is_more.then(|| sum(first.range.start..end, count, first))?
}

/// 支部书记和2名委员组成班子, 书记某某，另有委员2名: the secretary is one more.
fn secretary_and(text: &Text<'_>, found: &Found, clause: &str) -> Option<Claim> {
    let behind = clause_behind(text.prose, found.range.end);
    // 书记、副书记加上5名委员，7个人人人有分工
    let joined = clause.strip_suffix("加上").or_else(|| clause.strip_suffix("外加"));
    let is_added = joined.is_some_and(|list| list.contains("书记"));
    let list = joined.or_else(|| clause.strip_suffix(['和', '及', '、'])).unwrap_or_default();
    let list = list.rsplit_once('由').map_or(list, |(_, list)| list);
    let is_made = behind.starts_with("委员")
        && (is_added || behind.contains("组成") || behind.contains("班子"))
        && !list.is_empty()
        && list.split('、').all(|office| {
            OFFICES
                .iter()
                .any(|one| office.trim_start_matches("党").trim_start_matches("支部") == *one)
        });
    let offices = if is_made { list.split('、').count() } else { 0 };
    let more =
        if is_made { u64::try_from(offices).ok()? } else { named_secretaries(text, found, clause) };
    let count = found.quantity.exact_whole()? + more;
    (more > 0).then(|| sum(found.range.clone(), count, found))?
}

/// One where the sentence before byte `at` names the secretary and does not count it.
fn secretaries_before(text: &Text<'_>, at: usize) -> u64 {
    let sentence = sentence_before(text.prose, at);
    let named = sentence.rsplit_once("书记").map(|(_, who)| who);
    u64::from(named.is_some_and(|who| {
        !who.is_empty() && !who.contains(|c: char| c.is_ascii_digit() || "一两".contains(c))
    }))
}

/// 书记示例甲，委员2名; 书记由某人担任，另设委员4名: how many secretaries stand before the other members, who are not counted.
fn named_secretaries(text: &Text<'_>, found: &Found, clause: &str) -> u64 {
    let is_others = ["委员", "其他委员", "其余委员"].contains(&clause)
        || clause.contains('另') && clause.contains("委");
    if !is_others {
        return 0;
    }
    let sentence = sentence_before(text.prose, found.range.start);
    let before = &sentence[..sentence.len() - clause.len().min(sentence.len())];
    let clauses: Vec<&str> = before.split(['，', ',', '；', '、']).collect();
    // 书记1名 is counted, 选举产生书记 is not of somebody.
    let named = clauses.iter().filter(|part| {
        let Some((_, who)) = part.rsplit_once("书记") else { return false };
        let is_counted = who.contains(|c: char| c.is_ascii_digit() || "一两各".contains(c));
        let is_person = !who.is_empty() || part.contains(['任', '由', '选']);
        is_person && !is_counted && who.chars().count() <= 24
    });
    u64::try_from(named.count()).unwrap_or_default()
}

pub(super) fn sum(range: std::ops::Range<usize>, count: u64, first: &Found) -> Option<Claim> {
    let quantity = quantity::parse_quantity(&format!("{count}{}", first.quantity.unit())).ok()?;
    Some(Claim { what: What::Committee(quantity), range, doubt: None })
}
