//! The site in a store of objects with the interface of S3, which moto plays.

use std::fs;
use std::process::Command;

use crate::server::{Server, free_port};
use crate::support::{Site, html};
use crate::{blocks, has, published, shell, site};

/// A store that listens on this machine, and the office's own settings that lead there.
fn start(site: &Site) -> Server {
    let port = free_port();
    let [settings] = &blocks("ini")[..] else { panic!("one block of settings") };
    // Clouds name a bucket in the host; a name below this machine's would have to be made known.
    let settings = settings
        .replace("provider = Alibaba", "provider = Other")
        .replace("oss-cn-beijing.aliyuncs.com", &format!("http://127.0.0.1:{port}"));
    assert!(settings.contains("127.0.0.1") && settings.contains("Other"), "{settings}");
    site.put(".config/rclone/rclone.conf", settings);
    let mut moto = Command::new("moto_server");
    moto.args(["-H", "127.0.0.1", "-p", &port.to_string()]);
    Server::start(&mut moto, port, &site.path("nothing"))
}

/// Runs the recipe; gives the names of the objects that were sent or removed, in order.
fn send(site: &Site) -> Vec<String> {
    let block = blocks("sh").into_iter().find(|block| block.contains("rclone")).unwrap();
    let block = block.replace("rclone ", "rclone --verbose --stats 0 ");
    let run = shell(site, &block, ("BUCKET", "liuhao:site"));
    let told = String::from_utf8(run.stderr).unwrap();
    let is_done = |line: &&str| line.contains(": Copied") || line.contains(": Deleted");
    let names =
        told.lines().filter(is_done).map(|line| line.split(": ").nth(1).unwrap().to_owned());
    names.collect()
}

#[test]
fn a_bucket_holds_the_site_and_a_second_run_sends_nothing() {
    if !has("rclone") || !has("moto_server") {
        return;
    }
    let site = site("base_url: https://example.org/");
    let server = start(&site);
    shell(&site, "rclone mkdir \"$BUCKET\"", ("BUCKET", "liuhao:site"));
    let sent = send(&site);
    assert_eq!(sent.len(), published(&site).len());
    let first_page = sent.iter().position(|name| html::is_page(name)).unwrap();
    assert!(sent[first_page..].iter().all(|name| html::is_page(name)), "pages last: {sent:?}");
    for (path, bytes) in published(&site) {
        let (head, body) = server.get(&format!("/site/{path}"));
        assert!(head.starts_with("HTTP/1.1 200"), "{path}: {head}");
        assert!(body == bytes, "{path}");
        let kind = match path.rsplit('.').next().unwrap() {
            "html" => "text/html; charset=utf-8",
            "css" => "text/css",
            "js" => "javascript",
            "webp" => "image/webp",
            _ => "",
        };
        let told = head.lines().find(|line| line.to_ascii_lowercase().starts_with("content-type:"));
        assert!(told.is_some_and(|told| told.contains(kind)), "{path}: {head}");
    }
    assert_eq!(send(&site), Vec::<String>::new());
    let text = site.path("content/branches/a/index.md");
    fs::write(&text, fs::read_to_string(&text).unwrap() + "\n又一段。\n").unwrap();
    site.build().exits(0);
    let changed = send(&site);
    assert!(changed.iter().any(|name| name == "branches/a.html"), "{changed:?}");
    assert!(changed.len() < 15 && !changed.iter().any(|name| name.contains(".webp")));
    fs::rename(site.path("content/branches/a"), site.path("content/branches/b")).unwrap();
    site.build().exits(0);
    assert!(send(&site).iter().any(|name| name == "branches/a.html"));
    assert!(server.get("/site/branches/a.html").0.starts_with("HTTP/1.1 404"));
    assert!(server.get("/site/branches/b.html").0.starts_with("HTTP/1.1 200"));
}
