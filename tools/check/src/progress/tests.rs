use super::Progress;

fn message(total: Option<u64>, read: usize) -> String {
    let mut progress = Progress::new(false, "records", total);
    progress.advance(read);
    progress.message()
}

#[test]
fn it_says_how_much_was_read_and_of_how_much_where_that_is_known() {
    assert_eq!(
        message(Some(4 << 20), 3 << 19),
        "records: 1.50 MiB of 4.00 MiB read"
    );
    assert_eq!(message(None, 3 << 19), "records: 1.50 MiB read");
}

#[test]
fn no_more_is_read_than_there_is() {
    assert_eq!(message(Some(5), 5), "records: 5 B of 5 B read");
    assert_eq!(message(Some(5), 6), "records: 6 B read");
    assert_eq!(message(Some(0), 6), "records: 6 B read");
}
