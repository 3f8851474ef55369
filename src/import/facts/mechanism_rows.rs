//! Ways of working that a form names beside a label, with quotation marks or without.
//!
//! Entry points: [`read_row`], [`read_line`].

use crate::import::facts::mechanisms;

/// Adds the name that a row of a form gives: 工作品牌 beside 林海书屋.
pub(super) fn read_row(label: &str, value: &str, found: &mut Vec<String>) {
    if value.contains('“') {
        return mechanisms::read(&format!("{label}：{value}"), found);
    }
    let value = value.trim();
    if is_label(label) && mechanisms::is_name(value) && !found.iter().any(|one| one == value) {
        found.push(value.to_owned());
    }
}

/// Whether a label says that a way of working stands beside it.
fn is_label(label: &str) -> bool {
    const LABELS: [&str; 14] = [
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
    if let Some((label, value)) = row.filter(|(_, value)| !value.contains('“')) {
        read_row(label, value, found);
    }
}
