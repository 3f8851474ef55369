//! A run that finds what earlier ones have kept says and publishes what one says and publishes that finds nothing: whatever was
//! changed in between, and whatever has become of what was kept.
//!
//! `LIUHAO_AGAIN=200` changes 200 random sites; without it 6.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::sites;
use crate::support::{Files, Site, TODAY};

/// Days round one on which something is to be published: stories of the sites are dated up to a few months behind.
const DAYS: [&str; 5] = ["2025-12-31", TODAY, "2026-01-02", "2026-03-01", "2024-05-05"];
const THEME: [(&str, &str); 4] = [
    ("themes/feed/theme.yaml", "colours: {accent: \"#005a9c\"}\n"),
    ("themes/feed/templates/404.html", "{% extends \"feed/404.html\" %}\n"),
    ("themes/feed/templates/story.html", "{% extends \"feed/story.html\" %}\n"),
    ("themes/feed/static/note.txt", "示例\n"),
];

/// What happens to a site between two runs: which thing, and which file or value of it.
type Change = (u8, usize);

/// One site twice: in one, runs use what is kept, in the other they do not.
struct Twins {
    kept: Site,
    anew: Site,
    files: Files,
    today: String,
}

impl Twins {
    fn new(files: Files) -> Self {
        let put = |site: Site, (path, bytes): (&String, &Vec<u8>)| site.file(path, bytes);
        let kept = files.iter().fold(Site::empty(), put);
        let anew = files.iter().fold(Site::empty(), put);
        Self { kept, anew, files, today: TODAY.to_owned() }
    }

    fn put(&mut self, path: &str, bytes: impl AsRef<[u8]>) {
        for site in [&self.kept, &self.anew] {
            site.put(path, bytes.as_ref());
        }
        self.files.insert(path.to_owned(), bytes.as_ref().to_vec());
    }

    fn remove(&mut self, path: &str) {
        for site in [&self.kept, &self.anew] {
            fs::remove_file(site.path(path)).unwrap();
        }
        self.files.remove(path);
    }

    /// The `nth` file, counted round, of those that `is_meant`.
    fn nth(&self, nth: usize, is_meant: impl Fn(&str) -> bool) -> Option<String> {
        let meant: Vec<_> = self.files.keys().filter(|path| is_meant(path)).collect();
        let at = nth.checked_rem(meant.len())?;
        Some(meant[at].clone())
    }

    fn change(&mut self, (what, which): Change, other: &Files) {
        let is_story =
            |path: &str| path.starts_with("content/") && path.rsplit('.').next() == Some("md");
        let story = self.nth(which, is_story);
        match (what, story) {
            // Nothing.
            (0, _) => {}
            (1, Some(path)) => {
                let text = [&*self.files[&path], "\n又写了一段。\n".as_bytes()].concat();
                self.put(&path, text);
            }
            (2, Some(path)) => self.remove(&path),
            (3, Some(path)) => {
                let bytes = self.files[&path].clone();
                self.remove(&path);
                self.put(&path.replace(".md", "x.md").replace("/index", "y/index"), bytes);
            }
            (4, Some(path)) => self.replace(&path, "title: ", "title: 改"),
            (5, Some(path)) => self.replace(&path, "\n---\n", "\ndraft: true\n---\n"),
            (6, Some(path)) => self.replace(&path, "date: 202", "date: 2026-01-0"),
            // The same bytes with another time.
            (7, Some(path)) => {
                let bytes = self.files[&path].clone();
                self.put(&path, bytes);
            }
            (8, _) => {
                let at = which % other.len();
                let (path, bytes) = other.iter().nth(at).unwrap();
                self.put(path, bytes);
            }
            (9, _) => {
                let (path, text) = THEME[which % THEME.len()];
                if self.files.contains_key(path) { self.remove(path) } else { self.put(path, text) }
            }
            (10, _) => DAYS[which % DAYS.len()].clone_into(&mut self.today),
            (11, _) => {
                self.put("terms.yaml", format!("terms:\n  - {{wrong: 甲, right: 乙{which}}}\n"));
            }
            (12, _) => {
                if let Some(path) = self.nth(which, |path| path.rsplit('.').next() == Some("png")) {
                    self.put(&path, crate::picture(&format!("{which}")));
                }
            }
            (13, Some(path)) => {
                let founded = ["2030-05", "2010", "2026-01-02"][which % 3];
                self.replace(&path, "county:", &format!("founded: {founded}, county:"));
            }
            // As long as before, and another one.
            (16, Some(path)) => self.replace(&path, "。", "！"),
            // A published page is changed by hand.
            (14, _) => {
                for site in [&self.kept, &self.anew] {
                    let page = site.path("public/index.html");
                    if page.is_file() {
                        fs::write(page, "by hand").unwrap();
                    }
                }
            }
            _ => self.put("site.yaml", [&*self.files["site.yaml"], b"footer: x\n"].concat()),
        }
    }

    fn replace(&mut self, path: &str, from: &str, to: &str) {
        let text = String::from_utf8(self.files[path].clone()).unwrap();
        self.put(path, text.replacen(from, to, 1));
    }

    /// Both sites say and publish the same.
    fn agree(&self, what: &str) {
        self.say_alike(what, &["check"]);
        self.build_alike(what);
        self.say_alike(what, &["check", "--coverage"]);
    }

    fn say_alike(&self, what: &str, arguments: &[&str]) {
        let day = ["--today", &*self.today];
        let kept = self.kept.run(&[arguments, &day].concat());
        let anew = self.anew.run(&[arguments, &day, &["--no-cache"]].concat());
        assert_eq!(kept.code, anew.code, "{what}: {arguments:?}\n{}\n{}", kept.err, anew.err);
        assert_eq!((&kept.out, &kept.err), (&anew.out, &anew.err), "{what}: {arguments:?}");
    }

    fn build_alike(&self, what: &str) {
        self.say_alike(what, &["build"]);
        let (kept, anew) = (self.kept.output(), self.anew.output());
        for path in kept.keys().chain(anew.keys()) {
            assert!(kept.get(path) == anew.get(path), "{what}: {path} differs");
        }
    }
}

fn agree_through(first: Files, other: &Files, changes: &[Change]) {
    let mut twins = Twins::new(first);
    twins.agree("at first");
    for (at, change) in changes.iter().enumerate() {
        twins.change(*change, other);
        twins.agree(&format!("after change {at} of {changes:?}"));
    }
}

#[test]
fn whatever_changes_a_run_with_a_cache_is_one_without() {
    let cases = std::env::var("LIUHAO_AGAIN").map_or(6, |number| number.parse().unwrap());
    let mut runner = TestRunner::new(Config {
        max_shrink_iters: 60,
        failure_persistence: None,
        ..Config::with_cases(cases)
    });
    let changes = prop::collection::vec((0_u8..17, any::<usize>()), 6..10);
    let tried =
        runner.run(&(sites::files(), sites::files(), changes), |(first, other, changes)| {
            agree_through(first, &other, &changes);
            Ok(())
        });
    if let Err(fault) = tried {
        panic!("{fault}");
    }
}

/// All that is kept of a site for the next run.
fn shelf(site: &Site) -> Vec<PathBuf> {
    let files = crate::support::files(&site.path(".liuhao/public/cache"));
    files.keys().map(|name| site.path(".liuhao/public/cache").join(name)).collect()
}

fn small() -> Twins {
    let mut files = Files::new();
    files.insert("site.yaml".to_owned(), b"name: \xE7\xA4\xBA\xE4\xBE\x8B\n".to_vec());
    let mut twins = Twins::new(files);
    for name in ["jia", "yi", "bing"] {
        let facts = format!("title: {name}\ndate: 2024-03-01\nbranch: {{name: 示例{name}支部}}");
        let text = crate::support::markdown(&facts, "支部现有党员。");
        twins.put(&format!("content/branches/{name}.md"), text);
    }
    twins.agree("at first");
    twins
}

#[test]
fn a_word_for_another_that_is_as_long_is_found() {
    let mut twins = small();
    for word in ["团员", "组员", "学员", "队员", "社员", "成员", "会员", "议员"] {
        let facts = "title: jia\ndate: 2024-03-01\nbranch: {name: 示例jia支部}";
        let text = crate::support::markdown(facts, &format!("支部现有{word}。"));
        twins.put("content/branches/jia.md", text);
        twins.build_alike(word);
    }
}

#[test]
fn what_is_kept_is_believed_only_whole() {
    let mut twins = small();
    let mut number = 0;
    for path in shelf(&twins.kept) {
        let whole = fs::read(&path).unwrap();
        let length = whole.len();
        let cuts = [0, 31, 33, length / 2, length - 1];
        let flips = (0..8).map(|nth| nth * length / 8);
        for (at, is_cut) in cuts.map(|at| (at, true)).into_iter().chain(flips.map(|at| (at, false)))
        {
            // A build of nothing new does not write what it does not need.
            let now = fs::read(&path).unwrap();
            let mut bytes = if now.is_empty() { whole.clone() } else { now };
            let at = at.min(bytes.len() - 1);
            if is_cut {
                bytes.truncate(at);
            } else {
                bytes[at] ^= 1;
            }
            fs::write(&path, bytes).unwrap();
            number += 1;
            if number % 2 == 0 {
                twins.put("content/branches/jia.md", story(number));
            }
            twins.build_alike(&format!("{path:?} changed at {at}"));
        }
    }
    assert!(number > 50);
}

fn story(number: usize) -> String {
    let facts = format!("title: 第{number}次\ndate: 2024-03-01\nbranch: {{name: 示例jia支部}}");
    crate::support::markdown(&facts, "支部现有党员。")
}

#[test]
fn what_another_site_or_an_earlier_time_has_kept_is_not_believed() {
    let mut twins = small();
    let (before, folder) = (shelf(&twins.kept), twins.kept.path(".liuhao/public/cache"));
    let earlier: Vec<_> = before.iter().map(|path| (path, fs::read(path).unwrap())).collect();
    let other = small();
    other.kept.put("content/branches/jia.md", story(1));
    other.kept.build().exits(0);
    twins.put("content/branches/jia.md", story(2));
    twins.agree("changed");
    for (path, bytes) in &earlier {
        fs::write(path, bytes).unwrap();
    }
    twins.agree("what was kept before is there again");
    for path in shelf(&other.kept) {
        fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
    }
    twins.agree("another site's lies there");
    // The whole state folder is another site's.
    fs::remove_dir_all(twins.kept.path(".liuhao/public/cache")).unwrap();
    std::os::unix::fs::symlink(other.kept.path(".liuhao/public/cache"), &folder).unwrap();
    twins.agree("a link leads to another site's");
    assert!(folder.symlink_metadata().unwrap().is_symlink());
}

#[test]
fn a_build_of_nothing_new_writes_nothing_and_says_the_same() {
    let twins = small();
    let site = &twins.kept;
    site.put(
        "content/branches/wu.md",
        crate::support::markdown("title: 无\ndate: 2024-02-02", "文。"),
    );
    site.build().exits(0);
    let (first, stamps) = (site.build(), site.stamps());
    let second = site.build();
    assert_eq!((&first.out, &first.err), (&second.out, &second.err));
    assert_eq!(site.stamps(), stamps);
}

/// Each row is a text with one date behind which it reads otherwise, and that date: of publishing, of its end, and of a founding
/// that is to come on the days before.
const DATED: [(&str, &str, &str); 3] = [
    ("date", "date: 2026-03-01\nbranch: {name: 示例林场支部}", "2026-03-01"),
    (
        "expires",
        "date: 2024-03-01\nexpires: 2026-04-01\nbranch: {name: 示例林场支部}",
        "2026-04-01",
    ),
    ("founded", "branch: {name: 示例林场支部, founded: 2026-05-01}", "2026-05-01"),
];

#[test]
fn a_day_on_which_something_begins_or_ends_is_a_change() {
    for (what, facts, at) in DATED {
        let mut twins = small();
        let facts = format!("title: {what}\n{facts}");
        twins.put("content/branches/dated.md", crate::support::markdown(&facts, "支部现有党员。"));
        let at: jiff::civil::Date = at.parse().unwrap();
        let mut seen = BTreeSet::new();
        for later in [-1, 0, 1, -1, -30, 400, 0] {
            twins.today = at.saturating_add(jiff::Span::new().days(later)).to_string();
            twins.agree(&format!("{what}, {later} days behind {at}"));
            let said = twins.anew.run(&["check", "--today", &twins.today]).err;
            seen.insert((said, twins.anew.output()));
        }
        assert!(seen.len() > 1, "{what} reads the same on every day");
    }
}

#[test]
fn a_setting_that_every_page_shows_is_a_change() {
    for line in ["footer: 示例页脚", "introduction: 示例简介", "counties: [示例县]", "page_size: 1"]
    {
        let mut twins = small();
        twins.put("site.yaml", format!("name: 示例\n{line}\n"));
        twins.agree(line);
        twins.put("site.yaml", "name: 示例改\n");
        twins.agree("another name");
    }
    let mut twins = small();
    for (path, text) in THEME {
        twins.put(path, text);
        twins.agree(path);
    }
}

#[test]
fn clean_takes_away_what_is_kept() {
    let site = small().kept;
    assert!(!shelf(&site).is_empty());
    site.run(&["clean"]).exits(0);
    assert!(!site.path(".liuhao").exists());
}
