//! What tells that a file is the one that was looked at, without reading it: which file it is, how long, when its bytes
//! and when anything about it changed last.
//!
//! Entry points: [`Root::signature`](super::Root::signature), [`Signature::of`]; [`Signature::is_settled`] says whether one can be
//! believed.
//!
//! Why equal signatures mean equal bytes: whoever changes a file moves the time of its last change (`ctime`) to now, and no
//! program can set it to another one. Two changes within one tick of the disk's clock have one time: a signature holds only if it
//! was taken more than a tick after that. Believed are file systems of this machine that keep such times. A network may
//! answer from what it remembers, and Windows keeps no such time that a program cannot set: there nothing has a signature, and
//! files are read; [`identity`] tells them apart all the same. What a program writes through mapped memory may not move the times at all; nobody edits texts so.

use std::fs::{File, Metadata};
use std::io;
use std::time::{Duration, SystemTime};

#[cfg(target_os = "linux")]
use std::os::fd::AsFd;

use super::Opened;

/// Longer than any tick of a clock that counts nanoseconds.
const TICK: Duration = Duration::from_millis(20);
/// The tick of a disk that counts seconds, and one more.
const COARSE: Duration = Duration::from_secs(2);
const SECOND: i64 = 1_000_000_000;

/// What tells that a file is still as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Signature {
    device: u64,
    number: u64,
    length: u64,
    /// Nanoseconds since 1970.
    modified: i64,
    changed: i64,
}

/// A moment by the clock of this machine, which is that of its disks: nanoseconds since 1970.
#[derive(Debug, Clone, Copy)]
pub struct Moment(i64);

impl Moment {
    /// This one.
    pub fn now() -> Self {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Self(nanoseconds(since))
    }
}

impl Signature {
    /// Bytes of [`Signature::to_bytes`].
    pub const BYTES: usize = 40;

    /// That of an open file; `None` where its disk keeps no times that can be believed, and for what is no regular file.
    ///
    /// # Errors
    /// A disk that refuses.
    pub fn of(file: &File) -> io::Result<Option<Self>> {
        let found = file.metadata()?;
        if !found.is_file() {
            return Ok(None);
        }
        Ok(Self::from_metadata(&found).filter(|one| disks::keeps_times(one.device, file)))
    }

    /// That of a file as it was when it was opened.
    pub(super) fn of_opened(opened: &Opened) -> Option<Self> {
        let signature = Self::from_metadata(&opened.found)?;
        disks::keeps_times(signature.device, &opened.file).then_some(signature)
    }

    /// That of a file in a folder that is on the same disk.
    #[cfg(target_os = "linux")]
    pub(super) fn of_statx(stat: &rustix::fs::Statx, folder: impl AsFd) -> Option<Self> {
        use rustix::fs::{FileType, StatxTimestamp, makedev};
        let time =
            |of: &StatxTimestamp| of.tv_sec.checked_mul(SECOND)?.checked_add(i64::from(of.tv_nsec));
        let is_file = FileType::from_raw_mode(stat.stx_mode.into()) == FileType::RegularFile;
        let signature = Self {
            device: makedev(stat.stx_dev_major, stat.stx_dev_minor),
            number: stat.stx_ino,
            length: stat.stx_size,
            modified: time(&stat.stx_mtime)?,
            changed: time(&stat.stx_ctime)?,
        };
        (is_file && disks::keeps_times(signature.device, folder)).then_some(signature)
    }

    /// Bytes of the file.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Whether a file that had it at `moment` had it for longer than a tick: then any later change gives another one.
    pub fn is_settled(&self, moment: Moment) -> bool {
        let tick = if self.changed % SECOND == 0 { COARSE } else { TICK };
        self.changed.saturating_add(nanoseconds(tick)) <= moment.0
    }

    /// Whether it is that of the same file with the same bytes, which may have another name by now.
    pub fn is_same_but_moved(&self, other: &Self) -> bool {
        *self == Self { changed: self.changed, ..*other }
    }

    /// To be kept.
    pub fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        let Self { device, number, length, modified, changed } = self;
        let numbers = [device, number, length, modified.cast_unsigned(), changed.cast_unsigned()];
        for (part, number) in bytes.chunks_exact_mut(8).zip(numbers) {
            part.copy_from_slice(&number.to_le_bytes());
        }
        bytes
    }

    /// What [`Signature::to_bytes`] gave.
    pub fn from_bytes(bytes: &[u8; Self::BYTES]) -> Self {
        let (parts, _) = bytes.as_chunks::<8>();
        let number = |at: usize| u64::from_le_bytes(parts[at]);
        let time = |at: usize| number(at).cast_signed();
        Self {
            device: number(0),
            number: number(1),
            length: number(2),
            modified: time(3),
            changed: time(4),
        }
    }

    #[cfg(target_os = "linux")]
    fn from_metadata(found: &Metadata) -> Option<Self> {
        use std::os::linux::fs::MetadataExt;
        let time = |seconds: i64, rest: i64| seconds.checked_mul(SECOND)?.checked_add(rest);
        Some(Self {
            device: found.st_dev(),
            number: found.st_ino(),
            length: found.st_size(),
            modified: time(found.st_mtime(), found.st_mtime_nsec())?,
            changed: time(found.st_ctime(), found.st_ctime_nsec())?,
        })
    }

    #[cfg(not(target_os = "linux"))]
    fn from_metadata(_: &Metadata) -> Option<Self> {
        None
    }
}

/// Which file an open one is, however its disk keeps times: two that lie side by side or one after the other under a name
/// differ, and so does one that was copied.
///
/// # Errors
/// A disk that refuses.
pub fn identity(file: &File) -> io::Result<Vec<u8>> {
    let found = file.metadata()?;
    #[cfg(unix)]
    let parts = {
        use std::os::unix::fs::MetadataExt;
        let changed = [found.ctime().cast_unsigned(), found.ctime_nsec().cast_unsigned()];
        [found.dev(), found.ino(), changed[0], changed[1]]
    };
    #[cfg(not(unix))]
    let parts = {
        let since = |time: SystemTime| time.duration_since(SystemTime::UNIX_EPOCH).ok();
        let time =
            |time: SystemTime| since(time).map_or(0, |since| nanoseconds(since).cast_unsigned());
        [time(found.created()?), time(found.modified()?), 0, 0]
    };
    let numbers = parts.into_iter().chain([found.len()]);
    Ok(numbers.flat_map(u64::to_le_bytes).collect())
}

/// Which file this program is; `None` where the system does not say.
pub fn program() -> Option<Vec<u8>> {
    let file = File::open(std::env::current_exe().ok()?).ok()?;
    identity(&file).ok()
}

fn nanoseconds(time: Duration) -> i64 {
    i64::try_from(time.as_nanos()).unwrap_or(i64::MAX)
}

/// Which disks keep times that can be believed.
mod disks {
    #[cfg(target_os = "linux")]
    pub(super) fn keeps_times(device: u64, file: impl std::os::fd::AsFd) -> bool {
        use std::collections::BTreeMap;
        use std::sync::{Mutex, PoisonError};

        /// The file systems of one machine: ext4, XFS, Btrfs, F2FS, ZFS, bcachefs, memory, and layers over them.
        const LOCAL: [u32; 8] = [
            0xEF53,
            0x5846_5342,
            0x9123_683E,
            0xF2F5_2010,
            0x2FC1_2FC1,
            0xCA45_1A4E,
            0x0102_1994,
            0x794C_7630,
        ];
        static KNOWN: Mutex<BTreeMap<u64, bool>> = Mutex::new(BTreeMap::new());
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        *known.entry(device).or_insert_with(|| {
            let found = rustix::fs::fstatfs(file);
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "numbers of file systems have 32 bits, in a type that differs from machine to machine"
            )]
            found.is_ok_and(|found| LOCAL.contains(&(found.f_type as u32)))
        })
    }

    #[cfg(not(target_os = "linux"))]
    pub(super) fn keeps_times(_: u64, _: &std::fs::File) -> bool {
        false
    }
}
