//! The recipes of `docs/deploy.md`, tried: what stands in its blocks is what runs here, but for
//! places and ports.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]
#![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]
#![allow(clippy::print_stderr, reason = "what was skipped is told")]
#![allow(dead_code, reason = "the harness serves other tests too")]

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

#[path = "support/mod.rs"]
mod support;

use support::{Files, PICTURE, Site, files, html, markdown, repository};

/// The blocks of the document fenced as `language`.
fn blocks(language: &str) -> Vec<String> {
    let text = fs::read_to_string(repository().join("docs/deploy.md")).unwrap();
    let opening = format!("```{language}\n");
    text.split(&opening).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

/// A site with a picture, whose settings end with `base_url`.
fn site(base_url: &str) -> Site {
    let facts = "title: 示例\ndate: 2024-03-01\nbranch: {name: 示例支部, county: 示例县}";
    let site = Site::empty()
        .file("site.yaml", format!("name: 示例老干部\ncounties: [示例县]\n{base_url}\n"))
        .file("content/branches/a/index.md", markdown(facts, "![合影](p.png)\n"))
        .file("content/branches/a/p.png", PICTURE);
    site.build().exits(0);
    site
}

/// Runs a block as a shell would, in the folder of a site.
fn shell(site: &Site, block: &str, variable: (&str, &str)) -> Output {
    let mut command = Command::new("sh");
    command.current_dir(site.path("")).args(["-euc", block]).env(variable.0, variable.1);
    let run = command.output().unwrap();
    assert!(run.status.success(), "{block}\n{}", String::from_utf8_lossy(&run.stderr));
    run
}

fn has(program: &str) -> bool {
    let found = Command::new("sh").args(["-c", &format!("command -v {program}")]).output();
    let is_there = found.is_ok_and(|found| found.status.success());
    if !is_there {
        eprintln!("SKIPPED: {program} is not installed");
    }
    is_there
}

/// A web server that is ended when dropped.
struct Server(Child, u16);

impl Drop for Server {
    fn drop(&mut self) {
        // Asked to stop, the master takes its workers along.
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        let _ = self.0.wait();
    }
}

impl Server {
    fn start(site: &Site, block: &str) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
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
        let child = nginx.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let server = Self(child, port);
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return server;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let told = fs::read_to_string(site.path(".nginx/errors")).unwrap_or_default();
        panic!("nginx does not answer: {told}");
    }

    /// The head of the answer and its body.
    fn get(&self, path: &str) -> (String, Vec<u8>) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.1)).unwrap();
        let path: String = path
            .bytes()
            .map(|byte| match byte {
                b'/' | b'.' | b'-' | b'_' => char::from(byte).to_string(),
                byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
                byte => format!("%{byte:02X}"),
            })
            .collect();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n\r\n")
            .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let at = answer.windows(4).position(|part| part == b"\r\n\r\n").unwrap();
        (String::from_utf8(answer[..at].to_vec()).unwrap(), answer.split_off(at + 4))
    }
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
        let server = Server::start(&site, block);
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

/// What a build published, but for the file that keeps `public/` out of a repository.
fn published(site: &Site) -> Files {
    let mut output = site.output();
    output.remove(".gitignore");
    output
}

#[test]
fn rsync_copies_what_has_changed_and_nothing_else() {
    if !has("rsync") {
        return;
    }
    let block = blocks("sh").into_iter().find(|block| block.contains("rsync")).unwrap();
    let told = block.replace("rsync --", "rsync --itemize-changes --");
    let site = site("base_url: https://example.org/");
    let target = site.path("there/");
    let copy = || {
        let run = shell(&site, &told, ("TARGET", target.to_str().unwrap()));
        let lines = String::from_utf8(run.stdout).unwrap();
        lines
            .lines()
            .filter(|line| line.starts_with(['<', '>', '*']))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert!(copy().len() > 20);
    assert!(files(&site.path("there")) == files(&site.path("public")));
    assert_eq!(copy(), Vec::<String>::new());
    let text = site.path("content/branches/a/index.md");
    fs::write(&text, fs::read_to_string(&text).unwrap() + "\n又一段。\n").unwrap();
    site.build().exits(0);
    let changed = copy();
    assert!(!changed.is_empty() && changed.len() < 15, "{changed:?}");
    assert!(!changed.iter().any(|line| line.contains(".webp")), "{changed:?}");
    assert!(files(&site.path("there")) == files(&site.path("public")));
}

#[test]
fn a_branch_for_pages_holds_the_site_and_the_word_that_it_is_one() {
    if !has("git") {
        return;
    }
    let block = blocks("sh").into_iter().find(|block| block.contains(".nojekyll")).unwrap();
    let site = site("base_url: https://example.org/");
    let remote = site.path("remote.git");
    let git = |arguments: &[&str]| {
        let run = Command::new("git").args(arguments).output().unwrap();
        assert!(run.status.success(), "{arguments:?} {}", String::from_utf8_lossy(&run.stderr));
    };
    git(&["init", "--quiet", "--bare", remote.to_str().unwrap()]);
    for _ in 0..2 {
        shell(&site, &block, ("REMOTE", remote.to_str().unwrap()));
    }
    let clone = site.path("clone");
    git(&[
        "clone",
        "--quiet",
        "--branch",
        "pages",
        remote.to_str().unwrap(),
        clone.to_str().unwrap(),
    ]);
    assert!(clone.join(".nojekyll").exists());
    fs::remove_dir_all(clone.join(".git")).unwrap();
    fs::remove_file(clone.join(".nojekyll")).unwrap();
    assert!(files(&clone) == published(&site));
}

#[test]
fn a_zip_holds_the_site_and_opens_from_a_disk() {
    if !has("python3") {
        return;
    }
    let block = blocks("sh").into_iter().find(|block| block.contains("zipfile")).unwrap();
    let site = site("");
    shell(&site, &block, ("NOTHING", ""));
    shell(&site, "python3 -m zipfile -e liuhao.zip opened", ("NOTHING", ""));
    let opened = files(Path::new(&site.path("opened/public")));
    assert!(opened == site.output());
    html::check_links(&opened);
}
