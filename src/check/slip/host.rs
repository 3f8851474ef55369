//! Names of hosts in front of an address that says nothing of how to get there.
//!
//! Entry points: [`is_host`], [`scheme`].

/// Ends of names of hosts.
const HOSTS: [&str; 6] = [".cn", ".com", ".org", ".net", ".edu", ".gov"];

/// Whether an address begins with the name of a host and says nothing of how to get there.
pub(super) fn is_host(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    let host = lower.split(['/', '?', '#']).next().unwrap_or_default();
    let is_name = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte));
    is_name && (host.starts_with("www.") || HOSTS.iter().any(|end| host.ends_with(end)))
}

/// What an address lacks in front: of a host, of a mailbox.
pub(in crate::check) fn scheme(address: &str) -> Option<&'static str> {
    let is_mailbox = || {
        let (name, host) = address.split_once('@')?;
        let is_name = |part: &str| {
            part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
        };
        (!name.is_empty() && is_name(name) && is_name(host) && host.contains('.'))
            .then_some("mailto:")
    };
    is_host(address).then_some("https://").or_else(is_mailbox)
}
