//! The same site gives the same bytes, and what did not change is not touched.

use std::collections::BTreeSet;

use crate::support::{Files, Site, files, repository};

fn build(site: &Site, environment: &[(&str, &str)]) -> Files {
    site.run_as(&["build"], environment).exits(0);
    site.output()
}

#[test]
fn the_same_bytes_in_every_time_zone_language_and_number_of_threads() {
    let first = build(
        &Site::of_the_repository(),
        &[("TZ", "UTC"), ("LANG", "C"), ("RAYON_NUM_THREADS", "1")],
    );
    let second = build(
        &Site::of_the_repository(),
        &[("TZ", "Pacific/Kiritimati"), ("LC_ALL", "zh_CN.UTF-8"), ("RAYON_NUM_THREADS", "2")],
    );
    assert!(first.len() > 50 && first == second);
}

#[test]
fn the_same_bytes_whatever_the_order_of_the_folder() {
    let content = files(&repository().join("content"));
    let fill = |order: &mut dyn Iterator<Item = (&String, &Vec<u8>)>| {
        let settings = std::fs::read(repository().join("site.yaml")).unwrap();
        let site = order.fold(Site::new().file("site.yaml", settings), |site, (path, bytes)| {
            site.file(&format!("content/{path}"), bytes)
        });
        site.file(
            "static/avatar.png",
            std::fs::read(repository().join("static/avatar.png")).unwrap(),
        )
    };
    let first = build(&fill(&mut content.iter()), &[]);
    let second = build(&fill(&mut content.iter().rev()), &[]);
    assert!(first == second);
}

#[test]
fn the_same_bytes_on_another_day_unless_a_story_waits_for_it() {
    let site = Site::of_the_repository();
    site.build().exits(0);
    let before = site.stamps();
    site.run(&["build", "--today", "2031-12-31"]).exits(0);
    assert_eq!(site.stamps(), before);
}

#[test]
fn a_build_without_changes_touches_no_file() {
    let site = Site::of_the_repository();
    site.build().exits(0);
    let before = site.stamps();
    site.build().exits(0).says("写入 0 个文件");
    assert_eq!(site.stamps(), before);
}

/// Files whose bytes, time or inode differ.
fn changed(site: &Site, change: impl FnOnce(&Site)) -> BTreeSet<String> {
    site.build().exits(0);
    let before = site.stamps();
    change(site);
    site.build().exits(0);
    let after = site.stamps();
    let paths = before.keys().chain(after.keys());
    let changed = paths.filter(|path| before.get(*path) != after.get(*path));
    changed.filter_map(|path| path.strip_prefix("public/")).map(str::to_owned).collect()
}

#[test]
fn a_change_rewrites_only_what_shows_it() {
    let site = Site::of_the_repository();
    let file = "content/branches/shili-shuiwuju.md";
    let text = std::fs::read_to_string(site.path(file)).unwrap();
    let last = text.trim_end().chars().next_back().unwrap();
    let changed = changed(&site, |site| {
        let end = text.trim_end().len() - last.len_utf8();
        site.put(file, format!("{}；新添的半句{last}\n", &text[..end]));
    });
    let expected = [
        "branches/shili-shuiwuju.html",
        "data/branches.csv",
        "data/branches.json",
        "feed.json",
        "feed.xml",
        "search.html",
        "search/index/0/0.js",
        "search/manifest.js",
        "search/text/0.js",
        "series/shili-2024/booklet.html",
    ];
    assert_eq!(changed.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}

#[test]
fn a_new_title_reaches_every_page_that_shows_it_and_no_other() {
    let site = Site::of_the_repository();
    let file = "content/branches/shili-shuiwuju.md";
    let text = std::fs::read_to_string(site.path(file)).unwrap();
    let title = "两渠清水记初心";
    let changed = changed(&site, |site| {
        site.put(file, text.replace("一渠清水记初心", title));
    });
    let shows = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains(title);
    let showing = site.output().into_iter().filter(|(_, bytes)| shows(bytes));
    let showing: BTreeSet<String> = showing.map(|(path, _)| path).collect();
    assert!(showing.len() > 5 && showing.contains("index.html") && showing.contains("feed.xml"));
    // The index holds pairs of its characters, and the search page the index's version.
    let is_index = |path: &str| path == "search.html" || path.starts_with("search/");
    let outside = |all: BTreeSet<String>| all.into_iter().filter(|path| !is_index(path)).collect();
    let (changed, showing): (BTreeSet<_>, BTreeSet<_>) = (outside(changed), outside(showing));
    assert_eq!(changed, showing);
}
