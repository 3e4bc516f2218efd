/// The parts that both services' modules have under the same names.
macro_rules! parts {
    ($path:ty, $token:ty) => {
        const ENDPOINT: $crate::http::Endpoint = ENDPOINT;

        type Rule = Rule;
        type RefusalKind = RefusalKind;
        type CustomerUpdate<'a> = CustomerUpdate<'a>;
        type Customer<'a> = Customer<'a>;
        type Envelope<'a> = Envelope<'a>;
        type PathParameter<'a> = $path;
        type Token = $token;
        type RefusalDetails<'a> = refusal::RefusalDetails<'a>;

        fn check<'a>(
            json: &'a [u8],
            options: &$crate::Options,
        ) -> Result<$crate::Checked<CustomerUpdate<'a>, Rule>, $crate::Malformed> {
            CustomerUpdate::check(json, options)
        }

        fn from_json(json: &[u8]) -> Result<CustomerUpdate<'_>, $crate::Rejection<Rule>> {
            CustomerUpdate::from_json(json)
        }

        fn customer_from_json(json: &[u8]) -> Result<Customer<'_>, $crate::Rejection<Rule>> {
            Customer::from_json(json)
        }

        fn plan<'u>(
            customer: &Customer<'_>,
            update: &Self::CustomerUpdate<'u>,
        ) -> $crate::plan::Plan<'u, Self> {
            plan::plan(customer, update)
        }

        fn between<'a>(
            before: &Customer<'_>,
            after: &'a Customer<'_>,
        ) -> Result<Option<CustomerUpdate<'a>>, $crate::Report<Rule>> {
            CustomerUpdate::between(before, after)
        }

        fn apply(customer: &Customer<'_>, update: &CustomerUpdate<'_>) -> Customer<'static> {
            plan::apply(customer, update)
        }

        fn matches(
            customer: &Customer<'_>,
            update: &CustomerUpdate<'_>,
        ) -> alloc::vec::Vec<(&'static str, $crate::plan::Match<Rule>)> {
            plan::matches(customer, update)
        }

        fn owned_update<'o>(update: CustomerUpdate<'_>) -> CustomerUpdate<'o> {
            update.into_owned()
        }

        #[cfg(feature = "http-1x")]
        fn to_request(
            update: &CustomerUpdate<'_>,
            base: &$crate::http::BaseUrl,
            path: &Self::PathParameter<'_>,
            token: &Self::Token,
        ) -> ::http::Request<alloc::vec::Vec<u8>> {
            update.to_request(base, path, token)
        }

        fn owned_path_parameter<'o>(path: Self::PathParameter<'_>) -> Self::PathParameter<'o> {
            path.into_owned()
        }

        fn read_path_parameter(
            text: alloc::borrow::Cow<'_, str>,
        ) -> Result<Self::PathParameter<'_>, &'static str> {
            Self::PathParameter::new(text).map_err(|invalid| invalid.sentence())
        }

        fn read_token(text: &str) -> Result<Self::Token, &'static str> {
            Self::Token::new(text).map_err(|invalid| invalid.sentence())
        }

        fn owned_customer<'o>(customer: Customer<'_>) -> Customer<'o> {
            customer.into_owned()
        }

        fn owned_envelope<'o>(envelope: Envelope<'_>) -> Envelope<'o> {
            envelope.into_owned()
        }

        fn owned_details<'o>(details: Self::RefusalDetails<'_>) -> Self::RefusalDetails<'o> {
            details.into_owned()
        }

        fn show_details(
            details: &Self::RefusalDetails<'_>,
            debug: &mut core::fmt::DebugStruct<'_, '_>,
        ) {
            details.show(debug);
        }

        fn decode<'a>(http_status: u16, body: &'a [u8]) -> $crate::service::Decoded<'a, Self> {
            reply::decode(http_status, body)
        }

        fn recovery(
            refusal: &Refusal<'_>,
            update: Option<&CustomerUpdate<'_>>,
        ) -> $crate::http::Recovery<Rule> {
            refusal.next_step(update)
        }

        #[cfg(feature = "csv")]
        const COLUMNS: &'static [$crate::service::column::Column] = preflight::COLUMNS;

        #[cfg(feature = "preflight")]
        #[inline]
        fn trace_record<'a>(
            record: &'a [u8],
            options: &$crate::Options,
            marker: &$crate::value::mark::Marker,
        ) -> Result<$crate::service::trace::TracedRecord<'a, Self>, $crate::Malformed> {
            preflight::trace_record(record, options, marker)
        }

        #[cfg(feature = "preflight")]
        fn trace_customer(
            customer: &Customer<'_>,
            marker: &$crate::value::mark::Marker,
        ) -> Option<$crate::service::trace::Traces> {
            preflight::trace_customer(customer, marker)
        }
    };
}
pub(crate) use parts;
