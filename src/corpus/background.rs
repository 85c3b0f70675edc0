//! The background of a communiqué: what stands after «Справочно».
//!
//! The marker is a paragraph of its own, or begins one. Ministries set the background in italics, and the body
//! may go on after it; without italics nothing shows where the background ends, so it goes on to the end.

use std::ops::Range;

use super::text::Paragraph;
use crate::lexicon::publication_words;

enum Marker {
    /// The paragraph is only the marker.
    Alone,
    /// The background begins in the paragraph itself.
    Inline,
}

/// The paragraphs as one text, with blank lines between them, and the byte ranges of the background in it.
pub(super) fn join(paragraphs: &[Paragraph]) -> (String, Vec<Range<usize>>) {
    let mut text = String::new();
    let mut spans = Vec::with_capacity(paragraphs.len());
    for paragraph in paragraphs {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(&paragraph.text);
        spans.push(start..text.len());
    }
    let background = find(paragraphs)
        .into_iter()
        .map(|range| spans[range.start].start..spans[range.end - 1].end)
        .collect();
    (text, background)
}

/// The ranges of paragraphs that are background, markers included.
fn find(paragraphs: &[Paragraph]) -> Vec<Range<usize>> {
    let emphasised = |at: usize| paragraphs.get(at).is_some_and(|p: &Paragraph| p.emphasised);
    let mut ranges = Vec::new();
    let mut at = 0;
    while at < paragraphs.len() {
        let Some(marker) = marker(&paragraphs[at].text) else {
            at += 1;
            continue;
        };
        let next_marker = (at + 1..paragraphs.len())
            .find(|&later| self::marker(&paragraphs[later].text).is_some())
            .unwrap_or(paragraphs.len());
        let italics = (at + 1..next_marker).find(|&later| !emphasised(later)).unwrap_or(next_marker);
        let end = match marker {
            Marker::Inline if !emphasised(at) => at + 1,
            Marker::Inline => italics,
            // An italic marker before upright text introduces that text: otherwise it would introduce nothing.
            Marker::Alone if emphasised(at) && emphasised(at + 1) => italics,
            Marker::Alone => paragraphs.len(),
        };
        ranges.push(at..end);
        at = end;
    }
    ranges
}

fn marker(text: &str) -> Option<Marker> {
    let word_end = |c: char| matches!(c, '.' | ':' | '*' | '_' | ' ');
    let head: String = text.chars().take(20).collect::<String>().to_lowercase();
    let head = head.trim_start_matches(['*', '_', '(']);
    publication_words().backgrounds.iter().find_map(|(marker, before_stop)| {
        let rest = head.strip_prefix(marker)?;
        if rest.trim_matches(word_end).is_empty() && text.chars().count() <= 20 {
            // «Справка» without punctuation may be any heading; the marker ends in a full stop or a colon.
            return (!before_stop || rest.starts_with(['.', ':'])).then_some(Marker::Alone);
        }
        rest.starts_with(['.', ':']).then_some(Marker::Inline)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `*` at the start stands for italics, `|` at the start for background that is expected.
    fn check(marked: &[&str]) {
        let mut expected = Vec::new();
        let paragraphs: Vec<Paragraph> = marked
            .iter()
            .enumerate()
            .map(|(at, text)| {
                let text = text.strip_prefix('|').map_or(*text, |text| {
                    expected.push(at);
                    text
                });
                let bare = text.strip_prefix('*');
                Paragraph::new(bare.unwrap_or(text), bare.is_some()).expect("a paragraph")
            })
            .collect();
        let found: Vec<usize> = find(&paragraphs).into_iter().flatten().collect();
        assert_eq!(found, expected, "{marked:?}");
    }

    #[test]
    fn italics_end_with_the_background() {
        check(&["a", "|*Справочно.", "|*b", "|*c", "d", "e"]);
        check(&["a", "|*Даведачна:", "|*b", "c"]);
        check(&["a", "|*For reference.*", "|*b"]);
    }

    #[test]
    fn without_italics_it_goes_on_to_the_end() {
        check(&["a", "|Справочно.", "|b", "|*c", "|d"]);
        check(&["a", "|*Справочно.", "|b", "|c"]);
        check(&["a", "|Справочно"]);
    }

    #[test]
    fn a_marker_may_begin_its_paragraph() {
        check(&["a", "|Справочно: в 2025 году было так.", "b"]);
        check(&["a", "|*Справочно. В 2025 году было так.", "|*b", "c"]);
        check(&["a", "|*Справочно.", "|*b", "|*Справочно: c", "d"]);
    }

    #[test]
    fn what_is_no_marker() {
        check(&["Справочно-информационный центр открыт.", "Справка", "Справки выдаёт посольство."]);
        check(&["Background checks of staff", "справочное издание: обзор"]);
    }
}
