//! Tokens and personal data, planted everywhere, come out nowhere: not in the sandbox's log, not in
//! what `salesive-update` prints.

use salesive_sandbox::{Faults, Seed};

use crate::client;
use crate::server::Server;

const SEED: &str = r#"{
  "salesive": [
    {"_id": "canary", "name": "canary", "email": "canary@example.com", "phone": "canary", "canary": 1},
    {"_id": "2", "email": "canary.2@example.com"}
  ],
  "microbase": [
    {"id": "canary", "firstName": "canary", "email": "canary@example.com", "tags": ["canary"]},
    {"id": "2", "email": "canary.2@example.com"}
  ]
}"#;

/// Each is a success or a refusal, of the sandbox or before it is sent, or no command at all.
const FLAGS: [&[&str]; 14] = [
    &["salesive", "canary", "--name=canary", "--phone=canary"],
    &["salesive", "canary", "--email=canary.2@example.com"],
    &["salesive", "canary", "--email=canary.3@localhost"],
    &["salesive", "x-canary", "--name=canary"],
    &["salesive", "canary", "--email=canary"],
    &["salesive", "canary", "--active=canary"],
    &["salesive", "canary", "--user=canary"],
    &["microbase", "canary", "--first-name=canary", "--tag=canary"],
    &["microbase", "canary", "--email=canary.2@example.com"],
    &["microbase", "x-canary", "--first-name=canary"],
    &["microbase", "canary", "--status=canary"],
    &["microbase", "canary", "--api-version=canary/canary"],
    &["salesive", "canary", "canary"],
    &["canary"],
];

#[tokio::test(flavor = "multi_thread")]
async fn come_out_nowhere() {
    let names = "none html_502 truncated_json empty_body wrong_echo wrong_flag wrong_status \
                 no_customer error_object lost_race";
    let mut printed = String::new();
    let mut logged = Vec::new();
    for name in names.split(' ') {
        let faults = Faults::from_names(&[name]).unwrap();
        let server = Server::with(Seed::from_json(SEED).unwrap(), faults).await;
        for flags in FLAGS {
            let path = if flags[0] == "salesive" {
                "/api/v1"
            } else {
                ""
            };
            let base = format!("--base-url={}{path}", server.base);
            for (token, more) in [
                ("app_example", &[][..]),
                ("example", &[]),
                ("app_canary", &[]),
                ("app_example", &["--dry-run"]),
            ] {
                let output = client::run(token, &[flags, &[&base], more].concat());
                printed.push_str(std::str::from_utf8(&output.stdout).unwrap());
                printed.push_str(std::str::from_utf8(&output.stderr).unwrap());
            }
        }
        logged.extend(server.log());
    }
    let logged = logged.join("\n");
    for text in [&printed, &logged] {
        for secret in ["canary", "app_example", "Bearer"] {
            let line = text.lines().find(|line| line.contains(secret));
            assert_eq!(line, None, "{secret}");
        }
    }
    for told in [
        "updated,",
        "refused (",
        "unreadable,",
        "authorization: <redacted>",
        "invalid: ",
    ] {
        assert!(printed.contains(told), "{told}");
    }
    for told in [
        "salesive fault: ",
        "microbase fault: ",
        "salesive reply: ",
        "email.portable",
    ] {
        assert!(logged.contains(told), "{told}");
    }
}
