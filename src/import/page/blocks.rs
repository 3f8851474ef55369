//! From the elements of an article to lines, tables and photos, as a reader sees them.
//!
//! Entry point: [`read`]. What the page hides is not read.

use crate::claims::clause::is_han;
use crate::import::Beside;
use crate::import::manuscript::{By, Cell, Line, Number, Part, Photo, Place, Run, Side};
use crate::import::page::drawn;
use crate::import::page::elements::{heading_level, is_block, is_list_mark, is_silent};
use crate::import::page::grid::{self, Slot};
use crate::import::page::hidden::{Hidden, Unseen, Why};
use crate::import::page::path::Path;
use crate::import::page::shade::Shade;
use crate::import::page::tree::{Kind, Tree};
use crate::import::page::values::{inside, is_photo_name, percent_decoded, property};
use crate::import::refusal::{MAX_DEPTH, Refusal};
use crate::import::shape::blanks::{small, tidy_text};
use crate::import::shape::length;

/// Where a page that loads its pictures late keeps their addresses.
const LAZY: [&str; 6] =
    ["data-src", "data-original", "data-lazy-src", "data-actualsrc", "data-echo", "data-url"];
/// A picture of fewer pixels is a decoration.
const SMALLEST: u32 = 100;
/// A picture that is so much wider than high is a rule.
const FLATTEST: f32 = 0.15;

/// The attribute that tells the level of a heading in an article of ours: the second where it has no value; of an item of
/// a list it is 0.
const LEVEL: &str = "data-h";
/// The level of a heading that has no number.
const USUAL_LEVEL: u8 = 2;

/// What was read.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) parts: Vec<Part>,
    pub(super) photos: Vec<Photo>,
    /// Pictures that only decorate.
    pub(super) decorations: usize,
    /// Videos and sounds.
    pub(super) players: usize,
    /// Texts that are drawn, such as those that a click unfolds.
    pub(super) drawn: Vec<String>,
    /// Texts that nobody sees, each with the paragraph that it stands in.
    pub(super) unseen: Vec<Unseen>,
    /// What a line goes through.
    pub(super) struck: String,
}

/// Where small figures stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shift {
    Above,
    Below,
}

/// How the text of an element looks, as far as it is inherited.
#[derive(Debug, Clone, Default)]
struct Look {
    is_bold: bool,
    side: Side,
    size: u16,
    level: Option<u8>,
    is_item: bool,
    number: Option<Number>,
    link: Option<String>,
    is_struck: bool,
    shift: Option<Shift>,
    shade: Shade,
}

struct Reader<'t> {
    tree: &'t Tree,
    path: Path,
    hidden: Hidden,
    beside: Beside<'t>,
    read: Read,
    line: Line,
    lists: u32,
    nth: usize,
}

/// Reads what is inside `node`. Where most words have the colour of the page, the page is of another colour.
pub(super) fn read(tree: &Tree, node: usize, beside: Beside<'_>) -> Result<Read, Refusal> {
    let read = read_on(tree, node, beside, Shade::default())?;
    let faint = read.unseen.iter().filter(|one| one.why == Why::Faint);
    let faint: usize = faint.map(|one| length(&one.text)).sum();
    let is_dark = faint > 2 * read.parts.iter().map(seen).sum::<usize>();
    if is_dark { read_on(tree, node, beside, Shade::on_anything()) } else { Ok(read) }
}

/// How many characters of a part are seen.
fn seen(part: &Part) -> usize {
    match part {
        Part::Line(line) => length(&line.text()),
        Part::Table(rows) => rows.iter().flatten().map(|cell| length(&cell.text())).sum(),
        Part::Photo(_) | Part::PageBreak => 0,
    }
}

fn read_on(tree: &Tree, node: usize, beside: Beside<'_>, shade: Shade) -> Result<Read, Refusal> {
    let mut reader = Reader {
        tree,
        path: Path::default(),
        hidden: Hidden::of(tree),
        beside,
        read: Read::default(),
        line: Line::default(),
        lists: 0,
        nth: 0,
    };
    reader.inside(node, &Look { shade, ..Look::default() }, 0)?;
    reader.flush();
    Ok(reader.read)
}

impl Reader<'_> {
    fn visit(&mut self, node: usize, look: &Look, depth: usize) -> Result<(), Refusal> {
        if depth > MAX_DEPTH {
            return Err(Refusal::TooDeep);
        }
        let tree = self.tree;
        match tree.kind(node) {
            Kind::Text(text) if !text.trim().is_empty() && self.is_faint(look.shade) => {
                self.leave_out(node, Why::Faint);
            }
            Kind::Text(text) => self.text(text, look),
            Kind::Element(..) => return self.element(node, look, depth),
            Kind::Silent => {}
        }
        Ok(())
    }

    /// Reads what is inside an element.
    fn inside(&mut self, node: usize, look: &Look, depth: usize) -> Result<(), Refusal> {
        let mut before = None;
        for child in self.tree.children(node) {
            self.path.enter(*child, before);
            self.visit(*child, look, depth)?;
            self.path.leave();
            if matches!(self.tree.kind(*child), Kind::Element(..)) {
                before = Some(*child);
            }
        }
        Ok(())
    }

    /// Whether nobody sees words of a shade where the reader stands.
    fn is_faint(&mut self, shade: Shade) -> bool {
        shade.is_tiny() || shade.is_lost() && !self.path.lies_over(self.tree)
    }

    fn element(&mut self, node: usize, look: &Look, depth: usize) -> Result<(), Refusal> {
        let name = self.tree.name(node);
        if let Some(why) = self.hidden.why(self.tree, node) {
            self.leave_out(node, why);
            return Ok(());
        }
        if is_silent(name) {
            self.pass_over(node, name);
            return Ok(());
        }
        if is_list_mark(self.tree, node) {
            self.take_list_mark(node);
            return Ok(());
        }
        match name {
            "br" => self.flush(),
            "img" => self.picture(node),
            "table" => return self.table(node, look.shade, depth),
            _ => {
                if let Some(address) = drawn::ground(self.tree, node) {
                    self.take_ground(node, address);
                }
                let look = self.look(node, look);
                let is_block = is_block(name);
                if is_block {
                    self.flush();
                }
                self.inside(node, &look, depth + 1)?;
                if is_block {
                    self.flush();
                }
            }
        }
        Ok(())
    }

    /// The number or the bullet of an item, which a word processor writes before its text.
    fn take_list_mark(&mut self, node: usize) {
        let text = tidy_text(&self.tree.text(node));
        // A bullet is a letter of a face for symbols.
        let is_bullet =
            text.chars().count() <= 1 && !text.contains(|c: char| c.is_ascii_digit() || is_han(c));
        let text = if is_bullet { String::new() } else { text };
        self.line.number = Some(Number { text, list: self.lists });
    }

    /// Remembers the words of an element that nobody sees.
    fn leave_out(&mut self, node: usize, why: Why) {
        let text = tidy_text(&self.tree.text(node));
        if text.is_empty() {
            return;
        }
        let nth = self.nth + 1;
        match self.read.unseen.last_mut() {
            Some(last) if last.why == why && last.nth == nth => {
                last.text.push('；');
                last.text.push_str(&text);
            }
            _ => self.read.unseen.push(Unseen { why, nth, text }),
        }
    }

    /// Remembers what an element that is not read would show or play.
    fn pass_over(&mut self, node: usize, name: &str) {
        const SHORTEST: usize = 8;
        let plays = matches!(name, "iframe" | "video" | "audio" | "mpvoice" | "qqmusic")
            || name.starts_with("mp-common-mpaudio")
            || name.starts_with("mp-common-videosnap");
        self.read.players += usize::from(plays);
        // A button, a field, a card of the platform: its words are told.
        if !plays && !matches!(name, "svg" | "script" | "style" | "head") {
            self.leave_out(node, Why::Unseen);
        }
        if name == "svg" {
            let text = tidy_text(&self.tree.text(node));
            if length(&text) >= SHORTEST {
                self.read.drawn.push(text);
            }
            for address in drawn::of_drawing(self.tree, node) {
                self.put_address(address);
            }
        }
    }

    /// The ground of an element is a photo where there is nothing on it, else it decorates.
    fn take_ground(&mut self, node: usize, address: &str) {
        if drawn::is_bare(self.tree, node) {
            self.put_address(address);
        } else {
            self.read.decorations += 1;
        }
    }

    /// A picture of which only the address is said.
    fn put_address(&mut self, address: &str) {
        let remote = || (!address.starts_with("data:")).then(|| Photo::Remote(address.to_owned()));
        let Some(photo) = inside(address).or_else(remote) else { return };
        self.flush();
        self.put(photo, None);
    }

    /// The look of an element inside one of the look `outer`.
    fn look(&mut self, node: usize, outer: &Look) -> Look {
        let mut look = outer.clone();
        look.shade = outer.shade.inside(self.tree, node, &self.hidden);
        let name = self.tree.name(node);
        let style = self.tree.attribute(node, "style").unwrap_or_default().to_ascii_lowercase();
        // 135editor marks the box of a heading.
        let is_title = self.tree.attribute(node, "data-role") == Some("title");
        look.is_bold |= matches!(name, "strong" | "b") || is_title;
        look.is_struck |= matches!(name, "s" | "del" | "strike")
            || property(&style, "text-decoration")
                .is_some_and(|line| line.contains("line-through"));
        match name {
            "sup" => look.shift = Some(Shift::Above),
            "sub" => look.shift = Some(Shift::Below),
            _ => {}
        }
        if let Some(weight) = property(&style, "font-weight") {
            look.is_bold = weight.starts_with("bold")
                || weight.parse::<u16>().is_ok_and(|weight| weight >= 600);
        }
        let align = property(&style, "text-align").or(self.tree.attribute(node, "align"));
        match align {
            Some("center") => look.side = Side::Centre,
            Some("right" | "end") => look.side = Side::Right,
            Some(_) => look.side = Side::Left,
            None => {}
        }
        if let Some(size) = property(&style, "font-size")
            .and_then(|size| size.strip_suffix("px")?.trim().parse::<f32>().ok())
            && (1.0..200.0).contains(&size)
        {
            // In half pixels, which are whole numbers.
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "between 2 and 400"
            )]
            let halves = (size * 2.0).round() as u16;
            look.size = halves;
        }
        let own = self.tree.attribute(node, LEVEL);
        let own =
            own.and_then(
                |level| if level.is_empty() { Some(USUAL_LEVEL) } else { level.parse().ok() },
            );
        look.is_item |= own == Some(0);
        let own = own.filter(|level| (1..=6).contains(level)).map(|level| level - 1);
        look.level = heading_level(name).or(own).or(look.level);
        if matches!(name, "ol" | "ul") {
            self.lists += 1;
        }
        if name == "li" {
            look.number = Some(self.number(node));
        }
        if name == "a" {
            look.link = self
                .tree
                .attribute(node, "href")
                .filter(|link| link.starts_with("http"))
                .map(str::to_owned);
        }
        look
    }

    /// The number of an item: its place in an ordered list, nothing in another.
    fn number(&self, item: usize) -> Number {
        let list = self.lists;
        let parent = self.tree.parent(item);
        let Some(parent) = parent.filter(|parent| self.tree.name(*parent) == "ol") else {
            return Number { text: String::new(), list };
        };
        let items =
            self.tree.children(parent).iter().filter(|child| self.tree.name(**child) == "li");
        let at = items.take_while(|child| **child != item).count();
        Number { text: format!("{}.", at + 1), list }
    }

    /// Text as it is shown: a break in the source between Han is nothing.
    fn text(&mut self, text: &str, look: &Look) {
        let mut shown = String::with_capacity(text.len());
        for (at, row) in text.split(['\n', '\r']).enumerate() {
            let row = if at == 0 { row } else { row.trim_start() };
            let needs_blank = at > 0
                && shown.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric())
                && row.starts_with(|c: char| c.is_ascii_alphanumeric());
            if needs_blank {
                shown.push(' ');
            }
            shown.push_str(row);
        }
        if shown.is_empty() {
            return;
        }
        let has_text = !shown.trim().is_empty();
        if has_text && self.line.runs.iter().all(|run| run.text.trim().is_empty()) {
            self.line.side = look.side;
            self.line.size = look.size;
            self.line.level = look.level.map(|level| (level, By::Outline));
            self.line.number = self.line.number.take().or_else(|| look.number.clone());
            self.line.is_item = look.is_item;
        } else if has_text && self.line.size != look.size {
            self.line.size = self.line.size.min(look.size);
        }
        if look.is_struck {
            self.read.struck.push_str(&shown);
        }
        let shown = match look.shift {
            Some(Shift::Above) => small(&shown, "⁰¹²³⁴⁵⁶⁷⁸⁹"),
            Some(Shift::Below) => small(&shown, "₀₁₂₃₄₅₆₇₈₉"),
            None => shown,
        };
        self.line.runs.push(Run {
            text: shown,
            is_bold: look.is_bold && look.level.is_none(),
            link: look.link.clone(),
            footnote: None,
        });
    }

    fn flush(&mut self) {
        let line = std::mem::take(&mut self.line);
        if line.text().trim().is_empty() {
            return;
        }
        if let Some(photo) = self.numbered(&line.text()) {
            return self.put(photo, None);
        }
        self.nth += 1;
        self.read.parts.push(Part::Line(Line { nth: self.nth, ..line }));
    }

    /// A picture: a file beside the page first, then what is inside the page, then an address alone.
    fn picture(&mut self, node: usize) {
        let get = |name: &str| self.tree.attribute(node, name).filter(|value| !value.is_empty());
        let number = |name: &str| get(name).and_then(|value| value.parse::<f32>().ok());
        #[expect(clippy::cast_precision_loss, reason = "a hundred is exact")]
        let is_small =
            number("data-w").or(number("width")).is_some_and(|width| width < SMALLEST as f32);
        let is_rule = number("data-ratio").is_some_and(|ratio| ratio < FLATTEST);
        let is_face =
            get("class").is_some_and(|class| class.contains("emoji") || class.contains("icon_"));
        if is_small || is_rule || is_face {
            self.read.decorations += 1;
            return;
        }
        let alt =
            get("alt").filter(|alt| !["图片", "image", "img"].contains(alt)).map(str::to_owned);
        let is_remote = |address: &str| {
            let heads = ["//", "data:", "cid:"];
            address.contains("://") || heads.iter().any(|head| address.starts_with(head))
        };
        let local = get("src").filter(|src| !is_remote(src)).and_then(|src| {
            let path = percent_decoded(src.split(['?', '#']).next().unwrap_or_default());
            let bytes = (self.beside)(&path)?;
            Some(Photo::Bytes {
                name: path.rsplit('/').next().unwrap_or_default().to_owned(),
                bytes,
            })
        });
        // In a page saved as one file pictures lie under their addresses.
        let lazy = LAZY.iter().find_map(|name| get(name));
        let stored = [get("src"), lazy].into_iter().flatten().find_map(|address| {
            let address = Some(address).filter(|address| is_remote(address))?;
            let bytes = (self.beside)(address)?;
            Some(Photo::Bytes { name: address.rsplit('/').next()?.to_owned(), bytes })
        });
        let remote = lazy.or(get("src")).filter(|src| !src.starts_with("data:"));
        let inside = || get("src").and_then(inside);
        let photo = local
            .or(stored)
            .or_else(inside)
            .or_else(|| remote.map(|src| Photo::Remote(src.to_owned())));
        let Some(photo) = photo else {
            self.read.decorations += 1;
            return;
        };
        self.flush();
        self.put(photo, alt);
    }

    /// The photo beside an article of ours for which a line stands: `【图1 01.jpg】`.
    fn numbered(&self, line: &str) -> Option<Photo> {
        let inner = line.trim().strip_prefix("【图")?.strip_suffix('】')?;
        let (number, name) = inner.split_once(' ')?;
        if !is_photo_name(name) || number.parse::<usize>().is_err() {
            return None;
        }
        let bytes = (self.beside)(&format!("photos/{name}"))?;
        Some(Photo::Bytes { name: name.to_owned(), bytes })
    }

    fn put(&mut self, photo: Photo, alt: Option<String>) {
        let known = self.read.photos.iter().position(|one| *one == photo);
        let nth = known.unwrap_or_else(|| {
            self.read.photos.push(photo);
            self.read.photos.len() - 1
        });
        self.read.parts.push(Part::Photo(Place { photo: nth, alt, is_cover: false }));
    }

    /// A table with its own rows; a table inside a cell is read as text.
    fn table(&mut self, node: usize, outer: Shade, depth: usize) -> Result<(), Refusal> {
        self.flush();
        let shade = outer.inside(self.tree, node, &self.hidden);
        let grid = grid::of(self.tree, node);
        for caption in grid.captions {
            self.element(caption, &Look { shade, ..Look::default() }, depth + 1)?;
            self.flush();
        }
        let mut rows = Vec::new();
        for (row, slots) in grid.rows {
            if let Some(why) = self.hidden.why(self.tree, row) {
                self.leave_out(row, why);
                continue;
            }
            let shade = shade.inside(self.tree, row, &self.hidden);
            let mut cells = Vec::new();
            for slot in slots {
                cells.push(match slot {
                    Slot::Cell(cell) => self.cell(cell, shade, depth)?,
                    Slot::Goes(merged) => Cell { merged, ..Cell::default() },
                });
            }
            rows.push(cells);
        }
        if !rows.is_empty() {
            self.read.parts.push(Part::Table(rows));
        }
        Ok(())
    }

    fn cell(&mut self, cell: usize, outer: Shade, depth: usize) -> Result<Cell, Refusal> {
        if let Some(why) = self.hidden.why(self.tree, cell) {
            self.leave_out(cell, why);
            return Ok(Cell::default());
        }
        let shade = outer.inside(self.tree, cell, &self.hidden);
        let before = std::mem::take(&mut self.read.parts);
        self.inside(cell, &Look { shade, ..Look::default() }, depth + 1)?;
        self.flush();
        Ok(Cell::of(std::mem::replace(&mut self.read.parts, before)))
    }
}
