//! A tree of HTML → its paragraphs, as a reader of the page sees them.

use dom_query::NodeRef;

use super::text::Paragraph;

/// Elements whose text is not part of the page's text.
const SKIPPED: [&str; 20] = [
    "audio", "button", "canvas", "embed", "head", "iframe", "input", "math", "noscript", "object", "option",
    "picture", "script", "select", "style", "svg", "template", "textarea", "title", "video",
];

/// Elements around an article.
const AROUND: [&str; 4] = ["aside", "footer", "header", "nav"];

/// Elements inside a line. Everything else begins a new one.
const INLINE: [&str; 35] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "img", "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "var", "wbr",
];

enum Step<'a> {
    Enter(NodeRef<'a>),
    /// Leaves italics.
    Upright,
    /// Leaves a block.
    Break,
    /// Leaves a cell of a table.
    Space,
    /// Leaves a numbered or an unnumbered list.
    ListEnd,
}

/// The paragraphs of everything below `root`.
pub(super) fn paragraphs(root: NodeRef<'_>) -> Vec<Paragraph> {
    collect(root, &[])
}

/// The paragraphs below `root` without those of navigation, headers and footers.
pub(super) fn main_paragraphs(root: NodeRef<'_>) -> Vec<Paragraph> {
    collect(root, &AROUND)
}

fn collect(root: NodeRef<'_>, left_out: &[&str]) -> Vec<Paragraph> {
    let mut page = Page::default();
    // An explicit stack, because pages may nest to any depth.
    let mut steps = vec![Step::Enter(root)];
    while let Some(step) = steps.pop() {
        let node = match step {
            Step::Enter(node) => node,
            Step::Upright => {
                page.italics -= 1;
                continue;
            }
            Step::Break => {
                page.close();
                continue;
            }
            Step::Space => {
                page.text.push(' ');
                continue;
            }
            Step::ListEnd => {
                page.close();
                page.lists.pop();
                continue;
            }
        };
        if node.is_text() {
            page.push(&node.text());
            continue;
        }
        let name = node.node_name().unwrap_or_default();
        let name: &str = &name;
        if SKIPPED.contains(&name) || left_out.contains(&name) {
            continue;
        }
        match name {
            "br" => page.line_break(),
            "em" | "i" | "cite" | "dfn" => {
                page.italics += 1;
                steps.push(Step::Upright);
            }
            "td" | "th" => steps.push(Step::Space),
            "ol" | "ul" | "menu" => {
                page.close();
                let start = node.attr("start").and_then(|start| start.parse().ok()).unwrap_or(1);
                page.lists.push((name == "ol").then_some(start));
                steps.push(Step::ListEnd);
            }
            "li" => {
                page.close();
                page.number();
                steps.push(Step::Break);
            }
            _ if !node.is_element() || INLINE.contains(&name) => {
                if is_italic(&node) {
                    page.italics += 1;
                    steps.push(Step::Upright);
                }
            }
            _ => {
                page.close();
                if is_italic(&node) {
                    page.italics += 1;
                    steps.push(Step::Upright);
                }
                steps.push(Step::Break);
            }
        }
        steps.extend(node.children_it(true).map(Step::Enter));
    }
    page.close();
    page.paragraphs
}

fn is_italic(node: &NodeRef<'_>) -> bool {
    node.attr("style").is_some_and(|style| {
        let style = style.to_ascii_lowercase();
        style.contains("font-style") && style.contains("italic")
    })
}

/// The paragraphs so far, and the one that is being read.
#[derive(Default)]
struct Page {
    paragraphs: Vec<Paragraph>,
    text: String,
    letters: usize,
    italic_letters: usize,
    italics: usize,
    /// Line breaks since the last visible character.
    breaks: usize,
    /// The next number of each open list; `None` for lists without numbers.
    lists: Vec<Option<i64>>,
}

impl Page {
    fn push(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.breaks = 0;
        }
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        self.letters += letters;
        self.italic_letters += if self.italics > 0 { letters } else { 0 };
        self.text.push_str(text);
    }

    /// One break stays in the same paragraph, two end it.
    fn line_break(&mut self) {
        self.breaks += 1;
        if self.breaks > 1 {
            self.close();
        } else {
            self.text.push(' ');
        }
    }

    /// «1. Утвердить…»: the number belongs to the text, though the browser makes it.
    fn number(&mut self) {
        if let Some(Some(number)) = self.lists.last_mut() {
            self.text.push_str(&format!("{number}. "));
            *number = number.saturating_add(1);
        }
    }

    fn close(&mut self) {
        let text = std::mem::take(&mut self.text);
        let emphasised = self.letters > 0 && self.italic_letters == self.letters;
        // A number without an item is not a paragraph.
        if self.letters > 0 || !text.ends_with(". ") {
            self.paragraphs.extend(Paragraph::new(&text, emphasised));
        } else {
            // The number is kept for the paragraph inside its item.
            self.text = text;
        }
        (self.letters, self.italic_letters, self.breaks) = (0, 0, 0);
    }
}

#[cfg(test)]
mod tests {
    use dom_query::Document;

    use super::*;

    fn check(html: &str, expected: &[&str]) {
        let document = Document::from(html);
        let shown: Vec<String> = paragraphs(document.tree.root())
            .into_iter()
            .map(|p| if p.emphasised { format!("*{}", p.text) } else { p.text })
            .collect();
        assert_eq!(shown, expected, "{html}");
    }

    #[test]
    fn paragraphs_of_a_page() {
        check("<p>а <b>б</b>\n в</p><div>г<p>д</div>", &["а б в", "г", "д"]);
        check("а<br>б<br> <br>в<br/><br/><br/>г", &["а б", "в", "г"]);
        check("<ol start=3><li>а<li><p>б</ol><ul><li>в</ul>", &["3. а", "4. б", "в"]);
        check("<table><tr><td>а<td>б<tr><td>в</table>", &["а б", "в"]);
        check("<p><em>Справочно.</em></p><p><i>а</i> б</p>", &["*Справочно.", "а б"]);
        check(
            "<p style='font-style: italic'>а</p><p><span style=\"FONT-STYLE:italic\">б</span>.</p>",
            &["*а", "*б."],
        );
        check("<script>alert(1)</script><style>p{}</style><p>а<svg><text>б</text></svg></p>", &["а"]);
        check(
            "<p>&lt;script&gt;alert(1)&lt;/script&gt; &laquo;а&raquo;&nbsp;б</p>",
            &["<script>alert(1)</script> «а» б"],
        );
        check("<p>Изображение</p><figure><img alt=б><figcaption>в</figcaption></figure>", &["в"]);
    }
}
