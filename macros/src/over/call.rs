//! Calls of functions over the same scalar: `g::over((Varied(x), Held(n), &a))`.

use proc_macro2::{Span, TokenStream};
use quote::quote;

use super::{Obstacle, Pass, obstacle};
use crate::emit;
use crate::ir::{Argument, Call, Callee, Expr, Tokens};
use crate::types::Ty;

impl Pass<'_> {
    pub(super) fn call(&self, call: &Call, span: Span) -> Result<Expr, Obstacle> {
        let Callee::Function(path) = &call.callee else { return Err(obstacle("a call of a method", span)) };
        let has_generics = path.path.segments.iter().any(|segment| !segment.arguments.is_none());
        if has_generics || path.qself.is_some() || call.level > 0 {
            return Err(obstacle("a call of a generic function", span));
        }
        let borrowed: Vec<_> = call.arguments.iter().filter_map(Argument::borrowed).collect();
        let overlaps = |(index, (mutable, place)): (usize, &(bool, &crate::ir::Place))| {
            *mutable && borrowed.iter().enumerate().any(|(other, (_, with))| other != index && with.root == place.root)
        };
        if borrowed.iter().enumerate().any(overlaps) {
            return Err(obstacle("a call with several parts of one variable", span));
        }
        self.changed.borrow_mut().extend(borrowed.iter().filter(|(mutable, _)| *mutable).map(|(_, place)| place.root));
        let list = call.located().map(|(argument, at)| self.argument(argument, at)).collect::<Result<Vec<_>, _>>()?;
        self.calls.borrow_mut().push(path.clone());
        let stream = quote!({
            use __chainrule::__private::NotOver as _;
            #path::over((#(#list,)*))
        });
        Ok(Expr::Tokens(Tokens { stream, reads: Vec::new(), flows: Vec::new(), cheap: false }))
    }

    fn argument(&self, argument: &Argument, span: Span) -> Result<TokenStream, Obstacle> {
        match argument {
            Argument::Value(Expr::Place(place))
                if self.is_varied(place.root) && !self.old.place_ty(place).is_passive() =>
            {
                let value = self.value(Expr::Place(place.clone()), &self.old.place_ty(place), span)?;
                let value = emit::expr(self.new, &value);
                Ok(quote!(__chainrule::__private::Varied(#value)))
            }
            Argument::Value(value) if self.is_number(value) => {
                let mut value = value.clone();
                self.passive(&mut value, span)?;
                let value = emit::expr(self.new, &value);
                Ok(quote!(__chainrule::__private::Held(#value)))
            }
            Argument::Borrow(mutable, place) => {
                let mut place = place.clone();
                let ty = self.old.place_ty(&place);
                if !self.is_varied(place.root) && !ty.is_passive() {
                    return Err(obstacle("a reference to constants", span));
                }
                self.indices(&mut place, span)?;
                Ok(emit::borrow(self.new, *mutable, &place))
            }
            Argument::Value(_) | Argument::Function(_) | Argument::Tangent(_) => Err(obstacle("this argument", span)),
        }
    }

    /// Surely a number, and no reference.
    fn is_number(&self, value: &Expr) -> bool {
        match value {
            Expr::Number(_) => true,
            Expr::Place(place) => self.old.place_ty(place).is_scalar(),
            Expr::Tokens(tokens) => {
                let reads_numbers = tokens.reads.iter().all(|var| self.old.var(*var).ty.is_scalar());
                syn::parse2(tokens.stream.clone()).is_ok_and(|expr| self.is_arithmetic(&expr, reads_numbers))
            }
            _ => false,
        }
    }

    fn is_arithmetic(&self, expr: &syn::Expr, reads_numbers: bool) -> bool {
        let inner = |expr: &syn::Expr| self.is_arithmetic(expr, reads_numbers);
        match expr {
            syn::Expr::Lit(literal) => {
                !matches!(literal.lit, syn::Lit::Str(_) | syn::Lit::ByteStr(_) | syn::Lit::CStr(_))
            }
            syn::Expr::Path(path) => {
                let name = path.path.get_ident();
                reads_numbers
                    && name.is_some_and(|name| self.old.vars.iter().any(|var| var.name == *name && var.ty.is_scalar()))
            }
            syn::Expr::Unary(syn::ExprUnary { op: syn::UnOp::Neg(_), expr, .. }) => inner(expr),
            syn::Expr::Binary(binary) => inner(&binary.left) && inner(&binary.right),
            syn::Expr::Paren(paren) => inner(&paren.expr),
            syn::Expr::Group(group) => inner(&group.expr),
            syn::Expr::Cast(cast) => Ty::of(&cast.ty).is_scalar(),
            syn::Expr::MethodCall(call) => call.method == "len" && call.args.is_empty(),
            _ => false,
        }
    }
}
