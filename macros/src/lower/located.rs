//! Results of calls that are references: names for a part of an argument, which the called function finds.
//!
//! ```text
//! let row = m.row(i);      let at = m.__locate_row(i);
//! row[j]                   located(&at, &m)[j], with the adjoint located_shadow_mut(&at, &mut m_bar)[j]
//! ```
//!
//! Whether a result is a reference is seen from the signature, where it stands in the same `impl`, from the type in a
//! `let`, from a star before the call, or from what is assigned to it.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::spanned::Spanned;

use super::scope::Binding;
use super::{Key, Lowering};
use crate::diagnostic::Message;
use crate::ir::{Expr, Place, Step, StmtKind, Tokens, VarId};
use crate::types::Ty;

/// Methods of the standard library's that give mutable references, or several of them.
const FOREIGN: &[&str] = &[
    "as_deref_mut",
    "as_mut_slice",
    "back_mut",
    "chunks_exact_mut",
    "chunks_mut",
    "first_chunk_mut",
    "first_mut",
    "front_mut",
    "get_disjoint_mut",
    "get_unchecked_mut",
    "iter_mut",
    "last_chunk_mut",
    "last_mut",
    "make_mut",
    "peek_mut",
    "range_mut",
    "rchunks_mut",
    "split_first_mut",
    "split_last_mut",
    "split_mut",
    "values_mut",
];

/// The results of a function that are references: to which parts of which parameter.
#[derive(Debug)]
pub struct Results {
    pub root: VarId,
    pub places: Vec<Place>,
}

/// The tag of a method, by its name.
pub fn named(name: &str) -> TokenStream {
    // FNV-1a.
    let fold = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let number = name.trim_start_matches("r#").bytes().fold(0xcbf2_9ce4_8422_2325, fold);
    quote!(__chainrule::__private::Named<#number>)
}

/// Whether a tag is that of a method.
pub fn is_named(tag: &TokenStream) -> bool {
    crate::hoist::names(tag.clone(), "Named")
}

/// What stands for the way that the function of this tag finds, where only types matter. A function without the attribute
/// is met as what calls it in value position: rustc then says one thing of it.
pub fn absent(tag: &TokenStream) -> TokenStream {
    if is_named(tag) {
        return quote!(__chainrule::__private::absent());
    }
    quote!(#tag::absent())
}

/// A type with the names of scalars, which the signature of a method was read without.
pub(super) fn settled(ty: Ty) -> Ty {
    match ty {
        Ty::Ref(mutable, inner) => Ty::Ref(mutable, Box::new(settled(*inner))),
        Ty::Named(name) => syn::parse2(name.clone()).map_or(Ty::Named(name), |syntax| Ty::of(&syntax)),
        Ty::Slice(inner) => Ty::Slice(Box::new(settled(*inner))),
        Ty::Vec(inner) => Ty::Vec(Box::new(settled(*inner))),
        Ty::Array(inner, len) => Ty::Array(Box::new(settled(*inner)), len),
        other => other,
    }
}

/// The name at the bottom of a place.
fn base_name(expr: &syn::Expr) -> Option<String> {
    match expr {
        syn::Expr::Paren(inner) => base_name(&inner.expr),
        syn::Expr::Field(field) => base_name(&field.base),
        syn::Expr::Index(index) => base_name(&index.expr),
        syn::Expr::Unary(unary) => base_name(&unary.expr),
        syn::Expr::Path(path) => path.path.get_ident().map(ToString::to_string),
        _ => None,
    }
}

/// A call whose result may be a reference.
fn called(expr: &syn::Expr) -> Option<&syn::Expr> {
    match expr {
        syn::Expr::Paren(inner) => called(&inner.expr),
        syn::Expr::Call(_) | syn::Expr::MethodCall(_) => Some(expr),
        _ => None,
    }
}

impl Lowering<'_> {
    /// What the result of a call refers to, where it surely is a reference.
    pub(super) fn known_reference(&self, expr: &syn::Expr) -> Option<(bool, Ty)> {
        if !self.is_locating(expr) {
            return None;
        }
        let beside = match called(expr)? {
            syn::Expr::MethodCall(call) => {
                let sibling = self.sibling_method(call).map(|method| method.result.clone());
                sibling.or_else(|| self.told_method_reference(call))
            }
            syn::Expr::Call(call) => match &*call.func {
                syn::Expr::Path(path) => self.type_of_sibling(path).or_else(|| self.told_reference(path)),
                _ => None,
            },
            _ => None,
        };
        match beside {
            Some(Ty::Ref(mutable, inner)) if !inner.is_passive() => Some((mutable, settled(*inner))),
            None if self.by_name(expr) => Some((true, Ty::Unknown)),
            _ => None,
        }
    }

    /// The result of a function of the file, where it is a reference to something differentiated.
    fn told_reference(&self, path: &syn::ExprPath) -> Option<Ty> {
        let beside = self.beside.as_ref()?;
        Self::differentiated_reference(beside, &beside.result_of_path(&path.path)?)
    }

    /// The result of a method of the file, where it is one.
    fn told_method_reference(&self, call: &syn::ExprMethodCall) -> Option<Ty> {
        let beside = self.beside.as_ref()?;
        let Ty::Named(owner) = self.type_of(&call.receiver).behind_pointers().clone() else { return None };
        let (owner, name) = (owner.to_string(), super::named::plain(&call.method).to_string());
        let located = !beside.is_plain_method(&owner, &name) && !beside.chains(&owner, &name);
        let result = beside.result_of_method(&owner, &name).filter(|_| located)?;
        Self::differentiated_reference(beside, &result)
    }

    fn differentiated_reference(beside: &crate::beside::Beside, ty: &syn::Type) -> Option<Ty> {
        let ty = Ty::of(ty);
        let Ty::Ref(_, inner) = &ty else { return None };
        let is_known = match &**inner {
            Ty::Named(name) => beside.is_derived(&name.to_string()),
            inner => inner.has_tangent(),
        };
        is_known.then_some(ty)
    }

    /// The place that `expr` names, to be assigned to.
    pub(super) fn target(&mut self, expr: &syn::Expr) -> Option<(Place, Ty)> {
        let outside = std::mem::replace(&mut self.writing, true);
        let found = self.place(expr);
        self.writing = outside;
        found
    }

    /// What is written through the result of a call reaches the argument of which it is a part.
    pub(super) fn note_written(&mut self, target: &syn::Expr, value: &super::Value) {
        let mut varied = false;
        value.expr.for_each_read(&mut |var| varied |= self.varied[var.0 as usize]);
        if let Some(Binding::Var(var)) = base_name(target).and_then(|name| self.scopes.find(&name))
            && let Some(key) = self.keys[var.0 as usize].filter(|_| varied)
            && self.lent_results.contains(&key)
        {
            self.changed |= self.facts.written.insert(key);
        }
    }

    /// `m.row_mut(i)`: by custom a mutable reference.
    fn by_name(&self, expr: &syn::Expr) -> bool {
        let syn::Expr::MethodCall(call) = expr else { return false };
        let name = call.method.to_string();
        name.ends_with("_mut")
            && !name.starts_with("__")
            && !FOREIGN.contains(&name.as_str())
            && !super::linked::is_foreign(&call.method)
            && matches!(self.type_of(expr), Ty::Unknown)
    }

    /// Whether `expr` calls a function of the user's that may find a part of a differentiated argument.
    pub(super) fn is_locating(&self, expr: &syn::Expr) -> bool {
        match called(expr) {
            Some(call @ syn::Expr::MethodCall(method)) => {
                (self.is_varied(&method.receiver) || self.writing)
                    && !self.is_consumer(call)
                    && !self.is_access(method)
                    && !self.is_entry(method)
                    && !super::linked::is_never(&method.method)
                    && self.links(method)
            }
            Some(syn::Expr::Call(call)) => match &*call.func {
                syn::Expr::Path(path) => {
                    let known = super::construct::constructor(&path.path).is_some()
                        || super::call::float_function(path).is_some()
                        || super::memory::function(&path.path).is_some()
                        || super::call::is_stop_gradient(&path.path)
                        || self.named_closure(&call.func).is_some()
                        || self.function_parameter_at(&call.func).is_some();
                    let foreign = matches!(
                        path.path.segments.first().map(|first| first.ident.to_string()).as_deref(),
                        Some("std" | "core" | "alloc")
                    );
                    !known
                        && !foreign
                        && self.root_argument(call).is_some_and(|root| self.is_varied(root) || self.writing)
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// The first argument that is a reference.
    fn root_argument<'e>(&self, call: &'e syn::ExprCall) -> Option<&'e syn::Expr> {
        call.args.iter().find(|argument| {
            matches!(argument, syn::Expr::Reference(_)) || matches!(self.type_of(argument), Ty::Ref(..))
        })
    }

    /// `let row: &[f64] = m.row(i);`: what the result refers to, where the type of the `let` or the call tells that it is
    /// a reference.
    pub(super) fn referenced(&mut self, annotated: &Ty, expr: &syn::Expr) -> Option<(Place, bool, Ty)> {
        let (mutable, ty) = match (self.known_reference(expr), annotated) {
            (Some((_, known)), Ty::Ref(mutable, ty)) => (*mutable, ty.meet(&known)),
            (Some((mutable, known)), _) => (mutable, known),
            (None, Ty::Ref(mutable, ty)) if self.is_locating(expr) && !ty.is_passive() => (*mutable, (**ty).clone()),
            _ => return None,
        };
        let place = self.located(expr, &ty)?;
        Some((place, mutable, ty))
    }

    /// The same for a name, through which something may be written that nothing has reached so far.
    pub(super) fn referenced_by_name(
        &mut self,
        name: &syn::PatIdent,
        annotated: &Ty,
        expr: &syn::Expr,
    ) -> Option<(Place, bool, Ty)> {
        let key: Key = &raw const name.ident;
        let outside = self.writing;
        self.writing |= self.facts.written.contains(&key) || matches!(annotated, Ty::Ref(true, _));
        let found = self.referenced(annotated, expr);
        self.writing = outside;
        if found.is_none() && called(expr).is_some() {
            self.lent_results.insert(key);
        }
        found
    }

    /// The place to which the result of a call refers, and the type of what stands there.
    pub(super) fn located(&mut self, expr: &syn::Expr, ty: &Ty) -> Option<Place> {
        match called(expr)? {
            syn::Expr::MethodCall(call) => {
                let (place, _) = self.base(&call.receiver)?;
                let name = crate::emit::sibling(&call.method, "locate");
                let receiver = crate::emit::place(&self.function, &place);
                let turbofish = &call.turbofish;
                let arguments: Vec<&syn::Expr> = call.args.iter().collect();
                let arguments = self.passed_along(&arguments);
                let stream = |list: &[TokenStream]| quote!(#receiver.#name #turbofish(#(#list),*));
                Some(self.found(place, &named(&call.method.to_string()), arguments, &stream, expr, ty))
            }
            syn::Expr::Call(call) => {
                let syn::Expr::Path(path) = &*call.func else { return None };
                let root = self.root_argument(call)?;
                let position = call.args.iter().position(|argument| std::ptr::eq(argument, root))?;
                let place = self.referred(root)?;
                let arguments: Vec<&syn::Expr> =
                    call.args.iter().filter(|argument| !std::ptr::eq(*argument, root)).collect();
                let arguments = self.passed_along(&arguments);
                let whole = crate::emit::borrow(&self.function, false, &place);
                let (tag, locate) = function_of(path);
                let stream = |list: &[TokenStream]| {
                    let (before, after) = list.split_at(position);
                    quote!(#locate(#(#before,)* #whole #(, #after)*))
                };
                Some(self.found(place, &tag, arguments, &stream, expr, ty))
            }
            _ => None,
        }
    }

    /// The results are references to parts of the first parameter that is one.
    pub(super) fn locate_results(&mut self) {
        let root = self.function.parameters.iter().find(|parameter| parameter.reference().is_some());
        let Some(root) = root.map(|parameter| parameter.var) else { return };
        self.results = Some(Results { root, places: Vec::new() });
        self.function.result_ty = Ty::Passive(Some(quote!(__chainrule::__private::Way)));
    }

    /// The other arguments of a call that finds a part: they decide where it is, and carry no derivative.
    pub(super) fn passed_along(&mut self, arguments: &[&syn::Expr]) -> Vec<Tokens> {
        let mut all = Vec::new();
        for argument in arguments {
            let opaque = self.opaque(argument);
            if !opaque.writes.is_empty() {
                let message = Message::new("this argument changes something on the way to a part of another")
                    .help("make the change a statement of its own, before the call");
                self.error(message, argument);
            }
            all.push(opaque.tokens);
        }
        all
    }

    pub(super) fn found(
        &mut self,
        mut place: Place,
        tag: &TokenStream,
        arguments: Vec<Tokens>,
        stream: &dyn Fn(&[TokenStream]) -> TokenStream,
        expr: &syn::Expr,
        ty: &Ty,
    ) -> Place {
        let list: Vec<TokenStream> = arguments.iter().map(|argument| argument.stream.clone()).collect();
        let mut reads = vec![place.root];
        place.for_each_index(&mut |var| reads.push(var));
        reads.extend(arguments.iter().flat_map(|argument| &argument.reads));
        let tokens = Tokens { stream: stream(&list), reads, flows: Vec::new(), cheap: false };
        let at = self.named("at", Ty::Passive(None), false, crate::ir::Role::Local);
        self.emit(StmtKind::Let { var: at, value: Expr::Tokens(tokens) }, expr.span());
        place = self.freeze(place, expr.span());
        place.path.push(Step::Located(tag.clone(), Box::new(Expr::var(at)), ty.clone()));
        place
    }

    /// A result of this function that is a reference: the way to its place.
    pub(super) fn deliver_place(&mut self, expr: &syn::Expr, target: VarId) {
        let inner = match expr {
            syn::Expr::Reference(reference) => &*reference.expr,
            other => other,
        };
        let refers = self.is_locating(inner) && !matches!(expr, syn::Expr::Reference(_));
        let found = if refers && self.known_reference(inner).is_none() {
            self.located(inner, &Ty::Unknown)
        } else {
            self.referred(expr)
        };
        let Some(place) = found else { return self.refuse_result(expr) };
        let Some(results) = &mut self.results else { return };
        if place.root != results.root {
            return self.refuse_result(expr);
        }
        let number = results.places.len();
        results.places.push(place.clone());
        let mut stream = quote!(__chainrule::__private::Way::new(#number));
        let mut reads = Vec::new();
        for step in &place.path {
            let (indices, along): (Vec<&Expr>, bool) = match step {
                Step::Index(index) => (vec![index], false),
                Step::Slice(lo, hi) => (std::iter::once(lo).chain(hi).map(|bound| &**bound).collect(), false),
                Step::Located(_, at, _) => (vec![&**at], true),
                _ => continue,
            };
            for index in indices {
                index.for_each_read(&mut |var| reads.push(var));
                let index = crate::emit::expr(&self.function, index);
                stream = if along { quote!(#stream.along(&#index)) } else { quote!(#stream.then(#index)) };
            }
        }
        let value = Expr::Tokens(Tokens { stream, reads, flows: Vec::new(), cheap: false });
        let update = crate::ir::Update::Set;
        self.emit(StmtKind::Assign { place: Place::of(target), update, value }, expr.span());
    }

    fn refuse_result(&mut self, expr: &dyn ToTokens) {
        let message = Message::new("chainrule cannot follow the reference that is returned here")
            .note("callers find its place again: it must be a part of the first argument that is a reference")
            .help("return the value, or the index by which callers find it");
        self.error(message, expr);
    }
}

/// The hidden type of a function, and its function that finds the place.
fn function_of(path: &syn::ExprPath) -> (TokenStream, TokenStream) {
    if super::linked::is_associated(path) {
        let mut path = path.clone();
        let Some(last) = path.path.segments.last_mut() else { return (TokenStream::new(), TokenStream::new()) };
        let tag = named(&last.ident.to_string());
        last.ident = crate::emit::sibling(&last.ident, "locate");
        return (tag, path.to_token_stream());
    }
    let mut bare = path.clone();
    let arguments = bare.path.segments.last_mut().map(|last| std::mem::take(&mut last.arguments));
    (bare.to_token_stream(), quote!(#bare::locate #arguments))
}
