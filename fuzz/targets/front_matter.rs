//! cargo-fuzz: `bodies::front_matter`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| liuhao_fuzz::within_bounds(
    data,
    liuhao_fuzz::bodies::front_matter
));
