//! When each story of the feeds was last changed, and under which id readers know it.
//!
//! Entry points: [`Updates::next`], given what the last build knew; [`Updates::parse`] and `Display` for the file that
//! a build keeps of it. A story that was never changed was last changed on its publishing day. No clock is read: a
//! change is of the day of the run, and a second one of that day is a second later.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

use crate::render::channel::{self, Channel, Item};
use crate::site::Site;

/// A feed must have a time of change; a site without stories has never changed.
const BEGINNING: Date = jiff::civil::date(1970, 1, 1);

/// What is known where nothing was published before.
pub(super) static NONE: Updates = Updates { entries: BTreeMap::new() };

/// What the feeds say of the newest stories beside what the stories say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Updates {
    /// By address; the feed of the site itself has the empty one, that of a section its folder.
    entries: BTreeMap<String, Entry>,
}

/// One story, or the feed itself.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    /// The first address under which readers saw it: what its id is made of.
    first: String,
    /// When it was changed, in China.
    updated: DateTime,
    /// The hash of what it held then.
    hash: String,
}

impl Updates {
    /// What holds of `site`, given what was known after the last build and the day of this one.
    #[must_use]
    pub fn next(&self, site: &Site, today: Option<Date>) -> Self {
        let mut next = Self::default();
        for channel in channel::all(site) {
            self.next_of(site, &channel, today, &mut next.entries);
        }
        next
    }

    /// What holds of one feed.
    fn next_of(
        &self,
        site: &Site,
        channel: &Channel<'_>,
        today: Option<Date>,
        entries: &mut BTreeMap<String, Entry>,
    ) {
        let mut taken = BTreeSet::new();
        let mut whole = blake3::Hasher::new();
        whole.update(channel.title.as_bytes()).update(channel.introduction.as_bytes());
        let mut last = BEGINNING.into();
        for item in &channel.items {
            let address = item.address.clone();
            let first = self.first(item);
            let first = if taken.contains(&first) { address.clone() } else { first };
            taken.insert(first.clone());
            let (known, dates) = (self.known(item), (item.date.into(), today));
            let entry = Entry::next(first, known, &hash(site, item), dates);
            whole.update(entry.first.as_bytes()).update(entry.hash.as_bytes());
            last = entry.updated.max(last);
            entries.insert(address, entry);
        }
        let hash = whole.finalize().to_hex()[..32].to_owned();
        let known = self.entries.get(&channel.key);
        let feed = Entry::next(String::new(), known, &hash, (last, today));
        let feed = Entry { updated: feed.updated.max(last), ..feed };
        entries.insert(channel.key.clone(), feed);
    }

    /// What is known of an item under its address, or the one that it had before its file was renamed.
    fn known(&self, item: &Item<'_>) -> Option<&Entry> {
        let former = item.former.iter().find_map(|one| self.entries.get(one));
        self.entries.get(&item.address).or(former)
    }

    fn first(&self, item: &Item<'_>) -> String {
        if let Some(known) = self.known(item) {
            return known.first.clone();
        }
        item.former.first().unwrap_or(&item.address).clone()
    }

    /// The address that the id of the story at `address` is made of; the empty one for the feed.
    pub(super) fn first_address<'a>(&'a self, address: &'a str) -> &'a str {
        self.entries.get(address).map_or(address, |entry| &entry.first)
    }

    /// When the story at `address` was changed, with `published` for one that is not known; the empty address for the
    /// feed.
    pub(super) fn updated(&self, address: &str, published: Option<Date>) -> DateTime {
        let otherwise = published.unwrap_or(BEGINNING).into();
        self.entries.get(address).map_or(otherwise, |entry| entry.updated)
    }

    /// Reads what [`fmt::Display`] has written; a line that cannot be read is as if it were not there.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let entry = |line: &str| {
            let mut parts = line.split('\t');
            let (updated, hash) = (parts.next()?.parse().ok()?, parts.next()?.to_owned());
            let (address, first) = (parts.next()?.to_owned(), parts.next()?.to_owned());
            Some((address, Entry { first, updated, hash }))
        };
        Self { entries: text.lines().filter_map(entry).collect() }
    }
}

impl Entry {
    /// `dates`: when it was published, and the day of the run.
    fn next(
        first: String,
        known: Option<&Self>,
        hash: &str,
        (published, today): (DateTime, Option<Date>),
    ) -> Self {
        let updated = match known {
            None => published,
            Some(known) if known.hash == hash => known.updated,
            Some(known) => {
                let later = known.updated.saturating_add(1.second());
                today.map_or(later, |today| later.max(today.into()))
            }
        };
        Self { first, updated, hash: hash.to_owned() }
    }
}

/// The hash of what readers see of an item, wherever the site is published.
fn hash(site: &Site, item: &Item<'_>) -> String {
    let mut hasher = blake3::Hasher::new();
    let (tags, html) = (item.tags.join("\n"), item.html(site, ""));
    for part in [item.title, item.author, item.summary, &tags, &html] {
        hasher.update(part.as_bytes()).update(b"\0");
    }
    hasher.finalize().to_hex()[..32].to_owned()
}

impl fmt::Display for Updates {
    /// A line for each: time, hash, address and first address, with tabs between them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (address, Entry { first, updated, hash }) in &self.entries {
            writeln!(f, "{updated}\t{hash}\t{address}\t{first}")?;
        }
        Ok(())
    }
}
