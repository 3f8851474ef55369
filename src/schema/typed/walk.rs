//! Line by line through YAML as it was typed: which lines belong together, which key each has.
//!
//! Entry point: [`slips`].

mod group;
mod said;

use std::borrow::Cow;
use std::ops::Range;

use crate::diagnostic::traditional;
use crate::schema::typed::ahead::Ahead;
use crate::schema::typed::block::{self, Block, Taken};
use crate::schema::typed::inside::Inside;
use crate::schema::typed::key;
use crate::schema::typed::level::{
    Below, Scope, begins_value, breaks, fits, indentation_kind, is_child, is_marked, is_single,
    knows, leftmost, means, next, takes_list,
};
use crate::schema::typed::line::{self, Item, Line};
use crate::schema::typed::name;
use crate::schema::typed::set_apart;
use crate::schema::typed::split::Split;
use crate::schema::typed::{Kind, Slip, bracket, flow, remark, value};
use crate::schema::{Field, Fields, Shape, heading};

struct Walk<'t> {
    text: &'t str,
    end: usize,
    scopes: Vec<Scope>,
    below: Below,
    /// Whether the value above may go on in lines that are further in.
    is_text: bool,
    /// Whether the value above is a list on one line: a line that goes on with it is another item.
    is_list: bool,
    /// Whether the last item of a list stands in brackets.
    is_in_brackets: bool,
    /// What could stand below the line above the one that is looked at.
    above: Below,
    /// Lines further in than this are not looked at.
    skipped: Option<usize>,
    /// The text behind `|` or `>` that is read.
    block: Option<Block>,
    slips: Vec<Slip>,
    ends: flow::Ends,
}

/// The slips in the bytes `yaml` of `text`, by the keys of `table`.
pub(super) fn slips(text: &str, yaml: Range<usize>, table: Fields) -> Vec<Slip> {
    if table.field(0).is_none() {
        return Vec::new();
    }
    let column = leftmost(text, &yaml);
    let top = Scope {
        column,
        mended: column,
        inside: Inside::Top(table),
        is_list: false,
        is_bare: false,
    };
    let mut walk = Walk {
        text,
        end: yaml.end,
        scopes: vec![top],
        below: Below::Nothing,
        is_text: false,
        is_list: false,
        is_in_brackets: false,
        above: Below::Nothing,
        skipped: None,
        block: None,
        slips: Vec::new(),
        ends: flow::Ends::default(),
    };
    let mut at = yaml.start;
    while at < yaml.end {
        at = walk.line(at);
    }
    walk.slips
}

impl Walk<'_> {
    /// Looks at the line that begins at `at`; gives the next one.
    fn line(&mut self, at: usize) -> usize {
        let line = Line::of(self.text, at, self.end);
        let next = next(self.text, &line, self.end);
        let content = &self.text[line.content.clone()];
        let is_skipped = |column| content.is_empty() || line.column > column;
        if self.skipped.is_some_and(is_skipped) || self.goes_on_in_block(&line) {
            return next;
        }
        self.skipped = None;
        if content.is_empty() {
            if self.text[line.whole.clone()].contains(|c: char| !c.is_ascii()) {
                self.put(line.whole, "", Kind::Blank);
            }
            return next;
        }
        if content.starts_with('#') {
            self.heading_of_list(&line);
            return next;
        }
        if self.is_remark(&line) {
            return next;
        }
        self.content(&line).unwrap_or(next)
    }

    /// Whether a line is a remark as a program or a page has it, `// 基本情况` or `<!-- 基本情况 -->`: it becomes one of YAML, and
    /// stays where it stands.
    fn is_remark(&mut self, line: &Line) -> bool {
        let content = &self.text[line.content.clone()];
        let words = remark::words(content).map(|words| format!("# {words}"));
        // A text may go on in lines that are further in.
        let column = self.scopes.last().map_or(0, |scope| scope.column);
        let Some(words) = words.filter(|_| !(self.is_text && line.column > column)) else {
            return false;
        };
        self.put(line.content.clone(), words, Kind::Remark);
        true
    }

    /// Whether a line belongs to the text behind `|` that is read.
    fn goes_on_in_block(&mut self, line: &Line) -> bool {
        let Some(block) = &mut self.block else { return false };
        let content = &self.text[line.content.clone()];
        let has_key = |scope: &Scope| key::split(content, scope.inside).is_some();
        match block.take(self.text, line, self.scopes.iter().any(has_key)) {
            Taken::AsItStands => {}
            Taken::Put(slip) => self.slips.push(slip),
            Taken::Ended => self.block = None,
        }
        self.block.is_some()
    }

    fn ahead(&self) -> Ahead<'_> {
        Ahead { text: self.text, end: self.end, scopes: &self.scopes }
    }

    /// A line that holds something; gives the next one where it is not the line behind.
    fn content(&mut self, line: &Line) -> Option<usize> {
        if self.is_divider(line) {
            let end = next(self.text, line, self.end);
            self.put(line.whole.start..end, "", Kind::Divider);
            return None;
        }
        self.above = self.below;
        let from_below = self.open_below(line);
        let Some((scope, kind)) = from_below.or_else(|| self.find(line)) else {
            self.keep_further_in(line);
            return None;
        };
        let content = &self.text[line.content.clone()];
        let item = line::item(content, scope.is_list);
        self.indent(line, scope.mended, kind);
        if scope.is_list || item.is_some_and(|item| item.is_plain) {
            return self.item(line, scope, item);
        }
        if self.row(line.content.clone(), scope) {
            return None;
        }
        self.entry(line.content.clone(), scope)
    }

    /// Opens the level below a key without value, where the line belongs there.
    fn open_below(&mut self, line: &Line) -> Option<(Scope, Option<Kind>)> {
        let below = std::mem::replace(&mut self.below, Below::Nothing);
        let outer = *self.scopes.last()?;
        let content = &self.text[line.content.clone()];
        let is_further = line.column > outer.column;
        let field = match below {
            Below::Nothing => return None,
            Below::Unknown => {
                if is_further {
                    self.skipped = Some(outer.column);
                }
                return None;
            }
            Below::Field(field) => field,
        };
        let inside = Inside::below(field.shape);
        let takes_list = takes_list(field.shape);
        let item = line::item(content, takes_list);
        let split = key::split(content, inside).filter(|_| !matches!(inside, Inside::Texts));
        let split =
            split.or_else(|| key::named(content, inside).filter(|_| self.is_map(line, inside)));
        let is_below =
            line.column == outer.column && is_child(content, outer, field, split.as_ref());
        let is_only = || takes_list && split.is_none() && !self.ahead().goes_on(line);
        if (is_single(field.shape) || is_only()) && !is_further && self.stands_below(line, outer) {
            self.put(line.indentation(), " ".repeat(outer.mended + 2), Kind::Child);
            self.skipped = Some(line.column);
            return None;
        }
        if !is_further && !is_below {
            return None;
        }
        if is_single(field.shape) {
            self.skip_text(line, outer, field);
            return None;
        }
        let is_list = item.is_some() && takes_list;
        let is_bare = item.is_none()
            && takes_list
            && split.is_none()
            && (self.is_list_in_brackets(line)
                || self.ahead().goes_on(line) && !begins_value(content));
        if !is_list && !is_bare && (split.is_none() || matches!(inside, Inside::Texts)) {
            self.skip_value(line, outer, field);
            return None;
        }
        let is_plain = item.is_some_and(|item| item.is_plain);
        let mended = if is_further {
            (line.column + outer.mended).saturating_sub(outer.column).max(outer.mended + 1)
        } else if is_plain {
            outer.mended
        } else {
            outer.mended + 2
        };
        let column = line.column;
        let scope = Scope { column, mended, inside, is_list: is_list || is_bare, is_bare };
        self.scopes.push(scope);
        Some((scope, (!is_further && !is_plain).then_some(Kind::Child)))
    }

    /// A text below its key: lines further in are not looked at, unless they are keys of its level.
    fn skip_text(&mut self, line: &Line, outer: Scope, field: &Field) {
        let content = &self.text[line.content.clone()];
        if line.column > outer.column && !knows(content, outer.inside) {
            self.skipped = Some(outer.column);
            self.is_text = !value::is_number(field.shape);
        }
    }

    /// One text, or a list or map in brackets, below its key.
    fn skip_value(&mut self, line: &Line, outer: Scope, field: &Field) {
        let is_further = line.column > outer.column;
        if is_further && flow::opens(&self.text[line.content.clone()]) {
            self.flow(line.content.clone(), Some(field.shape), outer.column);
        }
        self.skipped = is_further.then_some(outer.column);
    }

    /// The level that a line belongs to, and what is wrong with its column. `None` where it goes on with the
    /// value above it, or where nobody can say.
    fn find(&mut self, line: &Line) -> Option<(Scope, Option<Kind>)> {
        let content = &self.text[line.content.clone()];
        loop {
            let scope = *self.scopes.last()?;
            let outer = self.scopes.len().checked_sub(2).map(|at| self.scopes[at]);
            if line.column > scope.column {
                // 2023年: has no value, and what stands below it is not beside it.
                let is_below_name =
                    self.skipped.is_some() && matches!(scope.inside, Inside::Free { .. });
                let is_its = !is_below_name
                    && (breaks(content) || !self.is_text || is_marked(content, scope))
                    && fits(content, scope);
                return is_its.then_some((scope, Some(Kind::Indentation)));
            }
            if line.column == scope.column {
                let is_outer = outer.is_some_and(|outer| {
                    outer.column == scope.column
                        && (means(content, outer.inside)
                            || !fits(content, scope)
                            || scope.is_bare && heading::is_of_facts(content))
                });
                if !is_outer || self.scopes.len() == 1 {
                    return Some((self.bare_in_brackets(scope, content), None));
                }
                self.scopes.pop();
                continue;
            }
            let Some(outer) = outer else { return Some((scope, Some(Kind::Indentation))) };
            let bare = self.bare_in_brackets(scope, content);
            if bare.is_bare && !scope.is_bare {
                return Some((bare, Some(Kind::Child)));
            }
            let is_between = line.column > outer.column;
            let is_outer_list = outer.is_list && line::item(content, true).is_some();
            if is_between
                && fits(content, scope)
                && !is_outer_list
                && (!knows(content, outer.inside) || knows(content, scope.inside))
            {
                return Some((scope, Some(Kind::Indentation)));
            }
            self.scopes.pop();
        }
    }

    /// A list below whose item 【志愿服务】 an item 【结对帮扶】 may stand without its mark; 【荣誉情况】 is a heading there, too.
    fn bare_in_brackets(&self, scope: Scope, content: &str) -> Scope {
        let is_item = scope.is_list
            && self.is_in_brackets
            && bracket::whole(content).is_some_and(|inner| !heading::is_part(inner));
        Scope { is_bare: scope.is_bare || is_item, ..scope }
    }

    /// A line that goes on with the value above it stays further in than its key.
    fn keep_further_in(&mut self, line: &Line) {
        let Some(scope) = self.scopes.last().copied() else { return };
        if std::mem::take(&mut self.is_list) && line.column > scope.column {
            self.leave(line.content.clone(), Kind::Glued);
        }
        let raw = &self.text[line.indentation()];
        let is_odd = raw.contains(|c: char| c != ' ');
        if line.column > scope.column && (scope.mended > scope.column || is_odd) {
            let mended = line.column + scope.mended - scope.column.min(scope.mended);
            self.put(line.indentation(), " ".repeat(mended), indentation_kind(raw, None));
        }
    }

    fn indent(&mut self, line: &Line, mended: usize, kind: Option<Kind>) {
        let raw = &self.text[line.indentation()];
        let is_plain = raw.bytes().all(|byte| byte == b' ');
        if !is_plain || raw.len() != mended {
            self.put(line.indentation(), " ".repeat(mended), indentation_kind(raw, kind));
        }
    }

    /// An item of a list; gives the next line where it is not the one behind.
    fn item(&mut self, line: &Line, scope: Scope, item: Option<Item>) -> Option<usize> {
        self.is_list = false;
        let start = line.content.start;
        let length = item.map_or(0, |item| item.length);
        if self.is_key_in_list(line, scope, length) {
            self.put(start..start + length, "", Kind::Dash);
            return self.entry(start + length..line.content.end, scope);
        }
        if self.goes_on_with_group(line, scope, item) {
            self.put(start..start + length, " ".repeat(length), Kind::Dash);
            let column = line.column + length;
            let inner = Scope {
                column,
                mended: scope.mended + length,
                is_list: false,
                is_bare: false,
                ..scope
            };
            self.scopes.push(inner);
            return self.entry(start + length..line.content.end, inner);
        }
        match item {
            Some(item) if item.is_plain => {}
            // A line of a list without any mark.
            None if !scope.is_bare => return None,
            _ if scope.is_list => self.put(start..start + length, "- ", Kind::Item),
            _ => return None,
        }
        let rest = self.braces_behind_ornaments(start + length..line.content.end);
        let content = &self.text[rest.clone()];
        self.is_in_brackets = self.item_in_brackets(rest.clone(), scope.inside);
        if self.is_in_brackets {
            return None;
        }
        let split = key::split(content, scope.inside).filter(|_| !flow::opens(content));
        let split = split.filter(|split| {
            split.slip.is_none()
                || matches!(scope.inside, Inside::Free { .. })
                || knows(content, scope.inside)
        });
        if split.is_none() || matches!(scope.inside, Inside::Texts) {
            let shape = match scope.inside {
                Inside::Texts => Shape::Texts,
                Inside::Keys(table) | Inside::Top(table) => Shape::Groups(table),
                Inside::Free { each, own } => Shape::Entries { each, own },
            };
            self.below = Below::Nothing;
            return self.value(rest, Some(shape), line.column);
        }
        let mark = item.filter(|item| item.is_plain).map_or(2, |item| item.length);
        let scope = Scope {
            column: line.column
                + if length == 0 { 2 } else { self.text[start..start + length].chars().count() },
            mended: scope.mended + mark,
            inside: scope.inside,
            is_list: false,
            is_bare: false,
        };
        self.scopes.push(scope);
        self.entry(rest, scope)
    }

    /// A key with its value; gives the next line where it is not the one behind.
    fn entry(&mut self, content: Range<usize>, scope: Scope) -> Option<usize> {
        let raw = &self.text[content.clone()];
        if scope.inside.is_heading(raw) {
            self.without_value(content, scope);
            return None;
        }
        if let Some((open, close)) = key::round(raw, scope.inside) {
            return self.entry_in_brackets(&content, scope, (open.end, close.start));
        }
        if flow::opens(raw) && set_apart::split(raw, scope.inside).is_none() {
            // At the top no list stands without a key, least of all one in brackets of Chinese text.
            let is_text = self.scopes.len() == 1 && raw.starts_with(['【', '［']);
            return if is_text { None } else { self.flow(content, None, scope.column) };
        }
        let split = key::split(raw, scope.inside).or_else(|| key::named(raw, scope.inside));
        let Some(Split { key, gap, slip }) = split else {
            self.is_text = false;
            self.without_value(content, scope);
            return None;
        };
        let (start, name) = (content.start, &raw[key.clone()]);
        let value = start + gap.end..content.end;
        let field = self.key(start..start + key.end, name, &value, scope.inside);
        if let Some(kind) = slip {
            self.colon(start + gap.start, &value, kind);
        }
        let is_free = matches!(scope.inside, Inside::Free { .. }) && field.is_none();
        let shape = field.map(|field| field.shape).or(is_free.then_some(Shape::Quantity));
        let shape = shape.or_else(|| value::row_of(scope.inside, &self.text[value.clone()]));
        let is_cover = field.is_some_and(|field| field.path == "cover");
        if is_cover && self.cover(value.clone(), name.is_ascii())
            || self.hashtags(value.clone(), shape)
        {
            self.below = Below::Nothing;
            return None;
        }
        let has_value =
            !self.text[value.clone()].is_empty() && !self.text[value.clone()].starts_with('#');
        self.below = match field {
            _ if has_value => Below::Nothing,
            Some(field) => Below::Field(field),
            // What stands below another word for a key is laid out as below that key.
            None => scope.inside.synonym(&name::clean(name)).map_or(Below::Unknown, Below::Field),
        };
        self.is_list = has_value && shape.is_some_and(takes_list);
        if has_value {
            let is_prose = field.is_some_and(|field| field.path == "summary");
            if is_prose
                && !block::begins(&self.text[value.clone()])
                && self.ahead().is_broken(value.end, scope.column)
            {
                self.block = Some(Block::below(scope.column, scope.mended));
                return None;
            }
            return self.value(value, shape, scope.column);
        }
        self.is_text = false;
        if let Some(cut) = value::cut(&self.text[value.clone()]) {
            self.leave(value.start + cut.start..value.start + cut.end, Kind::Cut);
        }
        None
    }

    /// The row of a key, which is typed as the table has it.
    fn key(
        &mut self,
        place: Range<usize>,
        name: &str,
        value: &Range<usize>,
        inside: Inside,
    ) -> Option<&'static Field> {
        let cleaned = name::lower(name::clean(name), inside);
        let field = inside.field(&cleaned);
        let is_known_as_typed = || inside.field(name.trim_matches(['"', '\''])).is_some();
        if field.is_none()
            && let Some(field) = self.other_word(place.clone(), value, inside)
        {
            return Some(field);
        }
        if field.is_some() && cleaned != name && !is_known_as_typed() {
            let is_simple = traditional::simple(name) == name;
            let kind = if is_simple { Kind::Key } else { Kind::Traditional };
            self.put(place, cleaned.into_owned(), kind);
        } else if inside.has_ages()
            && field.is_none()
            && name::age(bracket::unwrapped(name)) != name
        {
            self.put(place, name::age(bracket::unwrapped(name)), name::age_slip(name));
        } else if field.is_none() && bracket::unwrapped(name) != name {
            self.put(place, bracket::unwrapped(name).to_owned(), Kind::Key);
        }
        field
    }

    /// Tells what nobody can mend: the text stays.
    fn leave(&mut self, range: Range<usize>, kind: Kind) {
        let text = self.text[range.clone()].to_owned().into();
        self.slips.push(Slip { range, text, kind });
    }

    fn put(&mut self, range: Range<usize>, text: impl Into<Cow<'static, str>>, kind: Kind) {
        self.slips.push(Slip { range, text: text.into(), kind });
    }
}
