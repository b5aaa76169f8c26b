//! Methods of an `Option` or a `Result`, where syntax does not tell which of the two it is.
//!
//! Functions of the runtime look at both alike:
//!
//! ```text
//! f(x).is_some()        is_some(&v)
//! f(x).unwrap_or(d)     if is_some(&v) { v's value } else { d }
//! ```

use quote::quote;
use syn::spanned::Spanned;

use super::matching::Subject;
use super::parts::Part;
use super::{Lowering, Value};
use crate::ir::{Expr, Place, Selector, StmtKind, Tokens, Update};
use crate::types::Ty;

impl Lowering<'_> {
    /// Whether there is a value: `is_some`, `is_none`, `is_ok`, `is_err`.
    pub(super) fn is_held(&mut self, call: &syn::ExprMethodCall) -> Option<Value> {
        let positive = match (call.method.to_string().as_str(), call.args.len()) {
            ("is_some" | "is_ok", 0) => true,
            ("is_none" | "is_err", 0) => false,
            _ => return None,
        };
        let presence = match self.subject(&call.receiver, &[&syn::parse_quote!(Some(_))]) {
            Subject::Active(part) => self.presence(&part),
            Subject::Element(condition, _) => condition,
            _ => return None,
        };
        let Expr::Tokens(mut tokens) = presence else { return None };
        if !positive {
            let held = &tokens.stream;
            tokens.stream = quote!(!(#held));
        }
        Some(Value { expr: Expr::Tokens(tokens), ty: Ty::boolean() })
    }

    /// Whether the value of `part` is there.
    pub(super) fn presence(&self, part: &Part) -> Expr {
        let holder = crate::emit::borrow(&self.function, false, &part.place);
        let mut reads = vec![part.place.root];
        part.place.for_each_index(&mut |var| reads.push(var));
        let stream = quote!(__chainrule::__private::is_some(#holder));
        Expr::Tokens(Tokens { stream, reads, flows: Vec::new(), cheap: true })
    }

    /// `unwrap_or`, `unwrap_or_default`, `unwrap_or_else` on what may be either.
    pub(super) fn held_or(&mut self, call: &syn::ExprMethodCall) -> Option<Value> {
        let name = call.method.to_string();
        let fits =
            matches!((name.as_str(), call.args.len()), ("unwrap_or" | "unwrap_or_else", 1) | ("unwrap_or_default", 0));
        if !fits || !matches!(self.type_of(&call.receiver).peel(), Ty::Unknown | Ty::Opaque(_)) {
            return None;
        }
        let otherwise = match (name.as_str(), call.args.first()) {
            ("unwrap_or_else", Some(syn::Expr::Closure(closure))) => {
                let unused = closure.inputs.iter().all(|input| matches!(input, syn::Pat::Wild(_)));
                if !unused || super::opaque::find_jump(&closure.body).is_some() {
                    return None;
                }
                Some(&*closure.body)
            }
            ("unwrap_or_else", _) => return None,
            (_, argument) => argument,
        };
        let Subject::Active(part) = self.subject(&call.receiver, &[&syn::parse_quote!(Some(_))]) else { return None };
        let eager = if name == "unwrap_or" { otherwise.map(|otherwise| self.atom(otherwise)) } else { None };
        Some(self.held_or_value(part, call, otherwise, eager))
    }

    fn held_or_value(
        &mut self,
        part: Part,
        call: &syn::ExprMethodCall,
        otherwise: Option<&syn::Expr>,
        eager: Option<Value>,
    ) -> Value {
        let span = call.span();
        let condition = self.presence(&part);
        let variant = proc_macro2::Ident::new("Some", call.method.span());
        let held = part.field(Some(&variant), syn::Member::from(0));
        let result = self.deferred(held.ty.clone(), None, span);
        let then = self.in_block(|this| {
            let value = super::option::part_value(held.clone());
            this.assign(Place::of(result), Update::Set, value, span);
        });
        let otherwise = self.in_block(|this| {
            let value = match (eager, otherwise) {
                (Some(value), _) => value,
                (None, Some(otherwise)) => this.atom(otherwise),
                (None, None) => {
                    let zero = super::opaque::constant(quote!(::core::default::Default::default()));
                    Value { expr: Expr::Tokens(zero), ty: Ty::Unknown }
                }
            };
            let ty = value.ty.peel().clone();
            this.refine_var(result, &ty);
            this.assign(Place::of(result), Update::Set, Value { ty, ..value }, span);
        });
        self.mark_varied(result, &Expr::Place(part.place));
        self.emit(StmtKind::Branch { selector: Selector::If(condition), arms: vec![then, otherwise] }, span);
        Value { expr: Expr::var(result), ty: self.ty_of(result).clone() }
    }
}
