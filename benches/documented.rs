//! The documented bodies and replies of both services: this crate beside what one would write
//! without it. `cargo bench` prints a table for each input.

#![allow(clippy::unwrap_used, reason = "a bench that panics has failed")]

use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// What a derived struct checks, and so what the other contenders are measured against: shape
/// only, no rule and no report.
macro_rules! contenders {
    ($service:ident, $schema:ident, $body:ident) => {
        use super::*;
        use salesive_schema::$service::CustomerUpdate;
        use serde::Deserialize;

        #[divan::bench]
        fn this_crate(bencher: Bencher) {
            bencher.bench(|| CustomerUpdate::from_json(black_box($body)).is_ok());
        }

        #[divan::bench]
        fn serde_derive_owned(bencher: Bencher) {
            assert!(Derived::deserialize(&mut serde_json::Deserializer::from_slice($body)).is_ok());
            bencher.bench(|| serde_json::from_slice::<Derived>(black_box($body)));
        }

        #[divan::bench]
        fn value_and_jsonschema(bencher: Bencher) {
            let schema = serde_json::from_str(salesive_schema::schema::$schema).unwrap();
            let validator = jsonschema::options()
                .should_validate_formats(true)
                .build(&schema)
                .unwrap();
            let judge =
                |body| serde_json::from_slice(body).is_ok_and(|value| validator.is_valid(&value));
            assert!(judge($body));
            bencher.bench(|| judge(black_box($body)));
        }
    };
}

mod salesive_update {
    contenders!(salesive, SALESIVE_CUSTOMER_UPDATE, BODY);

    const BODY: &[u8] = br#"{"phone":"+2348099998888","active":false}"#;

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "deserialised and dropped")]
    struct Derived {
        name: Option<String>,
        email: Option<String>,
        phone: Option<String>,
        user: Option<String>,
        active: Option<bool>,
    }
}

mod microbase_update {
    contenders!(microbase, MICROBASE_CUSTOMER_UPDATE, BODY);

    const BODY: &[u8] = br#"{
        "id": "HkhhuXESl",
        "email": "",
        "firstName": "John",
        "lastName": "Doe",
        "tags": ["VIP"],
        "status": "ACTIVE"
    }"#;

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    #[expect(dead_code, reason = "deserialised and dropped")]
    struct Derived {
        id: String,
        email: Option<String>,
        first_name: Option<String>,
        last_name: Option<String>,
        status: Option<String>,
        tags: Option<Vec<String>>,
    }
}

mod salesive_reply {
    use super::*;
    use salesive_schema::salesive::Reply;
    use serde::Deserialize;

    const BODY: &[u8] = include_bytes!("salesive-reply.json");

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "deserialised and dropped")]
    struct Derived {
        status: u16,
        success: bool,
        message: String,
        data: Customer,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    #[expect(dead_code, reason = "deserialised and dropped")]
    struct Customer {
        #[serde(rename = "_id")]
        record_id: String,
        user: Option<User>,
        shop: String,
        name: String,
        phone: Option<String>,
        email: String,
        last_active: String,
        online: bool,
        active: bool,
        created_at: String,
        updated_at: String,
        avatar: Option<String>,
        id: String,
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "deserialised and dropped")]
    struct User {
        #[serde(rename = "_id")]
        id: String,
        name: String,
        email: String,
        avatar: Option<String>,
    }

    #[divan::bench]
    fn this_crate(bencher: Bencher) {
        assert!(Reply::decode(200, BODY).discrepancies().is_empty());
        bencher.bench(|| Reply::decode(200, black_box(BODY)).http_status());
    }

    #[divan::bench]
    fn serde_derive_owned(bencher: Bencher) {
        assert!(serde_json::from_slice::<Derived>(BODY).is_ok());
        bencher.bench(|| serde_json::from_slice::<Derived>(black_box(BODY)));
    }
}
