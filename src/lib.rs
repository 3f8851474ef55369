//! `liuhao` (六好): from Markdown profiles of branches to a published site.
//!
//! Entry points: [`build::build`] publishes a site, [`build::check`] only reports on it. Data goes
//! one way: files are discovered, parsed into documents, collected into an immutable site, rendered
//! route by route, and written. `ARCHITECTURE.md` is the map.

mod account;
mod against;
mod apart;
mod booklet;
pub mod build;
pub mod check;
pub mod claims;
pub mod cli;
pub mod config;
pub mod date;
mod deploy;
pub mod diagnostic;
pub mod discover;
pub mod edit;
pub mod error;
pub mod fix;
pub mod fs;
mod fullwidth;
pub mod import;
pub mod link;
pub mod locale;
mod lsp;
mod media;
pub mod parse;
pub mod picture;
mod poster;
mod prefilter;
pub mod quantity;
pub mod render;
mod scaffold;
pub mod schema;
pub mod search;
pub mod serve;
pub mod site;
pub mod slug;
pub mod theme;
pub mod wechat;
pub mod write;
pub mod yaml;
