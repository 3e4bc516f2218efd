use super::{Excerpt, Said, Text, Tone};

/// What is written by `plain` and by the renderer.
fn written(rule: Option<&str>, sentence: &str, notes: &[(Tone, &str)]) -> [String; 2] {
    let said = Said {
        tone: Tone::Error,
        rule,
        sentence,
        notes: Vec::new(),
    };
    let place = Excerpt {
        name: "requests.ndjson:3:12".to_owned(),
        line: 3,
        text: b"{}",
        span: 0..2,
        label: None,
    };
    [true, false].map(|is_plain| {
        let mut text = Text::new(Vec::new(), false, false);
        let wrote = if is_plain {
            text.plain(&said, &place.name, notes)
        } else {
            text.drawn(&said, &place, notes)
        };
        assert!(wrote.is_ok());
        String::from_utf8_lossy(&text.out).into_owned()
    })
}

#[test]
fn printable_ascii_is_written_as_the_renderer_writes_it() {
    let printable: String = (' '..='~').collect();
    let long = "word ".repeat(1_000);
    for sentence in ["", "The name must be a string.", &*printable, &*long] {
        for rule in [None, Some("salesive.update.name.type")] {
            for notes in [
                &[][..],
                &[(Tone::Note, "/name is a number")],
                &[
                    (Tone::Note, ""),
                    (Tone::Help, &*printable),
                    (Tone::Warning, &*long),
                ],
            ] {
                let [plain, drawn] = written(rule, sentence, notes);
                assert_eq!(plain, drawn);
            }
        }
    }
}
