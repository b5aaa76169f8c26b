//! `gradcheck!(f(x, &a, const n); grad, jvp)`: companions of a function held against differences.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Expr, Path, Token};

use crate::diagnostic::{Errors, Message};
use crate::options::{Companion, nearest};

/// What may be checked.
const KNOWN: [Companion; 5] =
    [Companion::Grad, Companion::Jvp, Companion::Jacobian, Companion::Hessian, Companion::Hvp];

/// The call, and the companions after it.
struct Input {
    function: Path,
    arguments: Vec<Argument>,
    companions: Vec<Ident>,
}

/// An argument of the call.
struct Argument {
    is_constant: bool,
    value: Expr,
}

impl Parse for Argument {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let is_constant = input.peek(Token![const]) && !input.peek2(syn::token::Brace);
        if is_constant {
            input.parse::<Token![const]>()?;
        }
        let value = input.parse()?;
        Ok(Self { is_constant: is_constant || has_no_derivative(&value), value })
    }
}

/// A literal of a type without a derivative: an integer, a text, a character, `true`.
fn has_no_derivative(value: &Expr) -> bool {
    match value {
        Expr::Lit(literal) => match &literal.lit {
            syn::Lit::Float(_) => false,
            syn::Lit::Int(integer) => !integer.suffix().starts_with('f'),
            _ => true,
        },
        Expr::Unary(negative) => has_no_derivative(&negative.expr),
        _ => false,
    }
}

impl Parse for Input {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let start = input.span();
        let function = input.parse::<syn::ExprPath>().map_err(|_| no_call(start))?.path;
        if input.peek(Token![.]) {
            return Err(method(input.span()));
        }
        if !input.peek(syn::token::Paren) {
            return Err(no_call(if input.is_empty() { start } else { input.span() }));
        }
        let content;
        syn::parenthesized!(content in input);
        let arguments = Punctuated::<Argument, Token![,]>::parse_terminated(&content)?.into_iter().collect();
        let mut companions = Vec::new();
        if input.parse::<Option<Token![;]>>()?.is_some() {
            companions =
                Punctuated::<Ident, Token![,]>::parse_terminated_with(input, Ident::parse_any)?.into_iter().collect();
        } else if !input.is_empty() {
            return Err(no_call(input.span()));
        }
        Ok(Self { function, arguments, companions })
    }
}

fn no_call(at: Span) -> syn::Error {
    Message::new("`gradcheck!` takes the call of a function under `#[differentiate]`")
        .note("the arguments are the point at which its companions are checked")
        .help("write `gradcheck!(f(1.0, &a))`, or `gradcheck!(f(1.0, &a); grad, hessian)`")
        .at(at)
}

fn method(at: Span) -> syn::Error {
    Message::new("`gradcheck!` takes a method by its path")
        .note("the receiver is an argument like the others: what it is changes with the point")
        .help("write `gradcheck!(Shape::area(&shape, 1.0))`")
        .at(at)
}

/// The check.
pub fn expand(input: TokenStream) -> TokenStream {
    let input = Input::parse.parse2(input).and_then(|input| check(&input).map(|()| input));
    input.map_or_else(syn::Error::into_compile_error, |input| write(&input))
}

fn check(input: &Input) -> syn::Result<()> {
    let mut errors = Errors::default();
    for name in &input.companions {
        let text = name.to_string();
        let known = KNOWN.map(Companion::name);
        if !known.contains(&text.as_str()) {
            let message = Message::new(format!("`gradcheck!` does not check `{text}`"))
                .note(format!("it checks `{}`", known.join("`, `")));
            let message = match nearest(&text, &known) {
                Some(near) => message.help(format!("did you mean `{near}`?")),
                None => message.help("`grad_f` and `jvp_f` rest on the same sweeps as the other companions"),
            };
            errors.push(message.at(name.span()));
        }
    }
    for argument in input.arguments.iter().filter(|argument| !argument.is_constant) {
        if let Expr::Reference(reference) = &argument.value
            && reference.mutability.is_some()
        {
            let message = Message::new("`gradcheck!` does not check functions that change their arguments")
                .note("what they leave behind `&mut` is a result, too")
                .help("check a function that takes the value and returns what it becomes");
            errors.push(message.on(&argument.value));
        }
    }
    if input.arguments.iter().all(|argument| argument.is_constant) {
        let message = Message::new("there is nothing to check: every argument is constant")
            .note("derivatives are taken with respect to the arguments without `const`")
            .help("leave out `const` where the parameter is differentiated");
        errors.push(message.on(&input.function));
    }
    errors.finish()
}

fn own(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

fn write(input: &Input) -> TokenStream {
    let [point, dot] = ["point", "dot"].map(own);
    let constants = input.arguments.iter().enumerate().filter(|(_, argument)| argument.is_constant);
    let constants = constants.map(|(index, argument)| {
        let (name, value) = (constant(index), &argument.value);
        quote!(let #name = #value;)
    });
    let active = || input.arguments.iter().filter(|argument| !argument.is_constant);
    let coordinates = active().map(|argument| match &argument.value {
        Expr::Reference(reference) => {
            let value = &reference.expr;
            quote!(::chainrule::gradcheck::owned(&#value))
        }
        value => quote!(#value),
    });
    let name = input.function.segments.last().map(|segment| segment.ident.unraw().to_string()).unwrap_or_default();
    let function = &input.function;
    let call = arguments(input, &point, None);
    let checks = companions(input).into_iter().map(|companion| one(input, companion, &point, &dot));
    quote!({
        #[allow(unused_imports)]
        use ::chainrule::gradcheck::{FloatForm as _, ListForm as _, OtherForm as _};
        #(#constants)*
        ::chainrule::gradcheck::Check::at(
            #name,
            (#(#coordinates,)*),
            |#point| ::chainrule::gradcheck::Numbers::numbers(&#function(#call)),
        )
        .for_results_of(|#point| #function(#call))
        #(#checks)*
        .summary()
    })
}

fn companions(input: &Input) -> Vec<Companion> {
    if input.companions.is_empty() {
        return vec![Companion::Grad, Companion::Jvp];
    }
    let named = |name: &Ident| KNOWN.into_iter().find(|companion| name == companion.name());
    input.companions.iter().filter_map(named).collect()
}

/// `.grad(|point| grad_f(point.0, &point.1))`.
fn one(input: &Input, companion: Companion, point: &Ident, dot: &Ident) -> TokenStream {
    let method = own(companion.name());
    let values = arguments(input, point, None);
    let (function, gradient) = (named(input, companion), named(input, Companion::Grad));
    match companion {
        Companion::Jvp => {
            let all = arguments(input, point, Some(dot));
            quote!(.#method(|#point, #dot| #function(#all).1))
        }
        Companion::Hvp => {
            let all = arguments(input, point, Some(dot));
            quote!(.#method(|#point| #gradient(#values), |#point, #dot| #function(#all)))
        }
        Companion::Hessian => quote!(.#method(|#point| #gradient(#values), |#point| #function(#values))),
        _ => quote!(.#method(|#point| #function(#values))),
    }
}

fn constant(index: usize) -> Ident {
    own(&format!("constant_{index}"))
}

/// The path of a companion.
fn named(input: &Input, companion: Companion) -> Path {
    let mut path = input.function.clone();
    if let Some(last) = path.segments.last_mut() {
        last.ident = format_ident!("{}_{}", companion.name(), last.ident.unraw(), span = last.ident.span());
    }
    path
}

/// The arguments of the function at a point, or those of `jvp_f`.
fn arguments(input: &Input, point: &Ident, dot: Option<&Ident>) -> TokenStream {
    let mut all: Vec<TokenStream> = Vec::new();
    let mut next = 0;
    for (index, argument) in input.arguments.iter().enumerate() {
        let is_reference = matches!(argument.value, Expr::Reference(_));
        if argument.is_constant {
            let name = constant(index);
            all.push(if is_reference { quote!(#name) } else { quote!(::core::clone::Clone::clone(&#name)) });
            continue;
        }
        let at = syn::Index::from(next);
        next += 1;
        all.push(if is_reference { quote!(&#point.#at) } else { quote!(::core::clone::Clone::clone(&#point.#at)) });
        if let Some(dot) = dot {
            let form = if is_reference { quote!(by_reference) } else { quote!(by_value) };
            all.push(quote!((&::chainrule::gradcheck::Form(&#dot.#at)).#form()));
        }
    }
    quote!(#(#all),*)
}
