//! Which column of a roster holds what.
//!
//! Entry point: [`find`].

use std::collections::BTreeMap;

use crate::import::roster::cells::{Rows, Value, bare};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    Name,
    Sex,
    Birth,
    Joined,
    Office,
    Category,
    Remark,
    Identity,
    Age,
    Telephone,
    Home,
    Number,
    Nation,
    /// What somebody was before.
    Former,
    /// Marked where somebody is a man or a woman.
    Man,
    Woman,
    /// Of which branch somebody is.
    Branch,
    /// Of which party somebody is.
    Party,
    /// Marked where somebody is of the committee.
    Committee,
}

impl Column {
    /// Whether a cell of it that is merged over several rows is said of each; a name that is merged is of one person.
    pub(super) fn is_shared(self) -> bool {
        match self {
            Self::Sex | Self::Category | Self::Branch | Self::Party | Self::Nation => true,
            Self::Name
            | Self::Birth
            | Self::Joined
            | Self::Office
            | Self::Remark
            | Self::Identity
            | Self::Age
            | Self::Telephone
            | Self::Home
            | Self::Number
            | Self::Former
            | Self::Man
            | Self::Woman
            | Self::Committee => false,
        }
    }
}

/// Words of headers, the longer ones first where one holds another.
const WORDS: [(&str, Column); 60] = [
    ("身份证", Column::Identity),
    ("公民身份", Column::Identity),
    ("身份号码", Column::Identity),
    ("姓名", Column::Name),
    ("党员姓名", Column::Name),
    ("性别", Column::Sex),
    ("男/女", Column::Sex),
    ("男女", Column::Sex),
    ("男、女", Column::Sex),
    ("出生", Column::Birth),
    ("生日", Column::Birth),
    ("入党", Column::Joined),
    ("原职务", Column::Former),
    ("原工作", Column::Former),
    ("原任", Column::Former),
    ("退休前", Column::Former),
    ("离退休前", Column::Former),
    ("单位及职务", Column::Former),
    ("单位职务", Column::Former),
    ("加入中国共产党", Column::Joined),
    ("是否支委", Column::Committee),
    ("是否委员", Column::Committee),
    ("是否为支", Column::Committee),
    ("是否班子", Column::Committee),
    ("支委会成员", Column::Committee),
    ("班子成员", Column::Committee),
    ("职务", Column::Office),
    ("任职", Column::Office),
    ("党内任", Column::Office),
    ("类别", Column::Category),
    ("类型", Column::Category),
    ("离休/退休", Column::Category),
    ("离退休", Column::Category),
    ("离/退休", Column::Category),
    ("备注", Column::Remark),
    ("说明", Column::Remark),
    ("状态", Column::Remark),
    // Bands of ages are no ages.
    ("年龄段", Column::Number),
    ("年龄", Column::Age),
    ("手机", Column::Telephone),
    ("电话", Column::Telephone),
    ("联系方式", Column::Telephone),
    ("住址", Column::Home),
    ("地址", Column::Home),
    ("序号", Column::Number),
    ("编号", Column::Number),
    ("民族", Column::Nation),
    ("党龄", Column::Number),
    ("联系人", Column::Telephone),
    ("所在支部", Column::Branch),
    ("所属支部", Column::Branch),
    ("所在党支部", Column::Branch),
    ("所属党支部", Column::Branch),
    ("支部名称", Column::Branch),
    ("政治面貌", Column::Party),
    ("政治面目", Column::Party),
    ("是否党员", Column::Party),
    ("是否为党员", Column::Party),
    ("是否中共", Column::Party),
    ("身份", Column::Category),
];
/// As many headers make a row of headers.
const FEWEST: usize = 3;
/// How far down headers are looked for.
const DEEPEST: usize = 30;
/// A longer text is no header.
const LONGEST: usize = 16;

/// The columns of a roster, and the last row of its headers.
#[derive(Debug, Default)]
pub(super) struct Header {
    pub(super) columns: BTreeMap<Column, u32>,
    /// Dates whose month, and whose day, stand in columns of their own right behind the year.
    pub(super) parted: BTreeMap<Column, bool>,
    pub(super) row: u32,
    /// The first row of the headers.
    pub(super) first: u32,
    /// Whether names stand in several columns: two rosters side by side.
    pub(super) is_double: bool,
}

/// The header of a sheet; `None` where there is none.
pub(super) fn find(rows: &Rows) -> Option<Header> {
    let mut above: Option<u32> = None;
    for (row, cells) in rows.iter().take(DEEPEST) {
        if !is_header(cells.values()) {
            above = Some(*row);
            continue;
        }
        let mut header = Header { row: *row, first: *row, ..Header::default() };
        take(&mut header, rows, *row);
        // Merged headers stand in the row above, or go on in the row below.
        if let Some(above) = above.filter(|above| above + 1 == *row) {
            let before = header.columns.len();
            take(&mut header, rows, above);
            if header.columns.len() > before {
                header.first = above;
            }
        }
        let next = row + 1;
        let is_below = rows.get(&next).is_some_and(|cells| {
            let has_name =
                header.columns.get(&Column::Name).is_some_and(|name| cells.contains_key(name));
            !has_name && cells.values().any(|value| column(&bare(Some(value))).is_some())
        });
        if is_below {
            take(&mut header, rows, next);
            header.row = next;
        }
        take_parts(&mut header, rows);
        return header.columns.contains_key(&Column::Name).then_some(header);
    }
    None
}

/// Whether cells are headers: several that are known, and none of them what stands behind 性别 in a row of its own.
fn is_header<'c>(cells: impl Iterator<Item = &'c Value>) -> bool {
    let known: Vec<Column> = cells.filter_map(|value| column(&bare(Some(value)))).collect();
    let has_sexes = known.contains(&Column::Man) || known.contains(&Column::Woman);
    known.len() >= FEWEST && !(has_sexes && known.contains(&Column::Sex))
}

/// Whether the headers stand below each other, with a column for each person.
pub(super) fn is_sideways(rows: &Rows) -> bool {
    let firsts: Vec<&Value> =
        rows.values().take(DEEPEST).filter_map(|cells| cells.values().next()).collect();
    let has_name = firsts.iter().any(|value| is_name(&bare(Some(value))));
    has_name && is_header(firsts.into_iter())
}

fn take(header: &mut Header, rows: &Rows, row: u32) {
    for (at, value) in rows.get(&row).into_iter().flatten() {
        if let Some(column) = column(&bare(Some(value))) {
            let first = *header.columns.entry(column).or_insert(*at);
            header.is_double |= column == Column::Name && first != *at;
        }
    }
}

/// 出生 over 年 and 月: a date in two columns or in three.
fn take_parts(header: &mut Header, rows: &Rows) {
    for row in [header.row, header.row + 1] {
        let text = |at: u32| bare(rows.get(&row).and_then(|cells| cells.get(&at)));
        for column in [Column::Birth, Column::Joined] {
            let Some(at) = header.columns.get(&column).copied() else { continue };
            if text(at) == "年" && text(at + 1) == "月" {
                header.parted.insert(column, text(at + 2) == "日");
                header.row = row;
            }
        }
    }
}

fn column(text: &str) -> Option<Column> {
    match text {
        "男" => return Some(Column::Man),
        "女" => return Some(Column::Woman),
        _ => {}
    }
    if text.chars().count() > LONGEST {
        return None;
    }
    WORDS.iter().find(|(word, _)| text.contains(word)).map(|(_, column)| *column)
}

/// Whether a cell in the column of names is their header.
pub(super) fn is_name(cell: &str) -> bool {
    ["姓名", "党员姓名", "名字"].contains(&cell)
}
