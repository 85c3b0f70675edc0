//! Titles and snippets: the query's words marked, and the passage of a text that shows them best.

use std::collections::HashSet;
use std::ops::Range;

use super::Marked;
use crate::analysis::{Analyzer, sentences};
use crate::model::Document;
use crate::query::{Query, TextField, TokenIndex};

/// The length that a snippet aims at, in characters.
const SNIPPET_CHARS: usize = 260;

const ELLIPSIS: &str = "…";

/// The title with the query's words marked.
pub(super) fn title(document: &Document, query: &Query, analyzer: &Analyzer) -> Marked {
    let title = &document.communique.title;
    Marked { text: title.clone(), marks: marks(title, TextField::Title, document, query, analyzer) }
}

/// The whole text with the query's words marked.
pub(super) fn text(document: &Document, query: &Query, analyzer: &Analyzer) -> Marked {
    let text = &document.communique.text;
    Marked { text: text.clone(), marks: marks(text, TextField::Body, document, query, analyzer) }
}

/// The passage with the most different words of the query, or the beginning when there are none.
pub(super) fn snippet(document: &Document, query: &Query, analyzer: &Analyzer) -> Marked {
    let text = &document.communique.text;
    let marks = marks(text, TextField::Body, document, query, analyzer);
    cut(text, &marks, passage(text, &marks, &document.communique.background))
}

/// The query's words in a text of a document. A query without words needs no analysis.
fn marks(
    text: &str,
    field: TextField,
    document: &Document,
    query: &Query,
    analyzer: &Analyzer,
) -> Vec<Range<usize>> {
    if !query.asks_for_words() {
        return Vec::new();
    }
    let tokens = analyzer.document(text, document.annotations.language);
    TokenIndex::for_query(&tokens, query).marks(query, field)
}

/// The sentences to show: the one with the most different marked words and those around it, as long as they fit and
/// belong to the same part of the text, body or background.
fn passage(text: &str, marks: &[Range<usize>], background: &[Range<usize>]) -> Range<usize> {
    let sentences = sentences(text);
    let mut best = 0;
    let mut best_value = (0, 0);
    let mut marks_left = marks;
    for (at, sentence) in sentences.iter().enumerate() {
        // Marks and sentences are both in order, so every mark is visited once.
        let before = marks_left.partition_point(|mark| mark.start < sentence.start);
        marks_left = &marks_left[before..];
        let inside = &marks_left[..marks_left.partition_point(|mark| mark.end <= sentence.end)];
        let different: HashSet<String> =
            inside.iter().map(|mark| text[mark.clone()].to_lowercase()).collect();
        let value = (different.len(), inside.len());
        if value > best_value {
            best = at;
            best_value = value;
        }
    }
    let Some(first) = sentences.get(best) else { return 0..text.len() };
    let part = |sentence: &Range<usize>| background.iter().any(|range| range.contains(&sentence.start));
    let mut range = first.clone();
    for next in &sentences[best + 1..] {
        if part(next) != part(first) || text[range.start..next.end].chars().count() > SNIPPET_CHARS {
            break;
        }
        range.end = next.end;
    }
    // The remaining length goes to the sentences before.
    for previous in sentences[..best].iter().rev() {
        if part(previous) != part(first) || text[previous.start..range.end].chars().count() > SNIPPET_CHARS {
            break;
        }
        range.start = previous.start;
    }
    range
}

/// Cuts out the passage, shortens it around its marks when it is too long, and puts an ellipsis where text is missing.
/// Blank lines between paragraphs become a space.
fn cut(text: &str, marks: &[Range<usize>], passage: Range<usize>) -> Marked {
    let range = shorten(text, marks, passage.clone());
    let mut marked = Marked::default();
    if range.start > 0 {
        marked.text.push_str(ELLIPSIS);
        if range.start == passage.start {
            marked.text.push(' ');
        }
    }
    let mut at = range.start;
    for mark in marks.iter().filter(|mark| range.start <= mark.start && mark.end <= range.end) {
        push_flat(&mut marked.text, &text[at..mark.start]);
        let start = marked.text.len();
        push_flat(&mut marked.text, &text[mark.clone()]);
        marked.marks.push(start..marked.text.len());
        at = mark.end;
    }
    push_flat(&mut marked.text, &text[at..range.end]);
    if range.end < text.len() && !marked.text.ends_with(['.', '!', '?', '…']) {
        marked.text.push_str(ELLIPSIS);
    }
    marked
}

fn push_flat(target: &mut String, text: &str) {
    for c in text.chars() {
        let c = if c.is_whitespace() { ' ' } else { c };
        if !(c == ' ' && target.ends_with(' ')) {
            target.push(c);
        }
    }
}

/// A part of the passage of about the right length, cut between words, with the first mark in it.
fn shorten(text: &str, marks: &[Range<usize>], passage: Range<usize>) -> Range<usize> {
    let piece = &text[passage.clone()];
    let length = piece.chars().count();
    if length <= SNIPPET_CHARS + SNIPPET_CHARS / 2 {
        return passage;
    }
    let first_mark =
        marks.iter().find(|mark| passage.contains(&mark.start)).map_or(passage.start, |mark| mark.start);
    let before = text[passage.start..first_mark].chars().count();
    let skip = if before > SNIPPET_CHARS / 2 { before - SNIPPET_CHARS / 4 } else { 0 };
    let offset =
        |chars: usize| piece.char_indices().nth(chars).map_or(passage.end, |(at, _)| passage.start + at);
    let mut start = offset(skip);
    if skip > 0 {
        // Forward to the beginning of a word, but not beyond the mark.
        let next = text[start..first_mark].find(char::is_whitespace).map(|at| start + at);
        start = next.map_or(first_mark, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    }
    let mut end = offset(skip + SNIPPET_CHARS);
    if end < passage.end {
        // Back to the end of a word, if there is one after the mark.
        let floor = marks.iter().find(|mark| mark.start >= start).map_or(start, |mark| mark.end.min(end));
        if let Some(at) = text[floor..end].rfind(char::is_whitespace) {
            end = floor + at;
        }
    }
    // A mark is shown whole or not at all.
    if let Some(mark) = marks.iter().find(|mark| mark.start < end && end < mark.end) {
        end = if mark.start > start { mark.start } else { mark.end };
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, marked_words: &[&str], expected: &str) {
        let marks: Vec<Range<usize>> = marked_words
            .iter()
            .flat_map(|word| text.match_indices(word).map(|(at, word)| at..at + word.len()))
            .collect();
        let mut marks = marks;
        marks.sort_by_key(|mark| mark.start);
        let shown: String = cut(text, &marks, passage(text, &marks, &[]))
            .pieces()
            .map(|(text, marked)| if marked { format!("[{text}]") } else { text.to_owned() })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn the_sentence_with_most_words_is_shown() {
        let filler = "Слово за словом. ".repeat(20);
        let text = format!("{filler}\n\nПосол приехал.\n\nПосол и министр.\n\n{filler}");
        let marks_only = |expected: &str, words: &[&str]| {
            let marks: Vec<Range<usize>> = {
                let mut marks: Vec<Range<usize>> = words
                    .iter()
                    .flat_map(|word| text.match_indices(word).map(|(at, word)| at..at + word.len()))
                    .collect();
                marks.sort_by_key(|mark| mark.start);
                marks
            };
            let shown = cut(&text, &marks, passage(&text, &marks, &[]));
            assert!(shown.text.starts_with(expected), "{}", shown.text);
        };
        marks_only("… Посол и министр. Слово", &["Посол и", "министр"]);
        marks_only("Слово за", &[]);
    }

    #[test]
    fn short_texts_are_shown_whole() {
        check("Посол прибыл.\n\nВизит начат.", &["Визит"], "Посол прибыл. [Визит] начат.");
        check("", &[], "");
    }

    #[test]
    fn a_passage_ends_where_the_background_begins() {
        let text = "Визит начат.\n\nСправочно.\n\nПосол прибыл.";
        let background = text.find("Справочно").expect("a background")..text.len();
        assert_eq!(&text[passage(text, &[], std::slice::from_ref(&background))], "Визит начат.");
        let mark = text.find("Посол").expect("a word")..text.find(" прибыл").expect("a word");
        let shown = passage(text, &[mark], &[background]);
        assert_eq!(&text[shown], "Справочно.\n\nПосол прибыл.");
    }

    proptest::proptest! {
        #[test]
        fn marks_stay_on_boundaries(words in proptest::collection::vec("[а-яё]{1,12}[.!,]?", 0..200), every in 1usize..9) {
            let text = words.join(" ");
            let mut marks = Vec::new();
            let mut at = 0;
            for (number, word) in words.iter().enumerate() {
                if number % every == 0 {
                    marks.push(at..at + word.trim_end_matches(['.', '!', ',']).len());
                }
                at += word.len() + 1;
            }
            let shown = cut(&text, &marks, passage(&text, &marks, &[]));
            let originals: HashSet<&str> = marks.iter().map(|mark| &text[mark.clone()]).collect();
            for mark in &shown.marks {
                assert!(originals.contains(&shown.text[mark.clone()]));
            }
            assert!(shown.text.chars().count() <= SNIPPET_CHARS * 2);
        }
    }
}
