//! Styles: what a paragraph is by its style, and what it looks like.
//!
//! Entry points: [`Styles::parse`], [`Styles::of`]. A style is followed to those it is based on.

use std::collections::{HashMap, HashSet};

use crate::import::docx::xml::{Ns, Step, Tag, Xml};
use crate::import::glyphs::Glyphs;
use crate::import::ink::{Colour, Ground, Ink};
use crate::import::manuscript::{By, Side};
use crate::import::refusal::Refusal;
use crate::import::shape::blanks::small;

/// Look and meaning, as far as stated.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Properties {
    pub(super) face: Option<String>,
    /// In half points.
    pub(super) size: Option<u16>,
    pub(super) bold: Option<bool>,
    pub(super) hidden: Option<bool>,
    /// The colour of its words.
    pub(super) ink: Option<Ink>,
    /// What is behind them: its shading, and the marker that was drawn over it.
    pub(super) ground: Option<Ground>,
    pub(super) marker: Option<Ground>,
    /// A line goes through it.
    pub(super) struck: Option<bool>,
    /// It stands above or below the line.
    pub(super) shift: Option<Shift>,
    /// The kind of font that its Latin letters are drawn in.
    pub(super) glyphs: Option<Glyphs>,
    pub(super) side: Option<Side>,
    /// 9 is body text.
    pub(super) outline: Option<u8>,
    /// List and level.
    pub(super) list: Option<u32>,
    pub(super) list_level: Option<u8>,
    /// Whether a new page begins before it.
    pub(super) breaks_before: Option<bool>,
}

/// Where small figures stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shift {
    /// The 2 of m².
    Above,
    /// The 2 of CO₂.
    Below,
    /// On the line.
    No,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    properties: Properties,
}

/// All styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    base: Properties,
    by_id: HashMap<String, Style>,
    default: Option<String>,
    /// Styles of tables that put a colour behind some of their cells.
    shaded: HashSet<String>,
}

/// What a style says of a paragraph.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "a style may be each of them or none")]
pub(super) struct Meaning {
    pub(super) properties: Properties,
    pub(super) level: Option<(u8, By)>,
    pub(super) is_title: bool,
    /// Whether it is a line of a table of contents.
    pub(super) is_contents: bool,
    /// Whether it is what stands below a picture.
    pub(super) is_caption: bool,
    /// Whether it is an item of a list, and no heading with a number.
    pub(super) is_item: bool,
}

impl Properties {
    /// Takes what a property says; tells whether it was one of ours.
    pub(super) fn take(&mut self, tag: &Tag) -> bool {
        if tag.ns != Ns::Word {
            return false;
        }
        let number = || tag.val().and_then(|value| value.parse::<u32>().ok());
        match tag.name.as_str() {
            "rFonts" => {
                let face = ["eastAsia", "eastAsiaTheme"].iter().find_map(|name| tag.get(name));
                self.face = face.map(str::to_owned).or(self.face.take());
                let latin = ["ascii", "hAnsi"].iter().find_map(|name| tag.get(name));
                self.glyphs = latin.map(Glyphs::of).or(self.glyphs);
            }
            "sz" => self.size = number().and_then(|size| u16::try_from(size).ok()).or(self.size),
            "b" => self.bold = Some(tag.is_on()),
            "vanish" => self.hidden = Some(tag.is_on()),
            "color" => self.ink = Some(ink(tag)),
            "shd" => self.ground = ground(tag).or(self.ground),
            "highlight" => {
                self.marker = Colour::of_name(tag.val().unwrap_or_default()).map(Ground::Of);
            }
            "strike" | "dstrike" => self.struck = Some(tag.is_on()),
            "vertAlign" => {
                self.shift = Some(match tag.val() {
                    Some("superscript") => Shift::Above,
                    Some("subscript") => Shift::Below,
                    _ => Shift::No,
                });
            }
            "jc" => self.side = Some(side(tag.val().unwrap_or_default())),
            "outlineLvl" => self.outline = number().and_then(|level| u8::try_from(level).ok()),
            "pageBreakBefore" => self.breaks_before = Some(tag.is_on()),
            "numId" => self.list = number(),
            "ilvl" => self.list_level = number().and_then(|level| u8::try_from(level).ok()),
            _ => return false,
        }
        true
    }

    /// What is not stated here is as `below`.
    pub(super) fn or(self, below: &Self) -> Self {
        Self {
            face: self.face.or_else(|| below.face.clone()),
            size: self.size.or(below.size),
            bold: self.bold.or(below.bold),
            hidden: self.hidden.or(below.hidden),
            ink: self.ink.or(below.ink),
            ground: self.ground.or(below.ground),
            marker: self.marker.or(below.marker),
            struck: self.struck.or(below.struck),
            shift: self.shift.or(below.shift),
            glyphs: self.glyphs.or(below.glyphs),
            side: self.side.or(below.side),
            outline: self.outline.or(below.outline),
            list: self.list.or(below.list),
            list_level: self.list_level.or(below.list_level),
            breaks_before: self.breaks_before.or(below.breaks_before),
        }
    }
}

impl Properties {
    /// A text with the digits of an exponent or an index as such: 120m² is not 120m2.
    pub(super) fn raised(&self, text: &str) -> String {
        let digits = match self.shift {
            Some(Shift::Above) => "⁰¹²³⁴⁵⁶⁷⁸⁹",
            Some(Shift::Below) => "₀₁₂₃₄₅₆₇₈₉",
            Some(Shift::No) | None => return text.to_owned(),
        };
        small(text, digits)
    }
}

/// The colour of words. Word writes the colour of a theme beside the name that the theme has for it.
fn ink(tag: &Tag) -> Ink {
    const PAPER: [&str; 2] = ["background1", "light1"];
    let is_paper = tag.get("themeColor").is_some_and(|name| PAPER.contains(&name));
    if is_paper && tag.get("themeShade").is_none() && tag.get("themeTint").is_none() {
        return Ink::Of(Colour::WHITE);
    }
    tag.val().and_then(Colour::of_hex).map_or(Ink::Any, Ink::Of)
}

/// What a shading puts behind words; `None` where it puts nothing.
pub(super) fn ground(tag: &Tag) -> Option<Ground> {
    let fill = tag.get("fill").unwrap_or("auto");
    match tag.val().unwrap_or("clear") {
        "nil" => None,
        "clear" if fill == "auto" && tag.get("themeFill").is_none() => None,
        "clear" => Some(Colour::of_hex(fill).map_or(Ground::Any, Ground::Of)),
        // A pattern of two colours.
        _ => Some(Ground::Any),
    }
}

fn side(value: &str) -> Side {
    match value {
        "center" => Side::Centre,
        "right" | "end" => Side::Right,
        _ => Side::Left,
    }
}

impl Styles {
    pub(super) fn parse(text: &str) -> Result<Self, Refusal> {
        let mut styles = Self::default();
        let mut xml = Xml::new(text, "styles.xml");
        let mut id: Option<String> = None;
        loop {
            match xml.next()? {
                Step::Open(tag) if tag.is(Ns::Word, "style") => {
                    let name = tag.get("styleId").unwrap_or_default().to_owned();
                    let is_default =
                        tag.get("default").is_some_and(|value| value == "1" || value == "true");
                    if is_default && tag.get("type") == Some("paragraph") {
                        styles.default = Some(name.clone());
                    }
                    styles.by_id.entry(name.clone()).or_default();
                    id = Some(name);
                }
                // What a table does to its cells is no look of a paragraph; what was before a change is gone.
                Step::Open(tag) if tag.is(Ns::Word, "tblStylePr") => {
                    if is_shaded(&mut xml)? {
                        styles.shaded.extend(id.clone());
                    }
                }
                Step::Open(tag)
                    if tag.ns == Ns::Word
                        && ["rPrChange", "pPrChange", "latentStyles"]
                            .contains(&tag.name.as_str()) =>
                {
                    xml.skip()?;
                }
                Step::Open(tag) => styles.take(id.as_deref(), &tag),
                Step::Close | Step::Text(_) => {}
                Step::End => return Ok(styles),
            }
        }
    }

    fn take(&mut self, id: Option<&str>, tag: &Tag) {
        let Some(id) = id else {
            self.base.take(tag);
            return;
        };
        let Some(style) = self.by_id.get_mut(id) else { return };
        if tag.is(Ns::Word, "name") {
            tag.val().unwrap_or_default().clone_into(&mut style.name);
        } else if tag.is(Ns::Word, "basedOn") {
            style.based_on = tag.val().map(str::to_owned);
        } else {
            style.properties.take(tag);
        }
    }

    /// What the style `id` says, or the default style.
    pub(super) fn of(&self, id: Option<&str>) -> Meaning {
        let mut meaning = Meaning::default();
        let mut next = id.or(self.default.as_deref());
        // A style may be based on itself in a damaged file.
        for _ in 0..16 {
            let Some(style) = next.and_then(|id| self.by_id.get(id)) else { break };
            let outline = style.properties.outline;
            if meaning.level.is_none() && meaning.properties.outline.is_none() {
                meaning.level = match (by_name(&style.name), outline) {
                    (Some(level), _) => Some((level, By::Style)),
                    (None, Some(level)) if level < 9 => Some((level, By::Outline)),
                    (None, _) => None,
                };
            }
            let name = style.name.trim().to_lowercase();
            meaning.is_contents |= is_contents(&style.name);
            meaning.is_title |= ["title", "标题"].contains(&&*name);
            meaning.is_caption |= ["caption", "题注", "图注"].contains(&&*name);
            meaning.is_item |= ["list bullet", "list number"].contains(&&*name);
            meaning.properties = std::mem::take(&mut meaning.properties).or(&style.properties);
            next = style.based_on.as_deref();
        }
        meaning.properties = meaning.properties.or(&self.base);
        meaning
    }

    /// Whether a style of tables puts a colour behind some of their cells.
    pub(super) fn shades(&self, id: &str) -> bool {
        let mut next = Some(id);
        // As above.
        for _ in 0..16 {
            let Some(id) = next else { break };
            let style = self.by_id.get(id);
            if self.shaded.contains(id) || style.is_some_and(|one| one.properties.ground.is_some())
            {
                return true;
            }
            next = style.and_then(|style| style.based_on.as_deref());
        }
        false
    }

    /// What a style of characters says, without what all text has.
    pub(super) fn of_characters(&self, id: &str) -> Properties {
        self.by_id.get(id).map(|style| style.properties.clone()).unwrap_or_default()
    }
}

/// Whether the element that has just begun, a part of the style of a table, gives its cells a colour; it is passed over.
fn is_shaded(xml: &mut Xml<'_>) -> Result<bool, Refusal> {
    let (mut depth, mut found) = (1_usize, false);
    while depth > 0 {
        match xml.next()? {
            Step::Open(tag) => {
                depth += 1;
                found |= tag.is(Ns::Word, "shd") && ground(&tag).is_some();
            }
            Step::Close => depth -= 1,
            Step::Text(_) => {}
            Step::End => break,
        }
    }
    Ok(found)
}

/// Whether a style is called toc 1 or 目录 1.
fn is_contents(name: &str) -> bool {
    let name = name.trim().to_lowercase();
    let rest = name.strip_prefix("toc").or(name.strip_prefix("目录"));
    rest.is_some_and(|rest| {
        let rest = rest.trim();
        rest == "heading" || rest == "标题" || rest.parse::<u8>().is_ok()
    })
}

/// The level of a style called heading 1 or 标题 1, from 0.
fn by_name(name: &str) -> Option<u8> {
    let name = name.trim().to_lowercase();
    let rest = name.strip_prefix("heading").or(name.strip_prefix("标题"))?;
    let level: u8 = rest.trim().parse().ok()?;
    (1..=9).contains(&level).then(|| level - 1)
}
