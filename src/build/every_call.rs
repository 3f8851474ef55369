//! Builds of which every single call to the system fails in turn, is the last one, or finds a link in
//! place of a folder. Only tests are here.
//!
//! `LIUHAO_CALLS=all` takes every call; without it a part of them, another one for each kind.

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]
    #![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]
    #![allow(clippy::print_stderr, reason = "the figures of a run")]

    use std::collections::BTreeMap;
    use std::fs;
    use std::io;
    use std::path::Path;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use jiff::civil::date;
    use tempfile::TempDir;

    use crate::build::{Options, build};
    use crate::check::Choice;
    use crate::error::Error;
    use crate::fs::hook::testing::Hook;
    use crate::write::CommitOptions;

    type Files = BTreeMap<String, Vec<u8>>;

    fn folder() -> TempDir {
        let memory = Path::new("/dev/shm");
        // Calls are heard by the resolved path of a folder.
        let disk = std::env::temp_dir().canonicalize().unwrap();
        let made = tempfile::tempdir_in(if cfg!(unix) && memory.is_dir() { memory } else { &disk });
        made.unwrap()
    }

    fn files(folder: &Path) -> Files {
        let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
        let files = entries.filter(|entry| entry.file_type().is_file());
        files
            .map(|entry| {
                let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                (path, fs::read(entry.path()).unwrap())
            })
            .collect()
    }

    fn put(root: &Path, path: &str, text: &str) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn copy(from: &Path, to: &Path) {
        for (path, bytes) in files(from) {
            let path = to.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }

    fn story(root: &Path, name: &str, text: &str) {
        let facts = format!(
            "title: {name}\ndate: 2024-03-01\nbranch: {{name: 示例{name}支部, county: 示例县}}"
        );
        put(root, &format!("content/branches/{name}.md"), &format!("---\n{facts}\n---\n{text}\n"));
    }

    fn run(root: &Path) -> Result<bool, Error> {
        let options = Options {
            root: root.to_path_buf(),
            output: root.join("public"),
            base_url: None,
            unsaved: BTreeMap::new(),
            drafts: false,
            against: None,
            rules: Choice::default(),
            coverage: false,
            today: Some(date(2026, 1, 1)),
            commit: CommitOptions::default(),
            cache: true,
        };
        build(&options, &|_, _| {}).map(|built| built.published.is_some())
    }

    /// A site that is published in its first version and changed to the second: a story differs, one is
    /// gone, one is new, a file has become a folder.
    struct Case {
        folder: TempDir,
        kept: TempDir,
        old: Files,
        new: Files,
    }

    impl Case {
        fn new() -> Self {
            let (folder, kept) = (folder(), folder_of_first());
            let case = Self { folder, kept, old: Files::new(), new: Files::new() };
            case.reset();
            let old = files(&case.root().join("public"));
            assert!(run(case.root()).unwrap());
            let new = files(&case.root().join("public"));
            assert!(old != new);
            Self { old, new, ..case }
        }

        fn root(&self) -> &Path {
            self.folder.path()
        }

        /// Back to the first version as published, with the sources of the second.
        fn reset(&self) {
            for entry in fs::read_dir(self.root()).unwrap() {
                let path = entry.unwrap().path();
                let _ = fs::remove_dir_all(&path).or_else(|_| fs::remove_file(&path));
            }
            copy(self.kept.path(), self.root());
            story(self.root(), "jia", "改过。");
            fs::remove_file(self.root().join("content/branches/yi.md")).unwrap();
            story(self.root(), "bing", "新的。");
            fs::remove_file(self.root().join("static/turn.txt")).unwrap();
            put(self.root(), "static/turn.txt/inner.txt", "folder");
        }

        fn public(&self) -> Files {
            files(&self.root().join("public"))
        }

        /// The next build, in peace, publishes the second version and leaves nothing behind.
        fn recovers(&self, what: &str) {
            let built = run(self.root()).unwrap_or_else(|fault| panic!("{what}: {fault}"));
            assert!(built, "{what}");
            assert!(self.public() == self.new, "{what}: not the clean build");
            let state = files(&self.root().join(".liuhao/public")).into_keys();
            let state: Vec<_> =
                state.filter(|path| !Path::new(path).starts_with("cache")).collect();
            assert_eq!(state, ["lock", "manifest", "note"], "{what}");
        }
    }

    fn folder_of_first() -> TempDir {
        let kept = folder();
        put(kept.path(), "site.yaml", "name: 示例老干部\nsearch: 否\n");
        for name in ["jia", "yi", "ding"] {
            story(kept.path(), name, "原来的。");
        }
        put(kept.path(), "static/list.txt", "名单");
        put(kept.path(), "static/turn.txt", "file");
        assert!(run(kept.path()).unwrap());
        kept
    }

    /// Which calls are taken: all, or one in so many.
    fn stride(ordinary: usize) -> usize {
        if std::env::var("LIUHAO_CALLS").is_ok() { 1 } else { ordinary }
    }

    /// Fails a call, or that one and all after it.
    fn fail_at(root: &Path, nth: usize, is_last: bool) -> (Hook, Arc<AtomicUsize>) {
        let count = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&count);
        let hook = Hook::new(root, move |_, _| {
            let now = counted.fetch_add(1, Ordering::Relaxed);
            let is_hit = if is_last { now >= nth } else { now == nth };
            if is_hit { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
        });
        (hook, count)
    }

    #[test]
    fn a_build_of_which_any_call_fails_ends_in_the_old_or_the_new_site() {
        let case = Case::new();
        let (mut nth, mut failed, mut unseen) = (0, 0, 0);
        loop {
            case.reset();
            let (hook, count) = fail_at(case.root(), nth, false);
            let built = run(case.root());
            drop(hook);
            if count.load(Ordering::Relaxed) <= nth {
                break;
            }
            let (now, what) = (case.public(), format!("call {nth} failed"));
            let is_new = now == case.new;
            assert!(is_new || now == case.old, "{what}: a mixture");
            match built {
                // What a build can do without, it does without.
                Ok(_) => {
                    assert!(is_new, "{what}: said to be published");
                    unseen += 1;
                }
                Err(_) => failed += 1,
            }
            case.recovers(&what);
            nth += stride(5);
        }
        eprintln!("every call: {nth} calls, {failed} builds failed, {unseen} did without");
        assert!(failed > 10);
    }

    #[test]
    fn a_build_that_ends_at_any_call_leaves_whole_files_and_is_finished_or_undone() {
        let case = Case::new();
        let (mut nth, mut mixed) = (0, 0);
        loop {
            case.reset();
            let (hook, count) = fail_at(case.root(), nth, true);
            let built = run(case.root());
            drop(hook);
            if count.load(Ordering::Relaxed) <= nth {
                break;
            }
            let (now, what) = (case.public(), format!("ended at call {nth}"));
            for (path, bytes) in &now {
                let is_whole =
                    case.old.get(path) == Some(bytes) || case.new.get(path) == Some(bytes);
                assert!(is_whole, "{what}: {path} is torn");
            }
            let is_one = now == case.old || now == case.new;
            assert!(is_one || built.is_err(), "{what}: said to be published");
            mixed += usize::from(!is_one);
            case.recovers(&what);
            nth += stride(5);
        }
        eprintln!("ended at every call: {nth} calls, old and new files after {mixed}");
        assert!(mixed > 0, "no build ended while it published");
    }

    /// Folders and files that become links to another place right before a call.
    #[cfg(unix)]
    const TARGETS: [&str; 9] = [
        "public/branches",
        "public/index.html",
        ".liuhao",
        ".liuhao/public",
        ".liuhao/public/stage",
        "content/branches",
        "content/branches/jia.md",
        "static",
        "static/list.txt",
    ];

    /// Lets a folder or file become a link to another place right before a call.
    #[cfg(unix)]
    fn link_at(root: &Path, nth: usize, (target, to): (&str, &Path)) -> (Hook, Arc<AtomicUsize>) {
        let count = Arc::new(AtomicUsize::new(0));
        let (counted, away) = (Arc::clone(&count), root.join("away"));
        let target = root.join(target);
        let is_file = target.extension().is_some();
        let to = if is_file { to.join(target.file_name().unwrap()) } else { to.to_path_buf() };
        let hook = Hook::new(root, move |_, _| {
            if counted.fetch_add(1, Ordering::Relaxed) == nth {
                let _ = fs::rename(&target, &away);
                let _ = std::os::unix::fs::symlink(&to, &target);
            }
            Ok(())
        });
        (hook, count)
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_comes_at_any_call_is_never_followed() {
        let case = Case::new();
        let elsewhere = folder();
        for name in [
            "jia.html",
            "jia.md",
            "list.txt",
            "manifest",
            "lock",
            "index.html",
            "public/manifest",
            "stage/0/0",
        ] {
            put(elsewhere.path(), name, "SECRET");
        }
        let before = files(elsewhere.path());
        let mut swapped = 0;
        for (at, target) in TARGETS.iter().enumerate() {
            let mut nth = at;
            loop {
                case.reset();
                let (hook, count) = link_at(case.root(), nth, (target, elsewhere.path()));
                let _ = run(case.root());
                drop(hook);
                if count.load(Ordering::Relaxed) <= nth {
                    break;
                }
                swapped += 1;
                let what = format!("{target} at call {nth}");
                assert!(files(elsewhere.path()) == before, "{what}: written outside");
                let secret = |bytes: &Vec<u8>| bytes.windows(6).any(|part| part == b"SECRET");
                let public = case.public();
                let told = public.iter().find(|(_, bytes)| secret(bytes));
                assert!(told.is_none(), "{what}: {told:?} published");
                nth += stride(41);
            }
        }
        eprintln!("links at every call: {swapped} times");
        assert!(swapped > 50);
    }
}
