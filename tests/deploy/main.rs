//! The recipes of `docs/deploy.md`, tried: what stands in its blocks is what runs here, but for
//! places and ports. `nginx.rs` serves what was built, `copies.rs` carries it elsewhere, `bucket.rs`
//! puts it into a store of objects.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]
#![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]
#![allow(clippy::print_stderr, reason = "what was skipped is told")]
#![allow(dead_code, reason = "the harness serves other tests too")]

mod bucket;
mod copies;
mod nginx;
mod refused;
mod server;
#[path = "../support/mod.rs"]
mod support;
mod target;
mod ways;

use std::fs;
use std::process::{Command, Output};

use support::{Files, PICTURE, Site, markdown, repository};

/// The blocks of the document fenced as `language`.
fn blocks(language: &str) -> Vec<String> {
    let text = fs::read_to_string(repository().join("docs/deploy.md")).unwrap();
    let opening = format!("```{language}\n");
    text.split(&opening).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

/// A site with a picture, whose settings end with `base_url`.
fn site(base_url: &str) -> Site {
    let facts = "title: 示例\ndate: 2024-03-01\nbranch: {name: 示例支部, county: 示例县}";
    let site = Site::empty()
        .file("site.yaml", format!("name: 示例老干部\ncounties: [示例县]\n{base_url}\n"))
        .file("content/branches/a/index.md", markdown(facts, "![合影](p.png)\n"))
        .file("content/branches/a/p.png", PICTURE);
    site.build().exits(0);
    site
}

/// Runs a block as a shell would, in the folder of a site, which is also at home there.
fn shell(site: &Site, block: &str, variable: (&str, &str)) -> Output {
    let mut command = Command::new("sh");
    command.current_dir(site.path("")).args(["-euc", block]).env(variable.0, variable.1);
    command.env("XDG_CONFIG_HOME", site.path(".config"));
    // rclone stumbles over certificates that are named for other programs.
    command.env_remove("AWS_CA_BUNDLE");
    let run = command.output().unwrap();
    assert!(run.status.success(), "{block}\n{}", String::from_utf8_lossy(&run.stderr));
    run
}

fn has(program: &str) -> bool {
    let found = Command::new("sh").args(["-c", &format!("command -v {program}")]).output();
    let is_there = found.is_ok_and(|found| found.status.success());
    if !is_there {
        eprintln!("SKIPPED: {program} is not installed");
    }
    is_there
}

/// What a build published, but for the file that keeps `public/` out of a repository.
fn published(site: &Site) -> Files {
    let mut output = site.output();
    output.remove(".gitignore");
    output
}
