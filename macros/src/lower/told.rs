//! What the file tells of the types of a body: of names, as their patterns bind them, and of expressions. It is text that
//! tells, so what is doubtful is not told.
//!
//! ```text
//! fn f(mut stack: Stack) …             stack: Stack
//! let row = &stack.rows[0];            row: Vec<f64>, as the struct says
//! for q in parts.iter_mut() { … }      q: Part, where parts: Vec<Part>
//! Shape::Line(r) => …                  r: Range, as the enum says
//! ```

mod expr;
mod library;

use std::collections::{HashMap, HashSet};

use quote::ToTokens;
use syn::parse_quote;

use crate::beside::Beside;
use crate::ir::payload_name;
use crate::types::Ty;
pub(super) use expr::operator;
use library::{argument, behind, element, peeled};
pub(super) use library::{items, key};

pub(super) struct Told {
    pub beside: Beside,
    /// The traits of type parameters.
    bounds: HashMap<String, Vec<String>>,
    scopes: Vec<HashMap<String, Option<syn::Type>>>,
    /// Every name of the body: what each of its bindings tells, where they tell the same.
    all: HashMap<String, Option<syn::Type>>,
    /// Those that are a reference in one binding and a value in another.
    mixed: HashSet<String>,
}

impl Told {
    /// Of a function, before its body.
    pub(super) fn of(signature: &syn::Signature) -> Option<Told> {
        let beside = Beside::of(&signature.ident)?;
        let bounds = bounds(&signature.generics);
        let mut told =
            Told { beside, bounds, scopes: vec![HashMap::new()], all: HashMap::new(), mixed: HashSet::new() };
        for input in &signature.inputs {
            match input {
                syn::FnArg::Typed(typed) => told.bind(&typed.pat, Some((*typed.ty).clone())),
                syn::FnArg::Receiver(receiver) => told.name("self".to_owned(), Some((*receiver.ty).clone())),
            }
        }
        Some(told)
    }

    /// The same without scopes: names that stand for several things tell what these have in common.
    pub(super) fn everywhere(mut self) -> Told {
        self.scopes = vec![std::mem::take(&mut self.all)];
        self
    }

    /// Whether every binding of the name `expr` is a reference, or none.
    pub(super) fn is_of_one_kind(&self, expr: &syn::Expr) -> bool {
        match expr {
            syn::Expr::Path(path) => path.path.get_ident().is_none_or(|name| !self.mixed.contains(&name.to_string())),
            _ => true,
        }
    }

    pub(super) fn enter(&mut self) {
        self.scopes.push(HashMap::new());
    }

    pub(super) fn leave(&mut self) {
        self.scopes.pop();
    }

    fn name(&mut self, name: String, ty: Option<syn::Type>) {
        let is_reference = |ty: &Option<syn::Type>| matches!(ty, Some(syn::Type::Reference(_)));
        let known = self.all.entry(name.clone()).or_insert_with(|| ty.clone());
        if is_reference(known) != is_reference(&ty) {
            self.mixed.insert(name.clone());
        }
        if known.as_ref().map(peeled) != ty.as_ref().map(peeled) {
            *known = None;
        } else if is_reference(&ty) {
            known.clone_from(&ty);
        }
        self.scopes.last_mut().map(|scope| scope.insert(name, ty));
    }

    /// What `pattern` binds of a value of type `ty`.
    pub(super) fn bind(&mut self, pattern: &syn::Pat, ty: Option<syn::Type>) {
        match (pattern, ty) {
            (syn::Pat::Ident(name), ty) => {
                if let Some((_, inner)) = &name.subpat {
                    self.bind(inner, ty.clone());
                }
                self.name(name.ident.to_string(), ty);
            }
            (syn::Pat::Type(typed), ty) => {
                // `Vec<_>` says less than what is bound to it.
                let open = crate::hoist::names(typed.ty.to_token_stream(), "_");
                self.bind(&typed.pat, ty.filter(|_| open).or_else(|| Some((*typed.ty).clone())));
            }
            (syn::Pat::Paren(inner), ty) => self.bind(&inner.pat, ty),
            (syn::Pat::Reference(inner), Some(syn::Type::Reference(reference))) => {
                self.bind(&inner.pat, Some(*reference.elem));
            }
            (syn::Pat::Reference(inner), ty) => self.bind(&inner.pat, ty),
            (syn::Pat::Or(cases), ty) => cases.cases.iter().for_each(|case| self.bind(case, ty.clone())),
            (syn::Pat::Tuple(patterns), Some(ty)) => {
                let types = tuple(peeled(&ty)).filter(|types| types.len() == patterns.elems.len());
                for (index, pattern) in patterns.elems.iter().enumerate() {
                    self.bind(pattern, types.as_ref().map(|types| behind(&ty, types[index].clone())));
                }
            }
            (syn::Pat::Slice(patterns), ty) => {
                let element = ty.and_then(|ty| items(&ty));
                patterns.elems.iter().for_each(|pattern| self.bind(pattern, element.clone()));
            }
            (syn::Pat::TupleStruct(inner), ty) => {
                for (index, pattern) in inner.elems.iter().enumerate() {
                    let held = self.payload(&inner.path, &syn::Member::from(index), ty.as_ref());
                    self.bind(pattern, held.map(|held| ty.as_ref().map_or(held.clone(), |ty| behind(ty, held))));
                }
            }
            (syn::Pat::Struct(inner), ty) => {
                for field in &inner.fields {
                    let held = self.payload(&inner.path, &field.member, ty.as_ref());
                    self.bind(&field.pat, held.map(|held| ty.as_ref().map_or(held.clone(), |ty| behind(ty, held))));
                }
            }
            (pattern, _) => self.hide(pattern),
        }
    }

    /// Names of which nothing is known hide others.
    fn hide(&mut self, pattern: &syn::Pat) {
        let mut names = Vec::new();
        super::flows::names(pattern, &mut names);
        names.into_iter().for_each(|name| self.name(name, None));
    }

    /// The type of `member` in the pattern of a struct or of a variant, for a value of type `ty`.
    fn payload(&self, path: &syn::Path, member: &syn::Member, ty: Option<&syn::Type>) -> Option<syn::Type> {
        let last = path.segments.last()?;
        match (last.ident.to_string().as_str(), ty) {
            ("Some", Some(ty)) => return argument(peeled(ty), &["Option"]),
            ("Ok", Some(ty)) => return argument(peeled(ty), &["Result"]),
            _ => {}
        }
        let owner = self.beside.type_of_literal(path).or_else(|| ty.cloned())?;
        let [owner] = &self.owners(&owner)[..] else { return None };
        let name = if last.ident == *owner || last.ident == "Self" {
            member.to_token_stream().to_string()
        } else {
            payload_name(&last.ident, member)
        };
        self.beside.written_field(owner, &name)
    }

    /// What enters a container of which nothing is told: `parts.push(Part::new(x))`.
    pub(super) fn learn(&mut self, call: &syn::ExprMethodCall) {
        let entering = match (call.method.to_string().as_str(), call.args.len()) {
            ("push" | "push_back" | "push_front", 1) => 0,
            ("insert", 2) => 1,
            _ => return,
        };
        let syn::Expr::Path(path) = &*call.receiver else { return };
        let Some(name) = path.path.get_ident().map(ToString::to_string) else { return };
        let Some(entered) = self.ty(&call.args[entering]) else { return };
        let Some(known) = self.scopes.iter_mut().rev().find_map(|scope| scope.get_mut(&name)) else { return };
        if !known.as_ref().is_some_and(is_open) {
            return;
        }
        let container: syn::Type = parse_quote!(Vec<#entered>);
        *known = Some(container.clone());
        if let Some(known) = self.all.get_mut(&name).filter(|known| known.as_ref().is_some_and(is_open)) {
            *known = Some(container);
        }
    }

    /// Whether a name stands for a variable.
    pub(super) fn is_bound(&self, name: &str) -> bool {
        self.scopes.iter().any(|scope| scope.contains_key(name))
    }

    /// Whose methods a value of type `ty` has: those of a type of the file, or of traits.
    pub(super) fn owners(&self, ty: &syn::Type) -> Vec<String> {
        match peeled(ty) {
            syn::Type::TraitObject(object) => crate::beside::traits(&object.bounds),
            syn::Type::ImplTrait(any) => crate::beside::traits(&any.bounds),
            ty => match argument(ty, &["Box", "Rc", "Arc"]) {
                Some(inner) => self.owners(&inner),
                None => match self.beside.own_name(ty) {
                    Some(name) => self.bounds.get(&name).cloned().unwrap_or_else(|| vec![name]),
                    None => Vec::new(),
                },
            },
        }
    }

    /// The type of what `name` stands for, by value, where that is a type of the file without parameters.
    pub(super) fn own_type(&self, name: &str) -> Option<Ty> {
        let ty = self.scopes.first()?.get(name)?.as_ref()?;
        (self.beside.is_closed(ty) && self.beside.may_have_derivative(ty)).then(|| Ty::of(ty))
    }

    /// Whether every value that `name` stands for is of a type of the file that has no derivative.
    pub(super) fn is_plain(&self, name: &str) -> bool {
        let ty = self.all.get(name).or_else(|| self.scopes.first()?.get(name)).and_then(Option::as_ref);
        ty.is_some_and(|ty| self.beside.is_plain(peeled(ty)))
    }

    /// Whether a type means the same wherever it is written: `Option<Hit>`, where `Hit` has no parameters.
    pub(super) fn is_settled(&self, ty: &syn::Type) -> bool {
        match ty {
            syn::Type::Tuple(tuple) => tuple.elems.iter().all(|part| self.is_settled(part)),
            syn::Type::Path(_) => match argument(ty, &["Option", "Vec"]) {
                Some(held) => self.is_settled(&held),
                None => Ty::of(ty).is_scalar() || self.beside.is_closed(ty) && !self.beside.is_plain(ty),
            },
            _ => false,
        }
    }

    /// The type of the file whose methods `expr` has.
    pub(super) fn owner(&self, expr: &syn::Expr) -> Option<String> {
        let owners = self.owners(&self.ty(expr)?);
        owners.into_iter().next()
    }
}

/// `Vec::new()` does not tell what it will hold.
fn is_open(container: &syn::Type) -> bool {
    matches!(element(container), Some(syn::Type::Infer(_)))
}

fn tuple(ty: &syn::Type) -> Option<Vec<syn::Type>> {
    match ty {
        syn::Type::Tuple(tuple) => Some(tuple.elems.iter().cloned().collect()),
        _ => None,
    }
}

/// The traits of type parameters.
fn bounds(generics: &syn::Generics) -> HashMap<String, Vec<String>> {
    let mut found: HashMap<String, Vec<String>> = HashMap::new();
    for parameter in generics.type_params() {
        found.insert(parameter.ident.to_string(), crate::beside::traits(&parameter.bounds));
    }
    for predicate in generics.where_clause.iter().flat_map(|clause| &clause.predicates) {
        if let syn::WherePredicate::Type(predicate) = predicate
            && let syn::Type::Path(path) = &predicate.bounded_ty
            && let Some(name) = path.path.get_ident()
        {
            found.entry(name.to_string()).or_default().extend(crate::beside::traits(&predicate.bounds));
        }
    }
    found
}
