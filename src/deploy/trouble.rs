//! What tools complain of most often, and what must not be shown of it.
//!
//! Entry points: [`Trouble::of`], [`mask`].

use strum::VariantArray;

/// The usual troubles of sending files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray)]
pub(crate) enum Trouble {
    /// The machine there has another key than it had.
    KeyChanged,
    /// The machine there is not known yet, and nobody is here to say that it is right.
    KeyUnknown,
    /// No way leads to the machine.
    NoRoute,
    /// Nobody answers at that port.
    Refused,
    /// User, key or right is wrong.
    Denied,
    /// The disk is full.
    Full,
    /// The user's room is used up.
    Quota,
    /// The file system takes no writes.
    ReadOnly,
    /// A proxy stands in between.
    Proxy,
    /// A clock is wrong.
    Clock,
    /// The folder or store is not there.
    NoFolder,
    /// Somebody else has pushed.
    Behind,
}

impl Trouble {
    /// The trouble that a text tells of, in the tools' English.
    pub(super) fn of(text: &str) -> Option<Self> {
        let text = text.to_lowercase();
        let tells = |one: &&Self| one.words().iter().any(|word| text.contains(word));
        Self::VARIANTS.iter().find(tells).copied()
    }

    /// Texts that tell of it, in lower case.
    fn words(self) -> &'static [&'static str] {
        match self {
            Self::KeyChanged => &["remote host identification has changed"],
            Self::KeyUnknown => &["host key verification failed"],
            Self::NoRoute => &[
                "no route to host",
                "could not resolve host",
                "network is unreachable",
                "timed out",
                "name or service not known",
                "no such host",
                "temporary failure in name resolution",
            ],
            Self::Refused => &["connection refused"],
            Self::Denied => &[
                "permission denied",
                "authentication failed",
                "access denied",
                "accessdenied",
                "invalidaccesskeyid",
                "signaturedoesnotmatch",
                "could not read username",
                "could not read password",
                "operation not permitted",
            ],
            Self::Full => &["no space left on device", "disk full", "not enough space"],
            Self::Quota => &["quota exceeded", "quotaexceeded", "insufficient storage"],
            Self::ReadOnly => &["read-only file system"],
            Self::Proxy => &["proxy"],
            Self::Clock => &[
                "requesttimetooskewed",
                "certificate is not yet valid",
                "certificate has expired",
                "not yet valid",
            ],
            Self::NoFolder => &[
                "no such file or directory",
                "directory not found",
                "nosuchbucket",
                "does not exist",
                "didn't find section in config file",
                "does not appear to be a git repository",
                "repository not found",
            ],
            Self::Behind => &["[rejected]", "fetch first", "non-fast-forward"],
        }
    }

    /// The message about it.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::KeyChanged => "deploy-key-changed",
            Self::KeyUnknown => "deploy-key-unknown",
            Self::NoRoute => "deploy-no-route",
            Self::Refused => "deploy-refused",
            Self::Denied => "deploy-denied",
            Self::Full => "deploy-full",
            Self::Quota => "deploy-quota",
            Self::ReadOnly => "deploy-read-only",
            Self::Proxy => "deploy-proxy",
            Self::Clock => "deploy-clock",
            Self::NoFolder => "deploy-no-place",
            Self::Behind => "deploy-behind",
        }
    }
}

/// A text with `://user:pass@` made `://user:***@`.
pub(crate) fn mask(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, address) = rest.split_at(at + 3);
        masked.push_str(before);
        let end = address
            .find(|c: char| c.is_whitespace() || "/'\"<>".contains(c))
            .unwrap_or(address.len());
        let host = &address[..end];
        match host.rsplit_once('@').and_then(|(user, host)| Some((user.split_once(':')?.0, host))) {
            Some((user, host)) => masked.push_str(&format!("{user}:***@{host}")),
            None => masked.push_str(host),
        }
        rest = &address[end..];
    }
    masked + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_not_shown() {
        for (text, shown) in [
            ("fatal: https://a:b@c.d/e: no", "fatal: https://a:***@c.d/e: no"),
            ("'ssh://u:p@:x@h:22/p' and ftp://k:s@h", "'ssh://u:***@h:22/p' and ftp://k:***@h"),
            ("https://a@c.d http://c.d:80/", "https://a@c.d http://c.d:80/"),
            ("没有", "没有"),
        ] {
            assert_eq!(mask(text), shown);
        }
    }

    #[test]
    fn usual_troubles_are_known_by_what_tools_say() {
        for (text, trouble) in [
            ("ssh: connect to host a port 22: Connection refused", Trouble::Refused),
            ("rsync: [Receiver] mkstemp failed: No space left on device (28)", Trouble::Full),
            (
                "@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.",
                Trouble::KeyChanged,
            ),
            ("me@h: Permission denied (publickey).", Trouble::Denied),
            ("ssh: connect to host h port 22: No route to host", Trouble::NoRoute),
            ("write: Disk quota exceeded", Trouble::Quota),
            ("mkdir: Read-only file system", Trouble::ReadOnly),
            ("Received HTTP code 407 from proxy after CONNECT", Trouble::Proxy),
            ("RequestTimeTooSkewed: The difference between", Trouble::Clock),
            ("stat remote: No such file or directory", Trouble::NoFolder),
            ("! [rejected] a -> pages (fetch first)", Trouble::Behind),
        ] {
            assert_eq!(Trouble::of(text), Some(trouble), "{text}");
        }
        assert_eq!(Trouble::of("all is well"), None);
    }
}
