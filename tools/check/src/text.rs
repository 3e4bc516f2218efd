#[cfg(test)]
mod tests;

use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::renderer::{DEFAULT_LINE_NUM_STYLE, DEFAULT_NONE_STYLE};
use annotate_snippets::{AnnotationKind, Element, Group, Level, Padding, Renderer};
use salesive_schema::report::{JsonType, Kind};
use salesive_terminal::printable;

use crate::documents::Document;
use crate::failure::BadFile;
use crate::findings::LocatedFinding;
use crate::judged_document::{DocumentVerdict, JudgedDocument};
use crate::malformed::MalformedDocument;
use crate::output::{Output, write_last_lines};
use crate::snippet::Snippet;
use crate::totals::Totals;

/// For people, in the manner of rustc.
pub(crate) struct Text<W> {
    out: W,
    snippets: bool,
    color: bool,
    renderer: Renderer,
}

struct Excerpt<'a> {
    /// Such as `requests.ndjson:3:12`.
    name: String,
    /// The number that the snippet shows.
    line: usize,
    text: &'a [u8],
    span: Range<usize>,
    /// What stands there, without its value.
    label: Option<String>,
}

/// What is said of a place.
struct Said<'a> {
    tone: Tone,
    rule: Option<&'a str>,
    sentence: &'a str,
    notes: Vec<(Tone, String)>,
}

#[derive(Clone, Copy)]
enum Tone {
    Error,
    Warning,
    Note,
    Help,
}

impl<W: Write> Text<W> {
    pub(crate) fn new(out: W, snippets: bool, color: bool) -> Self {
        let renderer = if color {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        Self {
            out,
            snippets,
            color,
            renderer,
        }
    }

    fn report(&mut self, said: &Said<'_>, place: Excerpt<'_>) -> io::Result<()> {
        let label = place.label.as_deref().filter(|_| !self.snippets);
        let label = label.map(|label| (Tone::Note, label));
        let notes = said.notes.iter().map(|(tone, note)| (*tone, &**note));
        let notes: Vec<_> = label.into_iter().chain(notes).collect();
        if !self.snippets && !self.color && said.is_printable_ascii(&notes) {
            return self.plain(said, &place.name, &notes);
        }
        self.drawn(said, &place, &notes)
    }

    fn drawn(
        &mut self,
        said: &Said<'_>,
        place: &Excerpt<'_>,
        notes: &[(Tone, &str)],
    ) -> io::Result<()> {
        // The renderer works out a column from the source it is given, which is only a part of
        // the line here, so it renders what stands above the place and what stands below.
        let mut title = said.tone.level().primary_title(said.sentence);
        if let Some(rule) = said.rule {
            title = title.id(rule);
        }
        let title = self.renderer.render(&[Group::with_title(title)]);
        let arrow = if self.color {
            DEFAULT_LINE_NUM_STYLE
        } else {
            DEFAULT_NONE_STYLE
        };
        let line_number_width = if self.snippets {
            place.line.to_string().len()
        } else {
            1
        };
        let indent = " ".repeat(line_number_width);
        let name = &place.name;
        writeln!(self.out, "{title}\n{indent}{arrow}-->{arrow:#} {name}")?;

        let group = Group::with_level(said.tone.level());
        let messages = notes
            .iter()
            .map(|(tone, note)| Element::from(tone.level().message(*note)));
        if self.snippets {
            let snippet = Snippet::new(place.text, &place.span);
            let annotation = AnnotationKind::Primary
                .span(snippet.span)
                .label(place.label.as_deref());
            let source = annotate_snippets::Snippet::source(snippet.text)
                .line_start(place.line)
                .annotation(annotation);
            let rest = self
                .renderer
                .render(&[group.element(source).elements(messages)]);
            writeln!(self.out, "{rest}")?;
        } else if !notes.is_empty() {
            let rest = self
                .renderer
                .render(&[group.element(Padding).elements(messages)]);
            for line in rest.lines() {
                writeln!(self.out, "{indent}{line}")?;
            }
        }
        writeln!(self.out)
    }

    /// What the renderer would write of printable ASCII, at a fraction of its time.
    fn plain(&mut self, said: &Said<'_>, name: &str, notes: &[(Tone, &str)]) -> io::Result<()> {
        let mut text = String::from(said.tone.name());
        if let Some(rule) = said.rule {
            text += &["[", rule, "]"].concat();
        }
        text += &[": ", said.sentence, "\n --> ", name, "\n"].concat();
        if !notes.is_empty() {
            text += "  |\n";
        }
        for (tone, note) in notes {
            text += &["  = ", tone.name(), ": ", note, "\n"].concat();
        }
        text += "\n";
        self.out.write_all(text.as_bytes())
    }

    fn problem(
        &mut self,
        document: &Document<'_>,
        judged: &JudgedDocument<'_>,
        problem: &LocatedFinding,
    ) -> io::Result<()> {
        let description = &problem.description;
        let file = document.shown;
        let (line, column) = (problem.line, problem.column.unwrap_or(1));
        let name = if judged.http_status.is_some() {
            format!("{file}:{}, body:{line}:{column}", document.line)
        } else {
            format!("{file}:{line}:{column}")
        };
        let place = Excerpt {
            name,
            line,
            text: &judged.text,
            span: problem.span.clone(),
            label: Some(label(problem)),
        };
        let source = (Tone::Note, format!("source: {}", description.source));
        let suggestion = description.suggestion.map(|it| (Tone::Help, help(it)));
        let said = Said {
            tone: match description.kind {
                Kind::Violation => Tone::Error,
                Kind::Advisory => Tone::Warning,
                _ => Tone::Note,
            },
            rule: Some(description.rule),
            sentence: description.sentence,
            notes: [source].into_iter().chain(suggestion).collect(),
        };
        self.report(&said, place)
    }

    fn malformed(
        &mut self,
        document: &Document<'_>,
        malformed: &MalformedDocument,
    ) -> io::Result<()> {
        let (line, column) = (malformed.line, malformed.column);
        let place = Excerpt {
            name: format!("{}:{line}:{column}", document.shown),
            line,
            text: document.text,
            span: malformed.offset..malformed.offset,
            label: None,
        };
        let said = Said {
            tone: Tone::Error,
            rule: None,
            sentence: &printable(&malformed.sentence),
            notes: Vec::new(),
        };
        self.report(&said, place)
    }
}

impl Said<'_> {
    fn is_printable_ascii(&self, notes: &[(Tone, &str)]) -> bool {
        let is_printable = |text: &str| text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        is_printable(self.sentence) && notes.iter().all(|(_, note)| is_printable(note))
    }
}

impl Tone {
    const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
            Self::Help => "help",
        }
    }

    const fn level(self) -> Level<'static> {
        match self {
            Self::Error => Level::ERROR,
            Self::Warning => Level::WARNING,
            Self::Note => Level::NOTE,
            Self::Help => Level::HELP,
        }
    }
}

impl<W: Write> Output for Text<W> {
    fn document(&mut self, document: &Document<'_>, judged: &JudgedDocument<'_>) -> io::Result<()> {
        let (file, line) = (document.shown, document.line);
        if let Some(http_status) = judged.http_status
            && judged.verdict != DocumentVerdict::Updated
        {
            let verdict = judged.verdict.name();
            write!(self.out, "{file}:{line}: {verdict}")?;
            if let Some(kind) = &judged.kind {
                write!(self.out, ": {kind}")?;
            }
            writeln!(self.out, ", HTTP status {http_status}")?;
        }
        if judged.verdict == DocumentVerdict::TooLarge {
            let sentence = "The document is too long; see --max-record.";
            writeln!(self.out, "{file}:{line}: error: {sentence}\n")?;
        }
        if let Some(malformed) = &judged.malformed {
            self.malformed(document, malformed)?;
        }
        for problem in &judged.findings.listed {
            self.problem(document, judged, problem)?;
        }
        let omitted = judged.findings.omitted;
        if omitted > 0 {
            writeln!(self.out, "{file}:{line}: {omitted} more not listed\n")?;
        }
        Ok(())
    }

    fn finish(&mut self, totals: &Totals, failures: &[BadFile]) -> io::Result<()> {
        write_last_lines(&mut self.out, totals, failures)
    }
}

/// A slip is described, a name is guessed.
pub(crate) fn help(suggestion: &str) -> String {
    if suggestion.contains(' ') {
        suggestion.to_owned()
    } else {
        format!("did you mean `{suggestion}`?")
    }
}

/// `/phone is a number`, `/email`, `in the body`
pub(crate) fn label(problem: &LocatedFinding) -> String {
    let pointer = problem.description.pointer.to_string();
    let pointer = match pointer.as_str() {
        "" => "the body",
        pointer => pointer,
    };
    match (pointer, problem.description.found.map(JsonType::name)) {
        ("the body", None | Some("absent")) => "in the body".to_owned(),
        (pointer, None) => pointer.to_owned(),
        (pointer, Some(found @ ("null" | "absent"))) => format!("{pointer} is {found}"),
        (pointer, Some(found @ ("array" | "object"))) => format!("{pointer} is an {found}"),
        (pointer, Some(found)) => format!("{pointer} is a {found}"),
    }
}
