//! From an address to an answer: pages with the live-reload script, files as they are.
//!
//! Entry point: [`Preview`] as a [`Service`]. The script is added here; nothing in `render/` knows of it. What stands
//! behind an address is made anew for every request, from the state that is shown at that moment.

use std::borrow::Cow;

use crate::config::Config;
use crate::fs::Inside;
use crate::locale::Message;
use crate::picture::Format;
use crate::serve::desk::{self, Post, Refused};
use crate::serve::http::target::Target;
use crate::serve::http::{Answer, Body, Head, Service, target};
use crate::serve::model::{Content, DRAFT, Snapshot, Stamp};
use crate::serve::pictures::Wanted;
use crate::serve::preview::{Preview, kind};
use crate::serve::stumble::{self, During, Stumble};
use crate::site::{Planned, permalink};

/// What makes a page live.
pub const SCRIPT: &str = "<script src=\"/_liuhao/client.js\" type=\"module\"></script>";
/// Where the preview's own pages and files are.
pub(super) const OWN: &str = "_liuhao/";
/// Shown where a page cannot be made.
const BROKEN: &str = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>500</title></head>\
    <body></body></html>";

impl Service for Preview {
    fn answer(&self, head: &Head, is_here: bool) -> Answer {
        self.guarded(&head.target, || self.respond(head, is_here))
    }

    fn admit(&self, head: &Head, is_here: bool) -> Result<u64, Answer> {
        let refused = |refused: &Refused| refused.answer(&self.locale);
        if !is_here {
            return Err(refused(&desk::not_here()));
        }
        if self.control.is_read_only {
            return Err(refused(&Refused::new(
                403,
                "read-only",
                Message::new("desk-is-read-only"),
            )));
        }
        let post = posted(head).ok_or_else(|| Answer::refusal(404))?;
        desk::admit(post, head, &self.control.token).map_err(|one| refused(&one))
    }

    fn accept(&self, head: &Head, body: &[u8]) -> Answer {
        let (Some(post), Ok(target)) = (posted(head), target::parse(&head.target)) else {
            return Answer::refusal(404);
        };
        self.guarded(&head.target, || desk::post(self, post, &target, body))
    }
}

impl Preview {
    /// The answer that `respond` makes to a request for `target`; where it panics, a page that waits
    /// for better times.
    pub(super) fn guarded(&self, target: &str, respond: impl FnOnce() -> Answer) -> Answer {
        stumble::catch(respond).unwrap_or_else(|detail| {
            self.stage.stumble(Stumble { during: During::Request(target.to_owned()), detail });
            broken()
        })
    }

    fn respond(&self, head: &Head, is_here: bool) -> Answer {
        let target = match target::parse(&head.target) {
            Ok(target) => target,
            Err(status) => return Answer::refusal(status),
        };
        if let Some(own) = target.address.strip_prefix(OWN) {
            let asked = desk::Asked { target: &target, head, is_here };
            return desk::answer(self, own, &asked);
        }
        let snapshot = self.stage.snapshot();
        let drafted = || self.drafted(&snapshot, &target).filter(|_| is_here);
        self.published(&snapshot, &target.address).or_else(drafted).unwrap_or_else(|| {
            let folder = format!("{}/index.html", target.address);
            let is_folder = snapshot.route(&folder).is_some();
            if is_folder { folder_of(&head.target) } else { self.absent(&snapshot) }
        })
    }

    /// What is published at an address.
    fn published(&self, snapshot: &Snapshot, address: &str) -> Option<Answer> {
        let theme = snapshot.theme.files.iter().find(|file| file.address == address);
        if let Some(file) = theme {
            return Some(Answer::bytes(kind(address), file.bytes.to_vec()).with_hash());
        }
        let planned = snapshot.route(address)?;
        match self.render(snapshot, planned) {
            Content::Bytes(bytes) => {
                // A page that lies in `static/` is a file.
                let is_page = planned.route.page().is_some();
                let bytes = if is_page { with_script(&bytes).into() } else { bytes };
                Some(Answer::bytes(kind(address), bytes).with_hash())
            }
            Content::File(path) => Self::file(&path, kind(address)),
            Content::Picture(path, picture, request) => {
                let wanted = Wanted { path: &path, picture: &picture, request };
                let bytes = self.pictures.get(address, &wanted)?;
                Some(Answer::bytes(kind(address), bytes).with_hash())
            }
            Content::Nothing => Some(broken()),
        }
    }

    /// What would be published if drafts were: the page of one where the desk asks for it, and what such a page shows.
    fn drafted(&self, snapshot: &Snapshot, target: &Target) -> Option<Answer> {
        let snapshot = snapshot.with_drafts();
        let is_page = snapshot.route(&target.address)?.route.page().is_some();
        let is_asked = target.value(DRAFT).is_some();
        if is_page && !is_asked { None } else { self.published(snapshot, &target.address) }
    }

    fn render(&self, snapshot: &Snapshot, planned: &Planned) -> Content {
        let (content, is_new) = snapshot.render(planned);
        if is_new {
            self.stage.tell_fault();
        }
        content
    }

    /// A file of the site. A picture that a build would refuse is not there.
    fn file(path: &Inside, kind: &'static str) -> Option<Answer> {
        if Format::of(&path.head(32).ok()?).is_some() {
            return None;
        }
        let file = path.open().ok()?;
        let found = file.metadata().ok()?;
        let stamp = Stamp::of(&found);
        let etag = blake3::hash(format!("{stamp:?}").as_bytes()).to_hex()[..32].to_owned();
        let body = Body::File(file, stamp.length());
        Some(Answer { etag: Some(etag), body, ..Answer::bytes(kind, Vec::new()) })
    }

    /// What a host shows where nothing is. It stands at any depth, so its links begin at the root.
    fn absent(&self, snapshot: &Snapshot) -> Answer {
        let planned = snapshot.route(permalink::NOT_FOUND);
        let page = planned.map(|planned| self.render(snapshot, planned));
        let Some(Content::Bytes(bytes)) = page else { return Answer::refusal(404) };
        let bytes = at_root(&bytes, &snapshot.site.config);
        Answer::bytes("text/html; charset=utf-8", with_script(&bytes)).with_status(404)
    }
}

/// What is asked for by a POST.
pub(super) fn posted(head: &Head) -> Option<Post> {
    let target = target::parse(&head.target).ok()?;
    Post::of(target.address.strip_prefix(OWN)?)
}

/// A page that could not be made, and that comes again when it can be.
fn broken() -> Answer {
    let bytes = with_script(BROKEN.as_bytes());
    Answer::bytes("text/html; charset=utf-8", bytes).with_status(500)
}

/// The same target with a `/` behind its path, where links of a folder's page begin.
fn folder_of(target: &str) -> Answer {
    let (path, query) = target.split_at(target.find('?').unwrap_or(target.len()));
    // Relative to the host, whatever it is called; `//` would name another one.
    let location = format!("/{}/{query}", path.trim_matches('/'));
    Answer { location: Some(location), ..Answer::refusal(302) }
}

/// A page whose links begin at the root of this server.
fn at_root<'b>(bytes: &'b [u8], config: &Config) -> Cow<'b, [u8]> {
    let text = String::from_utf8_lossy(bytes);
    match &config.base_url {
        Some(base_url) => text.replace(&format!("\"{base_url}"), "\"/").into_bytes().into(),
        None => text.replacen("<head>", "<head><base href=\"/\">", 1).into_bytes().into(),
    }
}

/// A page that reloads itself: the script stands before the end of the head, or at the very end.
fn with_script(page: &[u8]) -> Vec<u8> {
    let end = b"</head>";
    let at = page.windows(end.len()).position(|window| window.eq_ignore_ascii_case(end));
    let (before, after) = page.split_at(at.unwrap_or(page.len()));
    [before, SCRIPT.as_bytes(), after].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_at_the_end_of_the_head() {
        let page = with_script(b"<html><HEAD></HEAD><body></head>");
        let page = String::from_utf8(page).unwrap();
        assert_eq!(page, format!("<html><HEAD>{SCRIPT}</HEAD><body></head>"));
        assert_eq!(with_script(b"a"), [b"a", SCRIPT.as_bytes()].concat());
    }

    #[test]
    fn a_folder_leads_to_this_server() {
        assert_eq!(folder_of("/series?x=1").location.as_deref(), Some("/series/?x=1"));
        assert_eq!(folder_of("//evil.example").location.as_deref(), Some("/evil.example/"));
    }

    #[test]
    fn a_page_that_is_not_there_links_from_the_root() {
        let text = |base_url: Option<&str>| {
            let config = Config { base_url: base_url.map(str::to_owned), ..Config::default() };
            let page = b"<head><a href=\"https://example.org/a/x.html\"></head>";
            String::from_utf8(at_root(page, &config).into_owned()).unwrap()
        };
        assert!(text(None).starts_with("<head><base href=\"/\">"));
        assert!(text(Some("https://example.org/a/")).contains("href=\"/x.html\""));
    }
}
