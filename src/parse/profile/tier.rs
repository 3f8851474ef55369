//! The level of an honour in front of a text: 县级, 市级, or as the office calls it.
//!
//! Entry points: [`Levels`], [`tier_in_front`].

/// What a reader of honours has to know of the levels.
#[derive(Clone, Copy)]
pub(super) struct Levels<'l> {
    /// The level in front of a text, and the rest.
    pub front: &'l dyn for<'t> Fn(&'t str) -> Option<(&'t str, &'t str)>,
    /// Whether the office lists a level.
    pub is_listed: &'l dyn Fn(&str) -> bool,
}

/// Tiers of administration, which are levels whether `site.yaml` lists them or not: that it does not is
/// told by `honour-level`. 五星级, 特级 and 三级 are none.
const TIERS: [&str; 14] = [
    "国家级",
    "自治区级",
    "省部级",
    "省级",
    "部级",
    "厅级",
    "市级",
    "地级",
    "州级",
    "县级",
    "区级",
    "乡镇级",
    "镇级",
    "乡级",
];

/// The tier in front of a text.
pub(super) fn tier_in_front(text: &str) -> Option<(&str, &str)> {
    let tier = TIERS.iter().find(|tier| text.starts_with(**tier))?;
    Some(text.split_at(tier.len()))
}
