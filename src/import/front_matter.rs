//! The YAML of an imported profile: facts as values, questions as comments above their place.
//!
//! Entry point: [`yaml`]. What is written reads back as the same value ([`scalar`]).

use crate::import::draft::Draft;
use crate::import::facts::{Activity, Facts, Honour};
use crate::yaml::scalar;

/// The mark of a question; the rule `unconfirmed` looks for it.
pub const MARK: &str = "待确认";

/// What of the head of a profile is decided elsewhere.
pub(super) struct Head<'h> {
    /// The series it belongs to.
    pub(super) series: Option<&'h str>,
    /// The file of its cover.
    pub(super) cover: Option<&'h str>,
}

/// The front matter of a draft, with its marks.
pub(super) fn yaml(draft: &Draft, facts: &Facts, head: &Head<'_>, lost: &[String]) -> String {
    let mut yaml = Writer::default();
    yaml.line(0, "---");
    yaml.line(0, "# 由 liuhao import 生成，请逐项核对；核对好一项，删去它的“待确认”一行。");
    about(&mut yaml, draft);
    for caption in lost {
        yaml.comment(0, &format!("{MARK}: 照片没有导入，图说是“{caption}”"));
    }
    yaml.ask(facts, "title", 0);
    if let Some(title) = &draft.meta.title {
        yaml.value(0, "title", title);
    }
    if let Some(date) = draft.date() {
        yaml.value(0, "date", &date.to_string());
    }
    yaml.line(0, "draft: true  # 核对完了再删去这一行");
    if let Some(cover) = head.cover {
        yaml.value(0, "cover", cover);
        if let Some(alt) = draft.cover.as_ref().and_then(|cover| cover.alt.as_deref()) {
            yaml.value(0, "cover_alt", alt);
        }
    }
    if let Some(series) = head.series {
        yaml.value(0, "series", series);
    }
    if let Some(summary) = &draft.meta.summary {
        yaml.value(0, "summary", summary);
    }
    if !draft.meta.tags.is_empty() {
        let tags: Vec<String> = draft.meta.tags.iter().map(|tag| whole(tag)).collect();
        yaml.line(0, &format!("tags: [{}]", tags.join(", ")));
    }
    if let Some(as_of) = facts.get("as_of") {
        yaml.value(0, "as_of", as_of);
    }
    branch(&mut yaml, facts);
    members(&mut yaml, facts);
    honours(&mut yaml, facts);
    mechanisms(&mut yaml, facts);
    activities(&mut yaml, facts);
    own(&mut yaml, facts);
    signoff(&mut yaml, draft);
    yaml.line(0, "---");
    yaml.text
}

/// A key that holds several values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Several {
    FormerNames,
    AgeBands,
    Honours,
    Mechanisms,
    Activities,
}

/// One of several values: what an editor is asked, and by which of its words it is known in a profile.
pub(super) struct Entry {
    pub(super) text: String,
    pub(super) told_by: String,
}

impl Several {
    pub(super) const ALL: [Self; 5] =
        [Self::FormerNames, Self::AgeBands, Self::Honours, Self::Mechanisms, Self::Activities];

    /// Its path in a profile.
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::FormerNames => "branch.former_names",
            Self::AgeBands => "members.age_bands",
            Self::Honours => "honours",
            Self::Mechanisms => "mechanisms",
            Self::Activities => "activities",
        }
    }
}

/// The values that a key of several would hold.
pub(super) fn entries(several: Several, facts: &Facts) -> Vec<Entry> {
    let entry = |text: String, told_by: &str| Entry { text, told_by: told_by.to_owned() };
    match several {
        Several::FormerNames => facts
            .former
            .iter()
            .map(|one| entry(format!("曾用名: {}", one.name), &one.name))
            .collect(),
        Several::AgeBands => {
            let all = facts.bands.iter();
            all.map(|(label, count)| entry(format!("年龄段: {label} {count}"), label)).collect()
        }
        Several::Honours => facts
            .honours
            .iter()
            .map(|one| {
                let years = one.years.map(|(first, _)| format!(" {first}")).unwrap_or_default();
                let level = one.level.as_deref().unwrap_or_default();
                entry(format!("荣誉: {} {level}{years}", one.title), &one.title)
            })
            .collect(),
        Several::Mechanisms => {
            facts.mechanisms.iter().map(|one| entry(format!("工作机制: {one}"), one)).collect()
        }
        Several::Activities => facts
            .activities
            .iter()
            .map(|one| {
                let since = one.since.as_deref().unwrap_or_default();
                entry(format!("活动: {} {} {since}", one.name, one.count), &one.count)
            })
            .collect(),
    }
}

/// The lines of a key of several values, without questions.
pub(super) fn block(several: Several, facts: &Facts) -> String {
    let facts = &Facts { doubts: Vec::new(), ..facts.clone() };
    let mut yaml = Writer::default();
    match several {
        Several::FormerNames => former_names(&mut yaml, facts),
        Several::AgeBands => age_bands(&mut yaml, facts),
        Several::Honours => honours(&mut yaml, facts),
        Several::Mechanisms => mechanisms(&mut yaml, facts),
        Several::Activities => activities(&mut yaml, facts),
    }
    yaml.text
}

#[derive(Default)]
struct Writer {
    text: String,
}

impl Writer {
    fn line(&mut self, depth: usize, line: &str) {
        self.text += &"  ".repeat(depth);
        self.text += line;
        self.text.push('\n');
    }

    fn value(&mut self, depth: usize, key: &str, value: &str) {
        // A count needs no quotes: it is read as it is written.
        let is_count = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
        let value = if is_count { value.to_owned() } else { scalar(value) };
        self.line(depth, &format!("{}: {value}", scalar(key)));
    }

    /// A question stands on one line, whatever it quotes.
    fn comment(&mut self, depth: usize, text: &str) {
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.line(depth, &format!("# {flat}"));
    }

    fn ask(&mut self, facts: &Facts, path: &str, depth: usize) {
        for doubt in facts.doubts.iter().filter(|doubt| doubt.path == path) {
            self.comment(depth, &format!("{MARK}: {}", doubt.text));
        }
    }
}

/// What is said of the story and has no key.
fn about(yaml: &mut Writer, draft: &Draft) {
    if let Some(subtitle) = &draft.subtitle {
        yaml.comment(0, &format!("副标题: {subtitle}"));
    }
    let meta = &draft.meta;
    let parts = [("公众号", &meta.account), ("作者", &meta.author), ("原文", &meta.url)];
    for (name, value) in parts {
        if let Some(value) = value {
            yaml.comment(0, &format!("{name}: {value}"));
        }
    }
    for held in &draft.held {
        let what = held.what.join("、");
        let text = match &held.text {
            Some(text) => format!("{MARK}: {what}（第{}段，没有放进正文：{text}）", held.nth),
            None => format!("{MARK}: {what}（第{}段）", held.nth),
        };
        yaml.comment(0, &text);
    }
}

fn branch(yaml: &mut Writer, facts: &Facts) {
    yaml.line(0, "branch:");
    for (path, key) in [
        ("branch.name", "name"),
        ("branch.unit", "unit"),
        ("branch.county", "county"),
        ("branch.founded", "founded"),
    ] {
        field(yaml, facts, path, key);
    }
    former_names(yaml, facts);
}

fn former_names(yaml: &mut Writer, facts: &Facts) {
    yaml.ask(facts, "branch.former_names", 1);
    if !facts.former.is_empty() {
        yaml.line(1, "former_names:");
        for former in &facts.former {
            let name = flow_scalar(&former.name);
            let (until, reason) =
                (more("until", former.until.as_deref()), more("reason", former.reason.as_deref()));
            yaml.line(2, &format!("- {{name: {name}{until}{reason}}}"));
        }
    }
}

fn members(yaml: &mut Writer, facts: &Facts) {
    let fields = [
        ("members.total", "total"),
        ("members.average_age", "average_age"),
        ("members.committee", "committee"),
        ("members.veteran", "veteran"),
        ("members.retired", "retired"),
        ("members.serving", "serving"),
        ("members.women", "women"),
    ];
    let has_doubt = facts.doubts.iter().any(|doubt| doubt.path.starts_with("members"));
    if fields.iter().all(|(path, _)| facts.get(path).is_none())
        && facts.bands.is_empty()
        && !has_doubt
    {
        return;
    }
    yaml.line(0, "members:");
    for (path, key) in fields {
        field(yaml, facts, path, key);
    }
    yaml.ask(facts, "members.groups", 1);
    age_bands(yaml, facts);
}

fn age_bands(yaml: &mut Writer, facts: &Facts) {
    yaml.ask(facts, "members.age_bands", 1);
    if !facts.bands.is_empty() {
        yaml.line(1, "age_bands:");
        for (label, count) in &facts.bands {
            yaml.value(2, label, count);
        }
        if facts.bands_are_partial {
            yaml.line(2, "partial: true");
        }
    }
}

fn field(yaml: &mut Writer, facts: &Facts, path: &str, key: &str) {
    yaml.ask(facts, path, 1);
    if let Some(value) = facts.get(path) {
        yaml.value(1, key, value);
    }
}

fn honours(yaml: &mut Writer, facts: &Facts) {
    yaml.ask(facts, "honours", 0);
    if facts.honours.is_empty() {
        return;
    }
    yaml.line(0, "honours:");
    for Honour { title, level, years, batch, by } in &facts.honours {
        let mut line =
            format!("- {{title: {}{}", flow_scalar(title), more("level", level.as_deref()));
        match years {
            Some((first, last)) if first == last => line += &format!(", year: {first}"),
            Some((first, last)) => line += &format!(", years: {first}-{last}"),
            None => {}
        }
        yaml.line(
            1,
            &format!("{line}{}{}}}", more("batch", batch.as_deref()), more("by", by.as_deref())),
        );
    }
}

fn mechanisms(yaml: &mut Writer, facts: &Facts) {
    yaml.ask(facts, "mechanisms", 0);
    if !facts.mechanisms.is_empty() {
        let names: Vec<String> = facts.mechanisms.iter().map(|name| whole(name)).collect();
        yaml.line(0, &format!("mechanisms: [{}]", names.join(", ")));
    }
}

fn activities(yaml: &mut Writer, facts: &Facts) {
    yaml.ask(facts, "activities", 0);
    if facts.activities.is_empty() {
        return;
    }
    yaml.line(0, "activities:");
    for Activity { name, count, since, note } in &facts.activities {
        if since.is_none() && note.is_none() {
            yaml.value(1, name, count);
            continue;
        }
        let (since, note) = (more("since", since.as_deref()), more("note", note.as_deref()));
        let count = flow_scalar(count);
        yaml.line(1, &format!("{}: {{count: {count}{since}{note}}}", scalar(name)));
    }
}

/// The keys that the office declares.
fn own(yaml: &mut Writer, facts: &Facts) {
    for (name, values) in &facts.own {
        match values.as_slice() {
            [value] => yaml.value(0, name, value),
            several => {
                let values: Vec<String> = several.iter().map(|one| flow_scalar(one)).collect();
                yaml.line(0, &format!("{}: [{}]", scalar(name), values.join(", ")));
            }
        }
    }
}

fn signoff(yaml: &mut Writer, draft: &Draft) {
    for signature in draft.signoff.iter().filter(|signature| signature.role.is_none()) {
        yaml.comment(
            0,
            &format!("{MARK}: 署名“{}”没有写明角色（供稿、整理、审核……）", signature.by),
        );
    }
    if draft.signoff.is_empty() {
        return;
    }
    yaml.line(0, "signoff:");
    for signature in &draft.signoff {
        let role = signature.role.as_deref().map(|role| format!("role: {}, ", flow_scalar(role)));
        let day = signature.day.as_deref().map(|day| format!(", date: {}", flow_scalar(day)));
        yaml.line(
            1,
            &format!(
                "- {{{}by: {}{}}}",
                role.unwrap_or_default(),
                flow_scalar(&signature.by),
                day.unwrap_or_default()
            ),
        );
    }
}

/// One more key of a map in one line, where it has a value.
fn more(key: &str, value: Option<&str>) -> String {
    value.map_or_else(String::new, |value| format!(", {key}: {}", flow_scalar(value)))
}

/// A text inside `{}` and `[]`; marks that part entries for a hand may stand in it.
fn flow_scalar(text: &str) -> String {
    const PARTS: [char; 11] = [',', '{', '}', '[', ']', ':', ';', '，', '；', '：', '｝'];
    if text.contains(PARTS) { quoted(text) } else { scalar(text) }
}

/// One name of a list: 亮身份、亮承诺 is one.
fn whole(text: &str) -> String {
    if text.contains('、') { quoted(text) } else { flow_scalar(text) }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' | '\r' | '\t' => quoted.push(' '),
            c if c.is_control() => {}
            c => quoted.push(c),
        }
    }
    format!("\"{quoted}\"")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::yaml::{self, Value};

    /// The values of a map with one key, or of a map inside it.
    fn value(text: &str) -> Option<String> {
        let document = yaml::read(text, 0..text.len(), yaml::Limits::default());
        let node = document.entries.into_iter().next()?.value;
        match node.value {
            Value::Scalar(text) => Some(text.into_owned()),
            Value::Map(map) => match map.into_iter().next()?.value.value {
                Value::Scalar(text) => Some(text.into_owned()),
                Value::Null | Value::List(_) | Value::Map(_) => None,
            },
            Value::Null | Value::List(_) => None,
        }
    }

    proptest! {
        #[test]
        fn every_text_reads_back(text in "[a-z甲乙“”：:,#\\-{}\\[\\]&*!|>'\"%@` 0-9.]{1,20}") {
            let text = text.trim().to_owned();
            prop_assume!(!text.is_empty());
            let block = format!("k: {}\n", scalar(&text));
            prop_assert_eq!(value(&block), Some(text.clone()), "{}", block);
            let flow = format!("k: {{a: {}}}\n", flow_scalar(&text));
            prop_assert_eq!(value(&flow), Some(text), "{}", flow);
        }
    }
}
