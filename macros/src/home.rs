//! Where a function stands: alone, or in an `impl` or a `trait`.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::visit::Visit;

use crate::types::Ty;

/// Where a function stands, and so how its companions are called and what `Self` may do.
#[derive(Clone, Debug, Default)]
pub struct Home {
    pub kind: Kind,
    /// Generics of the `impl` around it, as far as the attribute sees them.
    pub generics: syn::Generics,
    /// The attribute stands on all that is around: what depends on nothing differentiated is no mistake.
    pub whole: bool,
    /// The type of the `impl` around it, as it is written there.
    pub own_type: Option<String>,
    /// The methods beside it.
    pub methods: BTreeMap<String, Method>,
    /// A trait with a method that takes or gives values of the type it is written for: `fn plus(&self, other: &Self) -> Self`.
    pub takes_own_values: bool,
    /// The function is differentiated once: floats have siblings of first order only.
    pub once: bool,
}

/// The kinds of places for a function.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Beside other items, or in a function.
    #[default]
    Free,
    /// In an `impl` that the attribute does not see.
    Unseen,
    /// In an inherent `impl` under the attribute.
    Impl,
    /// In the `impl` of an operator under the attribute.
    Operator,
    /// In a trait under the attribute.
    Trait,
    /// In the `impl` of such a trait.
    TraitImpl,
}

/// What the signature of a method beside a function says.
#[derive(Clone, Debug)]
pub struct Method {
    /// `&mut self`.
    pub changes: bool,
    pub result: Ty,
}

/// Whether a function of a trait, which is not kept from objects, takes values of the trait's own type or gives some.
fn takes_own_values(item: &syn::TraitItem) -> bool {
    let syn::TraitItem::Fn(function) = item else { return false };
    let is_own = |ty: &syn::Type| crate::hoist::names(ty.to_token_stream(), "Self");
    let takes = function.sig.inputs.iter().any(|input| match input {
        syn::FnArg::Typed(typed) => is_own(&typed.ty),
        syn::FnArg::Receiver(_) => false,
    });
    let gives = matches!(&function.sig.output, syn::ReturnType::Type(_, ty) if is_own(ty));
    let is_sized = function.sig.generics.where_clause.to_token_stream().to_string().contains("Self : Sized");
    (takes || gives) && !is_sized
}

impl Home {
    /// Of a function that stands under the attribute by itself: what mentions `Self` stands in an `impl`,
    /// and so does what the file shows in one.
    pub fn of(item: &syn::ItemFn) -> Home {
        struct Mentions(bool);
        impl<'ast> Visit<'ast> for Mentions {
            fn visit_ident(&mut self, ident: &'ast proc_macro2::Ident) {
                self.0 |= ident == "Self" || ident == "self";
            }
            fn visit_item(&mut self, _item: &'ast syn::Item) {}
            fn visit_path(&mut self, path: &'ast syn::Path) {
                // `self::f` is a module.
                self.0 |= path.segments.first().is_some_and(|segment| segment.ident == "Self");
                self.0 |= path.is_ident("self");
            }
        }
        let mut mentions = Mentions(item.sig.receiver().is_some());
        mentions.visit_item_fn(item);
        let is_associated = mentions.0 || crate::beside::is_in_impl(&item.sig.ident);
        Home { kind: if is_associated { Kind::Unseen } else { Kind::Free }, ..Home::default() }
    }

    /// Of the functions of an inherent `impl`.
    pub fn of_impl(item: &syn::ItemImpl) -> Home {
        let methods = item.items.iter().filter_map(|item| match item {
            syn::ImplItem::Fn(function) => {
                let mut known = method(&function.sig);
                if crate::chained::gives_itself(&function.sig, &function.block) {
                    known.result = Ty::Unit;
                }
                Some((function.sig.ident.to_string(), known))
            }
            _ => None,
        });
        let own_type = Some(item.self_ty.to_token_stream().to_string());
        let (generics, methods) = (item.generics.clone(), methods.collect());
        Home { kind: Kind::Impl, generics, whole: true, own_type, methods, ..Home::default() }
    }

    /// Whether `name` is the type of the `impl` around it.
    pub fn is_own(&self, name: &impl ToTokens) -> bool {
        let name = name.to_token_stream().to_string();
        name == "Self" || self.own_type.as_ref() == Some(&name)
    }

    /// The type of a parameter, where `Self` is a number behind `&` or a list: `impl Norm for Vec<f64>`.
    pub fn known(&self, ty: Ty) -> Ty {
        let (of, behind) = match &ty {
            Ty::Ref(mutable, inner) => (&**inner, Some(*mutable)),
            other => (other, None),
        };
        let is_self = matches!(of, Ty::Named(name) if name.to_string() == "Self");
        let own = self.own_type.as_ref().filter(|_| is_self);
        let own = own.and_then(|own| syn::parse_str::<syn::Type>(own).ok()).map(|own| Ty::of(&own));
        match (own, behind) {
            (Some(own @ Ty::Float(_)), Some(false)) => Ty::Ref(false, Box::new(own)),
            (Some(own @ (Ty::Vec(_) | Ty::Array(..))), Some(mutable)) => Ty::Ref(mutable, Box::new(own)),
            (Some(own @ (Ty::Vec(_) | Ty::Array(..))), None) => own,
            _ => ty,
        }
    }

    /// All generics in scope of a function with generics of its own.
    pub fn generics_around(&self, own: &syn::Generics) -> syn::Generics {
        let mut all = self.generics.clone();
        all.params.extend(own.params.iter().cloned());
        if let Some(clause) = &own.where_clause {
            all.make_where_clause().predicates.extend(clause.predicates.iter().cloned());
        }
        all
    }

    /// Of the functions of the `impl` of a trait.
    pub fn of_trait_impl(item: &syn::ItemImpl) -> Home {
        Home { kind: Kind::TraitImpl, ..Home::of_impl(item) }
    }

    /// Of the functions of a trait.
    pub fn of_trait(item: &syn::ItemTrait) -> Home {
        let methods = item.items.iter().filter_map(|item| match item {
            syn::TraitItem::Fn(function) => Some((function.sig.ident.to_string(), method(&function.sig))),
            _ => None,
        });
        Home {
            kind: Kind::Trait,
            generics: item.generics.clone(),
            whole: true,
            methods: methods.collect(),
            takes_own_values: item.items.iter().any(takes_own_values),
            ..Home::default()
        }
    }

    /// Whether the siblings do not name the type of their receiver.
    pub fn erases_receivers(&self) -> bool {
        matches!(self.kind, Kind::Trait | Kind::TraitImpl)
    }

    /// In an `impl`.
    pub fn is_associated(&self) -> bool {
        self.kind != Kind::Free
    }
}

fn method(signature: &syn::Signature) -> Method {
    let changes = signature.receiver().is_some_and(
        |receiver| matches!(&*receiver.ty, syn::Type::Reference(reference) if reference.mutability.is_some()),
    );
    let result = match &signature.output {
        // What it changes carries derivatives, whatever it returns.
        syn::ReturnType::Type(_, ty) if matches!(&**ty, syn::Type::Reference(_)) => Ty::of(ty),
        _ if signature.inputs.iter().any(is_exclusive) => Ty::Unknown,
        syn::ReturnType::Default => Ty::Unit,
        syn::ReturnType::Type(_, ty) if signature.generics.type_params().next().is_some() => {
            // A name of the method's own generics means nothing outside of it.
            let text = ty.to_token_stream().to_string();
            if matches!(text.as_str(), "f64" | "f32") { Ty::of(ty) } else { Ty::Unknown }
        }
        syn::ReturnType::Type(_, ty) => Ty::of(ty),
    };
    Method { changes, result }
}

fn is_exclusive(input: &syn::FnArg) -> bool {
    let (syn::FnArg::Typed(syn::PatType { ty, .. }) | syn::FnArg::Receiver(syn::Receiver { ty, .. })) = input;
    matches!(&**ty, syn::Type::Reference(reference) if reference.mutability.is_some())
}
