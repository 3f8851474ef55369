//! `theme.yaml`: the colours and sizes of a theme, which become custom properties.
//!
//! Entry points: [`Settings::of`] reads the embedded file and the site's own over it,
//! [`Settings::css`] writes the properties. The file is closed, as `site.yaml` is: unknown keys,
//! what is no colour, and text that cannot be read on its ground are told with their place.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::RangeInclusive;

use crate::diagnostic::{Diagnostic, Source};
use crate::locale::Message;
use crate::schema::free::{self, Free, Named};
use crate::schema::typed::Typed;
use crate::schema::{self, At, Reader, fields};
use crate::theme::colour::Colour;
use crate::theme::keys::{COLOURS, THEME};

/// Pixels of text that can be read and still stand on a phone.
pub(super) const SIZES: RangeInclusive<u32> = 16..=40;
/// Pixels of a page.
pub(super) const PAGES: RangeInclusive<u32> = 320..=1200;
/// The browser's own size of text in pixels, which every size is a multiple of.
const ROOT: f64 = 16.0;
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
    fn text(self) -> &'static str {
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

impl Settings {
    /// The settings of `embedded`, and of `own` over them, with all that is wrong in `own`.
    pub(super) fn of(embedded: &Source, own: Option<&Source>) -> (Self, Vec<Diagnostic>) {
        let sizes = Sizes { standard: 20, large: 20, extra: 20 };
        let mut settings = Self {
            palette: ColourSet::Green,
            light: Colours::new(),
            dark: Colours::new(),
            sizes,
            page: 0,
            params: Vec::new(),
        };
        let mut diagnostics = settings.read(embedded);
        if let Some(own) = own {
            // Which set it names, wherever that stands in the file: its own colours go over the set's.
            let mut named = settings.clone();
            named.read(own);
            let text = named.palette.text();
            diagnostics.extend(settings.read(&Source::decode("palette".into(), text.as_bytes())));
            diagnostics.extend(settings.read(own));
        }
        (settings, diagnostics)
    }

    fn read(&mut self, source: &Source) -> Vec<Diagnostic> {
        let typed = Typed::of(source, 0..source.text.len(), &THEME);
        let map = schema::read_map(typed.source(), typed.yaml());
        let mut reader = Reader::new(typed.source());
        reader.top(&THEME, map.entries.iter(), self);
        let faults = map.diagnostics.into_iter().chain(reader.into_diagnostics()).collect();
        let told = schema::encoding(source).into_iter().chain(typed.told());
        told.chain(typed.all_back(faults)).collect()
    }

    /// The custom properties. Every selector counts as one class, so that one of an office that
    /// stands later wins over it; hence light stands twice, where a reader chose it against dark.
    pub(super) fn css(&self) -> String {
        let (light, dark) = (properties(&self.light), properties(&self.dark));
        let standard = f64::from(self.sizes.standard);
        let percent = |size: u32| f64::from(size) / standard * 100.0;
        format!(
            ":root{{color-scheme:light;{light}--page:{}px;--size-body:{:.4}rem}}\n\
             @media (prefers-color-scheme:dark){{:root{{color-scheme:dark;{dark}}}}}\n\
             [data-scheme=light]{{color-scheme:light;{light}}}\n\
             [data-scheme=dark]{{color-scheme:dark;{dark}}}\n\
             [data-size=large]{{font-size:{:.2}%}}\n\
             [data-size=extra]{{font-size:{:.2}%}}\n",
            self.page,
            standard / ROOT,
            percent(self.sizes.large),
            percent(self.sizes.extra),
        )
    }
}

/// The colours of a bright screen, each opaque.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// The ground of facts and quotations.
    pub tint: Colour,
    /// Text.
    pub text: Colour,
    /// Captions, sign-offs.
    pub muted: Colour,
    /// Lines.
    pub rule: Colour,
    /// Text in the main colour.
    pub accent: Colour,
    /// Text in the colour of honours.
    pub honour: Colour,
    /// Areas of the main colour.
    pub accent_fill: Colour,
    /// Text on these.
    pub on_fill: Colour,
}

impl Settings {
    /// The colours of a bright screen, seen on white: the ground of an article elsewhere.
    pub(super) fn palette(&self) -> Palette {
        let colour = |key: &str| {
            let colour = self.light.get(key).copied().unwrap_or(Colour::BLACK);
            colour.over(Colour::WHITE)
        };
        Palette {
            tint: colour("tint"),
            text: colour("text"),
            muted: colour("muted"),
            rule: colour("rule"),
            accent: colour("accent"),
            honour: colour("honour"),
            accent_fill: colour("accent-fill"),
            on_fill: colour("on-fill"),
        }
    }
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

impl Settings {
    /// The parameters with what the site `given` sets of them, and what is wrong with that.
    pub(super) fn params(&self, given: &[Named]) -> (Vec<(String, Free)>, Vec<Diagnostic>) {
        let mut params: Vec<_> =
            self.params.iter().map(|one| (one.name.clone(), one.value.clone())).collect();
        let mut faults = Vec::new();
        for one in given {
            let Some((_, value)) = params.iter_mut().find(|(name, _)| *name == one.name) else {
                faults.push(self.unknown_param(one));
                continue;
            };
            let Some(new) = value.overlay(&one.value) else {
                let message = Message::new("wrong-type")
                    .message("expected", Message::new(value.kind()))
                    .message("found", Message::new(one.value.kind()));
                faults.push(Diagnostic::error("wrong-type", one.value_place.clone(), message));
                continue;
            };
            *value = new;
        }
        (params, faults)
    }

    fn unknown_param(&self, one: &Named) -> Diagnostic {
        let message = Message::new("unknown-param").text("name", &*one.name);
        let fault = Diagnostic::error("unknown-key", one.place.clone(), message);
        let known = self.params.iter().map(|one| &*one.name);
        match schema::nearest(&one.name, known) {
            Some(near) => fault.with_help(Message::new("did-you-mean").text("name", near)),
            None => fault,
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
pub(super) fn read_colours(colours: &mut Colours, reader: &mut Reader<'_>, at: At<'_>) {
    let Some(group) = reader.group(&COLOURS, at) else { return };
    reader.rows(&COLOURS, group, colours);
    for (text, ground, contrast) in unreadable(colours) {
        let message = Message::new("low-contrast")
            .text("text", name(text))
            .text("ground", name(ground))
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
fn unreadable(colours: &Colours) -> Vec<(&'static str, &'static str, f64)> {
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
fn name(key: &str) -> String {
    let field = fields(&COLOURS).find(|field| field.key() == key);
    let alias = field.and_then(|field| field.aliases.first()).copied().unwrap_or_default();
    format!("{alias} ({key})")
}

fn properties(colours: &Colours) -> String {
    let mut css = String::new();
    for key in fields(&COLOURS).map(schema::Field::key) {
        if let Some(colour) = colours.get(key) {
            write!(css, "--{key}:{colour};").expect("a String takes every write");
        }
    }
    css
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_set_of_colours_can_be_read_and_an_own_colour_goes_over_it() {
        let source = |text: &str| Source::decode("theme.yaml".into(), text.as_bytes());
        let embedded = source(include_str!("../../themes/feed/theme.yaml"));
        let mut seen = Vec::new();
        for palette in ["绿", "红", "素"] {
            let own = source(&format!("浅色: {{荣誉色块: \"#123456\"}}\n配色: {palette}\n"));
            let (settings, faults) = Settings::of(&embedded, Some(&own));
            assert_eq!(faults, [], "{palette}");
            assert_eq!((unreadable(&settings.light), unreadable(&settings.dark)), (vec![], vec![]));
            assert_eq!(settings.light["honour-fill"].to_string(), "#123456");
            // A bar can be told from its ground (WCAG 2.2, 1.4.11).
            for colours in [&settings.light, &settings.dark] {
                for ground in ["paper", "tint"] {
                    let contrast = colours["accent-fill"].contrast_on(colours[ground]);
                    assert!(contrast >= 3.0, "{palette}: {contrast} on {ground}");
                }
            }
            seen.push(settings.light["accent"].to_string());
        }
        seen.dedup();
        assert_eq!(seen.len(), 3);
        let (_, faults) = Settings::of(&embedded, Some(&source("配色: 紫\n")));
        assert_eq!(faults.len(), 1);
    }
}
