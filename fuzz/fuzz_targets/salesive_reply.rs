#![no_main]

salesive_schema_fuzz::reply_target!(salesive, SALESIVE_CUSTOMER_UPDATE_REPLY, "success");
