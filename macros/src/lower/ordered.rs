//! Containers that order what they hold: chainrule does not follow where a differentiated value comes to lie in them.

use super::Lowering;
use crate::diagnostic::Message;
use crate::types::Ty;

const ORDERED: &[&str] = &["BinaryHeap", "BTreeSet", "HashSet"];

impl Lowering<'_> {
    /// Refuses a differentiated value that enters one: `heap.push(State { cost, node })`.
    pub(super) fn refuse_ordered(&mut self, call: &syn::ExprMethodCall) -> bool {
        let enters = matches!(call.method.to_string().as_str(), "push" | "insert" | "extend");
        if !enters || !call.args.iter().any(|argument| self.is_varied(argument)) {
            return false;
        }
        let Some(name) = self.ordered(&call.receiver) else { return false };
        let message = Message::new(format!("a `{name}` of differentiated values is not followed"))
            .note("it orders what it holds, and chainrule does not see where a value comes to lie")
            .help("hold `stop_gradient(..)` of what decides in it, and the differentiated numbers in a `Vec` beside it; or sort a `Vec`");
        self.error(message, &call.method);
        true
    }

    /// The name of the container that `expr` is, where its type or what makes it tells.
    fn ordered(&self, expr: &syn::Expr) -> Option<&'static str> {
        let path: syn::Type = match self.type_of(expr).peel() {
            Ty::Named(path) => syn::parse2(path.clone()).ok()?,
            _ => self.told.as_ref()?.ty(expr)?,
        };
        let syn::Type::Path(path) = path else { return None };
        let last = &path.path.segments.last()?.ident;
        ORDERED.iter().copied().find(|name| last == name)
    }
}
