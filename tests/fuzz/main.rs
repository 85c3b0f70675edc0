//! Random changes of real inputs: nothing panics, nothing takes longer than its size allows, and what comes out is what
//! it should be. `cargo test` does it for some seconds with the same changes each time; `make fuzz` for two minutes a
//! target, each time with others. A failing input is saved, and VESTNIK_FUZZ_INPUT=FILE repeats it.

mod changes;
mod reading;
mod run;
mod searching;
