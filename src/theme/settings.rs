//! `theme.yaml`: the colours and sizes of a theme, which become custom properties.
//!
//! Entry points: [`Settings::of`] reads the embedded file and the site's own over it,
//! [`Settings::css`] writes the properties. The file is closed, as `site.yaml` is: unknown keys,
//! what is no colour, and text that cannot be read on its ground are told with their place.

use std::fmt::Write;

use crate::diagnostic::{Diagnostic, Source};
use crate::locale::Message;
use crate::schema::free::{Free, Named};
use crate::schema::typed::Typed;
use crate::schema::{self, Reader, fields};
use crate::theme::colour::Colour;
use crate::theme::keys::{COLOURS, THEME};
use crate::theme::values::{ColourSet, Colours, Settings, Sizes};

/// The browser's own size of text in pixels, which every size is a multiple of.
const ROOT: f64 = 16.0;
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
    use crate::theme::values::unreadable;

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
