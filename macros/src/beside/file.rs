//! A file of the user's: its functions, types, and methods, as text tells them. Nothing here outlives the tokens of one
//! expansion, so types stay text.

use std::collections::{HashMap, HashSet};

use quote::ToTokens;
use syn::visit::{self, Visit};

use super::attributes::is_untouched;
use super::mentions;
use crate::ir::payload_name;
use crate::surroundings::Module;
use crate::types::Ty;

/// A file of the user's.
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
    /// The trait whose function it is, in the trait or in an `impl` of it.
    pub(super) of_trait: Option<String>,
}

/// The file, or a module in it.
#[derive(Default)]
struct Scope {
    /// Functions that have no attribute which could make something of them.
    plain: HashSet<String>,
    all: HashSet<String>,
    /// The signatures of functions.
    signatures: HashMap<String, String>,
    types: HashMap<String, Type>,
    /// Traits, and whether they have no such attribute.
    traits: HashMap<String, bool>,
    /// Methods by their types, or traits.
    methods: HashMap<(String, String), Method>,
    module: Module,
}

/// A struct or an enum.
struct Type {
    plain: bool,
    generic: bool,
    /// The fields of a struct, or of the variants of an enum, with their types; not the constant ones.
    fields: Vec<(String, String)>,
    /// Its constant fields, whose shadows are `()` whatever their types.
    held: Vec<(String, String)>,
    /// The item itself.
    text: String,
}

struct Method {
    plain: bool,
    /// It takes `&self`, changes nothing, and what it gives has no derivative.
    inert: bool,
    /// The trait whose method it is, where it is one.
    of_trait: Option<String>,
    result: String,
    /// It gives its receiver back.
    chains: bool,
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
        let mut collector = Collector { source: &mut source, place: Some(Place { scope: 0, ..Place::default() }) };
        file.items.iter().for_each(|item| collector.visit_item(item));
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

    /// Whether a type beside `place` surely has no derivative.
    pub(super) fn is_plain_type(&self, place: &Place, name: &str) -> bool {
        let plain = self.scopes[place.scope].types.get(name).is_some_and(|ty| ty.plain);
        plain && !self.differentiable.contains(name) && !mentions(&self.macros, name)
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

    /// Whether the fields of a struct may be of types that are its parameters.
    pub(super) fn is_generic(&self, place: &Place, name: &str) -> bool {
        self.scopes[place.scope].types.get(name).is_none_or(|ty| ty.generic)
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

    /// Whether types of the module have methods.
    pub(super) fn has_methods(&self, place: &Place) -> bool {
        !self.scopes[place.scope].methods.is_empty()
    }

    /// Whether a type or a trait of the module has a method that the file gives it.
    pub(super) fn is_own_method(&self, place: &Place, owner: &str, method: &str) -> bool {
        let scope = &self.scopes[place.scope];
        let Some(found) = scope.methods.get(&(owner.to_owned(), method.to_owned())) else { return false };
        let known = scope.types.contains_key(owner) || scope.traits.contains_key(owner);
        known && found.of_trait.as_ref().is_none_or(|name| scope.traits.contains_key(name))
    }

    /// Whether a method gives its receiver back.
    pub(super) fn chains(&self, place: &Place, owner: &str, method: &str) -> bool {
        let methods = &self.scopes[place.scope].methods;
        methods.get(&(owner.to_owned(), method.to_owned())).is_some_and(|method| method.chains)
    }

    /// What a method of a type gives that changes nothing, where that has no derivative.
    pub(super) fn inert_method(&self, place: &Place, ty: &str, method: &str) -> Option<&str> {
        let scope = &self.scopes[place.scope];
        let method = scope.methods.get(&(ty.to_owned(), method.to_owned()))?;
        let sure = method.inert && scope.types.contains_key(ty) && !mentions(&self.macros, ty);
        sure.then_some(method.result.as_str())
    }

    /// The type of the result of such a method.
    pub(super) fn result(&self, place: &Place, ty: &str, method: &str) -> Option<&str> {
        let method = self.scopes[place.scope].methods.get(&(ty.to_owned(), method.to_owned()))?;
        Some(method.result.as_str())
    }
}

struct Collector<'s> {
    source: &'s mut Source,
    place: Option<Place>,
}

impl Collector<'_> {
    fn found(&mut self, name: &proc_macro2::Ident) {
        self.source.functions.push(Occurrence { name: name.to_string(), place: self.place.clone() });
    }

    fn scope(&mut self) -> Option<&mut Scope> {
        let scope = self.place.as_ref()?.scope;
        Some(&mut self.source.scopes[scope])
    }

    fn add_type(
        &mut self,
        name: &proc_macro2::Ident,
        attributes: &[syn::Attribute],
        (generics, fields): (&syn::Generics, Vec<(String, &syn::Field)>),
        text: String,
    ) {
        let constant = |field: &syn::Field| field.attrs.iter().any(|attribute| attribute.path().is_ident("constant"));
        let (held, fields): (Vec<_>, Vec<_>) = fields.into_iter().partition(|(_, field)| constant(field));
        let typed = |(name, field): (String, &syn::Field)| (name, field.ty.to_token_stream().to_string());
        let [fields, held] = [fields, held].map(|fields| fields.into_iter().map(typed).collect());
        let generic = generics.type_params().next().is_some();
        let mut ty = Type { plain: is_untouched(attributes, None), generic, fields, held, text };
        if let Some(scope) = self.scope() {
            // Under conditions of compilation there may be two.
            let conditional = attributes.iter().any(|attribute| attribute.path().is_ident("cfg"));
            if conditional || scope.types.contains_key(&name.to_string()) {
                ty.fields.clear();
                ty.held.clear();
            }
            scope.types.insert(name.to_string(), ty);
        }
    }

    /// What `inner` collects of an `impl` or a trait of this name.
    fn inside(&mut self, own: Option<String>, of_trait: Option<String>, inner: impl FnOnce(&mut Self)) {
        let outside = self.place.clone();
        if let Some(place) = &mut self.place {
            (place.own, place.of_trait) = (own, of_trait);
        }
        inner(self);
        self.place = outside;
    }

    fn add_method(
        &mut self,
        owner: Option<&String>,
        signature: &syn::Signature,
        (plain, chains): (bool, bool),
        of_trait: Option<String>,
    ) {
        let Some(owner) = owner.cloned() else { return };
        let result = match &signature.output {
            syn::ReturnType::Type(_, ty) => ty.to_token_stream().to_string(),
            syn::ReturnType::Default => "()".to_owned(),
        };
        let key = (owner, signature.ident.to_string());
        let Some(scope) = self.scope() else { return };
        let other = scope.methods.get(&key);
        let plain = plain && other.is_none_or(|other| other.plain);
        let inert = is_inert(signature) && other.is_none_or(|other| other.inert && other.result == result);
        // A method of the type itself hides those of traits.
        match scope.methods.get_mut(&key) {
            // `Mul<f64>` and `Mul<Vec3>`: which of them is called is not told.
            Some(other) if of_trait.is_some() => {
                other.inert &= inert;
                if other.of_trait.is_some() && other.result != result {
                    "()".clone_into(&mut other.result);
                }
            }
            _ => drop(scope.methods.insert(key, Method { plain, inert, of_trait, result, chains })),
        }
    }
}

impl<'ast> Visit<'ast> for Collector<'_> {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        if let Some(scope) = self.scope() {
            scope.module.add(item);
        }
        visit::visit_item(self, item);
    }

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        let outside = self.place.take();
        if outside.is_some() && is_untouched(&module.attrs, None) {
            self.source.scopes.push(Scope::default());
            self.place = Some(Place { scope: self.source.scopes.len() - 1, ..Place::default() });
        }
        visit::visit_item_mod(self, module);
        self.place = outside;
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.found(&function.sig.ident);
        let plain = is_untouched(&function.attrs, None);
        if let Some(scope) = self.scope() {
            let name = function.sig.ident.to_string();
            if plain {
                scope.plain.insert(name.clone());
            }
            scope.signatures.insert(name.clone(), function.sig.to_token_stream().to_string());
            scope.all.insert(name);
        }
        let outside = self.place.take();
        visit::visit_block(self, &function.block);
        self.place = outside;
    }

    fn visit_item_impl(&mut self, block: &'ast syn::ItemImpl) {
        let owner = match &*block.self_ty {
            syn::Type::Reference(reference) => single_name(&reference.elem),
            ty => single_name(ty),
        };
        let own = single_name(&block.self_ty);
        let output = block.items.iter().find_map(|item| match item {
            syn::ImplItem::Type(ty) if ty.ident == "Output" => Some(&ty.ty),
            _ => None,
        });
        let of_trait = block.trait_.as_ref().map(|(_, path, _)| path);
        if of_trait.and_then(|path| path.segments.last()).is_some_and(|last| last.ident == "Differentiable") {
            self.source.differentiable.extend(own.clone());
        }
        let of_trait = of_trait.map(|path| path.to_token_stream().to_string());
        let plain = is_untouched(&block.attrs, None);
        for item in &block.items {
            if let syn::ImplItem::Fn(function) = item {
                let plain = plain && is_untouched(&function.attrs, None);
                let chains = crate::chained::gives_itself(&function.sig, &function.block);
                let mut signature = function.sig.clone();
                if let Some(output) = output.filter(|_| names_output(&signature.output)) {
                    signature.output = syn::parse_quote!(-> #output);
                }
                self.add_method(owner.as_ref(), &signature, (plain, chains), of_trait.clone());
            }
        }
        self.inside(own, of_trait, |inner| visit::visit_item_impl(inner, block));
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.found(&function.sig.ident);
        let outside = self.place.take();
        visit::visit_block(self, &function.block);
        self.place = outside;
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        let own = item.ident.to_string();
        let plain = is_untouched(&item.attrs, None);
        if let Some(scope) = self.scope() {
            scope.traits.insert(own.clone(), plain);
        }
        for part in &item.items {
            if let syn::TraitItem::Fn(function) = part {
                let plain = plain && is_untouched(&function.attrs, None);
                self.add_method(Some(&own), &function.sig, (plain, false), None);
            }
        }
        self.inside(None, Some(own), |inner| visit::visit_item_trait(inner, item));
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        self.found(&function.sig.ident);
        let outside = self.place.take();
        if let Some(block) = &function.default {
            visit::visit_block(self, block);
        }
        self.place = outside;
    }

    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        let fields = item.fields.members().zip(&item.fields);
        let fields = fields.map(|(member, field)| (member.to_token_stream().to_string(), field)).collect();
        self.add_type(&item.ident, &item.attrs, (&item.generics, fields), item.to_token_stream().to_string());
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        let fields = item.variants.iter().flat_map(|variant| {
            let fields = variant.fields.members().zip(&variant.fields);
            fields.map(|(member, field)| (payload_name(&variant.ident, &member), field))
        });
        let fields = fields.collect();
        self.add_type(&item.ident, &item.attrs, (&item.generics, fields), item.to_token_stream().to_string());
    }

    fn visit_item_macro(&mut self, item: &'ast syn::ItemMacro) {
        self.source.macros.push_str(&item.mac.tokens.to_string());
        self.source.macros.push(' ');
    }
}

/// `-> Self::Output`
fn names_output(output: &syn::ReturnType) -> bool {
    matches!(output, syn::ReturnType::Type(_, ty) if ty.to_token_stream().to_string() == "Self :: Output")
}

/// Whether a method takes `&self`, changes nothing that it is given, and gives something without a derivative.
fn is_inert(signature: &syn::Signature) -> bool {
    let by_reference =
        signature.receiver().is_some_and(|receiver| receiver.reference.is_some() && receiver.mutability.is_none());
    let changes = signature.inputs.to_token_stream().into_iter().any(|token| token.to_string() == "mut");
    let syn::ReturnType::Type(_, result) = &signature.output else { return false };
    let generic = signature.generics.type_params().next().is_some();
    by_reference && !changes && !generic && Ty::of(result).is_passive()
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
