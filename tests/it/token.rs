//! Tokens: what is one, and what is mistaken for one.

use salesive_schema::microbase::{BearerToken, InvalidBearerToken};
use salesive_schema::salesive::{AppToken, InvalidAppToken};

#[test]
fn an_app_token_begins_with_its_prefix() {
    for token in ["app_1", "app_example", "app_a-b.c_d~e+f/g==", "app_app_"] {
        assert_eq!(AppToken::new(token).unwrap().expose(), token);
    }
}

#[test]
fn what_is_mistaken_for_an_app_token_has_its_own_hint() {
    for (token, why) in [
        ("", InvalidAppToken::Prefix),
        ("app_", InvalidAppToken::Prefix),
        ("APP_1", InvalidAppToken::Prefix),
        ("app-1", InvalidAppToken::Prefix),
        (" app_1", InvalidAppToken::Prefix),
        ("é", InvalidAppToken::Prefix),
        ("Bearer app_1", InvalidAppToken::BearerPrefix),
        ("bearer app_1", InvalidAppToken::BearerPrefix),
        ("sk_1", InvalidAppToken::ApiSecret),
        ("whsec_1", InvalidAppToken::WebhookSecret),
        ("eyJhbGciOiJIUzI1NiJ9.e30.x", InvalidAppToken::ShopperToken),
        ("app_1 ", InvalidAppToken::Character),
        ("app_1\r\nx-shop-id: 1", InvalidAppToken::Character),
        ("app_ü", InvalidAppToken::Character),
        ("app_\u{7f}", InvalidAppToken::Character),
    ] {
        assert_eq!(AppToken::new(token).unwrap_err(), why, "{token:?}");
    }
}

#[test]
fn a_bearer_token_is_what_a_header_can_carry() {
    for token in ["xxxxx", "eyJhbGciOiJIUzI1NiJ9.e30.x", "~", "bearer"] {
        assert_eq!(BearerToken::new(token).unwrap().expose(), token);
    }
    for (token, why) in [
        ("", InvalidBearerToken::Empty),
        ("Bearer xxxxx", InvalidBearerToken::BearerPrefix),
        ("BEARER xxxxx", InvalidBearerToken::BearerPrefix),
        ("xx xx", InvalidBearerToken::Character),
        ("xxxxx\n", InvalidBearerToken::Character),
        ("xü", InvalidBearerToken::Character),
    ] {
        assert_eq!(BearerToken::new(token).unwrap_err(), why, "{token:?}");
    }
}
