//! Reads the items of a file.

use quote::ToTokens;
use syn::visit::{self, Visit};

use super::body::{Body, is_differentiated};
use super::filler::Filler;
use super::{Method, Occurrence, OnReceiver, Place, Scope, Source, Type, Use, single_name};
use crate::beside::attributes::{is_derived, is_untouched};
use crate::ir::payload_name;
use crate::types::Ty;

pub(super) struct Collector<'s> {
    pub source: &'s mut Source,
    pub place: Option<Place>,
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
        let open = fields.iter().chain(&held).all(|(_, field)| !matches!(field.vis, syn::Visibility::Inherited));
        let typed = |(name, field): (String, &syn::Field)| (name, field.ty.to_token_stream().to_string());
        let [fields, held] = [fields, held].map(|fields| fields.into_iter().map(typed).collect());
        let parameters = generics.params.iter().map(crate::generics::name).collect();
        let mut ty = Type {
            plain: is_untouched(attributes, None),
            derives: is_derived(attributes),
            parameters,
            fields,
            held,
            open,
            text,
        };
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
            (place.own, place.own_type, place.of_trait) = (own, None, of_trait);
        }
        inner(self);
        self.place = outside;
    }

    /// Adds the body of a method that may stand where it is called.
    fn add_body(&mut self, owner: Option<&String>, block: &syn::ItemImpl, function: &syn::ImplItemFn) {
        let generic = |parameter: &syn::GenericParam| !matches!(parameter, syn::GenericParam::Lifetime(_));
        let known = |attributes: &[syn::Attribute]| is_untouched(attributes, Some("differentiate"));
        let differentiated = is_differentiated(&block.attrs) || is_differentiated(&function.attrs);
        if block.generics.params.iter().any(generic)
            || !known(&block.attrs)
            || !known(&function.attrs)
            || !differentiated
        {
            return;
        }
        let (Some(owner), own) = (owner, block.self_ty.to_token_stream().to_string()) else { return };
        let Some(body) = Body::of(&function.sig, &function.block, &own, block.trait_.is_none()) else { return };
        let key = (owner.clone(), function.sig.ident.to_string());
        if let Some(scope) = self.scope() {
            scope.bodies.entry(key).or_default().push(body);
        }
    }

    fn add_method(
        &mut self,
        owner: Option<&String>,
        signature: &syn::Signature,
        (plain, chains, taking): (bool, bool, Option<String>),
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
        let on_receiver = match other {
            Some(other) if other.result != result => {
                on_receiver(signature).and(other.on_receiver).and(OnReceiver::Keeps)
            }
            Some(other) => on_receiver(signature).and(other.on_receiver),
            None => on_receiver(signature),
        };
        // A method of the type itself hides those of traits.
        match scope.methods.get_mut(&key) {
            // `Mul<f64>` and `Mul<Vec3>`: which of them is called is not told.
            Some(other) if of_trait.is_some() => {
                other.taking = None;
                other.references.clear();
                other.on_receiver = on_receiver;
                if other.of_trait.is_some() && other.result != result {
                    "()".clone_into(&mut other.result);
                }
            }
            _ => {
                let references = crate::surroundings::references(signature).into_iter().skip(1).collect();
                let method = Method { plain, on_receiver, of_trait, result, taking, chains, references };
                scope.methods.insert(key, method);
            }
        }
    }
}

impl<'ast> Visit<'ast> for Collector<'_> {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        if let Some(scope) = self.scope() {
            scope.module.add(item);
            match item {
                syn::Item::Use(import) if import.leading_colon.is_none() => {
                    uses(&import.tree, &mut Vec::new(), &mut scope.uses);
                }
                syn::Item::Mod(module) if module.content.is_none() && is_here(module) => {
                    scope.files.insert(module.ident.to_string());
                }
                _ => {}
            }
        }
        visit::visit_item(self, item);
    }

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        let outside = self.place.take();
        if let Some(around) = outside.as_ref().filter(|_| is_here(module) && module.content.is_some()) {
            let inside = self.source.scopes.len();
            self.source.scopes.push(Scope { parent: Some(around.scope), ..Scope::default() });
            self.source.scopes[around.scope].children.insert(module.ident.to_string(), inside);
            self.place = Some(Place { scope: inside, ..Place::default() });
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
            let known = is_untouched(&function.attrs, Some("differentiate")) && is_differentiated(&function.attrs);
            // Of two of one name, none.
            let filler = Filler::of(function).filter(|_| known && !scope.all.contains(&name));
            scope.fillers.insert(name.clone(), filler);
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
        let declared = |name: &str| {
            block.items.iter().find_map(|item| match item {
                syn::ImplItem::Type(ty) if ty.ident == name => Some(&ty.ty),
                _ => None,
            })
        };
        let (output, items) = (declared("Output"), declared("Item"));
        let of_trait = block.trait_.as_ref().map(|(_, path, _)| path);
        if of_trait.and_then(|path| path.segments.last()).is_some_and(|last| last.ident == "Differentiable") {
            self.source.differentiable.extend(own.clone());
        }
        let of_trait = of_trait.map(|path| path.to_token_stream().to_string());
        let plain = is_untouched(&block.attrs, None);
        for item in &block.items {
            if let syn::ImplItem::Fn(function) = item {
                self.add_body(owner.as_ref(), block, function);
                let plain = plain && is_untouched(&function.attrs, None);
                let chains = crate::chained::gives_itself(&function.sig, &function.block);
                let mut signature = function.sig.clone();
                if let Some(output) = output.filter(|_| names_output(&signature.output)) {
                    signature.output = syn::parse_quote!(-> #output);
                }
                if let Some(item) = items.filter(|_| gives_item(&signature.output)) {
                    signature.output = syn::parse_quote!(-> Option<#item>);
                }
                let taking = crate::beside::taken::signature(&signature, &block.generics);
                if let (Some(owner), Some(text), None) = (&owner, crate::beside::giving::text(function), &of_trait)
                    && let Some(scope) = self.scope()
                {
                    scope.giving.insert((owner.clone(), function.sig.ident.to_string()), text);
                }
                self.add_method(owner.as_ref(), &signature, (plain, chains, taking), of_trait.clone());
            }
        }
        let written = block.self_ty.to_token_stream().to_string();
        self.inside(own, of_trait, |inner| {
            if let Some(place) = &mut inner.place {
                place.own_type = Some(written);
            }
            visit::visit_item_impl(inner, block);
        });
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
                let taking = crate::beside::taken::signature(&function.sig, &item.generics);
                self.add_method(Some(&own), &function.sig, (plain, false, taking), None);
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

/// Whether a module is what its tokens say, where it is compiled.
fn is_here(module: &syn::ItemMod) -> bool {
    let attributes: Vec<syn::Attribute> =
        module.attrs.iter().filter(|attribute| !attribute.path().is_ident("cfg")).cloned().collect();
    is_untouched(&attributes, None)
}

/// The names of a `use`, with their paths.
fn uses(tree: &syn::UseTree, before: &mut Vec<String>, all: &mut Vec<Use>) {
    let named = |name: &proc_macro2::Ident, last: &proc_macro2::Ident, before: &[String]| {
        // `use a::{self}`
        let path: Vec<String> = before.iter().cloned().chain((last != "self").then(|| last.to_string())).collect();
        let name = if name == "self" { path.last().cloned() } else { Some(name.to_string()) };
        name.map(|name| Use { name: Some(name), path })
    };
    match tree {
        syn::UseTree::Path(path) => {
            before.push(path.ident.to_string());
            uses(&path.tree, before, all);
            before.pop();
        }
        syn::UseTree::Name(name) => all.extend(named(&name.ident, &name.ident, before)),
        syn::UseTree::Rename(renamed) => all.extend(named(&renamed.rename, &renamed.ident, before)),
        syn::UseTree::Glob(_) => all.push(Use { name: None, path: before.clone() }),
        syn::UseTree::Group(group) => group.items.iter().for_each(|tree| uses(tree, before, all)),
    }
}

/// `-> Self::Output`
/// `-> Option<Self::Item>`
fn gives_item(output: &syn::ReturnType) -> bool {
    output.to_token_stream().to_string().replace(' ', "") == "->Option<Self::Item>"
}

fn names_output(output: &syn::ReturnType) -> bool {
    matches!(output, syn::ReturnType::Type(_, ty) if ty.to_token_stream().to_string() == "Self :: Output")
}

/// What a method surely does not do with its receiver.
fn on_receiver(signature: &syn::Signature) -> OnReceiver {
    let looks = |receiver: &syn::Receiver| match &*receiver.ty {
        syn::Type::Reference(reference) => reference.mutability.is_none(),
        ty => ty.to_token_stream().to_string() == "Self",
    };
    match signature.receiver() {
        Some(_) if is_inert(signature) => OnReceiver::Inert,
        Some(receiver) if looks(receiver) => OnReceiver::Keeps,
        _ => OnReceiver::Changes,
    }
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
