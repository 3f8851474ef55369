//! The site carried elsewhere: by rsync, as a branch for pages, as a zip.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{files, html};
use crate::{blocks, has, published, shell, site};

#[test]
fn rsync_copies_what_has_changed_and_nothing_else() {
    if !has("rsync") {
        return;
    }
    let block = blocks("sh").into_iter().find(|block| block.contains("rsync")).unwrap();
    let told = block.replace("rsync --", "rsync --itemize-changes --");
    let site = site("base_url: https://example.org/");
    let target = site.path("there/");
    let copy = || {
        let run = shell(&site, &told, ("TARGET", target.to_str().unwrap()));
        let lines = String::from_utf8(run.stdout).unwrap();
        lines
            .lines()
            .filter(|line| line.starts_with(['<', '>', '*']))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert!(copy().len() > 20);
    assert!(files(&site.path("there")) == files(&site.path("public")));
    assert_eq!(copy(), Vec::<String>::new());
    let text = site.path("content/branches/a/index.md");
    fs::write(&text, fs::read_to_string(&text).unwrap() + "\n又一段。\n").unwrap();
    site.build().exits(0);
    let changed = copy();
    assert!(!changed.is_empty() && changed.len() < 15, "{changed:?}");
    assert!(!changed.iter().any(|line| line.contains(".webp")), "{changed:?}");
    assert!(files(&site.path("there")) == files(&site.path("public")));
}

#[test]
fn a_branch_for_pages_holds_the_site_and_the_word_that_it_is_one() {
    if !has("git") {
        return;
    }
    let block = blocks("sh").into_iter().find(|block| block.contains(".nojekyll")).unwrap();
    let site = site("base_url: https://example.org/");
    let remote = site.path("remote.git");
    let git = |arguments: &[&str]| {
        let run = Command::new("git").args(arguments).output().unwrap();
        assert!(run.status.success(), "{arguments:?} {}", String::from_utf8_lossy(&run.stderr));
    };
    git(&["init", "--quiet", "--bare", remote.to_str().unwrap()]);
    for _ in 0..2 {
        shell(&site, &block, ("REMOTE", remote.to_str().unwrap()));
    }
    let clone = site.path("clone");
    git(&[
        "clone",
        "--quiet",
        "--branch",
        "pages",
        remote.to_str().unwrap(),
        clone.to_str().unwrap(),
    ]);
    assert!(clone.join(".nojekyll").exists());
    fs::remove_dir_all(clone.join(".git")).unwrap();
    fs::remove_file(clone.join(".nojekyll")).unwrap();
    assert!(files(&clone) == published(&site));
}

#[test]
fn a_zip_holds_the_site_and_opens_from_a_disk() {
    if !has("python3") {
        return;
    }
    let block = blocks("sh").into_iter().find(|block| block.contains("zipfile")).unwrap();
    let site = site("");
    shell(&site, &block, ("NOTHING", ""));
    shell(&site, "python3 -m zipfile -e liuhao.zip opened", ("NOTHING", ""));
    let opened = files(Path::new(&site.path("opened/public")));
    assert!(opened == site.output());
    html::check_links(&opened);
}
