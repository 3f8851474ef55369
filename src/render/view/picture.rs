//! What a template may see of a picture.

use serde::Serialize;

/// A cover, cut for two places.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct CoverView {
    /// 2.35:1, for a headline.
    pub wide: PictureView,
    /// 1:1, for a row.
    pub square: PictureView,
}

/// A picture in the sizes that there are of it.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct PictureView {
    /// Its address, for browsers without WebP.
    pub src: String,
    /// The same as WebP, the smallest first. Empty for a drawing of lines.
    pub webp: Vec<SourceView>,
    /// Pixels from left to right of `src`, where they are known.
    pub width: Option<u32>,
    /// Pixels from top to bottom of `src`.
    pub height: Option<u32>,
}

/// A picture in one size.
#[derive(Debug, Clone, Hash, Serialize)]
pub(crate) struct SourceView {
    /// Its address.
    pub href: String,
    /// Pixels from left to right.
    pub width: u32,
}
