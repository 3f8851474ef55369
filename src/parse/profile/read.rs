//! What is read of a profile in more than one form, or with a word of its own about what is wrong.
//!
//! Entry point: [`read`]. Which value goes where stands in the tables of `keys.rs`.

use std::ops::Range;

use crate::date::PartialDate;
use crate::diagnostic::Diagnostic;
use crate::link::Target;
use crate::locale::Message;
use crate::parse::body::{is_joined, media::is_sound};
use crate::parse::profile::keys::{
    AGE_BAND, AGE_BANDS, FORMER_NAME, HONOUR, SECTION, SIGNOFF_ROLES, WAIVE,
};
use crate::parse::profile::numbered::without_number;
use crate::parse::profile::{
    AgeBand, FormerName, Honour, Members, Profile, Section, Table, Waiver,
};
use crate::parse::profile::{former, given, list, phrase, picture, signed};
use crate::picture::Focus;
use crate::quantity::{self, AgeRange, Quantity, UnitKind};
use crate::schema::{self, At, Fields, Group, Reader, is_nothing};
use crate::yaml::{Entry, Style, Value};

/// Reads the facts of a profile from its entries, by the keys of `table`; every fault goes to `reader`.
pub fn read(reader: &mut Reader<'_>, table: Table, entries: &[Entry<'_>]) -> Profile {
    let mut profile = Profile::default();
    let is_role = |entry: &&Entry<'_>| SIGNOFF_ROLES.contains(&&*entry.key.text);
    reader.top(table.rows(), entries.iter().filter(|entry| !is_role(entry)), &mut profile);
    reader.free_entries(entries.iter().filter(is_role), &mut |reader, role, at| {
        profile.signoff.extend(signed::behind_role(reader, role, at));
    });
    shrink(&mut profile);
    profile
}

/// All stories stay in memory until the site is written: their lists keep no room to grow.
fn shrink(profile: &mut Profile) {
    profile.members.age_bands.shrink_to_fit();
    profile.honours.shrink_to_fit();
    profile.activities.shrink_to_fit();
    profile.sections.shrink_to_fit();
    profile.signoff.shrink_to_fit();
    profile.own.shrink_to_fit();
}

pub(super) fn filled(text: Option<String>) -> Option<Box<str>> {
    let text = text?;
    let text = text.trim();
    (!text.is_empty()).then(|| text.into())
}

/// A text; nothing where it says that there is none.
pub(super) fn stated(reader: &mut Reader<'_>, at: At<'_>) -> Option<Box<str>> {
    filled(reader.text(at)).filter(|text| !is_nothing(text))
}

/// A text that may go over several lines. Between Han the end of a line is no blank.
pub(super) fn prose(reader: &mut Reader<'_>, at: At<'_>) -> Option<Box<str>> {
    let text = stated(reader, at)?;
    let raw = at.node.raw.trim().trim_matches(['"', '\'']);
    let lines = raw.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines: Vec<&str> = lines.skip_while(|line| line.starts_with('>')).collect();
    if at.node.style == Style::Literal || lines.join(" ") != *text {
        return Some(text);
    }
    let mut joined = String::with_capacity(text.len());
    for line in lines {
        if !joined.is_empty() && !is_joined(&joined, line) {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    Some(joined.into())
}

/// The day up to which facts are counted: of 2024年上半年 its last month.
pub(super) fn as_of(reader: &mut Reader<'_>, at: At<'_>) -> Option<PartialDate> {
    const ENDS: [(&str, i8); 9] = [
        ("上半年", 6),
        ("年中", 6),
        ("一季度", 3),
        ("二季度", 6),
        ("三季度", 9),
        ("四季度", 12),
        ("下半年", 12),
        ("年底", 12),
        ("年末", 12),
    ];
    let date = reader.date(at)?;
    let Value::Scalar(text) = &at.node.value else { return Some(date) };
    let end = ENDS.iter().find(|(word, _)| date.month().is_none() && text.contains(word));
    let whole = end.and_then(|(_, month)| PartialDate::new(date.year(), Some(*month), None).ok());
    whole.or(Some(date))
}

pub(super) fn focus(reader: &mut Reader<'_>, at: At<'_>) -> Focus {
    let Some(text) = reader.text(at).filter(|text| !text.trim().is_empty()) else {
        return Focus::default();
    };
    Focus::parse(&text).unwrap_or_else(|| {
        reader.fault("wrong-type", at, Message::new("not-a-focus").text("value", &*text));
        Focus::default()
    })
}

/// The place in a series: `1`, `第1篇`.
pub(super) fn order(reader: &mut Reader<'_>, at: At<'_>) -> Option<u32> {
    let ordinal = || {
        let Value::Scalar(text) = &at.node.value else { return None };
        let inner =
            text.trim().strip_prefix('第')?.trim_end_matches(['篇', '期', '号', '个', '辑']);
        quantity::parse_typed(inner).ok()?.exact_whole().and_then(|order| u32::try_from(order).ok())
    };
    ordinal().or_else(|| reader.count(at))
}

/// The name of a recording of the site: readers can play no other.
pub(super) fn sound(reader: &mut Reader<'_>, at: At<'_>) -> Option<Box<str>> {
    let text = reader.text(at)?;
    let name = picture::file(reader, &text, at)?;
    let is_inside = matches!(Target::of(&name), Target::Internal { .. });
    if is_inside && is_sound(&name) {
        return Some(name);
    }
    reader.fault("wrong-type", at, Message::new("not-a-sound").text("value", &*name));
    None
}

/// An age band before its label is understood.
#[derive(Default)]
pub(super) struct Band {
    pub label: String,
    pub count: Option<u32>,
}

/// Age bands while they are read.
#[derive(Default)]
struct Bands {
    all: Vec<AgeBand>,
    /// What is said beside a count: how many they are of all. Pages show the counts.
    shares: Vec<Share>,
}

/// A share beside the count of a band.
struct Share {
    count: u32,
    stated: Quantity,
    place: Range<usize>,
}

/// Age bands in every form that people write: a map from labels to counts, among them what is said of all
/// bands; a list of bands, of maps, of phrases; phrases on one line.
pub(super) fn age_bands(reader: &mut Reader<'_>, at: At<'_>, members: &mut Members) {
    let mut bands = Bands::default();
    match &at.node.value {
        Value::Map(map) => band_entries(reader, map, members, &mut bands),
        Value::Null => {}
        Value::Scalar(text) if is_nothing(text) => {}
        Value::Scalar(text) => band_phrases(reader, text, at, &mut bands),
        Value::List(list) => {
            for (nth, item) in list.iter().enumerate() {
                let at = At::item(item);
                match &item.value {
                    Value::Map(map) if is_free(map, &AGE_BAND) => {
                        band_entries(reader, map, members, &mut bands);
                    }
                    Value::Scalar(text) => {
                        band_phrases(reader, without_number(text, nth), at, &mut bands);
                    }
                    Value::Map(map) => {
                        let mut one = Band::default();
                        reader.rows(&AGE_BAND, Group::Entries(map), &mut one);
                        bands.all.extend(
                            one.count.and_then(|count| band(reader, &one.label, count, at)),
                        );
                    }
                    Value::Null | Value::List(_) => not_bands(reader, at),
                }
            }
        }
    }
    let total = members.total.as_ref().and_then(|total| total.exact_whole());
    tell_shares(reader, &bands, total.and_then(|total| u32::try_from(total).ok()));
    let ranges: Vec<AgeRange> = bands.all.iter().map(|band| band.range).collect();
    for band in &mut bands.all {
        band.range = band.range.beside(&band.label, &ranges);
    }
    members.age_bands = bands.all;
}

/// Tells the shares that are not those of the counts, be it of all bands or of all members, where they are known: which
/// of the two is meant, nobody can say.
fn tell_shares(reader: &mut Reader<'_>, bands: &Bands, total: Option<u32>) {
    let sum: u32 = bands.all.iter().map(|band| band.count).sum();
    for one in &bands.shares {
        let percent = |of: u32| 100.0 * f64::from(one.count) / f64::from(of.max(1));
        let right = percent(total.unwrap_or(sum));
        let stated = one.stated.value().low().approximate();
        let text = one.stated.text().trim_end_matches(['%', '％']);
        let places = text.split_once('.').map_or(0, |(_, behind)| behind.len().min(9));
        // Rounded, or cut off.
        let step = [1.0, 0.1, 0.01].get(places).copied().unwrap_or(0.001);
        let fits = |of: u32| (percent(of) - stated).abs() < step;
        if fits(sum) || total.is_some_and(fits) {
            continue;
        }
        let message = Message::new("band-share")
            .text("share", one.stated.text())
            .text("count", one.count.to_string())
            .text("sum", total.unwrap_or(sum).to_string())
            .text("right", format!("{right:.1}%"));
        let place = reader.place(&one.place);
        let fault = Diagnostic::warning("percent-mismatch", place, message);
        reader.keep(fault.with_help(Message::new("band-share-help")));
    }
}

/// Whether a map has none of the keys of a table: its keys are names.
pub(super) fn is_free(map: &[Entry<'_>], table: Fields) -> bool {
    !map.iter().any(|entry| schema::find(table, &entry.key.text, false).is_some())
}

fn band_entries(
    reader: &mut Reader<'_>,
    map: &[Entry<'_>],
    members: &mut Members,
    bands: &mut Bands,
) {
    reader.free_entries(map, &mut |reader, label, at| {
        if let Some(row) = AGE_BANDS.find(label) {
            (row.read)(reader, at, members);
        } else if !at.node.is_null() {
            let found = head_count(reader, at).and_then(|count| band(reader, label, count, at));
            if let (Some(band), Value::Scalar(text)) = (&found, &at.node.value) {
                bands.keep_share(quantity::split_share(text), band.count, at);
            }
            bands.all.extend(found);
        } else if list::parts(label, &list::MARKS).iter().all(|part| phrase::band(part).is_some()) {
            band_phrases(reader, label, at, bands);
        } else {
            let message = Message::new("band-without-count").text("label", label);
            reader.fault_of("missing-key", at.name(), message);
        }
    });
}

fn band_phrases(reader: &mut Reader<'_>, text: &str, at: At<'_>, bands: &mut Bands) {
    let mut is_understood = true;
    for part in list::parts(text, &list::MARKS) {
        if let Some(found) = phrase::bands(part) {
            for (label, count) in found {
                bands.all.extend(phrase_band(reader, label, count, at));
                let count = bands.all.last().map_or(0, |band| band.count);
                bands.keep_share(quantity::split_share(part), count, at);
            }
        } else if let (Some(share), Some(band)) = (quantity::share(part), bands.all.last()) {
            // 69岁及以下14人，占54%
            let count = band.count;
            bands.keep_share(Some((part, share)), count, at);
        } else {
            is_understood = false;
        }
    }
    if !is_understood {
        not_bands(reader, at);
    }
}

impl Bands {
    fn keep_share(&mut self, found: Option<(&str, Quantity)>, count: u32, at: At<'_>) {
        let place = at.node.place.clone();
        self.shares.extend(found.map(|(_, share)| Share { count, stated: share, place }));
    }
}

fn phrase_band(reader: &mut Reader<'_>, label: &str, count: &str, at: At<'_>) -> Option<AgeBand> {
    let quantity = quantity::parse_typed(count).ok()?;
    let count = heads(reader, &quantity, at)?;
    band(reader, label, count, at)
}

/// How many people: no share of them.
fn head_count(reader: &mut Reader<'_>, at: At<'_>) -> Option<u32> {
    let quantity = reader.quantity(at)?;
    heads(reader, &quantity, at)
}

fn heads(reader: &mut Reader<'_>, quantity: &Quantity, at: At<'_>) -> Option<u32> {
    if quantity.kind() == UnitKind::Share {
        let message = Message::new("band-percent").text("value", quantity.text());
        reader.fault("wrong-type", at, message);
        return None;
    }
    reader.whole(quantity, at)
}

fn not_bands(reader: &mut Reader<'_>, at: At<'_>) {
    reader.fault("wrong-type", at, Message::new("not-age-bands"));
}

fn band(reader: &mut Reader<'_>, label: &str, count: u32, at: At<'_>) -> Option<AgeBand> {
    let range = AgeRange::parse(label).ok();
    if range.is_none() {
        let message = Message::new("not-an-age-band").text("label", label);
        reader.fault_of("wrong-type", at.name(), message);
    }
    Some(AgeBand { label: label.into(), range: range?, count })
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

/// `2019-2020`, `2019—2020年`, `2019至2020年度`.
pub(super) fn years(reader: &mut Reader<'_>, at: At<'_>) -> Option<(i16, i16)> {
    let text = reader.text(at)?;
    let years = span_of_years(&text);
    if years.is_none() {
        reader.fault("wrong-type", at, Message::new("not-a-year-range").text("value", text));
    }
    years
}

/// The same in the place of one year.
pub(super) fn year_range(at: At<'_>) -> Option<(i16, i16)> {
    let Value::Scalar(text) = &at.node.value else { return None };
    span_of_years(text).filter(|(first, last)| first < last)
}

fn span_of_years(text: &str) -> Option<(i16, i16)> {
    let parts: Vec<i16> = text
        .trim_end_matches("年度")
        .trim_end_matches('年')
        .split(['-', '—', '–', '~', '～', '至'])
        .filter(|part| !part.is_empty())
        .map_while(|part| part.trim().trim_end_matches('年').parse().ok())
        .collect();
    match parts[..] {
        [first, last] if (1900..=last).contains(&first) && last < 2200 => Some((first, last)),
        _ => None,
    }
}

/// The name of a series; the path of its file says the same.
pub(super) fn series(reader: &mut Reader<'_>, at: At<'_>) -> Option<Box<str>> {
    let text = stated(reader, at)?.replace('\\', "/");
    let name = text.rsplit('/').next().unwrap_or_default();
    let name = name.strip_suffix(".md").unwrap_or(name);
    (!name.is_empty()).then(|| name.into())
}

/// A name without the quotes round the whole of it: “示例县水务局党支部”.
pub(super) fn without_quotes(name: &str) -> Box<str> {
    let name = name.trim_end_matches('。');
    let inner = name.strip_prefix('“').and_then(|rest| rest.strip_suffix('”'));
    let inner = inner.filter(|inner| !inner.contains(['“', '”']));
    inner.map_or(name, str::trim).into()
}

/// One county: a story stands on the page of one.
pub(super) fn county(reader: &mut Reader<'_>, at: At<'_>) -> Option<Box<str>> {
    let county = without_quotes(&stated(reader, at)?);
    if list::names_several(&county) {
        let message = Message::new("several-counties").text("value", &*county);
        let place = reader.place(&at.node.place);
        let fault = Diagnostic::warning("wrong-type", place, message);
        reader.keep(fault.with_help(Message::new("several-counties-help")));
    }
    Some(county)
}

/// A text that is shown as it stands: marks of HTML in it are told.
pub(super) fn plain(reader: &mut Reader<'_>, at: At<'_>) -> Option<Box<str>> {
    let text = filled(reader.text(at))?;
    if let Some(mark) = html_mark(&text) {
        let place = reader.place(&at.node.place);
        let message = Message::new("markup-in-value").text("found", mark);
        reader.keep(Diagnostic::warning("raw-html", place, message));
    }
    Some(text)
}

/// A line break of HTML, as it comes along with text from elsewhere.
fn html_mark(text: &str) -> Option<&str> {
    text.match_indices('<').find_map(|(at, _)| {
        let rest = &text[at..];
        let end = rest.find('>')? + 1;
        let name = rest[1..end - 1].trim_end_matches(['/', ' ']);
        name.eq_ignore_ascii_case("br").then(|| &rest[..end])
    })
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

/// Addresses in a list or on one line; no address holds a mark of a Chinese list.
pub(super) fn addresses(reader: &mut Reader<'_>, at: At<'_>) -> Vec<String> {
    let texts = reader.texts(at);
    match &at.node.value {
        Value::Scalar(text) if text.contains(['、', '，', '；']) => {
            let all = text.split(['、', '，', '；']).map(str::trim);
            all.filter(|one| !one.is_empty()).map(str::to_owned).collect()
        }
        Value::Null | Value::Scalar(_) | Value::List(_) | Value::Map(_) => texts,
    }
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
