//! A hash of all that a site is made of but the texts themselves.
//!
//! Entry point: [`Site::digest`]. Two sites with the same one differ in the settings, which are not in it, or in what stands in
//! the bodies of texts, which pages show that are told by [`crate::parse::body::Digest::file`].

use std::sync::Arc;

use blake3::{Hash, Hasher};

use crate::parse::body::Body;
use crate::site::{AssetId, Site};

impl Site {
    /// The hash; `None` where it is not known of a text what it was read of.
    pub fn digest(&self) -> Option<Hash> {
        let mut hasher = Hasher::new();
        let kept = &self.kept;
        let stories = kept.stories.iter().map(|(one, _)| (&one.file, &one.body));
        let pages = kept.pages.iter().map(|page| (&page.file, &page.body));
        let articles = kept.articles.iter().map(|(one, _)| (&one.page.file, &one.page.body));
        texts(&mut hasher, self.texts())?;
        texts(&mut hasher, stories.chain(pages).chain(articles))?;
        let files = AssetId::each(&self.assets);
        let files = files.map(|(id, one)| (&one.file, &one.address, self.pictures.of_file(id)));
        let files: Vec<_> = files.collect();
        let said = format!("{:?}", (files, &self.names, &self.theme_names, &self.map));
        hasher.update(said.as_bytes());
        Some(hasher.finalize())
    }
}

/// Texts in their order, of each its file and its facts.
fn texts<'s>(
    hasher: &mut Hasher,
    all: impl Iterator<Item = (&'s Arc<str>, &'s Body)>,
) -> Option<()> {
    let mut said = Vec::new();
    for (file, body) in all {
        said.extend((file.len() as u64).to_le_bytes());
        said.extend_from_slice(file.as_bytes());
        said.extend(body.digest?.facts);
    }
    hasher.update(&(said.len() as u64).to_le_bytes()).update(&said);
    Some(())
}
