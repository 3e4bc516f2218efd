use proptest::prelude::*;

use super::drawn::{Drawn, drawn, to_json};
use super::mailbox;
use crate::value::email::Email;
use crate::value::member::Member;

impl Arbitrary for Drawn<Email<'static>> {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    /// Half plain addresses, half over the whole grammar. Shrinks to a plain one.
    fn arbitrary_with((): ()) -> Self::Strategy {
        let email = |text| Email::new(text).expect("the grammar makes mailboxes");
        drawn(mailbox::valid().prop_map(email), to_json)
    }
}

impl<T: Arbitrary + Clone + 'static> Arbitrary for Member<T> {
    type Parameters = T::Parameters;
    type Strategy = BoxedStrategy<Self>;

    /// Absent and `null` in one draw of four each. Shrinks to absent.
    fn arbitrary_with(parameters: T::Parameters) -> Self::Strategy {
        let value = any_with::<T>(parameters);
        prop_oneof![
            1 => Just(Self::Absent),
            1 => Just(Self::Null),
            2 => value.prop_map(Self::Value),
        ]
        .boxed()
    }
}
