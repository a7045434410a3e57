#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tilmash_fuzz::articles(bytes));
