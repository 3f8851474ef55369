//! Who may ask the desk to write: a page of the desk itself, in a browser on this machine.
//!
//! Entry points: [`Token`], [`Post::of`], [`admit`]. A request is looked at before its body is read. Any page of any
//! site can make a browser on this machine send something here; none of them can send the token, which stands in
//! pages of the desk alone, nor a type of content that a plain form cannot have.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};

use strum::{EnumIter, IntoEnumIterator};

use crate::locale::Message;
use crate::serve::desk::refused::Refused;
use crate::serve::http::Head;

const KIB: u64 = 1024;
const MIB: u64 = 1024 * KIB;

/// What pages of the desk show that they are.
#[derive(Debug)]
pub(crate) struct Token(String);

impl Token {
    /// A new one for every run.
    pub(crate) fn new() -> Self {
        let mut hasher = blake3::Hasher::new();
        for _ in 0..4 {
            // The keys of a state come from the system's source of randomness.
            hasher.update(&RandomState::new().build_hasher().finish().to_le_bytes());
        }
        hasher.update(&std::process::id().to_le_bytes());
        Self(hasher.finalize().to_hex().to_string())
    }

    /// Its text.
    pub(crate) fn text(&self) -> &str {
        &self.0
    }

    /// Whether `given` is it; how long that takes tells nothing of it.
    fn is(&self, given: &str) -> bool {
        blake3::hash(self.0.as_bytes()) == blake3::hash(given.as_bytes())
    }
}

/// What can be asked by POST.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter)]
pub(crate) enum Post {
    Edit,
    Text,
    Fix,
    Undo,
    Review,
    New,
    Rename,
    Delete,
    Restore,
    Import,
    Paste,
    Photo,
    Publish,
    Read,
    Open,
    Create,
    Stop,
}

impl Post {
    /// What is asked for at a path below `/_liuhao/`.
    pub(crate) fn of(name: &str) -> Option<Self> {
        Self::iter().find(|post| post.name() == name)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Edit => "edit",
            Self::Text => "text",
            Self::Fix => "fix",
            Self::Undo => "undo",
            Self::Review => "review",
            Self::New => "new",
            Self::Rename => "rename",
            Self::Delete => "delete",
            Self::Restore => "restore",
            Self::Import => "import",
            Self::Paste => "paste",
            Self::Photo => "photo",
            Self::Publish => "publish",
            Self::Read => "read",
            Self::Open => "open",
            Self::Create => "create",
            Self::Stop => "stop",
        }
    }

    /// The most bytes of a body.
    fn limit(self) -> u64 {
        match self {
            Self::Import => 64 * MIB,
            Self::Photo => 20 * MIB,
            Self::Text | Self::Paste => 4 * MIB,
            Self::Edit
            | Self::Fix
            | Self::Undo
            | Self::Review
            | Self::New
            | Self::Rename
            | Self::Delete
            | Self::Restore
            | Self::Publish
            | Self::Read
            | Self::Open
            | Self::Create
            | Self::Stop => MIB,
        }
    }

    /// The types that a body may have; none of them is one that a form can send.
    fn kinds(self) -> &'static [&'static str] {
        match self {
            Self::Import => &["application/octet-stream"],
            Self::Photo => &["image/jpeg", "image/png", "image/webp", "image/gif"],
            Self::Edit
            | Self::Text
            | Self::Fix
            | Self::Undo
            | Self::Review
            | Self::New
            | Self::Rename
            | Self::Delete
            | Self::Restore
            | Self::Paste
            | Self::Publish
            | Self::Read
            | Self::Open
            | Self::Create
            | Self::Stop => &["application/json"],
        }
    }
}

/// What may be sent with a request, in bytes.
///
/// # Errors
/// Why it is not heard.
pub(crate) fn admit(post: Post, head: &Head, token: &Token) -> Result<u64, Refused> {
    let foreign = |id| Err(Refused::new(403, "forbidden", Message::new(id)));
    let own = format!("http://{}", head.host);
    if !head.origin.as_deref().is_some_and(|origin| origin.eq_ignore_ascii_case(&own)) {
        return foreign("desk-foreign-origin");
    }
    if head.fetch_site.as_deref().is_some_and(|site| site != "same-origin") {
        return foreign("desk-foreign-origin");
    }
    if !head.token.as_deref().is_some_and(|given| token.is(given)) {
        return foreign("desk-stale-page");
    }
    let kind = head.content_type.as_deref().unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !post.kinds().iter().any(|known| kind.eq_ignore_ascii_case(known)) {
        return Err(Refused::new(415, "kind", Message::new("desk-wrong-kind").text("kind", kind)));
    }
    match head.length {
        None => Err(Refused::new(411, "no-length", Message::new("desk-no-length"))),
        Some(length) if length > post.limit() => {
            let most = usize::try_from(post.limit() / MIB).unwrap_or(usize::MAX);
            Err(Refused::new(413, "too-large", Message::new("desk-too-large").count("most", most)))
        }
        Some(length) => Ok(length),
    }
}
