//! The arguments of the attribute.

mod parse;
mod spelling;

use proc_macro2::{Ident, Span, TokenStream};

pub use spelling::nearest;

/// A function that the attribute writes beside the user's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Companion {
    Grad,
    ValueAndGrad,
    AccumulateGrad,
    Vjp,
    Jvp,
    Jacobian,
    Hvp,
    Hessian,
    Taylor,
}

impl Companion {
    /// Every companion of this version, in the order in which they are written.
    pub const ALL: [Companion; 9] = [
        Companion::ValueAndGrad,
        Companion::Grad,
        Companion::AccumulateGrad,
        Companion::Vjp,
        Companion::Jvp,
        Companion::Jacobian,
        Companion::Hvp,
        Companion::Hessian,
        Companion::Taylor,
    ];

    /// Its name as an argument, and before that of the function.
    pub fn name(self) -> &'static str {
        match self {
            Companion::Grad => "grad",
            Companion::ValueAndGrad => "value_and_grad",
            Companion::AccumulateGrad => "accumulate_grad",
            Companion::Vjp => "vjp",
            Companion::Jvp => "jvp",
            Companion::Jacobian => "jacobian",
            Companion::Hvp => "hvp",
            Companion::Hessian => "hessian",
            Companion::Taylor => "taylor",
        }
    }

    /// Whether it exists only for a function with one scalar result.
    pub fn is_gradient(self) -> bool {
        matches!(
            self,
            Companion::Grad | Companion::ValueAndGrad | Companion::AccumulateGrad | Companion::Hvp | Companion::Hessian
        )
    }

    /// Whether it is written only where it is named; naming it leaves the others as they are.
    pub fn is_on_request(self) -> bool {
        matches!(self, Companion::Hvp | Companion::Hessian | Companion::Taylor)
    }
}

/// The derivative in the user's words: the body is not looked into.
#[derive(Clone, Debug)]
pub enum Rule {
    /// `partials(x = EXPR, …)`.
    Partials(Span, Vec<(Ident, syn::Expr)>),
    /// `vjp = PATH`, `jvp = PATH`, or both.
    Functions { vjp: Option<syn::Path>, jvp: Option<syn::Path> },
    /// `implicit = PATH`.
    Implicit(syn::Path),
}

impl Rule {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Rule::Partials(span, _) => *span,
            Rule::Implicit(path) => syn::spanned::Spanned::span(path),
            Rule::Functions { vjp, jvp } => {
                vjp.as_ref().or(jvp.as_ref()).map_or_else(Span::call_site, syn::spanned::Spanned::span)
            }
        }
    }
}

/// What the user asked for.
#[derive(Clone, Debug)]
pub struct Options {
    /// Companions by name; empty: all that exist.
    pub companions: Vec<(Companion, Span)>,
    /// Parameters to differentiate with respect to, in the order of the results.
    pub wrt: Option<Vec<Ident>>,
    /// In place of the body.
    pub rule: Option<Rule>,
    /// How often the function may be differentiated, where that is given.
    pub order: Option<u32>,
    /// What is written calls companions, and asks for what they ask for.
    pub is_composed: bool,
    /// Where `chainrule` is.
    pub root: TokenStream,
}

impl Options {
    /// Reads the arguments; all mistakes are reported together.
    pub fn parse(arguments: TokenStream) -> syn::Result<Options> {
        let (options, mistakes) = Options::read(arguments);
        mistakes.map(|()| options)
    }

    /// Reads what can be read of the arguments, beside the mistakes.
    pub fn read(arguments: TokenStream) -> (Options, syn::Result<()>) {
        parse::options(arguments)
    }

    /// Whether `companion` is to be written.
    pub fn asks_for(&self, companion: Companion) -> bool {
        let names = |companion| self.companions.iter().any(|(named, _)| *named == companion);
        // The derivatives of some companions are made of others.
        let is_needed = match companion {
            Companion::Jvp => self.order() > 1 && names(Companion::Jacobian),
            Companion::Grad => self.order() > 2 && (names(Companion::Hvp) || names(Companion::Hessian)),
            _ => false,
        };
        names(companion)
            || is_needed
            || !companion.is_on_request() && self.companions.iter().all(|(named, _)| named.is_on_request())
    }

    /// The same for what is of first order, whatever else there is.
    pub fn of_first_order(&self) -> Options {
        let first = |(named, _): &&(Companion, Span)| !matches!(named, Companion::Hvp | Companion::Hessian);
        let companions = self.companions.iter().filter(first).copied().collect();
        Options { companions, order: Some(1), ..self.clone() }
    }

    /// How often the function may be differentiated.
    pub fn order(&self) -> u32 {
        let second = self.companions.iter().any(|(named, _)| matches!(named, Companion::Hvp | Companion::Hessian));
        self.order.unwrap_or(1).max(if second { 2 } else { 1 })
    }
}
