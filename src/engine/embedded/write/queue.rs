//! The queue of rows to tantivy's threads. Rows go in batches: a thread woken for every document would find its tables
//! evicted from the processor's caches each time. The bytes in flight are limited here, because tantivy's own queue
//! counts messages, and ten thousand of them may be of any size.

use std::mem::take;
use std::sync::{Arc, Mutex};

use tantivy::IndexWriter;
use tantivy::indexer::UserOperation;

use super::room::{InFlight, Permit, locked};
use super::row::Row;

/// A batch is sent when it has 1 MB of terms and texts. On 19,000 news articles and two cores a job takes 5 %
/// less processor time than with each document sent alone.
const BATCH_BYTES: usize = 1 << 20;

/// Collects rows until a batch is full. Shared by all threads.
#[derive(Default)]
pub(super) struct Queue {
    waiting: Mutex<Batch>,
    in_flight: Arc<InFlight>,
}

#[derive(Default)]
struct Batch {
    rows: Vec<Row>,
    bytes: usize,
}

impl Queue {
    /// Adds a row, and sends the batch when it is full. Waits while too many bytes are in flight.
    pub(super) fn push(&self, row: Row, index: &IndexWriter<Row>) -> tantivy::Result<()> {
        let mut waiting = locked(&self.waiting);
        waiting.bytes += row.bytes();
        waiting.rows.push(row);
        if waiting.bytes < BATCH_BYTES {
            return Ok(());
        }
        let batch = take(&mut *waiting);
        drop(waiting);
        self.send(batch, index)
    }

    /// Sends the collected rows. Rows that other threads push meanwhile may stay.
    pub(super) fn flush(&self, index: &IndexWriter<Row>) -> tantivy::Result<()> {
        let batch = take(&mut *locked(&self.waiting));
        self.send(batch, index)
    }

    fn send(&self, mut batch: Batch, index: &IndexWriter<Row>) -> tantivy::Result<()> {
        if batch.rows.is_empty() {
            return Ok(());
        }
        self.in_flight.enter(batch.bytes);
        // tantivy drops a row when it is indexed, or when a thread of its fails; the last one ends the permit.
        let permit = Arc::new(Permit { bytes: batch.bytes, in_flight: Arc::clone(&self.in_flight) });
        batch.rows.iter_mut().for_each(|row| row.permit = Some(Arc::clone(&permit)));
        let rows: Vec<_> = batch.rows.into_iter().map(UserOperation::Add).collect();
        index.run(rows)?;
        Ok(())
    }
}
