//! Streams of events: one thread tells all of them, and none has a place among the connections.
//!
//! Entry points: [`Streams::begin`], [`Streams::take`]. A stream costs its socket alone, so that a thousand of them
//! leave threads and places to pages. They have an end to their number, and each client of another machine a
//! share: who asks for more than that loses the stream that it has had longest.

use std::io::{self, ErrorKind, Write};
use std::net::{IpAddr, Shutdown, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use crate::serve::http::answer::Events;

/// Streams at a time.
const MAX: usize = 64;
/// Streams at a time of one address that is not this machine's own.
const MAX_OF_ONE: usize = 8;
/// How long the thread listens before it looks after new streams and those whose client is gone.
const LOOK: Duration = Duration::from_millis(50);
/// After so many looks without an event a comment keeps the line open.
const COMMENT: u32 = 280;
/// What is sent before the end: a browser is not to come again at once.
const LATER: &str = "retry: 30000\n\n";

/// A stream whose head and first event have been sent.
pub(super) struct Stream {
    socket: Arc<TcpStream>,
    peer: IpAddr,
    next: Events,
    quiet: u32,
}

/// Where streams are handed over.
pub(super) struct Streams(Sender<Stream>);

impl Streams {
    /// Starts the thread that tells them.
    pub(super) fn begin() -> Self {
        let (streams, incoming) = channel();
        // Without a thread streams end at once, and pages are served all the same.
        let _ =
            std::thread::Builder::new().name("streams".to_owned()).spawn(move || tell(&incoming));
        Self(streams)
    }

    /// Tells a client from now on.
    pub(super) fn take(&self, stream: Stream) {
        if let Err(refused) = self.0.send(stream) {
            refused.0.end();
        }
    }
}

impl Stream {
    /// A stream that goes on behind its head; sends what its client is to hear at once.
    pub(super) fn new(socket: &Arc<TcpStream>, peer: IpAddr, next: Events) -> io::Result<Self> {
        socket.set_nonblocking(true)?;
        let mut stream = Self { socket: Arc::clone(socket), peer, next, quiet: 0 };
        if let Some(text) = (stream.next)(Duration::ZERO) {
            stream.say(&text)?;
        }
        Ok(stream)
    }

    /// Sends the next event, if one comes in time. `false` where nobody listens any more.
    fn go_on(&mut self, patience: Duration) -> bool {
        if let Some(text) = (self.next)(patience) {
            self.quiet = 0;
            return self.say(&text).is_ok();
        }
        self.quiet += 1;
        if self.quiet.is_multiple_of(COMMENT) {
            return self.say(":\n\n").is_ok();
        }
        self.is_heard()
    }

    /// Sends a text as a chunk, whole. Whoever does not read what is small comes again and hears all.
    fn say(&self, text: &str) -> io::Result<()> {
        let chunk = format!("{:x}\r\n{text}\r\n", text.len());
        let count = (&*self.socket).write(chunk.as_bytes())?;
        if count == chunk.len() { Ok(()) } else { Err(ErrorKind::WouldBlock.into()) }
    }

    /// Whether the other side has not closed.
    fn is_heard(&self) -> bool {
        match self.socket.peek(&mut [0]) {
            Ok(count) => count > 0,
            Err(fault) => matches!(fault.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted),
        }
    }

    fn end(&self) {
        let _ = self.socket.shutdown(Shutdown::Both);
    }
}

/// Tells all streams for ever. All hear the same: while one is waited for, none of the others misses anything.
fn tell(incoming: &Receiver<Stream>) {
    let mut open: Vec<Stream> = Vec::new();
    loop {
        if open.is_empty() {
            let Ok(first) = incoming.recv() else { return };
            open.push(first);
        }
        for stream in incoming.try_iter() {
            admit(&mut open, stream);
        }
        let mut patience = LOOK;
        open.retain_mut(|stream| {
            let is_heard = stream.go_on(std::mem::take(&mut patience));
            if !is_heard {
                stream.end();
            }
            is_heard
        });
    }
}

/// Adds a stream, at the cost of an older one where there is no room.
fn admit(open: &mut Vec<Stream>, stream: Stream) {
    if let Some(peer) = whose(open, stream.peer)
        && let Some(at) = open.iter().position(|stream| stream.peer == peer)
    {
        let oldest = open.remove(at);
        let _ = oldest.say(LATER);
        oldest.end();
    }
    open.push(stream);
}

/// Whose oldest stream has to go for one of `peer`: its own where it has its share, else that of the client with
/// the most.
fn whose(open: &[Stream], peer: IpAddr) -> Option<IpAddr> {
    let count = |peer: IpAddr| open.iter().filter(|stream| stream.peer == peer).count();
    let share = if peer.is_loopback() { MAX } else { MAX_OF_ONE };
    if count(peer) >= share {
        return Some(peer);
    }
    let peers = open.iter().map(|stream| stream.peer);
    if open.len() < MAX { None } else { peers.max_by_key(|peer| count(*peer)) }
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::net::{Ipv4Addr, TcpListener};

    use super::*;

    const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
    const FAR: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 168, 1, 9));

    /// A stream that never has anything to tell, and its client.
    fn stream(peer: IpAddr) -> (Stream, TcpStream) {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let socket = Arc::new(listener.accept().unwrap().0);
        (Stream::new(&socket, peer, Box::new(|_| None)).unwrap(), client)
    }

    /// Adds streams of these clients; gives whose are left, the oldest first, and the clients.
    fn admitted(peers: &[IpAddr]) -> (Vec<IpAddr>, Vec<TcpStream>) {
        let (mut open, mut clients) = (Vec::new(), Vec::new());
        for peer in peers {
            let (stream, client) = stream(*peer);
            admit(&mut open, stream);
            clients.push(client);
        }
        (open.iter().map(|stream| stream.peer).collect(), clients)
    }

    #[test]
    fn a_client_is_heard_until_it_closes_whether_it_says_something_or_not() {
        let (silent, _client) = stream(HERE);
        assert!(silent.is_heard());
        let (told, mut client) = stream(HERE);
        std::io::Write::write_all(&mut client, b"GET").unwrap();
        let (closed, client) = stream(HERE);
        drop(client);
        // Until what was sent has come: within this machine, at once or nearly so.
        for heard in [&told, &closed] {
            heard.socket.set_nonblocking(false).unwrap();
            let _ = heard.socket.peek(&mut [0]);
        }
        assert!(told.is_heard());
        assert!(!closed.is_heard());
    }

    #[test]
    fn a_client_that_has_its_share_loses_its_own_oldest() {
        let (left, mut clients) = admitted(&[vec![HERE], vec![FAR; MAX_OF_ONE + 1]].concat());
        assert_eq!(left, [vec![HERE], vec![FAR; MAX_OF_ONE]].concat());
        let mut told = String::new();
        clients[1].read_to_string(&mut told).unwrap();
        assert_eq!(told, format!("e\r\n{LATER}\r\n"));
    }

    #[test]
    fn where_all_places_are_taken_whoever_has_the_most_gives_one() {
        let (left, _clients) = admitted(&[vec![FAR], vec![HERE; MAX - 1], vec![FAR]].concat());
        assert_eq!(left, [vec![FAR], vec![HERE; MAX - 2], vec![FAR]].concat());
        let (left, _clients) = admitted(&vec![HERE; 2 * MAX]);
        assert_eq!(left.len(), MAX);
    }

    #[test]
    fn who_has_gone_or_does_not_read_is_told_nothing_more() {
        let (mut gone, client) = stream(HERE);
        assert!(gone.go_on(Duration::ZERO));
        drop(client);
        while gone.go_on(Duration::ZERO) {}
        let (mut silent, _client) = stream(HERE);
        let event = "data: x\n\n".repeat(10_000);
        silent.next = Box::new(move |_| Some(event.clone()));
        let events = (0..10_000).take_while(|_| silent.go_on(Duration::ZERO)).count();
        assert!(events < 10_000);
    }
}
