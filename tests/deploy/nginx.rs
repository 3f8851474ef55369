//! nginx at the root of a host and below.

use std::fs;
use std::process::Command;

use crate::server::{Server, free_port};
use crate::support::Site;
use crate::{blocks, has, site};

/// nginx with a block of the document as its only site.
fn start(site: &Site, block: &str) -> Server {
    let port = free_port();
    let state = site.path(".nginx");
    fs::create_dir_all(&state).unwrap();
    let (state, public) = (state.display(), site.path("public"));
    let server = block
        .replace("listen 80;", &format!("listen 127.0.0.1:{port};"))
        .replace("/srv/liuhao/public", public.to_str().unwrap());
    let user = if is_root() { "user root;\n" } else { "" };
    let settings = format!(
        "{user}daemon off;\npid {state}/pid;\nerror_log {state}/errors;\nevents {{}}\nhttp {{\n\
         include /etc/nginx/mime.types;\naccess_log off;\n\
         client_body_temp_path {state}/a;\nproxy_temp_path {state}/b;\nfastcgi_temp_path {state}/c;\n\
         uwsgi_temp_path {state}/d;\nscgi_temp_path {state}/e;\n{server}}}\n",
    );
    let path = site.path(".nginx/settings");
    fs::write(&path, settings).unwrap();
    let mut nginx = Command::new("nginx");
    nginx.args(["-e", &format!("{state}/errors"), "-c"]).arg(&path);
    Server::start(&mut nginx, port, &site.path(".nginx/errors"))
}

#[test]
fn nginx_leads_from_what_no_page_answers() {
    if !has("nginx") {
        return;
    }
    let moved = |name: &str| blocks(name).concat();
    let site = site("base_url: https://example.org/");
    site.put(
        "content/branches/b.md",
        "---\ntitle: 乙\ndate: 2024-03-01\naliases: [show.asp, 'show.php?id=3&c=1', 甲.do]\n---\n文。\n",
    );
    site.build().exits(0);
    let top = blocks("nginx").swap_remove(0);
    let inner = top.replace("listen 80;", &format!("listen 80;\n{}", moved("nginx-moved")));
    let server = start(&site, &(moved("nginx-map") + &inner));
    for old in ["show.asp", "show.php?id=3&c=1", "%E7%94%B2.do"] {
        let (head, _) = server.ask(&format!("/{old}"));
        assert!(head.starts_with("HTTP/1.1 301") && head.contains("/branches/b.html"), "{head}");
    }
    let (head, _) = server.ask("/show.php?id=4");
    assert!(head.starts_with("HTTP/1.1 404"), "{head}");
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout.starts_with(b"0")
}

#[test]
fn nginx_serves_it_at_the_root_and_below() {
    if !has("nginx") {
        return;
    }
    let blocks = blocks("nginx");
    let [top, below] = &blocks[..] else { panic!("{} recipes", blocks.len()) };
    for (block, prefix) in [(top, "/"), (below, "/laogan/")] {
        let site = site(&format!("base_url: https://example.org{prefix}"));
        let server = start(&site, block);
        for (path, bytes) in site.output() {
            // A host keeps what begins with a dot to itself, or not: nobody links there.
            if path.starts_with('.') {
                continue;
            }
            let (head, body) = server.get(&format!("{prefix}{path}"));
            assert!(head.starts_with("HTTP/1.1 200"), "{path}: {head}");
            assert!(body == bytes || head.contains("Transfer-Encoding"), "{path}");
            for header in [
                "X-Content-Type-Options: nosniff",
                "Cache-Control: no-cache",
                "frame-ancestors 'none'",
            ] {
                assert!(head.contains(header), "{path}: {head}");
            }
            let kind = match path.rsplit('.').next().unwrap() {
                "html" => "text/html; charset=utf-8",
                "webp" => "image/webp",
                "css" => "text/css",
                _ => "",
            };
            assert!(head.contains(kind), "{path}: {head}");
        }
        let (head, body) = server.get(prefix);
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");
        assert_eq!(body, site.output()["index.html"]);
        let (head, body) = server.get(&format!("{prefix}county/"));
        assert!(head.starts_with("HTTP/1.1 200") && !body.is_empty(), "{head}");
        let (head, body) = server.get(&format!("{prefix}branches/没有这一页.html"));
        assert!(head.starts_with("HTTP/1.1 404"), "{head}");
        assert_eq!(body, site.output()["404.html"]);
        assert!(head.contains("nosniff"), "{head}");
    }
}
