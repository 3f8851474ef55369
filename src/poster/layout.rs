//! Where everything stands on a poster.
//!
//! Entry point: [`Layout::svg`]. Sizes are pixels of the finished picture. The photo is left open: it is drawn below.

use std::fmt::Write as _;

use qrcode::types::Color;
use qrcode::{EcLevel, QrCode};

use crate::poster::WIDTH;
use crate::poster::lines::{lines, width};
use crate::theme::{Colour, Palette};

/// Around everything.
const MARGIN: u32 = 60;
/// The least contrast of text (WCAG 2.2, 1.4.3).
const CONTRAST: f64 = 4.5;
/// The side of the code.
const CODE: u32 = 240;

/// A figure with what it counts.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    pub(super) label: String,
    pub(super) value: String,
}

/// What stands on a poster.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub(super) account: String,
    pub(super) title: String,
    pub(super) branch: String,
    pub(super) honour: Option<String>,
    pub(super) figures: Vec<Figure>,
    pub(super) digest: String,
    /// Width and height of the photo.
    pub(super) photo: Option<(u32, u32)>,
    pub(super) address: Option<String>,
    pub(super) palette: Palette,
}

/// A poster as SVG.
pub(super) struct Svg {
    pub(super) text: String,
    pub(super) height: u32,
    /// Left and top edge of the photo, and its width and height.
    pub(super) photo: Option<[u32; 4]>,
}

/// A line of text: where its baseline is, how large and in which colour.
#[derive(Clone, Copy)]
struct Line<'l> {
    x: u32,
    y: u32,
    size: u32,
    colour: Colour,
    anchor: &'l str,
    is_bold: bool,
}

struct Pen<'p> {
    svg: String,
    y: u32,
    family: &'p str,
}

impl Layout {
    /// The poster with text in a font.
    pub(super) fn svg(&self, family: &str) -> Svg {
        let mut pen = Pen { svg: String::new(), y: 0, family };
        self.head(&mut pen);
        let photo = self.photo(&mut pen);
        self.figures(&mut pen);
        self.text(&mut pen);
        self.foot(&mut pen);
        let height = pen.y;
        let text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\">{}</svg>",
            pen.svg
        );
        Svg { text, height, photo }
    }

    /// The band with account and title.
    fn head(&self, pen: &mut Pen<'_>) {
        let Palette { accent_fill, on_fill, .. } = self.palette;
        let text = on_fill.readable_on(accent_fill, CONTRAST);
        let size = if width(&self.title) > 26.0 { 56 } else { 66 };
        let title = lines(&self.title, f64::from(WIDTH - 2 * MARGIN) / f64::from(size), 4);
        let rows = u32::try_from(title.len()).unwrap_or(4);
        let height = 150 + rows * (size * 14 / 10) + 100;
        pen.area([0, 0, WIDTH, height], accent_fill);
        pen.text(
            &self.account,
            Line { x: MARGIN, y: 96, size: 34, colour: text, anchor: "start", is_bold: false },
        );
        pen.area([MARGIN, 124, 72, 6], text);
        pen.y = 150;
        for line in &title {
            pen.y += size * 14 / 10;
            let at =
                Line { x: MARGIN, y: pen.y, size, colour: text, anchor: "start", is_bold: true };
            pen.text(line, at);
        }
        let branch = lines(&self.branch, f64::from(WIDTH - 2 * MARGIN) / 34.0, 1).join("");
        let at = Line {
            x: MARGIN,
            y: pen.y + 64,
            size: 34,
            colour: text,
            anchor: "start",
            is_bold: false,
        };
        pen.text(&branch, at);
        pen.y = height;
    }

    /// The place of the photo.
    fn photo(&self, pen: &mut Pen<'_>) -> Option<[u32; 4]> {
        let (width, height) = self.photo?;
        let shown = width.min(WIDTH - 2 * MARGIN);
        let high = u32::try_from(u64::from(height) * u64::from(shown) / u64::from(width.max(1)));
        let place = [(WIDTH - shown) / 2, pen.y + MARGIN, shown, high.unwrap_or(height)];
        pen.y = place[1] + place[3];
        Some(place)
    }

    /// Figures side by side.
    fn figures(&self, pen: &mut Pen<'_>) {
        let count = u32::try_from(self.figures.len()).unwrap_or_default();
        if count == 0 {
            return;
        }
        let accent = self.palette.accent.readable_on(self.palette.tint, CONTRAST);
        let muted = self.palette.muted.readable_on(self.palette.tint, CONTRAST);
        let top = pen.y + 48;
        pen.area([MARGIN, top, WIDTH - 2 * MARGIN, 200], self.palette.tint);
        let column = (WIDTH - 2 * MARGIN) / count;
        for (nth, figure) in (0..).zip(&self.figures) {
            let x = MARGIN + nth * column + column / 2;
            let room = f64::from(column - 24);
            let fit = |text: &str, largest: u32| {
                let fits = |size: &u32| width(text) * f64::from(*size) <= room;
                (24..=largest).rev().find(fits).unwrap_or(24)
            };
            let size = fit(&figure.value, 68);
            let at =
                Line { x, y: top + 104, size, colour: accent, anchor: "middle", is_bold: true };
            pen.text(&figure.value, at);
            let size = fit(&figure.label, 32);
            let label = lines(&figure.label, room / f64::from(size), 1).join("");
            let at =
                Line { x, y: top + 162, size, colour: muted, anchor: "middle", is_bold: false };
            pen.text(&label, at);
        }
        pen.y = top + 200;
    }

    /// The digest and an honour.
    fn text(&self, pen: &mut Pen<'_>) {
        let text = self.palette.text.readable_on(Colour::WHITE, CONTRAST);
        let honour = self.palette.honour.readable_on(Colour::WHITE, CONTRAST);
        let room = f64::from(WIDTH - 2 * MARGIN);
        pen.y += 24;
        for line in lines(&self.digest, room / 38.0, 4) {
            pen.y += 62;
            pen.text(
                &line,
                Line {
                    x: MARGIN,
                    y: pen.y,
                    size: 38,
                    colour: text,
                    anchor: "start",
                    is_bold: false,
                },
            );
        }
        let lines_of_honour =
            self.honour.iter().flat_map(|one| lines(one, (room - 32.0) / 34.0, 2));
        for (nth, line) in lines_of_honour.enumerate() {
            pen.y += if nth == 0 { 86 } else { 52 };
            let top = if nth == 0 { pen.y - 32 } else { pen.y - 54 };
            pen.area([MARGIN, top, 8, pen.y + 6 - top], honour);
            let at = Line {
                x: MARGIN + 32,
                y: pen.y,
                size: 34,
                colour: honour,
                anchor: "start",
                is_bold: true,
            };
            pen.text(&line, at);
        }
        pen.y += 48;
    }

    /// The code of the page, and what it is for.
    fn foot(&self, pen: &mut Pen<'_>) {
        let muted = self.palette.muted.readable_on(Colour::WHITE, CONTRAST);
        let Some(modules) = self.address.as_deref().and_then(code) else {
            pen.y += 12;
            return;
        };
        pen.area([MARGIN, pen.y, WIDTH - 2 * MARGIN, 2], self.palette.rule);
        let top = pen.y + 40;
        pen.code(&modules, [WIDTH - MARGIN - CODE, top]);
        let text = self.palette.text.readable_on(Colour::WHITE, CONTRAST);
        let at = Line {
            x: MARGIN,
            y: top + 104,
            size: 44,
            colour: text,
            anchor: "start",
            is_bold: true,
        };
        pen.text("扫码读全文", at);
        let at = Line {
            x: MARGIN,
            y: top + 168,
            size: 32,
            colour: muted,
            anchor: "start",
            is_bold: false,
        };
        let account = lines(&self.account, f64::from(WIDTH - 3 * MARGIN - CODE) / 32.0, 1).join("");
        pen.text(&account, at);
        pen.y = top + CODE + 48;
    }
}

/// The modules of a code, row by row; `None` for an address that none can hold.
fn code(address: &str) -> Option<Vec<Vec<bool>>> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
    let width = code.width();
    let colours = code.to_colors();
    let rows = colours.chunks(width);
    Some(rows.map(|row| row.iter().map(|one| *one == Color::Dark).collect()).collect())
}

impl Pen<'_> {
    fn area(&mut self, [x, y, width, height]: [u32; 4], colour: Colour) {
        self.put(format_args!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{colour}\"/>"
        ));
    }

    fn text(&mut self, text: &str, line: Line<'_>) {
        let Line { x, y, size, colour, anchor, is_bold } = line;
        let weight = if is_bold { 700 } else { 400 };
        let (family, text) = (escaped(self.family), escaped(text));
        self.put(format_args!(
            "<text x=\"{x}\" y=\"{y}\" font-family=\"{family}\" font-size=\"{size}\" font-weight=\"{weight}\" \
             fill=\"{colour}\" text-anchor=\"{anchor}\">{text}</text>"
        ));
    }

    /// A code with the quiet zone of four modules that readers want.
    fn code(&mut self, modules: &[Vec<bool>], [left, top]: [u32; 2]) {
        let count = u32::try_from(modules.len()).unwrap_or(1) + 8;
        let mut path = String::new();
        for (y, row) in (4_u32..).zip(modules) {
            for (x, _) in (4_u32..).zip(row).filter(|(_, is_dark)| **is_dark) {
                write!(path, "M{x} {y}h1v1h-1z").expect("a String takes every write");
            }
        }
        self.put(format_args!(
            "<svg x=\"{left}\" y=\"{top}\" width=\"{CODE}\" height=\"{CODE}\" viewBox=\"0 0 {count} {count}\">\
             <rect width=\"{count}\" height=\"{count}\" fill=\"#ffffff\"/>\
             <path d=\"{path}\" fill=\"#000000\" shape-rendering=\"crispEdges\"/></svg>"
        ));
    }

    fn put(&mut self, text: std::fmt::Arguments<'_>) {
        self.svg.write_fmt(text).expect("a String takes every write");
    }
}

fn escaped(text: &str) -> String {
    let legal: String = text.chars().filter(|c| !c.is_control()).collect();
    quick_xml::escape::escape(legal).into_owned()
}
