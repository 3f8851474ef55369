//! An answer, and what becomes of it for one request: the whole, a part, or "not modified".
//!
//! Entry points: [`Answer`], [`Answer::prepare`]. Every answer carries the headers that keep
//! strangers out.

use std::fs::File;
use std::io::{Cursor, Empty, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::time::Duration;

use tiny_http::{Header, Response, StatusCode};

use crate::serve::http::head::Head;

/// What pages may load and who may show them: the site itself, and nothing else. The desk shows pages in a frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; media-src 'self'; font-src 'self'; connect-src 'self'; \
    worker-src 'self'; manifest-src 'self'; frame-src 'self'; form-action 'self'; \
    base-uri 'self'; frame-ancestors 'self'";

/// The same for a page whose elements have a look of their own, such as an article to be copied.
pub(crate) const STYLED: &str = "default-src 'none'; script-src 'self'; \
    style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'self'; frame-ancestors 'none'";

const HEADERS: &[(&str, &str)] = &[
    ("Server", "liuhao"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("X-Frame-Options", "SAMEORIGIN"),
    ("Referrer-Policy", "same-origin"),
    // Always asked for again; an entity tag makes that cheap.
    ("Cache-Control", "no-cache"),
];

/// The next event as text, or `None` after the time given has passed without one.
pub(crate) type Events = Box<dyn FnMut(Duration) -> Option<String> + Send>;

/// What follows the head.
pub(crate) enum Body {
    /// These bytes.
    Bytes(Arc<[u8]>),
    /// An open file and its length in bytes.
    File(File, u64),
    /// Events for as long as the client listens.
    Events(Events),
}

/// An answer to a request.
pub(crate) struct Answer {
    /// HTTP status.
    pub(crate) status: u16,
    /// `Content-Type`.
    pub(crate) kind: &'static str,
    /// A strong validator, without its quotes.
    pub(crate) etag: Option<String>,
    /// `Location`.
    pub(crate) location: Option<String>,
    /// `Content-Security-Policy`.
    pub(crate) policy: &'static str,
    /// What follows the head.
    pub(crate) body: Body,
}

impl Answer {
    /// Bytes of a kind.
    pub(crate) fn bytes(kind: &'static str, bytes: impl Into<Arc<[u8]>>) -> Self {
        let body = Body::Bytes(bytes.into());
        Self { status: 200, kind, etag: None, location: None, policy: POLICY, body }
    }

    /// A refusal: its status as text.
    pub(crate) fn refusal(status: u16) -> Self {
        let text = format!("{status} {}\n", StatusCode(status).default_reason_phrase());
        Self { status, ..Self::bytes("text/plain; charset=utf-8", text.into_bytes()) }
    }

    /// With another status.
    pub(crate) fn with_status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// With the hash of its bytes as validator.
    pub(crate) fn with_hash(mut self) -> Self {
        if let Body::Bytes(bytes) = &self.body {
            self.etag = Some(blake3::hash(bytes).to_hex()[..32].to_owned());
        }
        self
    }

    /// What is sent for this request; the events where the answer is a stream of them.
    pub(super) fn prepare(self, head: &Head) -> (Response<Box<dyn Read + Send>>, Option<Events>) {
        let mut headers = vec![
            ("Content-Type", self.kind.to_owned()),
            ("Content-Security-Policy", self.policy.to_owned()),
        ];
        headers.extend(self.etag.iter().map(|tag| ("ETag", format!("\"{tag}\""))));
        headers.extend(self.location.iter().map(|to| ("Location", to.clone())));
        if self.status == 405 {
            headers.push(("Allow", "GET, HEAD".to_owned()));
        }
        let (length, body) = match self.body {
            Body::Bytes(bytes) => (bytes.len() as u64, Body::Bytes(bytes)),
            Body::File(file, length) => (length, Body::File(file, length)),
            Body::Events(events) => {
                return (respond(200, headers, Box::new(std::io::empty()), None), Some(events));
            }
        };
        let is_known = self.status == 200 && is_none_match(head, self.etag.as_deref());
        if is_known {
            headers.remove(0);
            return (respond(304, headers, Box::new(std::io::empty()), Some(length)), None);
        }
        if self.status == 200 && self.etag.is_some() {
            headers.push(("Accept-Ranges", "bytes".to_owned()));
        }
        let range =
            if self.status == 200 { range(head, self.etag.as_deref(), length) } else { None };
        let (status, start, count) = match range {
            None => (self.status, 0, length),
            Some(Ok((start, end))) => {
                headers.push(("Content-Range", format!("bytes {start}-{}/{length}", end - 1)));
                (206, start, end - start)
            }
            Some(Err(())) => {
                headers.push(("Content-Range", format!("bytes */{length}")));
                return (respond(416, headers, Box::new(std::io::empty()), Some(0)), None);
            }
        };
        (respond(status, headers, part(body, start, count), Some(count)), None)
    }
}

fn respond(
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Box<dyn Read + Send>,
    length: Option<u64>,
) -> Response<Box<dyn Read + Send>> {
    let fixed = HEADERS.iter().map(|(name, value)| (*name, (*value).to_owned()));
    let all = fixed.chain(headers);
    // A header with a character that HTTP does not have is left out; ours have none.
    let headers = all.filter_map(|(name, value)| Header::from_bytes(name, value).ok());
    let length = length.and_then(|length| usize::try_from(length).ok());
    // Longer bodies would be sent in chunks, without a length.
    Response::new(StatusCode(status), headers.collect(), body, length, None)
        .with_chunked_threshold(usize::MAX)
}

/// Bytes `start..start + count` of a body.
fn part(body: Body, start: u64, count: u64) -> Box<dyn Read + Send> {
    match body {
        Body::Bytes(bytes) => {
            let mut cursor = Cursor::new(bytes);
            cursor.set_position(start);
            Box::new(cursor.take(count))
        }
        Body::File(mut file, _) => match file.seek(SeekFrom::Start(start)) {
            // A file that grew shorter in the meantime still has the length that was told.
            Ok(_) => Box::new(file.chain(std::io::repeat(0)).take(count)),
            Err(_) => Box::new(std::io::repeat(0).take(count)),
        },
        Body::Events(_) => Box::<Empty>::default(),
    }
}

/// Whether the client holds what would be sent.
fn is_none_match(head: &Head, etag: Option<&str>) -> bool {
    let (Some(known), Some(etag)) = (&head.if_none_match, etag) else { return false };
    known.split(',').any(|tag| {
        let tag = tag.trim();
        tag == "*" || tag.trim_start_matches("W/").trim_matches('"') == etag
    })
}

/// The bytes asked for (start, behind the end); `Err` where they lie outside, `None` where the
/// whole is sent.
fn range(head: &Head, etag: Option<&str>, length: u64) -> Option<Result<(u64, u64), ()>> {
    let etag = etag?;
    let asked = head.range.as_deref().filter(|_| !head.is_bare)?.strip_prefix("bytes=")?;
    if head.if_range.as_deref().is_some_and(|held| held != format!("\"{etag}\"")) {
        return None;
    }
    // Several ranges at once: the whole may be sent instead.
    let (first, last) = asked.split_once('-').filter(|_| !asked.contains(','))?;
    let number = |text: &str| text.trim().parse::<u64>().ok();
    Some(match (first.trim(), last.trim()) {
        ("", last) => {
            let count = number(last)?;
            if count == 0 || length == 0 {
                Err(())
            } else {
                Ok((length.saturating_sub(count), length))
            }
        }
        (first, "") => match number(first)? {
            first if first < length => Ok((first, length)),
            _ => Err(()),
        },
        (first, last) => match (number(first)?, number(last)?) {
            (first, last) if last < first => return None,
            (first, last) if first < length => Ok((first, last.saturating_add(1).min(length))),
            _ => Err(()),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(asked: &str, if_range: Option<&str>) -> Option<Result<(u64, u64), ()>> {
        let head = Head {
            range: Some(asked.to_owned()),
            if_range: if_range.map(str::to_owned),
            ..Head::default()
        };
        range(&head, Some("tag"), 100)
    }

    #[test]
    fn ranges() {
        assert_eq!(asked("bytes=0-9", None), Some(Ok((0, 10))));
        assert_eq!(asked("bytes=90-", None), Some(Ok((90, 100))));
        assert_eq!(asked("bytes=90-999", None), Some(Ok((90, 100))));
        assert_eq!(asked("bytes=-10", None), Some(Ok((90, 100))));
        assert_eq!(asked("bytes=-999", None), Some(Ok((0, 100))));
        assert_eq!(asked("bytes=100-", None), Some(Err(())));
        assert_eq!(asked("bytes=-0", None), Some(Err(())));
        for whole in
            ["bytes=9-0", "bytes=0-1,5-6", "lines=0-1", "bytes=a-b", "bytes=-", "bytes=+1-2x"]
        {
            assert_eq!(asked(whole, None), None, "{whole}");
        }
        assert_eq!(asked("bytes=0-9", Some("\"tag\"")), Some(Ok((0, 10))));
        assert_eq!(asked("bytes=0-9", Some("\"old\"")), None);
        assert_eq!(asked("bytes=0-9", Some("W/\"tag\"")), None);
    }

    #[test]
    fn validators() {
        let holds = |held: &str| {
            let head = Head { if_none_match: Some(held.to_owned()), ..Head::default() };
            is_none_match(&head, Some("tag"))
        };
        assert!(holds("\"tag\"") && holds("W/\"tag\"") && holds("\"a\", \"tag\"") && holds("*"));
        assert!(!holds("\"tags\"") && !holds(""));
    }
}
