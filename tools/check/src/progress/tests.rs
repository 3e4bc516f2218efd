use std::time::Duration;

use super::Progress;

fn message(total: Option<u64>, read: u64, seconds: u64) -> String {
    let mut progress = Progress::new(false, "records", total);
    progress.advance(read, 12_000);
    progress.message(Duration::from_secs(seconds))
}

#[test]
fn it_says_how_much_was_read_how_fast_and_how_long_the_rest_takes() {
    assert_eq!(
        message(Some(4 << 20), 3 << 19, 2),
        "12,000 records, 1.50 MiB of 4.00 MiB, 768.00 KiB/s, 3 seconds left"
    );
    assert_eq!(
        message(Some(100 << 20), 1 << 20, 60),
        "12,000 records, 1.00 MiB of 100.00 MiB, 17.07 KiB/s, 2 hours left"
    );
}

#[test]
fn nothing_is_said_of_a_rest_whose_size_is_not_known() {
    assert_eq!(
        message(None, 3 << 19, 2),
        "12,000 records, 1.50 MiB, 768.00 KiB/s"
    );
    for total in [0, 5] {
        assert_eq!(message(Some(total), 6, 1), "12,000 records, 6 B, 6 B/s");
    }
}

#[test]
fn no_time_is_no_reason_to_fail() {
    assert_eq!(
        message(Some(5), 5, 1),
        "12,000 records, 5 B of 5 B, 5 B/s, 0 seconds left"
    );
    assert_eq!(message(Some(5), 0, 0), "12,000 records, 0 B of 5 B, 0 B/s");
    message(Some(u64::MAX), 1, 0);
    message(Some(u64::MAX), 1, u64::MAX);
}
