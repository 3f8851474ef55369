//! The whole site in memory: who belongs where, who links whom.
//!
//! Entry points: [`collect`] turns parsed documents into [`Content`], [`Site::new`] gives it its
//! addresses. Neither ever changes again; all threads share `&Site`. Nothing is read, rendered or
//! judged here.

mod activities;
mod ages;
mod alias;
mod branches;
mod collect;
mod content;
pub(crate) mod county_map;
mod digest;
mod files;
mod id;
mod kept_back;
mod links;
mod machine_file;
mod page_route;
pub(crate) mod pagination;
pub(crate) mod permalink;
mod pictures;
mod related;
mod routes;
mod sections;
mod statistics;
pub mod taxonomy;
mod window;
mod years;

pub use activities::{ActivityTotal, Amount};
pub use ages::{AgeStructure, AgeTotal};
pub use branches::identity as branch_identity;
pub use collect::collect;
pub use content::{
    Alias, Assets, Content, Kept, Neighbours, Redirect, Searched, SectionList, Seen, SeriesList,
};
pub use id::{AliasId, ArticleId, AssetId, FreePageId, SectionId, SeriesId, StoryId};
pub use kept_back::{KeptBack, Options};
pub use links::Destination;
pub use machine_file::{MAX_ADDRESSES, MachineFile, SearchFile};
pub use page_route::{PageKind, PageRoute};
pub use pictures::{Pictures, Shown};
pub use related::related;
pub use routes::{Planned, Route, Routes};
pub use statistics::{EXPECTED, Missing, Statistics, missing_facts};

use std::ops::{Deref, Range};
use std::sync::Arc;

use crate::discover::Asset;
use crate::site::links::{Links, Resolver};

/// A site that is ready to be rendered: its content, which it can be taken for, and all addresses.
#[derive(Debug)]
pub struct Site {
    content: Content,
    /// All that is published.
    pub routes: Routes,
    /// Files of `content/` that nothing names: they are not published.
    pub unused: Vec<AssetId>,
    links: Links,
}

impl Site {
    /// Gives everything its address. `search` are the files that the search needs
    /// (`src/search/plan.rs` tells which).
    pub fn new(content: Content, search: &[SearchFile]) -> Self {
        let (routes, links) =
            rayon::join(|| Routes::new(routes::plan(&content, search)), || Links::new(&content));
        // Which files are named is known when links can be followed.
        let files = files::plan(Resolver { content: &content, routes: &routes, links: &links });
        Self { routes: routes.and(files.routes), unused: files.unused, links, content }
    }

    /// The files that are published as they are.
    pub fn published_files(&self) -> impl Iterator<Item = &Asset> {
        self.routes.all().iter().filter_map(|planned| match planned.route {
            Route::Asset(id) => Some(self.asset(id)),
            Route::Page(_) | Route::File(_) | Route::Picture(..) => None,
        })
    }

    fn resolver(&self) -> Resolver<'_> {
        Resolver { content: &self.content, routes: &self.routes, links: &self.links }
    }

    /// Where the link `target` in `file` leads, or `None` where nothing is there.
    pub fn resolve(&self, file: &str, target: &str) -> Option<Destination> {
        self.resolver().resolve(file, target)
    }

    /// The file whose page or bytes have this address.
    pub fn source_at(&self, address: &str) -> Option<&Arc<str>> {
        self.links.file_at(address)
    }

    /// Sums over some of the stories, which are given newest first.
    pub fn sums(&self, ids: &[StoryId]) -> Statistics {
        let stories: Vec<_> = ids.iter().map(|id| self.stories[id.index()].clone()).collect();
        Statistics::of(&stories)
    }

    /// The years in which stories were published, the latest first, with the places of their stories.
    pub fn years(&self) -> Vec<(i16, Range<usize>)> {
        years::years(&self.stories)
    }

    /// The picture that `target` names in `file`; `None` for anything else.
    pub fn picture(&self, file: &str, target: &str) -> Option<Shown<'_>> {
        self.resolver().picture(file, target)
    }
}

/// Whoever reads content does not care whether it has addresses already.
impl Deref for Site {
    type Target = Content;

    fn deref(&self) -> &Content {
        &self.content
    }
}
