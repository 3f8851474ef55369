//! Photos of a Word file: 300 dpi on the width of the text, as far as the original goes.
//!
//! Entry points: [`Media`], [`drawing`].

use crate::booklet::runs::escaped;
use crate::fs::Inside;
use crate::picture::{Cut, Picture, Request};
use crate::site::{Shown, Site};

/// The width of the text, in tenths of a millimetre.
const TEXT_WIDTH: u64 = 1560;
/// The highest photo, in tenths of a millimetre: it and its caption fit on a page.
const HIGHEST: u64 = 1900;
/// Pixels of the widest photo: 156 mm at 300 dpi.
const WIDEST: u32 = 1843;
/// A photo is never shown with fewer dots per inch than these, so a small one stays small.
const COARSEST: u64 = 110;
/// English Metric Units of a tenth of a millimetre.
const EMU: u64 = 3600;

/// A photo in a Word file.
#[derive(Debug, Clone)]
pub(crate) struct Media<'s> {
    /// The file that it is made from.
    pub path: &'s Inside,
    /// What that file is.
    pub picture: &'s Picture,
    /// What is made of it.
    pub request: Request,
}

impl<'s> Media<'s> {
    pub(super) fn new(site: &'s Site, shown: Shown<'s>) -> Self {
        let request = shown.picture.elsewhere(Cut::Whole, WIDEST);
        Self { path: &site.asset(shown.file()).path, picture: shown.picture, request }
    }

    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.picture.hash == other.picture.hash && self.request == other.request
    }

    /// The name of the `nth` photo in the file, from 1.
    pub(super) fn name(&self, nth: usize) -> String {
        format!("image{nth}.{}", self.picture.encoded(self.request).ending())
    }

    /// Width and height on paper, in EMU.
    fn size(&self) -> (u64, u64) {
        let (width, height) = (u64::from(self.request.width), u64::from(self.request.height));
        let widest = (width * 254 / COARSEST).clamp(1, TEXT_WIDTH);
        let high = (widest * height / width.max(1)).max(1);
        if high <= HIGHEST {
            return (widest * EMU, high * EMU);
        }
        ((HIGHEST * width / height.max(1)).max(1) * EMU, HIGHEST * EMU)
    }
}

/// A photo as a run shows it.
pub(super) struct Drawing<'d> {
    /// The relation to its file.
    pub(super) relation: &'d str,
    /// Its number among all that are shown.
    pub(super) nth: usize,
    /// What it shows.
    pub(super) alt: &'d str,
    /// Whether it is the story's cover: `import` knows it by its name.
    pub(super) is_cover: bool,
}

/// The run that shows a photo.
pub(super) fn drawing(media: &Media<'_>, drawing: &Drawing<'_>) -> String {
    let Drawing { relation, nth, alt, is_cover } = drawing;
    let ((width, height), alt) = (media.size(), escaped(alt));
    let name = if *is_cover { "封面".to_owned() } else { format!("图{nth}") };
    format!(
        "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">\
         <wp:extent cx=\"{width}\" cy=\"{height}\"/><wp:docPr id=\"{nth}\" name=\"{name}\" descr=\"{alt}\"/>\
         <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">\
         <pic:pic><pic:nvPicPr><pic:cNvPr id=\"{nth}\" name=\"{name}\" descr=\"{alt}\"/><pic:cNvPicPr/></pic:nvPicPr>\
         <pic:blipFill><a:blip r:embed=\"{relation}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
         <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm>\
         <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>\
         </wp:inline></w:drawing></w:r>"
    )
}
