//! An activity whose verb has one character, and says with its unit what was done: 教了410节, 讲了57堂课, 议了318件事.
//!
//! Entry points: [`lesson`]; [`done_by_all`] for what stands behind how often it was done: 支部9次组织老党员走进边防哨所.

use super::clause::{clause_behind, is_han, paragraph_before, sentence_before};
use crate::quantity::Found;

/// The longest name, in characters.
const LONGEST: usize = 20;

/// 给年轻人讲了57堂课, 教了410节, 议了318件事: a verb of one character, and what it is done with.
pub(super) fn lesson(prose: &str, one: &Found, own: &str, behind: &str) -> Option<String> {
    let bare = own.trim_end().trim_end_matches('了');
    let verb = bare.chars().last().filter(|c| "讲上教授议办管帮说问查".contains(*c))?;
    let is_done = bare.len() < own.trim_end().len();
    let is_lesson = behind == "课"
        || behind.is_empty() && ["讲", "课", "堂", "节"].contains(&one.quantity.unit());
    // 每月党课雷打不动，上了102堂; what has a name of its own is called by it.
    let told = sentence_before(prose, one.range.start);
    let paragraph = paragraph_before(prose, one.range.start);
    let above = prose[..one.range.start - paragraph.len()].trim_end().lines().next_back();
    let is_told = behind.is_empty()
        && (told.contains('”') || above.is_some_and(|heading| heading.contains('”')));
    match () {
        () if is_lesson && behind.is_empty() && told.contains("党课") => Some("党课".to_owned()),
        () if is_lesson && !is_told && "讲上教授".contains(verb) => Some(format!("{verb}课")),
        () if behind == "事" && is_done => Some(format!("{verb}事")),
        () => None,
    }
}

/// 支部9次组织老党员走进边防哨所: who did it stands before the number, and what behind it.
pub(super) fn done_by_all(prose: &str, one: &Found, who: &str) -> Option<String> {
    let is_all = ["支部", "党支部", "我们", "他们", "老党员", "老党员们", "党员", "党员们"]
        .contains(&who.trim_end_matches("先后"));
    let is_times = ["次", "趟", "回", "度"].contains(&one.quantity.unit());
    if !is_all || !is_times {
        return None;
    }
    let behind = clause_behind(prose, one.range.end);
    let done = ["组织老党员", "组织党员", "组织", "带领党员"]
        .iter()
        .find_map(|lead| behind.strip_prefix(lead))
        .unwrap_or(behind);
    let end = done.find(|c: char| !is_han(c)).unwrap_or(done.len());
    let done = &done[..end];
    let skip = done.char_indices().nth(LONGEST).map_or(done.len(), |(at, _)| at);
    (done.chars().count() >= 2).then(|| done[..skip].to_owned())
}
