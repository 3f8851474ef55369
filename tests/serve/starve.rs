//! Slow, silent, rude and many clients: a reader's page arrives all the same.
//!
//! `benches/serve` does the same for a minute and measures.

use std::io::{Read, Write};
use std::net::TcpStream;

use crate::client::Preview;
use crate::support::Site;

fn preview() -> (Site, Preview) {
    let site = Site::new().story("a", "title: 甲\ndate: 2024-03-18");
    let preview = Preview::of(&site);
    (site, preview)
}

#[test]
fn five_hundred_silent_and_slow_clients() {
    let (_site, preview) = preview();
    let mut slow: Vec<TcpStream> = Vec::new();
    for round in 0..500 {
        let mut stream = preview.connect();
        if round % 2 == 0 {
            let _ = stream.write_all(b"GET / HTT");
        }
        slow.push(stream);
        if round % 50 == 0 {
            assert_eq!(preview.get("/").status, 200);
        }
    }
    for _ in 0..20 {
        for stream in &mut slow {
            let _ = stream.write_all(b"X");
        }
        assert_eq!(preview.get("/branches/a.html").status, 200);
    }
    drop(slow);
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn clients_that_never_read() {
    let bytes = vec![7; 4 * 1024 * 1024];
    let settings = "name: 示例老干部\npublish: [bin]\n";
    let site = Site::new().file("site.yaml", settings).file("static/large.bin", bytes);
    let preview = Preview::of(&site);
    assert_eq!(preview.ask("HEAD", "/large.bin", "").status, 200);
    let request = b"GET /large.bin HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let mut silent: Vec<TcpStream> = Vec::new();
    for _ in 0..300 {
        let mut stream = preview.connect();
        stream.write_all(request).unwrap();
        silent.push(stream);
    }
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn many_streams_of_events() {
    let (_site, preview) = preview();
    let mut streams: Vec<_> = (0..100).map(|_| preview.listen()).collect();
    assert_eq!(preview.get("/").status, 200);
    assert!(streams.pop().is_some());
}

/// Pages have all threads to themselves, however many listen, and however quickly they come again.
#[test]
#[cfg(target_os = "linux")]
fn streams_of_events_take_no_thread_of_a_page() {
    let (_site, preview) = preview();
    let threads = || {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", preview.id())).unwrap();
        let names = tasks
            .filter_map(|task| std::fs::read_to_string(task.unwrap().path().join("comm")).ok());
        names.filter(|name| name.trim() == "connection").count()
    };
    let mut streams = Vec::new();
    for round in 0..200 {
        streams.push(preview.listen());
        if round % 3 == 0 {
            streams.pop();
        }
        // Those that have just handed their stream over may not have ended yet.
        assert!(threads() < 16, "{round}: {}", threads());
    }
    assert_eq!(preview.get("/").status, 200);
}

/// A stream of pseudo-random numbers: the same in every run.
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % below as u64).unwrap()
    }
}

/// A request with something wrong: bytes changed, lost, doubled or put in.
fn mangled(random: &mut Random) -> Vec<u8> {
    let seeds: [&[u8]; 6] = [
        b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /branches/a.html?x=%E7 HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-5\r\n\r\n",
        b"HEAD /_liuhao/events HTTP/1.0\r\nHost: [::1]:1\r\nConnection: keep-alive\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 18446744073709551616\r\n\r\nabc",
        b"GET /_liuhao/story.json?file=%00 HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ];
    let mut bytes = seeds[random.next(seeds.len())].to_vec();
    for _ in 0..=random.next(6) {
        let at = random.next(bytes.len());
        match random.next(5) {
            0 => bytes[at] = u8::try_from(random.next(256)).unwrap(),
            1 => drop(bytes.remove(at)),
            2 => bytes.insert(at, [0, 10, 13, 32, 58, 255][random.next(6)]),
            3 => bytes.truncate(at + 1),
            _ => bytes.extend_from_within(..at),
        }
        if bytes.is_empty() {
            bytes.push(b'G');
        }
    }
    bytes
}

#[test]
fn ten_thousand_malformed_requests() {
    let (_site, mut preview) = preview();
    let mut random = Random(20_261_124);
    let (mut answered, mut closed) = (0, 0);
    for _ in 0..10_000 {
        let mut stream = preview.connect();
        let _ = stream.write_all(&mangled(&mut random));
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut head = [0; 9];
        // An answer or the end; a stream of events goes on, and its head is enough.
        match stream.read(&mut head) {
            Ok(0) | Err(_) => closed += 1,
            Ok(count) => {
                assert!(
                    b"HTTP/1.1 ".starts_with(&head[..count])
                        || b"HTTP/1.0 ".starts_with(&head[..count])
                );
                answered += 1;
            }
        }
    }
    assert_eq!(answered + closed, 10_000);
    assert!(answered > 3_000, "{answered} answered");
    assert_eq!(preview.get("/").status, 200);
    assert!(preview.stderr_is_empty());
}

#[test]
fn long_heads_and_many_headers_have_an_end() {
    let (_site, preview) = preview();
    let long =
        format!("GET / HTTP/1.1\r\nHost: localhost\r\nCookie: {}\r\n\r\n", "a".repeat(1_000_000));
    assert!(preview.send(long.as_bytes()).starts_with(b"HTTP/1.1 431 "));
    let many = format!("GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n", "A: b\r\n".repeat(500));
    assert!(preview.send(many.as_bytes()).starts_with(b"HTTP/1.1 431 "));
    let path = format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a/".repeat(3000));
    assert!(preview.send(path.as_bytes()).starts_with(b"HTTP/1.1 404 "));
    // A cookie of another local program may hold anything.
    assert_eq!(preview.ask("GET", "/", "Cookie: 名=值\r\n").status, 200);
}
