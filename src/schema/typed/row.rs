//! Rows of a table among the facts: `| 党员总数 | 26名 |`, and the four cells of a form of Word, 党员总数⇥26名⇥平均年龄⇥71岁.
//!
//! Entry points: [`entries`] for a row of keys and values, [`is_head`] for the rows above them.

use crate::schema::Shape;
use crate::schema::typed::inside::Inside;
use crate::schema::typed::name;
use crate::schema::typed::split;

/// What stands between two cells.
const BARS: [char; 5] = ['|', '｜', '│', '┃', '\t'];
/// Words above the two columns of a table of facts.
const HEADS: [&str; 18] = [
    "项目",
    "名称",
    "指标",
    "类别",
    "事项",
    "栏目",
    "内容",
    "数值",
    "数据",
    "数量",
    "情况",
    "填写内容",
    "信息",
    "说明",
    "值",
    "序号",
    "备注",
    "字段",
];
/// The longest row that is looked at, in bytes.
const LONGEST: usize = 400;

/// The facts of a row at the top, each a key and its value as they are written here; `None` where a cell is none.
pub(super) fn entries(content: &str, inside: Inside) -> Option<Vec<String>> {
    // The bytes that bars begin with; Han begin with others.
    let may_be = |byte| matches!(byte, b'|' | b'\t' | 0xE2 | 0xEF);
    if !matches!(inside, Inside::Top(_))
        || content.len() > LONGEST
        || !content.bytes().any(may_be)
        || !content.contains(BARS)
    {
        return None;
    }
    let cells = cells(content);
    let is_row = content.starts_with(BARS) && cells.len() == 2 || cells.len() >= 4;
    if !is_row || !cells.len().is_multiple_of(2) {
        return None;
    }
    let entry = |pair: &[&str]| {
        let name = name::clean(pair[0].trim_end_matches(split::COLONS));
        let field = inside.field(&name)?;
        let said = match field.shape {
            Shape::Date | Shape::Quantity => name::narrow(pair[1]),
            Shape::Text | Shape::Texts | Shape::Groups(_) => pair[1].to_owned(),
            Shape::Flag | Shape::Group(_) | Shape::Entries { .. } => return None,
        };
        let is_plain = !said.contains(|c: char| ":#[]{}\"'&*!>%@`".contains(c));
        is_plain.then(|| format!("{name}: {said}"))
    };
    cells.chunks_exact(2).map(entry).collect()
}

/// Whether a row stands above the facts of a table: the names of its columns, or the line below them.
pub(super) fn is_head(content: &str) -> bool {
    if !content.starts_with(BARS) || content.len() > LONGEST {
        return false;
    }
    let cells = cells(content);
    let is_drawn = |cell: &&str| !cell.is_empty() && cell.chars().all(|c| "-－—─:：=".contains(c));
    !cells.is_empty()
        && (cells.iter().all(|cell| HEADS.contains(cell)) || cells.iter().all(is_drawn))
}

fn cells(content: &str) -> Vec<&str> {
    content.split(BARS).map(str::trim).filter(|cell| !cell.is_empty()).collect()
}
