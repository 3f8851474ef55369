//! `theme.yaml`: the colours and sizes of a theme, which become custom properties.
//!
//! Entry points: [`Settings::of`] reads the embedded file and the site's own over it,
//! [`Settings::css`] writes the properties. The file is closed, as `site.yaml` is: unknown keys,
//! what is no colour, and text that cannot be read on its ground are told with their place.

use std::fmt::Write;

use crate::diagnostic::{Diagnostic, Source};
use crate::locale::Message;
use crate::schema::{self, Field, Reader, Trail};
use crate::theme::colour::Colour;
use crate::theme::keys::{COLOURS, THEME};
use crate::yaml::Node;

/// Pixels of text that can be read and still stand on a phone.
const SIZES: (u32, u32) = (16, 40);
/// Pixels of a page.
const PAGES: (u32, u32) = (320, 1200);
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

/// The colours of a scheme, in the order of their table.
type Colours = Vec<Option<Colour>>;

/// The settings of a theme.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Settings {
    /// Light and dark.
    schemes: [Colours; 2],
    /// 标准, 大, 特大, in pixels of body text.
    sizes: [u32; 3],
    /// The widest page, in pixels.
    page: u32,
}

impl Settings {
    /// The settings of `embedded`, and of `own` over them, with all that is wrong in `own`.
    pub(super) fn of(embedded: &Source, own: Option<&Source>) -> (Self, Vec<Diagnostic>) {
        let empty = || vec![None; COLOURS.len()];
        let mut settings = Self { schemes: [empty(), empty()], sizes: [20; 3], page: 0 };
        let mut diagnostics = settings.read(embedded);
        if let Some(own) = own {
            diagnostics.extend(settings.read(own));
        }
        (settings, diagnostics)
    }

    fn read(&mut self, source: &Source) -> Vec<Diagnostic> {
        let all = 0..source.text.len();
        let (map, faults) = schema::read_map(source, all.clone());
        let mut diagnostics: Vec<_> = schema::encoding(source).into_iter().chain(faults).collect();
        let mut reader = Reader::new(source, all);
        let map = map.unwrap_or_default();
        reader.entries(THEME, map, &Trail::TOP, &mut |reader, field, node, at| match field.path {
            "light" => self.colours(0, reader, field, (node, at)),
            "dark" => self.colours(1, reader, field, (node, at)),
            "sizes" => self.sizes(reader, field, node, at),
            _ => set(&mut self.page, PAGES, reader, (node, at)),
        });
        diagnostics.extend(reader.into_diagnostics());
        diagnostics
    }

    fn colours(
        &mut self,
        scheme: usize,
        reader: &mut Reader<'_>,
        field: &Field,
        (node, at): (Node, &Trail<'_>),
    ) {
        let Some(map) = reader.group(field, node, at) else { return };
        reader.entries(COLOURS, map, at, &mut |reader, field, node, at| {
            let Some(text) = reader.text(node, at) else { return };
            match (Colour::parse(text.trim()), position(field.key())) {
                (Some(colour), Some(place)) => self.schemes[scheme][place] = Some(colour),
                _ => {
                    reader.fault(
                        "wrong-type",
                        at,
                        Message::new("not-a-colour").text("value", text),
                    );
                }
            }
        });
        for (text, ground, contrast) in self.unreadable(scheme) {
            let message = Message::new("low-contrast")
                .text("text", name(text))
                .text("ground", name(ground))
                .text("contrast", format!("{contrast:.1}"))
                .text("least", CONTRAST.to_string());
            reader.fault("out-of-range", &at.name(), message);
        }
    }

    /// What cannot be read on what in a scheme.
    fn unreadable(&self, scheme: usize) -> Vec<(&'static str, &'static str, f64)> {
        let colour = |key: &str| position(key).and_then(|place| self.schemes[scheme][place]);
        let pairs = PAIRS.iter().flat_map(|(text, grounds)| grounds.iter().map(|on| (*text, *on)));
        pairs
            .filter_map(|(text, on)| Some((text, on, colour(text)?.contrast_on(colour(on)?))))
            .filter(|(_, _, contrast)| *contrast < CONTRAST)
            .collect()
    }

    fn sizes(&mut self, reader: &mut Reader<'_>, field: &Field, node: Node, at: &Trail<'_>) {
        let Some(map) = reader.group(field, node, at) else { return };
        reader.entries(field.fields(), map, at, &mut |reader, field, node, at| {
            let place = match field.key() {
                "standard" => 0,
                "large" => 1,
                _ => 2,
            };
            set(&mut self.sizes[place], SIZES, reader, (node, at));
        });
    }

    /// The custom properties. Every selector counts as one class, so that one of an office that
    /// stands later wins over it; hence light stands twice, where a reader chose it against dark.
    pub(super) fn css(&self) -> String {
        let [light, dark] = self.schemes.each_ref().map(properties);
        let [standard, large, extra] = self.sizes.map(f64::from);
        let percent = |size: f64| size / standard * 100.0;
        format!(
            ":root{{color-scheme:light;{light}--page:{}px;--size-body:{:.4}rem}}\n\
             @media (prefers-color-scheme:dark){{:root{{color-scheme:dark;{dark}}}}}\n\
             [data-scheme=light]{{color-scheme:light;{light}}}\n\
             [data-scheme=dark]{{color-scheme:dark;{dark}}}\n\
             [data-size=large]{{font-size:{:.2}%}}\n\
             [data-size=extra]{{font-size:{:.2}%}}\n",
            self.page,
            standard / ROOT,
            percent(large),
            percent(extra),
        )
    }
}

fn set(
    value: &mut u32,
    (min, max): (u32, u32),
    reader: &mut Reader<'_>,
    (node, at): (Node, &Trail<'_>),
) {
    match reader.count(node, at) {
        Some(count) if (min..=max).contains(&count) => *value = count,
        Some(count) => {
            let message = Message::new("pixels-out-of-range")
                .count("value", count as usize)
                .count("min", min as usize)
                .count("max", max as usize);
            reader.fault("out-of-range", at, message);
        }
        None => {}
    }
}

fn position(key: &str) -> Option<usize> {
    COLOURS.iter().position(|field| field.key() == key)
}

/// What editors call a colour, and its key: `主色 (accent)`.
fn name(key: &str) -> String {
    let field = position(key).map(|place| &COLOURS[place]);
    let alias = field.and_then(|field| field.aliases.first()).copied().unwrap_or_default();
    format!("{alias} ({key})")
}

fn properties(colours: &Colours) -> String {
    let mut css = String::new();
    for (field, colour) in COLOURS.iter().zip(colours) {
        if let Some(colour) = colour {
            write!(css, "--{}:{colour};", field.key()).expect("a String takes every write");
        }
    }
    css
}
