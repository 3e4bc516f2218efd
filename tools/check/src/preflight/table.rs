use std::sync::{Mutex, MutexGuard, PoisonError};

use salesive_schema::Service;
use salesive_schema::preflight::csv::{self, Cells};

/// How the rows of one CSV file become records, on any number of threads.
pub(crate) struct Table<S: Service> {
    pub(crate) rows: csv::Table<S>,
    /// What takes rows apart and is not at work; making it takes longer than many rows.
    idle: Mutex<Vec<Cells>>,
}

impl<S: Service> Table<S> {
    pub(crate) fn new(rows: csv::Table<S>) -> Self {
        Self {
            rows,
            idle: Mutex::default(),
        }
    }

    /// What takes rows apart, to be given back.
    pub(crate) fn cells(&self) -> Cells {
        self.idle().pop().unwrap_or_else(|| self.rows.cells())
    }

    pub(crate) fn give_back(&self, cells: Cells) {
        self.idle().push(cells);
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Cells>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
