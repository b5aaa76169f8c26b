//! What a module tells others that import its items.

use super::{Body, Method, OnReceiver, Scope, Source, Type};
use crate::surroundings::Exported;

/// Writes a type that names these parameters where it is imported, if it can be written there.
pub(in super::super) type Written<'w> = dyn Fn(&str, &[String]) -> Option<String> + 'w;

/// An item as the module that imports it sees it: what is not told there is left out.
pub(in super::super) struct Imported {
    ty: Option<Type>,
    is_trait: bool,
    signature: Option<String>,
    methods: Vec<(String, Method)>,
    bodies: Vec<(String, Vec<Body>)>,
    others: Exported,
}

impl Source {
    /// Puts what they stand for in place of aliases in the types of fields and of results.
    pub(in super::super) fn resolve_aliases(&mut self) {
        for Scope { module, types, methods, .. } in &mut self.scopes {
            let fields = types.values_mut().flat_map(|ty| ty.fields.iter_mut().chain(&mut ty.held));
            let results = methods.values_mut().map(|method| &mut method.result);
            for ty in fields.map(|(_, ty)| ty).chain(results) {
                if let Some(resolved) = module.without_aliases(ty) {
                    *ty = resolved;
                }
            }
        }
    }

    pub(in super::super) fn scopes(&self) -> usize {
        self.scopes.len()
    }

    pub(in super::super) fn scope(&self, scope: usize) -> &Scope {
        &self.scopes[scope]
    }

    /// The names of the modules around a scope in the file, from outside.
    pub(in super::super) fn path_of(&self, scope: usize) -> Vec<String> {
        let Some(parent) = self.scopes[scope].parent else { return Vec::new() };
        let mut path = self.path_of(parent);
        path.extend(
            self.scopes[parent].children.iter().find(|(_, child)| **child == scope).map(|(name, _)| name.clone()),
        );
        path
    }

    /// The item of this name; `written` writes a type, beside these parameters of the item, where it is imported.
    pub(in super::super) fn export(&self, scope: usize, name: &str, written: &Written) -> Imported {
        let scope = &self.scopes[scope];
        let ty = scope.types.get(name).map(|ty| {
            let told = |fields: &[(String, String)]| {
                let field = |(name, field): &(String, String)| Some((name.clone(), written(field, &ty.parameters)?));
                fields.iter().filter_map(field).collect()
            };
            Type { plain: false, fields: told(&ty.fields), held: told(&ty.held), ..ty.clone() }
        });
        let parameters = scope.types.get(name).map_or(&[][..], |ty| &ty.parameters);
        let methods = scope.methods.iter().filter(|((owner, _), _)| owner == name).map(|((_, method), known)| {
            let result = written(&known.result, parameters);
            let most = if result.is_some() { OnReceiver::Inert } else { OnReceiver::Keeps };
            let (on_receiver, result) = (known.on_receiver.and(most), result.unwrap_or_else(|| "()".to_owned()));
            (method.clone(), Method { plain: false, on_receiver, result, ..known.clone() })
        });
        let open = scope.types.get(name).is_some_and(|ty| ty.open);
        let told = |body: &Body| {
            body.is_closed && body.parameters.iter().all(|ty| written(ty, parameters).as_ref() == Some(ty))
        };
        let bodies = scope.bodies.iter().filter(|((owner, _), _)| owner == name && open);
        // Of several of one name, all or none.
        let bodies = bodies.filter(|(_, bodies)| bodies.iter().all(told));
        let bodies = bodies.map(|((_, method), bodies)| (method.clone(), bodies.clone()));
        Imported {
            ty,
            is_trait: scope.traits.contains_key(name),
            signature: scope.signatures.get(name).filter(|signature| can_be_written(signature, written)).cloned(),
            methods: methods.collect(),
            bodies: bodies.collect(),
            others: scope.module.export(name, &|ty| written(ty, &[])),
        }
    }

    /// Adds an item to those of a scope, which has none of that name.
    pub(in super::super) fn import(&mut self, scope: usize, name: String, imported: Imported) {
        let scope = &mut self.scopes[scope];
        if let Some(ty) = imported.ty {
            scope.types.insert(name.clone(), ty);
        }
        if imported.is_trait {
            scope.traits.insert(name.clone(), false);
        }
        if let Some(signature) = imported.signature {
            scope.signatures.insert(name.clone(), signature);
        }
        for (method, known) in imported.methods {
            scope.methods.entry((name.clone(), method)).or_insert(known);
        }
        for (method, bodies) in imported.bodies {
            scope.bodies.entry((name.clone(), method)).or_insert(bodies);
        }
        scope.module.import(name, imported.others);
    }
}

impl Scope {
    /// Whether an item of this name is known.
    pub(in super::super) fn has(&self, name: &str) -> bool {
        self.types.contains_key(name)
            || self.traits.contains_key(name)
            || self.all.contains(name)
            || self.module.has(name)
    }

    /// The names of the items that are known.
    pub(in super::super) fn names(&self) -> Vec<String> {
        let own = self.types.keys().chain(self.traits.keys()).chain(&self.all).cloned();
        own.chain(self.module.names()).collect()
    }
}

/// Whether all types of a signature can be written elsewhere.
fn can_be_written(signature: &str, written: &Written) -> bool {
    let Ok(signature) = syn::parse_str::<syn::Signature>(signature) else { return false };
    let own: Vec<String> = signature.generics.params.iter().map(crate::generics::name).collect();
    let text = |ty: &syn::Type| quote::ToTokens::to_token_stream(ty).to_string();
    let inputs = signature.inputs.iter().map(|input| match input {
        syn::FnArg::Typed(typed) => Some(text(&typed.ty)),
        syn::FnArg::Receiver(_) => None,
    });
    let output = match &signature.output {
        syn::ReturnType::Type(_, ty) => Some(text(ty)),
        syn::ReturnType::Default => None,
    };
    inputs.chain([output]).flatten().all(|ty| written(&ty, &own).as_deref() == Some(ty.as_str()))
}
