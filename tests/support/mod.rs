//! The harness of the front-door tests: files in, output files and console text out.
//!
//! A test makes a [`Site`] in a temporary folder, runs the real binary in it and says what it
//! expects, as one sentence:
//!
//! ```ignore
//! let site = Site::new().story("a", "title: 甲\ndate: 2024-07-01");
//! site.build().exits(0).says("共 1 篇");
//! assert!(site.page("index.html").contains("甲"));
//!
//! Site::published().file("content/branches/b.md", "").refuses(1, "empty-file");
//! ```
//!
//! - The program runs in the site's folder, in Chinese, on 1 January 2026 ([`TODAY`]), with no
//!   language, time zone or thread count from the outside.
//! - [`Site::refuses`] is for bad input: it builds in both languages, compares the whole console
//!   text with `tests/console/<name>.txt`, and checks that `public/` is byte for byte as it was,
//!   times and inodes too. [`Run::shows`] compares the console text of any other run.
//! - `LIUHAO_UPDATE=1 cargo test` writes those files anew; read the difference before you keep it.
//! - The path of the temporary folder is shown as `<site>`, the time a build took as `0.00`.
//! - [`html`] reads pages: tags, text, and whether every link leads to a file.
#![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]
#![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]

pub(crate) mod html;
#[allow(dead_code, reason = "not every test file needs all of it")]
pub(crate) mod patience;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// The day on which every test runs.
pub(crate) const TODAY: &str = "2026-01-01";

/// Path below a folder, and bytes.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// A grey pixel, as PNG.
pub(crate) const PICTURE: &[u8] =
    b"\x89PNG\x0D\x0A\x1A\x0A\x00\x00\x00\x0DIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\
    \x00\x00\x00\x00:~\x9BU\x00\x00\x00\x0AIDATx\x9Cch\x00\x00\x00\x82\x00\x81w\xCDr\
    \xB6\x00\x00\x00\x00IEND\xAEB`\x82";

/// A site in a temporary folder.
pub(crate) struct Site {
    folder: TempDir,
}

impl Site {
    /// A folder with nothing in it.
    pub(crate) fn empty() -> Self {
        Self { folder: TempDir::with_prefix("liuhao-").unwrap() }
    }

    /// A site without content.
    pub(crate) fn new() -> Self {
        Self::empty().file("site.yaml", "name: 示例老干部\n")
    }

    /// A site with one story, published without a fault.
    pub(crate) fn published() -> Self {
        let site = Self::new().story("old", "title: 早先的事迹\ndate: 2024-03-18");
        site.build().exits(0);
        site
    }

    /// A copy of the repository's own site.
    pub(crate) fn of_the_repository() -> Self {
        let mut site = Self::empty();
        for name in ["content", "static"] {
            for (path, bytes) in files(&repository().join(name)) {
                site = site.file(&format!("{name}/{path}"), bytes);
            }
        }
        site.file("site.yaml", fs::read(repository().join("site.yaml")).unwrap())
    }

    /// Puts a file there.
    pub(crate) fn file(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.put(path, bytes);
        self
    }

    /// Puts `content/branches/<slug>.md` there, with these facts and a short text.
    pub(crate) fn story(self, slug: &str, facts: &str) -> Self {
        self.file(&format!("content/branches/{slug}.md"), markdown(facts, "支部现有党员。"))
    }

    /// Puts a file there between two runs.
    pub(crate) fn put(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Takes a file away.
    pub(crate) fn without(self, path: &str) -> Self {
        fs::remove_file(self.path(path)).unwrap();
        self
    }

    /// A path in the site's folder.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Runs `liuhao` in the site's folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_as(arguments, &[])
    }

    /// Runs `liuhao` with these environment variables.
    pub(crate) fn run_as(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
        let program = Path::new(env!("CARGO_BIN_EXE_liuhao"));
        self.finish(self.command(program, arguments).envs(environment.iter().copied()), arguments)
    }

    /// Runs `liuhao build`.
    pub(crate) fn build(&self) -> Run {
        self.run(&["build"])
    }

    /// Runs `liuhao build` as a user to whom permissions apply: root is let through everywhere.
    #[cfg(unix)]
    pub(crate) fn build_unprivileged(&self, language: &str) -> Run {
        self.run_unprivileged(&["build", "--lang", language], true)
    }

    /// Runs `liuhao` as such a user, who owns all files of the site or none.
    #[cfg(unix)]
    pub(crate) fn run_unprivileged(&self, arguments: &[&str], is_owner: bool) -> Run {
        use std::os::unix::fs::{MetadataExt, chown};
        use std::os::unix::process::CommandExt;
        let program = self.path(".program/liuhao");
        if !program.exists() {
            fs::create_dir(self.path(".program")).unwrap();
            // Another process copies it: what this one has open for writing while another thread
            // starts a program cannot be run.
            let source = env!("CARGO_BIN_EXE_liuhao");
            let copied = Command::new("cp").args([source.as_ref(), program.as_os_str()]).status();
            assert!(copied.unwrap().success());
        }
        let mut command = self.command(&program, arguments);
        if [0, 65534].contains(&fs::metadata(self.folder.path()).unwrap().uid()) {
            for entry in walkdir::WalkDir::new(self.folder.path()) {
                let entry = entry.unwrap();
                if is_owner || entry.depth() == 0 {
                    chown(entry.path(), Some(65534), Some(65534)).unwrap();
                }
            }
            command.uid(65534).gid(65534);
        }
        self.finish(&mut command, arguments)
    }

    fn command(&self, program: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.folder.path()).args(arguments);
        if !arguments.contains(&"--lang") {
            command.args(["--lang", "zh"]);
        }
        if matches!(arguments.first(), Some(&("build" | "check")))
            && !arguments.contains(&"--today")
        {
            command.args(["--today", TODAY]);
        }
        for name in ["LC_ALL", "LC_MESSAGES", "LANG", "TZ", "RAYON_NUM_THREADS", "NO_COLOR"] {
            command.env_remove(name);
        }
        command
    }

    fn finish(&self, command: &mut Command, arguments: &[&str]) -> Run {
        let output = patience::output(command);
        let text = |bytes: Vec<u8>| self.neutral(&String::from_utf8(bytes).unwrap());
        Run {
            call: format!("liuhao {}", arguments.join(" ")),
            code: output.status.code(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    /// Without what differs from run to run: the temporary folder, and the time a build took.
    fn neutral(&self, text: &str) -> String {
        let real = fs::canonicalize(self.folder.path()).unwrap();
        let text = text.replace(real.to_str().unwrap(), "<site>");
        let text = text.replace(self.folder.path().to_str().unwrap(), "<site>");
        let text = as_elsewhere(&text);
        let lines = text.lines().map(|line| {
            let Some((head, seconds)) = line.rsplit_once("用时 ").or(line.rsplit_once("; "))
            else {
                return format!("{line}\n");
            };
            let rest = seconds.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
            let is_time = rest.len() < seconds.len() && [" 秒。", " s."].contains(&rest);
            if is_time {
                format!("{head}{}0.00{rest}\n", &line[head.len()..line.len() - seconds.len()])
            } else {
                format!("{line}\n")
            }
        });
        lines.collect()
    }

    /// Bad input: the build ends with `code` in both languages, says what
    /// `tests/console/<name>.txt` says, and leaves `public/` as it was.
    pub(crate) fn refuses(&self, code: i32, name: &str) {
        self.refuses_with(&["build"], code, name);
    }

    /// The same for another call.
    pub(crate) fn refuses_with(&self, arguments: &[&str], code: i32, name: &str) {
        self.refuses_as(code, name, |language| {
            self.run(&[arguments, &["--lang", language]].concat())
        });
    }

    /// The same for a run of any kind in a language.
    pub(crate) fn refuses_as(&self, code: i32, name: &str, run: impl Fn(&str) -> Run) {
        let before = self.stamps();
        let runs = ["zh", "en"].map(run);
        for run in &runs {
            run.exits(code);
        }
        assert_eq!(self.stamps(), before, "{name}: public/ has changed");
        compare(name, &runs.map(|run| run.console()).join("\n"));
    }

    /// The text of a published file.
    pub(crate) fn page(&self, address: &str) -> String {
        let bytes = fs::read(self.path("public").join(address));
        String::from_utf8(bytes.unwrap_or_else(|e| panic!("{address}: {e}"))).unwrap()
    }

    /// The visible text of a published page, without blanks.
    pub(crate) fn text(&self, address: &str) -> String {
        html::text(&self.page(address)).split_whitespace().collect()
    }

    /// Whether a file is published.
    pub(crate) fn has(&self, address: &str) -> bool {
        self.path("public").join(address).is_file()
    }

    /// Every published file.
    pub(crate) fn output(&self) -> Files {
        files(&self.path("public"))
    }

    /// Every published file with its bytes, time and inode, and the manifest.
    pub(crate) fn stamps(&self) -> BTreeMap<String, (Vec<u8>, Stamp)> {
        let state = files(&self.path(".liuhao/public"));
        let state = state.into_iter().filter(|(path, _)| path == "manifest");
        let state = state.map(|(path, bytes)| (format!(".liuhao/public/{path}"), bytes));
        let public = files(&self.path("public"));
        let public = public.into_iter().map(|(path, bytes)| (format!("public/{path}"), bytes));
        let with_stamp = |(path, bytes): (String, Vec<u8>)| {
            let stamp = stamp(&self.path(&path));
            (path, (bytes, stamp))
        };
        public.chain(state).map(with_stamp).collect()
    }
}

/// What came of one run of the program.
pub(crate) struct Run {
    call: String,
    /// The exit code.
    pub(crate) code: Option<i32>,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

impl Run {
    /// Checks the exit code.
    #[track_caller]
    pub(crate) fn exits(&self, code: i32) -> &Self {
        assert_eq!(self.code, Some(code), "{}", self.console());
        self
    }

    /// Checks that the console shows a text.
    #[track_caller]
    pub(crate) fn says(&self, text: &str) -> &Self {
        assert!(
            self.console().contains(&as_elsewhere(text)),
            "no {text:?} in:\n{}",
            self.console()
        );
        self
    }

    /// Checks that the console does not show a text.
    #[track_caller]
    pub(crate) fn is_silent_on(&self, text: &str) -> &Self {
        assert!(!self.console().contains(text), "{text:?} in:\n{}", self.console());
        self
    }

    /// Checks that standard error is empty.
    #[track_caller]
    pub(crate) fn reports_nothing(&self) -> &Self {
        assert_eq!(self.err, "", "{}", self.call);
        self
    }

    /// Compares all that was said with `tests/console/<name>.txt`.
    #[track_caller]
    pub(crate) fn shows(&self, name: &str) {
        compare(name, &self.console());
    }

    fn console(&self) -> String {
        let code = self.code.map_or_else(|| "none".to_owned(), |code| code.to_string());
        format!("$ {}\n{}{}exit {code}\n", self.call, self.err, self.out)
    }
}

/// Compares a console text with its file, or renews the file.
#[track_caller]
pub(crate) fn compare(name: &str, text: &str) {
    let path = repository().join("tests/console").join(format!("{name}.txt"));
    if std::env::var_os("LIUHAO_UPDATE").is_some() {
        return fs::write(path, text).unwrap();
    }
    let expected = fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    let expected = as_elsewhere(&expected);
    assert!(expected == text, "{name}: expected\n{expected}\nbut it says\n{text}");
}

/// What the program says on Windows, with the slashes and the name that it has elsewhere. What is expected
/// goes through it too, as a text may hold a backslash of its own.
fn as_elsewhere(text: &str) -> String {
    // In JSON a backslash is no part of a path.
    if !cfg!(windows) || text.starts_with('{') {
        return text.to_owned();
    }
    text.replace('\\', "/").replace("liuhao.exe", "liuhao")
}

/// A Markdown file with front matter.
pub(crate) fn markdown(facts: &str, text: &str) -> String {
    format!("---\n{}\n---\n{text}\n", facts.trim_end())
}

/// The folder of the repository.
pub(crate) fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder; none where it is not there.
pub(crate) fn files(folder: &Path) -> Files {
    let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| !entry.file_type().is_dir());
    let read = files.map(|entry| {
        let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
        (path, fs::read(entry.path()).unwrap_or_default())
    });
    read.collect()
}

/// When a file was written, and its inode.
#[cfg(unix)]
pub(crate) type Stamp = (u64, i64, i64);

/// When a file was written.
#[cfg(not(unix))]
pub(crate) type Stamp = std::time::SystemTime;

#[cfg(unix)]
fn stamp(path: &Path) -> Stamp {
    use std::os::unix::fs::MetadataExt;
    let found = fs::symlink_metadata(path).unwrap();
    (found.ino(), found.mtime(), found.mtime_nsec())
}

#[cfg(not(unix))]
fn stamp(path: &Path) -> Stamp {
    fs::symlink_metadata(path).unwrap().modified().unwrap()
}
