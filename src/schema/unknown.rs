//! What is said of a key that no table has: the key that was meant, or where its value belongs.
//!
//! Entry point: [`Reader::unknown_key`].

use std::collections::HashMap;
use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::locale::Message;
use crate::quantity::AgeRange;
use crate::schema::{self, Fields, Reader, synonym};
use crate::yaml::{Entry, Key};

/// The keys of one level, looked at once: a text may have thousands that are unknown.
pub(super) struct Beside {
    /// By field: the keys that say it, in order, and whether each is one of its own.
    said: HashMap<&'static str, Vec<(Range<usize>, bool)>>,
    /// Of the keys that are known: whether any is English, and whether all are.
    english: Option<(bool, bool)>,
}

impl Beside {
    pub(super) fn of<'e, 't: 'e>(
        table: Fields,
        entries: impl IntoIterator<Item = &'e Entry<'t>>,
    ) -> Self {
        let mut beside = Self { said: HashMap::new(), english: None };
        for Entry { key, .. } in entries {
            let field = schema::find(table, &key.text, true);
            let path = field.map(|field| field.path).or_else(|| synonym::path(table, &key.text));
            if let Some(path) = path {
                let place = (key.place.clone(), field.is_some());
                beside.said.entry(path).or_default().push(place);
            }
            if field.is_some() {
                let is_english = key.text.is_ascii();
                let (any, all) = beside.english.unwrap_or((false, true));
                beside.english = Some((any || is_english, all && is_english));
            }
        }
        beside
    }

    /// The place of another key that says what a word for `path` says: one of its own, or another word before it. Who renames
    /// 党员人数 beside 党员总数 has the key twice.
    fn says(&self, path: &str, key: &Key<'_>) -> Option<&Range<usize>> {
        let said = self.said.get(path)?;
        let says_it =
            |(place, is_own): &&(Range<usize>, bool)| *is_own || place.start < key.place.start;
        said.iter().find(says_it).map(|(place, _)| place)
    }

    /// Whether a key is named in English: in the words of those beside it.
    fn names_in_english(&self, key: &str) -> bool {
        match (self.english, key.is_ascii()) {
            (None, is_ascii) => is_ascii,
            (Some((any, _)), true) => any,
            (Some((_, all)), false) => all,
        }
    }
}

impl Reader<'_> {
    /// Keeps that nothing is read by the key of `entry`, one of those `beside`.
    pub(super) fn unknown_key(&mut self, table: Fields, entry: &Entry<'_>, beside: &Beside) {
        let (key, is_empty) = (&*entry.key.text, entry.value.is_null());
        let behind = self.source.text[entry.key.place.end..].trim_start();
        let is_bare = is_empty && !behind.starts_with(':');
        let place = self.place(&entry.key.place);
        if is_secret(key) {
            let message = Message::new("secret-key").text("key", key);
            let fault = Diagnostic::error("unknown-key", place, message);
            return self.keep(fault.with_help(Message::new("secret-key-help")));
        }
        let path = synonym::path(table, key);
        if let Some(other) = path.and_then(|path| beside.says(path, &entry.key)) {
            return self.twice(&entry.key, other);
        }
        let fault = Diagnostic::error("unknown-key", place, unknown(key, is_bare));
        let is_profile = schema::find(self.top, "branch", false).is_some();
        let is_english = beside.names_in_english(key);
        let word = synonym::synonym_in(table, key, is_english).map(str::to_owned);
        let group = || path.filter(|path| is_english && path.contains('.')).map(str::to_owned);
        let meant = word.or_else(group);
        let is_for_text = is_profile && meant.is_none() && synonym::is_for_text(key);
        let is_needless = !is_profile && meant.is_none() && synonym::is_needless(key);
        let near = || {
            schema::suggest_in(self.top, table, key, is_english)
                .filter(|_| !is_for_text && !is_needless)
        };
        let meant = meant.or_else(near);
        let is_text = is_for_text || is_profile && !is_empty;
        let fault = match meant {
            Some(name) => {
                fault.with_help(Message::new("did-you-mean").text("name", synonym::nested(name)))
            }
            None if is_profile && !is_empty && AgeRange::parse(key).is_ok() => {
                fault.with_help(Message::new("unknown-key-band-help").text("key", "年龄段"))
            }
            None if is_text => fault.with_help(Message::new("unknown-key-text-help")),
            None if is_bare => fault.with_help(Message::new("flow-comma-help")),
            None if is_empty && is_profile => fault.with_help(Message::new("yaml-heading-help")),
            None if is_needless => fault.with_help(Message::new("unknown-key-needless-help")),
            None => fault,
        };
        self.keep(fault);
    }
}

/// `{a: 聚焦组织设置,提升}` splits at the half-width comma: the tail looks like a key without colon.
fn unknown(key: &str, is_bare: bool) -> Message {
    let id = if is_bare { "unknown-key-without-value" } else { "unknown-key" };
    Message::new(id).text("key", key)
}

/// Whether a key is called like something that must not lie in a file that others read.
fn is_secret(key: &str) -> bool {
    let key = key.to_lowercase();
    let words = [
        "password",
        "passwd",
        "passphrase",
        "secret",
        "token",
        "access_key",
        "accesskey",
        "api_key",
        "apikey",
        "private_key",
        "密码",
        "口令",
        "密钥",
        "私钥",
        "令牌",
    ];
    words.iter().any(|word| key.contains(word))
}
