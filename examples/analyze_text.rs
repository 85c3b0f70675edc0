//! The terms under which the words of a text are indexed and found.
//!
//! ```text
//! $ cargo run --example analyze_text -- 'в министрах и министерствах'
//! ru
//! в: в
//! министрах: министр
//! и: и
//! министерствах: министерств
//! ```
//!
//! Forms of one word have one term: that is why a search for «министр» finds «министрах».

use vestnik::analysis::{Analyzer, detect_language, language_by_alphabet};

fn main() -> anyhow::Result<()> {
    let text = std::env::args().nth(1).ok_or_else(|| anyhow::anyhow!("usage: analyze_text TEXT"))?;
    // Few words are not enough to tell a language by; their letters then decide.
    let language = detect_language(&text).unwrap_or_else(|| language_by_alphabet(&text));
    println!("{language}");
    for token in Analyzer::new().document(&text, language) {
        println!("{}: {}", &text[token.start..token.end], token.terms.join(", "));
    }
    Ok(())
}
