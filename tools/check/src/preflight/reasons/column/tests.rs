use salesive_schema::preflight::csv::Delimiter;
use salesive_schema::{MicroBase, Salesive};

use super::Column;

const WHY: &str = "malformed: The row has 2 cells, the header 3.";

fn header(text: &str, delimiter: &str) -> (Column<Salesive>, String) {
    let delimiter: Delimiter = delimiter.parse().expect("the case names one");
    let (column, header) = Column::of(text.as_bytes(), delimiter).expect("one that can be");
    (column, self::text(header))
}

fn text(row: Vec<u8>) -> String {
    String::from_utf8(row).expect("the case is UTF-8")
}

#[test]
fn the_header_gets_one_last_column_whatever_it_comes_with() {
    for (before, delimiter, after) in [
        ("id,name\n", ",", "id,name,reasons\n"),
        ("id,name\r\n", ",", "id,name,reasons\r\n"),
        ("id", ",", "id,reasons"),
        ("sep=;\r\nid;name\r\n", ";", "sep=;\r\nid;name;reasons\r\n"),
        ("\u{feff}id\tname\n", "tab", "\u{feff}id\tname\treasons\n"),
        ("\u{feff}id,reasons\n", ",", "\u{feff}id,reasons\n"),
        ("id,\"reasons\"\n", ",", "id,reasons\n"),
        ("\"a,\nb\",id,reasons\n", ",", "\"a,\nb\",id,reasons\n"),
        ("id,Reasons\n", ",", "id,Reasons,reasons\n"),
    ] {
        assert_eq!(header(before, delimiter).1, after);
    }
}

#[test]
fn a_column_of_that_name_that_is_not_the_last_is_somebody_elses() {
    for header in [
        "reasons,id\n",
        "id,reasons,name\n",
        "id,\"reasons\",reasons\n",
    ] {
        let column = Column::<Salesive>::of(header.as_bytes(), Delimiter::COMMA);
        assert!(column.is_none(), "{header}");
    }
}

#[test]
fn the_bytes_of_a_row_stay_as_they_came() {
    let (column, _) = header("id,name\n", ",");
    for (before, end) in [
        ("1,\"Obi, \"\"Ada\"\"\"", "\r\n"),
        (",", "\n"),
        ("1,\"a\nb\"", ""),
    ] {
        let row = format!("{before}{end}");
        let expected = format!("{before},\"{WHY}\"{end}");
        assert_eq!(text(column.row(row.as_bytes(), WHY)), expected);
        assert_eq!(text(column.unclear_row(row.as_bytes(), WHY)), expected);
    }
    let (column, _) = header("id,name,reasons\n", ",");
    let row = text(column.row(b"1,Ada,\"old, \"\"1\"\"\"\n", WHY));
    assert_eq!(row, format!("1,Ada,\"{WHY}\"\n"));
}

/// So that the last quote of a row belongs to the reasons, whatever stands before them.
#[test]
fn no_quote_is_inside_the_reasons() {
    let (column, _) = header("id\n", ",");
    assert_eq!(text(column.row(b"1\n", "a \"b\"")), "1,\"a 'b'\"\n");
}

#[test]
fn the_reasons_of_a_row_that_cannot_be_read_are_replaced_where_they_stand() {
    let (column, _) = header("id,name,reasons\n", ",");
    for old in [
        "malformed: The row has 2 cells, the header 3.",
        "too_large: The record is longer than the limit, and was not looked at.",
        "salesive.update.email.format: Anything",
        "preflight.id.required: Anything; preflight.email.case: Anything",
    ] {
        for before in ["1", "1,\"Ada\"x", "1,\"Ada\n2,b", "1,2,3,4"] {
            let row = format!("{before},\"{old}\"\n");
            let expected = format!("{before},\"{WHY}\"\n");
            assert_eq!(text(column.unclear_row(row.as_bytes(), WHY)), expected);
        }
    }
    let unquoted = text(column.unclear_row(b"1,malformed: Anything\r\n", WHY));
    assert_eq!(unquoted, format!("1,\"{WHY}\"\r\n"));
}

#[test]
fn what_only_looks_like_reasons_stays() {
    let (column, _) = header("id,name,reasons\n", ",");
    let (other, _) =
        Column::<MicroBase>::of(b"id,reasons\n", Delimiter::COMMA).expect("one that can be");
    for row in [
        "malformed: x",
        "1,malformed",
        "1,\"malformedly: x\"",
        "1, malformed: x",
    ] {
        let edited = text(column.unclear_row(format!("{row},x,y\n").as_bytes(), WHY));
        assert_eq!(edited, format!("{row},x,y,\"{WHY}\"\n"));
        let edited = text(column.unclear_row(format!("{row}\n").as_bytes(), WHY));
        assert!(edited.starts_with(row), "{edited}");
    }
    let row = text(other.unclear_row(b"1,2,salesive.update.email.format: x\n", WHY));
    assert!(row.contains("salesive"), "{row}");
}

/// A row that lacked nothing but the cell of reasons would be read with it.
#[test]
fn a_row_that_cannot_be_read_gets_no_cell_that_it_lacked() {
    let (column, _) = header("id,name,reasons\n", ",");
    let row = column.unclear_row(b"1,Ada\n", WHY);
    assert_eq!(text(row.clone()), format!("1,Ada,,\"{WHY}\"\n"));
    assert_eq!(column.unclear_row(&row, WHY), row);
}
