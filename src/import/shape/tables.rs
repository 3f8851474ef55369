//! What a table is for: a form of labels and values, photos side by side, or rows to be read.
//!
//! Entry point: [`read`].

use crate::import::draft::{Figure, FormRow};
use crate::import::manuscript::{Cell, Line, Merged, Run};
use crate::import::report::{At, Note};
use crate::import::shape::blanks::tidy_text;
use crate::import::shape::captions;
use crate::import::shape::groups::{
    add_to_group, behind_group, goes_on, is_of_committee, label_note, labels, owned, shown,
};
use crate::import::shape::marks::length;
use crate::import::shape::signoff;
use crate::locale::Message;
use crate::quantity;
use crate::render::facts;

/// What became of a table.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// Labels and values that name facts.
    pub(super) form: Vec<FormRow>,
    /// Texts of a form that are a story.
    pub(super) lines: Vec<Line>,
    /// Photos that were laid side by side.
    pub(super) figures: Vec<Figure>,
    /// Rows to be read.
    pub(super) rows: Vec<Vec<String>>,
    /// What was left out.
    pub(super) notes: Vec<Note>,
}

/// Labels of forms that offices fill in; what a label begins or ends with.
const LABELS: [&str; 19] = [
    "名称",
    "人数",
    "年龄",
    "时间",
    "单位",
    "地址",
    "电话",
    "事迹",
    "意见",
    "书记",
    "联系人",
    "荣誉",
    "简介",
    "县区",
    "班子",
    "支委",
    "党员数",
    "总数",
    "情况",
];
/// What else a column is called, or ends with.
const COLUMNS: [&str; 36] = [
    "数量",
    "次数",
    "人次",
    "场次",
    "内容",
    "占比",
    "比例",
    "备注",
    "序号",
    "编号",
    "项目",
    "活动",
    "类别",
    "级别",
    "等次",
    "年份",
    "年度",
    "日期",
    "奖项",
    "称号",
    "机关",
    "主题",
    "性别",
    "姓名",
    "地点",
    "形式",
    "对象",
    "成效",
    "场所",
    "职务",
    "金额",
    "单价",
    "名次",
    "时长",
    "负责人",
    "主讲人",
];
/// What offices write below a form, which is no part of a story.
const OPINIONS: [&str; 6] = ["意见", "审核", "审批", "盖章", "签章", "签字"];
/// Labels of what is nobody's business.
const CONTACTS: [&str; 8] =
    ["电话", "手机", "联系方式", "邮箱", "地址", "联系人", "身份证", "微信"];
/// A longer value is a text.
const LONGEST_VALUE: usize = 30;
/// A longer line beside a label of ours is a text too.
const LONGEST_FACT: usize = 80;
const LONGEST_LABEL: usize = 10;
/// A longer sentence beside a photo is no caption.
const LONGEST_SENTENCE: usize = 24;

/// Reads a table. `nth` is its place in the file.
pub(super) fn read(table: &[Vec<Cell>], nth: usize) -> Read {
    let mut read = Read::default();
    let cells = || table.iter().flatten();
    let photos: usize = cells().map(|cell| cell.photos.len()).sum();
    let is_short = cells().all(|cell| {
        let text = cell.text();
        let is_sentence = text.ends_with('。') && !text.starts_with('图');
        length(&text) <= if is_sentence { LONGEST_SENTENCE } else { captions::LONGEST }
    });
    if photos > 0 && is_short {
        read.figures = side_by_side(table);
        return read;
    }
    // A picture in a table of texts stands behind it.
    read.figures = cells().flat_map(|cell| &cell.photos).map(figure).collect();
    if let Some(lines) = makers(table) {
        read.lines = lines;
    } else if is_form(table) {
        fill_form(&mut read, table, nth);
    } else if table.iter().all(|row| row.iter().filter(|cell| !cell.is_merged()).count() <= 1) {
        // A frame round a text.
        read.lines =
            cells().filter(|cell| !cell.is_merged()).flat_map(|cell| cell.lines.clone()).collect();
    } else {
        read.rows = rows(table);
    }
    read
}

/// 供稿单位 beside an office, 撰稿人 beside a name: who made the story, a line each; `None` for another table.
fn makers(table: &[Vec<Cell>]) -> Option<Vec<Line>> {
    let mut lines = Vec::new();
    for row in table {
        let cells: Vec<&Cell> = row.iter().filter(|cell| !cell.is_merged()).collect();
        if !cells.len().is_multiple_of(2) {
            return None;
        }
        for pair in cells.chunks(2) {
            let text = format!("{}：{}", tidy_text(&pair[0].text()), tidy_text(&pair[1].text()));
            let line = pair[0].lines.first().filter(|_| signoff::is_role_line(&text))?;
            lines.push(Line { runs: vec![Run { text, ..Run::default() }], ..line.clone() });
        }
    }
    (!lines.is_empty()).then_some(lines)
}

/// The texts of all cells; a merged one has the text of the first, unless that is long.
fn rows(table: &[Vec<Cell>]) -> Vec<Vec<String>> {
    const LONGEST_REPEATED: usize = 200;
    let mut rows: Vec<Vec<String>> = Vec::new();
    for row in table {
        let mut texts: Vec<String> = Vec::with_capacity(row.len());
        for (column, cell) in row.iter().enumerate() {
            let from = match cell.merged {
                Merged::No => None,
                Merged::Left => texts.last(),
                Merged::Above => rows.last().and_then(|above| above.get(column)),
            };
            let repeated =
                from.filter(|text| text.len() <= LONGEST_REPEATED).cloned().unwrap_or_default();
            texts.push(if cell.is_merged() { repeated } else { tidy_text(&cell.text()) });
        }
        if texts.iter().any(|text| !text.is_empty()) {
            rows.push(texts);
        }
    }
    rows
}

fn figure(place: &crate::import::manuscript::Place) -> Figure {
    Figure { photo: place.photo, alt: place.alt.clone(), caption: None }
}

/// Photos in order, each with the text of its cell or of the cell below it.
fn side_by_side(table: &[Vec<Cell>]) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut taken: Vec<(usize, usize)> = Vec::new();
    for (row, cells) in table.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.photos.is_empty()) {
            let own = tidy_text(&cell.text());
            let below = table.get(row + 1).and_then(|cells| cells.get(column));
            let below =
                below.filter(|cell| cell.photos.is_empty()).map(|cell| tidy_text(&cell.text()));
            let caption = if own.is_empty() {
                taken.push((row + 1, column));
                below.unwrap_or_default()
            } else {
                own
            };
            let last = cell.photos.len() - 1;
            figures.extend(cell.photos.iter().enumerate().map(|(at, place)| Figure {
                caption: (at == last && !caption.is_empty()).then(|| caption.clone()),
                ..figure(place)
            }));
        }
    }
    // A text that belongs to no photo is a caption of the last.
    let mut rest = Vec::new();
    for (row, cells) in table.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let text = tidy_text(&cell.text());
            if cell.photos.is_empty()
                && !cell.is_merged()
                && !text.is_empty()
                && !taken.contains(&(row, column))
            {
                rest.push(text);
            }
        }
    }
    if let Some(last) = figures.last_mut().filter(|_| !rest.is_empty()) {
        let caption: Vec<String> = last.caption.take().into_iter().chain(rest).collect();
        last.caption = Some(caption.join(" "));
    }
    figures
}

/// Whether most rows are pairs of a label and a value, and some label is known.
fn is_form(table: &[Vec<Cell>]) -> bool {
    let mut known = 0;
    let mut odd = 0;
    let mut alone = 0;
    for nth in 0..table.len() {
        let (group, owned) = behind_group(table, nth);
        alone += usize::from(group.is_some() && !goes_on(table, nth));
        let cells: Vec<String> = owned.into_iter().map(shown).collect();
        let labels: Vec<&String> = cells.iter().step_by(2).collect();
        let is_pairs = cells.len().is_multiple_of(2)
            && !cells.is_empty()
            && labels.iter().all(|label| length(label) <= LONGEST_LABEL && !ends_open(label));
        odd += usize::from(!is_pairs && cells.len() != 1);
        known += labels.iter().filter(|label| is_known(label)).count();
    }
    known > 0
        && odd * 3 <= table.len()
        && alone * 2 <= table.len()
        && table.iter().all(|row| cells(row).len() <= 8)
        && !is_header(&table[0])
}

/// Whether the first row names columns: several known labels and no value between them.
fn is_header(row: &[Cell]) -> bool {
    let cells = cells(row);
    // 年龄段 | 人数: a label has a value beside it, and no other label.
    if let [first, second] = &cells[..] {
        return is_known(first) && is_of_labels(second);
    }
    let is_column = |cell: &String| {
        let bare: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
        is_known(&bare)
            || length(&bare) <= LONGEST_LABEL && COLUMNS.iter().any(|word| bare.ends_with(word))
    };
    cells.len() > 1
        && cells.iter().all(|cell| is_column(cell) && !cell.contains(|c: char| c.is_ascii_digit()))
}

/// Whether a text is made of labels alone: 人数, 荣誉名称.
fn is_of_labels(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let begins = |label: &&str| bare.starts_with(label);
    let ends = |label: &&str| bare.ends_with(label);
    COLUMNS.contains(&&*bare) || LABELS.iter().any(begins) && LABELS.iter().any(ends)
}

fn ends_open(label: &str) -> bool {
    label.ends_with(['。', '，', '；'])
}

fn is_known(label: &str) -> bool {
    let bare: String = label.chars().filter(|c| !c.is_whitespace()).collect();
    LABELS.iter().any(|known| bare.contains(known)) && length(&bare) <= LONGEST_LABEL
}

/// 支部名称：某支部: a row of a form that stands in a line.
pub(super) fn is_row(line: &str) -> bool {
    line.split_once(['：', ':'])
        .is_some_and(|(label, value)| is_known(label) && !value.trim().is_empty())
}

/// The texts of a row, those of merged cells once.
fn cells(row: &[Cell]) -> Vec<String> {
    owned(row).into_iter().map(shown).collect()
}

/// A label and its number in one cell: 其中女党员9名.
fn counted(text: &str) -> Option<FormRow> {
    let (label, value) = text.split_at(text.find(|c: char| c.is_ascii_digit())?);
    let is_pair = !label.is_empty() && quantity::parse_quantity(value).is_ok();
    is_pair.then(|| FormRow {
        label: label.to_owned(),
        value: value.to_owned(),
        ..FormRow::default()
    })
}

fn fill_form(read: &mut Read, table: &[Vec<Cell>], nth: usize) {
    let mut of_group = String::new();
    let mut groups = Vec::new();
    let above = read.form.len();
    for row in 0..table.len() {
        let (group, owned) = behind_group(table, row);
        let group = group.map(shown);
        if let Some(name) = group.as_ref().filter(|name| !name.is_empty()) {
            of_group.clone_from(name);
            if !is_of_committee(&of_group) {
                groups.push(name.clone());
            }
        }
        if group.is_some() && is_of_committee(&of_group) {
            add_to_group(&mut read.form, &of_group, &owned);
            continue;
        }
        let first = read.form.len();
        take_row(read, &owned, nth);
        if group.is_some() && !of_group.is_empty() {
            for row in &mut read.form[first..] {
                row.group = Some((of_group.clone(), nth));
            }
        }
    }
    // What stands beside the label has become text.
    let labels = labels(&read.form[above..]);
    groups.retain(|name| !labels.contains(&**name));
    read.notes.extend(groups.iter().map(|name| label_note(name, nth)));
}

fn take_row(read: &mut Read, owned: &[&Cell], nth: usize) {
    if let [only] = owned {
        read.lines.extend(only.lines.clone());
        return;
    }
    for pair in owned.chunks(2) {
        let [label, value] = pair else {
            match counted(&shown(pair[0])) {
                Some(row) => read.form.push(row),
                None => read.lines.extend(pair[0].lines.clone()),
            }
            continue;
        };
        take_pair(read, label, value, nth);
    }
}

/// The lines of a cell, those that Shift and Enter part among them, below a label of their own.
fn parted(lines: &[Line]) -> Vec<Line> {
    let all = lines.iter().flat_map(|line| {
        let text = line.text();
        let parts: Vec<String> = text.lines().map(tidy_text).collect();
        parts
            .into_iter()
            .filter(|part| !part.is_empty())
            .map(|text| Line { runs: vec![Run { text, ..Run::default() }], ..line.clone() })
    });
    let mut all: Vec<Line> = all.collect();
    if let Some(first) = lines.first() {
        all.insert(0, Line { runs: Vec::new(), ..first.clone() });
    }
    all
}

fn is_of_honours(label: &str) -> bool {
    ["荣誉", "获奖", "表彰", "奖励"].iter().any(|word| label.contains(word))
}

/// The lines of a long value. What a branch was honoured with keeps its label, which says what it is.
fn labelled(name: &str, mut lines: Vec<Line>) -> Vec<Line> {
    if let Some(first) = lines.first_mut().filter(|_| is_of_honours(name)) {
        // A list below its label stays one.
        let is_list = first.text().trim_start().starts_with(|c: char| c.is_ascii_digit())
            && first.text().contains('\n');
        let text = if is_list { format!("{name}：\n") } else { format!("{name}：") };
        first.runs.insert(0, Run { text, ..Run::default() });
    }
    lines
}

fn is_fact(text: &str) -> bool {
    length(text) <= LONGEST_FACT && !text.ends_with(['。', '；'])
}

fn take_pair(read: &mut Read, label: &Cell, value: &Cell, nth: usize) {
    let name: String = tidy_text(&label.text()).chars().filter(|c| !c.is_whitespace()).collect();
    let name = if label.is_merged() { String::new() } else { name };
    let text = tidy_text(&value.text());
    let is_opinion = length(&name) <= 2 * LONGEST_LABEL
        && OPINIONS.iter().any(|word| name.contains(word))
        && !["建议", "征求", "提出"].iter().any(|word| name.contains(word));
    if is_opinion || CONTACTS.iter().any(|contact| name.contains(contact)) {
        if !text.is_empty() {
            let message = Message::new("import-contact-field").text("label", name);
            read.notes.push(Note::at(At::Paragraph(nth), message));
        }
        return;
    }
    // A row of the facts in an article or a book of ours: a fact in each line.
    let is_card = |line: &Line| {
        // An office writes 2021年县级先进党支部 where a card of ours has 先进党支部（县级，2021年度）.
        is_fact(&line.text()) && (name != "所获荣誉" || tidy_text(&line.text()).ends_with('）'))
    };
    if facts::LABELS.contains(&&*name) && value.lines.iter().all(is_card) {
        let lines = value.lines.iter().map(|line| tidy_text(&line.text()));
        let row = |value| FormRow { label: name.clone(), value, ..FormRow::default() };
        read.form.extend(lines.map(row));
        return;
    }
    // Several honours in one cell are lines of a text, which says what each is.
    let is_several =
        is_of_honours(&name) && (value.lines.len() > 1 || value.text().trim().contains('\n'));
    if name.is_empty() || length(&text) > LONGEST_VALUE || text.ends_with('。') || is_several {
        if !name.is_empty() && !text.is_empty() && !is_of_honours(&name) {
            read.notes.push(label_note(&name, nth));
        }
        let lines = if is_several { parted(&value.lines) } else { value.lines.clone() };
        read.lines.extend(labelled(&name, lines));
        return;
    }
    if !(name.is_empty() && text.is_empty()) {
        read.form.push(FormRow { label: name, value: text, ..FormRow::default() });
    }
}
