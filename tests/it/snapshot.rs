/// Holds a text against a snapshot that is called as it is said here, without module and counter.
macro_rules! assert_snapshot {
    ($(in $folder:expr,)? $name:expr, $text:expr) => {
        insta::with_settings!({
            $(snapshot_path => $folder,)?
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!($name, $text);
        })
    };
}
pub(crate) use assert_snapshot;
