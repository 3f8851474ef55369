//! Who is given an honour by whom: 县委授予支部“…”, 在全市表彰大会上被评为…; and when, where that is told behind it.
//!
//! Entry points: [`is_given`], [`without_meeting`], [`at_meeting`], [`told_behind`].

use std::ops::Range;

use super::Claim;
use super::clause::{clause_before, sentence_before};
use super::level::{WIDE, bare_giver, is_authority, level_of_body};
use super::text::{Text, strip_any};
use super::{title, year};

/// With what the words end that say on which occasion something was given.
const OCCASIONS: [&str; 9] = [
    "大会上",
    "会议上",
    "会上",
    "评比中",
    "评选中",
    "评选活动中",
    "创建活动中",
    "考核中",
    "表彰中",
];

/// What stands on a plaque that somebody gave: 县里给支部发了一块牌子，上面写着“…”.
pub(super) const WRITTEN: &str = "写着";

/// Who gave the plaque that stands in the clause before: 县里 of 县里给支部发了一块牌子，上面.
pub(super) fn giver_of_plaque(before: &str) -> Option<&str> {
    let (head, _) = before.rsplit_once(['，', ','])?;
    let clause = clause_before(head, head.len());
    let is_plaque = ["牌", "匾"].iter().any(|thing| clause.contains(thing));
    let to = ["给支部", "给我们", "给他们", "发给支部", "送给支部", "送支部", "授予支部"];
    let end = to.iter().filter_map(|to| clause.find(to)).min()?;
    let giver = bare_giver(&clause[..end]);
    (is_plaque && is_authority(giver)).then_some(giver)
}

/// To whom something is given, behind the verb.
const TO_BRANCH: [&str; 9] =
    ["支部", "党支部", "该支部", "该党支部", "我支部", "我们支部", "我们党支部", "其“", "他们“"];

/// 集团公司授予支部“…”: a house gives to its own branch.
fn is_house(clause: &str) -> bool {
    ["公司", "集团", "大学", "学院", "总厂", "分行", "总行", "医院"]
        .iter()
        .any(|end| clause.ends_with(end))
}

/// 县委授予支部“…”称号，同年市委授予“…”: an authority gives, and what it gives to is the branch.
pub(super) fn is_given(
    text: &Text<'_>,
    verb: &Range<usize>,
    behind: &str,
    known: &[Claim],
) -> bool {
    let behind = behind.trim_start();
    let to_branch = TO_BRANCH.iter().any(|word| behind.starts_with(word));
    // 县委先后6次授予支部“…”
    let clause = bare_giver(clause_before(text.prose, verb.start));
    let is_authority = is_authority(clause);
    let goes_on = || {
        let last = known.last().map(|last| &last.range);
        last.is_some_and(|last| text.is_one_sentence(last, verb)) && behind.starts_with('“')
    };
    // 2017年省气象局给过“文明党支部”: the title says that a branch was given it.
    let names_branch = || {
        // 给了个“先进党组织”, 给了我们一个“…”
        let named =
            ["我们", "支部", "他们", "咱们"].iter().find_map(|whom| behind.strip_prefix(whom));
        let named = named.unwrap_or(behind).trim_start_matches('一');
        let title = named
            .trim_start_matches(['个', '块', '面'])
            .strip_prefix('“')
            .and_then(|rest| rest.split_once('”'));
        title.is_some_and(|(title, _)| title.ends_with("支部") || title.ends_with("党组织"))
    };
    let given = &text.prose[verb.clone()];
    if given == WRITTEN {
        let before = sentence_before(text.prose, verb.start);
        return behind.starts_with('“') && giver_of_plaque(before).is_some();
    }
    // 市教育局党组连续四年（2020—2023年）评选该支部为…
    if given.contains("支部") || given.contains("我们") {
        return true;
    }
    // 2021年县农业农村局评他们为…, 县委给他们颁发了“…”
    if given.contains("他们") || ["评其为", "评它为"].contains(&given) {
        return is_authority;
    }
    // 县委授予的“先进基层党组织”、市委老干部局颁发的“示范党支部”
    if ["授予的", "颁发的"].contains(&given) {
        return is_authority && behind.starts_with('“');
    }
    // 省委老干部局将其列为…
    let is_listing = given == "列为"
        && ["将其", "将支部", "将该支部", "把支部"]
            .iter()
            .any(|whom| text.prose[..verb.start].ends_with(whom));
    if is_listing && is_authority {
        return true;
    }
    // 省中医药管理局送来了“老有所为示范单位”的牌子; “爱心包裹” is no honour.
    if given == "送来了" {
        let title = behind.strip_prefix('“').and_then(|rest| rest.split_once('”'));
        return is_authority && title.is_some_and(|(title, _)| title::ends_title(title));
    }
    if given == "授予" && to_branch && is_house(clause) {
        return true;
    }
    let is_giving = ["授予", "给过", "给了", "给的"].contains(&given);
    let is_bare = given == "给了";
    is_giving && is_authority && (names_branch() || !is_bare && (to_branch || goes_on()))
}

/// 在全市离退休干部工作会议上被, 支部在全县大会上被: without the occasion, which is not who was honoured.
pub(super) fn without_meeting(words: &str) -> &str {
    match meeting(words) {
        Some(occasion) if words[..occasion.start].contains("支部") => &words[..occasion.start],
        Some(occasion) => &words[occasion.end..],
        None => words,
    }
}

/// The level of the occasion: 在全市离退休干部工作会议上被表彰为.
pub(super) fn at_meeting(clause: &str) -> Option<&'static str> {
    let occasion = &clause[meeting(clause)?];
    let named =
        occasion.trim_start_matches(|c: char| c.is_ascii_digit() || "年月日在，".contains(c));
    let wide = WIDE.iter().find(|(word, _)| named.starts_with(word)).map(|(_, level)| *level);
    wide.or_else(|| {
        let body = named.split(['“', '《']).next().unwrap_or(named);
        level_of_body(body).filter(|_| body.len() < named.len() || is_authority(body))
    })
}

/// The level of the occasion that the clause before names: 2023年6月30日　雨　区委表彰大会，支部被.
pub(super) fn behind_meeting(before: &str) -> Option<&'static str> {
    const ENDS: [&str; 5] = ["表彰大会", "表彰会", "总结大会", "总结会", "工作会议"];
    let (head, _) = before.rsplit_once(['，', ','])?;
    let clause = clause_before(head, head.len());
    let clause = clause.strip_suffix('上').unwrap_or(clause);
    let named = strip_any(clause, &ENDS)?.rsplit(char::is_whitespace).next()?;
    let named = named.trim_start_matches(|c: char| c.is_ascii_digit() || "年月日在".contains(c));
    let named = named.split(['“', '《']).next().unwrap_or(named);
    let wide = WIDE.iter().find(|(word, _)| named.starts_with(word)).map(|(_, level)| *level);
    wide.or_else(|| level_of_body(named))
}

/// Where the occasion stands that a clause begins with, or that stands behind the branch.
fn meeting(words: &str) -> Option<Range<usize>> {
    let is_day = |c: char| c.is_ascii_digit() || "年月日，".contains(c);
    let mut places = words.match_indices('在').map(|(at, _)| at);
    let start = places.find(|at| {
        let before = words[..*at].trim_end_matches(is_day);
        before.is_empty() || before.ends_with("支部")
    })?;
    let behind = &words[start..];
    let end = OCCASIONS.iter().filter_map(|end| Some(behind.find(end)? + end.len())).min()?;
    Some(start..start + end)
}

/// The years that are told behind a title: 先进党支部，一回是2016年，一回是2021年; “…”，是2019年的事.
pub(super) fn told_behind(behind: &str) -> Vec<(i16, i16)> {
    const LEADS: [&str; 13] = [
        "一回是",
        "一次是",
        "一回在",
        "一次在",
        "另一次是",
        "另一回是",
        "第一次是",
        "第二次是",
        "分别是",
        "分别在",
        "分别为",
        "那是",
        "是",
    ];
    const ENDS: [&str; 6] = ["", "的事", "的事了", "得的", "获得的", "评上的"];
    let mut years = Vec::new();
    let behind = ["称号", "荣誉", "奖牌", "的牌子", "牌匾"]
        .iter()
        .find_map(|tail| behind.strip_prefix(tail))
        .unwrap_or(behind);
    let sentence = behind.split(['。', '；', '\n']).next().unwrap_or_default();
    let Some(sentence) = sentence.strip_prefix(['，', ',']) else { return years };
    for clause in sentence.split(['，', ',']) {
        let told = LEADS.iter().find_map(|lead| clause.strip_prefix(lead)).filter(|told| {
            let rest =
                told.trim_start_matches(|c: char| c.is_ascii_digit() || "年月日、和及".contains(c));
            ENDS.contains(&rest)
        });
        let Some(told) = told else { break };
        years.extend(year::years(told));
    }
    years
}

#[cfg(test)]
mod tests {
    use super::{at_meeting, told_behind, without_meeting};

    #[test]
    fn an_occasion_is_not_who_was_honoured() {
        let clause = "在全市离退休干部党建工作会议上支部被";
        assert_eq!(without_meeting(clause), "支部被");
        assert_eq!(at_meeting(clause), Some("市级"));
        assert_eq!(at_meeting("2021年在县委“七一”表彰大会上被"), Some("县级"));
        assert_eq!(without_meeting("支部在全市被"), "支部在全市被");
        assert_eq!(without_meeting("支部在2022年全县“七一”表彰大会上被"), "支部");
        assert_eq!(at_meeting("支部在2022年全县“七一”表彰大会上被"), Some("县级"));
    }

    #[test]
    fn years_may_stand_behind_a_title() {
        assert_eq!(told_behind("，一回是2016年，一回是2021年。"), [(2016, 2016), (2021, 2021)]);
        assert_eq!(told_behind("称号，分别是2014年、2018年"), [(2014, 2014), (2018, 2018)]);
        assert_eq!(told_behind("”，是2019年的事"), []);
        assert_eq!(told_behind("，是2019年的事"), [(2019, 2019)]);
        assert_eq!(told_behind("，是2019年以来全县唯一的"), []);
    }
}
