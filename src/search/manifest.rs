//! What a search loads first: the outline of each segment, and the version of all that follows.
//!
//! Entry point: [`Manifest::new`], given the outlines of all segments.

use serde::Serialize;

use crate::search::plan::Plan;
use crate::search::postings;
use crate::search::script::script;
use crate::search::segment::Outline;

/// Changed whenever the meaning of what is published changes.
const FORMAT: &[u8] = b"1";

/// What a search loads first, and the version of all that it loads.
#[derive(Debug)]
pub struct Manifest {
    /// What addresses of this build end with.
    pub version: String,
    /// `search/manifest.js`.
    pub bytes: Vec<u8>,
}

/// The manifest as it is published.
#[derive(Serialize)]
struct Published<'m> {
    version: &'m str,
    stories: usize,
    segments: &'m [Outline],
    /// The first story of each file of texts.
    texts: String,
}

impl Manifest {
    /// The manifest of a site with these segments, the oldest first.
    pub fn new(plan: &Plan, segments: &[Outline]) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(FORMAT);
        for outline in segments {
            hasher.update(outline.hash.as_bytes());
        }
        let version = hasher.finalize().to_hex()[..10].to_owned();
        let stories = plan.all.len();
        let starts: Vec<_> = plan.texts.iter().map(|text| text.start).collect();
        let texts = postings::list(&starts, stories);
        let published = Published { version: &version, stories, segments, texts };
        Self { bytes: script("manifest", 0, &published), version }
    }
}
