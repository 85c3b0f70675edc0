//! Query text → lexemes. The lexer never fails: unknown syntax is read as a word.

use crate::model::FacetName;

/// A piece of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lexeme {
    /// `(`
    Open,
    /// `)`
    Close,
    /// `|`, `OR`, `ИЛИ`, `АБО`
    Or(String),
    /// `AND`, `И`, `І`, `&`
    And(String),
    /// `-`, `NOT`, `НЕ`
    Not(String),
    /// `=` before a word or phrase
    Exact,
    /// `name:` before a value, where the name is a known field
    Field(FieldName),
    /// text between quotation marks, with `~N` after it
    Quoted { text: String, slop: Option<u32>, closed: bool },
    /// anything else up to a blank or one of the above
    Text(String),
}

/// The fields of the query language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldName {
    Title,
    Body,
    Date,
    Event,
    Facet(FacetName),
}

impl FieldName {
    /// English, Russian and Belarusian names, in any letter case.
    fn parse(name: &str) -> Option<Self> {
        Some(match name.to_lowercase().as_str() {
            "title" | "заголовок" | "загаловак" => Self::Title,
            "body" | "текст" | "тэкст" => Self::Body,
            "date" | "дата" => Self::Date,
            "event" | "событие" | "падзея" => Self::Event,
            name => Self::Facet(FacetName::from_field(name)?),
        })
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Body => "body",
            Self::Date => "date",
            Self::Event => "event",
            Self::Facet(facet) => facet.code(),
        }
    }
}

const OR: [&str; 3] = ["OR", "ИЛИ", "АБО"];
const AND: [&str; 3] = ["AND", "И", "І"];
const NOT: [&str; 2] = ["NOT", "НЕ"];

/// Whether a word, written like this, is an operator.
pub(super) fn is_operator(word: &str) -> bool {
    [OR.as_slice(), &AND, &NOT].iter().any(|words| words.contains(&word))
}

/// The lexemes of a query with their places, in characters from 0.
pub(super) fn lex(query: &str) -> Vec<(usize, Lexeme)> {
    Lexer { chars: query.chars().collect(), at: 0, lexemes: Vec::new() }.run()
}

struct Lexer {
    chars: Vec<char>,
    at: usize,
    lexemes: Vec<(usize, Lexeme)>,
}

impl Lexer {
    fn run(mut self) -> Vec<(usize, Lexeme)> {
        while let Some(&c) = self.chars.get(self.at) {
            let start = self.at;
            // `-`, `=` and `name:` are operators only at the beginning of a word: белорусско-китайский, a=b.
            let lexeme = match c {
                _ if c.is_whitespace() || c.is_control() => {
                    self.at += 1;
                    continue;
                }
                '(' => self.single(Lexeme::Open),
                ')' => self.single(Lexeme::Close),
                '|' => self.single(Lexeme::Or("|".to_owned())),
                '&' => self.single(Lexeme::And("&".to_owned())),
                '-' | '−' | '–' if self.value_follows() => self.single(Lexeme::Not("-".to_owned())),
                '=' if self.value_follows() => self.single(Lexeme::Exact),
                _ if closers(c).is_some() => self.quoted(closers(c).unwrap_or("\"")),
                _ => self.text(),
            };
            self.lexemes.push((start, lexeme));
        }
        self.lexemes
    }

    fn single(&mut self, lexeme: Lexeme) -> Lexeme {
        self.at += 1;
        lexeme
    }

    /// Whether this character is directly followed by a value that an operator can apply to.
    fn value_follows(&self) -> bool {
        self.chars.get(self.at + 1).is_some_and(|&next| {
            next.is_alphanumeric() || matches!(next, '(' | '=' | '-') || closers(next).is_some()
        })
    }

    fn quoted(&mut self, closers: &str) -> Lexeme {
        let start = self.at + 1;
        let length = self.chars[start..].iter().position(|&c| closers.contains(c));
        let end = length.map_or(self.chars.len(), |length| start + length);
        let text: String = self.chars[start..end].iter().collect();
        self.at = end + usize::from(length.is_some());
        let mut slop = None;
        if length.is_some() && self.chars.get(self.at) == Some(&'~') {
            let digits: String =
                self.chars[self.at + 1..].iter().take_while(|c| c.is_ascii_digit()).take(4).collect();
            if let Ok(number) = digits.parse() {
                slop = Some(number);
                self.at += 1 + digits.len();
            }
        }
        Lexeme::Quoted { text, slop, closed: length.is_some() }
    }

    fn text(&mut self) -> Lexeme {
        let start = self.at;
        while let Some(&c) = self.chars.get(self.at) {
            if c.is_whitespace() || c.is_control() || matches!(c, '(' | ')' | '|') || closers(c).is_some() {
                break;
            }
            self.at += 1;
            if c == ':' {
                let name: String = self.chars[start..self.at - 1].iter().collect();
                if let Some(field) = FieldName::parse(&name) {
                    return Lexeme::Field(field);
                }
            }
        }
        let text: String = self.chars[start..self.at].iter().collect();
        match () {
            () if OR.contains(&text.as_str()) => Lexeme::Or(text),
            () if AND.contains(&text.as_str()) => Lexeme::And(text),
            () if NOT.contains(&text.as_str()) => Lexeme::Not(text),
            () => Lexeme::Text(text),
        }
    }
}

/// The characters that close what a quotation mark opens.
fn closers(open: char) -> Option<&'static str> {
    match open {
        '"' => Some("\""),
        '«' => Some("»"),
        '“' => Some("”"),
        '„' => Some("“”"),
        _ => None,
    }
}

/// A query without its quotation marks, and the equals signs before them. `None` when it has none.
pub fn unquoted(query: &str) -> Option<String> {
    let is_mark = |c: char| closers(c).is_some() || "»”".contains(c);
    if !query.contains(is_mark) {
        return None;
    }
    let mut bare = String::with_capacity(query.len());
    for c in query.chars() {
        if is_mark(c) {
            if bare.ends_with('=') {
                bare.pop();
            }
            bare.push(' ');
        } else {
            bare.push(c);
        }
    }
    Some(bare.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, expected: &[Lexeme]) {
        let found: Vec<Lexeme> = lex(query).into_iter().map(|(_, lexeme)| lexeme).collect();
        assert_eq!(found, expected, "{query}");
    }

    fn text(text: &str) -> Lexeme {
        Lexeme::Text(text.to_owned())
    }

    #[test]
    fn operators_stand_at_the_beginning_of_words() {
        check("белорусско-китайский a=b", &[text("белорусско-китайский"), text("a=b")]);
        check("-визит", &[Lexeme::Not("-".to_owned()), text("визит")]);
        check("=визит", &[Lexeme::Exact, text("визит")]);
        check("14 – 17", &[text("14"), text("–"), text("17")]);
    }

    #[test]
    fn known_fields_only() {
        check("страна:ОАЭ", &[Lexeme::Field(FieldName::Facet(FacetName::COUNTRY)), text("ОАЭ")]);
        check("nofield:x", &[text("nofield:x")]);
    }

    #[test]
    fn quotation_marks_of_all_shapes() {
        for query in ["\"а б\"~5", "«а б»~5", "„а б“~5", "“а б”~5"] {
            check(query, &[Lexeme::Quoted { text: "а б".to_owned(), slop: Some(5), closed: true }]);
        }
    }

    #[test]
    fn quotation_marks_are_taken_out() {
        for (query, bare) in [
            ("\"цифровое развитие\" Китай", Some("цифровое развитие Китай")),
            ("=\"о погоде\"", Some("о погоде")),
            ("«план» и „график“", Some("план и график")),
            ("план график", None),
        ] {
            assert_eq!(unquoted(query).as_deref(), bare, "{query}");
        }
    }
}
