//! From claims to facts: what nothing else can mean is filled in, the rest is asked.
//!
//! Entry point: [`read`].

use crate::claims::{self, Claim, Doubt, What};
use crate::date;
use crate::import::facts::asked::{around, why};
use crate::import::facts::{Facts, Former, Honour, Prose, activity};
use crate::parse::profile::keys;
use crate::quantity::{self, Found, Quantity};

/// The fields with one value, in the order of a profile.
const SINGLE: [&str; 8] = [
    "branch.founded",
    "members.total",
    "members.average_age",
    "members.committee",
    "members.veteran",
    "members.retired",
    "members.serving",
    "members.women",
];

/// Makes facts and questions of the claims of a prose.
pub(super) fn read(prose: &Prose, claims: &[Claim], facts: &mut Facts) {
    let found: Vec<Found> = quantity::scan(&prose.text).collect();
    let denied = claims::denied(&prose.text, &found, claims);
    let is_denied = |claim: &Claim| denied.iter().find(|one| one.part == claim.range);
    for path in SINGLE {
        let own = claims.iter().filter(|claim| claim.what.field() == Some(path));
        let (own, odd): (Vec<&Claim>, Vec<_>) = own.partition(|claim| is_denied(claim).is_none());
        single(path, &own, prose, facts);
        for claim in odd {
            let Some(denied) = is_denied(claim) else { continue };
            let at = prose.place(denied.share.start);
            let why = format!("与{at}“{}”不合", around(prose, &denied.share));
            facts.ask(path, question(path, claim, prose, &why));
        }
    }
    for claim in claims {
        match &claim.what {
            What::Band { label, count, .. } => band(label, count, (claim, prose), facts),
            What::Groups(count) => {
                facts.ask("members.groups", format!("党小组: {}（没有这一项）", count.text()));
            }
            What::Renamed { until, former } => {
                let until = until.as_ref().map(ToString::to_string);
                renamed(until, former.as_deref(), (claim, prose), facts);
            }
            What::Honour(honour) => self::honour(honour, (claim, prose), facts),
            What::Activity { name, count, since } => {
                activity::fill(name, count, since.as_deref(), (claim, prose), facts);
            }
            What::Total(_)
            | What::Part(..)
            | What::Average(_)
            | What::Committee(_)
            | What::Name(_)
            | What::Founded(_) => {}
        }
    }
}

/// A field with one value: filled where all sure claims agree, or where one is more exact than the others.
fn single(path: &'static str, claims: &[&Claim], prose: &Prose, facts: &mut Facts) {
    let text = |claim: &Claim| prose.text[claim.range.clone()].to_owned();
    // What is said alone is taken; `check` does not hold it against a fact.
    let is_told = claims.iter().any(|claim| claim.doubt.is_none());
    let is_sure =
        |claim: &&&Claim| claim.doubt.is_none() || !is_told && claim.doubt == Some(Doubt::Alone);
    let (sure, unsure): (Vec<&&Claim>, Vec<_>) = claims.iter().partition(is_sure);
    let exact: Vec<&&Claim> = sure.iter().copied().filter(|claim| is_exact(&claim.what)).collect();
    let best = if exact.is_empty() { &sure } else { &exact };
    let first = best.first();
    let agree =
        best.iter().all(|claim| Some(value(&claim.what)) == first.map(|first| value(&first.what)));
    if let Some(first) = first.filter(|_| agree) {
        match facts.get(path) {
            None => facts.fill(path, stated(&first.what).unwrap_or_else(|| text(first))),
            // A form says otherwise.
            Some(known)
                if known != text(first)
                    && stated(&first.what).is_none_or(|one| one != known)
                    && !is_same(known, &first.what) =>
            {
                facts.ask(path, question(path, first, prose, "与表格不同"));
            }
            Some(_) => {}
        }
    }
    for claim in sure.iter().filter(|_| !agree) {
        facts.ask(path, question(path, claim, prose, "文中前后不一"));
    }
    let known = first.map(|first| value(&first.what));
    for claim in unsure {
        if known.as_ref() != Some(&value(&claim.what)) {
            facts.ask(path, question(path, claim, prose, why(claim.doubt)));
        }
    }
}

/// What two claims agree in.
fn value(what: &What) -> String {
    match what {
        What::Total(one) | What::Part(_, one) | What::Average(one) | What::Committee(one) => {
            one.value().to_string()
        }
        What::Founded(date) => date.to_string(),
        What::Band { .. }
        | What::Groups(_)
        | What::Name(_)
        | What::Renamed { .. }
        | What::Honour(_)
        | What::Activity { .. } => String::new(),
    }
}

/// Whether a form says the same in other words: 33 and 33人, 2009.9 and 2009年9月.
fn is_same(known: &str, what: &What) -> bool {
    match what {
        What::Total(one) | What::Part(_, one) | What::Average(one) | What::Committee(one) => {
            quantity::parse_quantity(known).is_ok_and(|known| known.value() == one.value())
        }
        What::Founded(told) => date::parse(known).is_ok_and(|known| known == *told),
        What::Band { .. }
        | What::Groups(_)
        | What::Name(_)
        | What::Renamed { .. }
        | What::Honour(_)
        | What::Activity { .. } => false,
    }
}

/// The value as written; `None` where the range of the claim is it.
fn stated(what: &What) -> Option<String> {
    match what {
        What::Total(one) | What::Part(_, one) | What::Average(one) | What::Committee(one) => {
            Some(one.text().to_owned())
        }
        What::Founded(date) => Some(date.to_string()),
        What::Band { .. }
        | What::Groups(_)
        | What::Name(_)
        | What::Renamed { .. }
        | What::Honour(_)
        | What::Activity { .. } => None,
    }
}

fn is_exact(what: &What) -> bool {
    match what {
        What::Total(one) | What::Part(_, one) | What::Committee(one) => one.exact_whole().is_some(),
        What::Average(_)
        | What::Founded(_)
        | What::Band { .. }
        | What::Groups(_)
        | What::Name(_)
        | What::Renamed { .. }
        | What::Honour(_)
        | What::Activity { .. } => true,
    }
}

/// 班子成员: 3名（第4段“推选出3名…”，也可能是其中一部分）
fn question(path: &str, claim: &Claim, prose: &Prose, why: &str) -> String {
    let name = keys::chinese_name(path).unwrap_or(path);
    let value = &prose.text[claim.range.clone()];
    let at = prose.place(claim.range.start);
    format!("{name}: {value}（{at}“{}”，{why}）", around(prose, &claim.range))
}

fn band(label: &str, count: &Quantity, (claim, prose): (&Claim, &Prose), facts: &mut Facts) {
    let whole = count.exact_whole().filter(|_| claim.doubt.is_none());
    match whole {
        Some(whole) if !facts.bands.iter().any(|(known, _)| known == label) => {
            facts.bands.push((label.to_owned(), whole.to_string()));
        }
        Some(whole)
            if facts
                .bands
                .iter()
                .any(|(known, count)| known == label && *count == whole.to_string()) => {}
        Some(_) | None => {
            let at = prose.place(claim.range.start);
            let text = format!(
                "年龄段: {label} {}（{at}“{}”）",
                count.text(),
                around(prose, &claim.range)
            );
            facts.ask("members.age_bands", text);
        }
    }
}

/// A former name; a year of a renaming without one belongs to the only name without a year.
fn renamed(
    until: Option<String>,
    former: Option<&str>,
    (claim, prose): (&Claim, &Prose),
    facts: &mut Facts,
) {
    let own = facts.get("branch.name").unwrap_or_default();
    if let Some(name) = former.filter(|name| claim.doubt.is_none() && *name != own) {
        match facts.former.iter_mut().find(|known| known.name == name) {
            Some(known) => known.until = known.until.take().or(until),
            None => facts.former.push(Former { name: name.to_owned(), until, reason: None }),
        }
        return;
    }
    let at = prose.place(claim.range.start);
    let around = around(prose, &claim.range);
    let name = former.unwrap_or_default();
    let when = until.map_or_else(String::new, |until| format!("，{until}更名"));
    let text = format!("曾用名: {name}（{at}{when}“{around}”）");
    facts.ask("branch.former_names", text);
}

fn honour(honour: &crate::claims::Honour, (claim, prose): (&Claim, &Prose), facts: &mut Facts) {
    let title = honour.title.trim();
    // “范例市先进基层党组织” in marks of its own; “六好”示范党支部 has them inside.
    let inner = title
        .strip_prefix('“')
        .and_then(|rest| rest.strip_suffix('”'))
        .filter(|inner| !inner.contains(['“', '”']));
    let title = inner.unwrap_or(title).to_owned();
    let of_title = || level_of(&title).filter(|_| !claims::names_house(&title));
    let level = honour.level.clone().or_else(|| of_title().map(str::to_owned));
    if claim.doubt.is_some() {
        let at = prose.place(claim.range.start);
        let text =
            format!("荣誉: {title}（{at}“{}”，{}）", around(prose, &claim.range), why(claim.doubt));
        return facts.ask("honours", text);
    }
    let one = Honour { title, level, years: honour.years, ..Honour::default() };
    if !facts.honours.contains(&one) {
        facts.honours.push(one);
    }
}

/// The level of a title that names who gave it.
fn level_of(title: &str) -> Option<&'static str> {
    let title = ["社区", "园区", "学区", "小区", "城市"]
        .iter()
        .fold(title.to_owned(), |title, word| title.replace(word, ""));
    [
        ("全国", "国家级"),
        ("省", "省级"),
        ("自治区", "省级"),
        ("市", "市级"),
        ("县", "县级"),
        ("区", "区级"),
    ]
    .into_iter()
    .find(|(word, _)| title.contains(word))
    .map(|(_, level)| level)
}
