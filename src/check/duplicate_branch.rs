//! `duplicate-branch`: one branch has one profile in one series.
//!
//! Why: a story sent in twice under two file names is published twice. Stories outside a series
//! may well return to a branch in another year.

use std::collections::HashMap;

use crate::check::Rule;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::locale::Message;
use crate::site::{self, Site};

pub(super) const RULE: Rule = Rule::site("duplicate-branch", Severity::Warning, check);

fn check(site: &Site) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for list in &site.series {
        let mut seen = HashMap::new();
        for story in list.stories.iter().map(|id| site.story(*id)) {
            let Some(name) = story.profile.branch.name.as_deref() else { continue };
            let branch = site::branch_identity(name);
            let Some(first) = seen.get(&branch).copied() else {
                seen.insert(branch, &story.file);
                continue;
            };
            let message = Message::new("duplicate-branch")
                .text("name", name)
                .text("series", &*list.series.title);
            let place = Place::fact(&story.file, "branch.name", None);
            let other = Place::fact(first, "branch.name", None);
            found.push(
                RULE.found(place, message)
                    .with_related(other, Message::new("duplicate-address-other")),
            );
        }
    }
    found
}
