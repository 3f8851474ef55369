//! What is said of a key that no table has: the key that was meant, or where its value belongs.
//!
//! Entry point: [`Reader::unknown_key`].

use crate::diagnostic::{Diagnostic, traditional};
use crate::locale::Message;
use crate::quantity::AgeRange;
use crate::schema::beside::Beside;
use crate::schema::{self, Fields, Reader, synonym};
use crate::yaml::Entry;

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
        let simple = traditional::simple(key);
        let written = key;
        let key = &*simple;
        let path = synonym::path(table, key);
        if let Some(other) = path.and_then(|path| beside.says(path, &entry.key)) {
            return self.twice(&entry.key, other);
        }
        let fault = Diagnostic::error("unknown-key", place, unknown(written, is_bare));
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
