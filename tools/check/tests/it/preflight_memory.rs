//! How much memory a preflight takes, whatever its input is made of.

use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::Duration;

use crate::support::{command, peak, scratch};

/// The most that a process holds until it ends, in kB.
fn peak_until_end(mut child: Child) -> u32 {
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        most = peak(&child).unwrap_or(most);
        sleep(Duration::from_millis(2));
    }
    most
}

#[test]
fn memory_is_bounded_whatever_the_lines_are() {
    let tags = format!("{{\"id\":\"1\",\"tags\":[{}0]}}\n", "0,".repeat(99));
    for (name, header, line) in [
        ("numbers.ndjson", "", "1\n"),
        ("blank.ndjson", "", "\n"),
        ("objects.ndjson", "", "{}\n"),
        ("findings.ndjson", "", &tags),
        ("tabs.csv", "id,tags\n", "\t\n"),
        ("wide.csv", "id,tags\n", &(",".repeat(250_000) + "\n")),
    ] {
        let text = header.to_owned() + &line.repeat(1_000_000 / line.len());
        let file = scratch(&format!("memory-{name}"), text.as_bytes());
        for (threads, format, most) in [
            ("2", "text", 64_000),
            ("2", "html", 64_000),
            ("64", "text", 256_000),
        ] {
            let args = ["microbase", "preflight", "--threads", threads, &file];
            let child = command()
                .args(args)
                .args(["--format", format, "--snippets", "always"])
                .stdout(Stdio::null())
                .spawn()
                .unwrap();
            let peak = peak_until_end(child);
            assert!(
                peak < most,
                "{name}, {threads} threads, {format}: {peak} kB"
            );
        }
    }
}
