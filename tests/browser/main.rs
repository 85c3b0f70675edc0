//! The pages as their readers meet them: the real program over the sample corpus, in a real browser. A test here is a
//! person with something to do; what a page says word by word is tested in `src/http/web`.
//!
//! Chromium and chromedriver must be on the PATH; tests/install-chromium.sh puts them there. With VESTNIK_SCREENSHOTS
//! naming a folder, the pages are saved there as pictures.

mod dates;
mod journalist;
mod keyboard;
mod languages;
mod looks;
mod pages;
mod quiet;
mod support;
