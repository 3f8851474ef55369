//! The first page: where no site is, one is chosen or made; from then on the same address shows its desk.
//!
//! Entry points: [`start`], [`First::run`]. No path comes from a request: folders that were offered have ids
//! (`places.rs`), and the name of a new one is looked at as every name of a file is. Requests are let in as those of the
//! desk are (`desk/gate.rs`).

mod create;
mod places;
mod recent;

pub use places::{Known, Likely};
pub use recent::remember;

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use serde::Deserialize;
use serde_json::json;

use crate::build;
use crate::error::Error;
use crate::locale::{Locale, Message};
use crate::serve::claim::{Claim, Ours, claim};
use crate::serve::desk::{self, Post, Refused, Token};
use crate::serve::first::places::{Folder, Places};
use crate::serve::http::target::{self, Target};
use crate::serve::http::{self, Answer, Head, Service};
use crate::serve::model::Model;
use crate::serve::page::{OWN, posted};
use crate::serve::preview::Preview;
use crate::serve::{Loaded, Options, Tell, bind, load, stumble, watch};

/// The first page, which has its port.
pub struct First {
    listener: TcpListener,
    host: String,
    lobby: Arc<Lobby>,
    chosen: Receiver<Chosen>,
}

/// The site that was chosen: what is watched, and the right to serve it.
struct Chosen {
    model: Model,
    _ours: Ours,
}

/// Answers until a site is chosen; from then on the site answers.
struct Lobby {
    locale: Locale,
    token: Token,
    places: Mutex<Places>,
    known: Known,
    /// How a site is served; its folder is not known yet.
    options: Options,
    tell: Tell,
    port: u16,
    site: OnceLock<Preview>,
    chosen: Mutex<Sender<Chosen>>,
}

/// A folder that was offered.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Open {
    id: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

/// Takes a port for the first page. The site of `options` is not looked at.
///
/// # Errors
/// [`Error::Usage`] for a host or a port that cannot be had.
pub fn start(options: Options, known: Known, locale: Locale, tell: Tell) -> Result<First, Error> {
    let listener = bind(&options.host, options.port)?;
    let port = listener.local_addr().map_or(options.port, |address| address.port());
    let (sender, chosen) = mpsc::channel();
    let host = options.host.clone();
    let lobby = Lobby {
        locale,
        token: Token::new(),
        places: Mutex::new(Places::default()),
        known,
        options,
        tell,
        port,
        site: OnceLock::new(),
        chosen: Mutex::new(sender),
    };
    Ok(First { listener, host, lobby: Arc::new(lobby), chosen })
}

impl First {
    /// Where it listens.
    pub fn address(&self) -> Option<SocketAddr> {
        self.listener.local_addr().ok()
    }

    /// Serves until the program ends.
    pub fn run(self) {
        let Self { listener, host, lobby, chosen } = self;
        let service: Arc<dyn Service> = lobby.clone();
        std::thread::spawn(move || http::listen(&listener, &host, &service));
        let Ok(Chosen { model, _ours }) = chosen.recv() else { return };
        if let Some(site) = lobby.site.get() {
            watch::run(model, &site.stage, &site.alarm);
        }
    }
}

impl Service for Lobby {
    fn answer(&self, head: &Head, is_here: bool) -> Answer {
        if let Some(site) = self.site.get() {
            return site.answer(head, is_here);
        }
        stumble::catch(|| self.respond(head, is_here)).unwrap_or_else(|_| Answer::refusal(500))
    }

    fn admit(&self, head: &Head, is_here: bool) -> Result<u64, Answer> {
        if let Some(site) = self.site.get() {
            return site.admit(head, is_here);
        }
        if !is_here {
            return Err(desk::not_here().answer(&self.locale));
        }
        let post = posted(head).ok_or_else(|| Answer::refusal(404))?;
        desk::admit(post, head, &self.token).map_err(|refused| refused.answer(&self.locale))
    }

    fn accept(&self, head: &Head, body: &[u8]) -> Answer {
        if let Some(site) = self.site.get() {
            return site.accept(head, body);
        }
        let Some(post) = posted(head) else { return Answer::refusal(404) };
        let done = stumble::catch(|| match self.post(post, body) {
            Ok(answer) => answer,
            Err(refused) => refused.answer(&self.locale),
        });
        done.unwrap_or_else(|_| Answer::refusal(500))
    }
}

impl Lobby {
    fn respond(&self, head: &Head, is_here: bool) -> Answer {
        let target = match target::parse(&head.target) {
            Ok(target) => target,
            Err(status) => return Answer::refusal(status),
        };
        let Some(own) = target.address.strip_prefix(OWN) else { return to_first() };
        match own {
            "" | "index.html" => to_first(),
            "start.json" | "folders.json" if !is_here => desk::not_here().answer(&self.locale),
            "start.json" => desk::json(200, &self.offer()),
            "folders.json" => {
                let inside = self.inside(&target);
                inside.unwrap_or_else(|refused| refused.answer(&self.locale))
            }
            "words.json" => desk::words(&target, &self.locale),
            name => desk::own_file((head, is_here), name, Some(&self.token)),
        }
    }

    fn places(&self) -> MutexGuard<'_, Places> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sites that were opened before, and folders to begin with.
    fn offer(&self) -> impl serde::Serialize + use<> {
        let mut places = self.places();
        let known = recent::sites(self.known.state.as_deref());
        let sites: Vec<Folder> = known.iter().filter_map(|path| places.folder(path)).collect();
        let sites: Vec<Folder> = sites.into_iter().filter(|one| one.is_site).collect();
        let likely = self.known.likely.iter().filter_map(|(likely, path)| {
            places.folder(path).map(|one| one.called(likely.name(&self.locale)))
        });
        let folders: Vec<Folder> = likely.collect();
        json!({ "sites": sites, "folders": folders })
    }

    /// The folders in one that was offered.
    fn inside(&self, target: &Target) -> Result<Answer, Refused> {
        let mut places = self.places();
        let id = target.value("id").unwrap_or_default();
        let here = places.path(id)?;
        let folders = places.inside(&here)?;
        let up = here.parent().and_then(|up| places.folder(up)).map(|up| up.id);
        let here = places.folder(&here);
        Ok(desk::json(200, &json!({ "folders": folders, "here": here, "up": up })))
    }

    fn post(&self, post: Post, body: &[u8]) -> Result<Answer, Refused> {
        match post {
            Post::Open => {
                let Open { id } = desk::read(body)?;
                let path = self.places().path(&id)?;
                if !places::is_site(&path) {
                    let message = Message::new("first-no-site").path("folder", &path);
                    return Err(Refused::new(422, "no-site", message));
                }
                self.open(&path)
            }
            Post::Create => {
                let wanted: create::Create = desk::read(body)?;
                let parent = self.places().path(&wanted.id)?;
                self.open(&create::create(&parent, &wanted)?)
            }
            Post::Stop => desk::read(body).map(|Nothing {}| desk::stop()),
            Post::Edit
            | Post::Text
            | Post::Fix
            | Post::Undo
            | Post::Review
            | Post::Read
            | Post::New
            | Post::Rename
            | Post::Delete
            | Post::Restore
            | Post::Import
            | Post::Paste
            | Post::Photo
            | Post::Publish => Ok(Answer::refusal(404)),
        }
    }

    /// Shows a site at this address. Where another process shows it already, leads there and ends.
    fn open(&self, root: &Path) -> Result<Answer, Refused> {
        // One at a time: the second finds the site of the first.
        let chosen = self.chosen.lock().unwrap_or_else(PoisonError::into_inner);
        let here = || desk::json(200, &json!({ "url": "/_liuhao/" }));
        if self.site.get().is_some() {
            return Ok(here());
        }
        let ours = match claim(root)? {
            Claim::Ours(ours) => ours,
            Claim::Taken(None) => {
                return Err(Refused::new(422, "taken", Message::new("serve-first-silent")));
            }
            Claim::Taken(Some(port)) => {
                desk::stop();
                let url = format!("http://localhost:{port}/_liuhao/");
                return Ok(desk::json(200, &json!({ "url": url })));
            }
        };
        let site = build::Options {
            root: root.to_path_buf(),
            output: root.join("public"),
            ..self.options.site.clone()
        };
        let options = Options { site, ..self.options.clone() };
        let locale = Locale::new(self.locale.language());
        let Loaded { preview, model } = load(options, locale, Arc::clone(&self.tell))?;
        ours.say(self.port)?;
        recent::remember(self.known.state.as_deref(), root);
        let _ = self.site.set(preview);
        // Whoever waits for it waits as long as the program runs.
        let _ = chosen.send(Chosen { model, _ours: ours });
        Ok(here())
    }
}

/// Whatever is asked for, nothing is there yet but the first page.
fn to_first() -> Answer {
    Answer { location: Some("/_liuhao/start".to_owned()), ..Answer::refusal(302) }
}
