//! What an editor of code asks about a site: faults while typing, keys and values, what a key means, mends, where a series or
//! a link leads, another name for a tag.
//!
//! Entry point: [`Workspace`], a state that takes messages of the language server protocol and gives answers; `cli` carries
//! them. Faults are those of `liuhao check`, at the same places; columns are in UTF-16, as the protocol counts.
//! `terms.yaml` and themes are read as they were saved.

mod action;
mod complete;
mod context;
mod definition;
mod fault;
mod hover;
mod position;
mod rename;
mod table;
mod workspace;

pub(crate) use workspace::{Workspace, capabilities};
