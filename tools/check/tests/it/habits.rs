use crate::support::{KINDS, check, check_input, command, fixtures_of};

#[test]
fn quiet_leaves_the_last_lines_and_the_exit_code() {
    let mut lines = Vec::new();
    for [service, operation] in KINDS {
        let files = fixtures_of([service, operation]);
        lines.push((vec![service, operation], files));
    }
    let updates = vec!["preflight/updates.ndjson".to_owned()];
    lines.push((vec!["salesive", "preflight"], updates));
    for (mut line, files) in lines {
        line.extend(files.iter().map(String::as_str));
        let whole = check(&line);
        line.push("--quiet");
        let quiet = check(&line);
        let last = whole.stdout.lines().last().unwrap();
        assert_eq!(
            (quiet.status, quiet.stdout),
            (whole.status, format!("{last}\n"))
        );
    }
}

#[test]
fn quiet_says_what_is_missing_all_the_same() {
    let run = check(&[
        "salesive",
        "request",
        "-q",
        "missing.json",
        "salesive-request/multi-line.json",
    ]);
    assert_eq!(
        (run.status, run.stdout.lines().count()),
        (2, 2),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("\nIncomplete: missing.json: "));
}

#[test]
fn formats_for_programs_have_no_last_lines() {
    for format in ["json", "sarif", "github"] {
        let run = check(&["salesive", "request", "--quiet", "--format", format]);
        assert_eq!((run.status, &*run.stdout), (2, ""));
        assert!(run.stderr.contains("--quiet leaves the last lines of text"));
    }
}

/// Whether text has colors under these variables, which is no terminal's here.
fn is_colored(args: &[&str], variables: &[(&str, &str)]) -> bool {
    let mut command = command();
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command
        .args(["salesive", "request", "salesive-request/multi-line.json"])
        .args(args);
    let output = command.envs(variables.iter().copied()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("document"), "{text}");
    text.contains('\u{1b}')
}

#[test]
fn what_is_asked_for_comes_before_what_the_environment_says() {
    let (no, force) = (("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1"));
    for (args, variables, expected) in [
        (&[][..], &[][..], false),
        (&[], &[force], true),
        (&[], &[no], false),
        (&[], &[no, force], false),
        (&[], &[("NO_COLOR", ""), force], true),
        (&["--color", "auto"], &[force], true),
        (&["--color", "always"], &[no], true),
        (&["--color=always"], &[], true),
        (&["--color", "never"], &[force], false),
    ] {
        assert_eq!(
            is_colored(args, variables),
            expected,
            "{args:?} {variables:?}"
        );
    }
}

#[test]
fn a_name_of_standard_input_says_what_it_holds() {
    let whole = b"{\n\"active\": 1\n}\n";
    let named = |name: &str, more: &[&str]| {
        let args = [
            "salesive",
            "request",
            "--format",
            "json",
            "--stdin-filename",
            name,
        ];
        check_input(&[&args[..], more].concat(), whole).objects()
    };
    let objects = named("bodies/one.json", &[]);
    assert_eq!(objects.len(), 1);
    assert_eq!(objects[0]["source"], "bodies/one.json");
    assert_eq!(objects[0]["violations"][0]["line"], 2);
    assert_eq!(named("one.json", &["-"]).len(), 1);
    assert_eq!(named("one.ndjson", &[]).len(), 3);
    assert_eq!(named("one", &[]).len(), 3);
    assert_eq!(named("one.json", &["--input-format", "ndjson"]).len(), 3);
    for (operation, name) in [("request", "one.csv"), ("preflight", "one.json")] {
        let run = check_input(&["salesive", operation, "--stdin-filename", name], whole);
        assert_eq!((run.status, &*run.stdout), (2, ""));
        assert!(
            run.stderr
                .contains("the extension does not say what it holds")
        );
    }
    let args = [
        "salesive",
        "preflight",
        "--stdin-filename",
        "updates.csv",
        "--format",
        "json",
    ];
    let run = check_input(&args, b"id,active\n1,true\n");
    assert_eq!(
        (run.status, run.objects()[0]["source"].as_str()),
        (0, Some("updates.csv"))
    );
}

#[test]
fn only_the_colors_differ() {
    let lines = [
        &["salesive", "request", "salesive-request/multi-line.json"][..],
        &["salesive", "preflight", "preflight/updates.ndjson"],
        &["salesive", "preflight", "preflight/updates.ndjson", "--all"],
    ];
    for line in lines {
        let plain = check(line).stdout;
        let colored = check(&[line, &["--color", "always"]].concat()).stdout;
        let mut parts = colored.split('\u{1b}');
        let first = parts.next().unwrap().to_owned();
        let rest = parts.map(|part| part.split_once('m').unwrap().1);
        assert_eq!(
            rest.fold(first, |text, part| text + part),
            plain,
            "{line:?}"
        );
        assert!(colored.contains('\u{1b}'), "{line:?}");
    }
}

/// Where a file of that name is, it is another one: a record that was too long to be held cannot be
/// copied from it.
#[test]
fn a_name_of_standard_input_is_not_read() {
    let rejected = crate::support::scratch("named-rejected.ndjson", b"before");
    let name = "preflight/updates.ndjson";
    let args = [
        "salesive",
        "preflight",
        "--max-record",
        "10",
        "--stdin-filename",
        name,
    ];
    let run = check_input(
        &[&args[..], &["--rejected", &rejected]].concat(),
        b"{\"id\":\"1\",\"active\":true}\n",
    );
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.contains("lacks 1 record that could not be held"),
        "{}",
        run.stderr
    );
    assert_eq!(std::fs::read_to_string(rejected).unwrap(), "before");
}
