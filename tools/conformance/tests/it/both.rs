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
