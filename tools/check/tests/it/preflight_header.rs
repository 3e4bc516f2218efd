//! Header rows, and what spreadsheets write around and into rows.

use std::fs;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::preflight_csv::rows;
use crate::support::{check_input, preflight, scratch};

/// What is told of a file that begins so.
fn told(header: &str, args: &[&str]) -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    // Tests run side by side.
    let name = format!("header-{}.csv", NUMBER.fetch_add(1, Ordering::Relaxed));
    let file = scratch(&name, format!("{header}\n").as_bytes());
    let run = preflight(&[&[&*file], args].concat());
    assert_eq!((run.status, &*run.stdout), (2, ""), "{header}");
    let reason = run
        .stderr
        .strip_prefix(&format!("salesive-check: {file}: "));
    reason.unwrap().trim_end().to_owned()
}

#[test]
fn the_delimiter_that_a_header_needs_is_named() {
    for (sign, shown) in [(";", "';'"), ("\t", "tab"), ("|", "'|'")] {
        for header in [
            "id;name;email",
            "\u{feff}\"id\";\"name\"",
            "ID;\"a, b\"",
            "Kunde;Straße",
            "id;",
        ] {
            let header = header.replace(';', sign);
            let reason =
                format!("the header row has no ',', but {shown}: give --delimiter {shown}");
            assert_eq!(told(&header, &[]), reason, "{header}");
        }
    }
    let reason = "the header row has no tab, but ',': give --delimiter ','";
    assert_eq!(told("id,name", &["--delimiter", "tab"]), reason);
}

#[test]
fn a_tab_can_be_given_by_its_name() {
    let file = scratch("header-tab.csv", b"id\tactive\n1\ttrue\n");
    for tab in ["\t", "\\t", "tab", "TAB"] {
        assert_eq!(preflight(&["--delimiter", tab, &file]).status, 0, "{tab}");
    }
}

#[test]
fn a_row_with_sep_sets_the_delimiter_and_is_no_header() {
    let parts =
        ["accepted", "rejected"].map(|part| scratch(&format!("header-sep.{part}.csv"), b""));
    for (head, sign) in [
        ("sep=;\n", ";"),
        ("\u{feff}SEP=;\r\n", ";"),
        ("\"sep=|\"\n", "|"),
        ("sep=\t\n", "\t"),
        ("sep=,\n", ","),
        ("sep=;;;\n", ";"),
    ] {
        let header = format!("{head}id;name;active\r\n").replacen(
            "id;name;",
            &format!("id{sign}name{sign}"),
            1,
        );
        let good = format!("1{sign}\"a\n{sign}\"{sign}true\n");
        let bad = format!("2{sign}Ada{sign}yes\n");
        let file = scratch("header-sep.csv", format!("{header}{good}{bad}").as_bytes());
        let split = ["--accepted", &parts[0], "--rejected", &parts[1]];
        let run = preflight(&[&["--format", "json", &file], &split[..]].concat());
        let reason = "Column active: neither true nor false; TRUE and FALSE are understood too.";
        assert_eq!(
            rows(&run),
            ["3 accepted", &format!("5 malformed {reason}")],
            "{header}"
        );
        let [accepted, rejected] = parts
            .each_ref()
            .map(|part| fs::read_to_string(part).unwrap());
        assert_eq!(
            [accepted, rejected],
            [format!("{header}{good}"), format!("{header}{bad}")]
        );
        let piped = fs::read(&file).unwrap();
        let args = [
            "salesive",
            "preflight",
            "--input-format",
            "csv",
            "--format",
            "json",
        ];
        assert_eq!(rows(&check_input(&args, &piped)), rows(&run));
        assert_eq!(preflight(&[&file, "--delimiter", sign]).status, 1);
    }
    let none = "the row with sep= names no delimiter that can be; remove it, and give --delimiter";
    for head in ["sep=", "sep=ab", "sep=\u{e4}"] {
        assert_eq!(told(&format!("{head}\nid,name"), &[]), none, "{head}");
    }
    assert_eq!(
        told("sep=;\nid;name", &["--delimiter", ","]),
        "the first row names ';' as its delimiter, and --delimiter ','"
    );
    assert_eq!(told("sep=;", &[]), "there is no header row");
    assert_eq!(told("\u{feff}", &[]), "the header row is blank");
    assert_eq!(told("\nid,name", &[]), "the header row is blank");
    assert!(told("sep=;\nid;nom", &[]).starts_with("line 2: column 2 is called none of"));
}

#[test]
fn an_unknown_column_is_told_with_what_was_meant_or_ignored() {
    for (header, hint) in [
        ("ID,name", "did you mean id?"),
        ("id,Email", "did you mean email?"),
        ("id,e-mail", "did you mean email?"),
        ("id,phnoe", "did you mean phone?"),
        (
            "id,Balance",
            "--ignore-column takes the name of one to pass over",
        ),
    ] {
        assert!(
            told(header, &[]).ends_with(&format!("; {hint}")),
            "{header}"
        );
    }
    let file = scratch(
        "header-own.csv",
        b"Balance,id,\"Last order, date\",active,Balance\n1.5,1,2026-01-01,true,x\n,2,,yes,\n1,3,true\n",
    );
    let ignored = [
        "--ignore-column",
        "Balance",
        "--ignore-column=Last order, date",
    ];
    let run = preflight(&[&["--format", "json", &file], &ignored[..]].concat());
    assert_eq!(
        rows(&run),
        [
            "2 accepted",
            "3 malformed Column active: neither true nor false; TRUE and FALSE are understood too.",
            "4 malformed The row has 3 cells, the header 5.",
        ]
    );
    assert!(told("Balance,name", &ignored).contains("no column is called id"));
}

#[test]
fn booleans_are_read_as_spreadsheets_write_them() {
    for cell in [
        "TRUE", "FALSE", "True", "False", "true", "false", "\"TRUE\"",
    ] {
        let file = scratch(
            "header-flag.csv",
            format!("id,active\n1,{cell}\n").as_bytes(),
        );
        assert_eq!(preflight(&[&file]).status, 0, "{cell}");
    }
    for cell in [
        "WAHR", "FALSCH", "VRAI", "1", "0", "yes", "tRUE", " TRUE", "T",
    ] {
        let file = scratch(
            "header-flag.csv",
            format!("id,active\n1,{cell}\n").as_bytes(),
        );
        let reason =
            "2 malformed Column active: neither true nor false; TRUE and FALSE are understood too.";
        assert_eq!(
            rows(&preflight(&["--format", "json", &file])),
            [reason],
            "{cell}"
        );
    }
}

#[test]
fn a_cell_that_reads_like_null_raises_an_advisory_unless_it_is_null() {
    let advisory = |pointer: &str| format!("2 accepted /{pointer} preflight.csv.null");
    let of = |column: &str, cell: &str, args: &[&str]| {
        let text = format!("id,{column}\n665a1f2c9b1e4a0012ab34cd,{cell}\n");
        let file = scratch("header-null.csv", text.as_bytes());
        preflight(&[&["--format", "json", &file], args].concat())
    };
    for cell in [
        "null", "Null", "\\N", "NA", "N/A", "#N/A", "NaN", "None", "\"NA\"",
    ] {
        assert_eq!(rows(&of("name", cell, &[])), [advisory("name")], "{cell}");
        let null = cell.trim_matches('"');
        let run = of("phone", cell, &["--null", null]);
        assert_eq!(rows(&run), ["2 accepted"], "{cell}");
        let strict = of("name", cell, &["--strict"]);
        assert_eq!(
            (strict.status, &*rows(&strict)[0]),
            (1, "2 rejected /name preflight.csv.null")
        );
    }
    for cell in ["Nana", "na", "NULLS", "N", "none of them"] {
        assert_eq!(rows(&of("name", cell, &[])), ["2 accepted"], "{cell}");
    }
    assert_eq!(
        rows(&of("name", "NULL", &["--null", "\\N"])),
        [advisory("name")]
    );
    let found = rows(&of("name,phone", "NA,null", &[]));
    assert_eq!(
        found,
        ["2 accepted /name preflight.csv.null /phone preflight.csv.null"]
    );

    let text = "warning[preflight.csv.null]: The cell reads like null, but was taken as text; if it \
                means null, name it with --null.\n  1 record, at line 2\n";
    of("name", "NA", &[]);
    let file = concat!(env!("CARGO_TARGET_TMPDIR"), "/header-null.csv");
    assert!(preflight(&[file]).stdout.starts_with(text));
    assert!(
        preflight(&["--format", "sarif", file])
            .stdout
            .contains("\"ruleId\":\"preflight.csv.null\"")
    );
    let args = [
        "microbase",
        "preflight",
        "--input-format",
        "csv",
        "--format",
        "json",
    ];
    let run = check_input(&args, b"id,tags\n1,NA\n2,VIP;NA\n");
    assert_eq!(rows(&run), [advisory("tags"), "3 accepted".to_owned()]);
}

#[test]
fn rows_of_nothing_but_delimiters_end_a_file_as_blank_lines_do() {
    let hollow = "1 rejected  salesive.update.body.empty  preflight.id.required";
    let row = |line: u32| hollow.replacen('1', &line.to_string(), 1);
    let of = |text: &str, args: &[&str]| {
        let file = scratch("header-hollow.csv", text.as_bytes());
        preflight(&[&[&*file, "--format", "json"], args].concat())
    };
    let blank =
        |run: &crate::support::Run| run.objects().pop().unwrap()["summary"]["blank_lines"].as_u64();
    for end in [
        ",\n,\n",
        ",\r\n\r\n,\r\n,",
        ",",
        &",\n".repeat(3_000),
        &",\n\n".repeat(3_000),
    ] {
        for threads in ["1", "3"] {
            let run = of(
                &format!("id,active\n1,true\n{end}"),
                &["--threads", threads],
            );
            assert_eq!((rows(&run), run.status), (vec!["2 accepted".to_owned()], 0));
            assert_eq!(blank(&run), Some(end.lines().count() as u64));
        }
    }
    // What stands before a row is one.
    let run = of("id,active\n,\n\n,\n1,true\n,\n", &[]);
    assert_eq!(rows(&run), [row(2), row(4), "5 accepted".to_owned()]);
    assert_eq!(blank(&run), Some(2));
    let run = of("id,active\n,\n1,true\n,\n", &["--max-errors", "1"]);
    assert_eq!(rows(&run), [row(2)]);

    let [first, second] = ["first", "second"]
        .map(|name| scratch(&format!("header-{name}.csv"), b"id,active\n1,true\n,\n,\n"));
    let begins = scratch("header-begins.csv", b"id,active\n,\n");
    let run = preflight(&["--format", "json", &first, &second, &begins]);
    assert_eq!(rows(&run).len(), 2);
    assert_eq!(blank(&run), Some(5));

    // No file decides how much is kept back.
    let wide: String = (1..40).map(|commas| ",".repeat(commas) + "\n").collect();
    let long = ",".repeat(70_000);
    for end in [&*wide, &*long] {
        let run = of(&format!("id,active\n1,true\n{end}\n"), &[]);
        assert_eq!((rows(&run).len() > 1, run.status), (true, 1));
    }

    let text = "id,active\n1,true\n,\n2,yes\n,\r\n,\n";
    let parts = ["accepted", "rejected"].map(|part| scratch(&format!("header-hollow.{part}"), b""));
    of(text, &["--accepted", &parts[0], "--rejected", &parts[1]]);
    let [accepted, rejected] = parts.map(|part| fs::read_to_string(part).unwrap());
    assert_eq!(accepted, "id,active\n1,true\n,\r\n,\n");
    assert_eq!(rejected, "id,active\n,\n2,yes\n");
}
