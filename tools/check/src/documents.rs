use std::io::{self, BufRead, Read};
use std::mem;

use salesive_terminal::printable;

use crate::failure::BadFile;
use crate::form::Form;
use crate::input::Input;
use crate::reader::Reader;
use crate::start::BYTE_ORDER_MARK;

/// One JSON text to judge.
pub(crate) struct Document<'a> {
    /// The name of the file as it was given, `-` for standard input.
    pub(crate) source: &'a str,
    /// The same for people.
    pub(crate) shown: &'a str,
    /// The line of the file where the text begins, from 1.
    pub(crate) line: usize,
    pub(crate) text: &'a [u8],
    /// Whether it is longer than the limit, and so not held.
    pub(crate) is_too_long: bool,
}

impl Document<'_> {
    /// Whether there is nothing but white space.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.iter().all(|byte| b" \t\r\n".contains(byte))
    }
}

/// The documents of one input; one at a time is in memory.
pub(crate) struct Documents {
    source: String,
    shown: String,
    input: Input,
    reader: Reader,
    max: usize,
    /// Whether all of the input is one body; to any other, a byte order mark can belong.
    is_body: bool,
    text: Vec<u8>,
    is_too_long: bool,
    line: usize,
    blank_lines: usize,
    /// The bytes since it was asked last.
    read: u64,
}

impl Documents {
    /// Opens an input for documents of at most so many bytes.
    /// `has_bodies` says whether a document is a body, which no mark belongs to.
    pub(crate) fn open(input: Input, max: usize, has_bodies: bool) -> Result<Self, BadFile> {
        let reader = input.reader()?;
        Ok(Self {
            shown: printable(&input.name()),
            source: input.name(),
            is_body: has_bodies && input.form() == Form::Whole,
            input,
            reader,
            max,
            text: Vec::new(),
            is_too_long: false,
            line: 0,
            blank_lines: 0,
            read: 0,
        })
    }

    pub(crate) fn next(&mut self) -> Result<Option<Document<'_>>, BadFile> {
        let more = match self.input.form() {
            Form::Whole => self.read_whole(),
            Form::Lines | Form::Table => self.read_line(),
        };
        let more = more.map_err(|error| self.input.bad(error))?;
        Ok(more.then_some(Document {
            source: &self.source,
            shown: &self.shown,
            line: self.line,
            text: &self.text,
            is_too_long: self.is_too_long,
        }))
    }

    /// How many bytes were read since it was asked last.
    pub(crate) fn take_read(&mut self) -> u64 {
        mem::take(&mut self.read)
    }

    /// How many lines held no document.
    pub(crate) const fn blank_lines(&self) -> usize {
        self.blank_lines
    }

    fn read_whole(&mut self) -> io::Result<bool> {
        if self.line > 0 {
            return Ok(false);
        }
        self.line = 1;
        let most = (self.max as u64).saturating_add(1 + BYTE_ORDER_MARK.len() as u64);
        let read = (&mut self.reader).take(most).read_to_end(&mut self.text)?;
        self.read += read as u64;
        self.pass_over_mark();
        self.forget_if_too_long(self.text.len());
        Ok(true)
    }

    /// Reads up to the end of the next line that is not blank.
    fn read_line(&mut self) -> io::Result<bool> {
        loop {
            self.text.clear();
            // Room for `\r\n`, and for a byte order mark.
            let most = (self.max as u64).saturating_add(2 + BYTE_ORDER_MARK.len() as u64);
            let read = (&mut self.reader)
                .take(most)
                .read_until(b'\n', &mut self.text)?;
            if read == 0 {
                return Ok(false);
            }
            self.line += 1;
            self.read += read as u64;
            if self.line == 1 {
                self.pass_over_mark();
            }
            let mut length = self.text.len();
            if self.text.last() == Some(&b'\n') {
                self.text.pop();
                length -= 1 + usize::from(self.text.last() == Some(&b'\r'));
            } else if length > self.max {
                self.read += self.reader.skip_until(b'\n')? as u64;
            }
            self.forget_if_too_long(length);
            if self.is_too_long || !self.text.iter().all(|byte| b" \t\r".contains(byte)) {
                return Ok(true);
            }
            self.blank_lines += 1;
        }
    }

    /// At the start of a file.
    fn pass_over_mark(&mut self) {
        if !self.is_body && self.text.starts_with(BYTE_ORDER_MARK) {
            self.text.drain(..BYTE_ORDER_MARK.len());
        }
    }

    fn forget_if_too_long(&mut self, length: usize) {
        self.is_too_long = length > self.max;
        if self.is_too_long {
            self.text.clear();
        }
    }
}
