//! `site.webmanifest`: what a telephone shows of the site on its home screen (W3C Web Application Manifest).
//!
//! Entry point: [`web_manifest`]. Nothing is installed that works without the network: the site stays a site.

use serde::Serialize;

use crate::media;
use crate::site::{Site, permalink};
use crate::theme::Theme;

#[derive(Serialize)]
struct Manifest<'s> {
    name: &'s str,
    short_name: &'s str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'s str,
    lang: &'static str,
    start_url: &'static str,
    scope: &'static str,
    display: &'static str,
    background_color: String,
    theme_color: String,
    icons: Vec<Icon>,
}

#[derive(Serialize)]
struct Icon {
    src: String,
    sizes: String,
    r#type: &'static str,
}

/// The manifest, with the account's picture as its icon, or the theme's where there is none that can be drawn.
pub(super) fn web_manifest(site: &Site, theme: &Theme) -> Vec<u8> {
    let config = &site.config;
    let own = config.avatar.as_deref().and_then(|address| avatar(site, address));
    let drawn = [192, 512].map(|size| Icon {
        src: format!("theme/icon-{size}.png"),
        sizes: format!("{size}x{size}"),
        r#type: "image/png",
    });
    let manifest = Manifest {
        name: &config.name,
        short_name: &config.name,
        description: &config.introduction,
        lang: "zh-CN",
        start_url: "index.html",
        scope: "./",
        display: "minimal-ui",
        background_color: theme.palette.on_fill.to_string(),
        theme_color: theme.palette.accent_fill.to_string(),
        icons: own.map_or_else(|| drawn.into(), |icon| vec![icon]),
    };
    serde_json::to_vec_pretty(&manifest).expect("a manifest of texts becomes JSON")
}

fn avatar(site: &Site, address: &str) -> Option<Icon> {
    let id = site.pictures.file_at(address)?;
    let picture = site.pictures.of_file(id)?;
    let sizes = format!("{}x{}", picture.width, picture.height);
    Some(Icon { src: permalink::href(address), sizes, r#type: media::kind(address) })
}
