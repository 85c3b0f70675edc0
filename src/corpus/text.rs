//! Text in the form that communiqués have it: paragraphs of one line each, white space collapsed, no control
//! characters.

use crate::lexicon::publication_words;

/// A paragraph: one line, never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// Its text.
    pub(super) text: String,
    /// Whether all of it is in italics.
    pub(super) emphasised: bool,
}

impl Paragraph {
    /// A paragraph of `text`; `None` when it is empty or only the placeholder of a picture.
    pub(super) fn new(text: &str, emphasised: bool) -> Option<Self> {
        let text = one_line(text);
        let picture = text.len() < 30 && publication_words().pictures.contains(&text.to_lowercase().as_str());
        (!text.is_empty() && !picture).then_some(Self { text, emphasised })
    }
}

/// `text` on one line: white space of any kind becomes one space, control characters are removed. Soft hyphens and
/// other invisible characters stay; analysis handles them.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
        } else if !c.is_control() {
            line.push(c);
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// The paragraphs of a text without markup. Blank lines separate them. A line break inside separates as well,
/// unless the lines look wrapped by an editor at some width.
pub(super) fn split(text: &str) -> Vec<Paragraph> {
    let text = unify_line_ends(text);
    let wrapped = is_wrapped(&text);
    let mut paragraphs = Vec::new();
    let mut current = String::new();
    for line in text.lines() {
        let blank = line.trim().is_empty();
        if blank || !wrapped {
            paragraphs.extend(Paragraph::new(&current, false));
            current.clear();
        }
        current.push_str(line);
        current.push('\n');
    }
    paragraphs.extend(Paragraph::new(&current, false));
    paragraphs
}

/// `\r\n`, `\r` and the Unicode separators as `\n`.
pub(super) fn unify_line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n")
}

/// Whether the lines were wrapped: those directly followed by another line all have nearly the same, moderate length.
/// Lines that are paragraphs differ more in length.
fn is_wrapped(text: &str) -> bool {
    let lines: Vec<usize> = text.lines().map(|line| line.trim().chars().count()).collect();
    let inner: Vec<usize> =
        lines.windows(2).filter(|pair| pair[0] > 0 && pair[1] > 0).map(|pair| pair[0]).collect();
    let longest = lines.iter().copied().max().unwrap_or(0);
    inner.len() >= 2
        && longest <= 120
        && inner.iter().all(|&length| length * 4 >= longest * 3 && length >= 40)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_single_spaces_and_no_controls() {
        let cases = [
            ("  a\u{a0}\t b\r\nc  ", "a b c"),
            ("a\u{0}\u{8}b", "ab"),
            ("a\u{0} \u{7}", "a"),
            ("со\u{ad}глашение\u{200b}", "со\u{ad}глашение\u{200b}"),
            ("\u{a0}", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(one_line(text), expected, "{text:?}");
        }
    }

    fn check(text: &str, expected: &[&str]) {
        let paragraphs = split(text);
        let texts: Vec<&str> = paragraphs.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn lines_are_paragraphs_unless_they_are_wrapped() {
        check("a\r\n\r\nb\nc\n\u{a0}\nd", &["a", "b", "c", "d"]);
        check("Текст.\n\nИзображение\n\nВыява\nImage\n", &["Текст."]);
        let wrapped = "В ходе встречи стороны обсудили перспективы двустороннего\n\
                       сотрудничества в области цифровизации, включая вопросы развития\n\
                       технологий искусственного интеллекта.\n\nВторой абзац.";
        let expected = "В ходе встречи стороны обсудили перспективы двустороннего сотрудничества \
                        в области цифровизации, включая вопросы развития технологий искусственного интеллекта.";
        check(wrapped, &[expected, "Второй абзац."]);
    }
}
