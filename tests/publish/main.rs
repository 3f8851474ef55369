//! Publishing into an output folder, through `liuhao::write`.
//!
//! `office.rs` is the harness, `links.rs` is about links, `processes.rs` about what takes another
//! process: kills, users without permission, limits.
#![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]
#![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]

#[cfg(unix)]
mod links;
mod office;
#[cfg(unix)]
#[path = "../support/patience.rs"]
#[allow(dead_code, reason = "not every test file needs all of it")]
mod patience;
#[cfg(unix)]
mod processes;

use std::fs;
use std::path::Path;

use liuhao::error::Error;
use liuhao::write::{CommitOptions, Output, Phase, Summary};

use crate::office::{Files, NOTHING_ALLOWED, Office, build, files, summary, tree};

const MASS_DELETE_ALLOWED: CommitOptions =
    CommitOptions { allow_mass_delete: true, allow_overwrite: false };
const OVERWRITE_ALLOWED: CommitOptions =
    CommitOptions { allow_mass_delete: false, allow_overwrite: true };

#[test]
fn a_first_build_writes_everything_and_leaves_no_trace_but_its_state() {
    let office = Office::new();
    let site = [("index.html", "home"), ("branches/六好 支部.html", "page"), ("a/b/c.css", "c")];
    assert_eq!(office.build(&site).unwrap(), summary(3, 0, 0));
    assert_eq!(office.output(), files(&site));
    assert_eq!(office.state(), ["lock", "manifest"]);
}

#[test]
fn the_manifest_is_sorted_text() {
    let office = Office::new();
    office.build(&[("index.html", "home"), ("branches/六好.html", "page")]).unwrap();
    let text = fs::read_to_string(office.path(".liuhao/public/manifest")).unwrap();
    let lines: Vec<_> = text.lines().collect();
    let hash = |bytes: &str| blake3::hash(bytes.as_bytes()).to_hex().to_string();
    assert_eq!(lines[0], "liuhao manifest 1");
    assert_eq!(lines[1], format!("{} branches/六好.html", hash("page")));
    assert_eq!(lines[2], format!("{} index.html", hash("home")));
    assert!(lines[3].starts_with("end ") && lines.len() == 4);
}

#[cfg(unix)]
#[test]
fn a_build_without_changes_touches_nothing() {
    use std::collections::BTreeMap;
    use std::os::unix::fs::MetadataExt;
    use std::path::{Path, PathBuf};
    fn stamps(folder: &Path) -> BTreeMap<PathBuf, (u64, i64, i64, i64)> {
        let mut found = BTreeMap::new();
        let mut todo = vec![folder.to_path_buf()];
        while let Some(path) = todo.pop() {
            let it = fs::symlink_metadata(&path).unwrap();
            if it.is_dir() {
                todo.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
            }
            found.insert(path, (it.ino(), it.mtime(), it.mtime_nsec(), it.ctime_nsec()));
        }
        found
    }
    let office = Office::new();
    let site = [("index.html", "home"), ("branches/a.html", "page"), ("empty.txt", "")];
    office.build(&site).unwrap();
    let before = stamps(office.folder.path());
    assert_eq!(office.build(&site).unwrap(), summary(0, 3, 0));
    assert_eq!(stamps(office.folder.path()), before);
}

#[cfg(unix)]
#[test]
fn a_change_leaves_the_other_files_alone() {
    use std::os::unix::fs::MetadataExt;
    let office = Office::new();
    office.build(&[("index.html", "home"), ("a.html", "same size 1")]).unwrap();
    let before = fs::metadata(office.public("index.html")).unwrap();
    let site = [("index.html", "home"), ("a.html", "same size 2")];
    assert_eq!(office.build(&site).unwrap(), summary(1, 1, 0));
    let after = fs::metadata(office.public("index.html")).unwrap();
    assert_eq!((before.ino(), before.mtime_nsec()), (after.ino(), after.mtime_nsec()));
    assert_eq!(office.output(), files(&site));
}

#[test]
fn a_publication_that_is_dropped_changes_nothing() {
    let office = Office::new();
    let publication = office.target().begin().unwrap();
    let output = Output { path: "a.html".into(), phase: Phase::Page, bytes: b"a"[..].into() };
    publication.stage(&output).unwrap();
    assert!(office.state().contains(&"stage/0/0".to_owned()));
    drop(publication);
    assert!(!office.path("public").exists());
    assert_eq!(office.state(), ["lock"]);
}

/// Between staging and commit somebody changes what is staged, by its name or by a link in its place.
#[test]
fn a_staged_file_that_was_changed_is_not_published() {
    let change: [fn(&Path); 4] = [
        |staged| fs::write(staged, "evil").unwrap(),
        |staged| fs::write(staged, "b").unwrap(),
        |staged| fs::remove_file(staged).unwrap(),
        #[cfg(unix)]
        |staged| {
            fs::write(staged.with_extension("same"), "a").unwrap();
            fs::remove_file(staged).unwrap();
            std::os::unix::fs::symlink("0.same", staged).unwrap();
        },
        #[cfg(not(unix))]
        |staged| fs::write(staged, "").unwrap(),
    ];
    for change in change {
        let office = Office::new();
        office.build(&[("a.html", "old")]).unwrap();
        let publication = office.target().begin().unwrap();
        let output = Output { path: "a.html".into(), phase: Phase::Page, bytes: b"a"[..].into() };
        publication.stage(&output).unwrap();
        change(&office.path(".liuhao/public/stage/0/0"));
        let error = publication.commit(NOTHING_ALLOWED).unwrap_err();
        assert!(matches!(error, Error::File { .. }), "{error:?}");
        assert_eq!(office.output(), files(&[("a.html", "old")]));
        assert_eq!(office.state(), ["lock", "manifest"]);
        office.build(&[("a.html", "a")]).unwrap();
    }
}

#[test]
fn stale_files_and_the_folders_they_leave_empty_are_removed() {
    let office = Office::new();
    office.build(&[("index.html", "1"), ("tag/a/x.html", "2"), ("tag/y.html", "3")]).unwrap();
    office.place("public/tag/note.txt", "by hand");
    assert_eq!(office.build(&[("index.html", "1")]).unwrap(), summary(0, 1, 2));
    assert_eq!(office.output(), files(&[("index.html", "1"), ("tag/note.txt", "by hand")]));
    assert!(!office.public("tag/a").exists());
}

#[test]
fn a_stale_file_changed_by_hand_is_kept_and_reported_once() {
    let office = Office::new();
    office.build(&[("index.html", "1"), ("old.html", "2")]).unwrap();
    office.place("public/old.html", "edited");
    let kept = Summary { kept: vec!["old.html".into()], ..summary(0, 1, 0) };
    assert_eq!(office.build(&[("index.html", "1")]).unwrap(), kept);
    assert_eq!(office.build(&[("index.html", "1")]).unwrap(), summary(0, 1, 0));
    assert_eq!(fs::read(office.public("old.html")).unwrap(), b"edited");
}

#[test]
fn files_of_others_stay() {
    let office = Office::new();
    office.place("public/.git/HEAD", "ref");
    office.place("public/CNAME", "example.org");
    office.build(&[("index.html", "1")]).unwrap();
    office.build(&[("home.html", "1")]).unwrap();
    let rest = [(".git/HEAD", "ref"), ("CNAME", "example.org"), ("home.html", "1")];
    assert_eq!(office.output(), files(&rest));
}

#[test]
fn a_foreign_file_where_a_page_goes_stops_the_build_and_nothing_changes() {
    let office = Office::new();
    office.place("public/index.html", "made by hand");
    office.place("public/same.html", "equal");
    let site = [("index.html", "ours"), ("same.html", "equal"), ("new.html", "new")];
    let before = office.output();
    match office.build(&site).unwrap_err() {
        Error::ForeignFiles { files, count, .. } => {
            assert_eq!((files, count), (vec!["index.html".to_owned()], 1));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(office.output(), before);
    assert_eq!(office.state(), ["lock"]);
    assert_eq!(office.build_with(&site, OVERWRITE_ALLOWED).unwrap(), summary(2, 1, 0));
    assert_eq!(office.output(), files(&site));
}

#[test]
fn a_site_whose_state_was_lost_is_adopted_where_it_is_equal() {
    let office = Office::new();
    let site = [("index.html", "1"), ("a.html", "2")];
    office.build(&site).unwrap();
    fs::remove_dir_all(office.path(".liuhao")).unwrap();
    assert_eq!(office.build(&site).unwrap(), summary(0, 2, 0));
    assert_eq!(office.build(&[("index.html", "1")]).unwrap(), summary(0, 1, 1));
}

#[test]
fn a_published_page_damaged_on_disk_is_healed() {
    let office = Office::new();
    office.build(&[("a.html", "text")]).unwrap();
    office.place("public/a.html", "tex\0");
    assert_eq!(office.build(&[("a.html", "text")]).unwrap(), summary(1, 0, 0));
    assert_eq!(office.output(), files(&[("a.html", "text")]));
}

#[test]
fn an_output_deleted_by_hand_is_built_anew() {
    let office = Office::new();
    let pages: Vec<_> = (0..50).map(|n| format!("{n}.html")).collect();
    let site: Vec<_> = pages.iter().map(|page| (page.as_str(), "text")).collect();
    office.build(&site).unwrap();
    fs::remove_dir_all(office.path("public")).unwrap();
    // Nothing is deleted by this build, so nothing has to be allowed.
    assert_eq!(office.build(&site[..2]).unwrap(), summary(2, 0, 0));
    assert_eq!(office.output(), files(&site[..2]));
}

#[test]
fn a_file_and_a_folder_change_places() {
    let office = Office::new();
    let first = [("a", "1"), ("b/c/d.html", "2"), ("b/e.html", "3")];
    let second = [("a/x.html", "4"), ("b", "5")];
    office.build(&first).unwrap();
    assert_eq!(office.build(&second).unwrap(), summary(2, 0, 3));
    assert_eq!(office.output(), files(&second));
    assert_eq!(office.build(&first).unwrap(), summary(3, 0, 2));
    assert_eq!(office.output(), files(&first));
}

#[test]
fn what_is_not_ours_is_not_cleared_out_of_the_way() {
    let office = Office::new();
    office.build(&[("a", "1"), ("b/c.html", "2")]).unwrap();
    office.place("public/a", "edited");
    office.place("public/b/note.txt", "by hand");
    let before = office.output();
    for site in [[("a/x.html", "3"), ("b/c.html", "2")], [("a", "1"), ("b", "4")]] {
        let error = office.build(&site).unwrap_err();
        assert!(matches!(error, Error::ForeignFiles { count: 1, .. }), "{error:?}");
        assert_eq!(office.output(), before);
    }
}

#[test]
fn illegal_and_colliding_paths_are_refused() {
    let office = Office::new();
    for path in ["../x.html", "/x.html", "a//b", "a\nb", ""] {
        let error = office.build(&[(path, "1")]).unwrap_err();
        assert!(matches!(error, Error::File { .. }), "{path:?}");
    }
    assert!(office.build(&[("a", "1"), ("a/b", "2")]).is_err());
    assert_eq!(tree(office.folder.path()).len(), 1, "the lock alone");
}

#[test]
fn a_mass_delete_must_be_allowed() {
    let office = Office::new();
    let pages: Vec<_> = (0..42).map(|n| format!("{n}.html")).collect();
    let site: Vec<_> = pages.iter().map(|page| (page.as_str(), "text")).collect();
    office.build(&site).unwrap();
    assert_eq!(office.build(&site[..21]).unwrap(), summary(0, 21, 21), "exactly half");
    office.build(&site).unwrap();
    let error = office.build(&site[..20]).unwrap_err();
    assert!(matches!(error, Error::MassDelete { removed: 22, published: 42 }), "{error:?}");
    assert_eq!(office.output(), files(&site));
    let allowed = office.build_with(&site[..20], MASS_DELETE_ALLOWED).unwrap();
    assert_eq!(allowed, summary(0, 20, 22));
    assert_eq!(office.build(&[]).unwrap(), summary(0, 0, 20), "20 are few");
}

#[test]
fn pictures_do_not_hide_that_all_pages_would_go() {
    let office = Office::new();
    let pages = (0..21).map(|n| (format!("{n}.html"), vec![1]));
    let pictures: Files = (0..100).map(|n| (format!("{n}.jpg"), vec![2])).collect();
    let all: Files = pages.chain(pictures.clone()).collect();
    build(&office.target(), &all, NOTHING_ALLOWED).unwrap();
    let error = build(&office.target(), &pictures, NOTHING_ALLOWED).unwrap_err();
    assert!(matches!(error, Error::MassDelete { removed: 21, published: 21 }), "{error:?}");
}

#[test]
fn a_second_build_is_told_so() {
    let office = Office::new();
    let first = office.target().begin().unwrap();
    assert!(matches!(office.target().begin().unwrap_err(), Error::Locked { .. }));
    assert!(matches!(office.target().clean().unwrap_err(), Error::Locked { .. }));
    drop(first);
    office.build(&[("index.html", "1")]).unwrap();
}

#[test]
fn a_damaged_manifest_stops_the_build() {
    let office = Office::new();
    office.build(&[("index.html", "1"), ("a.html", "2")]).unwrap();
    let manifest = office.path(".liuhao/public/manifest");
    let text = fs::read_to_string(&manifest).unwrap();
    for damaged in ["", &text[..text.len() / 2], &text.replace("a.html", "../b")] {
        fs::write(&manifest, damaged).unwrap();
        let error = office.build(&[("index.html", "1")]).unwrap_err();
        assert!(matches!(error, Error::BadState { .. }), "{error:?}");
    }
    assert_eq!(office.output().len(), 2);
}

#[test]
fn a_torn_journal_is_discarded() {
    let office = Office::new();
    office.build(&[("index.html", "1")]).unwrap();
    office.place(".liuhao/public/journal", "liuhao journal 1\nstage beside\nput 0 ab");
    office.place(".liuhao/public/journal.new", "liuhao");
    office.place(".liuhao/public/stage/0", "torn");
    drop(office.target().begin().unwrap());
    assert_eq!(office.output(), files(&[("index.html", "1")]));
    assert_eq!(office.state(), ["lock", "manifest"]);
}

#[test]
fn an_output_that_is_a_file_is_refused() {
    let office = Office::new();
    office.place("public", "a file");
    assert!(matches!(office.target().begin().unwrap_err(), Error::OutputNotFolder { .. }));
}

#[test]
fn clean_removes_what_is_ours_and_lists_the_rest() {
    let office = Office::new();
    office.build(&[("index.html", "1"), ("a/b/c.html", "2"), ("a/d.html", "3")]).unwrap();
    office.place("public/.git/HEAD", "ref");
    office.place("public/a/d.html", "edited");
    let cleaned = office.target().clean().unwrap();
    assert_eq!((cleaned.removed, cleaned.kept), (2, vec![".git/".into(), "a/d.html".into()]));
    assert_eq!(office.output(), files(&[(".git/HEAD", "ref"), ("a/d.html", "edited")]));
    assert!(!office.public("a/b").exists());
    assert_eq!(office.state(), [""; 0]);
}

#[test]
fn clean_of_an_untouched_site_removes_the_folder() {
    let office = Office::new();
    office.build(&[("index.html", "1"), ("a/b.html", "2")]).unwrap();
    assert_eq!(office.target().clean().unwrap().removed, 2);
    assert!(!office.path("public").exists());
    assert_eq!(office.target().clean().unwrap().removed, 0);
}
