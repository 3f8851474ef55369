//! Links in and at the output: never followed out of it.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use liuhao::error::Error;
use liuhao::write::{Output, Phase, Summary};
use tempfile::TempDir;

use crate::office::{Office, files, summary, tree};

#[test]
fn a_link_in_place_of_a_page_is_replaced_and_not_written_through() {
    let office = Office::new();
    office.build(&[("a.html", "old")]).unwrap();
    office.place("secret.txt", "outside");
    fs::remove_file(office.public("a.html")).unwrap();
    symlink("../secret.txt", office.public("a.html")).unwrap();
    office.build(&[("a.html", "new")]).unwrap();
    assert_eq!(office.output(), files(&[("a.html", "new")]));
    assert_eq!(fs::read(office.path("secret.txt")).unwrap(), b"outside");
}

#[test]
fn a_foreign_link_is_foreign() {
    let office = Office::new();
    office.place("secret.txt", "text");
    fs::create_dir(office.path("public")).unwrap();
    symlink("../secret.txt", office.public("a.html")).unwrap();
    let error = office.build(&[("a.html", "text")]).unwrap_err();
    assert!(matches!(error, Error::ForeignFiles { .. }), "{error:?}");
}

#[test]
fn a_linked_folder_is_not_entered() {
    let office = Office::new();
    office.build(&[("images/a.jpg", "a"), ("index.html", "1")]).unwrap();
    fs::rename(office.public("images"), office.path("elsewhere")).unwrap();
    symlink("../elsewhere", office.public("images")).unwrap();
    for site in [[("images/a.jpg", "new")], [("images/a.jpg", "a")]] {
        let error = office.build(&site).unwrap_err();
        assert!(matches!(error, Error::LinkedFolder { .. }), "{error:?}");
    }
    let built = office.build(&[("index.html", "1")]).unwrap();
    assert_eq!(built, Summary { kept: vec!["images/a.jpg".into()], ..summary(0, 1, 0) });
    assert_eq!(fs::read(office.path("elsewhere/a.jpg")).unwrap(), b"a");
}

#[test]
fn the_output_may_be_a_link_even_to_another_disk() {
    // Where /dev/shm is a disk of its own this stages inside the output; elsewhere beside it.
    let shared = Path::new("/dev/shm");
    let other = if shared.is_dir() { TempDir::new_in(shared) } else { TempDir::new() }.unwrap();
    let office = Office::new();
    symlink(other.path(), office.path("public")).unwrap();
    office.build(&[("a/b.html", "1"), ("index.html", "2")]).unwrap();
    let site = [("a/b.html", "3"), ("c.html", "4")];
    assert_eq!(office.build(&site).unwrap(), summary(2, 0, 1));
    assert_eq!(tree(other.path()), files(&site));
    let publication = office.target().begin().unwrap();
    let bytes = b"staged"[..].into();
    publication.stage(&Output { path: "d.html".into(), phase: Phase::Page, bytes }).unwrap();
    drop(publication);
    assert_eq!(tree(other.path()), files(&site));
}
