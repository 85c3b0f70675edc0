//! The words of a text and the terms under which an index has them: `cargo run --example analyze_text "Встреча с Послом ОАЭ"`.

use vestnik::analysis::{Analyzer, detect_language, language_by_alphabet};

fn main() {
    let text = std::env::args().nth(1).unwrap_or_else(|| "Встреча с Послом ОАЭ".to_owned());
    let language = detect_language(&text).unwrap_or_else(|| language_by_alphabet(&text));
    for token in Analyzer::new().document(&text, language) {
        println!("{}: {}", &text[token.start..token.end], token.terms.join(", "));
    }
}
