#![no_main]

salesive_schema_fuzz::request_target!(salesive, SALESIVE_CUSTOMER_UPDATE);
