//! `liuhao serve`: the live preview.

use std::io::IsTerminal;
use std::net::{IpAddr, SocketAddr};
use std::panic;
use std::sync::{Arc, Mutex, PoisonError};

use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;

use crate::cli::args::{ServeArguments, SiteArguments};
use crate::cli::{Exit, options, out, report};
use crate::diagnostic::Count;
use crate::error::Error;
use crate::locale::{Locale, Message};
use crate::serve::{self, Known, Notice, Options, Ours, Tell};
use crate::write::CommitOptions;

pub(super) fn run(arguments: &ServeArguments, locale: &Locale) -> Result<Exit, Error> {
    serve(arguments, None, locale)
}

/// Serves a site whose desk is opened.
pub(super) fn run_desk(
    arguments: &ServeArguments,
    ours: &Ours,
    locale: &Locale,
) -> Result<Exit, Error> {
    serve(arguments, Some(ours), locale)
}

/// Opens the desk of a site that another process serves.
pub(super) fn open_first(port: Option<u16>, locale: &Locale) {
    let Some(port) = port else {
        return out::tell(&locale.text(&Message::new("serve-first-silent")));
    };
    let url = format!("http://localhost:{port}/_liuhao/");
    say(&locale.text(&Message::new("serve-first").text("url", &url)));
    show(&url, locale);
}

/// Serves the first page, where there is no site yet.
pub(super) fn run_first(
    arguments: &ServeArguments,
    known: Known,
    ours: Option<&Ours>,
    locale: &Locale,
) -> Result<Exit, Error> {
    let first = serve::start_first(asked(arguments), known, again(locale), teller(locale))?;
    if let Some(address) = first.address() {
        if let Some(ours) = ours {
            ours.say(address.port())?;
        }
        let url = format!("{}_liuhao/", url(address));
        say(&locale.text(&Message::new("first-at").text("url", &url)));
        say(&locale.text(&Message::new("serve-stop")));
        if arguments.open {
            show(&url, locale);
        }
    }
    tell_panics(again(locale));
    first.run();
    Ok(Exit::Clean)
}

fn show(url: &str, locale: &Locale) {
    if open::that_detached(url).is_err() {
        out::tell(&locale.text(&Message::new("serve-no-browser").text("url", url)));
    }
}

fn serve(arguments: &ServeArguments, ours: Option<&Ours>, locale: &Locale) -> Result<Exit, Error> {
    let server = serve::start(asked(arguments), again(locale), teller(locale))?;
    let errors = server.errors();
    if errors.count().errors > 0 {
        let errors = errors.below(&report::folder(&arguments.root));
        report::print(&errors, None, report::Format::Human, locale)?;
    }
    for fault in server.theme_faults() {
        out::tell(&report::error(&fault, locale));
    }
    if let Some(address) = server.address() {
        if let Some(ours) = ours {
            ours.say(address.port())?;
        }
        greet(arguments, (address, ours.is_some()), locale);
    }
    tell_panics(again(locale));
    server.run();
    Ok(Exit::Clean)
}

/// What the arguments ask of a preview.
fn asked(arguments: &ServeArguments) -> Options {
    let site = SiteArguments {
        root: arguments.root.clone(),
        drafts: arguments.drafts,
        strict: arguments.strict,
        no_cache: false,
        today: arguments.today,
        format: report::Format::Human,
        quiet: false,
    };
    Options {
        site: options(&site, None, CommitOptions::default()),
        host: arguments.host.clone(),
        port: arguments.port,
        follow: arguments.follow,
        read_only: arguments.read_only,
    }
}

/// The same texts, for another thread.
fn again(locale: &Locale) -> Locale {
    Locale::new(locale.language())
}

/// Who has a word for the console.
fn teller(locale: &Locale) -> Tell {
    let locale = again(locale);
    Arc::new(move |notice| tell(notice, &locale))
}

/// Says where the preview is, and who can read it.
fn greet(arguments: &ServeArguments, (address, is_desk): (SocketAddr, bool), locale: &Locale) {
    let say = |message: &Message| say(&locale.text(message));
    if arguments.port != 0 && address.port() != arguments.port {
        let asked = arguments.port.to_string();
        say(&Message::new("serve-other-port").text("port", asked));
    }
    let url = url(address);
    say(&Message::new("serve-at").text("url", &url).text("desk", format!("{url}_liuhao/")));
    if !address.ip().is_loopback() {
        invite(address, locale);
    }
    say(&Message::new("serve-stop"));
    if arguments.open {
        let shown = if is_desk { format!("{url}_liuhao/") } else { url };
        show(&shown, locale);
    }
}

/// The address for browsers on this machine.
fn url(address: SocketAddr) -> String {
    match address.ip() {
        ip if ip.is_unspecified() || ip.is_loopback() && ip.is_ipv4() => {
            format!("http://localhost:{}/", address.port())
        }
        _ => format!("http://{address}/"),
    }
}

/// The address for telephones, as a picture for their cameras, and a plain word of warning.
fn invite(address: SocketAddr, locale: &Locale) {
    let ip: Option<IpAddr> =
        if address.ip().is_unspecified() { serve::lan_address() } else { Some(address.ip()) };
    if let Some(ip) = ip {
        let url = format!("http://{}/", SocketAddr::new(ip, address.port()));
        say(&locale.text(&Message::new("serve-lan").text("url", &url)));
        if let Ok(code) = QrCode::new(&url) {
            let picture = code
                .render::<Dense1x2>()
                .dark_color(Dense1x2::Light)
                .light_color(Dense1x2::Dark)
                .build();
            // Black on white whatever the colours of the terminal: cameras want it so.
            let is_terminal = std::io::stdout().is_terminal();
            let (begin, end) = if is_terminal { ("\x1b[97;40m", "\x1b[0m") } else { ("", "") };
            for line in picture.lines() {
                say(&format!("{begin}{line}{end}"));
            }
        }
    }
    say(&locale.text(&Message::new("serve-open-to-all")));
}

fn tell(notice: &Notice, locale: &Locale) {
    let message = match notice {
        Notice::Changed { file, files, count, elapsed } => changed(file.as_deref(), *files, *count)
            .text("milliseconds", elapsed.as_millis().to_string()),
        Notice::WatchLimit => Message::new("serve-watch-limit"),
        Notice::WatchFailure(detail) => Message::new("serve-watch-failure").text("detail", detail),
    };
    let text = locale.text(&message);
    match notice {
        Notice::Changed { .. } => say(&text),
        _ => out::tell(&text),
    }
}

/// Has a word about each fault of the program itself. The preview goes on, and tries again every
/// few seconds: what is said already is not said again.
fn tell_panics(locale: Locale) {
    let last = Mutex::new(String::new());
    panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let detail = serve::panic_words(panic.payload());
        let message = Message::new("serve-panic").text("place", place).text("detail", detail);
        let text = locale.text(&message);
        let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
        if *last != text {
            out::tell(&text);
            *last = text;
        }
    }));
}

/// A line for the console, which may be closed: the preview goes on.
fn say(line: &str) {
    let _ = out::line(line);
}

fn changed(file: Option<&str>, files: usize, count: Count) -> Message {
    let message = match file.filter(|_| files == 1) {
        Some(file) => Message::new("serve-changed").text("file", file),
        None => Message::new("serve-changed-many").count("files", files),
    };
    message.message("report", report::count_message(count))
}
