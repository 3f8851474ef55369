//! Ways of working that a form names beside a label, with quotation marks or without.
//!
//! Entry points: [`read_row`], [`read_line`], [`read_point`]; [`listed_names`] and [`read_opening`] for names that a text lists and then tells of
//! one by one.

use std::collections::HashSet;

use crate::claims::clause::is_han;
use crate::import::draft::Paragraph;
use crate::import::facts::mechanisms;

/// Adds the name that a row of a form gives: 工作品牌 beside 林海书屋.
pub(super) fn read_row(label: &str, value: &str, found: &mut Vec<String>) {
    // “审计老账本”故事会、夕阳阅览角: each by itself.
    if is_label(label) && value.contains('、') {
        for one in parts(value) {
            if !one.contains('、') {
                read_row(label, one, found);
            }
        }
        if parts(value).len() > 1 {
            return;
        }
    }
    if value.contains('“') {
        return mechanisms::read(&format!("{label}：{value}"), found);
    }
    let value = value.trim();
    if is_label(label) && mechanisms::is_name(value) && !found.iter().any(|one| one == value) {
        found.push(value.to_owned());
    }
}

/// The parts of a value between 、 that stands in no quotation.
fn parts(value: &str) -> Vec<&str> {
    let mut is_quoted = false;
    let split = move |c: char| {
        match c {
            '“' => is_quoted = true,
            '”' => is_quoted = false,
            _ => {}
        }
        !is_quoted && matches!(c, '、' | '；' | ';')
    };
    value.split(split).map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// Whether a label says that a way of working stands beside it.
fn is_label(label: &str) -> bool {
    const LABELS: [&str; 22] = [
        "特色载体",
        "活动载体",
        "工作载体",
        "特色活动",
        "特色项目",
        "活动品牌",
        "特色做法",
        "主要品牌",
        "工作法",
        "工作法名称",
        "特色工作法",
        "工作方法",
        "品牌",
        "品牌名称",
        "工作品牌",
        "服务品牌",
        "特色品牌",
        "党建品牌",
        "支部品牌",
        "志愿服务品牌",
        "志愿服务队",
        "项目名称",
    ];
    LABELS.contains(&label.trim())
}

/// Adds the name of a line that is a row of a form: 服务品牌：老水利护渠队.
pub(super) fn read_line(text: &str, found: &mut Vec<String>) {
    let row = text.split_once(['：', ':', '\t']).filter(|(label, _)| is_label(label));
    // What is quoted is read with the rest of the text.
    if let Some((label, value)) = row.filter(|(_, value)| !value.contains(['“', '。'])) {
        read_row(label, value, found);
    } else if let Some((label, value)) = row.filter(|(_, value)| !value.contains(['，', '。'])) {
        for one in parts(value).iter().filter(|one| !one.contains('“')) {
            read_row(label, one, found);
        }
    }
}

/// Adds the name that begins a point and is told behind a dash: ◆ 银梭学堂——每周三开课，累计326课时.
pub(super) fn read_point(text: &str, found: &mut Vec<String>) {
    const ENDS: [&str; 18] = [
        "学堂",
        "讲堂",
        "课堂",
        "夜校",
        "坊",
        "工作室",
        "谈心室",
        "调解室",
        "驿站",
        "工作站",
        "服务队",
        "志愿队",
        "宣讲团",
        "讲师团",
        "议事会",
        "茶室",
        "书屋",
        "小组",
    ];
    let bare = text.trim().trim_start_matches(|c: char| "◆◇●○■□▲△★☆·•▪➤✦-".contains(c)).trim();
    let Some((name, told)) = bare.split_once("——") else { return };
    let is_name = (3..=8).contains(&name.chars().count())
        && name.chars().all(is_han)
        && ENDS.iter().any(|end| name.ends_with(end) && name.len() > end.len());
    let is_told = told.contains(|c: char| c.is_ascii_digit());
    if is_name && is_told && !found.iter().any(|one| one == name) {
        found.push(name.to_owned());
    }
}

/// The names of the lists that a text quotes: 微课堂, 微心愿 and 微治理 of “微课堂、微心愿、微治理”.
pub(super) fn listed_names(prose: &[Paragraph]) -> HashSet<String> {
    let mut names = HashSet::new();
    for paragraph in prose {
        let text = paragraph.text();
        let quoted = text.split('“').skip(1).filter_map(|rest| rest.split_once('”'));
        let lists = quoted.map(|(list, _)| list).filter(|list| list.matches('、').count() >= 2);
        names.extend(lists.flat_map(|list| list.split('、')).map(str::to_owned));
    }
    names
}

/// Adds the name that opens a paragraph, where a list has it: “微心愿”传递真温情。
pub(super) fn read_opening(text: &str, listed: &HashSet<String>, found: &mut Vec<String>) {
    let Some((name, _)) = text.strip_prefix('“').and_then(|rest| rest.split_once('”')) else {
        return;
    };
    let is_told = listed.contains(name) && name.chars().count() >= 3 && mechanisms::is_name(name);
    if is_told && !found.iter().any(|one| one == name) {
        found.push(name.to_owned());
    }
}
