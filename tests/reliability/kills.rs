//! Builds of the real program, killed at points spread over their run.
//!
//! `LIUHAO_KILLS=500` kills 500 times over an existing site and 500 over none; without it 20 each.

use std::collections::BTreeMap;
use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::patience::Patience;
use crate::support::{Files, Site, TODAY, files, html};
use crate::{fill, large_site, program, timeless};

const STORIES: usize = 60;

fn kills() -> u32 {
    std::env::var("LIUHAO_KILLS").map_or(20, |number| number.parse().unwrap())
}

fn start(site: &Site) -> Child {
    let mut command = Command::new(program());
    command.current_dir(site.path("")).args(["build", "--today", TODAY]);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().unwrap()
}

/// What the editors wrote.
fn sources(site: &Site) -> Files {
    let mut found = files(&site.path("content"));
    found.insert("site.yaml".to_owned(), fs::read(site.path("site.yaml")).unwrap());
    found
}

/// Copies of a site in one version, published in another or not at all.
struct Case {
    site: Site,
    before: Files,
    after: Files,
    sources: Files,
}

impl Case {
    fn new(is_published: bool) -> Self {
        let clean = large_site("second", STORIES);
        clean.build().exits(0);
        let site = large_site("first", STORIES);
        if is_published {
            site.build().exits(0);
        }
        let before = timeless(site.output());
        fs::remove_dir_all(site.path("content/branches")).unwrap();
        fill(&site, "second", STORIES);
        let sources = sources(&site);
        Self { site, before, after: timeless(clean.output()), sources }
    }

    /// Back to the state before the build.
    fn reset(&self) {
        let _ = fs::remove_dir_all(self.site.path("public"));
        let _ = fs::remove_dir_all(self.site.path(".liuhao"));
        if !self.before.is_empty() {
            fs::create_dir(self.site.path("public")).unwrap();
            copy("kept/public", "public", &self.site);
            copy("kept/state", ".liuhao", &self.site);
        }
    }

    fn keep(&self) {
        copy("public", "kept/public", &self.site);
        copy(".liuhao", "kept/state", &self.site);
    }

    /// Kills a build after a while; tells whether it was still running.
    fn kill_after(&self, delay: Duration) -> bool {
        let started = Instant::now();
        let mut child = start(&self.site);
        while started.elapsed() < delay && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_micros(100));
        }
        let was_running = child.try_wait().unwrap().is_none();
        child.kill().unwrap();
        child.wait().unwrap();
        was_running
    }

    /// Every file is whole, old or new; what the editors wrote is as it was.
    fn check_whole(&self) -> BTreeMap<&'static str, usize> {
        let mut seen = BTreeMap::new();
        for (path, bytes) in timeless(self.site.output())
            .iter()
            .filter(|(path, _)| !path.starts_with(".liuhao-stage"))
        {
            let is_old = self.before.get(path) == Some(bytes);
            let is_new = self.after.get(path) == Some(bytes);
            assert!(is_old || is_new, "{path} is torn");
            *seen.entry(if is_new { "new" } else { "old" }).or_default() += 1;
        }
        assert!(sources(&self.site) == self.sources, "content or settings were touched");
        seen
    }
}

fn copy(from: &str, to: &str, site: &Site) {
    for (path, bytes) in files(&site.path(from)) {
        site.put(&format!("{to}/{path}"), bytes);
    }
}

/// How long one undisturbed build takes, from its start to its end: kills are spread over that.
fn length(case: &Case) -> Duration {
    case.reset();
    let started = Instant::now();
    let mut child = start(&case.site);
    let _patience = Patience::with(&child);
    assert!(child.wait().unwrap().success());
    started.elapsed()
}

fn kill_over_the_run(is_published: bool) {
    let case = Case::new(is_published);
    if is_published {
        case.keep();
    }
    let length = length(&case).mul_f64(1.1);
    let count = kills();
    let (mut running, mut mixed, mut untouched) = (0, 0, 0);
    for number in 0..count {
        case.reset();
        let was_running = case.kill_after(length * number / count);
        running += u32::from(was_running);
        let seen = case.check_whole();
        mixed += u32::from(seen.len() == 2);
        untouched += u32::from(timeless(case.site.output()) == case.before);
        case.site.build().exits(0);
        assert!(timeless(case.site.output()) == case.after, "kill {number}: not the clean build");
        let state = crate::state(&case.site.path(".liuhao/public"));
        assert_eq!(state, ["lock", "manifest", "note"], "kill {number}");
    }
    html::check_links(&case.after);
    eprintln!(
        "kills: {count}, {running} while it ran; public/ as before after {untouched}, old and new after {mixed}; \
         over {}",
        if is_published { "a published site" } else { "none" },
    );
    assert!(running >= count / 3, "the kills came too late: {running} of {count}");
}

#[test]
fn a_build_killed_over_a_published_site_loses_nothing() {
    kill_over_the_run(true);
}

#[test]
fn a_first_build_that_is_killed_leaves_nothing_torn() {
    kill_over_the_run(false);
}
