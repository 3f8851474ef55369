//! Attacks on the state: forged files, links, special files, and what is left where a build keeps what is not finished.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use crate::holes::{Fixed, may, pipe, site, socket};
use crate::support::{PICTURE, Site, markdown};

/// A text of the state folder, with the line that says it is whole.
fn sealed(text: &str) -> String {
    format!("{text}end {}\n", blake3::hash(text.as_bytes()).to_hex())
}

#[test]
fn a_linked_cache_is_neither_used_nor_cleared() {
    for linked in [".liuhao", ".liuhao/cache", ".liuhao/cache/pictures"] {
        let site = site();
        let elsewhere = Site::empty()
            .file("cache/pictures/a.jpg", "x")
            .file("pictures/a.jpg", "x")
            .file("a.jpg", "x");
        fs::create_dir_all(site.path(linked).parent().unwrap()).unwrap();
        symlink(elsewhere.path(""), site.path(linked)).unwrap();
        for call in ["build", "clean"] {
            let _ = site.run(&[call]);
            for kept in ["cache/pictures/a.jpg", "pictures/a.jpg", "a.jpg"] {
                assert!(elsewhere.path(kept).exists(), "{linked} {call}");
            }
            assert!(!elsewhere.path("public").exists(), "{linked} {call}");
        }
    }
}

/// Nothing is written through it, and what it leads to is not believed, were it ever so well made.
#[test]
fn a_link_among_the_state_is_neither_written_through_nor_believed() {
    let page = blake3::hash("手写".as_bytes()).to_hex();
    let manifest = sealed(&format!("liuhao manifest 1\n{page} mine.html\n"));
    let journal = sealed(&format!("liuhao journal 2\nstage beside\nremove {page} mine.html\n"));
    let note = sealed("feeds 1\n");
    for (name, text, is_temporary) in [
        ("manifest", &*manifest, false),
        ("journal", &*journal, false),
        ("note", &*note, false),
        ("lock", "important\n", false),
        ("manifest.new", "important\n", true),
        ("journal.new", "important\n", true),
        ("note.new", "important\n", true),
    ] {
        let site = site().file("important", text).file("public/mine.html", "手写");
        fs::create_dir_all(site.path(".liuhao/public")).unwrap();
        if name == "journal" {
            site.put(".liuhao/public/manifest", &manifest);
        }
        let link = site.path(".liuhao/public").join(name);
        symlink(site.path("important"), &link).unwrap();
        let run = site.build();
        assert_eq!(fs::read_to_string(site.path("important")).unwrap(), text, "{name}");
        assert!(site.has("mine.html"), "{name}");
        if is_temporary {
            run.exits(0);
            assert!(fs::symlink_metadata(&link).is_err(), "{name}");
        } else {
            run.exits(2).says("链接").says("移走");
            assert!(!site.has("index.html"), "{name}");
        }
    }
}

/// What stands where a build keeps what is not finished: a file, a folder, what is in it, a link, a pipe, a socket.
fn stand(at: &Path, kind: &str) {
    fs::create_dir_all(at.parent().unwrap()).unwrap();
    match kind {
        "file" => fs::write(at, "left").unwrap(),
        "folder" => fs::create_dir_all(at).unwrap(),
        "full" => {
            fs::create_dir_all(at.join("a/b")).unwrap();
            fs::write(at.join("a/b/c"), "left").unwrap();
        }
        "link" => symlink("/nowhere", at).unwrap(),
        "pipe" => pipe(at),
        _ => socket(at),
    }
}

const LEFT: [&str; 6] = ["file", "folder", "full", "link", "pipe", "socket"];

#[test]
fn whatever_is_left_under_a_temporary_name_of_the_state_is_no_hindrance() {
    for name in [
        ".liuhao/public/manifest.new",
        ".liuhao/public/journal.new",
        ".liuhao/public/note.new",
        ".liuhao/public/stage",
        ".liuhao/public/stage/0",
        ".liuhao/public/stage/0/0",
        "public/.liuhao-stage",
    ] {
        let site = site();
        site.build().exits(0);
        for kind in LEFT {
            let text = fs::read_to_string(site.path("content/branches/s1.md")).unwrap();
            site.put("content/branches/s1.md", text + kind);
            stand(&site.path(name), kind);
            site.build().exits(0);
            assert!(site.text("branches/s1.html").contains(kind), "{name} {kind}");
            let state = crate::state(&site.path(".liuhao/public"));
            assert_eq!(state, ["lock", "manifest", "note"], "{name} {kind}");
        }
        stand(&site.path(name), "full");
        site.run(&["clean"]).exits(0);
        assert!(!site.path(".liuhao/public").exists(), "{name}");
    }
}

/// What root has made immutable goes neither away nor aside: a build does without that name.
#[test]
#[cfg(target_os = "linux")]
fn what_is_immutable_under_a_temporary_name_is_left_aside_and_told_by_clean() {
    for name in ["manifest.new", "journal.new", "note.new"] {
        let site = site();
        site.build().exits(0);
        let left = site.path(".liuhao/public").join(name);
        fs::write(&left, "left").unwrap();
        if !may(&["chattr", "+i"], &left) {
            eprintln!("SKIPPED: chattr is not allowed here (root may)");
            return;
        }
        let _fixed = Fixed(&left, &["chattr", "-i"]);
        site.put("content/branches/s1.md", markdown("title: 改过\ndate: 2024-03-01", "支部"));
        site.build().exits(0);
        assert!(site.text("branches/s1.html").contains("改过"), "{name}");
        site.run(&["clean"]).exits(2).says(name).says("移走");
    }
}

/// In place of a file of the state nothing is cleared: it is told, with what to do, and then all is well.
#[test]
fn what_stands_in_place_of_a_file_of_the_state_is_told_with_what_to_do() {
    for name in ["lock", "manifest", "journal", "note"] {
        for kind in LEFT.into_iter().filter(|kind| *kind != "file") {
            let site = site();
            site.build().exits(0);
            let path = site.path(".liuhao/public").join(name);
            let _ = fs::remove_file(&path);
            stand(&path, kind);
            site.put("content/branches/s1.md", markdown("title: 改过\ndate: 2024-03-01", "支部"));
            let before = site.output();
            site.build().exits(2).says(&format!(".liuhao/public/{name}")).says("移走");
            assert!(site.output() == before, "{name} {kind}");
            fs::rename(&path, site.path("moved")).unwrap();
            site.run(&["build", "--allow-overwrite"]).exits(0);
            assert!(site.text("branches/s1.html").contains("改过"), "{name} {kind}");
        }
    }
}

/// What is published of a site stands in its folder: settings and the word list are read through no link.
#[test]
fn linked_settings_are_refused() {
    for (name, text) in [("site.yaml", "name: 别处\n"), ("terms.yaml", "党支部: 支部\n")] {
        for to in ["elsewhere.yaml", "/dev/zero", "nowhere"] {
            let site = site().file("elsewhere.yaml", text);
            let _ = fs::remove_file(site.path(name));
            symlink(to, site.path(name)).unwrap();
            for call in ["build", "check"] {
                site.run(&[call]).exits(2).says(name).says("链接");
            }
            assert!(!site.has("index.html"), "{name}");
        }
    }
}

#[test]
fn a_forged_journal_overwrites_and_removes_nothing_foreign() {
    let evil = "<script>alert(1)</script>";
    let hash = |text: &str| blake3::hash(text.as_bytes()).to_hex().to_string();
    let put = format!("put 0 {} mine.html\n", hash(evil));
    let other = format!("put 0 {} a.html\n", hash("other"));
    let remove = format!("remove {} mine.html\n", hash("handmade"));
    let both = format!("put 0 {} a.html\n{remove}", hash(evil));
    for version in [1, 2] {
        for line in [&put, &other, &remove, &both] {
            let site =
                site().file("public/mine.html", "handmade").file(".liuhao/public/stage/0/0", evil);
            site.put(
                ".liuhao/public/journal",
                sealed(&format!("liuhao journal {version}\nstage beside\n{line}")),
            );
            site.build().exits(0);
            assert_eq!(site.page("mine.html"), "handmade", "{line}");
            assert!(!site.has("a.html"), "{line}");
            assert!(!site.path(".liuhao/public/journal").exists());
        }
    }
}

#[test]
fn a_staged_link_is_not_put_into_the_output() {
    let site = site().file("secret.txt", "SECRET");
    fs::create_dir_all(site.path(".liuhao/public/stage/0")).unwrap();
    symlink(site.path("secret.txt"), site.path(".liuhao/public/stage/0/0")).unwrap();
    let hash = blake3::hash(b"SECRET").to_hex();
    site.put(
        ".liuhao/public/journal",
        sealed(&format!("liuhao journal 2\nstage beside\nput 0 {hash} a.html\n")),
    );
    site.build().exits(0);
    assert!(fs::symlink_metadata(site.path("public/a.html")).is_err());
}

/// What becomes of an entry of the cache.
type Forge<'f> = &'f dyn Fn(&Path) -> Vec<u8>;

#[test]
fn a_forged_entry_of_the_cache_is_made_anew() {
    let site = site().file("content/branches/p.png", PICTURE);
    site.put("content/branches/s1.md", markdown("title: 图\ndate: 2024-03-01", "![图](p.png)"));
    site.build().exits(0);
    let before = site.output();
    let forged = b"<script>not a picture</script>";
    let mut entry = blake3::hash(forged).as_bytes().to_vec();
    entry.extend_from_slice(forged);
    // One that has the head of the picture that was asked for, and another body.
    let changed = |path: &Path| {
        let mut entry = fs::read(path).unwrap();
        let at = entry.len() - 16;
        entry[at] ^= 1;
        entry
    };
    let forged = |_: &Path| entry.clone();
    let ways: [Forge<'_>; 2] = [&forged, &changed];
    for forge in ways {
        for found in fs::read_dir(site.path(".liuhao/cache/pictures")).unwrap() {
            let path = found.unwrap().path();
            if path.file_name().unwrap() != "lock" {
                fs::write(&path, forge(&path)).unwrap();
            }
        }
        fs::remove_dir_all(site.path("public")).unwrap();
        fs::remove_dir_all(site.path(".liuhao/public")).unwrap();
        site.build().exits(0);
        assert!(site.output() == before);
    }
}

/// A pipe in place of an entry of the cache, of its lock, or of a published page: what it stands for is made anew.
#[test]
fn a_pipe_among_what_was_made_is_never_waited_for() {
    let site = site().file("content/branches/p.png", PICTURE);
    site.put("content/branches/s1.md", markdown("title: 图\ndate: 2024-03-01", "![图](p.png)"));
    site.build().exits(0);
    let before = site.output();
    for found in fs::read_dir(site.path(".liuhao/cache/pictures")).unwrap() {
        let path = found.unwrap().path();
        fs::remove_file(&path).unwrap();
        pipe(&path);
    }
    let left = site.path(".liuhao/cache/pictures/tmp.1.0");
    stand(&left, "full");
    for made in ["public/branches/s1.html", "public/data/branches.csv"] {
        fs::remove_file(site.path(made)).unwrap();
        pipe(&site.path(made));
    }
    site.build().exits(0);
    assert!(site.output() == before && !left.exists());
    fs::remove_dir_all(site.path("public")).unwrap();
    fs::remove_dir_all(site.path(".liuhao/public")).unwrap();
    site.build().exits(0);
    assert!(site.output() == before);
}
