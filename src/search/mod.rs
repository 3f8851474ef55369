//! Full-text search that needs no server: an index of neighbouring characters, made at build time,
//! of which `search.js` loads the few parts that a query asks for.
//!
//! Entry points: [`files`] names what is published; [`Segment`] makes the parts of the index,
//! [`Manifest`] what a search loads first, [`texts`] and [`terms`] the rest. All are functions of the
//! site: nothing is kept here. A build makes one segment, publishes its parts and lets it go before
//! the next (`src/build/stage.rs`); a preview keeps the one that was asked for last.
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
//! before the next. A reader sees what the newest has before the lists of the others are loaded, which
//! say how many there are.

mod fold;
mod manifest;
mod plan;
mod postings;
mod run;
mod runs;
mod script;
mod segment;
mod stories;
mod text;

pub use manifest::Manifest;
pub use plan::{Plan, files};
pub use runs::{Runs, key};
pub use segment::{Outline, Segment};
pub use stories::{terms, texts};
pub use text::Text;
