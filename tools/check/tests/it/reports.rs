use insta::{assert_snapshot, with_settings};

use crate::support::{KINDS, check, fixtures_of};

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
