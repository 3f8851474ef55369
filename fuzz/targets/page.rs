//! cargo-fuzz: `bodies::page`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| liuhao_fuzz::page(data));
