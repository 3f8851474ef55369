//! One connection: a head within its time, an answer within its time, and again.
//!
//! Entry point: [`attend`]. One request is in flight at a time; what a client sends ahead waits in
//! a buffer that has an end.

use std::io::{self, BufWriter, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

use tiny_http::HTTPVersion;

use crate::serve::http::answer::{Answer, Events};
use crate::serve::http::gate::{Phase, Ticket};
use crate::serve::http::head::{self, Head, MAX_HEAD, Refusal};
use crate::serve::http::{Service, host};

/// A head has to arrive within this time.
const READ: Duration = Duration::from_secs(5);
/// A connection that is kept waits this long for its next request.
const IDLE: Duration = Duration::from_secs(15);
/// An answer has to be taken within this time, and …
const WRITE: Duration = Duration::from_secs(10);
/// … one more second for each so many bytes.
const PACE: u64 = 64 * 1024;
/// How long the rest of a refused request is read, so that the client sees the answer.
const LINGER: Duration = Duration::from_millis(250);
/// How often a stream looks whether it still has its place: one that had to go must not hold its thread.
const LOOK: Duration = Duration::from_millis(50);
/// Every so many looks it looks whether its client is still there.
const THERE: u32 = 40;
/// Every so many looks a comment keeps the line open.
const COMMENT: u32 = 280;

/// Serves one connection until it ends.
pub(super) fn attend(stream: &TcpStream, ticket: &Ticket, service: &dyn Service, given: &str) {
    // Small answers leave at once.
    let _ = stream.set_nodelay(true);
    let is_here = stream.peer_addr().is_ok_and(|peer| peer.ip().to_canonical().is_loopback());
    let mut buffer = Vec::new();
    let mut patience = READ;
    loop {
        let head = match read_head(stream, &mut buffer, patience) {
            Ok(Some(head)) => head,
            Ok(None) => break,
            Err(status) => {
                let head = Head { minor: 1, ..Head::default() };
                let _ = send(stream, ticket, Answer::refusal(status), &head);
                linger(stream);
                break;
            }
        };
        let is_local =
            stream.local_addr().is_ok_and(|local| host::is_allowed(&head.host, given, local.ip()));
        let answer = if is_local { service.answer(&head, is_here) } else { Answer::refusal(403) };
        let is_sent = send(stream, ticket, answer, &head).is_ok();
        if !is_sent || !head.is_kept || !ticket.enter(Phase::Reading) {
            break;
        }
        patience = IDLE;
    }
    // One that had to go is closed later.
    if ticket.is_valid() {
        let _ = stream.shutdown(Shutdown::Both);
    }
}

/// The next head, or `None` where none came. What follows it stays in the buffer.
fn read_head(
    mut stream: &TcpStream,
    buffer: &mut Vec<u8>,
    patience: Duration,
) -> Result<Option<Head>, Refusal> {
    let deadline = Instant::now() + patience;
    loop {
        // A line break before a request is left over from the one before.
        while matches!(buffer.first(), Some(b'\r' | b'\n')) {
            buffer.remove(0);
        }
        if let Some(end) = head::end(buffer).filter(|end| *end <= MAX_HEAD) {
            let parsed = head::parse(&buffer[..end]);
            buffer.drain(..end);
            return parsed.map(Some);
        }
        if buffer.len() >= MAX_HEAD {
            return Err(431);
        }
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() || stream.set_read_timeout(Some(left)).is_err() {
            return if buffer.is_empty() { Ok(None) } else { Err(408) };
        }
        let mut chunk = [0; 2048];
        match stream.read(&mut chunk) {
            Ok(0) => return Ok(None),
            Ok(count) => buffer.extend_from_slice(&chunk[..count]),
            Err(fault) if is_pause(&fault) => {}
            Err(_) => return Ok(None),
        }
    }
}

fn is_pause(fault: &io::Error) -> bool {
    matches!(fault.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted)
}

/// Sends an answer. An error means that the connection is of no more use.
fn send(stream: &TcpStream, ticket: &Ticket, answer: Answer, head: &Head) -> io::Result<()> {
    let (response, events) = answer.prepare(head);
    let phase = if events.is_some() { Phase::Streaming } else { Phase::Writing };
    if !ticket.enter(phase) {
        return Err(ErrorKind::ConnectionAborted.into());
    }
    let mut writer = BufWriter::with_capacity(16 * 1024, InTime::new(stream));
    let has_no_body = head.is_bare || events.is_some();
    let version = HTTPVersion(1, if events.is_some() { 1 } else { head.minor });
    response.raw_print(&mut writer, version, &[], has_no_body, None)?;
    writer.flush()?;
    match events {
        Some(events) if !head.is_bare => stream_events(stream, ticket, events),
        _ => Ok(()),
    }
}

/// Sends events in chunks until the client is gone.
fn stream_events(stream: &TcpStream, ticket: &Ticket, mut next: Events) -> io::Result<()> {
    let mut looks = 0;
    loop {
        let event = next(LOOK);
        looks += 1;
        let text = match event {
            Some(event) => event,
            None if !ticket.is_valid() || looks % THERE == 0 && !is_there(stream) => {
                return Err(ErrorKind::ConnectionAborted.into());
            }
            None if looks % COMMENT == 0 => ":\n\n".to_owned(),
            None => continue,
        };
        let chunk = format!("{:x}\r\n{text}\r\n", text.len());
        InTime::new(stream).write_all(chunk.as_bytes())?;
    }
}

/// Whether the other side has not closed.
fn is_there(stream: &TcpStream) -> bool {
    let mut byte = [0];
    let _ = stream.set_read_timeout(Some(Duration::from_millis(1)));
    match stream.peek(&mut byte) {
        Ok(count) => count > 0,
        Err(fault) => is_pause(&fault),
    }
}

/// Closing with unread bytes would throw the answer away on its way.
fn linger(mut stream: &TcpStream) {
    let _ = stream.shutdown(Shutdown::Write);
    let _ = stream.set_read_timeout(Some(LINGER));
    let deadline = Instant::now() + LINGER;
    let mut rest = [0; 4096];
    while Instant::now() < deadline && matches!(stream.read(&mut rest), Ok(1..)) {}
}

/// A stream that gives up on a client that does not read.
struct InTime<'s> {
    stream: &'s TcpStream,
    start: Instant,
    written: u64,
}

impl<'s> InTime<'s> {
    fn new(stream: &'s TcpStream) -> Self {
        Self { stream, start: Instant::now(), written: 0 }
    }
}

impl Write for InTime<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let allowed = WRITE + Duration::from_secs(self.written / PACE);
        let left = allowed.saturating_sub(self.start.elapsed());
        if left.is_zero() {
            return Err(ErrorKind::TimedOut.into());
        }
        self.stream.set_write_timeout(Some(left.min(WRITE)))?;
        let count = self.stream.write(bytes)?;
        self.written += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}
