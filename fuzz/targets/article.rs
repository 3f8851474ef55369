//! cargo-fuzz: `bodies::article`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| liuhao_fuzz::imported(
    data,
    liuhao_fuzz::bodies::article
));
