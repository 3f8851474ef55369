//! What is served is what is published.

use liuhao::serve::SCRIPT;

use crate::client::Preview;
use crate::support::{Site, repository};

/// The request path of an address.
fn path(address: &str) -> String {
    let encode = |byte: u8| match byte {
        b'/' | b'.' | b'-' | b'_' => char::from(byte).to_string(),
        byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    format!("/{}", address.bytes().map(encode).collect::<String>())
}

/// Every published file is served byte for byte, apart from one script in each page of the theme.
fn serves_what_it_builds(site: &Site, at_least: usize) {
    site.build().exits(0);
    let preview = Preview::of(site);
    let output = site.output();
    assert!(output.len() >= at_least, "{}", output.len());
    let mut scripts = 0;
    for (address, bytes) in &output {
        let answer = preview.get(&path(address));
        assert_eq!(answer.status, 200, "{address}");
        let length = answer.body.len().to_string();
        assert_eq!(answer.header("Content-Length"), Some(length.as_str()), "{address}");
        let page = String::from_utf8_lossy(&answer.body);
        let served = match page.find(SCRIPT) {
            Some(at) if answer.header("Content-Type") == Some("text/html; charset=utf-8") => {
                scripts += 1;
                [&answer.body[..at], &answer.body[at + SCRIPT.len()..]].concat()
            }
            _ => answer.body,
        };
        assert!(served == *bytes, "{address} differs");
    }
    assert!(scripts > at_least / 3, "{scripts}");
    assert_eq!(preview.page("/"), preview.page("/index.html"));
}

#[test]
fn every_file_of_the_repositorys_site_is_served_as_it_is_published() {
    serves_what_it_builds(&Site::of_the_repository(), 50);
}

#[test]
fn so_is_every_kind_of_route() {
    let picture = std::fs::read(repository().join("static/avatar.png")).unwrap();
    let facts = |title: &str| {
        format!(
            "title: {title}\ndate: 2024-03-18\nseries: s\ntags: [结 对&帮扶, 1+3]\naliases: [old/{title}]\n\
             branch: {{name: {title}支部, county: 示例县}}\nmembers: {{total: 22}}\n\
             honours:\n  - {{title: 示范, level: 县级, year: 2023}}"
        )
    };
    let mut site = Site::new()
        .file(
            "site.yaml",
            "name: 示例\nbase_url: https://example.org/a/\npage_size: 2\npublish: [html]\n",
        )
        .file("content/series/s.md", "---\ntitle: 专辑\n---\n前言。\n")
        .file("content/about.md", "---\ntitle: 关于\naliases: [about-us/]\n---\n正文。\n")
        .file(
            "content/branches/p/index.md",
            "---\ntitle: 图\ndate: 2024-01-01\n---\n![图](a b.png)\n",
        )
        .file("content/branches/p/a b.png", &picture)
        .file("static/own.html", "<html><head></head></html>")
        .file("static/empty.txt", "");
    for number in 1..=5 {
        site = site.story(&format!("甲{number}"), &facts(&format!("第{number}")));
    }
    serves_what_it_builds(&site, 40);
}

#[test]
fn a_page_that_is_not_there_is_the_sites_own() {
    let site = Site::new().story("a", "title: 甲\ndate: 2024-03-18");
    let preview = Preview::of(&site);
    let answer = preview.get("/branches/deep/none.html");
    assert_eq!(answer.status, 404);
    // At this depth its links would lead astray.
    assert!(answer.text().contains("<head><base href=\"/\">"));
    assert_eq!(preview.get("/404.html").status, 200);
}

#[test]
fn a_folder_is_its_index_and_nothing_else_is_listed() {
    let site = Site::new()
        .file("content/series/s.md", "---\ntitle: 专辑\n---\n前言。\n")
        .file("static/files/a.txt", "甲");
    let preview = Preview::of(&site);
    assert_eq!(preview.get("/series/").status, 200);
    let folder = preview.get("/series?a=b");
    assert_eq!((folder.status, folder.header("Location")), (302, Some("/series/?a=b")));
    assert_eq!(preview.get("/files/a.txt").body, "甲".as_bytes());
    for path in ["/files/", "/files", "/theme/", "/content/", "/_liuhao/none", "/site.yaml"] {
        assert_eq!(preview.get(path).status, 404, "{path}");
    }
}

#[test]
fn nothing_is_written() {
    let site = Site::new().story("a", "title: 甲\ndate: 2024-03-18");
    let before = crate::support::files(&site.path(""));
    let preview = Preview::of(&site);
    preview.page("/");
    preview.page("/_liuhao/");
    drop(preview);
    assert!(crate::support::files(&site.path("")) == before);
    assert!(!site.path("public").exists() && !site.path(".liuhao").exists());
}

#[test]
fn a_photo_is_served_without_what_the_telephone_wrote_into_it() {
    let mut photo = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new(&mut photo);
    let grey = image::ExtendedColorType::L8;
    image::ImageEncoder::write_image(encoder, &[90; 64], 8, 8, grey).unwrap();
    let comment = b"\xFF\xFE\0\x08SECRET";
    let photo = [&photo[..2], comment, &photo[2..]].concat();
    // In static/ a photo has an address of its own, whether a text shows it or not.
    let site = Site::published().file("static/p.jpg", &photo);
    serves_what_it_builds(&site, 2);
    let answer = Preview::of(&site).get("/p.jpg");
    assert_eq!(answer.status, 200);
    assert!(!answer.body.windows(6).any(|part| part == b"SECRET"));
}
