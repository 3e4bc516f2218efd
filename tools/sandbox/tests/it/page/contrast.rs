//! Every colour of text on every ground that it stands on, light and dark, as WCAG 2.2 counts contrast.

use std::collections::HashMap;

const STYLE: &str = include_str!("../../../src/page/style.css");

/// The least contrast of text (WCAG 2.2, success criterion 1.4.3), and of edges and marks (1.4.11).
const TEXT: f64 = 4.5;
const EDGE: f64 = 3.0;

const PAIRS: [(&str, &str, f64); 24] = [
    ("text", "ground", TEXT),
    ("text", "surface", TEXT),
    ("text", "sunken", TEXT),
    ("text", "bad-ground", TEXT),
    ("text", "warn-ground", TEXT),
    ("quiet", "ground", TEXT),
    ("quiet", "surface", TEXT),
    ("quiet", "sunken", TEXT),
    ("quiet", "warn-ground", TEXT),
    ("accent", "ground", TEXT),
    ("accent", "surface", TEXT),
    ("accent", "sunken", TEXT),
    ("on-accent", "accent", TEXT),
    ("surface", "text", TEXT),
    ("bad", "ground", TEXT),
    ("bad", "surface", TEXT),
    ("bad", "bad-ground", TEXT),
    ("warn", "surface", TEXT),
    ("warn", "warn-ground", TEXT),
    ("good", "ground", TEXT),
    ("good", "surface", TEXT),
    ("good", "good-ground", TEXT),
    ("edge", "surface", EDGE),
    ("edge", "ground", EDGE),
];

/// The custom properties that are colours, of a block of declarations.
fn colours(block: &str) -> HashMap<&str, [f64; 3]> {
    let declarations = block.split(';').filter_map(|it| it.split_once(": #"));
    declarations
        .map(|(name, hex)| {
            let channel = |at: usize| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap());
            let name = name.trim().rsplit("--").next().unwrap();
            (name, [channel(0), channel(2), channel(4)])
        })
        .collect()
}

fn luminance(colour: [f64; 3]) -> f64 {
    let [red, green, blue] = colour.map(|channel| {
        let channel = channel / 255.0;
        if channel <= 0.04045 {
            channel / 12.92
        } else {
            ((channel + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn black_on_white_is_21() {
    assert!((contrast([0.0; 3], [255.0; 3]) - 21.0).abs() < 1e-9);
}

#[test]
fn what_is_read_can_be_read() {
    let mut blocks = STYLE.split(":root {").skip(1);
    let [light, dark] =
        [(); 2].map(|()| colours(blocks.next().unwrap().split('}').next().unwrap()));
    assert!(light.len() == 15 && dark.keys().all(|name| light.contains_key(name)));
    for (scheme, colours) in [("light", &light), ("dark", &dark)] {
        for (front, ground, least) in PAIRS {
            let contrast = contrast(colours[front], colours[ground]);
            assert!(
                contrast >= least,
                "{scheme}: {front} on {ground}: {contrast:.2}"
            );
        }
    }
    // All colours are named in these blocks.
    let rest = STYLE.rsplit_once("*, ::before").unwrap().1;
    assert!(!rest.contains('#') || rest.split('#').skip(1).all(|it| it.starts_with("answer")));
}
