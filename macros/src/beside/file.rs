//! A file of the user's: its functions, types, and methods, as text tells them. Nothing here outlives the tokens of one
//! expansion, so types stay text.

mod body;
mod collector;
mod exports;
mod filler;

use std::collections::{HashMap, HashSet};

use syn::visit::Visit;

use super::mentions;
use crate::surroundings::Module;
pub use body::Body;
pub(super) use exports::Imported;
pub use filler::{Filler, asserted};

/// A file of the user's.
#[derive(Clone)]
pub(super) struct Source {
    text: String,
    scopes: Vec<Scope>,
    functions: Vec<Occurrence>,
    /// Types that a trait of the name `Differentiable` is implemented for.
    differentiable: HashSet<String>,
    /// Calls of macros, which may hold anything.
    macros: String,
}

/// `fn name` somewhere in the file.
#[derive(Clone)]
struct Occurrence {
    name: String,
    /// Where it is known what stands beside it.
    place: Option<Place>,
}

/// Where a function stands.
#[derive(Clone, Default)]
pub(super) struct Place {
    scope: usize,
    /// The type of the `impl` around it.
    pub(super) own: Option<String>,
    /// The same, as it is written.
    pub(super) own_type: Option<String>,
    /// The trait whose function it is, in the trait or in an `impl` of it.
    pub(super) of_trait: Option<String>,
}

/// What a `use` brings; everything, where it has no name.
#[derive(Clone)]
pub(super) struct Use {
    pub name: Option<String>,
    pub path: Vec<String>,
}

/// The file, or a module in it.
#[derive(Clone, Default)]
pub(super) struct Scope {
    pub parent: Option<usize>,
    /// Modules inside, by their names.
    pub children: HashMap<String, usize>,
    /// Modules inside that are files of their own.
    pub files: HashSet<String>,
    pub uses: Vec<Use>,
    /// Functions that have no attribute which could make something of them.
    plain: HashSet<String>,
    all: HashSet<String>,
    /// Functions that may stand where loops call them.
    fillers: HashMap<String, Option<Filler>>,
    /// The signatures of functions.
    signatures: HashMap<String, String>,
    types: HashMap<String, Type>,
    /// Traits, and whether they have no such attribute.
    traits: HashMap<String, bool>,
    /// Methods by their types, or traits.
    methods: HashMap<(String, String), Method>,
    /// Methods that give iterators, as they are written.
    giving: HashMap<(String, String), String>,
    /// Those of methods that may stand where they are called.
    bodies: HashMap<(String, String), Vec<Body>>,
    module: Module,
}

/// A struct or an enum.
#[derive(Clone)]
struct Type {
    plain: bool,
    /// It has the derive.
    derives: bool,
    /// The names of its parameters of any kind.
    parameters: Vec<String>,
    /// The fields of a struct, or of the variants of an enum, with their types; not the constant ones.
    fields: Vec<(String, String)>,
    /// Every field can be named elsewhere.
    open: bool,
    /// Its constant fields, whose shadows are `()` whatever their types.
    held: Vec<(String, String)>,
    /// The item itself.
    text: String,
}

#[derive(Clone)]
struct Method {
    plain: bool,
    on_receiver: OnReceiver,
    /// The trait whose method it is, where it is one.
    of_trait: Option<String>,
    result: String,
    /// The signature, where it takes functions.
    taking: Option<String>,
    /// It gives its receiver back.
    chains: bool,
    /// What its parameters behind the receiver refer to, where that is text or a slice.
    references: Vec<Option<String>>,
}

/// What a method does with its receiver, from what is known least.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum OnReceiver {
    /// It may change it.
    Changes,
    /// It takes `self` or `&self`.
    Keeps,
    /// It takes `&self`, changes nothing, and what it gives has no derivative.
    Inert,
}

impl OnReceiver {
    fn and(self, other: OnReceiver) -> OnReceiver {
        if self < other { self } else { other }
    }
}

impl Source {
    pub(super) fn read(text: String) -> Option<Source> {
        let file = syn::parse_file(&text).ok()?;
        let mut source = Source {
            text,
            scopes: vec![Scope::default()],
            functions: Vec::new(),
            differentiable: HashSet::new(),
            macros: String::new(),
        };
        let mut collector =
            collector::Collector { source: &mut source, place: Some(Place { scope: 0, ..Place::default() }) };
        file.items.iter().for_each(|item| collector.visit_item(item));
        source.resolve_aliases();
        Some(source)
    }

    /// Where the `fn name` of a line stands, if every one of the file is known: a macro may hold others.
    pub(super) fn place(&self, name: &str, line: usize) -> Option<Place> {
        let pattern = format!("fn {name}");
        let is_whole = |rest: &str| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_');
        let written = self.text.match_indices(&pattern).filter(|(at, _)| is_whole(&self.text[at + pattern.len()..]));
        let lines: Vec<usize> = written.map(|(at, _)| self.text[..at].matches('\n').count() + 1).collect();
        let known: Vec<&Occurrence> = self.functions.iter().filter(|function| function.name == name).collect();
        if lines.len() != known.len() {
            return None;
        }
        let mut here = lines.iter().zip(&known).filter(|(at, _)| **at == line);
        match (here.next(), here.next()) {
            (Some((_, function)), None) => function.place.clone(),
            _ => None,
        }
    }

    /// Where the struct or enum of a line stands, if it is the only one of its name.
    pub(super) fn place_of_type(&self, name: &str, line: usize) -> Option<Place> {
        let mut scopes = (0..self.scopes.len()).filter(|scope| self.scopes[*scope].types.contains_key(name));
        let (Some(scope), None) = (scopes.next(), scopes.next()) else { return None };
        let text = self.text.lines().nth(line.checked_sub(1)?)?;
        (mentions(text, "struct") || mentions(text, "enum")).then_some(Place { scope, ..Place::default() })
    }

    /// What a scope tells of functions, constants and aliases.
    pub(super) fn module_of(&self, scope: usize) -> &Module {
        &self.scopes[scope].module
    }

    /// What the module around `place` tells.
    pub(super) fn module(&self, place: &Place) -> &Module {
        &self.scopes[place.scope].module
    }

    /// Whether a function beside `place` surely has no attribute.
    pub(super) fn is_plain_function(&self, place: &Place, name: &str) -> bool {
        self.scopes[place.scope].plain.contains(name)
    }

    /// The signature of a function beside `place`.
    pub(super) fn signature(&self, place: &Place, name: &str) -> Option<&str> {
        self.scopes[place.scope].signatures.get(name).map(String::as_str)
    }

    /// A function beside `place` that may stand where a loop calls it.
    pub(super) fn filler(&self, place: &Place, name: &str) -> Option<&Filler> {
        self.scopes[place.scope].fillers.get(name)?.as_ref()
    }

    /// Whether a type beside `place` surely has no derivative.
    pub(super) fn is_plain_type(&self, place: &Place, name: &str) -> bool {
        let plain = self.scopes[place.scope].types.get(name).is_some_and(|ty| ty.plain);
        plain && !self.differentiable.contains(name) && !mentions(&self.macros, name)
    }

    /// Whether a type beside `place` surely has a derivative.
    pub(super) fn is_derived(&self, place: &Place, name: &str) -> bool {
        let derived = self.scopes[place.scope].types.get(name).is_some_and(|ty| ty.derives);
        derived || self.differentiable.contains(name)
    }

    /// Whether a type has an `impl` of `Iterator`, and whether that is under the attribute.
    pub(super) fn iterates(&self, place: &Place, ty: &str) -> Option<bool> {
        let next = self.scopes[place.scope].methods.get(&(ty.to_owned(), "next".to_owned()))?;
        next.of_trait.as_ref().filter(|path| path.ends_with("Iterator")).map(|_| !next.plain)
    }

    /// Whether a type beside `place` has no parameters, and no `Clone` that the file shows.
    pub(super) fn lacks_clone(&self, place: &Place, name: &str) -> bool {
        let item = self.item(place, name).and_then(|text| syn::parse_str::<syn::DeriveInput>(text).ok());
        item.is_some_and(|item| item.generics.params.is_empty() && !super::attributes::clones(&item.attrs))
            && !self.text.contains(&format!("Clone for {name}"))
    }

    /// Whether a field of `ty` is constant whose type mentions `name`.
    pub(super) fn holds_constant(&self, place: &Place, ty: &str, name: &str) -> bool {
        let mut held = self.scopes[place.scope].types.get(ty).into_iter().flat_map(|ty| &ty.held);
        held.any(|(_, text)| mentions(text, name))
    }

    /// The struct or enum itself.
    pub(super) fn item(&self, place: &Place, name: &str) -> Option<&str> {
        self.scopes[place.scope].types.get(name).map(|ty| ty.text.as_str())
    }

    /// The type of a constant field.
    pub(super) fn held_field(&self, place: &Place, ty: &str, field: &str) -> Option<&str> {
        let fields = &self.scopes[place.scope].types.get(ty)?.held;
        fields.iter().find(|(name, _)| name == field).map(|(_, ty)| ty.as_str())
    }

    /// Whether the type of a field names parameters of its struct.
    pub(super) fn is_generic(&self, place: &Place, name: &str, field: &str) -> bool {
        let ty = self.scopes[place.scope].types.get(name);
        ty.is_none_or(|ty| ty.parameters.iter().any(|parameter| mentions(field, parameter)))
    }

    /// The type of a field.
    pub(super) fn field(&self, place: &Place, ty: &str, field: &str) -> Option<&str> {
        let fields = &self.scopes[place.scope].types.get(ty)?.fields;
        fields.iter().find(|(name, _)| name == field).map(|(_, ty)| ty.as_str())
    }

    /// Whether a method of a type, or of a trait, surely has no attribute.
    pub(super) fn is_plain_method(&self, place: &Place, ty: &str, method: &str) -> bool {
        let scope = &self.scopes[place.scope];
        let Some(method) = scope.methods.get(&(ty.to_owned(), method.to_owned())) else { return false };
        let plain_trait = |name: &String| scope.traits.get(name) == Some(&true);
        method.plain && method.of_trait.as_ref().is_none_or(plain_trait) && !mentions(&self.macros, ty)
    }

    /// Whether a trait of the module surely has no attribute.
    pub(super) fn is_plain_trait(&self, place: &Place, name: &str) -> bool {
        self.scopes[place.scope].traits.get(name) == Some(&true) && !mentions(&self.macros, name)
    }

    /// Whether a type or a trait of the module has a method that the file gives it.
    pub(super) fn is_own_method(&self, place: &Place, owner: &str, method: &str) -> bool {
        let scope = &self.scopes[place.scope];
        let Some(found) = scope.methods.get(&(owner.to_owned(), method.to_owned())) else { return false };
        let known = scope.types.contains_key(owner) || scope.traits.contains_key(owner);
        known && found.of_trait.as_ref().is_none_or(|name| scope.traits.contains_key(name))
    }

    /// The signature of a method that takes functions.
    pub(super) fn method_signature(&self, place: &Place, owner: &str, method: &str) -> Option<&str> {
        let methods = &self.scopes[place.scope].methods;
        methods.get(&(owner.to_owned(), method.to_owned()))?.taking.as_deref()
    }

    /// A method that gives an iterator.
    pub(super) fn giving(&self, place: &Place, owner: &str, method: &str) -> Option<&str> {
        self.scopes[place.scope].giving.get(&(owner.to_owned(), method.to_owned())).map(String::as_str)
    }

    /// The only type or trait with a method of this name.
    pub(super) fn only_owner(&self, place: &Place, method: &str) -> Option<&str> {
        let mut owners = self.scopes[place.scope].methods.keys().filter(|(_, name)| name == method);
        let (owner, _) = owners.next()?;
        owners.next().is_none().then_some(owner)
    }

    /// Whether a method gives its receiver back.
    pub(super) fn chains(&self, place: &Place, owner: &str, method: &str) -> bool {
        let methods = &self.scopes[place.scope].methods;
        methods.get(&(owner.to_owned(), method.to_owned())).is_some_and(|method| method.chains)
    }

    /// Whether a method takes its receiver by value or by a shared reference.
    pub(super) fn keeps_receiver(&self, place: &Place, owner: &str, method: &str) -> bool {
        let methods = &self.scopes[place.scope].methods;
        methods
            .get(&(owner.to_owned(), method.to_owned()))
            .is_some_and(|method| method.on_receiver != OnReceiver::Changes)
    }

    /// What the parameters of a method refer to.
    pub(super) fn references(&self, place: &Place, owner: &str, method: &str) -> &[Option<String>] {
        let methods = &self.scopes[place.scope].methods;
        methods.get(&(owner.to_owned(), method.to_owned())).map_or(&[], |method| &method.references)
    }

    /// Whether a method may change its receiver.
    pub(super) fn changes_receiver(&self, place: &Place, owner: &str, method: &str) -> bool {
        let methods = &self.scopes[place.scope].methods;
        methods
            .get(&(owner.to_owned(), method.to_owned()))
            .is_some_and(|method| method.on_receiver == OnReceiver::Changes)
    }

    /// What a method of a type gives that changes nothing, where that has no derivative.
    pub(super) fn inert_method(&self, place: &Place, ty: &str, method: &str) -> Option<&str> {
        let scope = &self.scopes[place.scope];
        let method = scope.methods.get(&(ty.to_owned(), method.to_owned()))?;
        let sure =
            method.on_receiver == OnReceiver::Inert && scope.types.contains_key(ty) && !mentions(&self.macros, ty);
        sure.then_some(method.result.as_str())
    }

    /// The bodies of methods of this name that may stand where they are called, of a number or of a type without
    /// parameters.
    pub(super) fn bodies(&self, place: &Place, ty: &str, method: &str) -> &[Body] {
        let scope = &self.scopes[place.scope];
        let number = matches!(ty, "f64" | "f32");
        let closed = number || scope.types.get(ty).is_some_and(|ty| ty.parameters.is_empty());
        let known = scope.bodies.get(&(ty.to_owned(), method.to_owned())).filter(|_| closed);
        known.map_or(&[], Vec::as_slice)
    }

    /// The type of the result of such a method.
    pub(super) fn result(&self, place: &Place, ty: &str, method: &str) -> Option<&str> {
        let method = self.scopes[place.scope].methods.get(&(ty.to_owned(), method.to_owned()))?;
        Some(method.result.as_str())
    }
}

/// The name of a type that is one name, with or without generics.
pub(super) fn single_name(ty: &syn::Type) -> Option<String> {
    match ty {
        syn::Type::Path(path) if path.qself.is_none() && path.path.segments.len() == 1 => {
            Some(path.path.segments[0].ident.to_string())
        }
        _ => None,
    }
}
