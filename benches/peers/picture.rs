//! Ratios as bars, in the colours of light and of dark pages.

use std::fmt::Write as _;

use crate::figures::Row;

const LEFT: f64 = 240.0;
const WIDTH: f64 = 760.0;
const BAR: f64 = 18.0;
const STEP: f64 = 24.0;

/// The mixed bodies of both services: how long each contender takes, against the derived struct.
pub(crate) fn bars(rows: &[Row]) -> String {
    let mixed: Vec<_> = rows
        .iter()
        .filter(|row| row.input.contains("mixed"))
        .collect();
    let ratios = mixed
        .iter()
        .flat_map(|row| row.figures.iter().map(|figure| figure.ratio));
    let scale = (WIDTH - LEFT - 50.0) / ratios.fold(1.0, f64::max);
    let mut body = String::new();
    let mut y = 0.0;
    for row in mixed {
        y += 30.0;
        writeln!(
            body,
            r#"<text class="head" x="0" y="{y}">{}</text>"#,
            row.input
        )
        .unwrap();
        y += 12.0;
        for figure in &row.figures {
            let (name, ratio) = (figure.contender, figure.ratio);
            let class = match (name, figure.judges) {
                ("this crate", _) => "ours",
                (_, true) => "peer",
                (_, false) => "shape",
            };
            let (width, text) = (ratio * scale, y + 14.0);
            let (name, end) = (name.replace('`', ""), LEFT + width + 6.0);
            writeln!(
                body,
                r#"<text x="{}" y="{text}" text-anchor="end">{name}</text><rect class="{class}" x="{LEFT}" y="{y}" width="{width:.1}" height="{BAR}"/><text x="{end:.1}" y="{text}">{ratio:.2}</text>"#,
                LEFT - 8.0
            )
            .unwrap();
            y += STEP;
        }
    }
    y += 24.0;
    writeln!(
        body,
        r#"<text x="0" y="{y}">Time a body, serde_json into a derived owned struct = 1. What a pale bar stands for judges nothing.</text>"#
    )
    .unwrap();
    let height = y + 10.0;
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="Time to read and judge mixed bodies, as a ratio to serde_json into a derived owned struct">
<style>text{{font:13px sans-serif;fill:#57606a}}.head{{font-weight:600}}.ours{{fill:#0969da}}.peer{{fill:#6e7781}}.shape{{fill:#d0d7de}}@media(prefers-color-scheme:dark){{text{{fill:#9198a1}}.ours{{fill:#4493f8}}.peer{{fill:#768390}}.shape{{fill:#373e47}}}}</style>
{body}</svg>
"#
    )
}
