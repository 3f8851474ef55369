//! Lists of groups that people write in more than one form: as phrases, as one line, as a map from names.
//!
//! Age bands, activities and the sign-off have files of their own.

use crate::locale::Message;
use crate::parse::profile::group_keys::{FORMER_NAME, HONOUR, SECTION, WAIVE};
use crate::parse::profile::numbered::without_number;
use crate::parse::profile::{FormerName, Honour, Section, Waiver, former, given, list};
use crate::schema::{self, At, Fields, Reader};
use crate::yaml::{Entry, Value};

/// Whether a map has none of the keys of a table: its keys are names.
pub(super) fn is_free(map: &[Entry<'_>], table: Fields) -> bool {
    !map.iter().any(|entry| schema::find(table, &entry.key.text, false).is_some())
}

/// Groups or names, in a list or on one line.
pub(super) fn former_names(reader: &mut Reader<'_>, at: At<'_>) -> Vec<FormerName> {
    let (mut all, mut nth) = (Vec::new(), 0);
    reader.each_with(&FORMER_NAME, at, &mut |_, one: FormerName, at| match &at.node.value {
        Value::Map(_) => all.push(one),
        Value::Null | Value::Scalar(_) | Value::List(_) => {
            all.extend(former::names(without_number(&one.name, nth)));
            nth += 1;
        }
    });
    all
}

/// A list of groups or of phrases, or phrases on one line. A title that is given as such stays whole; a
/// phrase is taken apart.
pub(super) fn honours(reader: &mut Reader<'_>, at: At<'_>) -> Vec<Honour> {
    let mut honours = Vec::new();
    if let Some(phrases) =
        given::by_name(at.node, &|key| schema::find(&HONOUR, key, false).is_some())
    {
        for (text, at) in phrases {
            honours.extend(given::phrase_honours(reader, &text, at));
        }
        return honours;
    }
    let mut nth = 0;
    reader.each_with(&HONOUR, at, &mut |reader, one: Honour, at| match &at.node.value {
        Value::Map(_) => honours.push(one),
        Value::Null | Value::Scalar(_) | Value::List(_) => {
            honours.extend(given::phrase_honours(reader, without_number(&one.title, nth), at));
            nth += 1;
        }
    });
    honours
}

/// A list of `{标题, 内容}`, or a map from headings to what they are for; `抓学习：组织设置` in a line says the same.
pub(super) fn sections(reader: &mut Reader<'_>, at: At<'_>) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    each_named(reader, at, &SECTION, &mut |reader, title, at| match title {
        Some(title) => {
            sections.push(Section { title: title.into(), goods: list::listed(reader, at) });
        }
        None => sections.extend(reader.each(&SECTION, at)),
    });
    sections.iter_mut().filter(|one| one.goods.is_empty()).for_each(part_at_colon);
    sections
}

/// Each group of a list, and each entry of a map that stands for the list, with its name.
fn each_named(
    reader: &mut Reader<'_>,
    at: At<'_>,
    table: Fields,
    visit: &mut dyn FnMut(&mut Reader<'_>, Option<&str>, At<'_>),
) {
    match &at.node.value {
        Value::List(items) => {
            for item in items {
                each_named(reader, At::item(item), table, visit);
            }
        }
        Value::Map(map) if is_free(map, table) => {
            reader.free_entries(map, &mut |reader, name, at| visit(reader, Some(name), at));
        }
        Value::Map(_) | Value::Scalar(_) | Value::Null => visit(reader, None, at),
    }
}

fn part_at_colon(section: &mut Section) {
    let Some((title, goods)) = section.title.split_once('：') else { return };
    let goods = list::parts(goods, &list::MARKS).into_iter().map(str::to_owned).collect();
    let title: Box<str> = title.trim().into();
    (section.title, section.goods) = (title, goods);
}

/// A list of `{规则, 理由}`, or a map from rules to reasons.
pub(super) fn waivers(reader: &mut Reader<'_>, at: At<'_>) -> Vec<Waiver> {
    let mut waivers = Vec::new();
    each_named(reader, at, &WAIVE, &mut |reader, rule, at| match rule {
        Some(rule) => {
            let reason = reader.text(at).unwrap_or_default().into();
            waivers.push(with_reason(reader, Waiver { rule: rule.into(), reason }, at));
        }
        None => reader.each_with(&WAIVE, at, &mut |reader, waiver: Waiver, at| {
            waivers.push(with_reason(reader, waiver, at));
        }),
    });
    waivers
}

fn with_reason(reader: &mut Reader<'_>, waiver: Waiver, at: At<'_>) -> Waiver {
    if waiver.reason.trim().is_empty() {
        let message = Message::new("waiver-without-reason").text("rule", &*waiver.rule);
        reader.fault("missing-key", at, message);
    }
    waiver
}
