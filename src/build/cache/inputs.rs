//! What a run is made of: the call, and every file that it reads.
//!
//! Entry points: [`Inputs::of`], before any of them is read; [`Inputs::seal`] for what is kept of it, [`Inputs::are`] to hold it
//! against a later run. Of a file its signature tells whether it changed (`src/fs/signature.rs`); where that may not be believed
//! yet its bytes do. A file without a signature makes a run one of which nothing can be known.

use std::path::Path;
use std::sync::Arc;

use blake3::{Hash, Hasher};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::build::{Found, Options};
use crate::check;
use crate::config;
use crate::diagnostic::Diagnostic;
use crate::error::{Error, FileAction};
use crate::fs::{self, Inside, Moment, Root, Signature};
use crate::theme;

/// The largest file that is read because its signature may not be believed yet, in bytes.
const MAX_READ: u64 = 16 * 1024 * 1024;

/// What a run is made of.
pub(in crate::build) struct Inputs {
    /// The call, and where the theme lies.
    call: Hash,
    files: Vec<Input>,
}

/// A file that is read, and what tells that it is the same.
struct Input {
    path: Inside,
    name: Arc<str>,
    signature: Signature,
    /// Its bytes, where the signature may not be believed yet.
    hash: Option<Hash>,
}

/// What is kept of a run's inputs.
#[derive(Serialize, Deserialize)]
pub(super) struct Seal<'s> {
    call: [u8; 32],
    /// Of all names and signatures.
    files: [u8; 32],
    /// Files whose signatures could not be believed, and the hashes of their bytes.
    #[serde(borrow)]
    unsettled: Vec<(&'s str, [u8; 32])>,
}

impl Inputs {
    /// What a run is made of, before any file is read; `None` where nothing tells whether that stays the same. A disk that
    /// refuses is met again by whoever reads.
    pub(in crate::build) fn of(options: &Options, found: &Found) -> Option<Self> {
        Self::find(options, found).ok().flatten()
    }

    fn find(options: &Options, found: &Found) -> Result<Option<Self>, Error> {
        let Found { config, files, diagnostics } = found;
        if !options.unsaved.is_empty() || options.against.is_some() {
            return Ok(None);
        }
        let site = Root::open(&options.root)?;
        let settings = [config::FILE, check::TERMS].map(|name| (site.inside(name), name.into()));
        let (folder, of_theme) = theme::inputs(&options.root, &config.theme)?;
        let of_theme = of_theme.into_iter().map(|path| {
            let name = format!("theme/{}", path.display()).into();
            (path, name)
        });
        let texts = files.texts.iter().map(|text| (text.path.clone(), Arc::clone(&text.file)));
        let assets = files.assets.iter().map(|one| (one.path.clone(), Arc::clone(&one.file)));
        let all: Vec<_> = settings.into_iter().chain(of_theme).chain(texts).chain(assets).collect();
        let moment = Moment::now();
        let signatures = fs::signatures_inside(all.iter().map(|(path, _)| path));
        let all = all.into_par_iter().zip(signatures);
        let inputs =
            all.map(|((path, name), signature)| Input::of(path, name, (signature?, moment)));
        let looks = inputs.collect::<Result<Vec<_>, Error>>()?;
        if looks.iter().any(|look| matches!(look, Look::Doubtful)) {
            return Ok(None);
        }
        // A file of a name that is refused is among no files, but it is told.
        let call = call(options, folder.as_deref(), diagnostics)?;
        let files = looks.into_iter().filter_map(Look::input).collect();
        Ok(Some(Self { call, files }))
    }

    /// The signatures that may be believed, by file.
    pub(super) fn settled(&self) -> impl Iterator<Item = (&Arc<str>, Signature)> {
        let settled = self.files.iter().filter(|input| input.hash.is_none());
        settled.map(|input| (&input.name, input.signature))
    }

    /// What is kept of them.
    pub(super) fn seal(&self) -> Seal<'_> {
        let unsettled =
            self.files.iter().filter_map(|one| Some((&*one.name, *one.hash?.as_bytes())));
        Seal {
            call: *self.call.as_bytes(),
            files: *self.digest().as_bytes(),
            unsettled: unsettled.collect(),
        }
    }

    /// Whether a run with this seal was made of the same.
    pub(super) fn are(&self, seal: &Seal<'_>) -> bool {
        let has_bytes = |(name, hash): &(&str, [u8; 32])| {
            let input = self.files.iter().find(|input| *input.name == **name);
            input.is_some_and(|one| hash_of(&one.path).is_ok_and(|now| now.as_bytes() == hash))
        };
        *self.call.as_bytes() == seal.call
            && *self.digest().as_bytes() == seal.files
            && seal.unsettled.iter().all(has_bytes)
    }

    /// Whether fewer of them have to be read than when this seal was made, which is theirs.
    pub(super) fn settle(&self, seal: &Seal<'_>) -> bool {
        self.files.iter().filter(|input| input.hash.is_some()).count() < seal.unsettled.len()
    }

    /// The hash of all names and signatures.
    fn digest(&self) -> Hash {
        let mut hasher = Hasher::new();
        for Input { name, signature, .. } in &self.files {
            hasher.update(&(name.len() as u64).to_le_bytes());
            hasher.update(name.as_bytes()).update(&signature.to_bytes());
        }
        hasher.finalize()
    }
}

/// What a look at a file has shown.
enum Look {
    /// It is not there.
    Absent,
    /// Nothing tells whether it changes.
    Doubtful,
    /// What tells that it is the same.
    Is(Input),
}

impl Look {
    fn input(self) -> Option<Input> {
        match self {
            Self::Is(input) => Some(input),
            Self::Absent | Self::Doubtful => None,
        }
    }
}

impl Input {
    /// A file that has a signature at a moment.
    fn of(
        path: Inside,
        name: Arc<str>,
        (signature, moment): (Option<Signature>, Moment),
    ) -> Result<Look, Error> {
        let Some(signature) = signature else {
            let is_there = path.found()?.is_some();
            return Ok(if is_there { Look::Doubtful } else { Look::Absent });
        };
        let is_settled = signature.is_settled(moment);
        if !is_settled && signature.length() > MAX_READ {
            return Ok(Look::Doubtful);
        }
        let hash = if is_settled { None } else { Some(hash_of(&path)?) };
        Ok(Look::Is(Self { path, name, signature, hash }))
    }
}

fn hash_of(path: &Inside) -> Result<Hash, Error> {
    let mut hasher = Hasher::new();
    hasher.update_reader(path.open()?).map_err(fs::error(FileAction::Read, path))?;
    Ok(hasher.finalize())
}

/// The hash of what a call says of the site, apart from its day, and of what is wrong with the names of its files: those are no
/// inputs. What it says of publishing decides nothing where nothing is to be
/// published.
fn call(options: &Options, theme: Option<&Path>, faults: &[Diagnostic]) -> Result<Hash, Error> {
    let Options {
        root,
        base_url,
        drafts,
        rules,
        coverage,
        output: _,
        unsaved: _,
        against: _,
        today: _,
        commit: _,
        cache: _,
    } = options;
    let root = fs::canonicalize(root)?;
    let said = format!("{:?}", (root, theme, base_url, drafts, rules, coverage, faults));
    Ok(blake3::hash(said.as_bytes()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "clippy knows a test by its attribute alone")]
    #![allow(clippy::disallowed_methods, reason = "a test looks at the disk as anyone would")]

    use std::collections::BTreeSet;
    use std::path::PathBuf;
    use std::sync::{Mutex, PoisonError};

    use super::*;
    use crate::build::{build, find};
    use crate::fs::hook::Call;
    use crate::fs::hook::testing::Hook;

    const MAP: &[u8] =
        b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path id=\"a\" d=\"M0 0h9v9z\"/></svg>";
    /// A grey pixel, as PNG.
    const PICTURE: &[u8] =
        b"\x89PNG\x0D\x0A\x1A\x0A\x00\x00\x00\x0DIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\
        \x00\x00\x00\x00:~\x9BU\x00\x00\x00\x0AIDATx\x9Cch\x00\x00\x00\x82\x00\x81w\xCDr\
        \xB6\x00\x00\x00\x00IEND\xAEB`\x82";

    /// A site with a file of every kind that a build reads.
    fn site() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let story = "---\ntitle: 甲\ndate: 2024-03-01\n---\n![图](a.png)[册](b.txt)\n";
        let files: [(&str, &[u8]); 11] = [
            ("site.yaml", "name: 示例\ncounties: [示例县]\n".as_bytes()),
            ("terms.yaml", "terms:\n  - {wrong: 甲甲, right: 乙乙}\n".as_bytes()),
            ("README.md", b"# x\n"),
            ("content/branches/a.md", story.as_bytes()),
            ("content/branches/a.png", PICTURE),
            ("content/branches/b.txt", b"x"),
            ("content/about.md", "---\ntitle: 关于\n---\n文。\n".as_bytes()),
            ("static/map.svg", MAP),
            ("themes/feed/theme.yaml", b"{}\n"),
            ("themes/feed/templates/404.html", b"{% extends \"feed/404.html\" %}\n"),
            ("themes/feed/static/x.txt", b"x"),
        ];
        for (path, bytes) in files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        }
        folder
    }

    fn options(root: &Path) -> Options {
        Options { root: root.into(), output: root.join("public"), ..Options::default() }
    }

    fn published(options: &Options) {
        let built = build(options, &|_, _| ()).unwrap();
        assert!(built.published.is_some(), "{:?}", built.report.diagnostics);
    }

    /// Every file below the folder that is opened or read while `act` runs, but those of the output and its state.
    fn opened(root: &Path, act: impl FnOnce()) -> BTreeSet<PathBuf> {
        let seen: Arc<Mutex<BTreeSet<PathBuf>>> = Arc::default();
        let (into, folder) = (Arc::clone(&seen), root.to_path_buf());
        let hook = Hook::new(root, move |call, path| {
            let inside = path.strip_prefix(&folder).unwrap();
            let is_ours = ["public", ".liuhao"].iter().any(|ours| inside.starts_with(ours));
            if matches!(call, Call::Open | Call::Read) && !is_ours && path.is_file() {
                into.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_path_buf());
            }
            Ok(())
        });
        act();
        drop(hook);
        let seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.clone()
    }

    // Elsewhere no signature tells that a file is as it was: every file is read.
    #[test]
    #[cfg(target_os = "linux")]
    fn a_build_reads_no_file_that_is_not_among_its_inputs() {
        let folder = site();
        let root = folder.path().canonicalize().unwrap();
        let options = options(&root);
        let opened = opened(&root, || published(&options));
        let found = find(&options).unwrap();
        let inputs = Inputs::of(&options, &found).unwrap();
        // Whether a text beside the settings is a story is looked at in every run.
        let beside = root.join("README.md");
        let known: BTreeSet<PathBuf> =
            inputs.files.iter().map(|input| input.path.to_path_buf()).chain([beside]).collect();
        assert!(opened.len() > 8, "{opened:?}");
        assert_eq!(opened.difference(&known).collect::<Vec<_>>(), Vec::<&PathBuf>::new());
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_build_of_nothing_new_reads_the_settings_and_no_text() {
        let folder = site();
        let root = folder.path().canonicalize().unwrap();
        let options = options(&root);
        // Of what was written just now the bytes are read; so the clock has to move on.
        let written = std::time::Instant::now();
        while written.elapsed() < std::time::Duration::from_millis(100) {
            std::thread::yield_now();
        }
        published(&options);
        let opened = opened(&root, || published(&options));
        let names: Vec<_> = opened.iter().map(|path| path.file_name().unwrap()).collect();
        assert_eq!(names, ["README.md", "site.yaml"]);
    }
}
