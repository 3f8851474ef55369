//! What is drawn for a story that has no cover: which drawing, in which colour, with which figure.
//!
//! Entry points: [`motif`], [`figure`]; [`never_twice`] for the cards of a feed. All follow from the story itself, so that a
//! story looks the same in every build.

use crate::parse::Story;
use crate::parse::profile::Activity;
use crate::render::view::{CardView, FigureView, MotifView};

/// How many drawings the theme has.
const DRAWINGS: u64 = 8;
/// How many colours they are drawn in.
const TONES: u64 = 3;
/// Characters of a figure and of its label that stand on a cover.
const SHORT: usize = 8;

/// The drawing of a story, by its slug and its county.
pub(super) fn motif(story: &Story) -> MotifView {
    let slug = hash(&story.slug);
    MotifView {
        drawing: slug % DRAWINGS,
        is_mirrored: slug / DRAWINGS % 2 == 1,
        tone: hash(story.profile.branch.county.as_deref().unwrap_or_default()) % TONES,
    }
}

/// The largest number of something that a branch did, of those that are short enough to be read at a glance.
pub(super) fn figure(story: &Story) -> Option<FigureView<'_>> {
    let is_short = |text: &str| text.chars().count() <= SHORT;
    let size = |activity: &&Activity| activity.count.value().high().approximate();
    let short = story.profile.activities.iter().filter(|activity| {
        let count = &activity.count;
        is_short(&activity.name) && is_short(count.text()) && !count.unit().is_empty()
    });
    let largest = short.max_by(|a, b| size(a).total_cmp(&size(b)))?;
    Some(FigureView { text: largest.count.text(), label: &largest.name })
}

/// Gives a card another drawing where the drawn card before it has the same.
pub(super) fn never_twice<'c, 's: 'c>(cards: impl Iterator<Item = &'c mut CardView<'s>>) {
    let mut before = None;
    for card in cards.filter(|card| card.cover.is_none()) {
        if before == Some(card.motif.drawing) {
            card.motif.drawing = (card.motif.drawing + 3) % DRAWINGS;
        }
        before = Some(card.motif.drawing);
    }
}

/// FNV-1a: the same on every machine.
fn hash(text: &str) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = text.as_bytes().iter().fold(0xcbf2_9ce4_8422_2325, step);
    // The low bits of short texts are alike.
    hash ^ (hash >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whoever comes back to a story knows it by its drawing: another way to number them would change all of them.
    #[test]
    fn a_name_has_the_same_number_in_every_version() {
        for (name, number) in [
            ("", 0xcbf2_9ce2_dbb6_c401),
            ("a", 0xaf63_dc49_fd1f_0ee8),
            ("银发先锋", 0xa129_eb69_ecb8_e1db),
            ("示例县", 0x9f0f_a194_e278_f8a1),
        ] {
            assert_eq!(hash(name), number, "{name}");
        }
    }
}
