//! Tables of tab-separated columns, such as word lists and the names of countries. They are read strictly: a mistake is an
//! error that names the file, the line and the column and says what would be right.
//!
//! A line that begins with `#` is a comment; empty lines separate. The first other line names the columns. Cells have no
//! blanks at their ends.

use std::collections::HashMap;

/// A table with `N` columns, not read yet.
#[derive(Clone, Copy, Debug)]
pub struct Table<'t, const N: usize> {
    file: &'t str,
    text: &'t str,
    columns: [&'static str; N],
    /// The least number of columns of a row; the last ones may be left out.
    least: usize,
}

/// One cell of a row, and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'t> {
    text: &'t str,
    name: &'static str,
    file: &'t str,
    /// Counted from 1.
    line: usize,
    /// Counted from 1.
    column: usize,
}

/// A mistake in a table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}{}: {problem}", .column.map(|column| format!(", column {column}")).unwrap_or_default())]
pub struct TableError {
    /// The name of the file.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted from 1; `None` when the whole line is wrong.
    pub column: Option<usize>,
    /// What is wrong, and what would be right.
    pub problem: String,
}

impl<'t, const N: usize> Table<'t, N> {
    /// A table of the text of a file. The name of the file is for messages.
    pub const fn new(file: &'t str, text: &'t str, columns: [&'static str; N]) -> Self {
        Self { file, text, columns, least: N }
    }

    /// The same, where rows may leave out this many of the last columns.
    pub const fn optional(self, columns: usize) -> Self {
        Self { least: N.saturating_sub(columns), ..self }
    }

    /// The rows in their order.
    ///
    /// # Errors
    ///
    /// The first item is an error when the line that names the columns is missing or names others; an item is an error
    /// when its row has too few or too many columns, or a cell that begins or ends with a blank.
    pub fn rows(self) -> impl Iterator<Item = Result<[Cell<'t>; N], TableError>> {
        let mut lines =
            (1..).zip(self.text.lines()).filter(|(_, line)| !(line.starts_with('#') || line.is_empty()));
        let head = match lines.next() {
            Some((_, head)) if head.split('\t').eq(self.columns) => None,
            Some((line, head)) => Some((line, format!("the columns are {}", head.replace('\t', ", ")))),
            None => Some((self.text.lines().count().max(1), "no line names the columns".to_owned())),
        };
        let head = head.map(|(line, problem)| {
            Err(self.wrong(line, format!("{problem}; expected: {}", self.columns.join(", "))))
        });
        head.into_iter().chain(lines.map(move |(line, text)| self.row(line, text)))
    }

    fn row(&self, line: usize, text: &'t str) -> Result<[Cell<'t>; N], TableError> {
        let found = text.split('\t').count();
        if !(self.least..=N).contains(&found) {
            let least = if self.least < N { format!("{} to ", self.least) } else { String::new() };
            let columns = self.columns.join(", ");
            return Err(self.wrong(line, format!("{found} columns; expected: {least}{N} ({columns})")));
        }
        let mut texts = text.split('\t');
        let mut column = 0;
        let cells = self.columns.map(|name| {
            column += 1;
            Cell { text: texts.next().unwrap_or(""), name, file: self.file, line, column }
        });
        match cells.iter().find(|cell| cell.text.trim() != cell.text) {
            Some(cell) => Err(cell.wrong(format!("{:?} begins or ends with a blank", cell.text))),
            None => Ok(cells),
        }
    }

    fn wrong(&self, line: usize, problem: String) -> TableError {
        TableError { file: self.file.to_owned(), line, column: None, problem }
    }
}

impl<'t> Cell<'t> {
    /// The text of the cell.
    ///
    /// # Errors
    ///
    /// When it is empty.
    pub fn text(self) -> Result<&'t str, TableError> {
        self.optional().ok_or_else(|| self.wrong(format!("{} is empty", self.name)))
    }

    /// The text; `None` when it is empty.
    pub fn optional(self) -> Option<&'t str> {
        Some(self.text).filter(|text| !text.is_empty())
    }

    /// The result of `parse` on the text.
    ///
    /// # Errors
    ///
    /// When that is `None`; `right` says what would be right.
    pub fn read<T>(self, parse: impl FnOnce(&'t str) -> Option<T>, right: &str) -> Result<T, TableError> {
        parse(self.text)
            .ok_or_else(|| self.wrong(format!("unknown {} {:?}; expected: {right}", self.name, self.text)))
    }

    /// The one of `known` that it names.
    ///
    /// # Errors
    ///
    /// When it names none of them.
    pub fn one_of<T: Copy>(self, known: &[(&str, T)]) -> Result<T, TableError> {
        self.find(self.text, known)
    }

    /// Those of `known` that it names, separated by blanks, in its order; none when it is empty.
    ///
    /// # Errors
    ///
    /// When it names something else, or one of them twice.
    pub fn any_of<T: Copy>(self, known: &[(&str, T)]) -> Result<Vec<T>, TableError> {
        self.list(" ")?.into_iter().map(|name| self.find(name, known)).collect()
    }

    /// The same where at least one is required.
    ///
    /// # Errors
    ///
    /// When it names nothing, something else, or one of them twice.
    pub fn some_of<T: Copy>(self, known: &[(&str, T)]) -> Result<Vec<T>, TableError> {
        self.text()?;
        self.any_of(known)
    }

    /// The items of a list; none when it is empty.
    ///
    /// # Errors
    ///
    /// When something in the list is empty, begins or ends with a blank, or stands there twice.
    pub fn list(self, separator: &str) -> Result<Vec<&'t str>, TableError> {
        if self.text.is_empty() {
            return Ok(Vec::new());
        }
        let items: Vec<&str> = self.text.split(separator).collect();
        for (at, item) in items.iter().enumerate() {
            if item.is_empty() || item.trim() != *item {
                return Err(self.wrong(format!("a blank too many around {item:?} in the list")));
            }
            if items[..at].contains(item) {
                return Err(self.wrong(format!("{item:?} stands twice in the list")));
            }
        }
        Ok(items)
    }

    /// An error at this cell, for checks that the reader of the table makes.
    pub fn wrong(self, problem: impl Into<String>) -> TableError {
        TableError {
            file: self.file.to_owned(),
            line: self.line,
            column: Some(self.column),
            problem: problem.into(),
        }
    }

    fn find<T: Copy>(self, name: &str, known: &[(&str, T)]) -> Result<T, TableError> {
        let found = known.iter().find(|(other, _)| *other == name);
        found.map(|&(_, value)| value).ok_or_else(|| {
            let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
            self.wrong(format!("unknown {} {name:?}; known: {}", self.name, names.join(", ")))
        })
    }
}

/// Finds duplicates where a table must be without.
#[derive(Debug, Default)]
pub struct Once(HashMap<String, usize>);

impl Once {
    /// Notes the text of a cell.
    ///
    /// # Errors
    ///
    /// When another cell has the same text.
    pub fn take(&mut self, cell: Cell<'_>, said: impl Into<String>) -> Result<(), TableError> {
        let said = said.into();
        match self.0.get(&said) {
            Some(line) => Err(cell.wrong(format!("{said:?} stands on line {line} already"))),
            None => {
                self.0.insert(said, cell.line);
                Ok(())
            }
        }
    }
}

/// The content of a compiled-in table.
///
/// # Panics
///
/// With the error, which is a mistake in the program: tests read every such table.
pub fn compiled_in<T>(read: Result<T, TableError>) -> T {
    read.unwrap_or_else(|error| panic!("{error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLASSES: [(&str, u8); 2] = [("office", 1), ("title", 2)];

    fn read(text: &str) -> Result<Vec<(u8, String, Vec<String>)>, TableError> {
        let mut once = Once::default();
        Table::new("words.tsv", text, ["class", "word", "forms"])
            .optional(1)
            .rows()
            .map(|row| {
                let [class, word, forms] = row?;
                once.take(word, word.text()?)?;
                let forms = forms.list(" ")?.into_iter().map(str::to_owned).collect();
                Ok((class.one_of(&CLASSES)?, word.text()?.to_owned(), forms))
            })
            .collect()
    }

    fn check(text: &str, expected: &str) {
        let error = read(text).map(|_| "no error".to_owned()).unwrap_or_else(|error| error.to_string());
        assert_eq!(error, expected, "{text:?}");
    }

    const HEAD: &str = "class\tword\tforms";

    #[test]
    fn a_table_without_mistakes() {
        let text =
            format!("# a comment\n\n{HEAD}\noffice\tминистр\n# another\ntitle\tг-н\tгосподин господа\n");
        let words = read(&text).expect("there is no mistake");
        assert_eq!(words[0], (1, "министр".to_owned(), vec![]));
        assert_eq!(words[1], (2, "г-н".to_owned(), vec!["господин".to_owned(), "господа".to_owned()]));
    }

    #[test]
    fn mistakes_are_named_with_their_place() {
        check("", "words.tsv, line 1: no line names the columns; expected: class, word, forms");
        check("# a\n# b\n", "words.tsv, line 2: no line names the columns; expected: class, word, forms");
        check("office\ta", "words.tsv, line 1: the columns are office, a; expected: class, word, forms");
        check(
            &format!("{HEAD}\n#\nfoo\ta"),
            "words.tsv, line 3, column 1: unknown class \"foo\"; known: office, title",
        );
        check(
            &format!("{HEAD}\noffice"),
            "words.tsv, line 2: 1 columns; expected: 2 to 3 (class, word, forms)",
        );
        check(
            &format!("{HEAD}\noffice\ta\tb\tc"),
            "words.tsv, line 2: 4 columns; expected: 2 to 3 (class, word, forms)",
        );
        check(&format!("{HEAD}\noffice\t"), "words.tsv, line 2, column 2: word is empty");
        check(
            &format!("{HEAD}\noffice\ta "),
            "words.tsv, line 2, column 2: \"a \" begins or ends with a blank",
        );
        check(
            &format!("{HEAD}\noffice\ta\tb  c"),
            "words.tsv, line 2, column 3: a blank too many around \"\" in the list",
        );
        check(
            &format!("{HEAD}\noffice\ta\tb b"),
            "words.tsv, line 2, column 3: \"b\" stands twice in the list",
        );
        check(
            &format!("{HEAD}\noffice\ta\ntitle\ta"),
            "words.tsv, line 3, column 2: \"a\" stands on line 2 already",
        );
        let number = |text: &str| {
            let table = Table::new("n.tsv", text, ["number"]);
            table.rows().map(|row| row?[0].read(|text| text.parse::<u8>().ok(), "0 to 255")).collect()
        };
        let numbers: Result<Vec<u8>, TableError> = number("number\n7\n");
        assert_eq!(numbers, Ok(vec![7]));
        let error = number("number\n7\n256\n").expect_err("256 is too large");
        assert_eq!(error.to_string(), "n.tsv, line 3, column 1: unknown number \"256\"; expected: 0 to 255");
        let marks = |text| Table::new("m.tsv", text, ["marks"]).rows().map(|row| row?[0].any_of(&CLASSES));
        let marks = |text| marks(text).collect::<Result<Vec<Vec<u8>>, TableError>>();
        assert_eq!(marks("marks\ntitle office\n"), Ok(vec![vec![2, 1]]));
        assert_eq!(
            marks("marks\ntitle king\n").map_err(|error| error.to_string()),
            Err("m.tsv, line 2, column 1: unknown marks \"king\"; known: office, title".to_owned())
        );
    }

    #[test]
    #[should_panic(expected = "words.tsv, line 1: no line names the columns")]
    fn a_mistake_in_a_compiled_table_stops_the_program() {
        compiled_in(read(""));
    }

    proptest::proptest! {
        #[test]
        fn nothing_panics(text in "(#|\t| |\n|\r|class\tword\tforms\n|office|title|[^\\t])*") {
            if let Err(error) = read(&text) {
                proptest::prop_assert!(error.line >= 1 && error.line <= text.lines().count().max(1));
            }
        }
    }
}
