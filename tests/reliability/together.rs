//! Runs that meet: two builds, a build beside a preview, a build while its files change.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::support::{Files, Site, TODAY, html};
use crate::{fill, large_site, program, timeless};

const STORIES: usize = 60;

fn start(site: &Site) -> Child {
    let mut command = Command::new(program());
    command.current_dir(site.path("")).args(["build", "--lang", "en", "--today", TODAY]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn clean(version: &str) -> Files {
    let site = large_site(version, STORIES);
    site.build().exits(0);
    timeless(site.output())
}

/// Ends what runs beside a test, also when the test fails.
struct Ending<'f>(&'f AtomicBool);

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// A build either publishes or says that another one is running.
fn publishes_or_says_why(run: &Output) -> bool {
    let told = String::from_utf8_lossy(&run.stderr);
    if !run.status.success() {
        assert_eq!(run.status.code(), Some(2), "{told}");
        assert!(told.contains("another"), "{told}");
    }
    run.status.success()
}

#[test]
fn of_builds_at_once_one_wins_and_the_others_say_why_not() {
    let expected = clean("second");
    let site = large_site("first", STORIES);
    let (mut won, mut lost) = (0, 0);
    for round in 0..4 {
        fill(&site, if round % 2 == 0 { "first" } else { "second" }, STORIES);
        let builds: Vec<_> = (0..3).map(|_| start(&site)).collect();
        for build in builds {
            let is_published = publishes_or_says_why(&build.wait_with_output().unwrap());
            *(if is_published { &mut won } else { &mut lost }) += 1;
        }
        html::check_links(&site.output());
    }
    assert!(won >= 4, "{won} of 12 published");
    eprintln!("builds at once: {won} published, {lost} were told that another runs");
    fs::remove_dir_all(site.path("content/branches")).unwrap();
    fill(&site, "second", STORIES);
    site.build().exits(0);
    assert!(timeless(site.output()) == expected);
}

/// A preview that is ended when dropped. Nobody reads its console, as if that had been closed.
struct Preview(Child, u16);

impl Preview {
    fn of(site: &Site) -> Self {
        let mut command = Command::new(program());
        command.current_dir(site.path("")).args(["serve", "--port", "0", "--today", TODAY]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = lines
            .map(Result::unwrap)
            .find_map(|line| line.split_once("localhost:")?.1.split('/').next()?.parse().ok());
        Self(child, port.expect("it says where it is"))
    }

    /// The body of a page, as it would be published.
    fn page(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.1)).unwrap();
        let head = format!("GET /{path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.split_once("\r\n\r\n").unwrap().1.to_owned()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_build_beside_a_preview_publishes_what_a_build_alone_does() {
    let expected = clean("first");
    let site = large_site("first", STORIES);
    let preview = Preview::of(&site);
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut pages = 0;
            while !is_over.load(Ordering::Relaxed) {
                assert!(preview.page("index.html").contains("第55个支部"), "the preview is lost");
                pages += 1;
            }
            pages
        });
        let ending = Ending(&is_over);
        for _ in 0..5 {
            let run = start(&site).wait_with_output().unwrap();
            assert!(publishes_or_says_why(&run), "a preview is no build");
            assert!(timeless(site.output()) == expected);
            let _ = fs::remove_dir_all(site.path("public"));
            let _ = fs::remove_dir_all(site.path(".liuhao/public"));
        }
        drop(ending);
        assert!(reader.join().unwrap() > 0);
    });
}

/// An editor who saves: stories come, go and change, pictures too.
fn save(site: &Site, version: &str) {
    fill(site, version, STORIES);
    let other = if version == "first" { "second" } else { "first" };
    for number in (9..STORIES).step_by(10) {
        let _ = fs::remove_file(site.path(&format!("content/branches/a{number}{other}.md")));
    }
}

#[test]
fn a_build_while_files_change_publishes_a_site_whose_links_resolve_or_says_why_not() {
    let expected = clean("second");
    let site = large_site("first", STORIES);
    site.build().exits(0);
    let is_over = AtomicBool::new(false);
    let (mut published, mut refused) = (0, 0);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for version in ["second", "first"].iter().cycle() {
                save(&site, version);
                if is_over.load(Ordering::Relaxed) {
                    break;
                }
            }
        });
        let _ending = Ending(&is_over);
        for _ in 0..12 {
            let run = start(&site).wait_with_output().unwrap();
            let told = String::from_utf8_lossy(&run.stderr);
            assert!(matches!(run.status.code(), Some(0..=2)), "{:?} {told}", run.status);
            assert!(!told.contains("panicked"), "{told}");
            if run.status.success() {
                published += 1;
            } else {
                refused += 1;
            }
            html::check_links(&site.output());
        }
    });
    eprintln!("files that change: {published} builds published, {refused} refused with a report");
    fs::remove_dir_all(site.path("content/branches")).unwrap();
    fill(&site, "second", STORIES);
    site.build().exits(0);
    assert!(timeless(site.output()) == expected, "the quiet build after it is not the clean one");
}
