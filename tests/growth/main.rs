//! Work grows with the size of the input and not faster, for any input: hostile patterns are read and annotated at n,
//! 2n and 4n bytes, and the exponent of the growth of the processor's time is found by least squares. `--nocapture`
//! prints the table; with VESTNIK_SOAK=1 the inputs are longer.

mod annotators;
mod measure;
mod readers;
