//! A document on its way into the index, with its values in one piece; tantivy's own document type would convert them
//! to pass them between threads.

use std::iter::Empty;
use std::mem::take;
use std::ops::Range;
use std::sync::Arc;

use tantivy::Document;
use tantivy::schema::Field;
use tantivy::schema::document::{ReferenceValue, ReferenceValueLeaf, Value};

use super::room::Permit;
use super::stream::Terms;

/// The values of a document by field.
// Memory that another thread has allocated is freed under the lock of that thread's arena. So all texts are one string:
// when each had its own, a quarter of all waits of a job's threads were for those locks.
#[derive(Debug, Default)]
pub(in crate::engine::embedded) struct Row {
    cells: Vec<(Field, Cell)>,
    text: String,
    bytes: Vec<u8>,
    /// Set while the row is in flight to tantivy's threads.
    pub(super) permit: Option<Arc<Permit>>,
}

/// One value.
#[derive(Debug)]
enum Cell {
    /// A part of the row's text.
    Text(Range<usize>),
    Number(i64),
    /// The bytes of the row.
    Bytes,
}

/// Capacity for values besides texts: more than most documents have.
const VALUES: usize = 48;

impl Row {
    /// A row with room for `bytes` of text.
    pub(in crate::engine::embedded) fn with_capacity(bytes: usize) -> Self {
        Self { cells: Vec::with_capacity(VALUES), text: String::with_capacity(bytes), ..Self::default() }
    }

    pub(in crate::engine::embedded) fn push_text(&mut self, field: Field, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.cells.push((field, Cell::Text(start..self.text.len())));
    }

    /// The terms that `write` writes, as one value.
    pub(in crate::engine::embedded) fn push_terms(&mut self, field: Field, write: impl FnOnce(&mut Terms)) {
        let start = self.text.len();
        let mut terms = Terms::after(take(&mut self.text));
        write(&mut terms);
        self.text = terms.into_text();
        self.cells.push((field, Cell::Text(start..self.text.len())));
    }

    pub(in crate::engine::embedded) fn push_number(&mut self, field: Field, number: i64) {
        self.cells.push((field, Cell::Number(number)));
    }

    /// The one value of bytes that a row has.
    pub(in crate::engine::embedded) fn set_bytes(&mut self, field: Field, bytes: Vec<u8>) {
        self.bytes = bytes;
        self.cells.push((field, Cell::Bytes));
    }

    /// How many bytes its values have, together.
    pub(in crate::engine::embedded) fn bytes(&self) -> usize {
        self.text.len() + self.bytes.len() + size_of_val(self.cells.as_slice())
    }
}

impl Document for Row {
    type Value<'a> = CellOf<'a>;
    type FieldsValuesIter<'a> = RowIter<'a>;

    fn iter_fields_and_values(&self) -> RowIter<'_> {
        RowIter { row: self, cells: self.cells.iter() }
    }
}

/// The values of a row in the order in which they were pushed.
pub(in crate::engine::embedded) struct RowIter<'a> {
    row: &'a Row,
    cells: std::slice::Iter<'a, (Field, Cell)>,
}

impl<'a> Iterator for RowIter<'a> {
    type Item = (Field, CellOf<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let row = self.row;
        self.cells.next().map(|(field, cell)| (*field, CellOf { row, cell }))
    }
}

/// A value of a row.
#[derive(Clone, Copy, Debug)]
pub(in crate::engine::embedded) struct CellOf<'a> {
    row: &'a Row,
    cell: &'a Cell,
}

impl<'a> Value<'a> for CellOf<'a> {
    type ArrayIter = Empty<Self>;
    type ObjectIter = Empty<(&'a str, Self)>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        ReferenceValue::Leaf(match self.cell {
            Cell::Text(range) => ReferenceValueLeaf::Str(&self.row.text[range.clone()]),
            Cell::Number(number) => ReferenceValueLeaf::I64(*number),
            Cell::Bytes => ReferenceValueLeaf::Bytes(&self.row.bytes),
        })
    }
}
