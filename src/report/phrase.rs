/// The phrase of an HTTP status, by IANA's registry; of one that is not registered, what its class
/// is called (RFC 9110, 15).
pub(super) const fn phrase(http_status: u16) -> &'static str {
    match http_status {
        100 => "Continue",
        101 => "Switching Protocols",
        102 => "Processing",
        103 => "Early Hints",
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        203 => "Non-Authoritative Information",
        204 => "No Content",
        205 => "Reset Content",
        206 => "Partial Content",
        207 => "Multi-Status",
        208 => "Already Reported",
        226 => "IM Used",
        300 => "Multiple Choices",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        304 => "Not Modified",
        305 => "Use Proxy",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        407 => "Proxy Authentication Required",
        408 => "Request Timeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "Length Required",
        412 => "Precondition Failed",
        413 => "Content Too Large",
        414 => "URI Too Long",
        415 => "Unsupported Media Type",
        416 => "Range Not Satisfiable",
        417 => "Expectation Failed",
        421 => "Misdirected Request",
        422 => "Unprocessable Content",
        423 => "Locked",
        424 => "Failed Dependency",
        425 => "Too Early",
        426 => "Upgrade Required",
        428 => "Precondition Required",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        451 => "Unavailable For Legal Reasons",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        505 => "HTTP Version Not Supported",
        506 => "Variant Also Negotiates",
        507 => "Insufficient Storage",
        508 => "Loop Detected",
        510 => "Not Extended",
        511 => "Network Authentication Required",
        _ => match http_status / 100 {
            1 => "Informational",
            2 => "Successful",
            3 => "Redirection",
            4 => "Client Error",
            5 => "Server Error",
            _ => "Unknown Status",
        },
    }
}

#[cfg(all(test, feature = "http-1x"))]
mod tests {
    use alloc::vec::Vec;

    use http::StatusCode;

    use super::phrase;

    /// Where the library has the phrase of an older RFC, or of one that is not on its own.
    const OTHERS: [(u16, &str); 4] = [
        (203, "Non Authoritative Information"),
        (413, "Payload Too Large"),
        (418, "I'm a teapot"),
        (422, "Unprocessable Entity"),
    ];

    #[test]
    fn phrases_are_those_of_the_http_crate_but_for_four() {
        let mut others = Vec::new();
        for status in 100..1000 {
            let library = StatusCode::from_u16(status).ok();
            match library.and_then(|status| status.canonical_reason()) {
                Some(library) if library != phrase(status) => others.push((status, library)),
                _ => {}
            }
        }
        assert_eq!(others, OTHERS);
    }
}
