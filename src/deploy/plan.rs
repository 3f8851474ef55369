//! Which files are new, changed, equal or gone, and whether that may be done. Pure: what lies there was found out before.
//!
//! Entry points: [`plan`], then [`refuse_mass_delete`].

use std::collections::BTreeSet;

use crate::deploy::above;
use crate::deploy::fault::Refusal;
use crate::deploy::listing::{Kind, Listing};
use crate::deploy::manifest::Manifest;
use crate::deploy::output::MANIFEST;
use crate::deploy::output::{File, Output};
use crate::deploy::state::Journal;
use crate::media;

/// What the user allows beyond the ordinary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Allowed {
    /// Send to a target that holds files, none of which is known as ours; replace those in the way.
    pub adopt: bool,
    /// Remove more than half of the pages, or more than `max_delete`.
    pub mass_delete: bool,
    /// So many pages may go unasked.
    pub max_delete: usize,
    /// Compare the bytes of what is taken for equal.
    pub full: bool,
}

/// What is known of a target.
pub(super) struct Known<'k> {
    pub(super) manifest: Option<&'k Manifest>,
    pub(super) journal: &'k Journal,
    pub(super) listing: &'k Listing,
}

/// What is to happen at a target. Paths are sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Plan {
    /// Files that are not there.
    pub new: Vec<String>,
    /// Files that are there with other bytes.
    pub changed: Vec<String>,
    /// Files that are there as they are here.
    pub equal: Vec<String>,
    /// Files of ours that the site no longer has.
    pub gone: Vec<String>,
    /// Such files that somebody has changed: they stay.
    pub kept: Vec<String>,
    /// Nothing at the target says what was sent: whatever stands there is sent again.
    pub is_coarse: bool,
    /// The target's manifest is not that of the output.
    pub is_manifest_old: bool,
}

impl Plan {
    /// Whether the target is as it is to be.
    pub(crate) fn is_done(&self) -> bool {
        self.new.is_empty()
            && self.changed.is_empty()
            && self.gone.is_empty()
            && !self.is_manifest_old
    }

    /// What is to be sent.
    pub(crate) fn sent(&self) -> impl Iterator<Item = &String> {
        self.new.iter().chain(&self.changed)
    }

    /// Files that turned out to differ are changed.
    pub(super) fn compare(&mut self, differing: &BTreeSet<String>) {
        self.equal.retain(|path| !differing.contains(path));
        self.changed.extend(differing.iter().cloned());
        self.changed.sort();
    }
}

/// What becomes of one file of the output.
enum Fate {
    New,
    Changed,
    Equal,
    InTheWay(String),
}

/// Plans.
///
/// # Errors
/// [`Refusal::InTheWay`].
pub(super) fn plan(output: &Output, known: &Known<'_>, allowed: &Allowed) -> Result<Plan, Refusal> {
    let mut plan = Plan { is_coarse: known.manifest.is_none(), ..Plan::default() };
    let mut in_the_way = Vec::new();
    for (path, file) in &output.files {
        match known.fate(path, file, allowed) {
            Fate::New => plan.new.push(path.clone()),
            Fate::Changed => plan.changed.push(path.clone()),
            Fate::Equal => plan.equal.push(path.clone()),
            Fate::InTheWay(what) => in_the_way.push(what),
        }
    }
    if matches!(known.listing.entries.get(MANIFEST), Some(Kind::Folder | Kind::Other)) {
        in_the_way.push(MANIFEST.to_owned());
    }
    if !in_the_way.is_empty() {
        in_the_way.dedup();
        return Err(Refusal::InTheWay(in_the_way));
    }
    for path in known.ours().filter(|path| !output.files.contains_key(*path)) {
        match known.is_as_sent(path) {
            Some(true) => plan.gone.push(path.clone()),
            Some(false) => plan.kept.push(path.clone()),
            None => {}
        }
    }
    plan.is_manifest_old = known.manifest != Some(&Manifest::of(output));
    Ok(plan)
}

impl Known<'_> {
    fn fate(&self, path: &str, file: &File, allowed: &Allowed) -> Fate {
        let entries = &self.listing.entries;
        let blocks = |above: &&str| match entries.get(*above) {
            Some(Kind::File(_)) => !self.is_ours(above),
            Some(Kind::Other) => true,
            Some(Kind::Folder) | None => false,
        };
        if let Some(above) = above(path).find(blocks) {
            return Fate::InTheWay(above.to_owned());
        }
        match entries.get(path) {
            None => Fate::New,
            // A folder that only held files of ours is empty when its turn comes.
            Some(Kind::Folder) if self.holds_ours_alone(path) => Fate::New,
            Some(Kind::Folder | Kind::Other) => Fate::InTheWay(path.to_owned()),
            Some(Kind::File(_)) if !self.is_ours(path) && !allowed.adopt => {
                Fate::InTheWay(path.to_owned())
            }
            Some(Kind::File(size)) => {
                let is_equal = *size == file.size && self.hash(path) == Some(file.hash);
                if is_equal { Fate::Equal } else { Fate::Changed }
            }
        }
    }

    /// What was sent last under a path.
    fn hash(&self, path: &str) -> Option<blake3::Hash> {
        if self.journal.is_ours(path) {
            return self.journal.sent(path).copied();
        }
        self.manifest?.files.get(path).map(|sent| sent.hash)
    }

    fn is_ours(&self, path: &str) -> bool {
        self.journal.is_ours(path)
            || self.manifest.is_some_and(|manifest| manifest.files.contains_key(path))
    }

    fn holds_ours_alone(&self, folder: &str) -> bool {
        let inner = format!("{folder}/");
        let below = self.listing.entries.range(inner.clone()..);
        let mut below = below.take_while(|(path, _)| path.starts_with(&inner));
        below.all(|(path, kind)| matches!(kind, Kind::Folder) || self.is_ours(path))
    }

    /// Every path that is ours, once.
    fn ours(&self) -> impl Iterator<Item = &String> {
        let listed = self.manifest.into_iter().flat_map(|manifest| manifest.files.keys());
        listed.chain(self.journal.paths()).collect::<BTreeSet<_>>().into_iter()
    }

    /// Whether a file of ours is still as it was sent, as far as its size tells; `None` where it is not there.
    fn is_as_sent(&self, path: &str) -> Option<bool> {
        let size = match self.listing.entries.get(path)? {
            Kind::File(size) => *size,
            Kind::Folder | Kind::Other => return Some(false),
        };
        let listed = self.manifest.and_then(|manifest| manifest.files.get(path));
        Some(self.journal.is_ours(path) || listed.is_some_and(|sent| sent.size == size))
    }
}

/// Refuses a target where something lies and nothing says that it is ours.
pub(super) fn refuse_strangers(top: &Listing, journal: &Journal) -> Result<(), Refusal> {
    let first = |path: &String| path.split('/').next().unwrap_or_default().to_owned();
    let ours: BTreeSet<String> = journal.paths().map(first).collect();
    let names = top.entries.keys().filter(|name| !name.contains('/'));
    let strangers: Vec<_> = names.filter(|name| !ours.contains(*name)).cloned().collect();
    // Where a run was interrupted the target was ours to begin with.
    if strangers.is_empty() || !ours.is_empty() {
        return Ok(());
    }
    Err(Refusal::Strangers(strangers))
}

/// Refuses to remove many pages.
pub(super) fn refuse_mass_delete(
    plan: &Plan,
    known: &Known<'_>,
    allowed: &Allowed,
) -> Result<(), Refusal> {
    let is_page = |path: &&String| media::ending(path) == "html";
    let gone = plan.gone.iter().filter(is_page).count();
    let pages = known.ours().filter(is_page).count();
    if allowed.mass_delete || (gone <= allowed.max_delete && gone * 2 <= pages) {
        return Ok(());
    }
    Err(Refusal::MassDelete { gone, pages })
}
