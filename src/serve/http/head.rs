//! The head of a request, read as bytes: browsers send what other local programs left in their
//! cookies, and none of it must be able to upset the server.
//!
//! Entry points: [`end`] tells where a head ends, [`parse`] reads it with `httparse`. A body is refused but behind
//! POST to the desk; nothing is decoded here but the few headers that matter.

/// The longest head, in bytes.
pub(super) const MAX_HEAD: usize = 8 * 1024;
/// What can be posted to.
const DESK: &str = "/_liuhao/";
/// The most header lines.
const MAX_LINES: usize = 100;

/// A request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Head {
    /// Whether the body of the answer is left out.
    pub(crate) is_bare: bool,
    /// Whether it is a POST, with a body behind it.
    pub(crate) is_post: bool,
    /// `Content-Length`.
    pub(crate) length: Option<u64>,
    /// `Content-Type`.
    pub(crate) content_type: Option<String>,
    /// `Origin`.
    pub(crate) origin: Option<String>,
    /// `Sec-Fetch-Site`.
    pub(crate) fetch_site: Option<String>,
    /// `Sec-Fetch-Dest`.
    pub(crate) fetch_dest: Option<String>,
    /// `X-Liuhao`.
    pub(crate) token: Option<String>,
    /// Path and query as sent, beginning with `/`.
    pub(crate) target: String,
    /// HTTP minor version: 0 or 1.
    pub(crate) minor: u8,
    /// The host as sent, with its port.
    pub(crate) host: String,
    /// Whether the connection is kept for another request.
    pub(crate) is_kept: bool,
    /// `Range`.
    pub(crate) range: Option<String>,
    /// `If-Range`.
    pub(crate) if_range: Option<String>,
    /// `If-None-Match`.
    pub(crate) if_none_match: Option<String>,
    /// `Last-Event-ID`.
    pub(crate) last_event: Option<String>,
}

/// Why a request is not served, as an HTTP status.
pub(crate) type Refusal = u16;

/// The byte behind the head, or `None` where it has not ended yet.
pub(super) fn end(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(newline) = bytes[at..].iter().position(|byte| *byte == b'\n') {
        at += newline + 1;
        match &bytes[at..] {
            [b'\n', ..] => return Some(at + 1),
            [b'\r', b'\n', ..] => return Some(at + 2),
            _ => {}
        }
    }
    None
}

/// Reads a whole head.
pub(super) fn parse(bytes: &[u8]) -> Result<Head, Refusal> {
    let mut lines = [httparse::EMPTY_HEADER; MAX_LINES];
    let mut request = httparse::Request::new(&mut lines);
    match request.parse(bytes) {
        Ok(httparse::Status::Complete(_)) => {}
        Err(httparse::Error::TooManyHeaders) => return Err(431),
        Err(httparse::Error::Version) => return Err(505),
        Ok(httparse::Status::Partial) | Err(_) => return Err(400),
    }
    let mut head = request_line(&request)?;
    let mut hosts = 0;
    for httparse::Header { name, value } in request.headers.iter() {
        let value = value.trim_ascii();
        match name.to_ascii_lowercase().as_str() {
            "host" => {
                hosts += 1;
                let host = text(value).ok_or(400u16)?;
                // An absolute target names the host that counts.
                if head.host.is_empty() {
                    head.host = host;
                }
            }
            "connection" => head.is_kept = keeps(value, head.is_kept),
            "content-length" if head.is_post => head.length = Some(length(value, head.length)?),
            "content-length" if value != b"0" => return Err(413),
            "transfer-encoding" => return Err(413),
            "expect" => return Err(417),
            "range" => head.range = text(value),
            "if-range" => head.if_range = text(value),
            "if-none-match" => head.if_none_match = text(value),
            "last-event-id" => head.last_event = text(value),
            "content-type" => head.content_type = once(value, head.content_type.is_some())?,
            "origin" => head.origin = once(value, head.origin.is_some())?,
            "sec-fetch-site" => head.fetch_site = once(value, head.fetch_site.is_some())?,
            "sec-fetch-dest" => head.fetch_dest = text(value),
            "x-liuhao" => head.token = once(value, head.token.is_some())?,
            _ => {}
        }
    }
    if hosts == 1 { Ok(head) } else { Err(400) }
}

fn request_line(request: &httparse::Request<'_, '_>) -> Result<Head, Refusal> {
    let (Some(method), Some(target), Some(minor)) = (request.method, request.path, request.version)
    else {
        return Err(400);
    };
    if target.chars().any(char::is_control) {
        return Err(400);
    }
    let (host, target) = authority(target)?;
    let (is_bare, is_post) = match method {
        "GET" => (false, false),
        "HEAD" => (true, false),
        "POST" if target.starts_with(DESK) => (false, true),
        _ => return Err(405),
    };
    let head = Head { is_bare, is_post, minor, is_kept: minor == 1, ..Head::default() };
    Ok(Head { target: target.to_owned(), host: host.to_owned(), ..head })
}

/// `/path`, or `http://host/path` as a proxy sends it.
fn authority(target: &str) -> Result<(&str, &str), Refusal> {
    if target.starts_with('/') {
        return Ok(("", target));
    }
    let rest = target.strip_prefix("http://").ok_or(400u16)?;
    let slash = rest.find('/').unwrap_or(rest.len());
    let (host, path) = rest.split_at(slash);
    if host.is_empty() {
        return Err(400);
    }
    Ok((host, if path.is_empty() { "/" } else { path }))
}

/// The length of a body. Two that differ are the way to smuggle a request.
fn length(value: &[u8], known: Option<u64>) -> Result<u64, Refusal> {
    let is_number = !value.is_empty() && value.iter().all(u8::is_ascii_digit);
    let number = std::str::from_utf8(value).ok().filter(|_| is_number);
    let length = number.and_then(|number| number.parse().ok()).ok_or(400u16)?;
    if known.is_some_and(|known| known != length) { Err(400) } else { Ok(length) }
}

/// A header that may stand once.
fn once(value: &[u8], is_known: bool) -> Result<Option<String>, Refusal> {
    if is_known { Err(400) } else { Ok(text(value)) }
}

/// A value of visible ASCII characters; any other cannot mean what these headers mean.
fn text(value: &[u8]) -> Option<String> {
    let is_plain = value.iter().all(|byte| (b' '..=b'~').contains(byte));
    is_plain.then(|| String::from_utf8_lossy(value).into_owned())
}

fn keeps(value: &[u8], default: bool) -> bool {
    let value = String::from_utf8_lossy(value).to_ascii_lowercase();
    let has = |word| value.split(',').any(|part| part.trim() == word);
    !has("close") && (default || has("keep-alive"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Head, Refusal> {
        parse(text.as_bytes())
    }

    #[test]
    fn an_ordinary_request() {
        let head = read("GET /a?b HTTP/1.1\r\nHost: localhost:1313\r\nCookie: \u{7532}\r\n\r\n");
        let head = head.unwrap();
        assert_eq!((head.target.as_str(), head.host.as_str()), ("/a?b", "localhost:1313"));
        assert!(head.is_kept && !head.is_bare);
        let head = read("HEAD http://a:1/x HTTP/1.0\nHost: b\n\n").unwrap();
        assert_eq!((head.target.as_str(), head.host.as_str()), ("/x", "a:1"));
        assert!(!head.is_kept && head.is_bare);
    }

    #[test]
    fn what_is_refused() {
        for (text, status) in [
            ("", 400),
            ("GET / HTTP/1.1\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\n folded: b\r\n\r\n", 400),
            ("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            ("GET a HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505),
            ("GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nA: \0\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nA: b\rC: d\r\n\r\n", 400),
            ("GET /\u{85} HTTP/1.1\r\nHost: a\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\n\r\n", 405),
            ("PUT /_liuhao/edit HTTP/1.1\r\nHost: a\r\n\r\n", 405),
            ("POST /_liuhaox HTTP/1.1\r\nHost: a\r\n\r\n", 405),
            (
                "POST /_liuhao/x HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                400,
            ),
            ("POST /_liuhao/x HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\n", 400),
            ("POST /_liuhao/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", 413),
            ("POST /_liuhao/x HTTP/1.1\r\nHost: a\r\nOrigin: a\r\nOrigin: b\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000000000\r\n\r\n", 413),
            ("GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", 413),
        ] {
            assert_eq!(read(text), Err(status), "{text:?}");
        }
    }

    #[test]
    fn where_a_head_ends() {
        assert_eq!(end(b"GET / HTTP/1.1\r\nHost: a\r\n\r\nrest"), Some(27));
        assert_eq!(end(b"a\n\nb"), Some(3));
        assert_eq!(end(b"a\r\nb: c\r\n"), None);
    }
}
