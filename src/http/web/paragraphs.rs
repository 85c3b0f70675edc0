//! A document's text in paragraphs, with the background separate and the marks of the query's words kept.

use std::ops::Range;

use crate::engine::Marked;
use crate::model::Communique;

/// The longest paragraph that can be the heading of a background part, in characters.
const MAX_HEADING_CHARS: usize = 40;

/// Paragraphs that belong together.
pub(super) struct Block {
    /// Whether they are background.
    pub(super) background: bool,
    /// The word above a background part («Справочно»), when it stands alone in its paragraph.
    pub(super) heading: Option<Marked>,
    /// The paragraphs.
    pub(super) paragraphs: Vec<Marked>,
}

/// Splits the text of a communiqué, given with its marks.
pub(super) fn blocks(communique: &Communique, text: &Marked) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut at = 0;
    for paragraph in text.text.split("\n\n") {
        let range = at..at + paragraph.len();
        at = range.end + "\n\n".len();
        if paragraph.trim().is_empty() {
            continue;
        }
        let background = communique.is_background(range.start);
        let piece = cut(text, &range);
        match blocks.last_mut() {
            Some(block) if block.background == background => block.paragraphs.push(piece),
            _ => blocks.push(Block { background, heading: None, paragraphs: vec![piece] }),
        }
    }
    for block in &mut blocks {
        let short = |piece: &Marked| piece.text.chars().nth(MAX_HEADING_CHARS).is_none();
        if block.background && block.paragraphs.len() > 1 && short(&block.paragraphs[0]) {
            block.heading = Some(block.paragraphs.remove(0));
        }
    }
    blocks
}

/// A part of a marked text; marks that reach beyond it are cut.
fn cut(text: &Marked, range: &Range<usize>) -> Marked {
    let first = text.marks.partition_point(|mark| mark.end <= range.start);
    let marks = text.marks[first..]
        .iter()
        .take_while(|mark| mark.start < range.end)
        .map(|mark| mark.start.max(range.start) - range.start..mark.end.min(range.end) - range.start)
        .collect();
    Marked { text: text.text[range.clone()].to_owned(), marks }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::web::samples;

    #[test]
    fn paragraphs_background_and_marks() {
        let text = "Один два.\n\nТри.\n\nСправочно.\n\nЧетыре пять.\n\nШесть.";
        let place = |word: &str| text.find(word).expect("a word");
        let mut communique = samples::document().communique;
        communique.text = text.to_owned();
        let background = place("Справочно")..place("\n\nШесть");
        communique.background = vec![background];
        let marks = vec![place("два")..place("Три") + 2, place("пять")..place("пять") + "пять".len()];
        let blocks = blocks(&communique, &Marked { text: text.to_owned(), marks });
        let shape: Vec<(bool, Option<&str>, usize)> = blocks
            .iter()
            .map(|block| {
                (block.background, block.heading.as_ref().map(|h| h.text.as_str()), block.paragraphs.len())
            })
            .collect();
        assert_eq!(shape, [(false, None, 2), (true, Some("Справочно."), 1), (false, None, 1)]);
        let pieces: Vec<(&str, bool)> = blocks[0].paragraphs[0].pieces().collect();
        assert_eq!(pieces, [("Один ", false), ("два.", true)]);
        let pieces: Vec<(&str, bool)> = blocks[0].paragraphs[1].pieces().collect();
        assert_eq!(pieces, [("Т", true), ("ри.", false)]);
        let pieces: Vec<(&str, bool)> = blocks[1].paragraphs[0].pieces().collect();
        assert_eq!(pieces, [("Четыре ", false), ("пять", true), (".", false)]);
    }
}
