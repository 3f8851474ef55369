//! What `theme.yaml` may say, and how each value of it is read.
//!
//! Entry points: [`Settings`]; the functions that the rows of `keys.rs` name.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::diagnostic::Diagnostic;
use crate::locale::Message;
use crate::schema::free::{self, Named};
use crate::schema::{At, Reader, Rows, fields};
use crate::theme::colour::Colour;

/// Pixels of text that can be read and still stand on a phone.
pub(super) const SIZES: RangeInclusive<u32> = 16..=40;
/// Pixels of a page.
pub(super) const PAGES: RangeInclusive<u32> = 320..=1200;

/// The least contrast of text (WCAG 2.2, 1.4.3).
const CONTRAST: f64 = 4.5;
/// What is written on what.
const PAIRS: [(&str, &[&str]); 6] = [
    ("text", &["ground", "paper", "tint", "plain"]),
    ("muted", &["ground", "paper", "tint", "plain"]),
    ("accent", &["paper", "tint", "plain"]),
    ("honour", &["paper"]),
    ("link", &["paper", "tint"]),
    ("on-fill", &["accent-fill", "honour-fill"]),
];

/// The colours of a scheme by their keys.
pub(super) type Colours = BTreeMap<&'static str, Colour>;

/// The settings of a theme.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Settings {
    /// The set of colours.
    pub palette: ColourSet,
    /// The colours of a bright screen.
    pub light: Colours,
    /// The colours of a dark one.
    pub dark: Colours,
    /// The sizes of body text.
    pub sizes: Sizes,
    /// The widest page, in pixels.
    pub page: u32,
    /// What a site may set beside, with its defaults.
    pub params: Vec<Named>,
}

/// A set of colours that an office chooses by one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ColourSet {
    /// 绿: the embedded colours.
    Green,
    /// 红.
    Red,
    /// 素: grey, with little colour.
    Plain,
}

impl ColourSet {
    fn parse(text: &str) -> Option<Self> {
        match text {
            "绿" | "绿色" | "green" => Some(Self::Green),
            "红" | "红色" | "red" => Some(Self::Red),
            "素" | "素色" | "plain" => Some(Self::Plain),
            _ => None,
        }
    }

    /// What it changes of the embedded colours.
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Green => "",
            Self::Red => include_str!("../../themes/feed/palettes/red.yaml"),
            Self::Plain => include_str!("../../themes/feed/palettes/plain.yaml"),
        }
    }
}

/// 标准, 大, 特大, in pixels of body text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sizes {
    pub standard: u32,
    pub large: u32,
    pub extra: u32,
}

/// Reads the parameters; their names are names in templates.
pub(super) fn read_params(params: &mut Vec<Named>, reader: &mut Reader<'_>, at: At<'_>) {
    *params = free::named(reader, at);
    for one in params.iter() {
        let is_first = one.name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        let is_legal = is_first && one.name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if !is_legal {
            let message = Message::new("bad-param-name").text("name", &*one.name);
            reader.keep(Diagnostic::error("bad-name", one.place.clone(), message));
        }
    }
}

/// Sets the set of colours.
pub(super) fn set_palette(palette: &mut ColourSet, reader: &mut Reader<'_>, at: At<'_>) {
    let Some(text) = reader.text(at) else { return };
    match ColourSet::parse(text.trim()) {
        Some(known) => *palette = known,
        None => reader.fault("wrong-type", at, Message::new("not-a-palette").text("value", text)),
    }
}

/// Reads the colours of a scheme, and tells what cannot be read in it.
pub(super) fn read_colours(
    colours: &mut Colours,
    keys: &'static Rows<Colours>,
    reader: &mut Reader<'_>,
    at: At<'_>,
) {
    let Some(group) = reader.group(keys, at) else { return };
    reader.rows(keys, group, colours);
    for (text, ground, contrast) in unreadable(colours) {
        let message = Message::new("low-contrast")
            .text("text", name(keys, text))
            .text("ground", name(keys, ground))
            .text("contrast", format!("{contrast:.1}"))
            .text("least", CONTRAST.to_string());
        reader.fault_of("out-of-range", at.name(), message);
    }
}

/// Sets the colour `key`.
pub(super) fn set_colour(
    colours: &mut Colours,
    key: &'static str,
    reader: &mut Reader<'_>,
    at: At<'_>,
) {
    let Some(text) = reader.text(at) else { return };
    match Colour::parse(text.trim()) {
        Some(colour) => {
            colours.insert(key, colour);
        }
        None => reader.fault("wrong-type", at, Message::new("not-a-colour").text("value", text)),
    }
}

/// What cannot be read on what in a scheme.
pub(super) fn unreadable(colours: &Colours) -> Vec<(&'static str, &'static str, f64)> {
    let pairs = PAIRS.iter().flat_map(|(text, grounds)| grounds.iter().map(|on| (*text, *on)));
    pairs
        .filter_map(|(text, on)| {
            Some((text, on, colours.get(text)?.contrast_on(*colours.get(on)?)))
        })
        .filter(|(_, _, contrast)| *contrast < CONTRAST)
        .collect()
}

/// Sets a number of pixels that lies in `range`.
pub(super) fn set_pixels(
    value: &mut u32,
    range: RangeInclusive<u32>,
    reader: &mut Reader<'_>,
    at: At<'_>,
) {
    match reader.count(at) {
        Some(count) if range.contains(&count) => *value = count,
        Some(count) => {
            let message = Message::new("pixels-out-of-range")
                .count("value", count as usize)
                .count("min", *range.start() as usize)
                .count("max", *range.end() as usize);
            reader.fault("out-of-range", at, message);
        }
        None => {}
    }
}

/// What editors call a colour, and its key: `主色 (accent)`.
fn name(keys: &'static Rows<Colours>, key: &str) -> String {
    let field = fields(keys).find(|field| field.key() == key);
    let alias = field.and_then(|field| field.aliases.first()).copied().unwrap_or_default();
    format!("{alias} ({key})")
}
