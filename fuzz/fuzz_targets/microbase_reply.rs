#![no_main]

salesive_schema_fuzz::reply_target!(microbase, MICROBASE_CUSTOMER_UPDATE_REPLY, "ok");
