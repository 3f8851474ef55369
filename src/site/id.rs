//! Typed numbers of a site's things: a series is never taken for a page.
//!
//! An id is the place of a thing in a list of [`crate::site::Content`], and means nothing elsewhere.

use std::ops::Range;
use std::sync::Arc;

use crate::parse::Story;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            /// The ids of a whole list with its things, in order.
            pub(in crate::site) fn each<T>(list: &[T]) -> impl Iterator<Item = (Self, &T)> {
                (0..).map(Self).zip(list)
            }

            /// The place in the list, from 0.
            pub(in crate::site) fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A story, by its place in [`crate::site::Content::stories`].
    StoryId;
    /// A series, by its place in [`crate::site::Content::series`].
    SeriesId;
    /// A free page, by its place in [`crate::site::Content::pages`].
    FreePageId;
    /// A section, by its place in [`crate::site::Content::sections`].
    SectionId;
    /// A former address, by its place in [`crate::site::Content::aliases`].
    AliasId;
    /// A file that is no text, by its place in [`crate::site::Content::assets`].
    AssetId;
}

/// An article, by its section and its place there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId {
    /// Where it belongs.
    pub section: SectionId,
    at: u32,
}

impl ArticleId {
    /// The ids of a range of places of a section.
    pub fn in_range(section: SectionId, range: Range<usize>) -> impl Iterator<Item = Self> {
        (narrow(range.start)..narrow(range.end)).map(move |at| Self { section, at })
    }

    /// The place in its section, from 0.
    pub(in crate::site) fn index(self) -> usize {
        self.at as usize
    }
}

impl SectionId {
    /// The ids of all sections, in order.
    pub fn all<T>(sections: &[T]) -> impl Iterator<Item = (Self, &T)> {
        Self::each(sections)
    }
}

impl SeriesId {
    /// The ids of all series, in order.
    pub fn all<T>(series: &[T]) -> impl Iterator<Item = (Self, &T)> {
        Self::each(series)
    }
}

impl StoryId {
    /// The ids of all stories, in order.
    pub fn all(stories: &[Arc<Story>]) -> impl Iterator<Item = (Self, &Story)> {
        Self::each(stories).map(|(id, story)| (id, &**story))
    }

    /// The ids of the stories in a range of places.
    pub fn in_range(range: Range<usize>) -> impl Iterator<Item = Self> {
        (narrow(range.start)..narrow(range.end)).map(Self)
    }

    /// The story after it in the list, if it is there; in time the one before.
    pub(in crate::site) fn older(self, stories: usize) -> Option<Self> {
        Some(Self(self.0 + 1)).filter(|id| id.index() < stories)
    }

    /// The story before it in the list; in time the one after.
    pub(in crate::site) fn newer(self) -> Option<Self> {
        self.0.checked_sub(1).map(Self)
    }

    /// How far two stories are from each other in the list.
    pub(in crate::site) fn distance(self, other: Self) -> u32 {
        self.0.abs_diff(other.0)
    }
}

/// A site has fewer than 2^32 stories.
fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
