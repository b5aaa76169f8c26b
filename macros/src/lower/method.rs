//! Methods of differentiated values: those of floats, and copies of containers.

use super::scope::Binding;
use super::{Lowering, Value};
use crate::diagnostic::Message;
use crate::ir::Expr;
use crate::primitives;
use crate::types::Ty;

impl Lowering<'_> {
    pub(super) fn method(&mut self, call: &syn::ExprMethodCall) -> Value {
        if let Some(conversion) = super::scalar::conversion(call) {
            return self.converted(&conversion);
        }
        if let Some(value) = self.removed(call).or_else(|| self.changing_value(call)) {
            return value;
        }
        if call.method == "concat" && call.args.is_empty() {
            return self.concat(call);
        }
        if let Some(value) = self.element_or(call) {
            return value;
        }
        if self.is_access(call) && self.is_varied(&call.receiver) {
            return self.read(&syn::Expr::MethodCall(call.clone()));
        }
        if super::indexed::is_read(call) {
            let ty = self.type_of(&syn::Expr::MethodCall(call.clone()));
            return Value { ty, ..self.linked_method(call) };
        }
        let name = call.method.to_string();
        if let Some(value) = self.option_method(call) {
            return value;
        }
        if let Some(message) = self.unfollowed(call) {
            return self.refuse(message, &call.method);
        }
        let receiver_ty = self.type_of(&call.receiver);
        if let Some(inner) = self.number_in_box(call) {
            return self.method(&inner);
        }
        match name.as_str() {
            "clone" | "to_owned" | "to_vec" if call.args.is_empty() => self.copied(call),
            _ if self.is_of_user(&call.receiver)
                || self.home.once && self.is_payload(&call.receiver)
                || self.is_no_float_method(call) =>
            {
                self.linked_method(call)
            }
            _ if primitives::is_differentiable(&name) && primitives::arity(&name) != call.args.len() => {
                self.refuse(wrong_arity(&name), &call.method)
            }
            _ if primitives::is_differentiable(&name)
                && !matches!(receiver_ty.peel(), Ty::Vec(_) | Ty::Slice(_) | Ty::Array(..) | Ty::Tuple(_)) =>
            {
                self.float_method(call)
            }
            _ if self.links(call) => self.linked_method(call),
            _ => self.unknown_method(call, &name),
        }
    }

    /// `x.sin()`, by its rule.
    fn float_method(&mut self, call: &syn::ExprMethodCall) -> Value {
        let mut ty = self.type_of(&syn::Expr::MethodCall(call.clone()));
        let mut list: Vec<&syn::Expr> = vec![&call.receiver];
        list.extend(call.args.iter());
        let mut values = self.operands(&list);
        self.look_through(&call.receiver, &mut values[0]);
        if call.method != "sin_cos"
            && let Some(float) = self.float_made_of(&values[0])
        {
            self.unify_value(&values[0], &float);
            ty = float;
        }
        values.iter().for_each(|value| self.unify(value, &ty));
        let receiver = values.remove(0);
        let arguments = values.into_iter().map(|value| value.expr).collect();
        Value { expr: Expr::Method(call.method.clone(), Box::new(receiver.expr), arguments), ty }
    }

    /// A method looks through the reference that `expr` names, its derivative is written with numbers.
    fn look_through(&self, expr: &syn::Expr, value: &mut Value) {
        let syn::Expr::Path(path) = expr else { return };
        let bound = path.path.get_ident().and_then(|name| self.scopes.find(&name.to_string()));
        if let (Some(Binding::Alias { .. }), Expr::Tokens(tokens)) = (bound, &mut value.expr) {
            let reference = &tokens.stream;
            tokens.stream = quote::quote!((*#reference));
        }
    }

    /// `a.clone()`, `a.to_vec()`
    fn copied(&mut self, call: &syn::ExprMethodCall) -> Value {
        let receiver = self.read_or_atom(&call.receiver);
        if receiver.ty.is_float_operand() {
            return Value { ty: receiver.ty.peel().clone(), ..receiver };
        }
        let Expr::Place(place) = receiver.expr else { return self.unknown(&call.receiver) };
        if call.method == "to_vec" || call.method == "to_owned" && matches!(receiver.ty.peel(), Ty::Slice(_)) {
            let ty = Ty::Vec(Box::new(receiver.ty.element()));
            let to_vec = proc_macro2::Ident::new("to_vec", call.method.span());
            return Value { expr: Expr::Copy(to_vec, place), ty };
        }
        Value { expr: Expr::Copy(call.method.clone(), place), ty: receiver.ty.peel().clone() }
    }

    pub(super) fn read_or_atom(&mut self, expr: &syn::Expr) -> Value {
        match self.place(expr) {
            Some((place, ty)) => Value { expr: Expr::Place(place), ty: ty.peel().clone() },
            None => self.atom(expr),
        }
    }

    fn unknown_method(&mut self, call: &syn::ExprMethodCall, name: &str) -> Value {
        if name == "try_into" {
            let message = Message::new("chainrule cannot see into what this is converted")
                .note("only the compiler knows the type that is wanted here")
                .help("write `Type::try_from(..)`");
            return self.refuse(message, &call.method);
        }
        let message = Message::new(format!("the method `{name}` has no derivative here"))
            .note("its receiver or an argument is differentiated, and chainrule knows no rule for it");
        let near = crate::options::nearest(name, primitives::all())
            .filter(|_| self.type_of(&call.receiver).is_float_operand());
        let message = match near {
            Some(near) => message.help(format!("did you mean `{near}`?")),
            None => message.help("write it out with loops and arithmetic, or as a function under `#[differentiate]`"),
        };
        self.refuse(message, &call.method)
    }
}

/// The message for a float method with too few or too many arguments.
pub(super) fn wrong_arity(name: &str) -> Message {
    let count = primitives::arity(name);
    let arguments = if count == 1 { "argument" } else { "arguments" };
    Message::new(format!("`{name}` takes {count} {arguments} beside its receiver"))
        .help("see the documentation of `f64` in the standard library")
}
