//! Types that surely lack the derive.

use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;
use quote::ToTokens;

use super::{Beside, PENDING, WRITTEN};
use crate::activity::Activity;
use crate::diagnostic::{Errors, Message};
use crate::hoist::names;
use crate::ir::{Expr, Function, StmtKind};
use crate::types::Ty;

fn message(name: &str) -> Message {
    Message::new(format!("`{name}` has no derivative"))
}

/// Refuses differentiated parameters of such types.
pub(super) fn check_parameters(item: &syn::ItemFn, active: &[bool], beside: &Beside, errors: &mut Errors) {
    for (input, active) in item.sig.inputs.iter().zip(active) {
        let (syn::FnArg::Typed(syn::PatType { ty, .. }) | syn::FnArg::Receiver(syn::Receiver { ty, .. })) = input;
        if !active {
            continue;
        }
        for name in underived(ty, &item.sig.generics, beside) {
            let message = message(&name.1)
                .note("a parameter of this type is differentiated, and the type does not derive `Differentiable`")
                .help("put `#[derive(Differentiable)]` on it, or mark the parameter `#[constant]`");
            let on: &dyn ToTokens = match input {
                syn::FnArg::Receiver(receiver) => &receiver.self_token,
                syn::FnArg::Typed(_) => &name.0,
            };
            errors.push(message.on(on));
            refused(&name.1, beside);
        }
    }
}

/// Refuses values of such types that hold something differentiated.
pub(super) fn check_made(function: &Function, activity: &Activity, beside: &Beside, errors: &mut Errors) {
    function.body.for_each_stmt(&mut |stmt| {
        let (var, value) = match &stmt.kind {
            StmtKind::Let { var, value } => (*var, value),
            StmtKind::Assign { place, value, .. } if place.path.is_empty() => (place.root, value),
            _ => return,
        };
        let Expr::Construct(made) = value else { return };
        let Ok(path) = syn::parse2::<syn::Path>(made.path.clone()) else { return };
        let name = match (path.segments[0].ident.to_string(), &beside.place.own) {
            (name, Some(own)) if name == "Self" => own.clone(),
            (name, _) => name,
        };
        let hidden = function.items.iter().any(|item| names(item.clone(), &name));
        if activity.is_active(var) && !hidden && is_underived(&name, beside) {
            let message = message(&name)
                .note("this value holds something differentiated, and its type does not derive `Differentiable`")
                .help("put `#[derive(Differentiable)]` on the type");
            errors.push(message.on(&path));
            refused(&name, beside);
        }
    });
}

/// Finds the types without a derivative among those of locals and parameters that hold nothing differentiated.
pub(super) fn settle(function: &mut Function, activity: &Activity, beside: &Beside) {
    let mut found = Vec::new();
    for (index, var) in function.vars.iter().enumerate() {
        let id = crate::ir::VarId(u32::try_from(index).unwrap_or(u32::MAX));
        let is_own = matches!(var.role, crate::ir::Role::Local | crate::ir::Role::Parameter);
        if is_own && !activity.is_active(id) {
            collect(&var.ty, &mut found);
        }
    }
    for name in found {
        let single = syn::parse2(name.clone()).ok().and_then(|ty| super::file::single_name(&ty));
        if single.is_some_and(|single| is_underived(&single, beside)) {
            function.underived.insert(name.to_string());
        }
    }
}

/// Remembers that `name` was refused.
fn refused(name: &str, beside: &Beside) {
    if let Some(definition) = beside.source.item(&beside.place, name) {
        let refused = (beside.path.clone(), name.to_owned(), definition.to_owned());
        PENDING.with(|pending| pending.borrow_mut().push(refused));
    }
}

/// Whether it was refused before.
fn was_refused(name: &str, beside: &Beside) -> bool {
    let key = (beside.path.clone(), name.to_owned());
    let pending =
        PENDING.with(|pending| pending.borrow().iter().any(|(path, name, _)| (path, name) == (&key.0, &key.1)));
    pending || WRITTEN.with(|written| written.borrow().contains(&key))
}

fn is_underived(name: &str, beside: &Beside) -> bool {
    let plain = beside.source.is_plain_type(&beside.place, name);
    plain && !was_refused(name, beside) && !implemented_elsewhere(name, beside)
}

/// Whether another file of the package may say what the derivative is.
fn implemented_elsewhere(name: &str, beside: &Beside) -> bool {
    let package = beside.path.ancestors().skip(1).find(|folder| folder.join("Cargo.toml").is_file());
    package.or(beside.path.parent()).is_some_and(|folder| implemented_in(folder, name, &beside.path))
}

fn implemented_in(folder: &Path, name: &str, own: &Path) -> bool {
    let Ok(files) = std::fs::read_dir(folder) else { return false };
    files.flatten().map(|file| file.path()).filter(|path| path != own).any(|path| {
        if path.is_dir() {
            let is_source =
                path.file_name().is_some_and(|name| name != "target" && !name.as_encoded_bytes().starts_with(b"."));
            return is_source && implemented_in(&path, name, own);
        }
        path.extension().is_some_and(|extension| extension == "rs")
            && std::fs::read_to_string(&path).is_ok_and(|text| text.lines().any(|line| implements(line, name)))
    })
}

/// `impl Differentiable for Name`
fn implements(line: &str, name: &str) -> bool {
    let Some((_, of)) = line.split_once("Differentiable for ") else { return false };
    let path = of.split(|next: char| !next.is_alphanumeric() && !matches!(next, '_' | ':')).next();
    path.and_then(|path| path.rsplit("::").next()) == Some(name)
}

/// The types without the derive in `ty`, each with its name.
fn underived(ty: &syn::Type, generics: &syn::Generics, beside: &Beside) -> Vec<(TokenStream, String)> {
    let mut found = Vec::new();
    collect(&Ty::of(ty), &mut found);
    let is_parameter = |name: &String| generics.type_params().any(|parameter| parameter.ident == name);
    let named = found.into_iter().filter_map(|tokens| {
        let name = super::file::single_name(&syn::parse2(tokens.clone()).ok()?)?;
        let name = if name == "Self" { beside.place.own.clone()? } else { name };
        Some((tokens, name))
    });
    named.filter(|(_, name)| !is_parameter(name) && is_underived(name, beside)).collect()
}

fn collect(ty: &Ty, found: &mut Vec<TokenStream>) {
    match ty {
        Ty::Named(name) => found.push(name.clone()),
        Ty::Ref(_, inner) | Ty::Slice(inner) | Ty::Array(inner, _) | Ty::Vec(inner) | Ty::Option(inner) => {
            collect(inner, found);
        }
        Ty::Boxed(_, inner) | Ty::Result(inner, _) => collect(inner, found),
        Ty::Tuple(parts) => parts.iter().for_each(|part| collect(part, found)),
        _ => {}
    }
}

/// Refuses fields of such types.
pub(super) fn check_fields<'t>(fields: impl Iterator<Item = &'t syn::Type>, beside: &Beside) -> TokenStream {
    let mut errors = Errors::default();
    let mut code = TokenStream::new();
    for (tokens, name) in fields.flat_map(|ty| underived(ty, &syn::Generics::default(), beside)) {
        let message = message(&name)
            .note("a field of this type is differentiated, and the type does not derive `Differentiable`")
            .help("put `#[derive(Differentiable)]` on it, or mark the field `#[constant]`");
        errors.push(message.on(&tokens));
        refused(&name, beside);
        code.extend(super::missing());
    }
    code.extend(errors.finish().err().map(syn::Error::into_compile_error));
    code
}

/// What the derive would write.
pub(super) fn derivative((path, name, definition): (PathBuf, String, String)) -> TokenStream {
    let new = WRITTEN.with(|written| written.borrow_mut().insert((path, name)));
    match syn::parse_str::<syn::DeriveInput>(&definition) {
        Ok(definition) if new => crate::derive::expand(definition.to_token_stream()),
        _ => TokenStream::new(),
    }
}

/// Whether a value of the type `name` is made of floats, as far as the file shows.
pub(super) fn holds_floats(beside: &Beside, name: &str, seen: &mut Vec<String>) -> bool {
    struct Parts(Vec<String>);
    impl<'ast> syn::visit::Visit<'ast> for Parts {
        fn visit_path_segment(&mut self, segment: &'ast syn::PathSegment) {
            self.0.push(segment.ident.to_string());
            syn::visit::visit_path_segment(self, segment);
        }
    }
    if matches!(name, "f64" | "f32") {
        return true;
    }
    if seen.iter().any(|seen| seen == name) {
        return false;
    }
    seen.push(name.to_owned());
    let item = beside.source.item(&beside.place, name).and_then(|text| syn::parse_str::<syn::DeriveInput>(text).ok());
    let mut parts = Parts(Vec::new());
    if let Some(item) = item {
        syn::visit::Visit::visit_data(&mut parts, &item.data);
    }
    parts.0.iter().any(|part| holds_floats(beside, part, seen))
}
