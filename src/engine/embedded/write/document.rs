//! How a document fills the fields of the index.

use super::names::Names;
use super::row::Row;
use super::stream::Terms;
use crate::analysis::Token;
use crate::engine::EngineError;
use crate::engine::days::days;
use crate::engine::embedded::schema::{FORM_MARK, Fields};
use crate::engine::stored;
use crate::model::Document;

/// A lead has 20 to 100 words: some publishers write no paragraphs. On every fifth of 8,745
/// headlines over news articles nDCG@10 with a minimum of 20 words is .002 above that of the first paragraph alone;
/// with 40 it is .006 below.
const MIN_LEAD_WORDS: usize = 20;
const MAX_LEAD_WORDS: usize = 100;

/// The index's form of a document, its title and text analysed.
pub(in crate::engine::embedded) fn row(
    fields: &Fields,
    document: &Document,
    title: &[Token],
    text: Vec<Token>,
    names: &Names,
) -> Result<Row, EngineError> {
    let communique = &document.communique;
    let annotations = &document.annotations;
    let mut row = Row::with_capacity((title.len() + text.len()) * BYTES_PER_WORD);
    row.push_text(fields.id, communique.id.as_str());
    row.push_text(fields.hash, &communique.content_hash());

    row.push_terms(fields.title, |terms| tokenized(title, terms));
    let (background, body): (Vec<Token>, Vec<Token>) =
        text.into_iter().partition(|token| communique.is_background(token.start));
    row.push_terms(fields.lead, |terms| tokenized(lead(&communique.text, &body), terms));
    row.push_terms(fields.body, |terms| tokenized(&body, terms));
    row.push_terms(fields.background, |terms| tokenized(&background, terms));
    row.push_terms(fields.title_families, |terms| families_of(title, terms));
    row.push_terms(fields.body_families, |terms| families_of(&body, terms));

    for (facet, fields) in fields.facets.iter() {
        let values = facet.values(document);
        let texts = values.iter().map(|value| &*value.value);
        if let Some(words) = fields.words {
            row.push_terms(words, |terms| names.write(texts.clone(), annotations.language, terms));
        }
        texts.for_each(|value| row.push_text(fields.values, value));
    }
    for event in &annotations.events {
        row.push_number(fields.event_from, days(event.from));
        row.push_number(fields.event_to, days(event.to));
    }
    if let Some(published) = annotations.published {
        row.push_number(fields.published, days(published.date));
    }
    row.set_bytes(fields.stored, stored::encode(document)?);
    Ok(row)
}

/// The tokens of the first paragraph, and of the next ones while there are fewer than 20 words: a first paragraph is
/// often the caption of a picture. A text that ends there has no lead, because the lead would be all of it.
fn lead<'t>(text: &str, body: &'t [Token]) -> &'t [Token] {
    let words = (MIN_LEAD_WORDS..body.len()).find(|&word| {
        let (last, next) = (&body[word - 1], &body[word]);
        text[last.end..next.start].contains('\n')
    });
    words.map_or(&[], |words| &body[..words.min(MAX_LEAD_WORDS)])
}

/// For every word its terms and, with a mark before it, its exact surface form, at the word's position.
fn tokenized(tokens: &[Token], terms: &mut Terms) {
    for token in tokens {
        token.terms.iter().for_each(|term| terms.push(token.position, [term.as_str()]));
        terms.push(token.position, [FORM_MARK, token.form.as_str()]);
    }
}

/// The families of every word.
fn families_of(tokens: &[Token], terms: &mut Terms) {
    for token in tokens {
        token.families.iter().for_each(|family| terms.push(token.position, [family.as_str()]));
    }
}

/// The estimated bytes of a word's terms, form and families, with some spare room.
const BYTES_PER_WORD: usize = 48;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analyzer;

    #[test]
    fn the_lead_is_the_first_of_several_paragraphs() {
        let words = |text: &str| {
            let tokens = Analyzer::new().document(text, crate::model::Language::Russian);
            lead(text, &tokens).len()
        };
        let paragraph = "слово ".repeat(25);
        assert_eq!(words(&format!("{paragraph}\n\n{paragraph}\n\n{paragraph}")), 25);
        assert_eq!(words(&format!("Фото.\n{paragraph}\n{paragraph}")), 26);
        assert_eq!(words(&paragraph), 0);
        assert_eq!(words(""), 0);
        assert_eq!(words(&format!("{}\nконец", "слово ".repeat(300))), 100);
    }
}
