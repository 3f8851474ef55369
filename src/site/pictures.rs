//! The files of a site that are no texts by their addresses, and the pictures among them.
//!
//! Entry points: [`Pictures::at`], [`Pictures::file_at`].

use std::collections::{BTreeMap, HashMap};

use crate::discover::Asset;
use crate::picture::{Picture, Request};
use crate::site::id::AssetId;

/// The pictures among the files of a site.
#[derive(Debug, Clone, Default)]
pub struct Pictures {
    /// By file.
    by_file: BTreeMap<AssetId, Picture>,
    /// Every file, picture or not, by its address; of two with one address the first.
    by_address: HashMap<Box<str>, AssetId>,
}

/// A picture that a page shows.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'s> {
    /// What it is.
    pub picture: &'s Picture,
    /// The address that it has as a file.
    own: &'s str,
    pub(super) file: AssetId,
}

impl Shown<'_> {
    /// Its file.
    pub fn file(&self) -> AssetId {
        self.file
    }

    /// The address of a derived picture.
    pub fn address(&self, request: Request) -> String {
        self.picture.address(self.own, request)
    }
}

impl Pictures {
    /// From every file and what it is as a picture, in one order.
    pub(super) fn new(assets: &[Asset], found: Vec<Option<Picture>>) -> Self {
        let mut pictures = Self::default();
        for ((file, asset), picture) in AssetId::each(assets).zip(found) {
            pictures.by_address.entry((*asset.address).into()).or_insert(file);
            if let Some(picture) = picture {
                pictures.by_file.insert(file, picture);
            }
        }
        pictures
    }

    /// The picture whose file has this address.
    pub fn at(&self, address: &str) -> Option<Shown<'_>> {
        let (own, file) = self.by_address.get_key_value(address)?;
        Some(Shown { picture: self.by_file.get(file)?, own, file: *file })
    }

    /// The file with this address, picture or not.
    pub fn file_at(&self, address: &str) -> Option<AssetId> {
        self.by_address.get(address).copied()
    }

    /// The picture that a file is.
    pub fn of_file(&self, file: AssetId) -> Option<&Picture> {
        self.by_file.get(&file)
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Picture> {
        self.by_file.values()
    }
}
