//! The search files of one state of a site, made when a browser asks for them.
//!
//! Entry points: [`Searched::manifest`], [`Searched::part`]. What is kept here could always be made
//! again: the manifest, for which all segments must be made once, and the segment that was asked for
//! last, so that one part of it is a matter of milliseconds.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::search::{Manifest, Plan, Segment};
use crate::site::Site;

/// The search files of one state of a site. The methods are given the site of [`Searched::new`].
pub(crate) struct Searched {
    /// How the search is cut into files.
    pub(super) plan: Plan,
    manifest: OnceLock<Arc<Manifest>>,
    latest: Mutex<Option<(usize, Arc<Segment>)>>,
}

impl Searched {
    /// Nothing is made yet.
    pub(super) fn new(site: &Site) -> Self {
        let (manifest, latest) = (OnceLock::new(), Mutex::default());
        Self { plan: Plan::of(site), manifest, latest }
    }

    /// What a search loads first.
    pub(super) fn manifest(&self, site: &Site) -> Arc<Manifest> {
        let make = || {
            let all = 0..self.plan.segments();
            let outlines: Vec<_> = all.map(|number| self.segment(site, number).outline()).collect();
            Arc::new(Manifest::new(&self.plan, &outlines))
        };
        Arc::clone(self.manifest.get_or_init(make))
    }

    /// A part of the index.
    pub(super) fn part(&self, site: &Site, segment: usize, part: usize) -> Vec<u8> {
        self.segment(site, segment).part(part)
    }

    /// A segment, made on all cores where it is not the one that was asked for last. Those who ask
    /// are threads of their own, never those that share the work.
    fn segment(&self, site: &Site, number: usize) -> Arc<Segment> {
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, segment)) = latest.as_ref().filter(|(made, _)| *made == number) {
            return Arc::clone(segment);
        }
        // The one before is let go first.
        *latest = None;
        let segment = Arc::new(Segment::new(site, &self.plan, number));
        *latest = Some((number, Arc::clone(&segment)));
        segment
    }
}
