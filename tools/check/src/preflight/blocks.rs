use std::mem;

use salesive_schema::Service;
use salesive_schema::preflight::Judge;

use super::block::Block;
use super::cutter::Cutter;
use super::files::Files;
use super::progress::Progress;
use super::table::Dialect;
use crate::input::BadFile;

/// The files, cut into blocks of lines; no block holds lines of two files.
pub(crate) struct Blocks<'a, S: Service> {
    files: &'a mut Files,
    dialect: Dialect<'a>,
    judge: &'a Judge<S>,
    progress: Progress,
    buffer: Vec<u8>,
    /// The lines and bytes before the current file.
    before: (u64, u64),
    cutter: Option<Cutter<'a>>,
    block: Block<S>,
}

impl<'a, S: Service> Blocks<'a, S> {
    pub(crate) fn new(
        files: &'a mut Files,
        dialect: Dialect<'a>,
        judge: &'a Judge<S>,
        is_watched: bool,
    ) -> Self {
        Self {
            progress: Progress::new(is_watched, "records", files.size()),
            files,
            dialect,
            judge,
            buffer: vec![0; 1 << 16],
            before: (0, 0),
            cutter: None,
            block: Block::new(None),
        }
    }

    pub(crate) const fn files(&self) -> &Files {
        self.files
    }

    /// Whether the next block is of an input that can keep one waiting before there is anything.
    pub(crate) fn can_wait(&self) -> bool {
        self.cutter.is_none() && self.files.next_can_wait()
    }

    /// The next block; nothing at the end. The last one of a file can be empty.
    pub(crate) fn next(&mut self) -> Option<Block<S>> {
        match self.fill() {
            Ok(true) => {}
            Ok(false) => return None,
            Err(bad) => {
                self.end_file();
                self.block.break_off(bad);
            }
        }
        let next = Block::new(self.block.table());
        Some(mem::replace(&mut self.block, next))
    }

    /// Reads until the block is full or the file ends; says whether there was a file.
    fn fill(&mut self) -> Result<bool, BadFile> {
        if self.cutter.is_none() {
            self.block = Block::new(None);
            let (lines, bytes) = self.before;
            let Some(input) = self.files.advance(lines, bytes)? else {
                return Ok(false);
            };
            self.cutter = Some(Cutter::new(input, self.dialect, self.judge));
        }
        while let Some(cutter) = &mut self.cutter
            && !self.block.is_full()
        {
            let read = self.files.read(&mut self.buffer)?;
            let chunk = self.buffer.get(..read).unwrap_or_default();
            cutter
                .feed(chunk, &mut self.block, self.before)
                .map_err(|reason| self.files.bad(reason))?;
            self.progress.advance(read);
            if chunk.is_empty() {
                self.end_file();
            }
        }
        Ok(true)
    }

    fn end_file(&mut self) {
        if let Some(cutter) = self.cutter.take() {
            self.before.0 += cutter.lines;
            self.before.1 += cutter.bytes;
        }
    }
}
