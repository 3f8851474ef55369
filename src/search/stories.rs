//! What a search loads beside the index: the texts of stories, and the stories of each term.
//!
//! Entry points: [`texts`], [`terms`].

use std::collections::BTreeMap;

use crate::config::Config;
use crate::parse::Story;
use crate::search::plan::Plan;
use crate::search::postings;
use crate::search::script::script;
use crate::search::text::Text;
use crate::site::taxonomy::Kind;
use crate::site::{Site, permalink};

/// The day of a story as it is published; empty for a draft without one.
pub(super) fn date(story: &Story) -> String {
    story.profile.date.map(|date| date.to_string()).unwrap_or_default()
}

/// `search/text/<number>.js`: address, date, county, levels, head and body of each story.
pub fn texts(site: &Site, plan: &Plan, number: usize) -> Vec<u8> {
    let rows: Vec<_> = plan.texts[number]
        .clone()
        .map(|number| {
            let story = site.story_from_oldest(number);
            let text = Text::of(site, story);
            let county = story.profile.branch.county.as_deref().unwrap_or_default();
            let county = Config::canonical(&site.config.counties, county).to_owned();
            let address = permalink::href(&permalink::story(&story.slug));
            let levels = Kind::Honour.terms(story, &site.config).join("、");
            [address, date(story), county, levels, text.head, text.body]
        })
        .collect();
    script("text", number, &rows)
}

/// `search/terms.js`: for county, level and year the name of each term and its stories.
pub fn terms(site: &Site) -> Vec<u8> {
    let count = site.stories.len();
    let terms = |kind: Kind| -> Vec<(&str, String)> {
        let terms = site.taxonomies.of(kind).terms.iter();
        let stories = terms.map(|term| {
            let ids = term.stories.iter().rev().map(|id| id.from_oldest(count));
            (&*term.name, postings::list(&ids.collect::<Vec<_>>(), count))
        });
        stories.collect()
    };
    let kinds = Kind::filters(&site.config);
    let data: BTreeMap<_, _> = kinds.map(|kind| (kind.folder(), terms(kind))).collect();
    script("terms", 0, &data)
}
