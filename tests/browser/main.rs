//! The pages as readers use them: the real program over the sample corpus, in a real browser. A test here is a task of
//! a reader; the exact words of a page are tested in `src/http/web`.
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
