//! Strangers: other hosts, other methods, ways out of the site.

use std::fs;

use crate::client::Preview;
use crate::support::Site;

fn site() -> Site {
    Site::new().story("a", "title: 甲\ndate: 2024-03-18").file("static/a.txt", "甲")
}

#[test]
fn a_host_that_is_not_this_machine_gets_nothing() {
    let site = site();
    let preview = Preview::of(&site);
    for host in ["localhost", "localhost:1313", "127.0.0.1", "127.0.0.1:9", "[::1]:1313"] {
        assert_eq!(preview.ask("GET", "/", &format!("Host: {host}\r\n")).status, 200, "{host}");
    }
    for host in ["evil.example", "localhost.evil.example", "192.168.1.9", "127.0.0.1.nip.io", ""] {
        let answer = preview.ask("GET", "/", &format!("Host: {host}\r\n"));
        assert_eq!(answer.status, 403, "{host}");
        assert!(!answer.text().contains('甲'));
    }
    for headers in ["Host: localhost\r\nHost: localhost\r\n", "X-No-Host: \r\n"] {
        let request = format!("GET / HTTP/1.1\r\n{headers}\r\n");
        assert!(preview.send(request.as_bytes()).starts_with(b"HTTP/1.1 400 "), "{headers}");
    }
    let absolute = preview.ask("GET", "http://evil.example/", "Host: localhost\r\n");
    assert_eq!(absolute.status, 403);
}

#[test]
fn only_reading() {
    let site = site();
    let preview = Preview::of(&site);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT"] {
        let answer = preview.ask(method, "/", "");
        assert_eq!((answer.status, answer.header("Allow")), (405, Some("GET, HEAD")), "{method}");
    }
    // This one alone ends a bare tiny_http.
    let post = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000000000000\r\n\r\nx";
    assert!(preview.send(post).starts_with(b"HTTP/1.1 405 "));
    let get = b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000000000000\r\n\r\nx";
    assert!(preview.send(get).starts_with(b"HTTP/1.1 413 "));
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn no_way_leads_out_of_the_site() {
    let site = site();
    fs::write(site.path("../liuhao-secret.txt"), "秘密").unwrap();
    let preview = Preview::of(&site);
    for path in [
        "/../liuhao-secret.txt",
        "/%2e%2e/liuhao-secret.txt",
        "/%2E%2E%2Fliuhao-secret.txt",
        "/%252e%252e/liuhao-secret.txt",
        "/..%5cliuhao-secret.txt",
        "/static/../../liuhao-secret.txt",
        "//etc/passwd",
        "/C:/Windows/win.ini",
        "/a.txt%00.html",
        "/./a.txt",
        "/content/branches/a.md",
        "/site.yaml",
    ] {
        let answer = preview.get(path);
        assert!([400, 404].contains(&answer.status), "{path}: {}", answer.status);
        assert!(!answer.text().contains("秘密"));
    }
    fs::remove_file(site.path("../liuhao-secret.txt")).unwrap();
}

#[cfg(unix)]
#[test]
fn a_link_that_takes_the_place_of_a_file_leads_nowhere() {
    use std::os::unix::fs::symlink;
    let site = site();
    let preview = Preview::of(&site);
    assert_eq!(preview.get("/a.txt").body, "甲".as_bytes());
    let mut events = preview.listen();
    fs::remove_file(site.path("static/a.txt")).unwrap();
    symlink("/etc/passwd", site.path("static/a.txt")).unwrap();
    assert_eq!(preview.get("/a.txt").status, 404);
    // A build refuses it, so the report tells of it.
    events.until(|| preview.page("/_liuhao/report.json").contains("static/a.txt"));
    assert_eq!(preview.get("/a.txt").status, 404);
}

#[test]
fn every_answer_keeps_strangers_out() {
    let site = site();
    let preview = Preview::of(&site);
    for path in ["/", "/a.txt", "/none", "/%", "/_liuhao/", "/_liuhao/report.json"] {
        let answer = preview.ask("GET", path, "Origin: http://evil.example\r\n");
        let policy = answer.header("Content-Security-Policy").unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'self'"));
        assert!(!policy.contains("unsafe") && !policy.contains("http:"), "{policy}");
        assert_eq!(answer.header("X-Content-Type-Options"), Some("nosniff"));
        assert_eq!(answer.header("Cross-Origin-Resource-Policy"), Some("same-origin"));
        assert!(!answer.headers.to_ascii_lowercase().contains("access-control"), "{path}");
    }
}

#[test]
fn the_port_that_is_taken_is_passed_over_with_a_word() {
    let site = site();
    let first = Preview::of(&site);
    let port = first.port.to_string();
    let second = Preview::with(&site, &["--port", &port]);
    assert!(second.port > first.port);
    assert!(second.greeting.contains(&format!("端口 {port} 已被占用")), "{}", second.greeting);
    assert!(!first.greeting.contains("占用"));
}

#[test]
fn an_open_host_says_so_and_shows_its_address_as_a_picture() {
    let site = site();
    let preview = Preview::with(&site, &["--port", "0", "--host", "0.0.0.0"]);
    assert!(preview.greeting.contains("同一网络里的任何人都能读到"));
    assert_eq!(preview.get("/").status, 200);
    let has_address = preview.greeting.contains("手机扫码阅读");
    assert_eq!(preview.greeting.contains('█'), has_address);
    let foreign = preview.ask("GET", "/", "Host: evil.example\r\n");
    assert_eq!(foreign.status, 403);
}

/// An address of the sixth version in brackets, as in an address of the web, and without.
#[test]
fn a_host_of_the_sixth_version_may_stand_in_brackets() {
    if std::net::TcpListener::bind("[::1]:0").is_err() {
        eprintln!("SKIPPED: this machine has no ::1");
        return;
    }
    let site = site();
    for host in ["[::1]", "::1"] {
        let preview = Preview::with(&site, &["--port", "0", "--host", host]);
        let address = format!("http://[::1]:{}/", preview.port);
        assert!(preview.greeting.contains(&address), "{}", preview.greeting);
        let own = format!("Host: [::1]:{}\r\n", preview.port);
        assert_eq!(preview.ask("GET", "/", &own).status, 200);
        assert_eq!(preview.ask("GET", "/", "Host: evil.example\r\n").status, 403);
    }
}

#[cfg(unix)]
#[test]
fn the_interrupt_ends_it_at_once() {
    use std::os::unix::process::ExitStatusExt;
    let site = site();
    let mut preview = Preview::of(&site);
    let _events = preview.listen();
    let _silent = preview.connect();
    assert_eq!(preview.interrupt().signal(), Some(2));
}

#[test]
fn a_folder_that_is_no_site_is_refused() {
    let run = Site::empty().run(&["serve", "--port", "0"]);
    run.exits(2).says("site.yaml");
    Site::new().run(&["serve", "--host", "300.1.2.3"]).exits(2).says("300.1.2.3");
}
