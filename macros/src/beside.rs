//! What stands beside a function in its file, where rustc tells which file that is: functions and methods that surely lack
//! the attribute, types that surely lack the derive.
//!
//! rustc can only say that a function without the attribute is no module, that a hidden method does not exist, that a
//! trait is not implemented, and says it for each companion. Where the file shows it, the attribute says it first, once,
//! and what to do. Where anything is doubtful, rustc has the word.

extern crate proc_macro;

mod attributes;
mod called;
mod file;
mod giving;
mod imports;
mod instance;
mod modules;
mod taken;
mod types;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use proc_macro2::{Ident, TokenStream};
use syn::visit_mut::VisitMut;

pub use attributes::is_untouched;

use crate::activity::Activity;
use crate::diagnostic::Errors;
use crate::ir::Function;
use crate::surroundings::Module;
pub use called::traits;
pub use file::{Body, Filler, asserted};
use file::{Place, Source};
pub use giving::is_iterator;

thread_local! {
    /// Files, without what they import.
    static RAW: RefCell<HashMap<PathBuf, Option<Rc<Source>>>> = RefCell::default();
    static SOURCES: RefCell<HashMap<PathBuf, Option<Rc<Source>>>> = RefCell::default();
    /// Types that were refused, and have their derivatives all the same.
    static WRITTEN: RefCell<HashSet<(PathBuf, String)>> = RefCell::default();
    /// Types that were refused, by the text of their definitions, and have none yet.
    static PENDING: RefCell<Vec<(PathBuf, String, String)>> = RefCell::default();
}

/// What stands beside a function.
#[derive(Clone)]
pub struct Beside {
    path: PathBuf,
    source: Rc<Source>,
    place: Place,
}

impl Beside {
    /// Of the function of this name.
    pub fn of(name: &Ident) -> Option<Beside> {
        Self::located(name, Source::place)
    }

    /// Of the struct or enum of this name.
    pub fn of_type(name: &Ident) -> Option<Beside> {
        Self::located(name, Source::place_of_type)
    }

    fn located(name: &Ident, find: fn(&Source, &str, usize) -> Option<Place>) -> Option<Beside> {
        // An editor shows what is not in the file yet.
        if !proc_macro::is_available() || std::env::var_os("RUST_ANALYZER_INTERNALS_DO_NOT_USE").is_some() {
            return None;
        }
        let span = name.span().unwrap();
        let path = span.local_file()?;
        let source = source(&path)?;
        let place = find(&source, &name.to_string(), span.line())?;
        Some(Beside { path, source, place })
    }
}

impl Beside {
    /// What the module tells.
    pub fn module(&self) -> &Module {
        self.source.module(&self.place)
    }

    /// The objects that a function beside this one takes by reference, by their positions among its parameters.
    pub fn objects(&self, callee: &syn::Path) -> Vec<Option<syn::Type>> {
        let signature = callee.get_ident().and_then(|name| self.source.signature(&self.place, &name.to_string()));
        let Some(signature) = signature.and_then(|text| syn::parse_str::<syn::Signature>(text).ok()) else {
            return Vec::new();
        };
        let object = |input: &syn::FnArg| {
            let syn::FnArg::Typed(typed) = input else { return None };
            let syn::Type::Reference(reference) = &*typed.ty else { return None };
            let mut inner = &*reference.elem;
            while let syn::Type::Paren(paren) = inner {
                inner = &paren.elem;
            }
            let is_object = matches!(inner, syn::Type::TraitObject(_)) && reference.mutability.is_none();
            is_object.then(|| inner.clone())
        };
        signature.inputs.iter().map(object).collect()
    }

    /// The type of a constant beside the function.
    pub fn constant(&self, name: &str) -> Option<syn::Type> {
        syn::parse_str(self.module().constant(name)?).ok()
    }

    /// The name of a type that is one name, where it stands for itself.
    pub fn own_name(&self, ty: &syn::Type) -> Option<String> {
        let name = file::single_name(ty)?;
        if name == "Self" { self.place.own.clone() } else { Some(name) }
    }

    /// Whether the file gives a type or a trait of the file a method of this name.
    pub fn has_method(&self, owner: &str, method: &str) -> bool {
        self.source.is_own_method(&self.place, owner, method)
    }

    /// Whether a method surely has no derivative.
    pub fn is_plain_method(&self, owner: &str, method: &str) -> bool {
        self.source.is_plain_method(&self.place, owner, method)
    }

    /// Whether such a method gives its receiver back.
    pub fn chains(&self, owner: &str, method: &str) -> bool {
        self.source.chains(&self.place, owner, method)
    }

    /// Whether a method of `owner` surely changes nothing of what it is called on.
    pub fn keeps_receiver(&self, owner: &str, method: &str) -> bool {
        self.source.keeps_receiver(&self.place, owner, method)
    }

    /// What the parameters of a method behind the receiver refer to, where that is text or a slice.
    pub fn references(&self, owner: &str, method: &str) -> &[Option<String>] {
        self.source.references(&self.place, owner, method)
    }

    /// Whether a method of `owner` takes `&mut self`.
    pub fn changes_receiver(&self, owner: &str, method: &str) -> bool {
        self.source.changes_receiver(&self.place, owner, method)
    }

    /// The bodies of methods of this name that may stand where they are called.
    pub fn bodies(&self, owner: &str, method: &str) -> &[Body] {
        self.source.bodies(&self.place, owner, method)
    }

    /// The function of this name, if it fills slices and may stand where a loop calls it.
    pub fn filler(&self, name: &str) -> Option<&Filler> {
        self.source.filler(&self.place, name)
    }

    /// What such a method gives.
    pub fn result_of_method(&self, owner: &str, method: &str) -> Option<syn::Type> {
        let result = self.source.result(&self.place, owner, method).filter(|result| *result != "()")?;
        let mut result = syn::parse_str(result).ok()?;
        Own(owner).visit_type_mut(&mut result);
        Some(result)
    }

    /// Whether a type beside the function has no parameters of any kind.
    pub fn is_closed(&self, ty: &syn::Type) -> bool {
        let item = file::single_name(ty).and_then(|name| self.source.item(&self.place, &name));
        let item = item.and_then(|text| syn::parse_str::<syn::DeriveInput>(text).ok());
        item.is_some_and(|item| item.generics.params.is_empty())
    }

    /// The same of a type that is one name.
    pub fn is_closed_type(&self, ty: &crate::types::Ty) -> bool {
        let crate::types::Ty::Named(name) = ty else { return false };
        syn::parse2(name.clone()).is_ok_and(|ty| self.is_closed(&ty))
    }

    /// Whether a type beside the function does not surely lack the derive.
    pub fn may_have_derivative(&self, ty: &syn::Type) -> bool {
        file::single_name(ty).is_some_and(|name| !self.source.is_plain_type(&self.place, &name))
    }

    /// Whether a type beside the function surely has a derivative.
    pub fn is_derived(&self, name: &str) -> bool {
        self.source.is_derived(&self.place, name)
    }

    /// Whether a type beside a method surely has a derivative, also where it is a part of the type of the method.
    pub fn is_differentiated_part(&self, name: &str) -> bool {
        let own = self.place.own.as_deref();
        self.source.is_derived(&self.place, name)
            && own.is_some_and(|own| !self.source.holds_constant(&self.place, own, name))
    }

    /// Whether a type beside the function has no parameters, and surely lacks the derive.
    pub fn is_plain(&self, ty: &syn::Type) -> bool {
        self.is_closed(ty) && file::single_name(ty).is_some_and(|name| self.source.is_plain_type(&self.place, &name))
    }

    /// Whether a type of the file is an iterator, and whether its `impl` is under the attribute.
    pub fn iterates(&self, owner: &str) -> Option<bool> {
        let own = if owner == "Self" { self.place.own.as_deref()? } else { owner };
        self.source.iterates(&self.place, own)
    }

    /// Whether a type beside the function has no parameters, and seems not to be `Clone`.
    pub fn lacks_clone(&self, ty: &syn::Type) -> bool {
        self.own_name(ty).is_some_and(|name| self.source.lacks_clone(&self.place, &name))
    }

    /// The type of a field, as it is written.
    pub fn written_field(&self, owner: &str, member: &str) -> Option<syn::Type> {
        let source = &self.source;
        let ty = source.field(&self.place, owner, member).or_else(|| source.held_field(&self.place, owner, member))?;
        (!source.is_generic(&self.place, owner, ty)).then(|| syn::parse_str(ty).ok()).flatten()
    }

    /// The type of a field that a struct holds constant.
    pub fn held(&self, owner: &syn::Type, member: &str) -> Option<syn::Type> {
        syn::parse_str(self.source.held_field(&self.place, &self.own_name(owner)?, member)?).ok()
    }

    /// Whether a value of the type `name` is made of floats, as far as the file shows.
    pub fn holds_floats(&self, name: &str) -> bool {
        types::holds_floats(self, name, &mut Vec::new())
    }

    /// The struct of a literal.
    pub fn type_of_literal(&self, path: &syn::Path) -> Option<syn::Type> {
        let [first, rest @ ..] = &path.segments.iter().collect::<Vec<_>>()[..] else { return None };
        let name = if first.ident == "Self" { self.place.own.clone()? } else { first.ident.to_string() };
        // `Shape::Circle { .. }` is a `Shape`.
        let known = self.source.item(&self.place, &name).is_some() && rest.len() < 2;
        known.then(|| syn::parse_str(&name).ok()).flatten()
    }

    /// What a function beside this one gives, a function of a type, or a constructor.
    pub fn result_of_path(&self, path: &syn::Path) -> Option<syn::Type> {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        match &names[..] {
            [name] if name.starts_with(char::is_uppercase) => self.type_of_literal(path),
            [name] => {
                let signature = syn::parse_str::<syn::Signature>(self.source.signature(&self.place, name)?).ok()?;
                match signature.output {
                    syn::ReturnType::Type(_, ty) if signature.generics.type_params().next().is_none() => Some(*ty),
                    _ => None,
                }
            }
            [owner, name] => {
                let owner = if owner == "Self" { self.place.own.clone()? } else { owner.clone() };
                let made = self.result_of_method(&owner, name);
                made.or_else(|| name.starts_with(char::is_uppercase).then(|| self.type_of_literal(path)).flatten())
            }
            _ => None,
        }
    }

    /// The type of a field of a struct without type parameters.
    pub fn field(&self, owner: &syn::Type, member: &str) -> Option<crate::types::Ty> {
        let name = file::single_name(owner)?;
        let name = if name == "Self" { self.place.own.clone()? } else { name };
        if let Some(held) = self.source.held_field(&self.place, &name, member) {
            // A value of a type of the user's, such as the state of a machine.
            let own = self.source.item(&self.place, held).is_some();
            let name = own.then(|| syn::parse_str(held).ok()).flatten();
            let passive =
                || syn::parse_str(held).ok().map(|ty| crate::types::Ty::of(&ty)).filter(crate::types::Ty::is_passive);
            return name.map(|name| crate::types::Ty::Passive(Some(name))).or_else(passive);
        }
        let ty = self.source.field(&self.place, &name, member)?;
        let generic = self.source.is_generic(&self.place, &name, ty) || mentions(ty, "Self");
        (!generic).then(|| syn::parse_str(ty).ok()).flatten().map(|ty| crate::types::Ty::of(&ty))
    }
}

/// Writes the name of a type for `Self`.
struct Own<'n>(&'n str);

impl VisitMut for Own<'_> {
    fn visit_ident_mut(&mut self, name: &mut Ident) {
        if name == "Self" {
            *name = Ident::new(self.0, name.span());
        }
    }
}

impl Beside {
    /// What a method of `owner` gives that changes nothing, where that has no derivative.
    pub fn inert_method(&self, owner: &TokenStream, method: &Ident) -> Option<crate::types::Ty> {
        let name = file::single_name(&syn::parse2(owner.clone()).ok()?)?;
        let name = if name == "Self" { self.place.own.clone()? } else { name };
        let result = self.source.inert_method(&self.place, &name, &method.to_string())?;
        Some(crate::types::Ty::of(&syn::parse_str(result).ok()?))
    }
}

/// Refuses calls whose derivative is needed, of what surely has none, and values of types without one.
pub fn check(item: &syn::ItemFn, function: &Function, activity: &Activity) -> syn::Result<()> {
    let Some(beside) = Beside::of(&item.sig.ident) else { return Ok(()) };
    let mut errors = Errors::default();
    called::check(item, function, activity, &beside, &mut errors);
    types::check_made(function, activity, &beside, &mut errors);
    errors.finish()
}

/// Finds the types without a derivative among those of locals that hold nothing differentiated.
pub fn settle(item: &syn::ItemFn, function: &mut Function, activity: &Activity) {
    let Some(beside) = Beside::of(&item.sig.ident) else { return };
    types::settle(function, activity, &beside);
}

/// Refuses differentiated parameters of types that surely have no derivative.
pub fn check_parameters(item: &syn::ItemFn, active: &[bool]) -> syn::Result<()> {
    let Some(beside) = Beside::of(&item.sig.ident) else { return Ok(()) };
    let mut errors = Errors::default();
    types::check_parameters(item, active, &beside, &mut errors);
    errors.finish()
}

/// Refuses fields of types that surely have no derivative; what is written for the struct stands by their derivatives.
pub fn check_fields<'t>(name: &Ident, fields: impl Iterator<Item = &'t syn::Type>) -> TokenStream {
    let Some(beside) = Beside::of_type(name) else { return TokenStream::new() };
    types::check_fields(fields, &beside)
}

/// Refuses a function with the attribute whose trait, or the `impl` of it, has none: its companions would be no members.
pub fn check_home(function: &syn::ItemFn) -> syn::Result<()> {
    match Beside::of(&function.sig.ident).and_then(|beside| beside.place.of_trait) {
        Some(of_trait) => Err(crate::traits::refuse_alone(&function.sig.ident, &of_trait)),
        None => Ok(()),
    }
}

/// Whether a function with the attribute surely stands in an `impl`.
pub fn is_in_impl(function: &Ident) -> bool {
    Beside::of(function).is_some_and(|beside| beside.place.own_type.is_some())
}

/// Whether the trait `name`, of whose `impl` `function` is a part, surely lacks the attribute.
pub fn is_plain_trait(function: &Ident, name: &str) -> bool {
    Beside::of(function).is_some_and(|beside| beside.source.is_plain_trait(&beside.place, name))
}

/// The derivatives of the types that were refused, so that what is written for others stands: one mistake, one error.
pub fn missing() -> TokenStream {
    PENDING.with(RefCell::take).into_iter().map(types::derivative).collect()
}

/// Forgets them where nothing can stand beside the function; whether there were any.
pub fn forget() -> bool {
    !PENDING.with(RefCell::take).is_empty()
}

/// A file, with what its modules import.
fn source(path: &Path) -> Option<Rc<Source>> {
    SOURCES.with(|sources| {
        let mut sources = sources.borrow_mut();
        let read = || {
            let raw = raw(path)?;
            let mut source = (*raw).clone();
            let file = modules::Location { path: path.to_owned(), source: raw, scope: 0 };
            imports::add(&mut source, &file);
            Some(Rc::new(source))
        };
        sources.entry(path.to_owned()).or_insert_with(read).clone()
    })
}

/// A file by itself.
fn raw(path: &Path) -> Option<Rc<Source>> {
    RAW.with(|sources| {
        let mut sources = sources.borrow_mut();
        let read = || Some(Rc::new(Source::read(std::fs::read_to_string(path).ok()?)?));
        sources.entry(path.to_owned()).or_insert_with(read).clone()
    })
}

/// Whether `word` stands in `text`.
fn mentions(text: &str, word: &str) -> bool {
    text.split(|next: char| !next.is_alphanumeric() && next != '_').any(|other| other == word)
}
