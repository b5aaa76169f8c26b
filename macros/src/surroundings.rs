//! What the file tells of the names that a function uses, where rustc tells which file that is: types of constants, results
//! of functions, and aliases of types.
//!
//! ```text
//! const STEP: f64 = 0.1;                 STEP is an f64
//! type Affine = [[f64; 4]; 3];           &Affine is &[[f64; 4]; 3]
//! fn slope(y: [f64; 3]) -> [f64; 3]      so is slope(y) an array of three floats
//! ```
//!
//! Such a type makes the generated code plainer and faster, and nothing else: without it the code goes through the traits
//! of the runtime. Whatever is believed here is written into the code, where rustc holds it against what it knows. Where
//! anything is doubtful, such as two functions of one name, nothing is told.

mod again;
mod aliases;
mod function;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

pub use again::check;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::visit_mut::VisitMut;

use self::aliases::Alias;
use self::function::Function;
pub use self::function::references;
use crate::beside::{Beside, is_untouched};
use crate::hoist::names;
use crate::types::Ty;

/// A type as text: tokens do not outlive the run of the macro that parsed them.
type Text = String;

/// What the items of a module tell.
#[derive(Clone, Default)]
pub struct Module {
    /// Functions; nothing of those of which there are two, or that an attribute may change.
    functions: HashMap<String, Option<Function>>,
    constants: HashMap<String, Text>,
    aliases: HashMap<String, Alias>,
    structs: HashSet<String>,
    /// Structs and enums that do not derive `Copy`.
    moving: HashSet<String>,
    enums: HashSet<String>,
    /// Variants with named fields.
    variants: HashSet<String>,
    /// Imported names, and what stands before them in their paths.
    imports: Vec<(String, Option<String>)>,
}

thread_local! {
    static AROUND: RefCell<Around> = RefCell::default();
}

/// What is known around a function.
#[derive(Default)]
struct Around {
    beside: Option<Beside>,
    /// Items of the body may have any of the names.
    has_items: bool,
}

impl Around {
    fn of(item: &syn::ItemFn) -> Self {
        let is_item = |stmt: &syn::Stmt| matches!(stmt, syn::Stmt::Item(_));
        let has_items = item.block.stmts.iter().any(is_item) || names(item.block.to_token_stream(), "use");
        Self { beside: Beside::of(&item.sig.ident), has_items }
    }

    /// The module, where its names are sure to stand for its items.
    fn module(&self) -> Option<&Module> {
        self.beside.as_ref().filter(|_| !self.has_items).map(Beside::module)
    }
}

/// Runs `inner` where the module around `item` is known.
pub fn with<R>(item: &syn::ItemFn, inner: impl FnOnce() -> R) -> R {
    let outside = AROUND.replace(Around::of(item));
    let result = inner();
    AROUND.set(outside);
    result
}

/// The constants of the module whose types have no parts.
pub fn constants() -> Vec<(String, Ty)> {
    AROUND.with_borrow(|around| {
        let all = around.module().into_iter().flat_map(|module| &module.constants);
        all.filter_map(|(name, ty)| Some((name.clone(), Ty::of(&syn::parse_str(ty).ok()?)))).collect()
    })
}

/// The type of what the function `name` of the module gives.
pub fn result_of(name: &str) -> Option<Ty> {
    AROUND.with_borrow(|around| Some(Ty::of(&syn::parse_str(around.module()?.function(name)?.result.as_ref()?).ok()?)))
}

/// What owns text or a slice that a parameter refers to.
pub fn owner(behind: &str) -> Option<Ty> {
    match syn::parse_str(behind).ok()? {
        syn::Type::Slice(slice) => Some(Ty::Vec(Box::new(Ty::of(&slice.elem)))),
        _ => Some(Ty::Passive(Some(quote!(String)))),
    }
}

/// What holds copies of the arguments of the function `name` of the module, where they refer to text or to slices.
pub fn owners_of(name: &str) -> Vec<Option<Ty>> {
    AROUND.with_borrow(|around| {
        let found = around.module().and_then(|module| module.function(name));
        found
            .into_iter()
            .flat_map(|function| &function.references)
            .map(|text| text.as_deref().and_then(owner))
            .collect()
    })
}

/// Whether `name` by itself is a variant with named fields: of an enum of the module, which has no other type of that name.
pub fn is_variant(name: &Ident) -> bool {
    AROUND.with_borrow(|around| {
        around.beside.as_ref().is_some_and(|beside| beside.module().may_name_variant(&name.to_string()))
    })
}

/// Whether `name` by itself is a struct of the module.
pub fn is_struct(name: &Ident) -> bool {
    AROUND.with_borrow(|around| around.module().is_some_and(|module| module.names_struct(&name.to_string())))
}

/// Whether the module imports `name` from something of the name `parent`.
pub fn is_imported_from(name: &str, parent: &str) -> bool {
    let is_it = |(known, from): &(String, Option<String>)| known == name && from.as_deref() == Some(parent);
    AROUND.with_borrow(|around| around.module().is_some_and(|module| module.imports.iter().any(is_it)))
}

/// Whether `ty` names a struct or an enum of the module that does not derive `Copy`.
pub fn names_moving(ty: &TokenStream) -> bool {
    AROUND.with_borrow(|around| {
        let (Some(beside), Some(module)) = (&around.beside, around.module()) else { return false };
        let own = beside.own_name(&syn::parse_quote!(Self));
        let moves = |name: &String| module.moving.contains(name);
        module.moving.iter().any(|name| crate::hoist::names(ty.clone(), name))
            || own.as_ref().is_some_and(moves) && crate::hoist::names(ty.clone(), "Self")
    })
}

/// How many arguments the function `name` of the module takes, and what it gives where that is made of numbers.
pub fn signature_of(name: &str) -> Option<(usize, Option<String>)> {
    AROUND.with_borrow(|around| {
        let function = around.module()?.function(name)?;
        Some((function.count, function.result.clone()))
    })
}

/// What the function `name` of the module takes first.
pub fn first_taken(name: &str) -> Option<syn::Type> {
    AROUND.with_borrow(|around| syn::parse_str(around.module()?.function(name)?.first.as_ref()?).ok())
}

/// Whether the function `name` of the module surely lacks the attribute.
pub fn is_plain(name: &str) -> bool {
    AROUND.with_borrow(|around| {
        let function = around.module().and_then(|module| module.function(name));
        function.is_some_and(|function| function.order.is_none())
    })
}

/// Puts what they stand for in place of aliases.
pub fn resolve_aliases(item: &mut syn::ItemFn, generics: &syn::Generics) {
    AROUND.with_borrow(|around| {
        if let Some(module) = around.module() {
            aliases::resolve(&module.aliases, generics).visit_item_fn_mut(item);
        }
    });
}

/// Puts what they stand for in place of aliases in the fields of a struct or enum.
pub fn resolve_aliases_of_fields(input: &mut syn::DeriveInput) {
    if let Some(beside) = Beside::of_type(&input.ident) {
        aliases::resolve(&beside.module().aliases, &input.generics).visit_data_mut(&mut input.data);
    }
}

/// What an item tells the modules that import it.
pub struct Exported {
    function: Option<Function>,
    constant: Option<Text>,
    alias: Option<Alias>,
    is_struct: bool,
    is_enum: bool,
    is_moving: bool,
}

impl Module {
    /// The item of this name; `written` writes a type where it is imported, if it can be written there.
    pub fn export(&self, name: &str, written: &dyn Fn(&str) -> Option<Text>) -> Exported {
        let told = |text: &Option<Text>| written(text.as_ref()?);
        let function = self.function(name).map(|known| {
            let references = known.references.iter().map(told).collect();
            Function { result: told(&known.result), references, ..known.clone() }
        });
        Exported {
            function,
            constant: self.constants.get(name).cloned(),
            alias: self.aliases.get(name).and_then(|alias| alias.written(written)),
            is_struct: self.structs.contains(name),
            is_enum: self.enums.contains(name),
            is_moving: self.moving.contains(name),
        }
    }

    /// Adds what an import tells.
    pub fn import(&mut self, name: String, exported: Exported) {
        let Exported { function, constant, alias, is_struct, is_enum, is_moving } = exported;
        self.moving.extend(is_moving.then(|| name.clone()));
        self.structs.extend(is_struct.then(|| name.clone()));
        self.enums.extend(is_enum.then(|| name.clone()));
        if let Some(function) = function {
            self.functions.entry(name.clone()).or_insert(Some(function));
        }
        if let Some(constant) = constant {
            self.constants.entry(name.clone()).or_insert(constant);
        }
        if let Some(alias) = alias {
            self.aliases.entry(name).or_insert(alias);
        }
    }

    /// The type of the constant of this name.
    pub fn constant(&self, name: &str) -> Option<&str> {
        self.constants.get(name).map(String::as_str)
    }

    /// What the alias of this name stands for, if it has no parameters.
    pub fn alias(&self, name: &str) -> Option<&str> {
        self.aliases.get(name)?.alone()
    }

    /// A type with what they stand for in place of aliases.
    pub fn without_aliases(&self, ty: &str) -> Option<String> {
        let mut ty: syn::Type = syn::parse_str(ty).ok().filter(|_| !self.aliases.is_empty())?;
        aliases::resolve(&self.aliases, &syn::Generics::default()).visit_type_mut(&mut ty);
        Some(ty.to_token_stream().to_string())
    }

    /// Whether an item of this name is known.
    pub fn has(&self, name: &str) -> bool {
        self.functions.contains_key(name) || self.constants.contains_key(name) || self.aliases.contains_key(name)
    }

    /// The names of functions, constants and aliases.
    pub fn names(&self) -> impl Iterator<Item = String> {
        self.functions.keys().chain(self.constants.keys()).chain(self.aliases.keys()).cloned()
    }

    fn function(&self, name: &str) -> Option<&Function> {
        self.functions.get(name)?.as_ref()
    }

    fn names_struct(&self, name: &str) -> bool {
        self.structs.contains(name) && !self.variants.contains(name)
    }

    fn may_name_variant(&self, name: &str) -> bool {
        let of_an_enum = |parent: &Option<String>| parent.as_ref().is_some_and(|parent| self.enums.contains(parent));
        let mut imports = self.imports.iter().filter(|(imported, _)| imported == name);
        self.variants.contains(name) && !self.structs.contains(name) && imports.all(|(_, parent)| of_an_enum(parent))
    }

    /// What one more item tells.
    pub fn add(&mut self, item: &syn::Item) {
        match item {
            syn::Item::Fn(function) => {
                let is_only = !self.functions.contains_key(&function.sig.ident.to_string());
                let known = (is_only && is_as_written(&function.attrs)).then(|| Function::of(function));
                self.functions.insert(function.sig.ident.to_string(), known);
            }
            syn::Item::Struct(item) => {
                self.structs.insert(item.ident.to_string());
                self.moving.extend((!derives_copy(&item.attrs)).then(|| item.ident.to_string()));
            }
            syn::Item::Enum(item) => {
                self.moving.extend((!derives_copy(&item.attrs)).then(|| item.ident.to_string()));
                self.enums.extend([item.ident.to_string()]);
                let named = item.variants.iter().filter(|variant| matches!(variant.fields, syn::Fields::Named(_)));
                self.variants.extend(named.map(|variant| variant.ident.to_string()));
            }
            syn::Item::Const(constant) if is_as_written(&constant.attrs) && is_number(&constant.ty) => {
                self.constants.insert(constant.ident.to_string(), constant.ty.to_token_stream().to_string());
            }
            syn::Item::Type(alias) if is_as_written(&alias.attrs) => {
                self.aliases.extend(Alias::of(alias).map(|found| (alias.ident.to_string(), found)));
            }
            syn::Item::Use(item) => imports(&item.tree, None, &mut self.imports),
            _ => {}
        }
    }
}

/// The names of a `use`, and what stands before them.
fn imports(tree: &syn::UseTree, parent: Option<&Ident>, all: &mut Vec<(String, Option<String>)>) {
    let parent_text = || parent.map(ToString::to_string);
    match tree {
        syn::UseTree::Path(path) => imports(&path.tree, Some(&path.ident), all),
        syn::UseTree::Name(name) => all.push((name.ident.to_string(), parent_text())),
        syn::UseTree::Rename(renamed) => all.push((renamed.rename.to_string(), None)),
        syn::UseTree::Glob(_) => {}
        syn::UseTree::Group(group) => group.items.iter().for_each(|item| imports(item, parent, all)),
    }
}

/// Whether an item is what its tokens say.
fn is_as_written(attributes: &[syn::Attribute]) -> bool {
    is_untouched(attributes, Some("differentiate"))
}

/// `f64`, `f32`, or a type without a derivative.
fn is_number(ty: &syn::Type) -> bool {
    let syn::Type::Path(syn::TypePath { qself: None, path }) = ty else { return false };
    path.get_ident().is_some() && matches!(Ty::of(ty), Ty::Float(_) | Ty::Passive(_))
}

/// Made of numbers, arrays of written lengths, tuples and `Vec`s.
fn is_closed(ty: &syn::Type) -> bool {
    match ty {
        syn::Type::Array(array) => matches!(array.len, syn::Expr::Lit(_)) && is_closed(&array.elem),
        syn::Type::Tuple(tuple) => !tuple.elems.is_empty() && tuple.elems.iter().all(is_closed),
        syn::Type::Path(syn::TypePath { qself: None, path }) if path.segments.len() == 1 => {
            let first = &path.segments[0].ident;
            match (&path.segments[0].arguments, first == "Vec" || first == "Option") {
                (syn::PathArguments::None, false) => is_number(ty),
                (syn::PathArguments::AngleBracketed(list), true) => {
                    list.args.iter().all(|argument| matches!(argument, syn::GenericArgument::Type(ty) if is_closed(ty)))
                }
                _ => false,
            }
        }
        _ => false,
    }
}

fn derives_copy(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| crate::hoist::names(attribute.to_token_stream(), "Copy"))
}
