#![allow(
    clippy::print_stdout,
    reason = "whoever runs it is to know what was skipped"
)]
//! Completions, man pages and schemas come from the tool itself.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{check, command};

#[test]
fn completions_of_each_shell_name_what_can_be_typed() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = check(&["completions", shell]);
        assert_eq!((run.status, &*run.stderr), (0, ""), "{shell}");
        for name in ["microbase", "preflight", "explain", "max-errors"] {
            assert!(run.stdout.contains(name), "{shell}: {name}");
        }
    }
}

/// What bash offers after some words.
fn offered(words: &[&str]) -> Option<Vec<String>> {
    let script = check(&["completions", "bash"]).stdout;
    let ask = "eval \"$0\"; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1));
        _salesive__check salesive-check \"${COMP_WORDS[COMP_CWORD]}\" \"${COMP_WORDS[COMP_CWORD - 1]}\";
        printf '%s\\n' \"${COMPREPLY[@]}\"";
    let ran = Command::new("bash")
        .args(["-c", ask, &script, "salesive-check"])
        .args(words)
        .output();
    let ran = ran.ok().filter(|ran| ran.status.success())?;
    let offered = String::from_utf8(ran.stdout).unwrap();
    Some(offered.lines().map(str::to_owned).collect())
}

#[test]
fn bash_offers_what_can_follow() {
    for (words, wanted) in [
        (&["sal"][..], &["salesive"][..]),
        (&["salesive", "pre"], &["preflight"]),
        (&["microbase", "rep"], &["reply", "replay"]),
        (&["salesive", "preflight", "--max-e"], &["--max-errors"]),
        (&["schema", "microbase", ""], &["request", "reply"]),
    ] {
        let Some(offered) = offered(words) else {
            println!("bash was skipped: it is not installed");
            return;
        };
        for wanted in wanted {
            assert!(
                offered.iter().any(|it| it == wanted),
                "{words:?}: {offered:?}"
            );
        }
    }
}

#[test]
fn each_command_has_a_man_page_that_can_be_set() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("man");
    let run = check(&["man", directory.to_str().unwrap()]);
    assert_eq!((run.status, &*run.stdout, &*run.stderr), (0, "", ""));
    let pages: Vec<_> = fs::read_dir(&directory)
        .unwrap()
        .map(|page| page.unwrap().path())
        .collect();
    assert_eq!(pages.len(), 15);
    for page in pages {
        let set = Command::new("groff")
            .args(["-man", "-Tutf8", "-P-cbou", "-ww"])
            .arg(&page)
            .output();
        let Ok(set) = set else {
            println!("groff was skipped: it is not installed");
            return;
        };
        let text = String::from_utf8_lossy(&set.stdout);
        assert!(
            set.status.success() && text.contains("SYNOPSIS"),
            "{page:?}"
        );
    }
}

#[test]
fn a_directory_that_cannot_be_made_is_told() {
    let run = check(&["man", "other/json/man"]);
    assert_eq!((run.status, run.stderr.lines().count()), (2, 1));
    assert!(run.stderr.starts_with("salesive-check: other/json/man: "));
}

#[test]
fn the_schemas_are_those_that_are_shipped() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas");
    for (service, message, file) in [
        (
            "salesive",
            "request",
            "salesive/customer-update.schema.json",
        ),
        (
            "salesive",
            "reply",
            "salesive/customer-update-reply.schema.json",
        ),
        (
            "microbase",
            "request",
            "microbase/customer-update.schema.json",
        ),
        (
            "microbase",
            "reply",
            "microbase/customer-update-reply.schema.json",
        ),
    ] {
        let run = check(&["schema", service, message]);
        let shipped = fs::read_to_string(root.join(file)).unwrap();
        assert_eq!((run.status, run.stdout), (0, shipped));
    }
}

#[test]
fn nobody_need_read_to_the_end() {
    for args in [
        &["rules"][..],
        &["schema", "salesive", "reply"],
        &["completions", "zsh"],
    ] {
        let mut child = command()
            .args(args)
            .stdout(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        assert!(child.wait().unwrap().success(), "{args:?}");
    }
}
