//! What a rule cannot be given for, and what is missing in it.

use proc_macro2::{Ident, Span};

use crate::diagnostic::{Errors, Message, code};
use crate::ir::{Function, Parameter};
use crate::options::{Companion, Options, Rule, nearest};
use crate::types::Ty;

/// All errors of the rule together.
pub(super) fn rule(item: &syn::ItemFn, function: &Function, options: &Options, rule: &Rule) -> syn::Result<()> {
    crate::parameters::check_result_type(item, function)?;
    let mut errors = Errors::default();
    match rule {
        Rule::Partials(span, list) => partials(item, function, *span, list, &mut errors),
        Rule::Functions { vjp: Some(path), .. } => pullback(function, path, &mut errors),
        Rule::Functions { vjp: None, .. } => {}
        Rule::Implicit(path) => {
            implicit(function, path, &mut errors);
            residual(item, function, path, &mut errors);
        }
    }
    for parameter in function.parameters.iter().filter(|parameter| parameter.active) {
        if Ty::of(&parameter.syntax).tangent().tokens().is_none() {
            let message =
                Message::new("a function with a rule is not differentiated by the functions that it is given")
                    .note("their derivatives would have to stand in the rule")
                    .help("hold the parameter constant by `#[constant]`");
            errors.push(message.on(&parameter.syntax));
        }
    }
    crate::parameters::check_companions(item, function, options, &mut errors);
    second_order(item, options, rule, &mut errors);
    errors.finish()
}

/// Derivatives of derivatives that are functions of the user's.
fn second_order(item: &syn::ItemFn, options: &Options, rule: &Rule, errors: &mut Errors) {
    if options.order() < 2 {
        return;
    }
    let (why, instead) = match rule {
        Rule::Functions { jvp: Some(path), .. } if is_plain(path) => {
            let why = "of which the derivative is taken for the second order";
            return errors.push(without_attribute(path, why).on(path));
        }
        Rule::Partials(..) | Rule::Functions { jvp: Some(_), .. } | Rule::Implicit(_) => return,
        Rule::Functions { vjp, .. } => (
            match vjp {
                Some(path) => format!(
                    "its rule is `{}`, which gives the pullback as a closure, and that is not differentiated",
                    code(path)
                ),
                None => "its rule is a function, of which the derivative is not known".to_owned(),
            },
            format!(
                "give `jvp = …` too, a function that stands under `#[differentiate{}]` itself: it is differentiated",
                if options.order() > 2 { format!("(order = {})", options.order() - 1) } else { String::new() }
            ),
        ),
    };
    let named =
        options.companions.iter().find(|(companion, _)| matches!(companion, Companion::Hvp | Companion::Hessian));
    let at = named.map_or(item.sig.ident.span(), |(_, span)| *span);
    let message = Message::new(format!("`{}` has no second derivative", item.sig.ident));
    errors.push(message.note(why).help(instead).at(at));
}

/// Whether the file shows that the function at `path` is not differentiated.
fn is_plain(path: &syn::Path) -> bool {
    path.get_ident().is_some_and(|name| crate::surroundings::is_plain(&name.to_string()))
}

fn without_attribute(path: &syn::Path, why: &str) -> Message {
    let name = code(path);
    Message::new(format!("`{name}` is not under `#[differentiate]`"))
        .note(format!("it is a part of a rule, {why}"))
        .help(format!("put the attribute on `{name}`"))
}

/// A function of another signature than a residual has, where the file shows it.
fn residual(item: &syn::ItemFn, function: &Function, path: &syn::Path, errors: &mut Errors) {
    let known = path.get_ident().and_then(|name| crate::surroundings::signature_of(&name.to_string()));
    let Some((count, result)) = known else { return };
    if is_plain(path) {
        return errors.push(without_attribute(path, "of which the derivative is needed").on(path));
    }
    let wanted = function.parameters.len() + 1;
    let kind = |ty: &Ty| match ty {
        Ty::Float(_) => Some("a number"),
        Ty::Array(..) => Some("an array"),
        Ty::Vec(_) => Some("a `Vec`"),
        _ => None,
    };
    let given = result.and_then(|text| kind(&Ty::of(&syn::parse_str(&text).ok()?)));
    let fits = match (given, kind(&function.result_ty)) {
        (Some(given), Some(solution)) => given == solution,
        _ => true,
    };
    if count == wanted && fits {
        return;
    }
    let (name, solver) = (code(path), &item.sig.ident);
    let why = if count == wanted {
        let [given, solution] = [given, kind(&function.result_ty)].map(Option::unwrap_or_default);
        format!("it gives {given}, and the solution is {solution}")
    } else {
        let arguments = if count == 1 { "argument" } else { "arguments" };
        format!("it takes {count} {arguments}, and not {wanted}: the solution, and what `{solver}` takes")
    };
    let message = Message::new(format!("`{name}` is no residual of `{solver}`")).note(why);
    let mut list = vec!["solution"];
    list.extend(function.parameters.iter().map(|parameter| parameter.label.as_str()));
    let list = list.join(", ");
    errors.push(message.help(format!("let it compute what is zero at the solution: `{name}({list})`")).on(path));
}

/// What no solver may give or take.
fn implicit(function: &Function, path: &syn::Path, errors: &mut Errors) {
    let floats = |ty: &Ty| match ty {
        Ty::Array(element, _) | Ty::Vec(element) => element.is_float(),
        ty => ty.is_float(),
    };
    if !floats(&function.result_ty) {
        let message = Message::new("an implicit function gives a float, an array or a `Vec` of floats")
            .note("its derivative is the solution of a linear system")
            .help("return the solution alone, and what else there is by another function");
        errors.push(message.on(path));
    }
    if function.parameters.iter().any(Parameter::is_inout) {
        let message = Message::new("an implicit function changes no argument")
            .note("what it leaves behind `&mut` is not told by its residual")
            .help("return the solution");
        errors.push(message.on(path));
    }
}

fn partials(item: &syn::ItemFn, function: &Function, at: Span, list: &[(Ident, syn::Expr)], errors: &mut Errors) {
    if !function.result_ty.is_float() {
        let message = Message::new("`partials` is for a function with one scalar result")
            .note(format!("a partial derivative of `{}` would not be one number", item.sig.ident))
            .help("give its pullback: `vjp = path::to::function`");
        errors.push(message.at(at));
        return;
    }
    names(item, function, list, errors);
    let misspelled = misspelled(function, list);
    for parameter in &function.parameters {
        let text = parameter.name.to_string();
        let has_tangent = Ty::of(&parameter.syntax).tangent().tokens().is_some();
        let missing = parameter.active
            && has_tangent
            && !list.iter().any(|(name, _)| *name == text)
            && !misspelled.contains(&text);
        let message = if parameter.is_inout() {
            Message::new("a function with `partials` changes no argument")
                .note("what it leaves behind `&mut` would need derivatives of its own")
                .help("return the new value, or give the pullback: `vjp = path::to::function`")
        } else if parameter.name == "value" {
            Message::new("this parameter hides the result, which is called `value` in `partials`")
                .help("give the parameter another name")
        } else if missing {
            missing_partial(item, parameter)
        } else {
            continue;
        };
        errors.push(place(item, parameter, message));
    }
}

/// The parameters that names which are none of them stand for.
fn misspelled(function: &Function, list: &[(Ident, syn::Expr)]) -> Vec<String> {
    let known: Vec<String> = function.parameters.iter().map(|parameter| parameter.name.to_string()).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let unknown = list.iter().map(|(name, _)| name.to_string()).filter(|name| !known.contains(&name.as_str()));
    unknown.filter_map(|name| nearest(&name, &known).map(str::to_owned)).collect()
}

fn missing_partial(item: &syn::ItemFn, parameter: &Parameter) -> Message {
    let Some(name) = parameter_pattern(item, parameter).map(|name| &name.ident) else {
        return Message::new("this parameter has no name for its partial derivative")
            .note("the body is not looked into, so each differentiated parameter needs one in `partials`")
            .help("give the parameter a name, or hold it constant by `#[constant]`");
    };
    Message::new(format!("the partial derivative with respect to `{name}` is missing"))
        .note("the body is not looked into, so each differentiated parameter needs one in `partials`")
        .help(format!("add `{name} = …` to `partials`, or hold the parameter constant by `#[constant]`"))
}

/// What the user calls the parameter, where that is a name.
fn parameter_pattern<'i>(item: &'i syn::ItemFn, parameter: &Parameter) -> Option<&'i syn::PatIdent> {
    item.sig.inputs.iter().find_map(|input| match input {
        syn::FnArg::Typed(typed) => match &*typed.pat {
            syn::Pat::Ident(name) if name.ident == parameter.name => Some(name),
            _ => None,
        },
        syn::FnArg::Receiver(_) => None,
    })
}

/// At the name of the parameter, or at its type where it has none.
fn place(item: &syn::ItemFn, parameter: &Parameter, message: Message) -> syn::Error {
    match parameter_pattern(item, parameter) {
        Some(pattern) => message.on(pattern),
        None => message.on(&parameter.syntax),
    }
}

/// Names that are no parameters, carry no derivative, or stand twice.
fn names(item: &syn::ItemFn, function: &Function, list: &[(Ident, syn::Expr)], errors: &mut Errors) {
    let known: Vec<String> = function.parameters.iter().map(|parameter| parameter.name.to_string()).collect();
    for (index, (name, _)) in list.iter().enumerate() {
        let text = name.to_string();
        let message = match function.parameters.iter().find(|parameter| parameter.name == *name) {
            None => {
                let candidates: Vec<&str> = known.iter().map(String::as_str).collect();
                let message = Message::new(format!("`{}` has no parameter `{text}`", item.sig.ident));
                match nearest(&text, &candidates) {
                    Some(near) => message.help(format!("did you mean `{near}`?")),
                    None => message.help(format!("its parameters are `{}`", known.join("`, `"))),
                }
            }
            Some(_) if list[..index].iter().any(|(before, _)| before == name) => {
                Message::new(format!("`{text}` has two partial derivatives")).help("leave out one of them")
            }
            Some(parameter) if !parameter.active => Message::new(format!("`{text}` carries no derivative"))
                .note("its type has none, it is marked `#[constant]`, or `wrt` leaves it out")
                .help("leave it out of `partials`"),
            Some(_) => continue,
        };
        errors.push(message.at(name.span()));
    }
}

/// A reverse sweep runs the function of the rule again: what it changes must be able to come back.
fn pullback(function: &Function, path: &syn::Path, errors: &mut Errors) {
    for parameter in function.parameters.iter().filter(|parameter| parameter.is_inout()) {
        let ty = Ty::of(&parameter.syntax);
        let message = if !parameter.active {
            Message::new("a function with a rule changes no constant argument")
                .note(format!("the reverse sweep runs `{}` again, and the change would happen twice", code(path)))
                .help("return the new value, or let the function be differentiated")
        } else if may_grow(ty.peel()) {
            Message::new("a function with a rule changes no argument whose length may change")
                .note("the adjoint of what it leaves could have another shape than that of what it was given")
                .help("take a slice: `&mut [f64]`")
        } else {
            continue;
        };
        errors.push(message.on(&parameter.syntax));
    }
}

/// Whether assignments may change the shape of a value.
fn may_grow(ty: &Ty) -> bool {
    match ty {
        Ty::Float(_) | Ty::Passive(_) | Ty::Unit => false,
        Ty::Slice(inner) | Ty::Array(inner, _) => may_grow(inner),
        Ty::Tuple(fields) => fields.iter().any(may_grow),
        _ => true,
    }
}
