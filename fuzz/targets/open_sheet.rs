//! cargo-fuzz: `bodies::open_sheet`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| liuhao_fuzz::imported(
    data,
    liuhao_fuzz::bodies::open_sheet
));
