//! A law is one function over a service and holds for both.

use salesive_schema::model::Expected;
use salesive_schema::report::CatalogueRule;
use salesive_schema::{Finding, MicroBase, Reply, Report, Salesive, Service};

/// What the documents call the parts of a body, for laws that put bodies together.
pub(crate) trait Documented: Service {
    /// The members of a request.
    const MEMBERS: &'static [&'static str];

    /// A valid body with all of them.
    const WHOLE_UPDATE: &'static str;

    /// The member of a reply that says success or failure.
    const FLAG: &'static str;

    /// The member of a reply that holds the customer.
    const CUSTOMER: &'static str;

    /// An update of all members.
    fn whole_update() -> Self::CustomerUpdate<'static> {
        Self::from_json(Self::WHOLE_UPDATE.as_bytes()).unwrap()
    }
}

impl Documented for Salesive {
    const MEMBERS: &'static [&'static str] = &["name", "email", "phone", "user", "active"];
    const WHOLE_UPDATE: &'static str =
        r#"{"name":"Ada","email":"ada@example.com","phone":null,"user":null,"active":true}"#;
    const FLAG: &'static str = "success";
    const CUSTOMER: &'static str = "data";
}

impl Documented for MicroBase {
    const MEMBERS: &'static [&'static str] =
        &["id", "email", "firstName", "lastName", "status", "tags"];
    const WHOLE_UPDATE: &'static str = r#"{"id":"1","email":"ada@example.com","firstName":"Ada","lastName":"Obi","status":"ACTIVE","tags":[]}"#;
    const FLAG: &'static str = "ok";
    const CUSTOMER: &'static str = "customer";
}

/// Makes a test of each service out of each law.
macro_rules! for_both_services {
    ($($law:ident)*) => {
        $(
            mod $law {
                #[test]
                fn salesive() {
                    super::$law::<salesive_schema::Salesive>();
                }

                #[test]
                fn microbase() {
                    super::$law::<salesive_schema::MicroBase>();
                }
            }
        )*
    };
}
pub(crate) use for_both_services;

/// What a report lists, as (pointer, rule id).
pub(crate) fn pairs<R: CatalogueRule>(report: &Report<R>) -> Vec<(String, String)> {
    let pair = |finding: &Finding<R>| {
        let rule = finding.rule();
        (finding.pointer().to_string(), rule.id().to_owned())
    };
    report.findings().iter().map(pair).collect()
}

/// What a client reports: the outcome, and each discrepancy, sorted.
pub(crate) fn reported<S: Service>(reply: &Reply<'_, S>) -> (Expected<S>, Vec<(String, S::Rule)>) {
    let found = reply.discrepancies().findings().iter();
    let mut discrepancies: Vec<_> = found
        .map(|found| (found.pointer().to_string(), found.rule()))
        .collect();
    discrepancies.sort();
    (reply.outcome().into(), discrepancies)
}
