//! Names that are rules of their own: 坚持“每月一学、每季一课、每年一训”, 通过“三抓三促”.
//!
//! Entry point: [`is_rule`].

use crate::import::facts::mechanism_turns::is_parallel;

/// 坚持“每月一学、每季一课、每年一训”; “一杯茶、一把椅、一席话” are three things.
pub(super) fn is_rule(before: &str, name: &str, behind: &str) -> bool {
    let is_kept =
        ["坚持", "实行", "推行", "落实", "执行", "规范"].iter().any(|word| before.ends_with(word));
    let is_list = name.contains('、')
        && (!name.starts_with('一') || name.starts_with("一月") || name.starts_with("一季"));
    let is_day = name.chars().count() >= 4 && name.ends_with('日');
    let is_time = name.contains(['月', '日', '周', '季', '天', '晚']);
    // 坚持“首学必讲”, 实行“支委包组、组长包户”: a rule of its own; 坚持“就近就便”原则 is none.
    let counts = "必日周月季年双每首一二三四五六七八九十";
    let is_whole = !is_slogan_for(behind)
        && (3..=12).contains(&name.chars().count())
        && name.contains(|c| counts.contains(c));
    let is_said = before.ends_with("实行") || before.ends_with("推行") || !name.contains('、');
    // 支部的办法是“一册、一群、一站”
    let is_method = ["办法是", "做法是", "法宝是", "妙招是", "秘诀是", "经验是"]
        .iter()
        .any(|word| before.ends_with(word));
    is_method
        || is_numbered(before, name)
        || is_parallel(before, name)
        || is_kept
            && (is_time && (is_list || name.starts_with('每') || is_day)
                || name == "三会一课"
                || is_whole && is_said)
}

/// 通过“三抓三促”, 创新“两会一课一谈”: numbers and what is done, by turns.
fn is_numbered(before: &str, name: &str) -> bool {
    let counts = |c: char| "一二两三四五六七八九十双".contains(c);
    let letters: Vec<char> = name.chars().collect();
    let is_pairs = letters.len() >= 4
        && letters.len().is_multiple_of(2)
        && letters.chunks(2).all(|pair| counts(pair[0]) && !counts(pair[1]));
    let leads =
        ["通过", "创新", "运用", "采取", "采用", "按照", "围绕", "坚持", "实施", "推行", "推进"];
    is_pairs && leads.iter().any(|word| before.ends_with(word))
}

/// Whether what follows a name makes it an aim: 坚持“就近就便”原则.
fn is_slogan_for(behind: &str) -> bool {
    let near: String = behind.chars().take(6).collect();
    ["原则", "方针", "宗旨", "要求", "标准", "导向", "精神", "思想", "思路", "的", "总要求", "初心"]
        .iter()
        .any(|word| near.starts_with(word) || near.contains("原则"))
}
