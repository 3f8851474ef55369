//! The facts of one profile.
//!
//! Entry point: [`read`]. Which value goes where stands in the tables of `keys.rs` and `group_keys.rs`.

use crate::parse::profile::signed::{self, SIGNOFF_ROLES};
use crate::parse::profile::{Profile, Table};
use crate::schema::Reader;
use crate::yaml::Entry;

/// Reads the facts of a profile from its entries, by the keys of `table`; every fault goes to `reader`.
pub fn read(reader: &mut Reader<'_>, table: Table, entries: &[Entry<'_>]) -> Profile {
    let mut profile = Profile::default();
    let is_role = |entry: &&Entry<'_>| SIGNOFF_ROLES.contains(&&*entry.key.text);
    reader.top(table.rows(), entries.iter().filter(|entry| !is_role(entry)), &mut profile);
    reader.free_entries(entries.iter().filter(is_role), &mut |reader, role, at| {
        profile.signoff.extend(signed::behind_role(reader, role, at));
    });
    shrink(&mut profile);
    profile
}

/// All stories stay in memory until the site is written: their lists keep no room to grow.
fn shrink(profile: &mut Profile) {
    profile.members.age_bands.shrink_to_fit();
    profile.honours.shrink_to_fit();
    profile.activities.shrink_to_fit();
    profile.sections.shrink_to_fit();
    profile.signoff.shrink_to_fit();
    profile.own.shrink_to_fit();
}
