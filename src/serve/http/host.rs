//! Which hosts a request may name.
//!
//! Entry point: [`is_allowed`]. A page of a stranger can give its own name our address (DNS
//! rebinding) and would then read the preview as its own; the name it has to send tells.

use std::net::{IpAddr, Ipv6Addr};

/// Whether a `Host` header names this machine: `localhost`, a loopback address, the address that
/// the connection came in on, or the `given` one. The port does not matter: a tunnel changes it.
pub(crate) fn is_allowed(host: &str, given: &str, local: IpAddr) -> bool {
    let Some(name) = name(host) else { return false };
    if name.eq_ignore_ascii_case("localhost") || name.eq_ignore_ascii_case(given) {
        return true;
    }
    let Some(address) = literal(name) else { return false };
    address.is_loopback() || address == local.to_canonical()
}

/// Whether who asks sits at this machine and calls it so: a program that hands requests on from elsewhere has this
/// machine's address, too, and the name that they came in by.
pub(crate) fn is_here(peer: IpAddr, host: &str) -> bool {
    peer.is_loopback() && is_loopback(host)
}

/// Whether a `Host` header names this machine to itself alone: `localhost`, or a loopback address.
fn is_loopback(host: &str) -> bool {
    let Some(name) = name(host) else { return false };
    name.eq_ignore_ascii_case("localhost") || literal(name).is_some_and(|one| one.is_loopback())
}

/// The host without its port; `None` where that is not a number.
fn name(host: &str) -> Option<&str> {
    let (name, port) = match host.strip_prefix('[') {
        Some(rest) => {
            let (name, port) = rest.split_once(']')?;
            name.parse::<Ipv6Addr>().ok()?;
            (&host[..name.len() + 2], port)
        }
        None => host.split_at(host.find(':').unwrap_or(host.len())),
    };
    let is_port = match port.strip_prefix(':') {
        Some(digits) => digits.is_empty() || digits.parse::<u16>().is_ok(),
        None => port.is_empty(),
    };
    (is_port && !name.is_empty()).then_some(name)
}

fn literal(name: &str) -> Option<IpAddr> {
    let bare = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(name);
    bare.parse::<IpAddr>().ok().map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_local(host: &str) -> bool {
        is_allowed(host, "127.0.0.1", IpAddr::from([127, 0, 0, 1]))
    }

    #[test]
    fn this_machine_alone() {
        for host in ["localhost", "LOCALHOST:1313", "127.0.0.1:80", "127.9.9.9", "[::1]:1313"] {
            assert!(is_local(host), "{host}");
        }
        for host in ["", "evil.example", "localhost.evil.example", "192.168.1.9", "localhost:x"] {
            assert!(!is_local(host), "{host}");
        }
        for host in ["0.0.0.0", "[::]", "[::1", "127.0.0.1.nip.io", "2130706433", "a@localhost"] {
            assert!(!is_local(host), "{host}");
        }
    }

    #[test]
    fn a_name_of_the_network_is_not_this_machine_to_itself() {
        for host in ["localhost", "LOCALHOST:1313", "127.0.0.1:80", "[::1]:1313"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["192.168.1.5:1313", "preview.example", "0.0.0.0", "127.0.0.1.nip.io", ""] {
            assert!(!is_loopback(host), "{host}");
        }
    }

    #[test]
    fn who_is_here_has_the_address_and_the_name_of_this_machine() {
        let here = IpAddr::from([127, 0, 0, 1]);
        let lan = IpAddr::from([192, 168, 1, 9]);
        assert!(is_here(here, "localhost:1313"));
        assert!(!is_here(lan, "localhost:1313"));
        assert!(!is_here(here, "preview.example"));
    }

    #[test]
    fn the_address_of_the_connection_and_the_given_name() {
        let lan = IpAddr::from([192, 168, 1, 5]);
        assert!(is_allowed("192.168.1.5:1313", "0.0.0.0", lan));
        assert!(!is_allowed("192.168.1.6:1313", "0.0.0.0", lan));
        assert!(is_allowed("preview.example:1313", "preview.example", lan));
    }
}
