//! The years in which stories were published.
//!
//! Entry point: [`years`].

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use crate::parse::Story;

/// The years of stories that are given newest first, the latest first, with the places of its stories. A draft without date
/// belongs to none.
pub(super) fn years(stories: &[Arc<Story>]) -> Vec<(i16, Range<usize>)> {
    let year = |story: &Arc<Story>| story.profile.date.map(Date::year);
    let mut at = 0;
    let years = stories.chunk_by(|a, b| year(a) == year(b)).filter_map(|chunk| {
        let start = at;
        at += chunk.len();
        Some((year(&chunk[0])?, start..at))
    });
    years.collect()
}
