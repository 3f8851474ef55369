//! Where a finished build is brought to: the settings below `deploy`.
//!
//! Entry point: [`read`]. What is wrong with a target is told with its place; nothing here may be a secret, or something
//! that a tool would take for an option.

use crate::config::read;
use crate::diagnostic::Diagnostic;
use crate::locale::Message;
use crate::media;
use crate::schema::{self, At, Reader, Rows};

/// A place where the site is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// What the office calls it; also the name of a folder below `.liuhao/deploy/`.
    pub name: String,
    /// How files travel there.
    pub way: Way,
    /// Where it is, as the way's tool writes it.
    pub to: String,
    /// The port of the server; the usual one where none is given.
    pub port: Option<u16>,
    /// The branch of a repository.
    pub branch: Option<String>,
}

/// How files travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Way {
    /// Into a folder of this machine.
    Folder,
    /// By rsync.
    Rsync,
    /// By sftp.
    Sftp,
    /// Into a store of objects, by rclone.
    Bucket,
    /// Onto a branch, by git.
    Git,
}

impl Way {
    const WORDS: [&str; 7] = ["folder", "文件夹", "rsync", "sftp", "bucket", "对象存储", "git"];

    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "folder" | "文件夹" => Self::Folder,
            "rsync" => Self::Rsync,
            "sftp" => Self::Sftp,
            "bucket" | "对象存储" => Self::Bucket,
            "git" => Self::Git,
            _ => return None,
        })
    }

    /// The word for it in settings.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// Whether a place is written as the way's tool wants it, and is nothing but a place.
    fn takes(self, to: &str) -> bool {
        let host = |to: &str| {
            let at = to.find(']').unwrap_or_default();
            let (host, path) = to[at..].split_once(':')?;
            Some((to[..at + host.len()].to_owned(), path.to_owned()))
        };
        // A machine whose name begins with a dash would be an option of ssh.
        let is_host = |host: &str| {
            let machine = host.rsplit('@').next().unwrap_or(host);
            !machine.is_empty() && !machine.starts_with('-') && !host.contains(['/', ' '])
        };
        match self {
            Self::Folder => true,
            Self::Rsync => {
                !has_drive(to)
                    && host(to).is_none_or(|(host, _)| host.contains('/') || is_host(&host))
            }
            Self::Sftp => {
                !has_drive(to)
                    && !to.contains("://")
                    && host(to).is_some_and(|(host, path)| is_host(&host) && !path.is_empty())
            }
            // `:s3,key=…:` would hold what belongs into rclone's own settings.
            Self::Bucket => {
                !has_drive(to)
                    && host(to).is_some_and(|(remote, path)| {
                        !remote.is_empty() && !remote.contains([',', '/']) && !path.is_empty()
                    })
            }
            // `ext::` runs a program.
            Self::Git => !to.contains("::"),
        }
    }
}

/// `E:\公示`: a drive, which looks like a machine.
fn has_drive(to: &str) -> bool {
    let mut chars = to.chars();
    let is_letter = chars.next().is_some_and(|c| c.is_ascii_alphabetic());
    is_letter && chars.next() == Some(':') && chars.next().is_none_or(|c| "/\\".contains(c))
}

/// What stands behind a key.
#[derive(Debug, Default)]
pub(super) enum Written<T> {
    /// The key is not there, or nothing stands behind it.
    #[default]
    Absent,
    /// Something that is wrong, and was told.
    Wrong,
    /// A value.
    Is(T),
}

impl<T> Written<T> {
    /// What was read of a key.
    pub(super) fn of(at: At<'_>, value: Option<T>) -> Self {
        match value {
            Some(value) => Self::Is(value),
            None if at.node.is_null() => Self::Absent,
            None => Self::Wrong,
        }
    }

    fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

/// A target whose keys are being read.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) name: Written<String>,
    pub(super) way: Written<Way>,
    pub(super) to: Written<String>,
    pub(super) port: Option<u16>,
    pub(super) branch: Option<String>,
}

/// The targets that can be used.
pub(super) fn read(keys: &'static Rows<Draft>, reader: &mut Reader<'_>, at: At<'_>) -> Vec<Target> {
    let mut targets: Vec<Target> = Vec::new();
    reader.each_with(keys, at, &mut |reader, draft: Draft, at| {
        let Some(target) = target(reader, draft, at) else { return };
        if targets.iter().any(|other| other.name == target.name) {
            let message = Message::new("deploy-twice").text("name", &*target.name);
            reader.fault("wrong-type", at, message);
        } else {
            targets.push(target);
        }
    });
    targets
}

fn target(reader: &mut Reader<'_>, draft: Draft, at: At<'_>) -> Option<Target> {
    let Draft { name, way, to, port, branch } = draft;
    if name.is_absent() || way.is_absent() || to.is_absent() {
        reader.fault("missing-key", at, Message::new("deploy-incomplete"));
    }
    let (Written::Is(name), Written::Is(way), Written::Is(to)) = (name, way, to) else {
        return None;
    };
    let is_odd = to.starts_with('-') || to.contains(char::is_control);
    let refusal = if has_secret(&to) {
        Some("deploy-secret")
    } else if is_odd || !way.takes(&to) {
        Some(match way {
            Way::Folder => "deploy-bad-folder",
            Way::Rsync => "deploy-bad-rsync",
            Way::Sftp => "deploy-bad-sftp",
            Way::Bucket => "deploy-bad-bucket",
            Way::Git => "deploy-bad-git",
        })
    } else if port.is_some() && !matches!(way, Way::Sftp | Way::Rsync) {
        Some("deploy-port-unused")
    } else if branch.is_some() && way != Way::Git {
        Some("deploy-branch-unused")
    } else if branch.as_deref().is_some_and(|branch| !is_branch(branch)) {
        Some("deploy-bad-branch")
    } else {
        None
    };
    if let Some(id) = refusal {
        let message = Message::new(id).text("name", &*name);
        reader.fault("wrong-type", at, message);
        return None;
    }
    Some(Target { name, way, to, port, branch })
}

/// Whether an address holds a password: `https://user:pass@host`.
fn has_secret(to: &str) -> bool {
    let Some((_, rest)) = to.split_once("://") else { return false };
    let host = rest.split('/').next().unwrap_or(rest);
    host.rsplit_once('@').is_some_and(|(user, _)| user.contains(':'))
}

/// Whether git takes it for the name of a branch.
fn is_branch(name: &str) -> bool {
    let is_part =
        |part: &str| !part.is_empty() && !part.starts_with('.') && media::ending(part) != "lock";
    !name.starts_with('-')
        && !name.ends_with('.')
        && !name.contains("..")
        && !name.contains("@{")
        && name != "@"
        && !name.contains(|c: char| c.is_control() || " ~^:?*[\\".contains(c))
        && name.split('/').all(is_part)
}

/// A text that says something.
pub(super) fn stated(reader: &mut Reader<'_>, at: At<'_>) -> Option<String> {
    read::trimmed(reader, at).filter(|text| !text.is_empty())
}

pub(super) fn way(reader: &mut Reader<'_>, at: At<'_>) -> Option<Way> {
    let word = stated(reader, at)?;
    let way = Way::parse(&word);
    if way.is_none() {
        let message = Message::new("not-a-way").text("value", &*word);
        let fault = Diagnostic::error("wrong-type", reader.place(&at.node.place), message);
        reader.keep(match schema::nearest(&word, Way::WORDS.into_iter()) {
            Some(near) => fault.with_help(Message::new("did-you-mean").text("name", near)),
            None => fault,
        });
    }
    way
}

pub(super) fn port(reader: &mut Reader<'_>, at: At<'_>) -> Option<u16> {
    let count = reader.count(at)?;
    let port = u16::try_from(count).ok().filter(|port| *port > 0);
    if port.is_none() {
        reader.fault(
            "out-of-range",
            at,
            Message::new("deploy-bad-port").count("value", count as usize),
        );
    }
    port
}
