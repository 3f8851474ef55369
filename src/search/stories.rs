//! What a search loads beside the index: the texts of stories, and the stories of each term.
//!
//! Entry points: [`texts`], [`terms`].

use std::collections::{BTreeMap, HashMap};

use crate::config::Config;
use crate::parse::Story;
use crate::search::plan::Plan;
use crate::search::postings;
use crate::search::script::script;
use crate::search::text::Text;
use crate::site::taxonomy::Kind;
use crate::site::{Searched, Site, StoryId, permalink};

/// The day of a text as it is published; empty for a draft without one.
pub(super) fn date(site: &Site, one: Searched) -> String {
    let date = match one {
        Searched::Story(id) => site.story(id).profile.date,
        Searched::Article(id) => site.article(id).page.date,
    };
    date.map(|date| date.to_string()).unwrap_or_default()
}

/// `search/text/<number>.js`: address, date, county, levels, head and body of each story.
pub fn texts(site: &Site, plan: &Plan, number: usize) -> Vec<u8> {
    let all = plan.texts[number].clone().map(|one| plan.all[one as usize]);
    file(site, number, all.map(|one| (one, Text::of(site, one))))
}

/// The same of texts that are at hand.
pub(super) fn file(
    site: &Site,
    number: usize,
    texts: impl Iterator<Item = (Searched, Text)>,
) -> Vec<u8> {
    let rows = texts.map(|(one, text)| {
        let (address, place, levels) = match one {
            Searched::Story(id) => of_story(site, site.story(id)),
            // The section stands where a story has its county.
            Searched::Article(id) => {
                let article = site.article(id);
                let name = article.section.name.clone();
                (permalink::href(&permalink::article(article)), name, String::new())
            }
        };
        [address, date(site, one), place, levels, text.head, text.body]
    });
    script("text", number, &rows.collect::<Vec<_>>())
}

fn of_story(site: &Site, story: &Story) -> (String, String, String) {
    let county = story.profile.branch.county.as_deref().unwrap_or_default();
    let county = Config::canonical(&site.config.counties, county).to_owned();
    let address = permalink::href(&permalink::story(&story.slug));
    (address, county, Kind::Honour.terms(story, &site.config).join("、"))
}

/// `search/terms.js`: for county, level and year the name of each term and its stories.
pub fn terms(site: &Site, plan: &Plan) -> Vec<u8> {
    let count = plan.all.len();
    let numbers: HashMap<StoryId, u32> = (0..)
        .zip(&plan.all)
        .filter_map(|(number, one)| match one {
            Searched::Story(id) => Some((*id, number)),
            Searched::Article(_) => None,
        })
        .collect();
    let terms = |kind: Kind| -> Vec<(&str, String)> {
        let terms = site.taxonomies.of(kind).terms.iter();
        let stories = terms.map(|term| {
            let ids = term.stories.iter().rev().filter_map(|id| numbers.get(id).copied());
            (&*term.name, postings::list(&ids.collect::<Vec<_>>(), count))
        });
        stories.collect()
    };
    let kinds = Kind::filters(&site.config);
    let data: BTreeMap<_, _> = kinds.map(|kind| (kind.folder(), terms(kind))).collect();
    script("terms", 0, &data)
}
