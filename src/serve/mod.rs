//! `liuhao serve`: write on the left, read on the right.
//!
//! Entry points: [`start`] reads the site and takes a port, [`Server::run`] serves it. A request is
//! answered from the model in memory (`model`) by the very function that `build` publishes with; the
//! loop in `watch` parses what changed, and open pages hear of it (`events`). Only the desk writes, for readers at this
//! machine, one file at a time (`desk/save.rs`).

mod claim;
mod desk;
mod events;
mod first;
mod http;
mod model;
mod page;
mod pictures;
mod preview;
mod report;
mod stage;
mod stumble;
mod watch;
mod wechat;

pub use claim::{Claim, Ours, claim, forget};
pub use first::{First, Known, Likely, remember, start as start_first};
pub use page::SCRIPT;
pub use stage::{Notice, Tell};
pub use stumble::words as panic_words;

use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, ToSocketAddrs, UdpSocket};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use crate::build::{self, Report};
use crate::error::Error;
use crate::fs;
use crate::locale::{Locale, Message};
use crate::serve::desk::Token;
use crate::serve::events::Hub;
use crate::serve::http::Service;
use crate::serve::model::{Model, Snapshot};
use crate::serve::pictures::Pictures;
use crate::serve::preview::{Control, Preview};
use crate::serve::stage::Stage;
use crate::site;

/// Ports that are tried, from the one asked for on.
const PORTS: u16 = 100;

/// What a preview is asked to do.
#[derive(Debug, Clone)]
pub struct Options {
    /// The site; its output is not looked at.
    pub site: build::Options,
    /// The host to listen on: an address, or a name of this machine.
    pub host: String,
    /// The port asked for; 0 for any.
    pub port: u16,
    /// Whether browsers go to the page being written.
    pub follow: bool,
    /// Whether the desk writes nothing.
    pub read_only: bool,
}

/// A preview that has its port.
pub struct Server {
    listener: TcpListener,
    host: String,
    preview: Preview,
    model: Model,
}

/// Reads the site and takes a port: the one asked for, or the next one that is free.
///
/// # Errors
/// [`Error::NoSite`] and [`Error::File`] for a folder that is no site, [`Error::Usage`] for a host or a
/// port that cannot be had.
pub fn start(options: Options, locale: Locale, tell: Tell) -> Result<Server, Error> {
    let listener = bind(&options.host, options.port)?;
    let host = options.host.clone();
    let Loaded { preview, model } = load(options, locale, tell)?;
    Ok(Server { listener, host, preview, model })
}

/// A site that was read: who answers for it, and what is watched.
struct Loaded {
    preview: Preview,
    model: Model,
}

/// Reads a site.
fn load(options: Options, locale: Locale, tell: Tell) -> Result<Loaded, Error> {
    let Options { mut site, follow, read_only, .. } = options;
    site.root = fs::canonicalize(&site.root)?;
    site.against = None;
    site.coverage = false;
    let selection = site::Options { drafts: site.drafts, today: site.today };
    let root = site.root.clone();
    let options = site.clone();
    let mut model = Model::load(site)?;
    let hub = Arc::new(Hub::new(instance()));
    let stage = Arc::new(Stage::new(model.snapshot(None), hub, follow, tell));
    let (token, session) = (Token::new(), Mutex::default());
    let control = Control { token, is_read_only: read_only, session };
    let pictures = Pictures::default();
    let alarm = Arc::default();
    let preview = Preview { stage, alarm, root, locale, selection, pictures, options, control };
    Ok(Loaded { preview, model })
}

impl Server {
    /// Where it listens.
    pub fn address(&self) -> Option<SocketAddr> {
        self.listener.local_addr().ok()
    }

    /// The errors of the site, ready to be shown.
    pub fn errors(&self) -> Report {
        let snapshot = self.snapshot();
        build::report(&self.preview.root, snapshot.errors(), snapshot.site.stories.len())
    }

    /// Why the theme cannot make its pages.
    pub fn theme_faults(&self) -> Vec<Arc<Error>> {
        self.snapshot().template_faults()
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        self.preview.stage.snapshot()
    }

    /// Serves until the program ends.
    pub fn run(self) {
        let Self { listener, host, preview, model } = self;
        let (stage, alarm) = (Arc::clone(&preview.stage), Arc::clone(&preview.alarm));
        let service: Arc<dyn Service> = Arc::new(preview);
        std::thread::spawn(move || http::listen(&listener, &host, &service));
        watch::run(model, &stage, &alarm);
    }
}

/// Takes the port asked for or the next one that is free.
fn bind(host: &str, port: u16) -> Result<TcpListener, Error> {
    let refused = |detail: &dyn std::fmt::Display| Error::Usage {
        message: Message::new("serve-no-address")
            .text("host", host)
            .text("detail", detail.to_string()),
        help: None,
    };
    // [::1], as in an address of the web.
    let bare = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let host = bare.unwrap_or(host);
    let last = if port == 0 { 0 } else { port.saturating_add(PORTS - 1) };
    for port in port..=last {
        let addresses = (host, port).to_socket_addrs().map_err(|fault| refused(&fault))?;
        let addresses: Vec<SocketAddr> = addresses.collect();
        // `localhost` means both families; browsers try the other one by themselves.
        let first = addresses.iter().find(|one| one.is_ipv4()).or(addresses.first());
        let Some(address) = first else { break };
        match TcpListener::bind(address) {
            Ok(listener) => return Ok(listener),
            Err(fault) if fault.kind() == ErrorKind::AddrInUse => {}
            Err(fault) => return Err(refused(&fault)),
        }
    }
    Err(Error::Usage {
        message: Message::new("serve-no-port")
            .count("first", usize::from(port))
            .count("last", usize::from(last)),
        help: None,
    })
}

/// The address of this machine in its network, as a telephone would call it. Nothing is sent.
pub fn lan_address() -> Option<IpAddr> {
    // Choosing the way to a documentation address (RFC 5737) names the interface that has one.
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_loopback() && !address.is_unspecified()).then_some(address)
}

/// Tells this run from others.
fn instance() -> String {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let nanoseconds = now.map_or(0, |now| now.as_nanos());
    format!("{nanoseconds:x}p{:x}", std::process::id())
}

/// What the head of a request asks for, as the server reads it: host and address. Public so that
/// any bytes can be thrown at it.
///
/// # Errors
/// The HTTP status of the refusal.
pub fn read_request(bytes: &[u8]) -> Result<(String, String), u16> {
    let head = http::read_head(bytes)?;
    let address = http::target::parse(&head.target)?.address;
    Ok((head.host, address))
}
