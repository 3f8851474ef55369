//! `honour-in-text`: year and level of an honour are the same in the text and in the facts.
//!
//! Why: 2022 in the text and 2023 in the facts puts the branch on the list of a year in which it was not
//! honoured. Only titles that both name are compared; a title that the branch was given in several years
//! agrees where one of them does.

use crate::check::Rule;
use crate::check::case::Case;
use crate::claims::{self, Claim, Doubt, Topic, What};
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::Message;
use crate::parse::profile::Honour;

pub(super) const RULE: Rule = Rule::story("honour-in-text", Severity::Warning, check);

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let honours = &case.story.profile.honours;
    if honours.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for claim in case.claims(Topic::Honours).iter().filter(|claim| is_read(claim)) {
        let What::Honour(told) = &claim.what else { continue };
        let alike = honours.iter().enumerate().filter(|(_, one)| is_alike(&one.title, &told.title));
        let alike: Vec<(usize, &Honour)> = alike.collect();
        let Some((nth, honour)) = alike.first() else { continue };
        let agrees = |years: bool, level: bool| {
            alike.iter().any(|(_, one)| {
                (!years || fits_year(one, told)) && (!level || fits_level(one, told))
            })
        };
        let title = unquoted(&case.prose()[claim.range.clone()]);
        let message = if !agrees(true, false) {
            let (Some((told, _)), Some((stated, _))) = (told.years, honour.years) else { continue };
            Message::new("honour-year-in-text")
                .text("title", title)
                .text("told", told.to_string())
                .text("stated", stated.to_string())
        } else if !agrees(true, true) {
            let (Some(told), Some(stated)) = (&told.level, &honour.level) else { continue };
            Message::new("honour-level-in-text")
                .text("title", title)
                .text("told", told.as_str())
                .text("stated", &**stated)
        } else {
            continue;
        };
        found.push(
            RULE.found(case.text.place(claim.range.clone()), message)
                .with_related(
                    case.part(("honours", Some(*nth)), &honour.title),
                    Message::new("honour-stated"),
                )
                .with_help(Message::new("members-total-in-text-help")),
        );
    }
    found
}

/// Whether title and year were read for sure; a level that was not is not compared.
fn is_read(claim: &Claim) -> bool {
    claim.doubt.is_none() || claim.doubt == Some(Doubt::Level)
}

fn fits_year(honour: &Honour, told: &claims::Honour) -> bool {
    match (honour.years, told.years) {
        (Some((first, last)), Some((told_first, told_last))) => {
            first <= told_last && told_first <= last
        }
        (None, _) | (_, None) => true,
    }
}

/// 区 and 县 are one level, 州 and 市 are.
fn fits_level(honour: &Honour, told: &claims::Honour) -> bool {
    let rank = |level: &str| match level.trim_end_matches('级') {
        "区" | "旗" | "县" => "县".to_owned(),
        "州" | "盟" | "地" | "师" | "市" => "市".to_owned(),
        "自治区" | "兵团" | "省" => "省".to_owned(),
        "全国" | "国家" => "国家".to_owned(),
        other => other.to_owned(),
    };
    match (honour.level.as_deref(), told.level.as_deref()) {
        (Some(stated), Some(told)) => rank(stated) == rank(told),
        (None, _) | (_, None) => true,
    }
}

/// A title that is a quotation as a whole, without its marks: the message has its own.
fn unquoted(title: &str) -> &str {
    let inside = title.strip_prefix('“').and_then(|rest| rest.strip_suffix('”'));
    inside.filter(|inside| !inside.contains('”')).unwrap_or(title)
}

/// Whether two titles name one honour: the same words without quotation marks, place and level.
pub(super) fn is_alike(one: &str, two: &str) -> bool {
    let (one, two) = (core(one), core(two));
    let shortest = one.chars().count().min(two.chars().count());
    shortest >= 4 && (one.ends_with(&two) || two.ends_with(&one))
}

fn core(title: &str) -> String {
    let title: String = title.chars().filter(|c| !"“”‘’\"《》「」 ".contains(*c)).collect();
    let title = title.trim_end_matches("荣誉称号").trim_end_matches("称号");
    ["全国", "全省", "全市", "全县", "全区", "县级", "市级", "省级", "区级", "国家级"]
        .iter()
        .find_map(|word| title.strip_prefix(word))
        .unwrap_or(title)
        .to_owned()
}
