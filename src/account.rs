//! What goes to a public account beside the text, and how much of each the platform takes.
//!
//! Entry points: [`author`] and [`digest`] of a story; [`excesses`] of what its profile states. The rule `wechat-limits` and
//! the article itself (`wechat`) count alike by it. The counts are those of the platform's manual for drafts
//! (developers.weixin.qq.com, `draft_add`, read in November 2026: author 16, digest 128, body with its markup fewer than
//! 20,000) and of its editor, which takes a title of 64 and a digest of 120; the smaller one counts, but for the title, which by
//! the interface alone may have no more than 32.

use strum::IntoEnumIterator as _;

use crate::locale::Message;
use crate::parse::Story;
use crate::parse::body::shorten;
use crate::parse::profile::Signoff;

/// Characters that the platform shows of a digest in a list.
const SHOWN: usize = 54;
/// Who of a sign-off counts as the author, the first of these first.
const AUTHORS: [&str; 7] = ["作者", "撰稿", "文字", "图文", "通讯员", "供稿", "整理"];

/// A length that the platform limits, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumIter)]
pub(crate) enum Limit {
    /// The title.
    Title,
    /// The author.
    Author,
    /// The digest.
    Digest,
    /// The body: with its markup, where that is known.
    Body,
}

impl Limit {
    /// The most characters.
    pub(crate) fn most(self) -> usize {
        match self {
            Self::Title => 64,
            Self::Author => 16,
            Self::Digest => 120,
            Self::Body => 20_000,
        }
    }

    /// The excess of a text of `count` characters.
    pub(crate) fn excess(self, count: usize) -> Option<Excess> {
        (count > self.most()).then_some(Excess { limit: self, count })
    }
}

/// A text that is longer than the platform takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Excess {
    /// Which.
    pub limit: Limit,
    /// Its characters.
    pub count: usize,
}

impl Excess {
    /// What is too long, and by how much.
    pub(crate) fn message(self) -> Message {
        let id = match self.limit {
            Limit::Title => "wechat-title-long",
            Limit::Author => "wechat-author-long",
            Limit::Digest => "wechat-digest-long",
            Limit::Body => "wechat-body-long",
        };
        Message::new(id).count("count", self.count).count("max", self.limit.most())
    }
}

/// What of a story is too long whatever its article looks like; the body is counted without markup.
pub(crate) fn excesses(story: &Story) -> Vec<Excess> {
    let length = |limit| match limit {
        Limit::Title => story.title().chars().count(),
        Limit::Author => author(story).map_or(0, |author| author.chars().count()),
        Limit::Digest => own_digest(story).map_or(0, |digest| digest.chars().count()),
        Limit::Body => story.body.characters,
    };
    Limit::iter().filter_map(|limit| limit.excess(length(limit))).collect()
}

/// The author that the sign-off names; `None` where nobody has signed.
pub(crate) fn author(story: &Story) -> Option<String> {
    signed(story).map(|line| line.by.join("、"))
}

/// The line of the sign-off that names the author.
pub(crate) fn signed(story: &Story) -> Option<&Signoff> {
    let lines = &story.profile.signoff;
    let named = |role: &&str| lines.iter().find(|line| *line.role == **role);
    AUTHORS.iter().find_map(named).or(lines.first())
}

/// The editor's own summary, as much of it as the platform takes; else the first sentences that tell what a branch does, as far
/// as a list shows them.
pub(crate) fn digest(story: &Story) -> String {
    match own_digest(story) {
        Some(own) if Limit::Digest.excess(own.chars().count()).is_none() => own.to_owned(),
        Some(own) => shorten(own, Limit::Digest.most()),
        None => {
            let branch = &story.profile.branch;
            let former = branch.former_names.iter().map(|former| &*former.name);
            let names: Vec<&str> = branch.name.as_deref().into_iter().chain(former).collect();
            story.body.summary_of(&names, SHOWN)
        }
    }
}

fn own_digest(story: &Story) -> Option<&str> {
    story.profile.summary.as_deref().map(str::trim).filter(|own| !own.is_empty())
}
