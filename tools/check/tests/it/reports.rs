use insta::{assert_snapshot, with_settings};

use crate::support::{KINDS, check, command, fixtures_of};

/// Each fixture's report in every form, in files named after the fixture.
fn assert_snapshots(form: &str, options: &[&str]) {
    for kind in KINDS {
        for file in fixtures_of(kind) {
            let run = check(&[&[kind[0], kind[1], &file], options].concat());
            assert_eq!(run.stderr, "");
            assert_named(&format!("{}.{form}", file.replace('/', ".")), &run.stdout);
        }
    }
}

fn assert_named(name: &str, output: &str) {
    with_settings!({
        snapshot_path => "../snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        assert_snapshot!(name, output);
    });
}

#[test]
fn text_without_snippets_is_as_in_the_snapshots() {
    assert_snapshots("text", &[]);
}

#[test]
fn text_with_snippets_is_as_in_the_snapshots() {
    assert_snapshots("snippets", &["--snippets", "always"]);
}

#[test]
fn json_is_as_in_the_snapshots() {
    assert_snapshots("json", &["--format", "json"]);
}

/// The first thing that a newcomer sees.
#[test]
fn the_samples_show_good_and_bad() {
    for [service, message, file] in [
        ["salesive", "request", "salesive-requests.ndjson"],
        ["microbase", "reply", "microbase-replies.ndjson"],
    ] {
        let run = check(&[service, message, &format!("../../samples/{file}")]);
        assert_eq!(run.status, 1);
        assert_named(&format!("samples.{file}.text"), &run.stdout);
    }
}

/// What a newcomer reads before trying it; `…` stands for what is left out.
#[test]
fn the_readme_shows_what_comes_out() {
    let readme = include_str!("../../README.md");
    let mut examples = 0;
    for rest in readme.split("-p salesive-check -- ") {
        let Some((arguments, rest)) = rest.split_once("\n```\n\n```text\n") else {
            continue;
        };
        let (shown, _) = rest.split_once("```").unwrap();
        let run = command()
            .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
            .args(arguments.split(' '))
            .output()
            .unwrap();
        let mut printed = &*String::from_utf8(run.stdout).unwrap();
        for part in shown.split("…\n") {
            let at = printed.find(part);
            printed = &printed[at.unwrap_or_else(|| panic!("{part}")) + part.len()..];
        }
        assert_eq!(printed, "", "{arguments}");
        examples += 1;
    }
    assert_eq!(examples, 4);
}
