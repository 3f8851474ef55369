//! A preview that runs, and a browser as small as can be.
//!
//! Nothing here sleeps or looks at a clock: what has to be waited for is an event, and the server
//! tells it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::support::patience::{Patience, hearing_ctrl_c};
use crate::support::{Site, TODAY};

/// So long a broken server is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// A preview that runs; it is ended when dropped.
pub(crate) struct Preview {
    child: Child,
    _patience: Patience,
    console: Option<BufReader<ChildStdout>>,
    /// What was said until it was ready.
    pub(crate) greeting: String,
    /// The address of this machine that it hears.
    host: &'static str,
    /// The port it has.
    pub(crate) port: u16,
}

impl Preview {
    /// Serves a site on any port.
    pub(crate) fn of(site: &Site) -> Self {
        Self::with(site, &["--port", "0"])
    }

    /// Serves a site with these flags.
    pub(crate) fn with(site: &Site, flags: &[&str]) -> Self {
        let mut command = hearing_ctrl_c(env!("CARGO_BIN_EXE_liuhao"));
        command
            .current_dir(site.path(""))
            .args(["serve", "--lang", "zh", "--today", TODAY])
            .args(flags);
        Self::spawn(&mut command)
    }

    /// Starts a command that serves.
    pub(crate) fn spawn(command: &mut Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        let patience = Patience::with(&child);
        let mut console = BufReader::new(child.stdout.take().unwrap());
        let mut greeting = String::new();
        while !greeting.contains("Ctrl-C") {
            let count = console.read_line(&mut greeting).unwrap();
            assert!(count > 0, "it ended: {greeting}");
        }
        let hosts = [("http://localhost:", "127.0.0.1"), ("http://[::1]:", "::1")];
        let at = hosts.iter().find_map(|(url, host)| greeting.split(url).nth(1).zip(Some(*host)));
        let (after, host) = at.unwrap();
        let port = after.split('/').next().unwrap().parse().unwrap();
        Self { child, _patience: patience, console: Some(console), greeting, host, port }
    }

    /// The next line on the console.
    pub(crate) fn line(&mut self) -> String {
        let mut line = String::new();
        self.console.as_mut().unwrap().read_line(&mut line).unwrap();
        line
    }

    /// Closes the console that it writes to.
    pub(crate) fn close_console(&mut self) {
        self.console = None;
        self.child.stderr = None;
    }

    /// Ends it and tells whether nothing was said on standard error.
    pub(crate) fn stderr_is_empty(&mut self) -> bool {
        self.child.kill().unwrap();
        let mut text = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut text).unwrap();
        text.is_empty()
    }

    /// How it ended by itself.
    pub(crate) fn ended(&mut self) -> std::process::ExitStatus {
        self.child.wait().unwrap()
    }

    /// Ends it at once.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// The process.
    #[cfg(unix)]
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends it as Ctrl-C does; gives what ended it.
    #[cfg(unix)]
    pub(crate) fn interrupt(&mut self) -> std::process::ExitStatus {
        let mut events = self.listen();
        let kill = Command::new("kill").args(["-INT", &self.id().to_string()]).status();
        assert!(kill.unwrap().success());
        // A program that does not hear it goes on with the stream, and the patience of that has an end.
        let mut rest = Vec::new();
        let end = events.lines.read_to_end(&mut rest);
        assert!(
            end.is_ok() || end.unwrap_err().kind() == std::io::ErrorKind::ConnectionReset,
            "it goes on"
        );
        self.child.wait().unwrap()
    }

    /// A connection.
    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect((self.host, self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// What is answered to these bytes, until the connection is closed.
    pub(crate) fn send(&self, bytes: &[u8]) -> Vec<u8> {
        let mut stream = self.connect();
        // The server may have had enough before all was sent.
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        answer
    }

    /// The answer to a request for `path` with these header lines.
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &str) -> Answer {
        let host =
            if headers.to_ascii_lowercase().contains("host:") { "" } else { "Host: localhost\r\n" };
        let request =
            format!("{method} {path} HTTP/1.1\r\n{host}{headers}Connection: close\r\n\r\n");
        Answer::of(&self.send(request.as_bytes()))
    }

    /// What stands at `path`.
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "")
    }

    /// The page at `path`.
    pub(crate) fn page(&self, path: &str) -> String {
        self.get(path).text()
    }

    /// JSON at `path`.
    pub(crate) fn json(&self, path: &str) -> Value {
        serde_json::from_slice(&self.get(path).body).unwrap()
    }

    /// Listens to events; the first one, the state of things, is heard already.
    pub(crate) fn listen(&self) -> Listener {
        let mut stream = self.connect();
        let request = "GET /_liuhao/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
        stream.write_all(request.as_bytes()).unwrap();
        let mut listener = Listener { lines: BufReader::new(stream) };
        listener.next();
        listener
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let at = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        let headers = String::from_utf8(bytes[..at].to_vec()).unwrap();
        let status = headers.split(' ').nth(1).unwrap().parse().unwrap();
        Self { status, headers, body: bytes[at + 4..].to_vec() }
    }

    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.headers.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }
}

/// A stream of events.
pub(crate) struct Listener {
    lines: BufReader<TcpStream>,
}

impl Listener {
    /// The next event.
    pub(crate) fn next(&mut self) -> Value {
        loop {
            let mut line = String::new();
            let count = self.lines.read_line(&mut line).unwrap();
            assert!(count > 0, "the stream ended");
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).unwrap();
            }
        }
    }

    /// The first event that is `as_wished`. A save by `fs::write` empties the file before it fills it, and a preview
    /// on a slow machine may tell of both.
    pub(crate) fn first(&mut self, as_wished: impl Fn(&Value) -> bool) -> Value {
        loop {
            let event = self.next();
            if as_wished(&event) {
                return event;
            }
        }
    }

    /// Events until one of them, and what `is_there` sees then, is as wished.
    pub(crate) fn until(&mut self, mut is_there: impl FnMut() -> bool) {
        while !is_there() {
            self.next();
        }
    }
}
