//! The looks to choose from: one table, element by element, of what each declares.
//!
//! Entry point: [`Look::declarations`]. The properties are those that the platform keeps; sizes are pixels, as it
//! drops relative ones.

use strum::{EnumIter, EnumString, IntoStaticStr};

use crate::theme::{Colour, Palette};

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
    /// The table of the facts.
    Facts,
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
    /// The office's colours for a look; one that could not be read on white is made
    /// darker, and a ground lighter.
    pub(super) fn new(look: Look, palette: &Palette) -> Self {
        let on_white = |colour: Colour| colour.readable_on(Colour::WHITE, CONTRAST);
        let lead = match look {
            Look::Plain | Look::Bright => palette.accent,
            Look::Solemn => palette.honour,
        };
        let [text, muted, accent] = [palette.text, palette.muted, lead].map(on_white);
        Self {
            text,
            muted,
            accent,
            label: accent,
            tint: palette.tint.as_ground_of(&[text, muted, accent], CONTRAST),
            fill: match look {
                Look::Plain | Look::Bright => palette.accent_fill,
                Look::Solemn => lead,
            },
            on_fill: palette.on_fill.readable_on(palette.accent_fill, CONTRAST),
        }
    }
}

impl Look {
    /// What an element declares.
    pub(super) fn declarations(self, part: Part, colours: &Readable) -> String {
        let Readable { text, muted, accent, label, tint, fill, .. } = colours;
        match part {
            Part::Whole => "font-size:17px;line-height:1.75".to_owned(),
            Part::Paragraph => format!("margin:24px 0;color:{text}"),
            Part::Heading => self.heading(colours),
            Part::Subheading => format!("margin:24px 0 12px;color:{accent}"),
            Part::Quote => {
                format!("padding:1px 16px;border-left:3px solid {fill};background:{tint}")
            }
            Part::Code => format!(
                "margin:24px 0;padding:12px;text-align:left;font-size:14px;color:{text};background:{tint}"
            ),
            Part::Figure => {
                format!("text-align:center;font-size:14px;color:{muted}")
            }
            Part::Image => "max-width:100%".to_owned(),
            Part::Table => format!("width:100%;font-size:15px;color:{text}"),
            Part::Card => format!("padding:12px;border-top:3px solid {fill};background:{tint}"),
            Part::CardTitle => format!("text-align:center;color:{label}"),
            Part::Facts => format!("width:100%;text-align:left;font-size:15px;color:{text}"),
            Part::Small => format!("font-size:14px;color:{muted}"),
            Part::Signoff => format!("text-align:right;font-size:14px;color:{muted}"),
        }
    }

    fn heading(self, colours: &Readable) -> String {
        let Readable { accent, fill, on_fill, .. } = colours;
        match self {
            Self::Plain => format!(
                "margin:32px 0 16px;padding-left:10px;border-left:4px solid {fill};color:{accent}"
            ),
            Self::Bright => {
                format!("margin:32px 0 16px;padding:6px 14px;color:{on_fill};background:{fill}")
            }
            Self::Solemn => format!(
                "margin:32px 0 16px;border-bottom:2px solid {fill};text-align:center;color:{accent}"
            ),
        }
    }
}
