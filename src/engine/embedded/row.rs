//! A document on its way into the index: its values as they are, where tantivy's own document would keep them in a
//! form of its own between its threads.

use std::iter::Empty;

use tantivy::Document;
use tantivy::schema::Field;
use tantivy::schema::document::{ReferenceValue, ReferenceValueLeaf, Value};

use super::queue::Passage;

/// The values of a document by field.
#[derive(Debug, Default)]
pub(super) struct Row {
    cells: Vec<(Field, Cell)>,
    /// While it is under way to tantivy's threads.
    pub(super) passage: Option<Passage>,
}

/// One value.
#[derive(Debug)]
pub(super) enum Cell {
    Text(String),
    Number(i64),
    Bytes(Vec<u8>),
}

impl Row {
    pub(super) fn push(&mut self, field: Field, cell: Cell) {
        self.cells.push((field, cell));
    }

    /// How many bytes its texts have, together.
    pub(super) fn bytes(&self) -> usize {
        let bytes = |cell: &Cell| match cell {
            Cell::Text(text) => text.len(),
            Cell::Number(_) => size_of::<i64>(),
            Cell::Bytes(bytes) => bytes.len(),
        };
        self.cells.iter().map(|(_, cell)| bytes(cell)).sum()
    }

    pub(super) fn push_text(&mut self, field: Field, text: &str) {
        self.push(field, Cell::Text(text.to_owned()));
    }
}

impl Document for Row {
    type Value<'a> = &'a Cell;
    type FieldsValuesIter<'a> = RowIter<'a>;

    fn iter_fields_and_values(&self) -> RowIter<'_> {
        RowIter(self.cells.iter())
    }
}

/// The values of a row in the order in which they were pushed.
pub(super) struct RowIter<'a>(std::slice::Iter<'a, (Field, Cell)>);

impl<'a> Iterator for RowIter<'a> {
    type Item = (Field, &'a Cell);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(field, cell)| (*field, cell))
    }
}

impl<'a> Value<'a> for &'a Cell {
    type ArrayIter = Empty<Self>;
    type ObjectIter = Empty<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        ReferenceValue::Leaf(match self {
            Cell::Text(text) => ReferenceValueLeaf::Str(text),
            Cell::Number(number) => ReferenceValueLeaf::I64(*number),
            Cell::Bytes(bytes) => ReferenceValueLeaf::Bytes(bytes),
        })
    }
}
