//! Rows of a table in a text: with tabs, as a spreadsheet copies them, with commas, as one saves them, or with blanks below a head
//! that names persons.
//!
//! Entry point: [`table`].

use crate::import::manuscript::{Cell, Line};

/// What stands between the cells of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Between {
    Tab,
    Comma,
    Blanks,
}

/// The longest cell of a row with commas or blanks, in characters.
const LONGEST: usize = 20;

/// The rows of the table that the text begins with, as many cells in each; none where it begins with none.
pub(in crate::import) fn table(rows: &[String]) -> Vec<Vec<Cell>> {
    let found = [Between::Tab, Between::Comma, Between::Blanks].into_iter();
    let found = found.map(|between| (between, length(rows, between)));
    let Some((between, count)) = found.into_iter().find(|(_, count)| *count > 0) else {
        return Vec::new();
    };
    let cell = |text: &str| {
        let text = text.trim();
        let lines = if text.is_empty() { Vec::new() } else { vec![Line::plain(text.to_owned())] };
        Cell { lines, ..Cell::default() }
    };
    rows[..count].iter().map(|row| cells(row, between).into_iter().map(cell).collect()).collect()
}

fn cells(row: &str, between: Between) -> Vec<&str> {
    match between {
        Between::Tab => row.split('\t').collect(),
        Between::Comma => row.split(',').collect(),
        Between::Blanks => row.split_whitespace().collect(),
    }
}

/// How many rows the table has; 0 for none.
fn length(rows: &[String], between: Between) -> usize {
    let Some(first) = rows.first() else { return 0 };
    let count = cells(first, between).len();
    // 供稿：甲	审核：乙 is no row of a table.
    let is_row = |row: &String| count > 1 && !row.contains(['：', '。']);
    let is_short =
        |row: &String| cells(row, between).iter().all(|cell| cell.chars().count() <= LONGEST);
    let (fewest, is_own): (usize, &dyn Fn(&String) -> bool) = match between {
        Between::Tab => (2, &|row| is_row(row) || count > 2),
        Between::Comma => {
            (3, &|row| count > 2 && is_row(row) && is_short(row) && !row.contains('，'))
        }
        Between::Blanks => (2, &|row| is_row(row) && is_short(row)),
    };
    let is_begun =
        is_row(first) && is_own(first) && (between != Between::Blanks || names_persons(first));
    if !is_begun {
        return 0;
    }
    let own =
        rows.iter().take_while(|row| cells(row, between).len() == count && is_own(row)).count();
    if own < fewest { 0 } else { own }
}

/// Whether a row is the head of a list of persons: 姓名 性别 出生年月.
fn names_persons(row: &str) -> bool {
    let names: Vec<&str> = row.split_whitespace().collect();
    let of_each = [
        "性别",
        "出生年月",
        "年龄",
        "民族",
        "入党时间",
        "电话",
        "手机",
        "身份证号",
        "身份证号码",
        "联系电话",
    ];
    names.contains(&"姓名") && names.iter().any(|name| of_each.contains(name))
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn rows_of_equal_cells_are_a_table() {
        let rows = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        let size = |text: &str| table(&rows(text)).iter().map(Vec::len).collect::<Vec<_>>();
        assert_eq!(size("年份\t学习\n2022年\t12次\n甲。"), [2, 2]);
        assert_eq!(size("姓名,性别,出生\n甲,男,1950\n乙,女,1948\n丙。"), [3, 3, 3]);
        assert_eq!(size("姓名 性别\n甲 男\n乙 女"), [2, 2, 2]);
        for none in [
            "供稿：甲\t审核：乙\n编辑：丙\t校对：丁",
            "甲\t乙",
            "甲,乙,丙\n丁,戊,己",
            "甲 乙\n丙 丁",
        ] {
            assert_eq!(size(none), [0_usize; 0], "{none}");
        }
    }
}
