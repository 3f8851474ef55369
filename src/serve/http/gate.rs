//! Who is let in: the table of open connections, which has an end.
//!
//! Entry point: [`Gate::admit`]. When the table is full, the connection that has kept its head back
//! longest has to go, so that slow and silent clients take places from one another and never from
//! a reader. It is not closed at once but left alone for a while, without a thread: a client that is
//! closed comes again at once, and a thousand that do are a flood. Clients of other machines have a
//! smaller share each. A stream of events gives its place back when it begins (`streams`).

use std::collections::{BTreeMap, VecDeque};
use std::net::{IpAddr, Shutdown, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Connections at a time.
const MAX_OPEN: usize = 256;
/// Connections at a time from one address that is not this machine's own.
const MAX_OF_ONE: usize = 64;

/// Connections that had to go and are left alone. Systems allow a program 1,024 descriptors or more.
const MAX_LEFT: usize = 512;
/// How long they are left.
const LEFT: Duration = Duration::from_secs(5);

/// What a connection is busy with. The order is that in which they have to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Phase {
    /// Its next head has not ended.
    Reading,
    /// An answer is being sent.
    Writing,
}

/// The table of open connections.
#[derive(Default)]
pub(super) struct Gate {
    table: Mutex<Table>,
}

#[derive(Default)]
struct Table {
    next: u64,
    open: BTreeMap<u64, Entry>,
    /// Threads that have not ended yet, of connections that had to go too.
    threads: usize,
    /// Connections that had to go, and when they are closed; the oldest first.
    left: VecDeque<(Instant, Arc<TcpStream>)>,
}

struct Entry {
    stream: Arc<TcpStream>,
    peer: IpAddr,
    phase: Phase,
    /// Since when.
    since: Instant,
}

/// Whether a connection is let in.
pub(super) enum Admission {
    /// It is.
    In(Ticket),
    /// In a moment: nobody has been slow for long, or threads have not ended yet.
    Soon,
    /// It is not: its client has its share, and is quick to ask for more.
    Never,
}

/// A place in the table; given back when dropped.
pub(super) struct Ticket {
    gate: Arc<Gate>,
    id: u64,
}

impl Gate {
    /// Lets a connection in, at the cost of another one where there is no place.
    pub(super) fn admit(self: &Arc<Self>, stream: &Arc<TcpStream>, peer: IpAddr) -> Admission {
        let mut table = self.table();
        table.close_left();
        if table.threads >= 2 * MAX_OPEN {
            return Admission::Soon;
        }
        let of_peer = table.open.values().filter(|entry| entry.peer == peer).count();
        if !peer.is_loopback() && of_peer >= MAX_OF_ONE {
            if !table.evict(|entry| entry.peer == peer && entry.is_slow()) {
                return Admission::Never;
            }
        } else if table.open.len() >= MAX_OPEN && !table.evict(Entry::is_slow) {
            return Admission::Soon;
        }
        table.threads += 1;
        table.next += 1;
        let id = table.next;
        let (stream, since) = (Arc::clone(stream), Instant::now());
        table.open.insert(id, Entry { stream, peer, phase: Phase::Reading, since });
        drop(table);
        Admission::In(Ticket { gate: Arc::clone(self), id })
    }

    /// Makes place for others where the machine itself has none left.
    pub(super) fn relieve(&self) {
        let mut table = self.table();
        if table.left.is_empty() {
            table.evict(|_| true);
        }
        table.left.clear();
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entry {
    /// Whether it has had its time: a thread that has just begun may not have read its head yet.
    fn is_slow(&self) -> bool {
        let patience = match self.phase {
            Phase::Reading => Duration::from_millis(100),
            Phase::Writing => Duration::from_millis(500),
        };
        self.since.elapsed() >= patience
    }
}

impl Table {
    /// Ends the connection that can best be missed; `false` where none may go.
    fn evict(&mut self, may_go: impl Fn(&Entry) -> bool) -> bool {
        let candidates = self.open.iter().filter(|(_, entry)| may_go(entry));
        let first = candidates.min_by_key(|(_, entry)| (entry.phase, entry.since));
        let Some(id) = first.map(|(id, _)| *id) else { return false };
        let Some(entry) = self.open.remove(&id) else { return false };
        // It may be gone already.
        if entry.phase == Phase::Reading {
            // Ends the wait of its thread; the client sees nothing of it.
            let _ = entry.stream.shutdown(Shutdown::Read);
            self.left.push_back((Instant::now() + LEFT, entry.stream));
        } else {
            let _ = entry.stream.shutdown(Shutdown::Both);
        }
        true
    }

    /// Closes connections that were left alone long enough, and those that are too many.
    fn close_left(&mut self) {
        let now = Instant::now();
        while let Some((until, _)) = self.left.front()
            && (*until <= now || self.left.len() > MAX_LEFT)
        {
            self.left.pop_front();
        }
    }
}

impl Ticket {
    /// Whether the connection still has its place.
    pub(super) fn is_valid(&self) -> bool {
        self.gate.table().open.contains_key(&self.id)
    }

    /// Tells what the connection does from now on. `false` where it has to go.
    pub(super) fn enter(&self, phase: Phase) -> bool {
        let mut table = self.gate.table();
        let Some(entry) = table.open.get_mut(&self.id) else { return false };
        (entry.phase, entry.since) = (phase, Instant::now());
        true
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let mut table = self.gate.table();
        table.threads -= 1;
        table.open.remove(&self.id);
    }
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, TcpListener};

    use super::*;

    /// A gate, and connections that came so many seconds ago and are busy with this.
    fn gate(open: &[(Phase, u64)]) -> (Arc<Gate>, Vec<Ticket>, Vec<TcpStream>) {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let gate = Arc::new(Gate::default());
        let (mut tickets, mut clients) = (Vec::new(), Vec::new());
        for (phase, seconds) in open {
            clients.push(TcpStream::connect(listener.local_addr().unwrap()).unwrap());
            let (stream, peer) = listener.accept().unwrap();
            let Admission::In(ticket) = gate.admit(&Arc::new(stream), peer.ip()) else {
                panic!("there is room")
            };
            let mut table = gate.table();
            let entry = table.open.get_mut(&ticket.id).unwrap();
            entry.phase = *phase;
            entry.since = entry.since.checked_sub(Duration::from_secs(*seconds)).unwrap();
            drop(table);
            tickets.push(ticket);
        }
        (gate, tickets, clients)
    }

    /// Which of the connections have their place.
    fn valid(tickets: &[Ticket]) -> Vec<usize> {
        (0..tickets.len()).filter(|at| tickets[*at].is_valid()).collect()
    }

    #[test]
    fn who_has_kept_back_a_head_longest_has_to_go_first() {
        use Phase::{Reading, Writing};
        let open = [(Writing, 8), (Reading, 2), (Reading, 3), (Reading, 1)];
        let (gate, tickets, _clients) = gate(&open);
        let mut left = vec![0, 1, 2, 3];
        for gone in [2, 1, 3, 0] {
            assert!(gate.table().evict(|_| true));
            left.retain(|one| *one != gone);
            assert_eq!(valid(&tickets), left);
        }
        assert!(!gate.table().evict(|_| true));
    }

    #[test]
    fn nobody_goes_before_they_have_had_their_time() {
        let (gate, tickets, _clients) = gate(&[(Phase::Reading, 1), (Phase::Writing, 1)]);
        assert!(gate.table().open.values().all(Entry::is_slow));
        for entry in gate.table().open.values_mut() {
            entry.since = Instant::now() + Duration::from_secs(60);
        }
        assert!(!gate.table().evict(Entry::is_slow));
        assert_eq!(valid(&tickets), [0, 1]);
    }

    #[test]
    fn a_client_of_another_machine_has_its_share() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let stream = Arc::new(client);
        let gate = Arc::new(Gate::default());
        let far = IpAddr::from([192, 168, 1, 9]);
        let mut tickets = Vec::new();
        for _ in 0..MAX_OF_ONE {
            let Admission::In(ticket) = gate.admit(&stream, far) else {
                panic!("it has its share")
            };
            tickets.push(ticket);
        }
        for entry in gate.table().open.values_mut() {
            entry.phase = Phase::Writing;
            entry.since = Instant::now() + Duration::from_secs(60);
        }
        assert!(matches!(gate.admit(&stream, far), Admission::Never));
        let other = IpAddr::from([192, 168, 1, 8]);
        assert!(matches!(gate.admit(&stream, other), Admission::In(_)));
    }
}
