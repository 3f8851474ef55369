//! HTTP as browsers and media players speak it.

use std::io::{Read, Write};

use crate::client::Preview;
use crate::support::Site;

fn preview() -> (Site, Preview) {
    let bytes: Vec<u8> = (0..100_000_u32).map(|number| (number % 251) as u8).collect();
    let site = Site::new()
        .story("a", "title: 甲\ndate: 2024-03-18")
        .file("site.yaml", "name: 示例老干部\npublish: [bin]\n")
        .file("static/film.mp4", bytes)
        .file("static/empty.txt", "");
    let preview = Preview::of(&site);
    (site, preview)
}

#[test]
fn what_the_browser_holds_is_not_sent_again() {
    let (site, preview) = preview();
    for path in ["/branches/a.html", "/theme/style.css", "/film.mp4", "/data/branches.json"] {
        let first = preview.get(path);
        let tag = first.header("ETag").unwrap().to_owned();
        let again = preview.ask("GET", path, &format!("If-None-Match: {tag}\r\n"));
        assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
        assert_eq!(again.header("ETag"), Some(tag.as_str()));
        let weak = preview.ask("GET", path, &format!("If-None-Match: \"x\", W/{tag}\r\n"));
        assert_eq!(weak.status, 304, "{path}");
        let other = preview.ask("GET", path, "If-None-Match: \"x\"\r\n");
        assert_eq!((other.status, &other.body), (200, &first.body), "{path}");
    }
    let tag = preview.get("/branches/a.html").header("ETag").unwrap().to_owned();
    let mut events = preview.listen();
    site.put("content/branches/a.md", "---\ntitle: 乙\ndate: 2024-03-18\n---\n新。\n");
    events.until(|| preview.page("/branches/a.html").contains("<title>乙"));
    let held = format!("If-None-Match: {tag}\r\n");
    assert_eq!(preview.ask("GET", "/branches/a.html", &held).status, 200);
}

#[test]
fn a_part_of_a_file() {
    let (_site, preview) = preview();
    let whole = preview.get("/film.mp4");
    assert_eq!(whole.header("Accept-Ranges"), Some("bytes"));
    let tag = whole.header("ETag").unwrap();
    for (range, start, end) in [
        ("0-9", 0, 10),
        ("99990-", 99_990, 100_000),
        ("-10", 99_990, 100_000),
        ("50000-999999", 50_000, 100_000),
        ("0-", 0, 100_000),
    ] {
        let part = preview.ask(
            "GET",
            "/film.mp4",
            &format!("Range: bytes={range}\r\nIf-Range: {tag}\r\n"),
        );
        assert_eq!(part.status, 206, "{range}");
        let told = format!("bytes {start}-{}/100000", end - 1);
        assert_eq!(part.header("Content-Range"), Some(told.as_str()));
        assert!(part.body == whole.body[start..end], "{range}");
    }
    for range in ["100000-", "-0"] {
        let none = preview.ask("GET", "/film.mp4", &format!("Range: bytes={range}\r\n"));
        assert_eq!((none.status, none.body.len()), (416, 0), "{range}");
        assert_eq!(none.header("Content-Range"), Some("bytes */100000"));
    }
    for header in [
        "Range: bytes=0-1,5-6",
        "Range: bytes=9-0",
        "Range: x",
        "Range: bytes=0-1\r\nIf-Range: \"x\"",
    ] {
        let answer = preview.ask("GET", "/film.mp4", &format!("{header}\r\n"));
        assert!(answer.status == 200 && answer.body == whole.body, "{header}");
    }
    assert_eq!(preview.ask("GET", "/empty.txt", "Range: bytes=0-\r\n").status, 416);
}

#[test]
fn a_head_without_a_body() {
    let (_site, preview) = preview();
    for path in ["/", "/film.mp4", "/data/branches.csv", "/none.html", "/_liuhao/desk.json"] {
        let (get, head) = (preview.get(path), preview.ask("HEAD", path, ""));
        assert_eq!((head.status, head.body.len()), (get.status, 0), "{path}");
        let length = get.body.len().to_string();
        assert_eq!(head.header("Content-Length"), Some(length.as_str()), "{path}");
        assert_eq!(head.header("ETag"), get.header("ETag"), "{path}");
    }
}

#[test]
fn several_requests_on_one_connection_even_at_once() {
    let (_site, preview) = preview();
    let mut stream = preview.connect();
    let one = "GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let last = "GET /robots.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    stream.write_all([one, one, last].concat().as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert_eq!(answer.matches("HTTP/1.1 200 OK").count(), 3);
}

#[test]
fn types_are_told_and_not_guessed() {
    let (_site, preview) = preview();
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/theme/style.css", "text/css; charset=utf-8"),
        ("/feed.xml", "application/atom+xml; charset=utf-8"),
        ("/data/branches.csv", "text/csv; charset=utf-8"),
        ("/film.mp4", "video/mp4"),
        ("/empty.txt", "text/plain; charset=utf-8"),
    ] {
        let answer = preview.get(path);
        assert_eq!(answer.header("Content-Type"), Some(kind), "{path}");
        assert_eq!(answer.header("X-Content-Type-Options"), Some("nosniff"));
    }
}
