//! The functions in the rule of an operator: both sweeps in one body, for a given cotangent of the result.

mod levels;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::body::{self, Body};
use super::pullback::Input;
use super::{Context, hidden};
use crate::emit;
use crate::ir::Parameter;
use crate::record::Outermost;
use crate::reverse::Sweeps;
use crate::types::Ty;

pub use levels::rules;

/// What an operator takes and gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `-a`.
    Unary,
    /// `a * b`.
    Binary,
    /// `a / b`: its rule is given the result too.
    Division,
    /// `a *= b`.
    Assign,
}

/// The rule that is written.
pub struct Rule {
    pub form: Form,
    /// The type of the right operand.
    pub right: TokenStream,
}

/// The functions of the `impl` of the rule.
pub fn functions(context: &Context, rule: &Rule) -> TokenStream {
    if rule.form == Form::Assign {
        let (reverse, tangent) = (assign(context, rule), super::tangent::assign(context, rule));
        quote!(#reverse #tangent)
    } else {
        let operator_trait = operator_trait(&context.item.sig.ident.to_string());
        let right = &rule.right;
        let right = (rule.form != Form::Unary).then(|| quote!(<#right>));
        let output = quote!(<Self as ::core::ops::#operator_trait #right>::Output);
        let (reverse, tangent) = (operator(context, rule), super::tangent::operator(context, rule, &output));
        quote!(#reverse #tangent)
    }
}

/// `fn reverse(self_, rhs, seed) -> (cotangents)`.
fn operator(context: &Context, rule: &Rule) -> TokenStream {
    let mut body = Body::new(context);
    let own = body.fresh("self_");
    let output = body.fresh("_output");
    let seed = match context.function.result {
        Some(result) => body.give(result, context.function.result_ty.tangent()).1,
        None => body.fresh("seed"),
    };
    let sweeps = body.sweeps(Outermost::InScope, true, &[]);
    let Some((left, right)) = context.function.parameters.split_first() else { return TokenStream::new() };
    let start = owned(left, &own);
    let right_start = right.iter().map(|parameter| owned(parameter, &parameter.name));
    let code = statements(context, &sweeps);
    let (tangent, adjoint) = (tangent(&quote!(Self)), body::adjoint(&sweeps, left));
    let seed_type = self::tangent(&quote!(<Self as ::core::ops::Neg>::Output));
    let Some(right_parameter) = right.first() else {
        return quote! {
            fn reverse(#own: &Self, #seed: #seed_type) -> #tangent {
                #start
                #code
                #adjoint
            }
        };
    };
    let (name, ty) = (&right_parameter.name, &rule.right);
    let (right_tangent, right_adjoint) = (self::tangent(ty), body::adjoint(&sweeps, right_parameter));
    let operator = context.item.sig.ident.to_string();
    let trait_name = operator_trait(&operator);
    let output_type = quote!(<Self as ::core::ops::#trait_name<#ty>>::Output);
    let seed_type = self::tangent(&output_type);
    let output = (rule.form == Form::Division).then(|| quote!(#output: &#output_type,));
    quote! {
        fn reverse(#own: &Self, #name: &#ty, #output #seed: #seed_type) -> (#tangent, #right_tangent) {
            #start
            #(#right_start)*
            #code
            (#adjoint, #right_adjoint)
        }
    }
}

/// `mul` is the method of `Mul`.
fn operator_trait(method: &str) -> Ident {
    let mut letters = method.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    let name: String = first.into_iter().chain(letters).collect();
    Ident::new(&name, proc_macro2::Span::mixed_site())
}

/// `type Kept`, `fn keep` and `fn reverse` of an operator that changes its left operand.
fn assign(context: &Context, rule: &Rule) -> TokenStream {
    let mut body = Body::new(context);
    let [kept, whole] = ["kept", "old"].map(|wish| body.fresh(wish));
    let [left, right] = context.function.parameters.as_slice() else { return TokenStream::new() };
    let Input { parameter: bar, start, end, .. } = hidden::inout_shadow(&mut body, left);
    let sweeps = body.sweeps(Outermost::InScope, false, &[]);
    let (left_name, name, ty) = (&left.name, &right.name, &rule.right);
    let kept_right = match &right.syntax {
        syn::Type::Reference(reference) => {
            let inner = &reference.elem;
            quote!(#inner)
        }
        _ => ty.clone(),
    };
    let is_reference = right.reference().is_some();
    let copied = if is_reference { quote!(*#name) } else { quote!(#name) };
    let mutability = right.mutable.then(|| quote!(mut));
    let bound = if is_reference { quote!(&#kept.1) } else { quote!(::core::clone::Clone::clone(&#kept.1)) };
    let code = statements(context, &sweeps);
    let (tangent, adjoint) = (tangent(ty), body::adjoint(&sweeps, right));
    quote! {
        type Kept = (Self, #kept_right);

        fn keep(&self, #name: &#ty) -> Self::Kept {
            (::core::clone::Clone::clone(self), ::core::clone::Clone::clone(#copied))
        }

        fn reverse(#kept: &Self::Kept, #bar) -> #tangent {
            #start
            let #whole = &mut ::core::clone::Clone::clone(&#kept.0);
            let #left_name = #whole;
            let #mutability #name = #bound;
            #code
            #end
            #adjoint
        }
    }
}

pub(super) fn tangent(ty: &TokenStream) -> TokenStream {
    quote!(<#ty as __chainrule::__private::Differentiable>::Tangent)
}

/// A parameter by value, from a reference to it.
pub(super) fn owned(parameter: &Parameter, given: &Ident) -> TokenStream {
    let (name, mutability) = (&parameter.name, parameter.mutable.then(|| quote!(mut)));
    if Ty::of(&parameter.syntax).is_copy() {
        quote!(let #mutability #name = *#given;)
    } else {
        quote!(let #mutability #name = ::core::clone::Clone::clone(#given);)
    }
}

/// Both sweeps.
fn statements(context: &Context, sweeps: &Sweeps) -> TokenStream {
    let function = &sweeps.function;
    let (items, tape, rebound) = (&function.items, body::tape(sweeps), body::rebind_seed(context, sweeps));
    let (forward, reverse) = (emit::stmts(function, &sweeps.forward), emit::stmts(function, &sweeps.reverse));
    quote!(#(#items)* #rebound #tape #forward #reverse)
}
