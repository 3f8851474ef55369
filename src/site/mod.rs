//! The whole site in memory: who belongs where, who links whom.
//!
//! Entry point: [`collect`] turns parsed documents into a [`Site`], which never changes again; all
//! threads share `&Site`. Nothing is read, rendered or judged here.

mod ages;
mod collect;
mod links;
pub mod pagination;
pub mod permalink;
mod pictures;
mod related;
mod routes;
pub mod shards;
mod statistics;
pub mod taxonomy;

pub use ages::{AgeStructure, AgeTotal};
pub use collect::{KeptBack, Options, collect};
pub use links::Destination;
pub use pictures::{Pictures, Shown};
pub use related::related;
pub use routes::{Planned, Route};
pub use statistics::{ActivityTotal, Missing, Statistics, missing_facts};

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use crate::config::Config;
use crate::diagnostic::Place;
use crate::discover::Asset;
use crate::parse::body::Body;
use crate::parse::{Page, Series, Story};
use crate::site::links::Links;
use crate::site::shards::Segment;
use crate::site::taxonomy::Taxonomy;

/// A story, by its place in [`Site::stories`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StoryId(u32);

impl StoryId {
    /// The ids of all stories, in order.
    pub fn all(stories: &[Arc<Story>]) -> impl Iterator<Item = (Self, &Story)> {
        (0..).map(Self).zip(stories.iter().map(|story| &**story))
    }

    /// The ids of the stories in a range of places.
    pub fn in_range(range: Range<usize>) -> impl Iterator<Item = Self> {
        (narrow(range.start)..narrow(range.end)).map(Self)
    }

    fn index(self) -> usize {
        self.0 as usize
    }

    /// Its number counted from the oldest story, which is 0: new stories leave it as it is.
    pub fn from_oldest(self, stories: usize) -> u32 {
        narrow(stories) - 1 - self.0
    }
}

/// A site has fewer than 2^32 stories.
fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// A site that is ready to be rendered.
#[derive(Debug)]
pub struct Site {
    /// What the office decided.
    pub config: Config,
    /// Published stories, newest first.
    pub stories: Vec<Arc<Story>>,
    /// Series in their order, with their stories.
    pub series: Vec<SeriesList>,
    /// Free pages by address.
    pub pages: Vec<Page>,
    /// County, honour level, year, tag.
    pub taxonomies: [Taxonomy; 4],
    /// Sums over all stories.
    pub statistics: Statistics,
    /// Files that are no texts.
    pub assets: Vec<Asset>,
    /// Which of them are pictures.
    pub pictures: Pictures,
    /// Former addresses and where they lead now.
    pub aliases: Vec<Alias>,
    /// The segments of the search index, the oldest first.
    pub segments: Vec<Segment>,
    /// Every address of the site.
    pub routes: Vec<Planned>,
    /// The series and the place in it, by story.
    places: Vec<Option<(u32, u32)>>,
    links: Links,
}

/// A series and its stories.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesList {
    /// Title and preface.
    pub series: Series,
    /// Its stories in reading order.
    pub stories: Vec<StoryId>,
}

impl SeriesList {
    /// Whether it is published as one page too. Nobody prints more stories than these at once, and
    /// the page is held in memory as a whole.
    pub fn has_booklet(&self) -> bool {
        (1..=200).contains(&self.stories.len())
    }
}

/// A former address.
#[derive(Debug, Clone, PartialEq)]
pub struct Alias {
    /// The former address.
    pub address: String,
    /// Where the page is now.
    pub target: String,
    /// Its title.
    pub title: String,
    /// Where the alias stands.
    pub place: Place,
}

/// The neighbours of a story: in its series, or in the feed where it has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Neighbours {
    /// The story before.
    pub previous: Option<StoryId>,
    /// The story after.
    pub next: Option<StoryId>,
}

impl Site {
    /// A story.
    pub fn story(&self, id: StoryId) -> &Story {
        &self.stories[id.index()]
    }

    /// The series of a story and the story's place in it, from 0.
    pub fn place_in_series(&self, id: StoryId) -> Option<(&SeriesList, usize)> {
        let (series, place) = self.places[id.index()]?;
        Some((&self.series[series as usize], place as usize))
    }

    /// The story with this number, counted from the oldest.
    pub fn story_from_oldest(&self, number: u32) -> &Story {
        &self.stories[self.stories.len() - 1 - number as usize]
    }

    /// The stories before and after.
    pub fn neighbours(&self, id: StoryId) -> Neighbours {
        if let Some((list, place)) = self.place_in_series(id) {
            let at =
                |place: Option<usize>| place.and_then(|place| list.stories.get(place)).copied();
            return Neighbours {
                previous: at(place.checked_sub(1)),
                next: at(place.checked_add(1)),
            };
        }
        // In the feed the newest stands first: the story before it in time comes after it there.
        let is_story = |id: &StoryId| id.index() < self.stories.len();
        Neighbours {
            previous: Some(StoryId(id.0 + 1)).filter(is_story),
            next: id.0.checked_sub(1).map(StoryId),
        }
    }

    /// Where the link `target` in `file` leads, or `None` where nothing is there.
    pub fn resolve(&self, file: &str, target: &str) -> Option<Destination> {
        self.links.resolve(file, target)
    }

    /// The picture that `target` names in `file`; `None` for anything else.
    pub fn picture(&self, file: &str, target: &str) -> Option<Shown<'_>> {
        let address = self.resolve(file, target)?.address?;
        self.pictures.at(&address)
    }

    /// Every text of the site with the file that it comes from.
    pub fn texts(&self) -> impl Iterator<Item = (&Arc<str>, &Body)> {
        let stories = self.stories.iter().map(|story| (&story.file, &story.body));
        let series = self.series.iter().map(|list| (&list.series.file, &list.series.body));
        let pages = self.pages.iter().map(|page| (&page.file, &page.body));
        stories.chain(series).chain(pages)
    }

    /// The newest publishing day, the only date that a machine format may state as its own.
    pub fn newest(&self) -> Option<Date> {
        self.stories.iter().filter_map(|story| story.profile.date).max()
    }
}
