//! Age bands in every form that people write, and the shares that stand beside their counts.
//!
//! Entry point: [`age_bands`].

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::locale::Message;
use crate::parse::profile::group_keys::{AGE_BAND, AGE_BANDS, Band};
use crate::parse::profile::groups::is_free;
use crate::parse::profile::numbered::without_number;
use crate::parse::profile::{AgeBand, Members, list, phrase};
use crate::quantity::{self, AgeRange, Quantity, UnitKind};
use crate::schema::{At, Group, Reader, is_nothing};
use crate::yaml::{Entry, Value};

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
    // 12/5/3: numbers side by side are no share.
    let is_row = quantity.text().contains(['/', '／']);
    if is_row {
        not_bands(reader, at);
        return None;
    }
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
        let message = match label {
            // A key that is none of a band is told already.
            "" => return None,
            "合计" | "总计" | "小计" | "共计" | "总数" | "总人数" => {
                Message::new("age-band-total").text("label", label)
            }
            "男" | "女" | "男性" | "女性" | "男党员" | "女党员" => {
                Message::new("age-band-sex").text("label", label)
            }
            _ => Message::new("not-an-age-band").text("label", label),
        };
        reader.fault_of("wrong-type", at.name(), message);
    }
    Some(AgeBand { label: label.into(), range: range?, count })
}
