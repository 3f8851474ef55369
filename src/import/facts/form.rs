//! Facts in the cells of a form: 党员人数 beside 23名.
//!
//! Entry point: [`read`]. A row that names no field is kept and stands in the text.

use crate::config::{FieldKind, OwnField};
use crate::date;
use crate::import::draft::{Draft, FormRow};
use crate::import::facts::{Facts, card};
use crate::quantity;

/// Labels of forms, by field; the first that a label holds counts.
const FIELDS: [(&str, &str); 20] = [
    ("支部名称", "branch.name"),
    ("党支部全称", "branch.name"),
    ("所属单位", "branch.unit"),
    ("所在单位", "branch.unit"),
    ("单位名称", "branch.unit"),
    ("县区", "branch.county"),
    ("成立时间", "branch.founded"),
    ("组建时间", "branch.founded"),
    ("建立时间", "branch.founded"),
    ("平均年龄", "members.average_age"),
    ("离休党员", "members.veteran"),
    ("退休党员", "members.retired"),
    ("在职党员", "members.serving"),
    ("女党员", "members.women"),
    ("班子成员", "members.committee"),
    ("支委人数", "members.committee"),
    ("党员人数", "members.total"),
    ("党员总数", "members.total"),
    ("党员数", "members.total"),
    ("现有党员", "members.total"),
];

/// Reads the rows of the form; `fields` are the keys that the office declares.
pub(super) fn read(draft: &Draft, fields: &[&'static OwnField], facts: &mut Facts) {
    for row in &draft.form {
        if own(row, fields, facts) || card::read(row, facts) {
            continue;
        }
        let found = FIELDS.iter().find(|(label, _)| row.label.contains(label));
        let Some((_, path)) = found.filter(|_| !row.value.is_empty()) else {
            facts.rest.push(row.clone());
            continue;
        };
        let value = row.value.trim();
        let is_read = if path.starts_with("members.") {
            quantity::parse_quantity(value).is_ok()
        } else {
            *path != "branch.founded" || date::parse(value).is_ok()
        };
        if is_read && facts.get(path).is_none() {
            facts.fill(path, value);
        } else {
            facts.ask(path, format!("{}: {value}（表格）", row.label));
        }
    }
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
