use crate::support::check;

/// Every command, as it is typed.
const COMMANDS: [&[&str]; 15] = [
    &[],
    &["salesive"],
    &["salesive", "request"],
    &["salesive", "reply"],
    &["salesive", "preflight"],
    &["microbase"],
    &["microbase", "request"],
    &["microbase", "reply"],
    &["microbase", "preflight"],
    &["microbase", "replay"],
    &["explain"],
    &["rules"],
    &["schema"],
    &["completions"],
    &["man"],
];

#[test]
fn every_help_fits_80_columns() {
    for command in COMMANDS {
        for help in ["-h", "--help"] {
            let run = check(&[command, &[help]].concat());
            assert_eq!((run.status, &*run.stderr), (0, ""), "{command:?}");
            for line in run.stdout.lines() {
                assert!(line.chars().count() <= 80, "{command:?} {help}: {line}");
            }
        }
    }
}

#[test]
fn every_command_is_listed_where_it_is_looked_for() {
    let mut listed = 0;
    for command in COMMANDS {
        let help = check(&[command, &["--help"]].concat()).stdout;
        let under = COMMANDS.iter().filter(|other| {
            let parent = other.split_last().map(|(_, parent)| parent);
            parent == Some(command)
        });
        for other in under {
            let name = other.last().unwrap();
            assert!(help.contains(&format!("\n  {name} ")), "{name}: {help}");
            listed += 1;
        }
    }
    assert_eq!(listed, COMMANDS.len() - 1);
}

#[test]
fn the_version_names_that_of_the_rules() {
    let rules = check(&["rules", "--format", "json"]).objects().len();
    let version = env!("CARGO_PKG_VERSION");
    let run = check(&["--version"]);
    let expected = format!(
        "salesive-check {version}, with the {rules} rules of salesive-schema {}\n",
        salesive_schema::VERSION
    );
    assert_eq!((run.status, run.stdout), (0, expected));
}
