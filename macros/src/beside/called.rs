//! Calls of functions and methods that surely lack the attribute.

use std::collections::HashMap;

use proc_macro2::Ident;
use quote::ToTokens;

use super::Beside;
use super::file::single_name;
use crate::activity::Activity;
use crate::diagnostic::Errors;
use crate::hoist::names;
use crate::ir::{Argument, Call, Callee, Expr, Function, Place, Step, StmtKind, VarId};
use crate::types::Ty;

/// Refuses such calls where their derivative is needed.
pub(super) fn check(
    item: &syn::ItemFn,
    function: &Function,
    activity: &Activity,
    beside: &Beside,
    errors: &mut Errors,
) {
    let types = Types::of(item, function, beside);
    function.body.for_each_stmt(&mut |stmt| {
        let (call, needed) = match &stmt.kind {
            StmtKind::Let { var, value } => (value.call(), activity.is_active(*var)),
            StmtKind::Eval(value) => (value.call(), false),
            _ => return,
        };
        let Some(call) = call else { return };
        let changes =
            |argument: &Argument| matches!(argument, Argument::Borrow(true, place) if activity.is_active(place.root));
        if (needed || call.arguments.iter().any(changes))
            && let Some(name) = types.without_attribute(call)
        {
            errors.push(crate::lower::no_derivative(&name.to_string()).on(&name));
        }
    });
}

/// What the file tells of the types of variables.
struct Types<'a> {
    item: &'a syn::ItemFn,
    function: &'a Function,
    beside: &'a Beside,
    made: HashMap<VarId, Ty>,
}

impl<'a> Types<'a> {
    fn of(item: &'a syn::ItemFn, function: &'a Function, beside: &'a Beside) -> Types<'a> {
        let mut types = Types { item, function, beside, made: HashMap::new() };
        function.body.for_each_stmt(&mut |stmt| {
            let (var, value) = match &stmt.kind {
                StmtKind::Let { var, value } => (*var, value),
                StmtKind::Assign { place, value, .. } if place.path.is_empty() => (place.root, value),
                _ => return,
            };
            if let Some(ty) = types.of_value(value) {
                types.made.insert(var, ty);
            }
        });
        types
    }

    /// The name of what `call` calls, if that surely has no derivative.
    fn without_attribute(&self, call: &Call) -> Option<Ident> {
        let Beside { source, place, .. } = self.beside;
        // Items of the body may have the name, too.
        let hides =
            |name: &str| self.function.items.iter().any(|item| names(item.clone(), name) || names(item.clone(), "use"));
        match &call.callee {
            Callee::Function(path) => {
                let name = path.path.get_ident()?;
                let text = name.to_string();
                (source.is_plain_function(place, &text) && !hides(&text)).then(|| name.clone())
            }
            Callee::Method { name, .. } => {
                let (_, receiver) = call.arguments.first()?.borrowed()?;
                let owners = self.owners(&self.of_place(receiver)?);
                let text = name.to_string();
                let plain = |owner: &String| source.is_plain_method(place, owner, &text) && !hides(owner);
                owners.iter().any(plain).then(|| name.clone())
            }
            Callee::Associated { path, .. } => {
                let (owner, name) = self.associated(path)?;
                (source.is_plain_method(place, &owner, &name.to_string()) && !hides(&owner)).then(|| name.clone())
            }
            Callee::Parameter(_) => None,
        }
    }

    /// `Type::name`
    fn associated<'p>(&self, path: &'p syn::ExprPath) -> Option<(String, &'p Ident)> {
        let mut segments = path.path.segments.iter();
        let (Some(owner), Some(name), None) = (segments.next(), segments.next(), segments.next()) else { return None };
        path.qself.is_none().then(|| (self.own(owner.ident.to_string()), &name.ident))
    }

    fn own(&self, name: String) -> String {
        match &self.beside.place.own {
            Some(own) if name == "Self" => own.clone(),
            _ => name,
        }
    }

    /// Those whose methods a value of type `ty` has: a struct, or the traits of a parameter or an object.
    fn owners(&self, ty: &Ty) -> Vec<String> {
        let ty = match ty {
            Ty::Ref(_, inner) | Ty::Boxed(_, inner) => return self.owners(inner),
            Ty::Named(name) => syn::parse2::<syn::Type>(name.clone()),
            _ => return Vec::new(),
        };
        match ty {
            Ok(syn::Type::TraitObject(object)) => traits(&object.bounds),
            Ok(ty) => {
                let Some(name) = single_name(&ty) else { return Vec::new() };
                let parameter = self.item.sig.generics.type_params().find(|parameter| parameter.ident == name);
                parameter.map_or_else(|| vec![self.own(name)], |parameter| traits(&parameter.bounds))
            }
            Err(_) => Vec::new(),
        }
    }

    fn of_value(&self, value: &Expr) -> Option<Ty> {
        match value {
            Expr::Construct(made) => {
                let path: syn::Path = syn::parse2(made.path.clone()).ok()?;
                let first = self.own(path.segments.first()?.ident.to_string());
                self.beside.source.item(&self.beside.place, &first)?;
                parsed(&first)
            }
            Expr::Place(place) | Expr::Copy(_, place) => self.of_place(place),
            Expr::Call(call) => {
                let (owner, name) = match &call.callee {
                    Callee::Associated { path, .. } => self.associated(path)?,
                    Callee::Method { name, .. } => {
                        let (_, receiver) = call.arguments.first()?.borrowed()?;
                        (self.owners(&self.of_place(receiver)?).pop()?, name)
                    }
                    _ => return None,
                };
                let result = self.beside.source.result(&self.beside.place, &owner, &name.to_string())?;
                if result == "Self" { parsed(&owner) } else { parsed(result) }
            }
            _ => None,
        }
    }

    fn of_place(&self, place: &Place) -> Option<Ty> {
        let mut ty = match &self.function.var(place.root).ty {
            Ty::Unknown | Ty::Opaque(_) => self.made.get(&place.root)?.clone(),
            known => known.clone(),
        };
        for step in &place.path {
            while let Ty::Ref(_, inner) | Ty::Boxed(_, inner) = ty {
                ty = *inner;
            }
            ty = match (step, ty) {
                (Step::Deref | Step::Unbox, ty) => ty,
                (Step::Index(_), Ty::Vec(inner) | Ty::Slice(inner) | Ty::Array(inner, _)) => *inner,
                (Step::Field(syn::Member::Unnamed(index)), Ty::Tuple(mut parts)) => {
                    let index = index.index as usize;
                    (index < parts.len()).then(|| parts.swap_remove(index))?
                }
                (Step::Field(member), ty) => {
                    let [owner] = &self.owners(&ty)[..] else { return None };
                    let member = member.to_token_stream().to_string();
                    parsed(self.beside.source.field(&self.beside.place, owner, &member)?)?
                }
                _ => return None,
            };
        }
        Some(ty)
    }
}

fn parsed(ty: &str) -> Option<Ty> {
    Some(Ty::of(&syn::parse_str(ty).ok()?))
}

/// The names of traits.
pub fn traits<'b>(bounds: impl IntoIterator<Item = &'b syn::TypeParamBound>) -> Vec<String> {
    let name = |bound: &syn::TypeParamBound| match bound {
        syn::TypeParamBound::Trait(bound) => bound.path.get_ident().map(Ident::to_string),
        _ => None,
    };
    bounds.into_iter().filter_map(name).collect()
}
