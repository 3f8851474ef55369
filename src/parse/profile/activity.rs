//! Activities and how often they took place, in every form that people write: a map from names to counts or to groups; a
//! list of groups, of maps, of phrases; phrases on one line.
//!
//! Entry point: [`activities`]. What a phrase says is taken apart in `phrase.rs`.

use crate::diagnostic::Diagnostic;
use crate::locale::Message;
use crate::parse::profile::group_keys::{ACTIVITY, Draft};
use crate::parse::profile::groups::is_free;
use crate::parse::profile::numbered::without_number;
use crate::parse::profile::{Activity, list, phrase};
use crate::quantity::{self, Quantity};
use crate::schema::{self, At, Field, Group, Reader, is_nothing};
use crate::yaml::{Entry, Node, Value};

impl Draft {
    fn named(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    fn counted(mut self, counted: phrase::Counted<'_>) -> Self {
        self.has_count = true;
        self.count = Some(counted.count);
        self.since = counted.since.map(Box::from);
        self.note = counted.note.map(Box::from);
        self
    }

    fn tell(self, reader: &mut Reader<'_>, at: At<'_>) -> Option<Activity> {
        let Self { name, count, has_count, since, note } = self;
        if !has_count {
            let is_often = phrase::OFTEN.iter().any(|word| name.contains(word));
            let id = if is_often { "activity-frequency" } else { "activity-without-count" };
            let message = Message::new(id).text("name", &*name);
            reader.fault("missing-key", at, message);
        }
        Some(Activity { name: name.into(), count: count?, since, note })
    }
}

/// All activities of a value.
pub(super) fn activities(reader: &mut Reader<'_>, at: At<'_>) -> Vec<Activity> {
    let mut all = Vec::new();
    match &at.node.value {
        Value::Map(map) => entries(reader, map, &mut all),
        Value::Null => {}
        Value::Scalar(text) if is_nothing(text) => {}
        Value::Scalar(text) => phrases(reader, text, at, &mut all),
        Value::List(list) => {
            for (nth, item) in list.iter().enumerate() {
                let at = At::item(item);
                match &item.value {
                    Value::Map(map) if is_free(map, &ACTIVITY) => entries(reader, map, &mut all),
                    Value::Scalar(text) => {
                        phrases(reader, without_number(text, nth), at, &mut all);
                    }
                    Value::Null | Value::List(_) | Value::Map(_) => {
                        reader.each_with(&ACTIVITY, at, &mut |reader, draft: Draft, at| {
                            all.extend(draft.tell(reader, at));
                        });
                    }
                }
            }
        }
    }
    all
}

fn entries(reader: &mut Reader<'_>, map: &[Entry<'_>], all: &mut Vec<Activity>) {
    reader.free_entries(map, &mut |reader, name, at| {
        if let Some(first) = below_heading(name, &at.node.value) {
            return parted(reader, name, first, at);
        }
        if is_of_members(reader, name) {
            let message = Message::new("activity-of-members").text("name", name);
            return reader.fault_of("wrong-type", at.name(), message);
        }
        let mut draft = Draft::named(name);
        match &at.node.value {
            Value::Map(map) => reader.rows(&ACTIVITY, Group::Entries(map), &mut draft),
            Value::Null if phrase::activity(name).is_some() => {
                return phrases(reader, name, at, all);
            }
            Value::Scalar(text) if phrase::begins_often(text) => {
                draft.has_count = true;
                let message = Message::new("activity-frequency").text("name", name);
                reader.fault("wrong-type", at, message);
            }
            Value::Scalar(text) => match (unit_of(name, text), phrase::counted(text)) {
                (Some((name, count)), _) => {
                    draft = Draft { count: Some(count), has_count: true, ..Draft::named(name) };
                }
                (None, Some(counted)) => draft = draft.counted(counted),
                (None, None) => {
                    draft.has_count = true;
                    draft.count = reader.quantity(at);
                }
            },
            Value::Null | Value::List(_) => {
                draft.has_count = !at.node.is_null();
                draft.count = reader.quantity(at);
            }
        }
        all.extend(draft.tell(reader, at));
    });
}

/// Whether a name says who is counted: 男, 女党员, 年龄段. No activity is called so.
fn is_of_members(reader: &Reader<'_>, name: &str) -> bool {
    const SEXES: [&str; 7] = ["男", "女", "男性", "女性", "男党员", "男女", "性别"];
    let name = name.trim();
    let is_of_group = |field: &Field| field.path.starts_with("members");
    let is_key = || reader.top_field(name).is_some_and(is_of_group);
    name.split(['/', '／', '、']).all(|word| SEXES.contains(&word)) || is_key()
}

/// An activity as it is written: its name and its number.
type Written = (String, String);

/// The first of the activities that stand below a heading, be it a year or a kind; `None` where `name` is that of an activity.
fn below_heading(name: &str, value: &Value<'_>) -> Option<Written> {
    let of_phrase = |text: &str| {
        phrase::activity(text).map(|(name, count)| (name.to_owned(), count.text().to_owned()))
    };
    match value {
        Value::Map(inner) if are_activities(inner) => {
            let first = inner.first()?;
            let count = first.value.scalar().unwrap_or_default();
            Some((first.key.text.trim().to_owned(), count.trim().to_owned()))
        }
        Value::List(items) => items.iter().filter_map(Node::scalar).find_map(of_phrase),
        // 走访慰问: 困难党员12人次 is one activity whose number has a word too many.
        Value::Scalar(text) if phrase::counted(text).is_none() => {
            let mut all = list::parts(text, &list::MARKS).into_iter().filter_map(of_phrase);
            let (first, next) = (all.next(), all.next());
            first.filter(|_| next.is_some() || name.ends_with(['年', '度']))
        }
        Value::Map(_) | Value::Scalar(_) | Value::Null => None,
    }
}

/// Whether the keys of a map are names of activities, and none of them a mistyped key of one.
fn are_activities(inner: &[Entry<'_>]) -> bool {
    let is_mistyped =
        |entry: &Entry<'_>| schema::suggest(&ACTIVITY, &ACTIVITY, &entry.key.text).is_some();
    !inner.is_empty() && is_free(inner, &ACTIVITY) && !inner.iter().any(is_mistyped)
}

/// Activities below a heading: what they are parted by has a place in each of them.
fn parted(reader: &mut Reader<'_>, heading: &str, first: Written, at: At<'_>) {
    let is_plain = |text: &str| !text.is_empty() && text.chars().all(char::is_alphanumeric);
    let (name, count) = Some(first)
        .filter(|(name, count)| is_plain(name) && is_plain(count))
        .unwrap_or_else(|| ("主题党日".to_owned(), "12".to_owned()));
    let when = if is_plain(heading) { heading } else { "2023年" };
    let [names, counts, notes] = [("名称", "name"), ("数量", "count"), ("备注", "note")]
        .map(|(zh, en)| reader.spoken(zh, en));
    let example = format!("- {{{names}: {name}, {counts}: {count}, {notes}: {when}}}");
    let message = Message::new("activities-parted").text("name", heading);
    let fault = Diagnostic::error("wrong-type", reader.place(at.name()), message);
    reader.keep(fault.with_help(Message::new("activities-parted-help").text("example", example)));
}

/// `主题党日（场次）: 12`: the unit stands behind the name.
fn unit_of<'n>(name: &'n str, count: &str) -> Option<(&'n str, Quantity)> {
    let (bare, unit) = name.trim().strip_suffix(['）', ')'])?.rsplit_once(['（', '('])?;
    let unit =
        unit.strip_prefix("单位").map_or(unit, |unit| unit.trim_start_matches(['：', ':', ' ']));
    Some((bare.trim(), quantity::with_unit(count, unit)?))
}

fn phrases(reader: &mut Reader<'_>, text: &str, at: At<'_>, all: &mut Vec<Activity>) {
    let mut drafts: Vec<Draft> = Vec::new();
    let parts = list::parts(text, &list::MARKS).into_iter().flat_map(phrase::each_activity);
    for part in parts {
        match (phrase::with_remark(part), phrase::counted(part), drafts.last_mut()) {
            (Some((name, counted)), _, _) => drafts.push(Draft::named(name).counted(counted)),
            // 主题党日，12场次
            (None, Some(counted), Some(last)) if !last.has_count => {
                let draft = std::mem::take(last).counted(counted);
                *last = draft;
            }
            // 主题党日12场次，260人次
            (None, Some(_), Some(last)) if last.note.is_none() => last.note = Some(part.into()),
            (None, _, _) => match phrase::activity(part) {
                Some((name, count)) => {
                    let count = Some(count);
                    drafts.push(Draft { count, has_count: true, ..Draft::named(name) });
                }
                None => drafts.push(Draft::named(part)),
            },
        }
    }
    all.extend(drafts.into_iter().filter_map(|draft| draft.tell(reader, at)));
}
