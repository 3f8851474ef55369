//! A branch of a repository that a host publishes.
//!
//! Entry point: [`Git`]. The branch is fetched into a bare repository below `.liuhao/deploy/<name>/git`, in a dry run
//! into a temporary one; a new tree is made of its files and ours, and pushed as one commit. Nothing is ever forced: where
//! somebody else has pushed meanwhile, the push is refused and the next run begins with what is there.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::config::Target;
use crate::deploy::fault::Fault;
use crate::deploy::listing::{Kind, Listing};
use crate::deploy::plan::Plan;
use crate::deploy::scratch::Scratch;
use crate::deploy::tools::{Call, Program};
use crate::deploy::way::rsync::absolute;
use crate::deploy::way::{Batch, Depth, Session, Way};
use crate::fs::Root;
use crate::write::STATE;

/// Where the fetched branch is kept.
const THEIRS: &str = "refs/liuhao/theirs";
/// Tells hosts to publish files as they are, `_redirects` too.
const NO_JEKYLL: &str = ".nojekyll";

pub(super) struct Git<'s> {
    session: &'s Session<'s>,
    target: &'s Target,
    scratch: Scratch,
    fetched: Option<Fetched>,
}

/// The repository, and the commit that the branch had.
struct Fetched {
    folder: OsString,
    parent: Option<String>,
    /// Lines for `git update-index --index-info`.
    changes: Vec<u8>,
}

impl<'s> Git<'s> {
    pub(super) fn new(session: &'s Session<'s>, target: &'s Target) -> Self {
        Self { session, target, scratch: Scratch::default(), fetched: None }
    }

    fn branch(&self) -> &str {
        self.target.branch.as_deref().unwrap_or("pages")
    }

    /// Runs git in the repository; gives what it wrote.
    fn git(&self, folder: &OsString, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, Fault> {
        let mut index = PathBuf::from(folder);
        index.push("liuhao-index");
        // Words of the office's own settings that would change bytes or ask questions.
        let call = Call::new(Program::Git, PathBuf::from(folder))
            .with(["-c", "core.autocrlf=false", "-c", "core.quotePath=false", "-c", "gc.auto=0"])
            .with(arguments.iter().copied())
            .where_is("GIT_INDEX_FILE", index)
            .where_is("GIT_DIR", folder.clone())
            .reading(input);
        let call = if self.session.is_interactive {
            call
        } else {
            call.where_is("GIT_TERMINAL_PROMPT", "0")
        };
        Ok(self.session.run(&call)?.out)
    }

    fn line(&self, folder: &OsString, arguments: &[&str]) -> Result<String, Fault> {
        let out = self.git(folder, arguments, b"")?;
        Ok(String::from_utf8_lossy(&out).trim().to_owned())
    }

    /// Fetches the branch, once a run.
    fn fetched(&mut self) -> Result<&mut Fetched, Fault> {
        if self.fetched.is_none() {
            self.fetched = Some(self.fetch_branch()?);
        }
        Ok(self.fetched.as_mut().expect("it was just put there"))
    }

    fn fetch_branch(&self) -> Result<Fetched, Fault> {
        let folder = if self.session.is_dry {
            self.scratch.fresh()?
        } else {
            let below = PathBuf::from(STATE).join("deploy").join(&self.target.name).join("git");
            Root::open(self.session.root)?.make_folder(below)?
        };
        let folder = absolute(&folder)?;
        self.git(&folder, &["init", "--quiet", "--bare"], b"")?;
        let (to, head) = (&*self.target.to, format!("refs/heads/{}", self.branch()));
        let there = self.line(&folder, &["ls-remote", "--", to, &head])?;
        let parent = there.split_whitespace().next().map(str::to_owned);
        if parent.is_some() {
            let refs = format!("+{head}:{THEIRS}");
            self.git(
                &folder,
                &["fetch", "--quiet", "--depth=1", "--no-tags", "--", to, &refs],
                b"",
            )?;
        }
        Ok(Fetched { folder, parent, changes: Vec::new() })
    }
}

impl Way for Git<'_> {
    fn list(&mut self, _depth: Depth<'_>) -> Result<Listing, Fault> {
        let Fetched { folder, parent, .. } = self.fetched()?;
        let folder = folder.clone();
        let Some(parent) = parent.clone() else { return Ok(Listing::default()) };
        let tree = self.git(&folder, &["ls-tree", "-r", "-z", "-l", &parent], b"")?;
        let lines = tree.split(|byte| *byte == 0);
        let entries = lines.filter_map(|line| entry(&String::from_utf8_lossy(line)));
        Ok(super::with_folders(entries))
    }

    fn fetch(&mut self, paths: &[&str]) -> Result<Root, Fault> {
        let into = self.scratch.fresh()?;
        let Fetched { folder, parent, .. } = self.fetched()?;
        let (folder, parent) = (folder.clone(), parent.clone().unwrap_or_default());
        for path in paths {
            let bytes =
                self.git(&folder, &["cat-file", "blob", &format!("{parent}:{path}")], b"")?;
            if let Some((above, _)) = path.rsplit_once('/') {
                into.make_folder(above)?;
            }
            let mut file = into.create_file(path)?;
            into.write(&mut file, path, &bytes)?;
        }
        Ok(into)
    }

    fn send(&mut self, batch: &Batch<'_>) -> Result<(), Fault> {
        let folder = self.fetched()?.folder.clone();
        let from = absolute(batch.folder)?;
        let mut names = Vec::new();
        for path in batch.paths {
            let file = PathBuf::from(&from).join(path);
            names.extend(file.to_string_lossy().bytes().chain([b'\n']));
        }
        let hashed =
            self.git(&folder, &["hash-object", "-w", "--no-filters", "--stdin-paths"], &names)?;
        let names_of_blobs = String::from_utf8_lossy(&hashed).into_owned();
        let changes = &mut self.fetched()?.changes;
        for (hash, path) in names_of_blobs.lines().zip(batch.paths) {
            changes.extend(format!("100644 {hash}\t{path}\0").into_bytes());
        }
        Ok(())
    }

    fn remove(&mut self, paths: &[&str]) -> Result<(), Fault> {
        let changes = &mut self.fetched()?.changes;
        for path in paths {
            changes.extend(format!("0 {:040}\t{path}\0", 0).into_bytes());
        }
        Ok(())
    }

    fn finish(&mut self, plan: &Plan) -> Result<(), Fault> {
        let listing = self.list(Depth::Top)?;
        let Fetched { folder, parent, changes } = self.fetched()?;
        let (folder, parent) = (folder.clone(), parent.clone());
        let mut changes = std::mem::take(changes);
        if !listing.entries.contains_key(NO_JEKYLL) {
            let empty = self.git(&folder, &["hash-object", "-w", "--stdin"], b"")?;
            let empty = String::from_utf8_lossy(&empty).trim().to_owned();
            changes.extend(format!("100644 {empty}\t{NO_JEKYLL}\0").into_bytes());
        }
        match &parent {
            Some(parent) => self.git(&folder, &["read-tree", parent], b"")?,
            None => self.git(&folder, &["read-tree", "--empty"], b"")?,
        };
        self.git(&folder, &["update-index", "-z", "--add", "--index-info"], &changes)?;
        let tree = self.line(&folder, &["write-tree"])?;
        let commit = self.commit(&folder, &tree, (parent.as_deref(), &message(plan)))?;
        let refs = format!("{commit}:refs/heads/{}", self.branch());
        self.git(&folder, &["push", "--quiet", "--", &self.target.to, &refs], b"")?;
        // What is looked at next is what is there now.
        self.fetched = None;
        Ok(())
    }
}

impl Git<'_> {
    /// Makes a commit, by the name that the office gave git, or by ours where it gave none.
    fn commit(
        &self,
        folder: &OsString,
        tree: &str,
        (parent, message): (Option<&str>, &str),
    ) -> Result<String, Fault> {
        let mut arguments = vec!["commit-tree", tree];
        if let Some(parent) = parent {
            arguments.extend(["-p", parent]);
        }
        let is_named = self.line(folder, &["var", "GIT_COMMITTER_IDENT"]).is_ok();
        let named = ["-c", "user.name=liuhao", "-c", "user.email=liuhao@localhost"];
        let arguments = if is_named { arguments } else { [&named[..], &arguments].concat() };
        let made = self.git(folder, &arguments, message.as_bytes())?;
        Ok(String::from_utf8_lossy(&made).trim().to_owned())
    }
}

/// What a log says of a deploy.
fn message(plan: &Plan) -> String {
    let mut text = format!(
        "发布：新增 {} 个文件，改 {} 个，撤下 {} 个\n\n",
        plan.new.len(),
        plan.changed.len(),
        plan.gone.len()
    );
    for (mark, paths) in [("+", &plan.new), ("*", &plan.changed), ("-", &plan.gone)] {
        for path in paths.iter().filter(|path| path.starts_with("branches/")).take(100) {
            text.push_str(&format!("{mark} {path}\n"));
        }
    }
    text
}

/// `100644 blob 3b18e5…     12\tbranches/a.html`
fn entry(line: &str) -> Option<(String, Kind)> {
    let (facts, path) = line.split_once('\t')?;
    let mut facts = facts.split_whitespace();
    let mode = facts.next()?;
    let size = facts.nth(2)?;
    let kind = match mode {
        "100644" | "100755" => Kind::File(size.parse().ok()?),
        _ => Kind::Other,
    };
    Some((path.to_owned(), kind))
}
