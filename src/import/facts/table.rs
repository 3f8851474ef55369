//! What the rows of a table say, as a text says it: 主题党日12次 of 主题党日 | 12 below 活动 | 次数.
//!
//! Entry point: [`told`].

use crate::import::draft::is_sum;
use crate::quantity::{self, AgeRange, UnitKind};

/// What a column of numbers is called, and of what they are.
const UNITS: [(&str, &str); 8] = [
    ("次数", "次"),
    ("场次", "场次"),
    ("人次", "人次"),
    ("人数", "人"),
    ("户数", "户"),
    ("件数", "件"),
    ("篇数", "篇"),
    ("份数", "份"),
];
/// What the column of honours is called.
const HONOURS: [&str; 5] = ["荣誉", "奖项", "称号", "表彰名称", "获奖"];

/// The rows of a table as a text; `None` where they say nothing that is a fact.
pub(super) fn told(rows: &[Vec<String>]) -> Option<String> {
    // 合计 | 21次 says again what the rows above it say.
    let rows: Vec<Vec<String>> = rows.iter().filter(|row| !is_sum_row(row)).cloned().collect();
    let (head, below) = rows.split_first()?;
    let head: Vec<String> =
        head.iter().map(|cell| cell.chars().filter(|c| !c.is_whitespace()).collect()).collect();
    let text = match column(&head, &HONOURS) {
        Some(title) if head.len() > 1 => honours(&head, title, below),
        _ => counts(&head, &rows),
    };
    (!text.is_empty()).then_some(text)
}

/// Whether the first cell of a row that is filled is the label of a sum.
fn is_sum_row(row: &[String]) -> bool {
    row.iter().find(|cell| !cell.trim().is_empty()).is_some_and(|cell| is_sum(cell))
}

/// The column whose header holds one of the words.
fn column(head: &[String], words: &[&str]) -> Option<usize> {
    head.iter().position(|cell| words.iter().any(|word| cell.contains(word)))
}

/// 2023年10月被示例市委老干部局授予市级“…”称号。
fn honours(head: &[String], title: usize, rows: &[Vec<String>]) -> String {
    let apart = |words: &[&str]| column(head, words).filter(|at| *at != title);
    let day = apart(&["时间", "年", "日期"]);
    let giver = apart(&["单位", "机关", "部门", "授予", "颁发"]);
    let level = apart(&["级别", "层级", "等级"]);
    let mut text = String::new();
    for row in rows {
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).map_or("", |cell| cell.trim());
        let name = cell(Some(title));
        if name.is_empty() {
            continue;
        }
        let day = cell(day);
        let day = if day.len() == 4 && day.bytes().all(|byte| byte.is_ascii_digit()) {
            format!("{day}年")
        } else {
            day.to_owned()
        };
        let name = if name.contains('“') { name.to_owned() } else { format!("“{name}”") };
        let giver = cell(giver);
        let honoured =
            if giver.is_empty() { "荣获".to_owned() } else { format!("被{giver}授予") };
        text += &format!("{day}{honoured}{}{name}称号。", cell(level));
    }
    text
}

/// 69岁及以下15人，主题党日12场次: of two columns, or of the first of several whose header says of what the numbers are.
fn counts(head: &[String], rows: &[Vec<String>]) -> String {
    let unit = |cell: &String| UNITS.iter().find(|(word, _)| cell.contains(word));
    let counted = head.iter().enumerate().find_map(|(at, cell)| Some((at, unit(cell)?.1)));
    let named = head.iter().position(|cell| !["序号", "编号"].contains(&&**cell));
    // 活动 over two columns, 学习 and 集中学习: the last of them says it most exactly.
    let named = named.map(|first| {
        let same = head[first..].iter().take_while(|cell| **cell == head[first]).count();
        first + same - 1
    });
    let told = rows.iter().flat_map(|row| {
        let pair = match counted.zip(named) {
            Some(((at, unit), named)) if at != named => {
                row.get(named).zip(row.get(at)).and_then(|(name, count)| said(name, count, unit))
            }
            Some(_) | None => None,
        };
        pair.map_or_else(|| beside(row), |pair| vec![pair])
    });
    told.collect::<Vec<_>>().join("，")
}

/// What a number in a cell is of, by the cell before it: 党员总数 | 33名 | 其中女党员9名, 年龄段 | 70-79岁 | 12名.
fn beside(row: &[String]) -> Vec<String> {
    let mut told = Vec::new();
    for (at, cell) in row.iter().enumerate() {
        let name = at.checked_sub(1).map(|before| &row[before]);
        if let Some(pair) = name.and_then(|name| said(name, cell, "")) {
            told.push(pair);
        } else if at > 1 && !told.is_empty() && cell.ends_with(|c| "名人位".contains(c)) {
            told.push(cell.clone());
        }
    }
    told
}

/// A name and a number of something; `unit` is what a bare number is of.
fn said(name: &str, count: &str, unit: &str) -> Option<String> {
    let is_band = AgeRange::parse(name).is_ok();
    let quantity = quantity::parse_quantity(count).ok()?;
    let is_bare = quantity.kind() == UnitKind::Bare;
    let unit = match unit {
        _ if !is_bare => "",
        "" if is_band => "人",
        unit => unit,
    };
    // 2022年 | 12次 says when, and not what.
    let is_day = name.starts_with(|c: char| c.is_ascii_digit()) && !is_band;
    let is_named = is_band || !is_day && quantity::parse_quantity(name).is_err();
    (is_named && (is_band || !is_bare || !unit.is_empty())).then(|| format!("{name}{count}{unit}"))
}
