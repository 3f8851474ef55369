//! `wechat-limits`: a story fits the public account, on request.
//!
//! Why: what the account takes no more of is found when the article is pasted, which is late. An office without an account
//! never asks.

use crate::account::{self, Excess, Limit};
use crate::check::Rule;
use crate::check::case::Case;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::locale::Message;

pub(super) const RULE: Rule = Rule::story("wechat-limits", Severity::Warning, check).on_request();

fn check(case: &Case<'_>) -> Vec<Diagnostic> {
    let fault = |excess: Excess| {
        let fault = RULE.found(place(case, excess.limit), message(excess));
        fault.with_help(Message::new("wechat-limits-help"))
    };
    account::excesses(case.story).into_iter().map(fault).collect()
}

/// Of the body the text alone is counted here; its markup comes on top.
fn message(excess: Excess) -> Message {
    match excess.limit {
        Limit::Title | Limit::Author | Limit::Digest => excess.message(),
        Limit::Body => Message::new("wechat-text-long")
            .count("count", excess.count)
            .count("max", excess.limit.most()),
    }
}

fn place(case: &Case<'_>, limit: Limit) -> Place {
    match limit {
        Limit::Title => case.fact(("title", None)),
        Limit::Digest => case.fact(("summary", None)),
        Limit::Author => {
            let lines = &case.story.profile.signoff;
            let author = account::signed(case.story);
            let nth = lines.iter().position(|line| author.is_some_and(|one| one == line));
            case.fact(("signoff", nth))
        }
        Limit::Body => Place::file(&case.story.file),
    }
}
