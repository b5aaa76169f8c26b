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
    /// Only beside a rule of the user's, so far.
    Jvp,
}

impl Companion {
    /// Every companion of this version, in the order in which they are written.
    pub const ALL: [Companion; 5] =
        [Companion::ValueAndGrad, Companion::Grad, Companion::AccumulateGrad, Companion::Vjp, Companion::Jvp];

    /// Its name as an argument, and before that of the function.
    pub fn name(self) -> &'static str {
        match self {
            Companion::Grad => "grad",
            Companion::ValueAndGrad => "value_and_grad",
            Companion::AccumulateGrad => "accumulate_grad",
            Companion::Vjp => "vjp",
            Companion::Jvp => "jvp",
        }
    }

    /// Whether it exists only for a function with one scalar result.
    pub fn is_gradient(self) -> bool {
        matches!(self, Companion::Grad | Companion::ValueAndGrad | Companion::AccumulateGrad)
    }
}

/// The derivative in the user's words: the body is not looked into.
#[derive(Clone, Debug)]
pub enum Rule {
    /// `partials(x = EXPR, …)`.
    Partials(Span, Vec<(Ident, syn::Expr)>),
    /// `vjp = PATH`, `jvp = PATH`, or both.
    Functions { vjp: Option<syn::Path>, jvp: Option<syn::Path> },
}

impl Rule {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Rule::Partials(span, _) => *span,
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
        self.companions.is_empty() || self.companions.iter().any(|(named, _)| *named == companion)
    }
}
