//! Who is let in: the table of open connections, which has an end.
//!
//! Entry point: [`Gate::admit`]. When the table is full, the connection that has kept its head back
//! longest has to go, so that slow and silent clients take places from one another and never from
//! a reader. Clients of other machines have a smaller share each.

use std::collections::BTreeMap;
use std::net::{IpAddr, Shutdown, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Connections at a time.
const MAX_OPEN: usize = 256;
/// Connections at a time from one address that is not this machine's own.
const MAX_OF_ONE: usize = 64;
/// Streams of events at a time: each keeps its thread.
const MAX_STREAMS: usize = 64;

/// What a connection is busy with. The order is that in which they have to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Phase {
    /// Its next head has not ended.
    Reading,
    /// An answer is being sent.
    Writing,
    /// It hears events until it leaves.
    Streaming,
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
}

struct Entry {
    stream: Arc<TcpStream>,
    peer: IpAddr,
    phase: Phase,
    /// Grows with each change of phase: the smaller, the longer it has been in it.
    since: u64,
}

/// A place in the table; given back when dropped.
pub(super) struct Ticket {
    gate: Arc<Gate>,
    id: u64,
}

impl Gate {
    /// Lets a connection in, at the cost of another one where there is no place. `None` where
    /// threads of those that had to go have not ended yet.
    pub(super) fn admit(self: &Arc<Self>, stream: &Arc<TcpStream>, peer: IpAddr) -> Option<Ticket> {
        let mut table = self.table();
        if table.threads >= 2 * MAX_OPEN {
            return None;
        }
        let of_peer = table.open.values().filter(|entry| entry.peer == peer).count();
        if !peer.is_loopback() && of_peer >= MAX_OF_ONE {
            table.evict(|entry| entry.peer == peer);
        } else if table.open.len() >= MAX_OPEN {
            table.evict(|_| true);
        }
        table.threads += 1;
        let id = table.stamp();
        let stream = Arc::clone(stream);
        table.open.insert(id, Entry { stream, peer, phase: Phase::Reading, since: id });
        drop(table);
        Some(Ticket { gate: Arc::clone(self), id })
    }

    /// Makes place for others where the machine itself has none left.
    pub(super) fn relieve(&self) {
        self.table().evict(|_| true);
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Table {
    fn stamp(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    /// Ends the connection that can best be missed.
    fn evict(&mut self, may_go: impl Fn(&Entry) -> bool) {
        let candidates = self.open.iter().filter(|(_, entry)| may_go(entry));
        let first = candidates.min_by_key(|(_, entry)| (entry.phase, entry.since));
        if let Some(entry) = first.map(|(id, _)| *id).and_then(|id| self.open.remove(&id)) {
            // It may be gone already.
            let _ = entry.stream.shutdown(Shutdown::Both);
        }
    }
}

impl Ticket {
    /// Tells what the connection does from now on. `false` where it has to go.
    pub(super) fn enter(&self, phase: Phase) -> bool {
        let mut table = self.gate.table();
        let streams = table.open.values().filter(|entry| entry.phase == Phase::Streaming).count();
        if phase == Phase::Streaming && streams >= MAX_STREAMS {
            table.evict(|entry| entry.phase == Phase::Streaming);
        }
        let since = table.stamp();
        let Some(entry) = table.open.get_mut(&self.id) else { return false };
        (entry.phase, entry.since) = (phase, since);
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
