//! A storm of edits: whatever happened on the way, in the end the preview is what a clean build makes.
//!
//! Twenty thousand of them, measured, are in `benches/serve`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use liuhao::serve::SCRIPT;

use crate::client::Preview;
use crate::support::{Site, markdown};

/// How many changes; `LIUHAO_STORM` sets another number.
const CHANGES: usize = 600;

/// After so many changes the next event is waited for.
const BREATH: usize = 100;

struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % below as u64).unwrap()
    }
}

/// Files of the site that the storm goes over.
struct Storm<'s> {
    site: &'s Site,
    random: Random,
    files: Vec<String>,
    count: usize,
}

impl Storm<'_> {
    fn text(&mut self) -> String {
        self.count += 1;
        let number = self.count;
        let day = self.random.next(28) + 1;
        let facts = format!(
            "title: 第{number}次\ndate: 2024-03-{day:02}\ntags: [标签{}]\nmembers: {{total: {}}}",
            self.random.next(9),
            self.random.next(90) + 1,
        );
        match self.random.next(12) {
            // Wrong on the way, in more than one manner.
            0 => "title: 没有分隔".to_owned(),
            1 => markdown(&format!("{facts}\ndarft: true"), "正文。"),
            2 => markdown(&facts, "[没有](none.md)"),
            _ => markdown(&facts, &format!("支部第{number}次改动。")),
        }
    }

    fn name(&mut self) -> String {
        let number = self.random.next(400);
        match self.random.next(4) {
            0 => format!("content/branches/组{}/s{number}.md", number % 5),
            1 => format!("content/branches/s{number}/index.md"),
            _ => format!("content/branches/s{number}.md"),
        }
    }

    fn step(&mut self) {
        let text = self.text();
        let existing = self.random.next(self.files.len().max(1));
        match self.random.next(10) {
            0..=2 => {
                let name = self.name();
                // Never two files of one address: the end has to be a site that builds.
                let stem = |path: &str| {
                    path.replace("/index.md", ".md").rsplit('/').next().map(str::to_owned)
                };
                if !self.files.iter().any(|file| stem(file) == stem(&name)) {
                    self.site.put(&name, text);
                    self.files.push(name);
                }
            }
            3..=6 if !self.files.is_empty() => self.site.put(&self.files[existing], text),
            7 if !self.files.is_empty() => {
                let file = self.files.swap_remove(existing);
                fs::remove_file(self.site.path(&file)).unwrap();
            }
            8 if !self.files.is_empty() => {
                self.count += 1;
                let to = format!("content/branches/r{}.md", self.count);
                fs::rename(self.site.path(&self.files[existing]), self.site.path(&to)).unwrap();
                self.files[existing] = to;
            }
            9 => self.site.put(&format!("static/f{}.txt", self.random.next(20)), text),
            _ => {}
        }
    }

    /// Makes every file right again.
    fn settle(&mut self) {
        for file in self.files.clone() {
            self.count += 1;
            let facts = format!("title: 终{}\ndate: 2024-03-18\ntags: [终]", self.count);
            self.site.put(&file, markdown(&facts, "支部现有党员。"));
        }
    }
}

/// Open descriptors, threads and resident kilobytes of a process.
#[cfg(target_os = "linux")]
fn load(id: u32) -> [usize; 3] {
    let count = |what: &str| fs::read_dir(format!("/proc/{id}/{what}")).unwrap().count();
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    let resident = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    [count("fd"), count("task"), resident]
}

/// The load of a preview between two looks at all files: these hold folders open for a moment.
#[cfg(target_os = "linux")]
fn load_at_rest(id: u32) -> [usize; 3] {
    (0..100).map(|_| load(id)).min().unwrap()
}

fn changes() -> usize {
    std::env::var("LIUHAO_STORM").ok().and_then(|count| count.parse().ok()).unwrap_or(CHANGES)
}

#[test]
fn after_a_storm_the_preview_is_what_a_clean_build_makes() {
    let site = Site::new().story("fixed", "title: 固定\ndate: 2024-03-18");
    let mut storm =
        Storm { site: &site, random: Random(0x6c69_7568_616f), files: Vec::new(), count: 0 };
    // As many files as the storm will have, so that memory before and after can be compared.
    for _ in 0..changes().min(2_000) {
        storm.step();
    }
    storm.settle();
    let preview = Preview::of(&site);
    let mut events = preview.listen();
    // The first event tells that it watches: what that takes is there before it is counted.
    storm.step();
    events.next();
    #[cfg(target_os = "linux")]
    let before = load_at_rest(preview.id());
    for number in 0..changes() {
        storm.step();
        // A breath now and then, so that there are many states in between and not one flood.
        if number % BREATH == BREATH - 1 {
            events.next();
        }
    }
    storm.settle();
    let last = format!("终{}<", storm.count);
    let file =
        storm.files.last().unwrap().replace("content/branches/", "").replace("/index.md", ".md");
    let page = format!(
        "/branches/{}",
        Path::new(&file).file_name().unwrap().to_str().unwrap().replace(".md", ".html")
    );
    events.until(|| preview.page(&page).contains(&last));
    site.build().exits(0);
    let served = |address: &str| {
        preview.get(
            &format!("/{address}").replace('终', "%E7%BB%88").replace("标签", "%E6%A0%87%E7%AD%BE"),
        )
    };
    let output: BTreeMap<String, Vec<u8>> = site.output();
    let differing = || {
        output.iter().any(|(address, bytes)| {
            let body = served(address).body;
            // A page has the preview's script; a picture is no text.
            let page = String::from_utf8_lossy(&body).replace(SCRIPT, "");
            page.as_bytes() != &**bytes && body != *bytes
        })
    };
    events.until(|| !differing());
    let desk = preview.json("/_liuhao/desk.json");
    assert_eq!(desk["totals"]["all"], storm.files.len() + 1);
    #[cfg(target_os = "linux")]
    {
        drop(events);
        let after = load_at_rest(preview.id());
        // Watches need no descriptor each; one of the two connections may not have ended yet.
        assert!(after[0] <= before[0] + 1, "descriptors: {before:?} {after:?}");
        assert!(after[1] <= before[1] + 2, "threads: {before:?} {after:?}");
        println!(
            "{} changes: descriptors, threads, KB before {before:?}, after {after:?}",
            changes()
        );
    }
}

/// The folder of a site is held open once, not once for each look that found something.
#[test]
#[cfg(target_os = "linux")]
fn stories_that_come_one_by_one_take_no_descriptors() {
    let site = Site::new().story("s0", "title: 固定\ndate: 2024-03-18");
    let preview = Preview::of(&site);
    let mut events = preview.listen();
    let mut come = |number: usize| {
        let facts = format!("title: 第{number}\ndate: 2024-03-18");
        site.put(&format!("content/branches/s{number}.md"), markdown(&facts, "支部现有党员。"));
        events.until(|| preview.get(&format!("/branches/s{number}.html")).status == 200);
    };
    come(1);
    let before = load_at_rest(preview.id());
    (2..40).for_each(&mut come);
    let after = load_at_rest(preview.id());
    assert!(after[0] <= before[0] + 1, "{before:?} {after:?}");
}
