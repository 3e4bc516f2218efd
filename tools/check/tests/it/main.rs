#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed, which is what it is for"
)]

mod cannot_run;
mod directories;
mod exit_status;
mod explain;
mod github;
mod habits;
mod help;
mod input_causes;
mod input_forms;
mod input_guesses;
mod leaks;
mod limits;
mod manual;
mod output_file;
mod page;
mod partial;
mod places;
mod preflight;
mod preflight_csv;
mod preflight_header;
mod preflight_html;
mod preflight_html_form;
mod preflight_html_values;
mod preflight_input;
mod preflight_json;
#[cfg(target_os = "linux")]
mod preflight_kept;
#[cfg(target_os = "linux")]
mod preflight_memory;
mod preflight_reasons;
mod preflight_sarif;
mod preflight_split;
mod preflight_unread;

mod replay;
mod reports;
mod sarif;
mod strict;
mod support;
mod terminal;
