//! The error of a `Result`, which carries no derivative: patterns bind it as they stand.
//!
//! ```text
//! match r { Ok(v) => v * x, Err(Failure::Late(n)) => x * n as f64 }
//! match &r { Ok(_) => …, Err(Failure::Late(n)) => { let n_1 = n.clone(); … } }
//! ```

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use super::Lowering;
use super::matching::Subject;
use super::option::Holder;
use super::parts::{Part, binds_names};
use super::scope::Binding;
use crate::diagnostic::Message;
use crate::ir::{Expr, Failure, Place, Role, StmtKind, Tokens, VarId};
use crate::types::Ty;

/// Whether `path` is the variant of the standard library.
fn is_error(path: &syn::Path) -> bool {
    let mut names = path.segments.iter().rev().map(|segment| segment.ident.to_string());
    names.next().is_some_and(|last| last == "Err") && names.next().is_none_or(|owner| owner == "Result")
}

/// Whether `pattern` asks more of the error than whether there is one; nothing where it may bind the whole `Result`.
pub(super) fn asks_for_error(pattern: &syn::Pat) -> Option<bool> {
    match pattern {
        syn::Pat::Paren(inner) => asks_for_error(&inner.pat),
        syn::Pat::Wild(_) => Some(false),
        syn::Pat::Or(cases) => {
            cases.cases.iter().map(asks_for_error).try_fold(false, |asked, case| Some(asked | case?))
        }
        syn::Pat::TupleStruct(held) if held.elems.len() == 1 => {
            let error = is_error(&held.path);
            Some(error && !matches!(held.elems[0], syn::Pat::Wild(_) | syn::Pat::Rest(_)))
        }
        _ => None,
    }
}

impl Lowering<'_> {
    /// What a `match` looks at: the value behind a reference, or the error, which moves.
    pub(super) fn with_error(&self, part: &Part, error: proc_macro2::Ident) -> Subject {
        let holder = crate::emit::borrow(&self.function, false, &part.place);
        let stream = quote!(__chainrule::__private::with_error(#holder, #error));
        let tokens = Tokens { stream, reads: vec![part.place.root], flows: Vec::new(), cheap: false };
        Subject::Failing(part.clone(), tokens)
    }

    /// Takes the error of a call apart from its value, which is recorded without it: an error need not be `Clone`. Its name,
    /// where `patterns` ask for more than whether there is one.
    pub(super) fn part_error(
        &mut self,
        value: &mut super::Value,
        patterns: &[&syn::Pat],
    ) -> Option<proc_macro2::Ident> {
        let Expr::Call(call) = &mut value.expr else { return None };
        let told = patterns.iter().any(|pattern| Holder::of_pattern(pattern) == Some(Holder::Result));
        let inner = match &value.ty {
            Ty::Result(_, error) if error.is_copy() => return None,
            Ty::Result(inner, _) => (**inner).clone(),
            Ty::Unknown | Ty::Opaque(_) | Ty::Named(_) if told => Ty::Unknown,
            _ => return None,
        };
        let asked = patterns.iter().map(|pattern| asks_for_error(pattern));
        let asked = asked.collect::<Option<Vec<bool>>>()?.contains(&true);
        value.ty = Ty::Result(Box::new(inner), Box::new(Ty::Unit));
        let error = asked.then(|| self.function.names.fresh("error", proc_macro2::Span::mixed_site()));
        call.error = error.clone().map_or(Failure::Dropped, Failure::Apart);
        error
    }

    /// `Err(inner)`, with names inside: each gets a copy of what it stands for, or stands for that copy.
    pub(super) fn bind_error(
        &mut self,
        pattern: &syn::Pat,
        part: &Part,
        binds: &mut Vec<VarId>,
        moves: bool,
    ) -> Option<TokenStream> {
        let syn::Pat::TupleStruct(error) = pattern else { return None };
        if !is_error(&error.path) || error.elems.len() != 1 || !binds_names(pattern) {
            return None;
        }
        let mut renamed = pattern.clone();
        let syn::Pat::TupleStruct(new) = &mut renamed else { return None };
        let first = binds.len();
        self.bind_pattern(&error.elems[0], &mut new.elems[0], &Ty::Unknown, binds);
        for bound in binds[first..].iter().copied() {
            self.own_error(bound, part, pattern, moves);
        }
        Some(renamed.to_token_stream())
    }

    /// The part `bound` of the error, moved or copied, where rustc sees that it is that of a `Result`.
    fn own_error(&mut self, bound: VarId, part: &Part, pattern: &syn::Pat, moves: bool) {
        let span = pattern.span();
        let name = self.function.var(bound).name.clone();
        let own = self.named(&name.to_string(), Ty::Unknown, false, Role::Local);
        self.held_errors.insert(own);
        let holder = crate::emit::borrow(&self.function, false, &part.place);
        let copied = (!moves).then(|| quote!(.clone()));
        let stream = quote!(__chainrule::__private::error_part(#holder, #name #copied));
        let mut reads = vec![bound, part.place.root];
        part.place.for_each_index(&mut |var| reads.push(var));
        let tokens = Tokens { stream, reads, flows: Vec::new(), cheap: !moves };
        self.emit(StmtKind::Let { var: own, value: Expr::Tokens(tokens) }, span);
        let binding = match part.reference {
            None => Binding::Var(own),
            Some(_) => Binding::Alias { place: Place::of(own), mutable: false, ty: Ty::Unknown },
        };
        self.scopes.rebind(bound, &binding);
    }

    /// Whether `expr` names an error, or a part of one.
    pub(super) fn is_held_error(&self, expr: &syn::Expr) -> bool {
        let syn::Expr::Path(path) = expr else { return false };
        let bound = path.path.get_ident().and_then(|name| self.scopes.find(&name.to_string()));
        match bound {
            Some(Binding::Var(var)) => self.held_errors.contains(var),
            Some(Binding::Alias { place, .. }) => self.held_errors.contains(&place.root),
            _ => false,
        }
    }

    /// An error that reports fields of types that only rustc knows, such as constant ones: rustc is asked whether they carry
    /// derivatives.
    pub(super) fn reported(&mut self, call: &syn::ExprCall, path: &syn::ExprPath) -> Option<super::Value> {
        let payload = call.args.first().filter(|_| is_error(&path.path))?;
        if !self.is_varied(payload) {
            return None;
        }
        let mut parts = Vec::new();
        self.reported_parts(payload, &mut parts)?;
        for part in parts {
            let (place, _) = self.place(part)?;
            let mut reads = vec![place.root];
            place.for_each_index(&mut |var| reads.push(var));
            let place = crate::emit::borrow(&self.function, false, &place);
            let span = proc_macro2::Span::mixed_site().located_at(part.span());
            let stream = quote_spanned!(span=> __chainrule::__private::reported({ #place }););
            let tokens = Tokens { stream, reads, flows: Vec::new(), cheap: true };
            self.emit(StmtKind::Passive { tokens, writes: Vec::new() }, part.span());
        }
        let error: syn::Expr = syn::parse_quote!(#path(__chainrule::stop_gradient(#payload)));
        Some(self.passive_value(&error))
    }

    /// The differentiated parts of a payload, where all of them are of types that only rustc knows.
    fn reported_parts<'e>(&self, payload: &'e syn::Expr, parts: &mut Vec<&'e syn::Expr>) -> Option<()> {
        if !self.is_varied(payload) {
            return Some(());
        }
        match payload {
            syn::Expr::Field(_) => {
                parts.push(payload);
                matches!(self.type_of(payload), Ty::Unknown).then_some(())
            }
            syn::Expr::MethodCall(call) if call.method == "clone" => self.reported_parts(&call.receiver, parts),
            syn::Expr::Call(call) => {
                let made =
                    matches!(&*call.func, syn::Expr::Path(path) if super::construct::constructor(&path.path).is_some());
                made.then(|| call.args.iter().try_for_each(|part| self.reported_parts(part, parts)))?
            }
            syn::Expr::Struct(made) => made.fields.iter().try_for_each(|field| self.reported_parts(&field.expr, parts)),
            syn::Expr::Tuple(tuple) => tuple.elems.iter().try_for_each(|part| self.reported_parts(part, parts)),
            _ => None,
        }
    }

    /// An error that carries a derivative would lose it.
    pub(super) fn check_error(&mut self, call: &syn::ExprCall, path: &syn::ExprPath) {
        let Some(payload) = call.args.first().filter(|_| is_error(&path.path)) else { return };
        if self.gives_varied(payload, &mut Vec::new()) {
            let message = Message::new("this error carries a differentiated value, whose derivative would be lost")
                .note("the error of a `Result` has no derivative: its tangent is `Result<T::Tangent, ()>`")
                .help("report it without one: `Err(stop_gradient(..))`, or return an enum of your own that derives `Differentiable`");
            self.error(message, payload);
        }
    }

    /// Whether a derivative could flow into the value of `expr`; what a block does on the way to its value is no part of it.
    fn gives_varied(&self, expr: &syn::Expr, passive: &mut Vec<String>) -> bool {
        let syn::Expr::Block(syn::ExprBlock { block, label: None, .. }) = expr else {
            return self.is_varied_beside(expr, passive);
        };
        let Some((syn::Stmt::Expr(value, None), before)) = block.stmts.split_last() else { return false };
        let outside = passive.len();
        for stmt in before {
            let syn::Stmt::Local(local) = stmt else { continue };
            let mut bound = Vec::new();
            super::flows::names(&local.pat, &mut bound);
            if local.init.as_ref().is_none_or(|init| self.gives_varied(&init.expr, passive)) {
                // It may hide one of the others.
                passive.retain(|name| !bound.contains(name));
            } else {
                passive.extend(bound);
            }
        }
        let varied = self.gives_varied(value, passive);
        passive.truncate(outside);
        varied
    }
}
