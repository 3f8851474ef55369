//! What the fuzz targets share: the bodies, and the bounds on memory and time.
//!
//! Entry point: [`within_bounds`]. The bodies are plain functions, which `tests/reliability` runs on
//! stable Rust without cargo-fuzz.

pub mod bodies;

use std::time::Duration;

use bodies::Body;
use cpu_time::ProcessTime;
use peak_alloc::PeakAlloc;

#[global_allocator]
static PEAK: PeakAlloc = PeakAlloc;

/// Memory may be this many times the input …
const TIMES: usize = 64;
/// … beside what a run of any length needs: tables of the parser …
const MEMORY_FLOOR: usize = 2 * MEGABYTE;
/// … one site, whose search counts characters in a table as long as the highest of them: four megabytes …
const SITE_FLOOR: usize = 8 * MEGABYTE;
/// … what the most marks that a text may have take in the tree of the Markdown parser …
const MARKS_FLOOR: usize = 32 * MEGABYTE;
/// … and what the decoder of WebP makes room for before it sees that the file is shorter: the length of a
/// partition has 24 bits.
const DECODER_FLOOR: usize = 20 * MEGABYTE;
/// Processor time may be a second for a megabyte, and as often as much as the counters of the fuzzer slow
/// the program down …
const TIME: Duration = Duration::from_secs(4);
const MEGABYTE: usize = 1024 * 1024;
/// … beside what a run of any length needs.
const TIME_FLOOR: Duration = Duration::from_millis(50);
/// How often a slow execution is tried again.
const AGAIN: usize = 3;

/// Runs a body and checks its memory and time. Tables that are made once are made before. A run that can
/// be had again (`LIUHAO_FUZZ_SEED`) has no clock in it.
pub fn within_bounds(data: &[u8], body: Body) {
    bounded(data, body, MEMORY_FLOOR);
}

/// A whole profile, with the memory of one site.
pub fn page(data: &[u8]) {
    bounded(data, bodies::page, SITE_FLOOR);
}

/// A file of an office: what its reader makes room for before it reads, tables and dictionaries.
pub fn imported(data: &[u8], body: Body) {
    bounded(data, body, MARKS_FLOOR);
}

/// A picture, with the memory that its decoder may take.
pub fn photo(data: &[u8]) {
    bounded(data, bodies::photo, DECODER_FLOOR);
}

fn bounded(data: &[u8], body: Body, floor: usize) {
    static WARM: std::sync::Once = std::sync::Once::new();
    WARM.call_once(warm_up);
    let before = PEAK.current_usage();
    PEAK.reset_peak_usage();
    let took = time(data, body);
    let used = PEAK.peak_usage().saturating_sub(before);
    let length = data.len();
    let allowed = TIMES * length + floor;
    assert!(used <= allowed, "{used} bytes of memory for {length} of input");
    if std::env::var_os("LIUHAO_FUZZ_SEED").is_some() {
        return;
    }
    let allowed = TIME.mul_f64(length as f64 / MEGABYTE as f64) + TIME_FLOOR;
    // What is slow is slow each time; a busy machine is not.
    let is_slow = took > allowed && (0..AGAIN).all(|_| time(data, body) > allowed);
    assert!(!is_slow, "{took:?} for {length} bytes of input, and never less than {allowed:?}");
}

/// Processor time of one execution.
fn time(data: &[u8], body: Body) -> Duration {
    let started = ProcessTime::now();
    body(data);
    started.elapsed()
}

/// Tables that are made at their first use are not what an input costs.
fn warm_up() {
    for (_, body) in bodies::ALL {
        body(include_bytes!("../corpus/page/full.md"));
    }
    // The dictionary of words, which the first story with a number loads.
    let _ = liuhao::slug::word_ends("六好");
}

/// A text of 128 KiB made of a few bytes: what stands between the first two unit separators (0x1F) again and
/// again, with what stands before and behind it once. Work that grows faster than its input shows in
/// it. The first byte chooses the body.
pub fn growth(data: &[u8]) {
    const LENGTH: usize = 128 * 1024;
    /// The unit separator of ASCII.
    const SEPARATOR: u8 = 0x1F;
    let Some((choice, rest)) = data.split_first() else { return };
    let mut parts = rest.splitn(3, |byte| *byte == SEPARATOR);
    let [before, piece, after] = [(); 3].map(|()| parts.next().unwrap_or_default());
    if piece.is_empty() {
        return;
    }
    let times = LENGTH / piece.len();
    let (_, body) = bodies::ALL[usize::from(*choice) % bodies::ALL.len()];
    bounded(&[before, &piece.repeat(times), after].concat(), body, MARKS_FLOOR);
}
