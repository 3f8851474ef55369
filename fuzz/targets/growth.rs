//! cargo-fuzz: every body on a few bytes, repeated.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| liuhao_fuzz::growth(data));
