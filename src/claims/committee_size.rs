//! A committee that is told by how many they are, beside its name: 5人班子, 3个人的班子, 七人担任支委, 班子里连他算在内共5人.
//!
//! Entry points: [`is_counted_in`], [`takes_office`], [`is_size_of_body`].

use super::clause::{item_behind, paragraph_before};
use super::text::{Text, strip_any};
use crate::quantity::Found;

/// 班子里连他算在内共5人: all of them, whoever says so.
pub(super) fn is_counted_in(clause: &str) -> bool {
    const IN: [&str; 6] = ["算在内", "在内", "算上", "加上", "包括", "连同"];
    let all = strip_any(clause, &["一共有", "一共", "总共", "共有", "共", "有"]);
    let body = all.filter(|all| {
        ["支委", "支部班子", "班子", "支部委员会"].iter().any(|body| all.starts_with(body))
    });
    body.is_some_and(|body| IN.iter().any(|word| body.contains(word)))
}

/// 七人担任支委, 5名老党员任支委: how many hold the office, and no more is said of whom.
pub(super) fn takes_office(text: &Text<'_>, found: &Found, clause: &str) -> bool {
    let behind = item_behind(text.prose, found.range.end);
    let behind = ["退休干部", "老党员", "党员", "同志", "老同志"]
        .iter()
        .find_map(|who| behind.strip_prefix(who))
        .unwrap_or(behind);
    let office = ["担任", "任", "当选"].iter().find_map(|verb| behind.strip_prefix(verb));
    let is_whole = found.quantity.exact_whole() >= Some(3);
    is_whole
        && ["", "由", "其中", "有"].contains(&clause)
        && office
            .is_some_and(|office| ["支委", "支委会委员", "支部委员"].contains(&office.trim_end()))
}

/// 书记示例甲退休前任副局长…，5人班子热心公益: the number belongs to the word.
pub(super) fn is_size_of_body(text: &Text<'_>, found: &Found, clause: &str) -> bool {
    const MADE: [&str; 12] = [
        "成立了",
        "成立",
        "组建了",
        "组建",
        "建立了",
        "设立了",
        "选出了",
        "选出",
        "选举产生",
        "产生了",
        "配齐了",
        "配备了",
    ];
    let behind = &text.prose[found.range.end..];
    // 加上2名委员，3个人的班子把支部带得有声有色
    let of_size = behind.strip_prefix('人').unwrap_or(behind).strip_prefix('的');
    let is_of_size = of_size.is_some_and(|rest| {
        ["支部班子", "支委班子", "支委会", "班子"].iter().any(|body| rest.starts_with(body))
    });
    if is_of_size && ["", "这", "一个", "支部"].contains(&clause) {
        return paragraph_before(text.prose, found.range.start).contains("书记");
    }
    // 支部成立了5人支委会
    let whole = ["支委会", "支部委员会", "支委班子", "支部班子"];
    if whole.iter().any(|body| behind.starts_with(body))
        && MADE.iter().any(|verb| {
            strip_any(clause, &[verb]).is_some_and(|who| who.is_empty() || who.ends_with("支部"))
        })
    {
        return true;
    }
    let body =
        ["支部班子", "支委班子", "支委会", "班子"].iter().any(|body| behind.starts_with(body));
    body && behind.chars().next().is_some()
        && (clause.is_empty() || clause.ends_with("的") || clause == "支部")
        && (clause == "支部" || paragraph_before(text.prose, found.range.start).contains("书记"))
}
