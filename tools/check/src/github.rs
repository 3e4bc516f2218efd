use std::io::{self, Write};

use salesive_schema::report::Kind;
use salesive_terminal::printable;

use crate::input::STANDARD_INPUT;
use crate::problems::{LogEnd, Place, Problem, ProblemLog};
use crate::totals::count;

/// Annotations of a workflow of GitHub, by the commands that it reads from standard output.
pub(crate) struct GithubLog<W> {
    out: W,
    errors: Level,
    warnings: Level,
    notices: Level,
}

/// The host shows so many of a level for each step.
const SHOWN: u64 = 10;

struct Level {
    command: &'static str,
    most: u64,
    came: u64,
}

impl Level {
    const fn new(command: &'static str, most: u64) -> Self {
        Self {
            command,
            most,
            came: 0,
        }
    }

    /// How many were not written, in words.
    fn left_out(&self) -> Option<String> {
        let more = self.came.saturating_sub(self.most);
        let (one, many) = (self.command, format!("{}s", self.command));
        (more > 0).then(|| count(more, one, &many))
    }
}

impl<W: Write> GithubLog<W> {
    pub(crate) const fn new(out: W) -> Self {
        Self {
            out,
            errors: Level::new("error", SHOWN),
            warnings: Level::new("warning", SHOWN),
            // The last one is what was counted.
            notices: Level::new("notice", SHOWN - 1),
        }
    }

    fn annotate(
        &mut self,
        kind: Kind,
        at: &Place<'_>,
        title: &str,
        message: &str,
    ) -> io::Result<()> {
        let level = match kind {
            Kind::Violation => &mut self.errors,
            Kind::Advisory => &mut self.warnings,
            _ => &mut self.notices,
        };
        level.came += 1;
        if level.came > level.most {
            return Ok(());
        }
        let (command, title, message) = (level.command, property(title), data(message));
        let Place { file, line, .. } = *at;
        if file == STANDARD_INPUT {
            // It is no file of the repository.
            return writeln!(
                self.out,
                "::{command} title={title}::standard input, line {line}: {message}"
            );
        }
        let column = at.column.map(|column| format!(",col={column}"));
        let file = file.strip_prefix("./").unwrap_or(file);
        let (file, column) = (property(file), column.unwrap_or_default());
        writeln!(
            self.out,
            "::{command} file={file},line={line}{column},title={title}::{message}"
        )
    }
}

impl<W: Write> ProblemLog for GithubLog<W> {
    fn problem(&mut self, problem: &Problem<'_>, omitted: usize) -> io::Result<()> {
        let at = &problem.at;
        let mut message = match at.pointer.as_deref() {
            None | Some("") => problem.message.clone(),
            Some(pointer) => format!("{pointer}: {}", problem.message),
        };
        if omitted > 0 {
            let problems = count(omitted as u64, "more problem", "more problems");
            message += &format!(" Of this document, {problems} are not listed.");
        }
        self.annotate(problem.kind, at, problem.rule, &message)
    }

    fn finish(&mut self, end: &LogEnd<'_>) -> io::Result<()> {
        for bad in end.failures {
            let at = Place::line(&bad.name, 1);
            let message = format!("It could not be read, or not to its end: {}", bad.reason);
            self.annotate(Kind::Violation, &at, "unread", &message)?;
        }
        let mut total = end.total.to_owned();
        let left_out = [&self.errors, &self.warnings, &self.notices];
        let left_out: Vec<_> = left_out.into_iter().filter_map(Level::left_out).collect();
        if !left_out.is_empty() {
            let left_out = left_out.join(", ");
            total += &format!("; not shown here, as the host takes {SHOWN} of each: {left_out}");
        }
        for note in end.notes {
            total += &format!(". {note}");
        }
        let title = env!("CARGO_PKG_NAME");
        writeln!(self.out, "::notice title={title}::{}", data(&total))?;
        self.out.flush()
    }
}

/// As the toolkit of the host writes what follows `::`.
fn data(text: &str) -> String {
    printable(text).replace('%', "%25")
}

/// The same between `,` and `=`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
