//! The functions that users call, around the two sweeps.

mod body;
mod cloned;
pub mod closure;
mod generics;
mod gradient;
mod handover;
mod hessian;
mod hidden;
mod jacobian;
pub mod levels;
pub mod located;
mod nested;
mod on_tape;
pub mod operator;
pub mod over;
mod passed;
mod pullback;
mod second;
pub mod siblings;
mod sweep;
pub(crate) mod tangent;
pub mod user_rule;
mod value;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::activity::Activity;
use crate::home::{Home, Kind};
use crate::ir::{Function, Parameter};
use crate::options::{Companion, Options};
use crate::types::Ty;

pub(crate) use generics::again;
pub use jacobian::scalar as vector_of;
pub use nested::is_pulled;

/// All that the writers of companions share.
pub struct Context<'a> {
    pub item: &'a syn::ItemFn,
    pub function: &'a Function,
    pub activity: &'a Activity,
    pub options: &'a Options,
    /// The type parameters that are scalars.
    pub scalars: &'a [Ident],
    pub home: &'a Home,
}

/// Every companion that is asked for and exists, and the sweeps for callers.
pub fn write(context: &Context) -> TokenStream {
    let sweeps = if context.home.is_associated() { siblings::sweeps(context) } else { hidden::sweeps(context) };
    if !context.activity.result_depends && context.home.whole {
        return sweeps;
    }
    let (companions, nested) = (without_sweeps(context), nested::types(context));
    quote!(#companions #sweeps #nested)
}

/// Of what is not an array, a `Vec` or a tuple of floats, a Jacobian is written only where it is named.
fn is_wanted(context: &Context, companion: Companion) -> bool {
    let Context { function, options, .. } = context;
    let is_named = options.companions.iter().any(|(named, _)| *named == companion);
    let is_default = companion != Companion::Jacobian
        || jacobian::is_vector(&function.result_ty) && !holds_arguments(function, context.home);
    options.asks_for(companion) && (is_named || is_default)
}

/// The conditions under which the function exists.
pub(crate) fn cfg(context: &Context) -> TokenStream {
    let cfg = context.item.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    quote!(#(#cfg)*)
}

/// Whether a pullback borrows what is behind `&mut`.
pub fn holds_arguments(function: &Function, home: &Home) -> bool {
    home.kind == Kind::Unseen && function.parameters.iter().any(|parameter| parameter.active && parameter.is_inout())
}

/// Every companion that is asked for and exists.
pub fn without_sweeps(context: &Context) -> TokenStream {
    let function = context.function;
    let mut out = TokenStream::new();
    let scalar = function.result_ty.is_float();
    let sweeps = std::cell::OnceCell::new();
    let first = context.options.of_first_order();
    let first = &Context { options: &first, ..*context };
    for companion in Companion::ALL {
        // A plain function value carries no derivative: only another function under the attribute can pass its sweeps.
        if !function.functions.is_empty() || !is_wanted(context, companion) || (!scalar && companion.is_gradient()) {
            continue;
        }
        out.extend(match companion {
            Companion::ValueAndGrad => gradient::value_and_grad(first, &sweeps),
            Companion::Grad => gradient::grad(first, &sweeps),
            Companion::AccumulateGrad => gradient::accumulate_grad(first),
            Companion::Vjp => pullback::vjp(first),
            Companion::Jvp => tangent::jvp(first),
            Companion::Jacobian => jacobian::jacobian(context),
            Companion::Hvp => second::hvp(context),
            Companion::Hessian => hessian::hessian(context),
            Companion::Taylor => over::taylor(context),
        });
    }
    out
}

impl Context<'_> {
    pub(crate) fn name(&self, companion: Companion) -> Ident {
        let ident = &self.item.sig.ident;
        let text = ident.to_string();
        format_ident!("{}_{}", companion.name(), text.trim_start_matches("r#"), span = ident.span())
    }

    /// The active parameters in the order of the results.
    pub(crate) fn results(&self) -> Vec<&Parameter> {
        match &self.options.wrt {
            None => self.function.parameters.iter().filter(|parameter| parameter.active).collect(),
            Some(names) => names
                .iter()
                .filter_map(|name| self.function.parameters.iter().find(|parameter| *name == parameter.label))
                .collect(),
        }
    }

    /// The type of the gradient.
    pub(crate) fn gradient_type(&self) -> TokenStream {
        let types: Vec<TokenStream> =
            self.results().iter().map(|parameter| tangent_type(&Ty::of(&parameter.syntax))).collect();
        one_or_tuple(&types)
    }

    /// `x, a, n`: the parameters, passed on.
    pub(crate) fn names(&self) -> Vec<&Ident> {
        self.function.parameters.iter().map(|parameter| &parameter.name).collect()
    }

    /// ``[`f`]``, for documentation.
    pub(crate) fn link(&self) -> String {
        let name = &self.item.sig.ident;
        if self.home.is_associated() { format!("[`{name}`](Self::{name})") } else { format!("[`{name}`]") }
    }

    /// `name(x, a, n)` or `self.name(a, n)`: another companion, called with the same arguments.
    pub(crate) fn call(&self, name: &Ident) -> TokenStream {
        let argument = |parameter: &Parameter| {
            let name = &parameter.name;
            if parameter.is_receiver() { quote!(self) } else { quote!(#name) }
        };
        Callee::Sibling(name.clone()).on(self, self.function.parameters.iter().map(argument).collect())
    }

    pub(crate) fn companion(&self, companion: Companion) -> Callee {
        Callee::Sibling(self.name(companion))
    }

    /// "`x` and `y`", for documentation.
    pub(crate) fn with_respect_to(&self) -> String {
        let names: Vec<String> = self.results().iter().map(|parameter| format!("`{}`", parameter.label)).collect();
        match names.as_slice() {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        }
    }

    /// The attributes of a companion that is called for what it gives.
    pub(crate) fn attributes_of_a_value(&self) -> TokenStream {
        let shared = self.shared_attributes();
        // Of a trait, the declaration says it.
        if self.home.kind == Kind::TraitImpl { shared } else { quote!(#[must_use] #shared) }
    }

    /// Attributes of the user's function that hold for its companions.
    pub(crate) fn shared_attributes(&self) -> TokenStream {
        let kept =
            self.item.attrs.iter().filter(|attribute| {
                ["cfg", "allow", "warn", "deny"].iter().any(|name| attribute.path().is_ident(name))
            });
        // `__get_index` has siblings with more underscores than rustc likes.
        let own = self.item.sig.ident.to_string().starts_with("__").then(|| quote!(#[allow(non_snake_case)]));
        quote!(#(#kept)* #own #[allow(clippy::all, clippy::pedantic, unused)])
    }
}

/// What a companion calls.
pub(crate) enum Callee {
    /// A companion of the same function.
    Sibling(Ident),
    /// A function of the user's.
    Path(TokenStream),
}

impl Callee {
    /// The call with these arguments, `self` among them.
    pub(crate) fn on(&self, context: &Context, arguments: Vec<TokenStream>) -> TokenStream {
        let name = match self {
            Callee::Path(path) => return quote!(#path(#(#arguments),*)),
            Callee::Sibling(name) => name,
        };
        let turbofish = context.turbofish();
        match context.function.parameters.first() {
            Some(first) if first.is_receiver() => {
                let (receiver, rest) = (&arguments[0], &arguments[1..]);
                let plain = receiver.to_string() == "self";
                let receiver = if plain { quote!(self) } else { quote!((#receiver)) };
                quote!(#receiver.#name #turbofish(#(#rest),*))
            }
            _ if context.home.is_associated() => quote!(Self::#name #turbofish(#(#arguments),*)),
            _ => quote!(#name #turbofish(#(#arguments),*)),
        }
    }
}

/// The owned tangent of a parameter type.
pub(crate) fn tangent_type(ty: &Ty) -> TokenStream {
    ty.tangent().tokens().unwrap_or_default()
}

/// What a shadow parameter points to: like the type behind the reference.
pub(crate) fn shadow_type(ty: &Ty) -> TokenStream {
    match ty.peel() {
        Ty::Slice(element) => {
            let element = tangent_type(element);
            quote!([#element])
        }
        other => tangent_type(other),
    }
}

/// The bound of a type of which only the name is known.
pub fn differentiable(name: &TokenStream) -> TokenStream {
    let tangent = quote!(<#name as __chainrule::Differentiable>::Tangent);
    quote!(#name: __chainrule::Differentiable<Tangent: 'static, Shadow = #tangent>)
}

/// The cotangent of a parameter by value: `()` where its type has none, and nothing that fits where it is held constant.
pub(crate) fn cotangent(parameter: &Parameter, adjoint: impl FnOnce() -> TokenStream) -> TokenStream {
    match parameter.active {
        true => adjoint(),
        false if Ty::of(&parameter.syntax).is_passive() => quote!(()),
        false => quote!(__chainrule::__private::HeldConstant),
    }
}

/// Its type.
pub(crate) fn cotangent_type(parameter: &Parameter) -> TokenStream {
    cotangent(parameter, || tangent_type(&Ty::of(&parameter.syntax)))
}

/// One value bare, several as a tuple.
pub(crate) fn one_or_tuple(parts: &[TokenStream]) -> TokenStream {
    match parts {
        [one] => one.clone(),
        many => quote!((#(#many),*)),
    }
}

/// The name of the adjoint of the result, apart from those of the parameters.
pub(crate) fn seed_name(context: &Context) -> Ident {
    let taken: Vec<String> = context.names().iter().map(|name| suffixed(name, "bar").to_string()).collect();
    let mut name = "value_bar".to_owned();
    while taken.contains(&name) {
        name.insert_str(0, "own_");
    }
    Ident::new(&name, proc_macro2::Span::mixed_site())
}

/// `name` with a suffix, as a name of the generated code's own.
pub(crate) fn suffixed(name: &Ident, suffix: &str) -> Ident {
    let text = name.to_string();
    Ident::new(&format!("{}_{suffix}", text.trim_start_matches("r#")), proc_macro2::Span::mixed_site())
}
