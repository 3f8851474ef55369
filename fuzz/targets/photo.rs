//! cargo-fuzz: `bodies::photo`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| liuhao_fuzz::photo(data));
