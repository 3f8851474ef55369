//! The looks to choose from: one table, element by element, of what each declares.
//!
//! Entry point: [`Look::declarations`]. The properties are those that the platform keeps; sizes are pixels, as it
//! drops relative ones.

use strum::{EnumIter, EnumString, IntoStaticStr};

use crate::theme::{Colour, Palette};
use crate::wechat::dark;

/// The least contrast of text on its ground (WCAG 2.2, 1.4.3).
pub(super) const CONTRAST: f64 = 4.5;

/// A look of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, EnumIter, EnumString, IntoStaticStr)]
pub enum Look {
    /// A bar in the main colour before each heading.
    #[default]
    #[strum(to_string = "素雅", serialize = "plain")]
    Plain,
    /// Headings on the main colour.
    #[strum(to_string = "明快", serialize = "bright")]
    Bright,
    /// Headings in the middle, in the colour of honours, with a line below.
    #[strum(to_string = "庄重", serialize = "solemn")]
    Solemn,
}

/// What of an article has a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// A paragraph.
    Paragraph,
    /// A heading of the second level.
    Heading,
    /// A heading below it.
    Subheading,
    /// A quotation.
    Quote,
    /// Code in lines of its own.
    Code,
    /// A photo or the line in its place, and what stands below it.
    Figure,
    /// The photo itself.
    Image,
    /// A table.
    Table,
    /// The frame of the facts.
    Card,
    /// The heading of the facts.
    CardTitle,
    /// A footnote, a list of addresses.
    Small,
    /// The sign-off.
    Signoff,
}

/// Colours that can be read where they stand.
pub(super) struct Readable {
    pub(super) text: Colour,
    pub(super) muted: Colour,
    pub(super) accent: Colour,
    pub(super) label: Colour,
    pub(super) tint: Colour,
    pub(super) fill: Colour,
    pub(super) on_fill: Colour,
}

impl Readable {
    /// The office's colours for a look; one that could not be read, on white or in the app's dark mode, is made
    /// darker, and a ground lighter.
    pub(super) fn new(look: Look, palette: &Palette) -> Self {
        let lead = match look {
            Look::Plain | Look::Bright => palette.accent,
            Look::Solemn => palette.honour,
        };
        let [text, muted, accent] = [palette.text, palette.muted, lead].map(on_white);
        let texts = [text, muted, accent];
        let is_ground = |tint: &Colour| texts.iter().all(|text| can_be_read(*text, *tint));
        let tint = palette.tint.shades(Colour::WHITE).find(is_ground).unwrap_or(Colour::WHITE);
        let (fill, on_fill) = filled(palette.accent_fill, palette.on_fill);
        let fill = match look {
            Look::Plain | Look::Bright => fill,
            Look::Solemn => lead,
        };
        Self { text, muted, accent, label: accent, tint, fill, on_fill }
    }
}

/// Whether a text can be read on a ground, in light and in the app's dark mode.
fn can_be_read(text: Colour, ground: Colour) -> bool {
    let dark = dark::ground(ground);
    text.contrast_on(ground) >= CONTRAST && dark::text(text, dark).contrast_on(dark) >= CONTRAST
}

/// A colour for text on white, darkened as little as makes it readable.
fn on_white(colour: Colour) -> Colour {
    let mut shades = colour.over(Colour::WHITE).shades(Colour::BLACK);
    shades.find(|one| can_be_read(*one, Colour::WHITE)).unwrap_or(Colour::BLACK)
}

/// A filled ground and the text on it, changed as little as makes it readable: first the text, then the ground as well.
fn filled(fill: Colour, on_fill: Colour) -> (Colour, Colour) {
    let found = fill.over(Colour::WHITE).shades(Colour::BLACK).find_map(|fill| {
        let text = on_fill.over(fill);
        let best = Colour::end_on(fill);
        let other = if best == Colour::BLACK { Colour::WHITE } else { Colour::BLACK };
        let mut shades = text.shades(best).chain(text.shades(other));
        shades.find(|text| can_be_read(*text, fill)).map(|text| (fill, text))
    });
    found.unwrap_or((Colour::BLACK, Colour::WHITE))
}

impl Look {
    /// What an element declares.
    pub(super) fn declarations(self, part: Part, colours: &Readable) -> String {
        let Readable { text, muted, accent, label, tint, fill, .. } = colours;
        match part {
            // Size, and black where the text is black, are the platform's own.
            Part::Whole if *text == Colour::BLACK => "line-height:1.75".to_owned(),
            Part::Whole => format!("line-height:1.75;color:{text}"),
            Part::Paragraph => "margin:24px 0".to_owned(),
            Part::Heading => self.heading(colours),
            Part::Subheading => format!("margin-top:24px;color:{accent}"),
            Part::Quote => {
                format!("padding:1px 16px;border-left:solid {fill};background:{tint}")
            }
            Part::Code => format!(
                "margin:24px 0;padding:12px;text-align:left;font-size:14px;background:{tint}"
            ),
            Part::Figure => {
                format!("text-align:center;font-size:14px;color:{muted}")
            }
            Part::Image => "max-width:100%".to_owned(),
            Part::Table => "width:100%;font-size:15px".to_owned(),
            Part::Card => {
                format!("padding:12px;border-top:solid {fill};font-size:15px;background:{tint}")
            }
            Part::CardTitle => format!("color:{label}"),
            Part::Small => format!("font-size:14px;color:{muted}"),
            Part::Signoff => format!("text-align:right;color:{muted}"),
        }
    }

    fn heading(self, colours: &Readable) -> String {
        let Readable { accent, fill, on_fill, .. } = colours;
        match self {
            // A border without a colour has that of its text, and without a width one of three pixels.
            Self::Plain => {
                format!("margin-top:32px;padding-left:9px;border-left:solid;color:{accent}")
            }
            Self::Bright => {
                format!("margin-top:32px;padding:6px 14px;color:{on_fill};background:{fill}")
            }
            Self::Solemn => {
                format!("margin-top:32px;border-bottom:solid;text-align:center;color:{accent}")
            }
        }
    }
}
