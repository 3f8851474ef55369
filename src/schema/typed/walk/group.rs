//! Which lines and which parts of a line are entries of the level that is read, though a mark says otherwise.

use std::ops::Range;

use super::Walk;
use crate::schema::typed::inside::Inside;
use crate::schema::typed::key;
use crate::schema::typed::level::{
    Below, Scope, begins_value, is_single, knows, means, next, takes_list,
};
use crate::schema::typed::line::{self, Item, Line, is_blank};
use crate::schema::typed::name;
use crate::schema::typed::split;
use crate::schema::typed::{Kind, bracket, half_width, row, sentence, value};
use crate::schema::{Field, NONE, Shape, heading, synonym};

impl Walk<'_> {
    /// Whether a line without a key is the value of the key above it, which has none.
    pub(super) fn stands_below(&self, line: &Line, outer: Scope) -> bool {
        let content = &self.text[line.content.clone()];
        let has_key = |scope: &Scope| {
            key::split(content, scope.inside).is_some()
                || scope.inside.field(&name::clean(content)).is_some()
        };
        line.column == outer.column
            && !outer.is_list
            && line::item(content, true).is_none()
            && !begins_value(content)
            && !self.scopes.iter().any(has_key)
    }

    /// `- 标题: 甲` where the keys of the file stand: each was given the mark of a list.
    pub(super) fn is_key_in_list(&self, line: &Line, scope: Scope, length: usize) -> bool {
        let is_top = self.scopes.len() == 1 && !scope.is_list;
        is_top
            && length > 0
            && knows(&self.text[line.content.start + length..line.content.end], scope.inside)
    }

    /// `- 级别: 县级` behind `- 名称: 甲`: the second is a key of the same group. It has nothing below it, and the group
    /// lacks it.
    pub(super) fn goes_on_with_group(&self, line: &Line, scope: Scope, item: Option<Item>) -> bool {
        let (Inside::Keys(table), true, Some(item)) =
            (scope.inside, scope.is_list, item.filter(|item| item.is_plain))
        else {
            return false;
        };
        let field = |line: &Line| {
            let content = &self.text[line.content.clone()];
            let content = content.get(line::item(content, true).map_or(0, |item| item.length)..)?;
            let split = key::split(content, scope.inside)?;
            scope.inside.field(&name::clean(&content[split.key]))
        };
        let first = table.field(0);
        let is_first = |one: &Field| first.is_some_and(|first| first.path == one.path);
        let Some(own) = field(line).filter(|one| !is_first(one) && item.length > 1) else {
            return false;
        };
        let is_alone =
            self.ahead().below(line.content.end).is_none_or(|next| next.column <= line.column);
        // A limit keeps the time linear.
        let mut above = Line::above(self.text, line.whole.start).take(12);
        let mut group = above.by_ref().map_while(|one| {
            let of = field(&one).filter(|_| one.column >= line.column)?;
            Some((of.path, one.column == line.column && is_first(of)))
        });
        let is_its = group.find(|(path, is_begin)| *is_begin || *path == own.path);
        is_alone && is_its.is_some_and(|(path, is_begin)| is_begin && path != own.path)
    }

    /// Where another entry of the level begins inside a value, and the level.
    pub(super) fn joined(&self, raw: &str, shape: Option<Shape>) -> Option<(Range<usize>, Scope)> {
        let scope = *self.scopes.last()?;
        let is_quantity = matches!(shape, Some(Shape::Quantity));
        let may_be = match scope.inside {
            Inside::Top(_) | Inside::Keys(_) => shape.is_some_and(is_single),
            Inside::Free { .. } => is_quantity,
            Inside::Texts => false,
        };
        let gap = value::joined_entry(raw, scope.inside).filter(|_| may_be && !scope.is_list)?;
        // A key that has a line of its own is a word here.
        let name = raw[gap.end..].split(split::COLONS).next().unwrap_or_default();
        let is_stated = || {
            let behind = |line: &str| {
                line.trim_start()
                    .strip_prefix(name)
                    .map(|rest| rest.trim_start().starts_with(split::COLONS))
            };
            self.text[..self.end].lines().any(|line| behind(line) == Some(true))
        };
        let is_new = !matches!(scope.inside, Inside::Top(_)) || !is_stated();
        is_new.then_some((gap, scope))
    }

    /// Whether the line below, at the column of this one, has a name as well: both are of a map.
    pub(super) fn is_map(&self, line: &Line, inside: Inside) -> bool {
        let below = self.ahead().below(line.content.end);
        below.is_some_and(|next| {
            let content = &self.text[next.content.clone()];
            let has_name = || key::split(content, inside).or_else(|| key::named(content, inside));
            next.column == line.column && has_name().is_some()
        })
    }

    /// A key without its colon, above what belongs to it.
    fn bare_key(&mut self, content: Range<usize>, scope: Scope) -> bool {
        let field = scope.inside.field(&name::clean(&self.text[content.clone()]));
        let Some(field) = field else { return false };
        let below = self.ahead().below(content.end);
        let is_figure = |c: char| half_width(c).is_ascii_digit();
        let is_its = below.is_some_and(|line| {
            // 党员总数 and 26名 in two lines, as the cells of a table.
            let is_number = value::is_number(field.shape) || Inside::below(field.shape).has_ages();
            let has_number = self.text[line.content.clone()].starts_with(is_figure);
            if is_single(field.shape) || is_number && has_number {
                return is_number && has_number && line.column >= scope.column;
            }
            line.column > scope.column
                || line::item(&self.text[line.content.clone()], true).is_some()
                || takes_list(field.shape) && self.is_list_in_brackets(&line)
        });
        if is_its {
            let name = name::clean(&self.text[content.clone()]).into_owned();
            if self.text[content.clone()] == name {
                self.put(content.end..content.end, ":", Kind::MissingColon);
            } else {
                self.put(content, format!("{name}:"), Kind::MissingColon);
            }
            self.below = Below::Field(field);
        }
        is_its
    }

    /// A line without a value: a key alone, or a heading.
    pub(super) fn without_value(&mut self, content: Range<usize>, scope: Scope) {
        if !self.bare_key(content.clone(), scope) {
            self.heading(content, scope);
        }
    }

    /// A heading among the facts, which says nothing of its own, as a comment. Below a key without its value it may be that.
    fn heading(&mut self, content: Range<usize>, scope: Scope) {
        let is_top = self.scopes.len() == 1 && matches!(scope.inside, Inside::Top(_));
        let is_below_key = !matches!(self.above, Below::Nothing);
        if !is_top || is_below_key || !heading::is_of_facts(&self.text[content.clone()]) {
            return;
        }
        if let Some((field, key)) = self.headed(&content, scope.inside) {
            self.put(content, format!("{key}:"), Kind::Key);
            self.below = Below::Field(field);
            return;
        }
        self.put(content.start..content.start, "# ", Kind::Heading);
    }

    /// `### 荣誉` above items that no key stands above, as a writing program sets out a form: the heading is their key.
    pub(super) fn heading_of_list(&mut self, line: &Line) {
        let content = &self.text[line.content.clone()];
        let name = content.trim_start_matches('#');
        let start = line.content.end - name.trim_start_matches(is_blank).len();
        // `## 荣誉` ends the list above it; `# 荣誉` may be a remark in it.
        let is_level = match &self.scopes[..] {
            [top] => line.column == top.column,
            [top, list] => list.is_list && line.column == top.column && content.starts_with("##"),
            _ => false,
        };
        let is_free = is_level && matches!(self.below, Below::Nothing);
        let has_items = || {
            let below = Line::of(self.text, next(self.text, line, self.end), self.end);
            let text = &self.text[below.content.clone()];
            below.column == line.column && line::item(text, false).is_some()
        };
        if !is_free || name.is_empty() || !has_items() {
            return;
        }
        let name = start..line.content.end;
        if let Some((field, key)) = self.headed(&name, self.scopes[0].inside) {
            self.put(line.content.clone(), format!("{key}:"), Kind::Key);
            self.below = Below::Field(field);
            self.scopes.truncate(1);
        }
    }

    /// The list that a heading stands above, as `（二）主要荣誉` above honours without a key: nothing else in the file has its
    /// key.
    fn headed(
        &self,
        content: &Range<usize>,
        inside: Inside,
    ) -> Option<(&'static Field, &'static str)> {
        let name = name::clean(&self.text[content.clone()]);
        let own = inside.field(&name).and_then(|field| Some((field, *field.aliases.first()?)));
        let (field, key) = own.or_else(|| inside.plain_word(&name))?;
        let below = self.ahead().below(content.end)?;
        let text = &self.text[below.content.clone()];
        // 成立: 2005年8月 is a fact of its own, 党课：6次 an activity, 2023年：县级先进党支部 an honour.
        let its = Inside::below(field.shape);
        let is_entry = matches!(its, Inside::Free { .. }) && key::split(text, its).is_some();
        let is_key = !is_entry
            && !text.starts_with(|c| half_width(c).is_ascii_digit())
            && key::split(text, inside).is_some();
        let is_fact =
            is_key || means(text, inside) || heading::is_of_facts(text) || self.is_divider(&below);
        let mut names = field.aliases.iter().chain(field.flat);
        let is_stated = names.any(|name| has_line(self.text, name, content));
        (takes_list(field.shape) && !is_fact && !is_stated).then_some((field, key))
    }

    /// Whether a line is drawn and says nothing. One further in than a text may be a part of it.
    pub(super) fn is_divider(&self, line: &Line) -> bool {
        let content = &self.text[line.content.clone()];
        // A front matter ends with it, and what is settings alone has no end: who knows the one writes it below the other.
        let is_end = content == "---"
            && self.scopes.len() == 1
            && self.text[line.whole.end..self.end].trim().is_empty();
        // Nearly every line says so by its first character.
        if !is_end && !line::is_divider(content) && !self.is_head(line) {
            return false;
        }
        let column = self.scopes.last().map_or(0, |scope| scope.column);
        let is_of_text = match self.below {
            Below::Field(field) => is_single(field.shape),
            Below::Unknown => true,
            Below::Nothing => self.is_text,
        };
        !(is_of_text && line.column > column)
    }

    /// Whether a line stands above the rows of a table of facts. Above any other table it stays.
    fn is_head(&self, line: &Line) -> bool {
        let is_head = |line: &Line| row::is_head(&self.text[line.content.clone()]);
        if !is_head(line) {
            return false;
        }
        let below = |line: &Line| self.ahead().below(line.content.end);
        let next =
            below(line).and_then(|next| if is_head(&next) { below(&next) } else { Some(next) });
        let inside = self.scopes[0].inside;
        next.is_some_and(|next| row::entries(&self.text[next.content], inside).is_some())
    }

    /// Whether a line is an item in brackets, as 【志愿服务】 and 【结对帮扶】 below 机制. A name alone is a heading.
    pub(super) fn is_list_in_brackets(&self, line: &Line) -> bool {
        let is_whole = |line: &Line| bracket::whole(&self.text[line.content.clone()]).is_some();
        let is_name = Inside::Top(&NONE).is_heading(&self.text[line.content.clone()]);
        is_whole(line)
            && (!is_name
                || self.ahead().below(line.content.end).is_some_and(|below| is_whole(&below)))
    }

    /// Whether a line is a row of a table whose cells are keys and their values, or holds several facts as a sentence does.
    pub(super) fn row(&mut self, content: Range<usize>, scope: Scope) -> bool {
        let raw = &self.text[content.clone()];
        let is_stated = |one: &String| {
            let name = one.split(':').next().unwrap_or_default();
            has_line(self.text, name, &content)
        };
        let of_sentence = || {
            let all = sentence::entries(raw, scope.inside)?;
            (!all.iter().any(is_stated)).then_some((all, Kind::Sentence))
        };
        let of_row = row::entries(raw, scope.inside).map(|all| {
            let kind = if all.len() > 1 { Kind::Joined } else { Kind::MissingColon };
            (all, kind)
        });
        let Some((entries, kind)) = of_row.or_else(of_sentence) else { return false };
        self.put(content, entries.join(&format!("\n{}", " ".repeat(scope.mended))), kind);
        self.below = Below::Nothing;
        self.is_text = false;
        true
    }

    /// An entry from the byte `open` of `content` to its byte `close`, in brackets that are none of YAML.
    pub(super) fn entry_in_brackets(
        &mut self,
        content: &Range<usize>,
        scope: Scope,
        (open, close): (usize, usize),
    ) -> Option<usize> {
        let (from, to) = (content.start + open, content.start + close);
        self.put(content.start..from, "", Kind::Wrapped);
        let next = self.entry(from..to, scope);
        self.put(to..content.end, "", Kind::Wrapped);
        next
    }

    /// Whether an item is a group without its braces, or one text in brackets, which are no list. Those of a name, 【志愿服务】, are a part
    /// of it.
    pub(super) fn item_in_brackets(&mut self, range: Range<usize>, inside: Inside) -> bool {
        let raw = &self.text[range.clone()];
        if let (Inside::Keys(_), Some(braced)) = (inside, value::grouped(raw, inside)) {
            self.put(range, braced, Kind::Mark);
            return true;
        }
        let Some(inner) = bracket::whole(raw) else { return false };
        let is_name =
            matches!(inside, Inside::Texts) && raw.starts_with('【') && raw.ends_with('】');
        if !is_name {
            self.put(range, inner.to_owned(), Kind::Wrapped);
        }
        self.below = Below::Nothing;
        self.is_text = true;
        true
    }

    /// The row of a key that is named by another word, 党员人数 for 党员总数: what stands behind it is of its kind, and the key itself is
    /// nowhere else.
    pub(super) fn other_word(
        &mut self,
        place: Range<usize>,
        value: &Range<usize>,
        inside: Inside,
    ) -> Option<&'static Field> {
        let name = name::clean(&self.text[place.clone()]);
        let (field, key) = inside.plain_word(&name)?;
        let said = value::without_comment(&self.text[value.clone()]);
        let is_said = value::is_of(field.shape, said);
        let names = field.aliases.iter().chain(field.flat).copied();
        let is_stated = names
            .chain(synonym::others(field.path, &name))
            .any(|name| has_line(self.text, name, &place));
        if !is_said || is_stated {
            return None;
        }
        self.put(place, key, Kind::Word);
        Some(field)
    }

    /// Whether a list is written as `#甲 #乙`.
    pub(super) fn hashtags(&mut self, range: Range<usize>, shape: Option<Shape>) -> bool {
        let raw = &self.text[range.clone()];
        let is_list = matches!(shape, Some(Shape::Texts)) && raw.starts_with(['#', '＃']);
        let Some(list) = is_list.then(|| value::hashtags(raw)).flatten() else { return false };
        self.put(range, list, Kind::Hash);
        true
    }

    /// Whether a cover is written as a picture in a text, `![合影](1.jpg)`: the file alone is its name, and what is on it has
    /// a key of its own.
    pub(super) fn cover(&mut self, range: Range<usize>, is_english: bool) -> bool {
        let raw = &self.text[range.clone()];
        let Some((shown, file)) = value::shown_file(raw) else { return false };
        let (key, other) =
            if is_english { ("cover_alt", "封面说明") } else { ("封面说明", "cover_alt") };
        let is_stated = [key, other].iter().any(|key| self.text[..self.end].contains(key));
        let text = match shown {
            "" => file.to_owned(),
            _ if is_stated => return false,
            shown => {
                let indent = self.scopes.last().map_or(0, |scope| scope.mended);
                format!("{file}\n{}{key}: {shown}", " ".repeat(indent))
            }
        };
        self.put(range, text, Kind::Mark);
        true
    }
}

/// Whether a key stands elsewhere than at `own`: where a line begins, or in a group in braces.
fn has_line(text: &str, name: &str, own: &Range<usize>) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let line = text[..at].rfind('\n').map_or(0, |start| start + 1);
        let before = text[line..at].trim();
        let is_in_braces = before.contains(['{', '｛']) && before.ends_with(['{', '｛', ',', '，']);
        let behind = text[at + name.len()..].trim_start();
        !own.contains(&at)
            && (before.is_empty() || is_in_braces)
            && behind.starts_with(split::COLONS)
    })
}
