use super::{Form, Start};

/// What is said of a text that comes in pieces of so many bytes.
fn said(text: &[u8], piece: usize) -> Option<String> {
    let mut start = Start::new(Form::Lines);
    let passed = text.chunks(piece).try_for_each(|bytes| start.pass(bytes));
    passed.and_then(|()| start.end()).err()
}

fn wide(text: &str, bytes: usize, is_little_endian: bool) -> Vec<u8> {
    let units: Vec<u32> = match bytes {
        2 => text.encode_utf16().map(u32::from).collect(),
        _ => text.chars().map(u32::from).collect(),
    };
    let unit = |unit: u32| {
        let unit = unit.to_be_bytes();
        let unit = unit.into_iter().skip(4 - bytes);
        if is_little_endian {
            unit.rev().collect::<Vec<_>>()
        } else {
            unit.collect()
        }
    };
    units.into_iter().flat_map(unit).collect()
}

const ENCODINGS: [(&str, usize, bool); 4] = [
    ("UTF-16LE", 2, true),
    ("UTF-16BE", 2, false),
    ("UTF-32LE", 4, true),
    ("UTF-32BE", 4, false),
];

#[test]
fn a_text_in_wider_characters_is_named_however_it_begins_and_however_it_comes() {
    let texts = [
        "{\"id\":\"1\"}\n",
        "\n\r\n{}\n",
        "\"",
        "1\n",
        "顧客番号;名前;電子メール\r\n1;山田;a@example.com\r\n",
        "ÄÖ;ü\n",
        "𝒜{}\n",
        "\t [\n",
    ];
    for (name, bytes, is_little_endian) in ENCODINGS {
        for text in texts {
            for mark in ["", "\u{feff}"] {
                let encoded = wide(&format!("{mark}{text}"), bytes, is_little_endian);
                for piece in [1, 2, 3, 5, 1 << 16] {
                    let said = said(&encoded, piece).unwrap_or_default();
                    assert!(said.starts_with(&format!("is {name}, ")), "{text}: {said}");
                    let from = if mark.is_empty() {
                        name
                    } else {
                        name.trim_end_matches(['L', 'B', 'E'])
                    };
                    assert!(said.contains(&format!("iconv -f {from} ")), "{said}");
                }
            }
        }
        let mark = wide("\u{feff}", bytes, is_little_endian);
        let said_of_mark = said(&mark, 1).unwrap_or_default();
        assert!(
            said_of_mark.starts_with(&format!("is {name}")),
            "{said_of_mark}"
        );
        let only_marked = wide("\u{feff}顧客", bytes, is_little_endian);
        assert!(said(&only_marked, 4).is_some());
    }
}

#[test]
fn what_is_no_text_in_wider_characters_is_not_called_so() {
    let png = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x01";
    let jpeg = b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01";
    let binary: Vec<u8> = (0..=255).rev().cycle().take(4096).collect();
    let texts: [&[u8]; 9] = [
        png,
        jpeg,
        &binary,
        &[0; 4096],
        b"{\"a\0b\":\"1\"}\n",
        b"\xEF\xBB\xBF{}\n",
        b"Stra\xDFe;Stra\xDFe\n",
        "顧客番号,名前\n".as_bytes(),
        b"{}",
    ];
    for text in texts {
        for piece in [1 << 16, 64] {
            assert_eq!(said(text, piece), None, "{text:?}");
        }
    }
}
