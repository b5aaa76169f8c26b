//! Functions that fill lists with short formulas, and may stand where they are called.
//!
//! ```text
//! fn slope(x: &[f64], y: &[f64], f: &mut [f64]) {
//!     f[0] = x[0];
//!     for i in 1..x.len() { f[i] = x[i] * y[i - 1]; }
//! }
//! ```

use quote::ToTokens;
use syn::punctuated::Punctuated;

use super::body::{LONGEST, length};
use crate::types::Ty;

/// Such a function under the attribute.
#[derive(Clone)]
pub struct Filler {
    pub signature: String,
    pub block: String,
    /// What its body names beside its parameters: its variables.
    pub locals: Vec<String>,
}

impl Filler {
    /// Of a function that gives nothing, takes slices of numbers and numbers, and changes elements.
    pub(super) fn of(function: &syn::ItemFn) -> Option<Filler> {
        let (signature, block) = (&function.sig, &function.block);
        let plain = signature.asyncness.is_none()
            && signature.constness.is_none()
            && signature.unsafety.is_none()
            && signature.abi.is_none()
            && signature.variadic.is_none()
            && signature.generics.params.is_empty()
            && matches!(signature.output, syn::ReturnType::Default);
        if !plain || length(block.to_token_stream()) > LONGEST {
            return None;
        }
        let mut body = Filling::default();
        for input in &signature.inputs {
            let syn::FnArg::Typed(typed) = input else { return None };
            let syn::Pat::Ident(syn::PatIdent { by_ref: None, mutability: None, subpat: None, ident, .. }) =
                &*typed.pat
            else {
                return None;
            };
            let held = typed.attrs.iter().all(|attribute| attribute.path().is_ident("constant"));
            let name = ident.to_string();
            match Ty::of(&typed.ty) {
                Ty::Ref(mutable, inner) if typed.attrs.is_empty() && is_numbers(&inner) => {
                    body.slices.push((name, mutable));
                }
                ty if ty.is_scalar() && held => body.names.push(name),
                _ => return None,
            }
        }
        let fills = body.slices.iter().any(|(_, mutable)| *mutable);
        let fits = fills && body.block(block).is_some();
        fits.then(|| Filler {
            signature: signature.to_token_stream().to_string(),
            block: block.to_token_stream().to_string(),
            locals: body.locals,
        })
    }
}

/// `[f64]`, `[f64; 3]`.
fn is_numbers(ty: &Ty) -> bool {
    matches!(ty, Ty::Slice(element) | Ty::Array(element, _) if matches!(&**element, Ty::Float(Some(_))))
}

/// The assertions that a body may make.
fn is_assertion(path: &syn::Path) -> bool {
    ["assert", "debug_assert", "assert_eq", "debug_assert_eq"].iter().any(|name| path.is_ident(name))
}

/// What an assertion evaluates, without a message.
pub fn asserted(invocation: &syn::Macro) -> Option<Punctuated<syn::Expr, syn::Token![,]>> {
    let parts = invocation.parse_body_with(Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated).ok()?;
    let values = if invocation.path.segments.last()?.ident.to_string().ends_with("eq") { 2 } else { 1 };
    (is_assertion(&invocation.path) && parts.len() == values).then_some(parts)
}

/// What a body that only fills has met so far; `None` where it does more.
#[derive(Default)]
struct Filling {
    slices: Vec<(String, bool)>,
    /// Numbers, and variables so far.
    names: Vec<String>,
    locals: Vec<String>,
}

impl Filling {
    fn bind(&mut self, name: &syn::PatIdent) -> Option<()> {
        let text = name.ident.to_string();
        let shadows = self.names.contains(&text) || self.slices.iter().any(|(slice, _)| *slice == text);
        // What has the name of a parameter would mean something else from there on.
        if name.by_ref.is_some() || name.subpat.is_some() || shadows && !self.locals.contains(&text) {
            return None;
        }
        self.names.push(text.clone());
        self.locals.push(text);
        Some(())
    }

    fn block(&mut self, block: &syn::Block) -> Option<()> {
        let known = self.names.len();
        block.stmts.iter().try_for_each(|stmt| self.stmt(stmt))?;
        self.names.truncate(known);
        Some(())
    }

    fn stmt(&mut self, stmt: &syn::Stmt) -> Option<()> {
        match stmt {
            syn::Stmt::Local(local) => {
                let init = local.init.as_ref().filter(|init| init.diverge.is_none() && local.attrs.is_empty())?;
                self.expr(&init.expr)?;
                match &local.pat {
                    syn::Pat::Ident(name) => self.bind(name),
                    syn::Pat::Type(typed) => match (&*typed.pat, Ty::of(&typed.ty).is_scalar()) {
                        (syn::Pat::Ident(name), true) => self.bind(name),
                        _ => None,
                    },
                    _ => None,
                }
            }
            syn::Stmt::Macro(invocation) => asserted(&invocation.mac)?.iter().try_for_each(|value| self.expr(value)),
            syn::Stmt::Expr(expr, _) => self.step(expr),
            syn::Stmt::Item(_) => None,
        }
    }

    /// A loop, a branch, or an assignment.
    fn step(&mut self, expr: &syn::Expr) -> Option<()> {
        match expr {
            syn::Expr::ForLoop(looped) => {
                let syn::Expr::Range(syn::ExprRange { start: Some(start), end: Some(end), .. }) = &*looped.expr else {
                    return None;
                };
                let syn::Pat::Ident(counter) = &*looped.pat else { return None };
                if looped.label.is_some() || !looped.attrs.is_empty() {
                    return None;
                }
                self.expr(start)?;
                self.expr(end)?;
                let known = self.names.len();
                self.bind(counter)?;
                self.block(&looped.body)?;
                self.names.truncate(known);
                Some(())
            }
            syn::Expr::If(branch) => {
                self.expr(&branch.cond)?;
                self.block(&branch.then_branch)?;
                match &branch.else_branch {
                    Some((_, otherwise)) => self.step(otherwise),
                    None => Some(()),
                }
            }
            syn::Expr::Block(inner) if inner.label.is_none() => self.block(&inner.block),
            syn::Expr::Assign(assign) => {
                self.expr(&assign.right)?;
                self.target(&assign.left)
            }
            syn::Expr::Binary(binary) if changes(&binary.op) => {
                self.expr(&binary.right)?;
                self.target(&binary.left)
            }
            _ => None,
        }
    }

    /// A variable, or an element of what is passed to be changed.
    fn target(&self, expr: &syn::Expr) -> Option<()> {
        match expr {
            syn::Expr::Path(path) => {
                let name = path.path.get_ident()?.to_string();
                self.locals.contains(&name).then_some(())
            }
            syn::Expr::Index(index) => self.element(index, true),
            _ => None,
        }
    }

    fn element(&self, index: &syn::ExprIndex, changed: bool) -> Option<()> {
        self.expr(&index.index)?;
        let syn::Expr::Path(path) = &*index.expr else { return None };
        let name = path.path.get_ident()?;
        self.slices.iter().find(|(slice, mutable)| name == slice && (*mutable || !changed)).map(|_| ())
    }

    /// A formula of numbers, elements and lengths.
    fn expr(&self, expr: &syn::Expr) -> Option<()> {
        match expr {
            syn::Expr::Lit(_) => Some(()),
            syn::Expr::Path(path) => {
                let name = path.path.get_ident()?.to_string();
                self.names.contains(&name).then_some(())
            }
            syn::Expr::Paren(inner) => self.expr(&inner.expr),
            syn::Expr::Unary(unary) if !matches!(unary.op, syn::UnOp::Deref(_)) => self.expr(&unary.expr),
            syn::Expr::Cast(cast) if Ty::of(&cast.ty).is_scalar() => self.expr(&cast.expr),
            syn::Expr::Binary(binary) if !changes(&binary.op) => {
                self.expr(&binary.left)?;
                self.expr(&binary.right)
            }
            syn::Expr::Index(index) => self.element(index, false),
            syn::Expr::MethodCall(call) if call.turbofish.is_none() => {
                if let syn::Expr::Path(path) = &*call.receiver
                    && self.slices.iter().any(|(slice, _)| path.path.is_ident(slice))
                {
                    return (call.method == "len").then_some(());
                }
                let known = crate::primitives::is_differentiable(&call.method.to_string());
                self.expr(&call.receiver)?;
                known.then(|| call.args.iter().try_for_each(|argument| self.expr(argument)))?
            }
            _ => None,
        }
    }
}

/// `+=` and the like.
fn changes(op: &syn::BinOp) -> bool {
    use syn::BinOp::{AddAssign, DivAssign, MulAssign, RemAssign, SubAssign};
    use syn::BinOp::{BitAndAssign, BitOrAssign, BitXorAssign, ShlAssign, ShrAssign};
    matches!(op, AddAssign(_) | SubAssign(_) | MulAssign(_) | DivAssign(_) | RemAssign(_))
        || matches!(op, BitAndAssign(_) | BitOrAssign(_) | BitXorAssign(_) | ShlAssign(_) | ShrAssign(_))
}
