//! Companions that cannot be differentiated in their turn.

use super::Lowering;
use crate::diagnostic::Message;
use crate::home::Kind;
use crate::options::Companion;

impl Lowering<'_> {
    /// The message for a companion of a method beside this function.
    pub(super) fn companion_of_a_method(&self, name: &str) -> Option<Message> {
        let (companion, of) = Companion::ALL.iter().find_map(|companion| {
            let of = name.strip_prefix(companion.name())?.strip_prefix('_')?;
            Some((companion.name(), of)).filter(|(_, of)| self.home.methods.contains_key(*of))
        })?;
        if self.home.methods.contains_key(name) {
            return None;
        }
        // What the attribute on a whole `impl` says of the one, it says of the other: the companion has one order less.
        let can_be = self.home.kind == Kind::Impl && matches!(companion, "grad" | "value_and_grad" | "jvp");
        let message = Message::new(format!("`{name}` is not differentiated again"))
            .note(format!("it is the companion of a method, `{of}`, and it is called with a differentiated value"));
        Some(if can_be {
            message.help(format!(
                "put the attribute on the methods one by one, and not on the `impl`: `#[differentiate(order = 2)]` on `{of}`"
            ))
        } else {
            message.help(format!(
                "let a free function with `#[differentiate(order = 2)]` do what `{of}` does, and call its `{companion}_…`"
            ))
        })
    }
}
