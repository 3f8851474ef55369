//! What the fuzz targets share: the bodies, and the bound on memory.
//!
//! Entry point: [`within_bounds`]. The bodies are plain functions, which `tests/reliability` runs on
//! stable Rust without cargo-fuzz.

pub mod bodies;

use peak_alloc::PeakAlloc;

#[global_allocator]
static PEAK: PeakAlloc = PeakAlloc;

/// Memory may be this many times the input …
const TIMES: usize = 64;
/// … beside what a run of any length needs: tables of the parser, one site, one page.
const FLOOR: usize = 2 * 1024 * 1024;

/// Runs a body and checks its memory. Tables that are made once are made before.
pub fn within_bounds(data: &[u8], body: fn(&[u8])) {
    static WARM: std::sync::Once = std::sync::Once::new();
    WARM.call_once(|| body(include_bytes!("../corpus/page/full.md")));
    let used = peak(data, body);
    let allowed = TIMES * data.len() + FLOOR;
    assert!(used <= allowed, "{used} bytes of memory for {} of input", data.len());
}

/// Bytes that `body` needs at most at one time.
pub fn peak(data: &[u8], body: fn(&[u8])) -> usize {
    let before = PEAK.current_usage();
    PEAK.reset_peak_usage();
    body(data);
    PEAK.peak_usage().saturating_sub(before)
}
