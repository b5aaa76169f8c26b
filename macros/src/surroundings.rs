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

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

pub use again::check;
use quote::ToTokens;
use syn::visit_mut::VisitMut;

use self::aliases::Alias;
use crate::beside::Beside;
use crate::hoist::names;
use crate::types::Ty;

/// Attributes that leave an item as it is.
const PLAIN: &[&str] =
    &["allow", "cold", "deny", "differentiate", "doc", "expect", "inline", "must_use", "track_caller", "warn"];

/// A type as text: tokens do not outlive the run of the macro that parsed them.
type Text = String;

/// What the items of a module tell.
#[derive(Default)]
pub struct Module {
    functions: HashSet<String>,
    constants: HashMap<String, Text>,
    results: HashMap<String, Text>,
    aliases: HashMap<String, Alias>,
    /// How often functions under the attribute may be differentiated.
    orders: HashMap<String, u32>,
    /// How many arguments functions take.
    counts: HashMap<String, usize>,
}

thread_local! {
    static AROUND: RefCell<Option<Beside>> = const { RefCell::new(None) };
}

/// Runs `inner` where the module around `item` is known.
pub fn with<R>(item: &syn::ItemFn, inner: impl FnOnce() -> R) -> R {
    let outside = AROUND.replace(around(item));
    let result = inner();
    AROUND.set(outside);
    result
}

/// The constants of the module whose types have no parts.
pub fn constants() -> Vec<(String, Ty)> {
    AROUND.with_borrow(|around| {
        let all = around.iter().flat_map(|beside| &beside.module().constants);
        all.filter_map(|(name, ty)| Some((name.clone(), Ty::of(&syn::parse_str(ty).ok()?)))).collect()
    })
}

/// The type of what the function `name` of the module gives.
pub fn result_of(name: &str) -> Option<Ty> {
    AROUND.with_borrow(|around| Some(Ty::of(&syn::parse_str(around.as_ref()?.module().results.get(name)?).ok()?)))
}

/// How many arguments the function `name` of the module takes, and what it gives where that is made of numbers.
pub fn signature_of(name: &str) -> Option<(usize, Option<String>)> {
    AROUND.with_borrow(|around| {
        let module = around.as_ref()?.module();
        module.counts.get(name).map(|count| (*count, module.results.get(name).cloned()))
    })
}

/// Whether the function `name` of the module surely lacks the attribute.
pub fn is_plain(name: &str) -> bool {
    AROUND.with_borrow(|around| {
        let module = around.as_ref().map(Beside::module);
        module.is_some_and(|module| module.counts.contains_key(name) && !module.orders.contains_key(name))
    })
}

/// Puts what they stand for in place of aliases.
pub fn resolve_aliases(item: &mut syn::ItemFn, generics: &syn::Generics) {
    AROUND.with_borrow(|around| {
        if let Some(beside) = around {
            aliases::resolve(&beside.module().aliases, generics).visit_item_fn_mut(item);
        }
    });
}

/// Puts what they stand for in place of aliases in the fields of a struct or enum.
pub fn resolve_aliases_of_fields(input: &mut syn::DeriveInput) {
    if let Some(beside) = Beside::of_type(&input.ident) {
        aliases::resolve(&beside.module().aliases, &input.generics).visit_data_mut(&mut input.data);
    }
}

/// The module in which `item` surely stands.
fn around(item: &syn::ItemFn) -> Option<Beside> {
    // Items of the body may have any of the names.
    let has_items = item.block.stmts.iter().any(|stmt| matches!(stmt, syn::Stmt::Item(_)));
    if has_items || names(item.block.to_token_stream(), "use") {
        return None;
    }
    Beside::of(&item.sig.ident)
}

impl Module {
    /// What one more item tells.
    pub fn add(&mut self, item: &syn::Item) {
        match item {
            syn::Item::Fn(function) => {
                let name = function.sig.ident.to_string();
                let is_only = self.functions.insert(name.clone());
                let result = match &function.sig.output {
                    syn::ReturnType::Type(_, ty) if is_closed(ty) => Some(ty.to_token_stream().to_string()),
                    _ => None,
                };
                if let Some(result) = result.filter(|_| is_only && is_untouched(&function.attrs)) {
                    self.results.insert(name.clone(), result);
                } else {
                    self.results.remove(&name);
                }
                if is_only && is_untouched(&function.attrs) {
                    self.orders.extend(order_of(&function.attrs).map(|order| (name.clone(), order)));
                    self.counts.insert(name, function.sig.inputs.len());
                } else {
                    self.orders.remove(&name);
                    self.counts.remove(&name);
                }
            }
            syn::Item::Const(constant) if is_untouched(&constant.attrs) && is_number(&constant.ty) => {
                self.constants.insert(constant.ident.to_string(), constant.ty.to_token_stream().to_string());
            }
            syn::Item::Type(alias) if is_untouched(&alias.attrs) => {
                self.aliases.extend(Alias::of(alias).map(|found| (alias.ident.to_string(), found)));
            }
            _ => {}
        }
    }
}

/// How often a function under the attribute may be differentiated.
fn order_of(attributes: &[syn::Attribute]) -> Option<u32> {
    let is_own = |attribute: &&syn::Attribute| {
        attribute.path().segments.last().is_some_and(|last| last.ident == "differentiate")
    };
    let arguments = match &attributes.iter().find(is_own)?.meta {
        syn::Meta::List(list) => list.tokens.clone(),
        _ => proc_macro2::TokenStream::new(),
    };
    let (options, mistakes) = crate::options::Options::read(arguments);
    mistakes.ok().map(|()| options.order())
}

fn is_untouched(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().all(|attribute| {
        attribute.path().segments.last().is_some_and(|last| PLAIN.iter().any(|plain| last.ident == plain))
    })
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
            match (&path.segments[0].arguments, path.segments[0].ident == "Vec") {
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
