//! Pictures on pages: the markup in a text, and what a template needs to show a cover.
//!
//! Entry points: [`markup`], [`cover`]. Which sizes there are is known from the picture's head
//! ([`Picture::series`]); a browser takes the smallest that is sharp on its screen.

use std::fmt::Write as _;

use crate::parse::Story;
use crate::picture::{Cut, Series};
use crate::render::view::{CoverView, PictureView, SourceView};
use crate::site::{Shown, Site, permalink};

/// How wide a picture in a text is: the column of the theme, on a phone the whole screen. One that
/// waits until it comes into view is measured by the browser.
const SIZES: &str = "(min-width: 45em) 677px, 100vw";

/// Appends what stands between `<picture` and the alternative text of the picture that `target`
/// names in `file`, for a page whose way to the root is `root`.
pub(super) fn markup(
    site: &Site,
    (file, target): (&str, &str),
    root: &str,
    is_lazy: bool,
    html: &mut String,
) {
    let link = |address: &str| format!("{root}{}", permalink::href(address));
    html.push('>');
    if let Some(shown) = site.picture(file, target) {
        let Series { webp, fallback } = shown.picture.series(Cut::Whole);
        if !webp.is_empty() {
            html.push_str("<source type=\"image/webp\" srcset=\"");
            for (nth, request) in webp.iter().enumerate() {
                let comma = if nth == 0 { "" } else { ", " };
                let (link, width) = (link(&shown.address(*request)), request.width);
                push(html, format_args!("{comma}{link} {width}w"));
            }
            let measured = if is_lazy { "auto, " } else { "" };
            push(html, format_args!("\" sizes=\"{measured}{SIZES}\" />"));
        }
        let (link, width, height) =
            (link(&shown.address(fallback)), fallback.width, fallback.height);
        push(html, format_args!("<img src=\"{link}\" width=\"{width}\" height=\"{height}\""));
    } else {
        // A drawing of lines from `static/`, or nothing at all: that has stopped the build before.
        let found = site.resolve(file, target).and_then(|found| found.address);
        let link = found.map_or_else(|| "#".to_owned(), |address| link(&address));
        push(html, format_args!("<img src=\"{link}\""));
    }
    if is_lazy {
        html.push_str(" loading=\"lazy\"");
    }
}

fn push(html: &mut String, text: std::fmt::Arguments<'_>) {
    html.write_fmt(text).expect("a String takes every write");
}

/// The cover of a story, wide and square.
pub(super) fn cover(site: &Site, story: &Story) -> Option<CoverView> {
    let cover = story.profile.cover.as_deref()?;
    let focus = story.profile.cover_focus;
    if let Some(shown) = site.picture(&story.file, cover) {
        let view = |cut| view(shown, shown.picture.series(cut));
        return Some(CoverView { wide: view(Cut::Wide(focus)), square: view(Cut::Square(focus)) });
    }
    let address = site.resolve(&story.file, cover)?.address?;
    let src = permalink::href(&address);
    let whole = PictureView { src, webp: Vec::new(), width: None, height: None };
    Some(CoverView { wide: whole.clone(), square: whole })
}

fn view(shown: Shown<'_>, series: Series) -> PictureView {
    let href = |request| permalink::href(&shown.address(request));
    let source = |request| SourceView { href: href(request), width: request.width };
    PictureView {
        src: href(series.fallback),
        webp: series.webp.into_iter().map(source).collect(),
        width: Some(series.fallback.width),
        height: Some(series.fallback.height),
    }
}
