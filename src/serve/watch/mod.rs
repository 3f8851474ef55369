//! The loop: hear or look, parse what changed, show it.
//!
//! Entry point: [`run`]. An event makes it look at once; a look at everything every two seconds, and
//! shortly after each change, finds what no event told. On slow disks it looks less often.

mod alarm;
mod ears;

pub(crate) use alarm::Alarm;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::build;
use crate::serve::model::{Change, Model, Touch};
use crate::serve::stage::{Notice, Stage};
use crate::serve::stumble::{self, During, Stumble};
use crate::serve::watch::alarm::Heard;
use crate::serve::watch::ears::{Deafness, Ears};

/// How often everything is looked at.
const REGULARLY: Duration = Duration::from_secs(2);
/// How soon after a change, in case that events were lost with it.
const SOON: Duration = Duration::from_millis(400);
/// Looking takes at most one part of so many of the time.
const SHARE: u32 = 8;

/// Watches the site for ever, woken by `alarm`, and shows every change on `stage`.
pub(crate) fn run(model: Model, stage: &Stage, alarm: &Arc<Alarm>) {
    let mut watch = Watch::new(model, stage, alarm);
    watch.arm(&BTreeSet::new());
    let mut next = Instant::now();
    loop {
        let heard = alarm.wait(next);
        next = watch.step(heard, next);
    }
}

struct Watch<'s> {
    /// What is asked of the model.
    options: build::Options,
    /// The site. One that a panic has gone through is let go, and the site is read anew.
    model: Option<Model>,
    stage: &'s Stage,
    ears: Ears,
    deafness: Option<Deafness>,
}

impl<'s> Watch<'s> {
    fn new(model: Model, stage: &'s Stage, alarm: &Arc<Alarm>) -> Self {
        let (options, ears) = (model.options().clone(), Ears::new(alarm));
        Self { options, model: Some(model), stage, ears, deafness: None }
    }

    /// Acts on what was heard, or looks at everything; gives the time of the next look.
    fn step(&mut self, heard: Option<Heard>, next: Instant) -> Instant {
        let start = Instant::now();
        let done = stumble::catch(|| match (self.model.take(), heard) {
            (Some(mut model), Some(heard)) => {
                let next = self.react(&mut model, heard, next);
                self.model = Some(model);
                next
            }
            (Some(mut model), None) => {
                self.look(&mut model, start);
                self.arm(&BTreeSet::new());
                self.model = Some(model);
                Instant::now() + REGULARLY.max(start.elapsed() * SHARE)
            }
            (None, _) => {
                self.read_anew(start);
                self.arm(&BTreeSet::new());
                Instant::now() + REGULARLY.max(start.elapsed() * SHARE)
            }
        });
        done.unwrap_or_else(|detail| {
            self.stage.stumble(Stumble { during: During::Rebuild, detail });
            Instant::now() + REGULARLY.max(start.elapsed() * SHARE)
        })
    }

    /// Reads the whole site as at the start. Where that cannot be done it is tried again later.
    fn read_anew(&mut self, start: Instant) {
        let Ok(mut model) = Model::load(self.options.clone()) else { return };
        let change = Change { all: true, ..Change::default() };
        self.show(&mut model, &change, start);
        self.model = Some(model);
    }

    /// Acts on what was heard; gives the time of the next look at everything.
    fn react(&mut self, model: &mut Model, heard: Heard, next: Instant) -> Instant {
        let start = Instant::now();
        let has_failed = heard.failure.is_some();
        if let Some(failure) = heard.failure {
            self.tell(Deafness::Failure(failure));
        }
        if has_failed || heard.is_torn {
            self.ears.drop_watcher();
        }
        if !heard.is_flood {
            match model.touch(&heard.paths) {
                Touch::Seen(change) if change.files == 0 => return next,
                Touch::Seen(change) => {
                    self.show(model, &change, start);
                    return next.min(Instant::now() + SOON);
                }
                Touch::Unclear => {}
            }
        }
        self.look(model, start);
        self.arm(&heard.moved);
        Instant::now() + SOON.max(start.elapsed() * SHARE)
    }

    fn look(&self, model: &mut Model, start: Instant) {
        if let Some(change) = model.rescan() {
            self.show(model, &change, start);
        }
    }

    fn show(&self, model: &mut Model, change: &Change, start: Instant) {
        let snapshot = model.snapshot(Some(&self.stage.snapshot()));
        let follow = model.page_of(change);
        self.stage.show(snapshot, change, follow);
        self.stage.tell(&Notice::Changed {
            file: change.edited.first().map(ToString::to_string),
            files: change.files,
            count: self.stage.snapshot().count(),
            elapsed: start.elapsed(),
        });
    }

    fn arm(&mut self, moved: &BTreeSet<std::path::PathBuf>) {
        match self.ears.arm(&self.options.root, moved) {
            Ok(()) => self.deafness = None,
            Err(deafness) => self.tell(deafness),
        }
    }

    /// Says once that changes will be seen later than usual.
    fn tell(&mut self, deafness: Deafness) {
        if self.deafness.is_none() {
            self.stage.tell(&match &deafness {
                Deafness::Limit => Notice::WatchLimit,
                Deafness::Failure(detail) => Notice::WatchFailure(detail.clone()),
            });
        }
        self.deafness = Some(deafness);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use serde_json::Value;

    use super::*;
    use crate::locale::{Language, Locale};
    use crate::serve::http::{Answer, Body, Head, Service};
    use crate::serve::{self, Server};

    /// A preview of `folder` in this language that fails at every rebuild while `is_broken`.
    fn start(folder: &std::path::Path, language: Language, is_broken: &Arc<AtomicBool>) -> Server {
        let site = build::Options { root: folder.to_path_buf(), ..build::Options::default() };
        let is_broken = Arc::clone(is_broken);
        let tell = move |_: &Notice| assert!(!is_broken.load(Ordering::SeqCst), "the lamp fell");
        let options = serve::Options {
            site,
            host: "127.0.0.1".to_owned(),
            port: 0,
            follow: false,
            read_only: false,
        };
        serve::start(options, Locale::new(language), Arc::new(tell)).unwrap()
    }

    fn body(answer: Answer) -> String {
        let Body::Bytes(bytes) = answer.body else { panic!("bytes") };
        String::from_utf8(bytes.to_vec()).unwrap()
    }

    fn put(folder: &std::path::Path, path: &str, text: &str) {
        let path = folder.join(path);
        crate::fs::create_dir_all(path.parent().unwrap()).unwrap();
        let gone =
            crate::fs::Root::open(folder).unwrap().remove_file(path.strip_prefix(folder).unwrap());
        gone.unwrap();
        crate::fs::create_with(&path, text.as_bytes()).unwrap();
    }

    #[test]
    fn a_panic_of_a_rebuild_or_a_request_is_told_and_the_preview_lives() {
        for (language, word) in
            [(Language::Chinese, "自己出了错"), (Language::English, "The program itself failed")]
        {
            let folder = tempfile::tempdir().unwrap();
            let folder = folder.path();
            put(folder, "site.yaml", "name: 示例\n");
            put(folder, "content/branches/a.md", "---\ntitle: 甲\ndate: 2024-03-18\n---\n正文。\n");
            let is_broken = Arc::new(AtomicBool::new(false));
            let Server { preview, model, .. } = start(folder, language, &is_broken);
            let stage = Arc::clone(&preview.stage);
            let get = |target: &str| {
                let head = Head { target: target.to_owned(), ..Head::default() };
                preview.answer(&head, true)
            };
            let desk = || serde_json::from_str::<Value>(&body(get("/_liuhao/desk.json"))).unwrap();
            let troubles = || desk()["troubles"].as_array().unwrap().clone();
            let mut watch = Watch::new(model, &stage, &Arc::default());
            assert!(troubles().is_empty());

            is_broken.store(true, Ordering::SeqCst);
            put(folder, "content/branches/a.md", "---\ntitle: 乙\ndate: 2024-03-18\n---\n正文。\n");
            for _ in 0..3 {
                watch.step(None, Instant::now());
                let [trouble] = &troubles()[..] else { panic!("{:?}", troubles()) };
                let trouble = trouble.as_str().unwrap();
                assert!(trouble.contains(word) && trouble.contains("the lamp fell"), "{trouble}");
                assert!(body(get("/_liuhao/report.json")).contains("internal-error"));
                assert_eq!(get("/branches/a.html").status, 200);
            }
            is_broken.store(false, Ordering::SeqCst);
            watch.step(None, Instant::now());
            assert!(troubles().is_empty());
            assert!(body(get("/branches/a.html")).contains("<title>乙"));
            put(folder, "content/branches/a.md", "---\ntitle: 丙\ndate: 2024-03-18\n---\n正文。\n");
            watch.step(None, Instant::now());
            assert!(body(get("/branches/a.html")).contains("<title>丙"));

            let answer = preview.guarded("/branches/a.html", || panic!("the lamp fell"));
            assert_eq!(answer.status, 500);
            assert!(body(answer).contains(serve::SCRIPT));
            let [trouble] = &troubles()[..] else { panic!("{:?}", troubles()) };
            assert!(trouble.as_str().unwrap().contains("/branches/a.html"), "{trouble}");
            assert_eq!(get("/branches/a.html").status, 200);
        }
    }
}
