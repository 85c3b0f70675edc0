//! HTML → a tree that is safe to process: bounded in depth (stack), in size (memory) and in the time of parsing, for
//! any markup.

use dom_query::{Document, NodeRef};
use html5ever::{
    ParseOpts, parse_document,
    tendril::{StrTendril, TendrilSink},
    tree_builder::TreeBuilderOpts,
};

use super::deadline::Deadline;
use super::{ReadError, Settings, attributes};

/// Pages laid out with tables inside tables stay below 100.
const MAX_DEPTH: usize = 512;

/// Elements and texts of a page. The longest real pages have some ten thousand.
const MAX_NODES: usize = 200_000;

/// Writing a text or an attribute back as markup searches the rest of it again after each character that may have to be
/// escaped: bytes times such characters. A text with more work than this is divided.
const MAX_ESCAPING_OF_TEXT: usize = 100_000_000;

/// The pieces of a divided text, in bytes.
const PIECE: usize = 4096;

/// The most work of all attributes, half a second.
const MAX_ESCAPING: usize = 10_000_000_000;

/// The markup parsed between two checks of the tree. It bounds how far a limit can be exceeded.
const STEP_BYTES: usize = 1024;

/// Parses a page or a part of one.
pub(super) fn parse(html: &str, settings: &Settings, deadline: &Deadline) -> Result<Document, ReadError> {
    attributes::check(html)?;
    let options = ParseOpts {
        tree_builder: TreeBuilderOpts {
            // What is inside <noscript> is then markup like any other.
            scripting_enabled: false,
            ..TreeBuilderOpts::default()
        },
        ..ParseOpts::default()
    };
    let mut parser = parse_document(Document::default(), options);
    let mut rest = html;
    while !rest.is_empty() {
        let end = (STEP_BYTES..rest.len()).find(|&at| rest.is_char_boundary(at));
        let (step, next) = rest.split_at(end.unwrap_or(rest.len()));
        parser.process(StrTendril::from(step));
        let document = &parser.tokenizer.sink.sink;
        // The errors are not used, and broken markup has one for every byte.
        document.errors.borrow_mut().clear();
        if document.tree.len() > MAX_NODES {
            return Err(ReadError::TooManyElements { limit: MAX_NODES });
        }
        // The parser's time for an element grows with the depth, so the depth is checked during parsing.
        if last_path(document.tree.root()) > MAX_DEPTH {
            return Err(ReadError::TooDeep { limit: MAX_DEPTH });
        }
        deadline.check()?;
        rest = next;
    }
    let document = parser.finish();
    if depth(document.tree.root()) > MAX_DEPTH {
        return Err(ReadError::TooDeep { limit: MAX_DEPTH });
    }
    check_texts(document.tree.root(), settings)?;
    Ok(document)
}

/// What it costs to look, for each element, at everything inside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Nesting {
    /// Nodes and attributes, each as often as there are elements around it.
    pub(super) visits: usize,
    /// The bytes of texts and attributes, each as often as there are elements around it.
    pub(super) bytes: usize,
}

/// The nesting of everything below `root`. Scripts and styles do not count.
pub(super) fn nesting(root: NodeRef<'_>) -> Nesting {
    let mut nesting = Nesting::default();
    let mut waiting = vec![(root, 0)];
    while let Some((node, depth)) = waiting.pop() {
        let (parts, bytes) = match node.element_ref() {
            Some(element) => {
                let lengths = element.attrs.iter().map(|attribute| attribute.value.len());
                (1 + element.attrs.len(), lengths.sum())
            }
            None if node.is_text() => (1, node.text().len()),
            None => (1, 0),
        };
        nesting.visits += depth * parts;
        nesting.bytes += depth * bytes;
        if !node.has_name("script") && !node.has_name("style") {
            waiting.extend(node.children_it(false).map(|child| (child, depth + 1)));
        }
    }
    nesting
}

/// Refuses pages whose texts are too long together, or whose attributes are too costly to write back as markup, and
/// divides texts that are.
fn check_texts(root: NodeRef<'_>, settings: &Settings) -> Result<(), ReadError> {
    let (mut bytes, mut work) = (0, 0);
    let mut waiting = vec![root];
    let mut costly = Vec::new();
    while let Some(node) = waiting.pop() {
        if node.is_text() {
            let text = node.text();
            bytes += text.len();
            if escaping(&text) > MAX_ESCAPING_OF_TEXT {
                costly.push(node);
            }
        } else if !node.has_name("script") && !node.has_name("style") {
            if let Some(element) = node.element_ref() {
                work += element.attrs.iter().map(|attribute| escaping(&attribute.value)).sum::<usize>();
            }
            waiting.extend(node.children_it(false));
        }
    }
    if bytes > settings.max_text_bytes {
        return Err(ReadError::TextTooLong { bytes, limit: settings.max_text_bytes });
    }
    if work > MAX_ESCAPING {
        return Err(ReadError::TooManyEscapes);
    }
    costly.into_iter().for_each(divide);
    Ok(())
}

/// The work of writing a text back as markup. 0xC2 begins the no-break space, and «.
fn escaping(text: &str) -> usize {
    text.len() * text.bytes().filter(|byte| matches!(byte, b'&' | b'<' | b'>' | 0xC2)).count()
}

/// Divides a text into several beside one another, which read like the one.
fn divide(node: NodeRef<'_>) {
    let text = node.text();
    let mut rest: &str = &text;
    let mut last = node;
    let mut first = true;
    while !rest.is_empty() {
        let end = (PIECE..rest.len()).find(|&at| rest.is_char_boundary(at)).unwrap_or(rest.len());
        let (piece, next) = rest.split_at(end);
        if first {
            node.set_text(piece);
        } else {
            let piece = node.tree.new_text(piece);
            last.insert_after(&piece);
            last = piece;
        }
        (first, rest) = (false, next);
    }
}

/// The depth of the last node: a lower bound of the tree's depth that is quick to compute.
fn last_path(root: NodeRef<'_>) -> usize {
    let mut depth = 0;
    let mut node = root;
    while let Some(child) = node.last_child() {
        depth += 1;
        node = child;
    }
    depth
}

fn depth(root: NodeRef<'_>) -> usize {
    let mut deepest = 0;
    let mut stack = vec![(root, 0)];
    while let Some((node, depth)) = stack.pop() {
        deepest = deepest.max(depth);
        stack.extend(node.children_it(false).map(|child| (child, depth + 1)));
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        let settings = Settings {
            max_text_bytes: 500_000,
            // These tests are not about time, and the machine may be busy.
            max_page_time: std::time::Duration::from_secs(600),
            ..Settings::default()
        };
        let message = match parse(html, &settings, &Deadline::after(settings.max_page_time)) {
            Ok(_) => "fine".to_owned(),
            Err(error) => error.to_string(),
        };
        assert!(message.contains(expected), "{message}");
    }

    /// Run on test threads, whose stack has 2 MiB, like that of every thread.
    #[test]
    fn hostile_markup_is_refused_in_time() {
        check(&"<div>".repeat(100_000), "nested more than 512 deep");
        check(&"<svg>".repeat(100_000), "nested more than 512 deep");
        check(&"<div></span>".repeat(100_000), "nested more than 512 deep");
        check(&"<p>a".repeat(200_000), "more than 200000 elements");
        check(&format!("{}x{}", "<div>".repeat(400), "</div>".repeat(400)), "fine");
        check(&"<p>абзац</p>".repeat(10_000), "fine");
        check(&"<".repeat(400_000), "fine");
        check(&format!("<p a='{}'>", "&".repeat(400_000)), "mostly of the characters &, < and >");
        check(&"<p>абзац".repeat(60_000), "has 600000 bytes");
        let formatting: String = (0..500).map(|n| format!("<b a{n}>")).collect();
        check(&format!("<p>{formatting}{}", "<p>x".repeat(100_000)), "more than");
    }

    #[test]
    fn a_million_attributes_are_refused_at_once() {
        let attributes: String = (0..1_000_000).map(|n| format!(" a{n}")).collect();
        check(&format!("<p{attributes}>"), "more than 1000 attributes");
        check(&format!("<svg><script><p{attributes}>"), "more than 1000 attributes");
        // Counting is not parsing; the time limit ends what was not counted.
        let settings =
            Settings { max_page_time: std::time::Duration::from_millis(500), ..Settings::default() };
        let deadline = Deadline::after(settings.max_page_time);
        let hidden = parse(&format!("<xmp><script></xmp><p{attributes}>"), &settings, &deadline);
        assert!(matches!(hidden, Err(ReadError::TooSlow { .. })), "{:?}", hidden.err());
    }

    /// A text of a million «, each searched for after the one before, would take a minute.
    #[test]
    fn costly_texts_are_divided_and_read_the_same() {
        let text = "«а&б» <".repeat(10_000);
        let html = format!("<p>{}<b>в</b>", text.replace('&', "&amp;").replace('<', "&lt;"));
        let settings = Settings::default();
        let page = parse(&html, &settings, &Deadline::after(settings.max_page_time)).expect("a page");
        let paragraph = page.select_single("p");
        assert_eq!(paragraph.text().to_string(), format!("{text}в"));
        let pieces = paragraph.nodes()[0].children();
        assert!(pieces.len() > 20 && pieces.iter().all(|piece| piece.text().len() < PIECE + 4));
        assert_eq!(paragraph.nodes()[0].inner_html().matches("&lt;").count(), 10_000);
    }

    #[test]
    fn nesting_counts_what_is_inside_once_for_each_element_around_it() {
        let page = Document::from("<html><head></head><body><p a=bc>def</p><script>x</script></body></html>");
        // In the tree: html 1, head and body 2, p and its attribute 3, its text 4, script 3.
        let expected = Nesting { visits: 1 + 2 + 2 + 3 + 3 + 4 + 3, bytes: 3 * 2 + 4 * 3 };
        assert_eq!(nesting(page.tree.root()), expected);
    }
}
