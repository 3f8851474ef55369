//! A small HTTP server for one machine or one office: it cannot be starved, and it serves nothing
//! to strangers.
//!
//! Entry point: [`listen`]. `tiny_http` writes the answers; it is not let near a socket, because it
//! knows no time-outs and no limits. Connections have one thread each and an end to their number
//! (`gate`), heads a length and a time (`connection`), hosts a name of this machine (`host`). Streams of
//! events share one thread (`streams`), so that they never stand in the way of pages. There is no TLS, no
//! other method than GET and HEAD but POST to the desk, whose body is read only once its head was let in, and no path
//! that reaches the disk.

mod answer;
mod connection;
mod gate;
mod head;
mod host;
mod streams;
pub(crate) mod target;

pub(crate) use answer::{Answer, Body, STYLED};
pub(crate) use head::Head;

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use crate::serve::http::connection::Host;
use crate::serve::http::gate::{Admission, Gate};
use crate::serve::http::head::Refusal;
use crate::serve::http::streams::Streams;

/// Reads the head that `bytes` begin with; one that has not ended is refused as too long.
pub(crate) fn read_head(bytes: &[u8]) -> Result<Head, Refusal> {
    let end = head::end(bytes).filter(|end| *end <= head::MAX_HEAD).ok_or(431u16)?;
    head::parse(&bytes[..end])
}

/// Stack of a connection's thread, in bytes: templates nest.
const STACK: usize = 2 * 1024 * 1024;
/// How long is waited after the system refused a connection.
const PAUSE: Duration = Duration::from_millis(20);
/// How long a connection waits for a place before the next look.
const MOMENT: Duration = Duration::from_millis(2);

/// Who answers.
pub(crate) trait Service: Send + Sync + 'static {
    /// The answer to a request whose host has been looked at. `is_here` where it comes from this
    /// machine.
    fn answer(&self, head: &Head, is_here: bool) -> Answer;

    /// How many bytes may follow the head of a POST; the refusal where none are heard.
    fn admit(&self, head: &Head, is_here: bool) -> Result<u64, Answer>;

    /// The answer to a POST that was let in, with what followed its head.
    fn accept(&self, head: &Head, body: &[u8]) -> Answer;
}

/// Serves for ever. `given` is the host that the server was asked to listen on.
pub(crate) fn listen(listener: &TcpListener, given: &str, service: &Arc<dyn Service>) {
    let gate = Arc::new(Gate::default());
    let (service, given) = (Arc::clone(service), given.to_owned());
    let server = Arc::new(Host { service, given, streams: Streams::begin() });
    lengthen(listener);
    'door: loop {
        let Ok((stream, peer)) = listener.accept() else {
            // No descriptor is left, or the client is gone already.
            gate.relieve();
            std::thread::sleep(PAUSE);
            continue;
        };
        let (stream, peer) = (Arc::new(stream), peer.ip().to_canonical());
        let ticket = loop {
            match gate.admit(&stream, peer) {
                Admission::In(ticket) => break ticket,
                Admission::Soon => std::thread::sleep(MOMENT),
                Admission::Never => continue 'door,
            }
        };
        let server = Arc::clone(&server);
        let thread = std::thread::Builder::new().name("connection".to_owned()).stack_size(STACK);
        // Without a thread the connection is dropped, and the client tries again.
        let _ = thread.spawn(move || connection::attend(&stream, peer, &ticket, &server));
    }
}

/// Lets more clients wait at the door: beyond the 128 that a listener has by itself, Linux has them
/// knock again after a second.
#[cfg(target_os = "linux")]
fn lengthen(listener: &TcpListener) {
    // Where it is refused the door stays as it is.
    let _ = rustix::net::listen(listener, 4096);
}

#[cfg(not(target_os = "linux"))]
fn lengthen(_: &TcpListener) {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::net::TcpStream;

    /// How many clients wait at a door that nobody opens, of 300.
    fn waiting(listener: &TcpListener) -> usize {
        let address = listener.local_addr().expect("a listener has an address");
        // Who does not get in knocks again until its time is over.
        let connect = |_| TcpStream::connect_timeout(&address, Duration::from_secs(5)).ok();
        let clients: Vec<TcpStream> = (0..300).map_while(connect).collect();
        clients.len()
    }

    #[test]
    fn as_many_clients_wait_at_the_door_as_the_system_lets() {
        let door = || TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let (most, own) = (door(), door());
        rustix::net::listen(&most, 4096).unwrap();
        lengthen(&own);
        assert_eq!(waiting(&own), waiting(&most));
    }
}
