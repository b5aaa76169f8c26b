//! The rules of an operator in derivatives of derivatives: of its highest tangent, where every operand comes with a list of
//! its own.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::{Form, Rule, operator_trait, owned, statements, tangent};
use crate::companions::body::{self, Body};
use crate::companions::levels::primal_of;
use crate::companions::pullback::Input;
use crate::companions::{Context, hidden};
use crate::ir::Parameter;
use crate::record::Outermost;

/// A rule: the trait, with its list of tangents, and the functions in it.
pub struct Level {
    pub name: Ident,
    pub tangents: Literal,
    pub functions: TokenStream,
}

/// The rules up to the order of the function.
pub fn rules(context: &Context, rule: &Rule) -> Vec<Level> {
    let operator = operator_trait(&context.item.sig.ident.to_string());
    let operator = if rule.form == Form::Assign { assigning(&operator) } else { operator };
    let (mut function, mut activity) = (context.function.clone(), context.activity.clone());
    let mut rules = Vec::new();
    for level in 1..context.options.order() {
        let below = Context { function: &function, activity: &activity, ..*context };
        (function, activity) = crate::companions::tangent::Body::new(&below).interleave_tangent();
        let raised = Context { function: &function, activity: &activity, ..*context };
        rules.push(Level {
            name: format_ident!("{operator}Level"),
            tangents: Literal::usize_unsuffixed((1 << level) - 1),
            functions: reverse(&raised, rule),
        });
        rules.push(Level {
            name: format_ident!("{operator}Tangents"),
            tangents: Literal::usize_unsuffixed((2 << level) - 1),
            functions: forward(&raised, rule),
        });
    }
    rules
}

/// `add_assign` is the method of `AddAssign`.
fn assigning(operator: &Ident) -> Ident {
    let text = operator.to_string();
    format_ident!("{}Assign", text.trim_end_matches("_assign"))
}

/// An operand with its tangents.
struct Operand<'p> {
    value: &'p Parameter,
    dots: Vec<&'p Parameter>,
}

fn operands(parameters: &[Parameter]) -> Vec<Operand<'_>> {
    let mut operands: Vec<Operand> = Vec::new();
    for parameter in parameters {
        match operands.last_mut() {
            Some(operand) if primal_of(parameters, parameter).is_some() => operand.dots.push(parameter),
            _ => operands.push(Operand { value: parameter, dots: Vec::new() }),
        }
    }
    operands
}

/// The names that the functions of a rule give to their parameters.
struct Names {
    own: Ident,
    lists: Vec<Ident>,
}

/// `self_: &Self, rhs: &Rhs, self_dots: [Self::Tangent; N], rhs_dots: [Rhs::Tangent; N]`.
fn signature(operands: &[Operand], names: &Names, rule: &Rule, count: &Literal) -> TokenStream {
    let own = &names.own;
    let right = operands.get(1).map(|operand| {
        let (name, ty) = (&operand.value.name, &rule.right);
        quote!(#name: &#ty,)
    });
    let types = [tangent(&quote!(Self)), tangent(&rule.right)];
    let lists = names.lists.iter().zip(&types).map(|(name, ty)| quote!(#name: [#ty; #count]));
    quote!(#own: &Self, #right #(#lists),*)
}

/// The operands and their tangents by the names that the body knows them by; `lent` says what else is a tangent.
fn start(context: &Context, operands: &[Operand], names: &Names) -> TokenStream {
    let mut out = TokenStream::new();
    for (index, operand) in operands.iter().enumerate() {
        let given = if index == 0 { &names.own } else { &operand.value.name };
        out.extend(if operand.value.is_inout() {
            let (name, copy) = (&operand.value.name, format_ident!("{}_copy", operand.value.name));
            quote! {
                let #copy = &mut ::core::clone::Clone::clone(#given);
                let #name = #copy;
            }
        } else {
            owned(operand.value, given)
        });
        let (list, dots) = (&names.lists[index], &operand.dots);
        let patterns = dots.iter().map(|dot| {
            let (name, mutability) = (&dot.name, dot.mutable.then(|| quote!(mut)));
            quote!(#mutability #name)
        });
        out.extend(quote!(let [#(#patterns),*] = #list;));
        out.extend(dots.iter().map(|dot| lent(context, dot)));
    }
    out
}

/// A tangent that the body knows behind a reference.
fn lent(context: &Context, dot: &Parameter) -> TokenStream {
    let name = &dot.name;
    match dot.reference() {
        None => TokenStream::new(),
        Some(true) => quote!(let #name = &mut { #name };),
        Some(false) => {
            let marker = context
                .function
                .markers
                .get(&dot.var)
                .map(|marker| quote!(let #marker = __chainrule::__private::Active;));
            quote!(let #name = &#name; #marker)
        }
    }
}

fn names(function: &mut crate::ir::Function, count: usize) -> Names {
    let mut fresh = |wish: &str| function.names.fresh(wish, proc_macro2::Span::mixed_site());
    let own = fresh("self_");
    Names { own, lists: ["self_dots", "rhs_dots"].iter().take(count).map(|wish| fresh(wish)).collect() }
}

/// The type of the tangent of the result.
fn result(context: &Context, rule: &Rule) -> TokenStream {
    if rule.form == Form::Assign {
        return tangent(&quote!(Self));
    }
    let operator = operator_trait(&context.item.sig.ident.to_string());
    let right = &rule.right;
    let right = (rule.form != Form::Unary).then(|| quote!(<#right>));
    tangent(&quote!(<Self as ::core::ops::#operator #right>::Output))
}

/// `fn reverse(self_, rhs, self_dots, rhs_dots, seed)`.
fn reverse(context: &Context, rule: &Rule) -> TokenStream {
    let mut body = Body::new(context);
    let parameters = context.function.parameters.clone();
    let operands = operands(&parameters);
    let names = names(&mut body.function, operands.len());
    let seed = match context.function.result {
        Some(result) => body.give(result, context.function.result_ty.tangent()).1,
        None => body.fresh("seed"),
    };
    // What stands behind `&mut` has the cotangent of its final contents first: that of the highest tangent is given.
    let highest = operands.first().and_then(|operand| operand.dots.last()).map(|dot| dot.var);
    let mut shadows = Vec::new();
    let mut start = start(context, &operands, &names);
    for parameter in parameters.iter().filter(|parameter| parameter.is_inout()) {
        let Input { parameter: bar, start: before, .. } = hidden::inout_shadow(&mut body, parameter);
        let bar: syn::PatType = match syn::parse2::<syn::FnArg>(bar) {
            Ok(syn::FnArg::Typed(typed)) => typed,
            _ => unreachable!("bug in chainrule: a shadow without a type"),
        };
        let (name, own) = (&bar.pat, format_ident!("{}_own", body.fresh("bar")));
        let value = if Some(parameter.var) == highest {
            quote!(#seed)
        } else {
            let of = &parameter.name;
            quote!(__chainrule::__private::zero_tangent(&*#of))
        };
        start.extend(quote!(let #own = &mut { #value }; let #name = &mut *#own; #before));
        shadows.push((parameter.var, quote!(::core::clone::Clone::clone(#own))));
    }
    let sweeps = body.sweeps(Outermost::InScope, rule.form != Form::Assign, &[]);
    let code = statements(context, &sweeps);
    let adjoint = |parameter: &Parameter| match shadows.iter().find(|(var, _)| *var == parameter.var) {
        Some((_, adjoint)) => adjoint.clone(),
        None => body::adjoint(&sweeps, parameter),
    };
    let values = operands.iter().map(|operand| adjoint(operand.value));
    let lists = operands.iter().map(|operand| {
        let adjoints = operand.dots.iter().map(|dot| adjoint(dot));
        quote!([#(#adjoints),*])
    });
    let count = Literal::usize_unsuffixed(operands.first().map_or(0, |operand| operand.dots.len()));
    let (signature, seed_type) = (signature(&operands, &names, rule, &count), result(context, rule));
    let types = [tangent(&quote!(Self)), tangent(&rule.right)];
    let types: Vec<&TokenStream> = types.iter().take(operands.len()).collect();
    quote! {
        fn reverse(#signature, #seed: #seed_type) -> (#(#types,)* #([#types; #count]),*) {
            #start
            #code
            (#(#values,)* #(#lists),*)
        }
    }
}

/// `fn tangent(self_, rhs, self_dots, rhs_dots)`: the tangent of the program.
fn forward(context: &Context, rule: &Rule) -> TokenStream {
    let mut body = crate::companions::tangent::Body::new(context);
    let mut parameters = Vec::new();
    for parameter in &context.function.parameters {
        let dot = body.dot_of(parameter);
        // All that is a tangent follows its operand.
        let dot = Parameter { tangent_of: Some(parameter.var), ..dot };
        parameters.extend([parameter.clone(), dot]);
    }
    let operands = operands(&parameters);
    let names = names(&mut body.function, operands.len());
    let raised = Context { function: &body.function.clone(), ..*context };
    let start = start(&raised, &operands, &names);
    let count = Literal::usize_unsuffixed(operands.first().map_or(0, |operand| operand.dots.len()));
    let (signature, output) = (signature(&operands, &names, rule, &count), result(context, rule));
    let highest = operands.first().and_then(|operand| operand.dots.last()).map(|dot| dot.name.clone());
    let crate::companions::tangent::Written { statements, tangent, .. } = body.write();
    let value = if rule.form == Form::Assign { quote!(::core::clone::Clone::clone(&*#highest)) } else { tangent };
    quote! {
        fn tangent(#signature) -> #output {
            #start
            #statements
            #value
        }
    }
}
