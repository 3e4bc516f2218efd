/// Where a service takes its update and what the request needs, for clients and servers that route
/// by themselves.
///
/// ```
/// use salesive_schema::{microbase, salesive};
///
/// assert_eq!(salesive::ENDPOINT.method, "PUT");
/// assert_eq!(salesive::ENDPOINT.scope, Some("WRITE_CUSTOMERS"));
/// assert_eq!(microbase::ENDPOINT.path, "/services/customer/{version}/customer.update");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Endpoint {
    /// The HTTP method.
    pub method: &'static str,
    /// The path below the base URL, with names in braces for what is filled in.
    pub path: &'static str,
    /// The OAuth scope that the token needs, if the service has scopes.
    pub scope: Option<&'static str>,
}
