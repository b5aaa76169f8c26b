//! Whether evaluating an expression may change what is read after it.

use quote::ToTokens;
use syn::visit::{self, Visit};

use super::expr::VecMacro;

/// Assignments, `&mut`, blocks, calls of anything but constructors and rules of numbers: what is not surely quiet.
pub(super) fn changes(expr: &syn::Expr) -> bool {
    let mut changes = Changes(false);
    changes.visit_expr(expr);
    changes.0
}

struct Changes(bool);

impl<'ast> Visit<'ast> for Changes {
    fn visit_expr(&mut self, expr: &'ast syn::Expr) {
        self.0 |= match expr {
            syn::Expr::Path(_) | syn::Expr::Lit(_) | syn::Expr::Field(_) | syn::Expr::Paren(_) => false,
            syn::Expr::Unary(_) | syn::Expr::Cast(_) | syn::Expr::Index(_) | syn::Expr::Array(_) => false,
            syn::Expr::Tuple(_) | syn::Expr::Struct(_) => false,
            syn::Expr::Reference(reference) => reference.mutability.is_some(),
            syn::Expr::Binary(binary) => is_assigning(&binary.op),
            syn::Expr::MethodCall(call) => !crate::primitives::is_float_method(&call.method.to_string()),
            // Nothing is lent to be changed by `Box::new` and `f64::sin`.
            syn::Expr::Call(call) => !is_quiet(&call.func),
            syn::Expr::Macro(invocation) => match VecMacro::parse(&invocation.mac) {
                Some(VecMacro::List(parts)) => parts.iter().any(changes),
                Some(VecMacro::Repeat(part, _)) => changes(&part),
                None => true,
            },
            _ => true,
        };
        visit::visit_expr(self, expr);
    }
}

fn is_assigning(op: &syn::BinOp) -> bool {
    let compares = matches!(op, syn::BinOp::Le(_) | syn::BinOp::Ge(_) | syn::BinOp::Eq(_) | syn::BinOp::Ne(_));
    !compares && op.to_token_stream().to_string().ends_with('=')
}

/// `Box::new`, `f64::sin`, `Some`
pub(super) fn is_quiet(callee: &syn::Expr) -> bool {
    let syn::Expr::Path(path) = callee else { return false };
    let names: Vec<String> = path.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    match &names.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [.., "Box" | "Rc", "new"] | ["Some" | "Ok" | "Err"] => true,
        ["f64" | "f32", name] => crate::primitives::is_float_method(name),
        _ => false,
    }
}
