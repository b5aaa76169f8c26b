//! Methods of the containers of the standard library that chainrule does not follow, by name: no trait of the user's can give
//! these containers methods that these names call.

use super::Lowering;
use crate::diagnostic::Message;
use crate::types::{Ty, is_deque, is_map};

/// A container, its methods that are not followed, and those to write them with.
type Kind = (&'static str, &'static [&'static str], &'static str);

const LIST: Kind = (
    "a list",
    &[
        "array_windows",
        "as_array",
        "as_chunks",
        "as_chunks_mut",
        "chunk_by",
        "chunk_by_mut",
        "extract_if",
        "first_chunk",
        "first_chunk_mut",
        "get_disjoint_mut",
        "join",
        "last_chunk",
        "last_chunk_mut",
        "partition_point",
        "repeat",
        "rchunks",
        "rchunks_exact",
        "rsplit",
        "rsplit_mut",
        "rsplitn",
        "split",
        "split_first_chunk",
        "split_inclusive",
        "split_last_chunk",
        "split_mut",
        "splitn",
    ],
    "indices, slices, `chunks` and `windows`",
);

const QUEUE: Kind = (
    "a `VecDeque`",
    &[
        "as_mut_slices",
        "as_slices",
        "partition_point",
        "pop_back_if",
        "pop_front_if",
        "range",
        "range_mut",
        "resize_with",
        "retain_mut",
        "swap_remove_back",
        "swap_remove_front",
    ],
    "`iter`, `skip`, `take`, indices, `swap` and the methods of its ends",
);

const MAP: Kind = (
    "a map",
    &[
        "append",
        "drain",
        "entry",
        "extract_if",
        "first_entry",
        "first_key_value",
        "get_disjoint_mut",
        "get_key_value",
        "last_entry",
        "last_key_value",
        "pop_first",
        "pop_last",
        "range",
        "range_mut",
        "remove_entry",
        "split_off",
    ],
    "`iter`, `keys`, `get`, `insert` and `remove`",
);

const HOLDER: Kind = (
    "an `Option` or a `Result`",
    &[
        "and",
        "as_slice",
        "as_mut_slice",
        "get_or_insert_default",
        "inspect",
        "is_none_or",
        "take_if",
        "transpose",
        "unzip",
    ],
    "`match`, or `if let`",
);

impl Lowering<'_> {
    /// The message for `call`, where it is such a method.
    pub(super) fn unfollowed(&self, call: &syn::ExprMethodCall) -> Option<Message> {
        let name = call.method.to_string();
        let (container, methods, others) = match self.type_of(&call.receiver).peel() {
            Ty::Vec(_) | Ty::Slice(_) | Ty::Array(..) => LIST,
            Ty::Named(path) if is_deque(path) => QUEUE,
            Ty::Named(path) if is_map(path) => MAP,
            Ty::Option(_) | Ty::Result(..) => HOLDER,
            _ => return None,
        };
        methods.contains(&name.as_str()).then(|| {
            Message::new(format!("the method `{name}` of {container} has no derivative here"))
                .note("its receiver or an argument is differentiated, and chainrule knows no rule for it")
                .help(format!("write it with {others}"))
        })
    }
}
