#![no_main]

salesive_schema_fuzz::request_target!(microbase, MICROBASE_CUSTOMER_UPDATE);
