//! What stands on the disk when the desk writes: links and locked files are left alone, a kill tears nothing.
#![cfg(unix)]

use std::fs;
use std::io::Write as _;
use std::path::Path;

use serde_json::json;

use crate::client::Preview;
use crate::support::Site;
use crate::writing::{FILE, TEXT, edit, form, headers, post, set, site};

#[test]
fn links_and_files_that_are_locked_are_left_alone() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let site = site();
    let preview = Preview::of(&site);
    let etag = form(&preview)["etag"].clone();
    let lock =
        |mode| fs::set_permissions(site.path(FILE), fs::Permissions::from_mode(mode)).unwrap();
    lock(0o444);
    assert_eq!(form(&preview)["writable"], false);
    let (status, told) = post(&preview, "edit", &edit(&etag, &set("title", "乙")));
    assert_eq!((status, &told["error"]), (422, &json!("read-only")));
    lock(0o644);
    fs::hard_link(site.path(FILE), site.path("twin.md")).unwrap();
    let (status, told) = post(&preview, "edit", &edit(&etag, &set("title", "乙")));
    assert_eq!((status, &told["error"]), (422, &json!("held")));
    fs::rename(site.path(FILE), site.path("elsewhere.md")).unwrap();
    symlink(site.path("elsewhere.md"), site.path(FILE)).unwrap();
    let (status, _) = post(&preview, "edit", &edit(&etag, &set("title", "乙")));
    assert!([404, 422].contains(&status), "{status}");
    assert_eq!(fs::read_to_string(site.path("elsewhere.md")).unwrap(), TEXT);
    assert_eq!(fs::read_to_string(site.path("twin.md")).unwrap(), TEXT);
}

/// A crash at any moment leaves the old or the new file.
#[test]
fn a_kill_at_any_moment_leaves_the_old_file_or_the_new_one() {
    let kills =
        std::env::var("LIUHAO_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(8u64);
    let long = "长".repeat(200_000);
    let old = format!("{TEXT}{long}\n");
    let new = old.replace("22名\n---", "23名\n---");
    // As long as it takes here, whatever else the machine does, and a little more.
    let whole = {
        let site = Site::new().file(FILE, &old);
        let preview = Preview::of(&site);
        let etag = form(&preview)["etag"].clone();
        let start = std::time::Instant::now();
        assert_eq!(post(&preview, "edit", &edit(&etag, &set("members.total", "23名"))).0, 200);
        start.elapsed() * 5 / 4
    };
    let mut written = 0;
    for nth in 0..kills {
        let site = Site::new().file(FILE, &old);
        let mut preview = Preview::of(&site);
        let etag = form(&preview)["etag"].clone();
        let body = edit(&etag, &set("members.total", "23名")).to_string();
        let head = format!(
            "POST /_liuhao/edit HTTP/1.1\r\n{}Content-Length: {}\r\n\r\n",
            headers(&preview),
            body.len()
        );
        let mut stream = preview.connect();
        stream.write_all(&[head.as_bytes(), body.as_bytes()].concat()).unwrap();
        // Spread over the time that a write takes.
        let start = std::time::Instant::now();
        let wait = whole * u32::try_from(nth).unwrap() / u32::try_from(kills).unwrap();
        while start.elapsed() < wait {
            std::hint::spin_loop();
        }
        preview.kill();
        let found = fs::read_to_string(site.path(FILE)).unwrap();
        assert!(found == old || found == new, "kill {nth}");
        written += u64::from(found == new);
        assert_eq!(
            names(&site.path("content/branches"))
                .iter()
                .filter(|name| Path::new(name).extension().is_some_and(|end| end == "md"))
                .count(),
            1
        );
    }
    println!("{kills} kills, {written} found the new file");
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}
