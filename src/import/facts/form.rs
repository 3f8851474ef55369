//! Facts in the cells of a form: 党员人数 beside 23名.
//!
//! Entry point: [`read`]. A row that names no field is kept and stands in the text.

use crate::claims::{self, What};
use crate::config::{FieldKind, OwnField};
use crate::date;
use crate::import::draft::{Draft, FormRow};
use crate::import::facts::{Facts, card};
use crate::quantity::{self, Quantity};

/// With what a question about a row of a form ends.
pub(super) const OF_FORM: &str = "（表格）";
/// Labels of forms, by field; the first that a label holds counts.
const FIELDS: [(&str, &str); 29] = [
    ("支部名称", "branch.name"),
    ("支部全称", "branch.name"),
    ("所属单位", "branch.unit"),
    ("所在单位", "branch.unit"),
    ("单位名称", "branch.unit"),
    ("县区", "branch.county"),
    ("县（市", "branch.county"),
    ("所在县", "branch.county"),
    ("成立时间", "branch.founded"),
    ("组建时间", "branch.founded"),
    ("建立时间", "branch.founded"),
    ("设立时间", "branch.founded"),
    ("始建时间", "branch.founded"),
    ("成立日期", "branch.founded"),
    ("组建日期", "branch.founded"),
    ("成立年月", "branch.founded"),
    ("平均年龄", "members.average_age"),
    ("离休党员", "members.veteran"),
    ("离休干部", "members.veteran"),
    ("退休党员", "members.retired"),
    ("退休干部", "members.retired"),
    ("在职党员", "members.serving"),
    ("女党员", "members.women"),
    ("女性党员", "members.women"),
    ("班子成员", "members.committee"),
    ("班子人数", "members.committee"),
    ("支委", "members.committee"),
    ("支部委员", "members.committee"),
    ("委员人数", "members.committee"),
];
/// What may stand before 党员人数 without leaving anyone out.
const WHOLE: [&str; 9] = ["离退休", "退休", "干部", "支部", "现有", "共有", "在册", "正式", "中共"];

/// The field that a label names.
fn field(label: &str) -> Option<&'static str> {
    // 离退休党员人数 is of all, 困难党员人数 of some.
    let mut bare = label;
    while let Some(rest) = WHOLE.iter().find_map(|word| bare.strip_prefix(word)) {
        bare = rest;
    }
    let is_whole = label.contains("离退休") || !label.starts_with("退休");
    if is_whole
        && ["党员人数", "党员总数", "党员数", "党员总人数"]
            .iter()
            .any(|word| bare.starts_with(word))
        || label == "现有党员"
        || label == "党员"
    {
        return Some("members.total");
    }
    let bare = label.trim_start_matches("其中").trim_start_matches(['：', ':', '，']);
    if let Some((_, path)) = WHOLES.iter().find(|(name, _)| *name == bare) {
        return Some(path);
    }
    let holds = |word: &str| {
        label
            .match_indices(word)
            .any(|(at, _)| !(word.starts_with("退休") && label[..at].ends_with('离')))
    };
    FIELDS.iter().find(|(word, _)| holds(word)).map(|(_, path)| *path)
}

/// Labels that are a field as a whole: 女 beside 8.
const WHOLES: [(&str, &str); 8] = [
    ("离休", "members.veteran"),
    ("退休", "members.retired"),
    ("在职", "members.serving"),
    ("女", "members.women"),
    ("女性", "members.women"),
    ("妇女", "members.women"),
    ("其中女", "members.women"),
    ("支部委员会", "members.committee"),
];

/// Reads the rows of the form; `fields` are the keys that the office declares.
pub(super) fn read(draft: &Draft, fields: &[&'static OwnField], facts: &mut Facts) {
    for row in &draft.form {
        if own(row, fields, facts) || card::read(row, facts) || parts(row, facts) {
            continue;
        }
        let Some(path) = field(&row.label).filter(|_| !row.value.is_empty()) else {
            facts.rest.push(row.clone());
            continue;
        };
        let value = row.value.trim();
        let is_read = if path.starts_with("members.") {
            quantity::parse_quantity(value).is_ok()
        } else {
            path != "branch.founded" || date::parse(value).is_ok()
        };
        if is_read && facts.get(path).is_none() {
            facts.fill(path, value);
        } else {
            // 书记1名、委员4名 is for the claims to read.
            facts.rest.push(row.clone());
            facts.ask(path, format!("{}: {value}{OF_FORM}", row.label));
        }
    }
}

/// 其中 beside 女党员19人，离休3人: parts of the members that another row counts, and nothing else.
fn parts(row: &FormRow, facts: &mut Facts) -> bool {
    let label: String = row.label.chars().filter(|c| !c.is_whitespace()).collect();
    let total = facts.get("members.total").map(str::to_owned);
    let Some(total) = total.filter(|_| label == "其中") else { return false };
    let told = claims::of(&format!("支部现有党员{total}，其中{}。", row.value.trim()));
    let mut parts: Vec<(&'static str, &Quantity)> = Vec::new();
    for claim in told.iter().filter(|claim| claim.doubt.is_none()) {
        if let What::Part(part, count) = &claim.what {
            parts.push((part.field(), count));
        }
    }
    // 女党员19人，骨干8人: what is not read stays in the text.
    let items = row.value.split(['，', '、', '；', ',', ' ', '　']);
    let is_whole = items.filter(|item| !item.trim().is_empty()).count() == parts.len();
    let is_new = parts.iter().all(|(path, _)| facts.get(path).is_none());
    if parts.is_empty() || !is_whole || !is_new {
        return false;
    }
    for (path, count) in parts {
        facts.fill(path, count.text());
    }
    true
}

/// Takes a row that is called like a key of the office, where its value is of that kind; one that is not stays in the text.
fn own(row: &FormRow, fields: &[&'static OwnField], facts: &mut Facts) -> bool {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let label = bare(&row.label);
    let is_called = |field: &&&'static OwnField| {
        let names = [&field.name, &field.label].into_iter().chain(&field.aliases);
        names.into_iter().any(|name| bare(name) == label)
    };
    let value = row.value.trim();
    let Some(field) = fields.iter().find(is_called).filter(|_| !value.is_empty()) else {
        return false;
    };
    let values: Vec<String> = match field.kind {
        FieldKind::Texts => {
            let parts = value.split(['、', '；', ';', '\n']).map(str::trim);
            parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
        }
        FieldKind::Text => vec![value.to_owned()],
        FieldKind::Quantity if quantity::parse_quantity(value).is_ok() => vec![value.to_owned()],
        FieldKind::Date if date::parse(value).is_ok() => vec![value.to_owned()],
        FieldKind::Quantity | FieldKind::Date => return false,
    };
    let is_known = facts.own.iter().any(|(name, _)| *name == field.name);
    if !is_known {
        facts.own.push((field.name.clone(), values));
    }
    !is_known
}

#[cfg(test)]
mod tests {
    use super::field;

    #[test]
    fn labels_name_the_field_that_they_are_of() {
        for (label, path) in [
            ("党员人数", Some("members.total")),
            ("离退休干部党员人数", Some("members.total")),
            ("党员总数（名）", Some("members.total")),
            ("退休党员人数", Some("members.retired")),
            ("离休干部数", Some("members.veteran")),
            ("困难党员人数", None),
            ("预备党员数", None),
            ("女党员数", Some("members.women")),
            ("党支部名称", Some("branch.name")),
            ("离退休干部党支部名称", Some("branch.name")),
            ("组建日期", Some("branch.founded")),
            ("支委会人数", Some("members.committee")),
            ("平均年龄（岁）", Some("members.average_age")),
            ("所在县（市、区）", Some("branch.county")),
            ("获奖情况", None),
            ("其中：女", Some("members.women")),
            ("离休", Some("members.veteran")),
        ] {
            assert_eq!(field(label), path, "{label}");
        }
    }
}
