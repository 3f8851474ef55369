//! A server that runs beside a test, and what it answers.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A port that nobody listens on.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A web server that is ended when dropped.
pub(crate) struct Server(Child, u16);

impl Drop for Server {
    fn drop(&mut self) {
        // Asked to stop, the master takes its workers along.
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        let _ = self.0.wait();
    }
}

impl Server {
    /// Starts a program that will listen on `port`, and waits until it does. `log` is where it tells
    /// what is wrong.
    pub(crate) fn start(program: &mut Command, port: u16, log: &Path) -> Self {
        let child = program.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let server = Self(child.spawn().unwrap(), port);
        for _ in 0..1200 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return server;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("no answer: {}", std::fs::read_to_string(log).unwrap_or_default());
    }

    /// The head of the answer and its body.
    pub(crate) fn get(&self, path: &str) -> (String, Vec<u8>) {
        let path: String = path
            .bytes()
            .map(|byte| match byte {
                b'/' | b'.' | b'-' | b'_' => char::from(byte).to_string(),
                byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
                byte => format!("%{byte:02X}"),
            })
            .collect();
        self.ask(&path)
    }

    /// The same for a path and query that are encoded already.
    pub(crate) fn ask(&self, path: &str) -> (String, Vec<u8>) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.1)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let at = answer.windows(4).position(|part| part == b"\r\n\r\n").unwrap();
        (String::from_utf8(answer[..at].to_vec()).unwrap(), answer.split_off(at + 4))
    }
}
