//! Author and digest of an article.
//!
//! Entry points: [`author`], [`digest`].

use crate::parse::Story;
use crate::parse::body::shorten;
use crate::render::facts::Facts;
use crate::wechat::limits::Limit;

/// Characters that the platform shows of a digest in a list.
const SHOWN: usize = 54;
/// Who of a sign-off counts as the author, the first of these first.
const AUTHORS: [&str; 7] = ["作者", "撰稿", "文字", "图文", "通讯员", "供稿", "整理"];

/// The author: of the sign-off, else the account.
pub(super) fn author(facts: &Facts<'_>, account: &str) -> String {
    let named = |role: &&str| facts.signoff.iter().find(|line| line.role == *role);
    let line = AUTHORS.iter().find_map(named).or(facts.signoff.first());
    line.map_or_else(|| account.to_owned(), |line| line.by.join("、"))
}

/// The editor's own summary, else the first sentences as far as a list shows them.
pub(super) fn digest(story: &Story) -> String {
    match story.profile.summary.as_deref() {
        Some(own) if own.chars().count() <= Limit::Digest.most() => own.trim().to_owned(),
        Some(own) => shorten(own, SHOWN),
        None => story.body.summary(SHOWN),
    }
}
