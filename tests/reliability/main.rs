//! What an office may rely on: nothing lost, nothing torn, nothing leaked, whatever happens.
//!
//! `holes.rs` and `state.rs` attack, `mending.rs` saves while slips are mended, `kills.rs` kills builds,
//! `limits.rs` takes disk, descriptors and permissions away, `together.rs` lets
//! runs meet, `names.rs` names files badly, `inputs.rs` throws bytes at everything that reads,
//! `sites.rs` makes whole sites up, `again.rs` builds changed ones with what was kept, `network.rs` looks for sockets, `sync.rs` for what is on the disk and when.
//! `docs/reliability.md` says what is promised. Each of them drives the real program but `inputs.rs`.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]
#![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]
#![allow(clippy::print_stderr, reason = "the figures of a long run")]

mod again;
#[allow(unreachable_pub, reason = "the fuzz targets use it as a library")]
#[path = "../../fuzz/src/bodies.rs"]
mod bodies;
mod feeds;
mod holes;
mod inputs;
mod kills;
mod limits;
mod mending;
mod names;
mod network;
mod output;
mod sites;
mod state;
mod sums;
#[allow(dead_code, reason = "another test needs the rest of the harness")]
#[path = "../support/mod.rs"]
mod support;
mod sync;
mod together;

use std::path::Path;

use image::ImageEncoder as _;
use support::{Files, Site};

/// Published files with the times of change taken out of the feeds: these tell what came before, so a
/// site that was changed has others than one that is built anew.
fn timeless(mut files: Files) -> Files {
    for (name, open, close) in
        [("feed.xml", "<updated>", "</updated>"), ("feed.json", "\"date_modified\": \"", "\"")]
    {
        let Some(bytes) = files.get_mut(name) else { continue };
        let Ok(feed) = std::str::from_utf8(bytes) else { continue };
        let mut parts = feed.split(open);
        let mut left = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            left.push_str(open);
            left.push_str(part.split_once(close).map_or(part, |(_, rest)| rest));
        }
        *bytes = left.into_bytes();
    }
    files
}

/// A site of many pages: stories of two counties, a series, links among them, pictures.
fn large_site(version: &str, stories: usize) -> Site {
    let site = Site::empty().file("site.yaml", "name: 示例老干部\ncounties: [示例县, 样板县]\n");
    site.put("content/series/liuhao.md", "---\ntitle: 六好\n---\n序言\n");
    fill(&site, version, stories);
    site
}

/// Puts the stories of a version there: a third is the same in every version, one in ten is in one
/// alone.
fn fill(site: &Site, version: &str, stories: usize) {
    for number in 0..stories {
        let here = if number % 3 == 0 { "same" } else { version };
        let only = if number % 10 == 9 { version } else { "" };
        let county = ["示例县", "样板县"][number % 2];
        let facts = format!(
            "title: 第{number}个支部{here}\ndate: 2024-03-{:02}\nbranch: {{name: 第{number}支部, county: {county}}}\nseries: liuhao\ntags: [标签{}]",
            number % 28 + 1,
            number % 5,
        );
        let text =
            format!("支部现有党员{number}名。\n\n[上一篇](a0.md)\n\n![图](a{number}.png)\n\n")
                + &format!("{here}的事迹。").repeat(200);
        let slug = format!("a{number}{only}");
        site.put(&format!("content/branches/{slug}.md"), support::markdown(&facts, &text));
        let picture = picture(&format!("{here} {number}"));
        site.put(&format!("content/branches/a{number}.png"), picture);
    }
}

/// What stands in a state folder, but for what only spares time.
fn state(folder: &Path) -> Vec<String> {
    const KEPT: [&str; 5] = ["laid", "report", "texts", "pages", "runs"];
    let is_kept = |name: &str| name.strip_prefix("cache/").is_some_and(|it| KEPT.contains(&it));
    support::files(folder).into_keys().filter(|name| !is_kept(name)).collect()
}

/// A small PNG picture that differs with the text.
fn picture(text: &str) -> Vec<u8> {
    let width = u32::try_from(text.len()).unwrap();
    let mut png = Vec::new();
    image::codecs::png::PngEncoder::new(&mut png)
        .write_image(text.as_bytes(), width, 1, image::ExtendedColorType::L8)
        .unwrap();
    png
}

/// The program under test.
fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_liuhao"))
}
