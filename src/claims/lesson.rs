//! An activity whose verb has one character, and says with its unit what was done: 教了410节, 讲了57堂课, 议了318件事.
//!
//! Entry point: [`lesson`].

use super::clause::{paragraph_before, sentence_before};
use crate::quantity::Found;

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
