//! `example-story`: an office's own site shows no example of ours.
//!
//! Why: `liuhao init` writes a story of an invented branch, and who begins from a copy of this repository has a dozen.
//! Once the site has the office's name, one of them among its stories is taken for true. A site that is called an
//! example itself may show them.

use crate::check::Rule;
use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::locale::Message;
use crate::site::Site;

pub(super) const RULE: Rule = Rule::site("example-story", Severity::Warning, check);

/// What invented counties, cities and branches are called.
const INVENTED: [&str; 3] = ["示例", "样板", "范例"];

fn check(site: &Site) -> Vec<Diagnostic> {
    if is_invented(&site.config.name) {
        return Vec::new();
    }
    let found = site.stories.iter().filter_map(|story| {
        let branch = &story.profile.branch;
        let facts = [("branch.name", &branch.name), ("branch.county", &branch.county)];
        let mut facts = facts.into_iter().filter_map(|(key, fact)| Some((key, fact.as_deref()?)));
        let (key, name) = facts.find(|(_, name)| is_invented(name))?;
        let message = Message::new("example-story").text("name", name);
        let place = Place::fact(&story.file, key, None);
        Some(RULE.found(place, message).with_help(Message::new("example-story-help")))
    });
    found.collect()
}

fn is_invented(name: &str) -> bool {
    INVENTED.iter().any(|one| name.starts_with(one))
}
