//! One connection: a head within its time, an answer within its time, and again.
//!
//! Entry point: [`attend`]. One request is in flight at a time; what a client sends ahead waits in
//! a buffer that has an end.

use std::io::{self, BufWriter, ErrorKind, Read, Write};
use std::net::{IpAddr, Shutdown, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tiny_http::HTTPVersion;

use crate::serve::http::answer::{Answer, Events};
use crate::serve::http::gate::{Phase, Ticket};
use crate::serve::http::head::{self, Head, MAX_HEAD, Refusal};
use crate::serve::http::streams::{Stream, Streams};
use crate::serve::http::{Service, host};

/// A head has to arrive within this time.
const READ: Duration = Duration::from_secs(5);
/// A connection that is kept waits this long for its next request.
const IDLE: Duration = Duration::from_secs(15);
/// An answer has to be taken within this time, and …
const WRITE: Duration = Duration::from_secs(10);
/// … one more second for each so many bytes.
const PACE: u64 = 64 * 1024;
/// What follows a head has to arrive within this time, and …
const BODY: Duration = Duration::from_secs(10);
/// … one more second for each so many bytes.
const PACE_IN: u64 = 1024 * 1024;
/// How long the rest of a refused request is read, so that the client sees the answer.
const LINGER: Duration = Duration::from_millis(250);
/// Who answers, under which name, and who goes on with streams.
pub(super) struct Host {
    pub(super) service: Arc<dyn Service>,
    /// The host that the server was asked to listen on.
    pub(super) given: String,
    pub(super) streams: Streams,
}

/// Serves one connection until it ends, or hands it over as a stream.
pub(super) fn attend(stream: &Arc<TcpStream>, peer: IpAddr, ticket: &Ticket, server: &Host) {
    // Small answers leave at once.
    let _ = stream.set_nodelay(true);
    let mut buffer = Vec::new();
    let mut patience = READ;
    loop {
        let head = match read_head(stream, &mut buffer, patience) {
            Ok(Some(head)) => head,
            Ok(None) => break,
            Err(status) => {
                let head = Head { minor: 1, ..Head::default() };
                let _ = send(stream, ticket, Answer::refusal(status), &head);
                linger(stream, LINGER);
                break;
            }
        };
        let is_local = stream
            .local_addr()
            .is_ok_and(|local| host::is_allowed(&head.host, &server.given, local.ip()));
        let is_here = host::is_here(peer, &head.host);
        let answer = if !is_local {
            Err(Answer::refusal(403))
        } else if head.is_post {
            posted(stream, &mut buffer, (&head, is_here), ticket, server)
        } else {
            Ok(server.service.answer(&head, is_here))
        };
        let answer = match answer {
            Ok(answer) => answer,
            // What follows is a body that nobody reads.
            Err(refusal) if head.is_post => {
                let _ = send(stream, ticket, refusal, &Head { is_kept: false, ..head });
                linger(stream, LINGER);
                break;
            }
            Err(refusal) => refusal,
        };
        match send(stream, ticket, answer, &head) {
            Ok(Some(events)) => return hand_over(stream, peer, events, server),
            Ok(None) if head.is_kept && ticket.enter(Phase::Reading) => patience = IDLE,
            Ok(None) | Err(_) => break,
        }
    }
    // One that had to go is closed later.
    if ticket.is_valid() {
        let _ = stream.shutdown(Shutdown::Both);
    }
}

/// The answer to a POST; a refusal before its body was read whole is an error.
fn posted(
    stream: &TcpStream,
    buffer: &mut Vec<u8>,
    (head, is_here): (&Head, bool),
    ticket: &Ticket,
    server: &Host,
) -> Result<Answer, Answer> {
    let length = server.service.admit(head, is_here)?;
    let body = read_body(stream, buffer, length).map_err(Answer::refusal)?;
    // What it asks for may take its time, as an answer may.
    if !ticket.enter(Phase::Writing) {
        return Err(Answer::refusal(503));
    }
    Ok(server.service.accept(head, &body))
}

/// What follows a head: so many bytes, within their time.
fn read_body(
    mut stream: &TcpStream,
    buffer: &mut Vec<u8>,
    length: u64,
) -> Result<Vec<u8>, Refusal> {
    let length = usize::try_from(length).map_err(|_| 413u16)?;
    let deadline = Instant::now() + BODY + Duration::from_secs(length as u64 / PACE_IN);
    let taken = length.min(buffer.len());
    let mut body: Vec<u8> = buffer.drain(..taken).collect();
    let mut chunk = vec![0; 64 * 1024];
    while body.len() < length {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() || stream.set_read_timeout(Some(left)).is_err() {
            return Err(408);
        }
        let most = chunk.len().min(length - body.len());
        match stream.read(&mut chunk[..most]) {
            Ok(0) => return Err(400),
            Ok(count) => body.extend_from_slice(&chunk[..count]),
            Err(fault) if is_pause(&fault) => {}
            Err(_) => return Err(400),
        }
    }
    Ok(body)
}

/// From now on the client is told by the thread of all streams.
fn hand_over(stream: &Arc<TcpStream>, peer: IpAddr, events: Events, server: &Host) {
    match Stream::new(stream, peer, events) {
        Ok(begun) => server.streams.take(begun),
        Err(_) => drop(stream.shutdown(Shutdown::Both)),
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

/// Sends an answer; gives the events that are to follow. An error means that the connection is of no more use.
fn send(
    stream: &TcpStream,
    ticket: &Ticket,
    answer: Answer,
    head: &Head,
) -> io::Result<Option<Events>> {
    let (response, events) = answer.prepare(head);
    if !ticket.enter(Phase::Writing) {
        return Err(ErrorKind::ConnectionAborted.into());
    }
    let mut writer = BufWriter::with_capacity(16 * 1024, InTime::new(stream));
    let has_no_body = head.is_bare || events.is_some();
    let version = HTTPVersion(1, if events.is_some() { 1 } else { head.minor });
    response.raw_print(&mut writer, version, &[], has_no_body, None)?;
    writer.flush()?;
    Ok(events.filter(|_| !head.is_bare))
}

/// Closing with unread bytes would throw the answer away on its way.
fn linger(mut stream: &TcpStream, time: Duration) {
    let _ = stream.shutdown(Shutdown::Write);
    let _ = stream.set_read_timeout(Some(time));
    let deadline = Instant::now() + time;
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Both ends of a connection.
    fn connection() -> (TcpStream, TcpStream) {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        (client, listener.accept().unwrap().0)
    }

    #[test]
    fn a_client_that_still_sends_has_its_answer_all_the_same() {
        let (mut client, server) = connection();
        let sends = std::thread::spawn(move || {
            // More than waits on the way: closed with something unread, the connection would be reset.
            client.write_all(&vec![0; 16 * 1024 * 1024])?;
            client.shutdown(Shutdown::Write)?;
            let mut answer = Vec::new();
            client.read_to_end(&mut answer).map(|_| answer)
        });
        (&server).write_all(b"answer").unwrap();
        linger(&server, Duration::from_mins(1));
        drop(server);
        assert_eq!(sends.join().unwrap().unwrap(), b"answer");
    }

    #[test]
    fn a_body_has_its_length_and_what_follows_it_stays() {
        let (mut client, server) = connection();
        let mut buffer = b"abcdef".to_vec();
        assert_eq!(read_body(&server, &mut buffer, 4), Ok(b"abcd".to_vec()));
        client.write_all(b"ghij").unwrap();
        assert_eq!(read_body(&server, &mut buffer, 4), Ok(b"efgh".to_vec()));
        assert_eq!(read_body(&server, &mut buffer, 2), Ok(b"ij".to_vec()));
        assert_eq!(read_body(&server, &mut buffer, 0), Ok(Vec::new()));
        client.write_all(b"k").unwrap();
        drop(client);
        assert_eq!(read_body(&server, &mut buffer, 2), Err(400), "it ended before");
    }

    #[test]
    fn who_has_taken_more_has_more_time() {
        let (_client, server) = connection();
        let write = |seconds: u64, written: u64| {
            let start = Instant::now().checked_sub(Duration::from_secs(seconds)).unwrap();
            let mut stream = InTime { stream: &server, start, written };
            stream.write(b"a").map_err(|fault| fault.kind())
        };
        assert_eq!(write(0, 0), Ok(1));
        assert_eq!(write(11, 0), Err(ErrorKind::TimedOut));
        assert_eq!(write(15, 10 * PACE), Ok(1));
        assert_eq!(write(21, 10 * PACE), Err(ErrorKind::TimedOut));
    }
}
