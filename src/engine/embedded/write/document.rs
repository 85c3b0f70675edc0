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

/// The lead is the first 60 words of running text. Against the first paragraph, brought to between 20 and 100 words, nDCG@10
/// gains .0 to .011 on 8 of 15 sets of different kinds and loses at most .003 on the others (`vestnik eval --all`).
const LEAD_WORDS: usize = 60;

/// Up to 3 paragraphs of at most 8 words before the running text are a rubric, a date line or the caption of a picture.
const BEFORE_LEAD: (usize, usize) = (3, 8);

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

/// The first words of running text.
fn lead<'t>(text: &str, body: &'t [Token]) -> &'t [Token] {
    let (paragraphs, words) = BEFORE_LEAD;
    let mut begin = 0;
    for _ in 0..paragraphs {
        let last = body.len().min(begin + words + 1);
        let next = (begin + 1..last).find(|&word| {
            let (last, next) = (&body[word - 1], &body[word]);
            text[last.end..next.start].contains('\n')
        });
        let Some(next) = next else { break };
        begin = next;
    }
    let running = &body[begin..];
    &running[..running.len().min(LEAD_WORDS)]
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

    fn the_lead(text: &str) -> String {
        let tokens = Analyzer::new().document(text, crate::model::Language::Russian);
        let lead = lead(text, &tokens);
        let text = lead.first().zip(lead.last()).map(|(first, last)| &text[first.start..last.end]);
        text.unwrap_or_default().to_owned()
    }

    #[test]
    fn the_lead_is_the_first_words_of_running_text() {
        let words = |number: usize| "слово ".repeat(number);
        let lead = words(60).trim().to_owned();
        for before in
            ["", "Новости\n", "Минск, 28 января 2026 года\n\n", "Главное\nФото пресс-службы\nБрест\n"]
        {
            assert_eq!(the_lead(&format!("{before}{}", words(120))), lead, "{before}");
        }
        // A sentence of running text, however long the line.
        let sentence = "Министр связи Республики Беларусь провёл рабочую встречу с послом.\n";
        assert!(the_lead(&format!("{sentence}{}", words(120))).starts_with("Министр связи"));
    }

    #[test]
    fn a_short_text_is_all_lead() {
        assert_eq!(the_lead(""), "");
        assert_eq!(the_lead("Новости\nГлавное\nСегодня\n"), "Сегодня");
        assert_eq!(the_lead("Министр прибыл."), "Министр прибыл");
    }
}
