//! Full-text search that needs no server: an index of neighbouring characters, made at build time,
//! of which `search.js` loads the few parts that a query asks for.
//!
//! Entry points: [`Index::new`], then [`Index::segment`] and [`Index::manifest`]; [`texts`] and
//! [`terms`] need no index.
//!
//! # How a phrase is found
//! Chinese has no words to look up, so every pair of neighbouring characters is indexed, folded
//! (`fold.rs`): a text that holds 党员活动 holds 党员, 员活 and 活动. It is noted for windows of a
//! story, not for the story as a whole, so that few windows hold the pairs without the phrase. The
//! browser loads the lists of the rarest pairs, intersects them, and looks the phrase up in the
//! texts of the windows that are left: what it shows does hold the phrase, and nothing is missed.
//!
//! # What is published
//! Scripts, because a page that is opened from a disk may load nothing else.
//! - `search/manifest.js`: for each segment its windows, the first window of each story, the first
//!   pair of each part; the first story of each file of texts.
//! - `search/index/<segment>/<part>.js`: for each first character its second characters and, for
//!   each of these, the windows (`postings.rs`).
//! - `search/text/<n>.js`: what is searched and shown of some stories (`text.rs`).
//! - `search/terms.js`: the stories of each county, level and year; loaded when a reader filters.
//!
//! Stories are numbered from the oldest, windows in the order of stories. The first window of a
//! story is its title and names, so that these are found first. One name of a version stands behind
//! all addresses (`?v=`), so that a browser never joins parts of two builds.
//!
//! A large site has several segments, each an index of its own: one is made, published and let go
//! before the next, and a reader who finds ten stories in the newest does not load the others.

mod fold;
mod postings;
mod run;
mod script;
mod segment;
mod text;

pub use segment::Segment;
pub use text::Text;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde::Serialize;

use crate::config::Config;
use crate::parse::Story;
use crate::search::script::script;
use crate::search::segment::Outline;
use crate::site::taxonomy::Kind;
use crate::site::{Route, Site, permalink};

/// Changed whenever the meaning of what is published changes.
const FORMAT: &[u8] = b"1";

/// The index of one site, made as far as it is asked for. It keeps the segment that was asked for
/// last, and the outlines of all that were made.
#[derive(Debug)]
pub struct Index {
    latest: Mutex<Option<(usize, Arc<Segment>)>>,
    outlines: Box<[OnceLock<Outline>]>,
}

#[derive(Serialize)]
struct Manifest<'m> {
    version: String,
    stories: usize,
    segments: Vec<&'m Outline>,
    /// The first story of each file of texts.
    texts: String,
}

impl Index {
    /// An index of `site` of which nothing is made yet. The other methods are given the same site.
    pub fn new(site: &Site) -> Self {
        let outlines = site.segments.iter().map(|_| OnceLock::new()).collect();
        Self { latest: Mutex::default(), outlines }
    }

    /// A segment, made on all cores where it is not the one that was asked for last. A thread that
    /// shares its work with others must not be the first to ask: it could wait for itself.
    pub fn segment(&self, site: &Site, number: usize) -> Arc<Segment> {
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, segment)) = latest.as_ref().filter(|(made, _)| *made == number) {
            return Arc::clone(segment);
        }
        // The one before is let go first.
        *latest = None;
        let segment = Arc::new(Segment::new(site, number));
        self.outlines[number].get_or_init(|| segment.outline());
        *latest = Some((number, Arc::clone(&segment)));
        segment
    }

    fn outlines(&self, site: &Site) -> Vec<&Outline> {
        let outline = |(number, outline): (usize, &'_ OnceLock<Outline>)| {
            if outline.get().is_none() {
                self.segment(site, number);
            }
        };
        self.outlines.iter().enumerate().for_each(outline);
        self.outlines.iter().filter_map(OnceLock::get).collect()
    }

    /// What addresses of this build end with.
    pub fn version(&self, site: &Site) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(FORMAT);
        for outline in self.outlines(site) {
            hasher.update(outline.hash.as_bytes());
        }
        hasher.finalize().to_hex()[..10].to_owned()
    }

    /// `search/manifest.js`.
    pub fn manifest(&self, site: &Site) -> Vec<u8> {
        let stories = site.stories.len();
        let files = site.routes.iter().filter_map(|planned| match planned.route {
            Route::SearchText(_, start, _) => Some(start),
            _ => None,
        });
        let texts = postings::list(&files.collect::<Vec<_>>(), stories);
        let (version, segments) = (self.version(site), self.outlines(site));
        script("manifest", 0, &Manifest { version, stories, segments, texts })
    }
}

fn date(story: &Story) -> String {
    story.profile.date.map(|date| date.to_string()).unwrap_or_default()
}

/// `search/text/<number>.js`: address, date, county, levels, head and body of each story.
pub fn texts(site: &Site, number: usize, stories: Range<u32>) -> Vec<u8> {
    let rows: Vec<_> = stories
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
        let terms = site.taxonomies[kind as usize].terms.iter();
        let stories = terms.map(|term| {
            let ids = term.stories.iter().rev().map(|id| id.from_oldest(count));
            (&*term.name, postings::list(&ids.collect::<Vec<_>>(), count))
        });
        stories.collect()
    };
    let kinds = [Kind::County, Kind::Honour, Kind::Year];
    let data: BTreeMap<_, _> = kinds.map(|kind| (kind.folder(), terms(kind))).into();
    script("terms", 0, &data)
}
