//! The same for methods and functions of a type: siblings of `grad_m`, `value_and_grad_m` and `jvp_m`, so that a
//! differentiated function may call these.
//!
//! ```text
//! fn __forward_grad_m(&self, tape, x) -> G                       grad_m, and what is passed by value lies on the tape
//! fn __reverse_grad_m(&self, tape, self_bar, seed) -> (X_bar,)   the Hessian times the seed
//! fn __tangent_grad_m(&self, self_dot, x, x_dot) -> (G, G)       grad_m, and the Hessian times the tangents
//! ```

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::part_of;
use crate::companions::on_tape;
use crate::companions::siblings::{self, by_reference};
use crate::companions::{
    Context, body, cotangent, cotangent_type, gradient, levels, second, shadow_type, suffixed, tangent, tangent_type,
};
use crate::emit;
use crate::home::Kind;
use crate::ir::Parameter;
use crate::options::{Companion, Options};
use crate::types::Ty;
use crate::{activity, lower};

/// The siblings of the companions.
pub(super) fn siblings(context: &Context) -> TokenStream {
    let mut out = TokenStream::new();
    if !matches!(context.home.kind, Kind::Impl | Kind::Unseen) || context.function.parameters.is_empty() {
        return out;
    }
    if context.options.asks_for(Companion::Jvp) {
        out.extend(super::jvp_with(context, siblings::sweeps));
    }
    let has_gradient =
        context.function.result_ty.is_float() && !context.function.parameters.iter().any(Parameter::is_inout);
    let asked = [Companion::Grad, Companion::ValueAndGrad].map(|of| has_gradient && context.options.asks_for(of));
    if asked[0] || asked[1] {
        out.extend(second::method(context, &product_name(context)));
    }
    for (companion, asked) in [Companion::Grad, Companion::ValueAndGrad].into_iter().zip(asked) {
        if asked {
            out.extend(Gradient { context, companion }.siblings());
        }
    }
    out
}

/// `__hvp_m`.
fn product_name(context: &Context) -> Ident {
    emit::sibling(&context.item.sig.ident, "hvp")
}

fn own(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// `grad_m`, or `value_and_grad_m`.
struct Gradient<'c, 'a> {
    context: &'c Context<'a>,
    companion: Companion,
}

impl Gradient<'_, '_> {
    fn with_value(&self) -> bool {
        self.companion == Companion::ValueAndGrad
    }

    /// What the companion gives.
    fn output(&self) -> TokenStream {
        let (gradient, value) = (self.context.gradient_type(), tangent::output(self.context));
        if self.with_value() { quote!((#value, #gradient)) } else { gradient }
    }

    fn siblings(&self) -> TokenStream {
        let context = self.context;
        let mut item = context.item.clone();
        item.sig.ident = context.name(self.companion);
        let output = self.output();
        item.sig.output = syn::parse_quote!(-> #output);
        let active: Vec<bool> = context.function.parameters.iter().map(|parameter| parameter.active).collect();
        let Ok(mut function) = lower::signature(&item, &active) else { return TokenStream::new() };
        function.underived.clone_from(&context.function.underived);
        let activity = activity::analyze(&function);
        let options = Options { order: Some(1), companions: Vec::new(), ..context.options.clone() };
        let nested = Context { item: &item, function: &function, activity: &activity, options: &options, ..*context };
        let (passing, above) = (siblings::passing(&nested), levels::stand_ins(&nested));
        let (forward, reverse, tangent) = (self.forward(), self.reverse(), self.tangent());
        quote!(#forward #reverse #tangent #passing #above)
    }

    fn name(&self, sweep: &str) -> Ident {
        emit::sibling(&self.context.name(self.companion), sweep)
    }

    fn function(&self, sweep: &str, inputs: &TokenStream, output: &TokenStream, body: &TokenStream) -> TokenStream {
        let context = self.context;
        let (name, visibility, generics) = (self.name(sweep), &context.item.vis, context.generics());
        let (bounds, attributes) = (&generics.where_clause, context.shared_attributes());
        let first = by_reference(context, &context.function.parameters[0], (emit::Sweep::Forward, 0));
        quote! {
            #[doc(hidden)]
            #attributes
            #visibility fn #name #generics(#first, #inputs) -> #output #bounds { #body }
        }
    }

    /// The parameters behind the first.
    fn rest(&self) -> &[Parameter] {
        &self.context.function.parameters[1..]
    }

    /// Those of them that are passed by value.
    fn by_value(&self) -> Vec<&Parameter> {
        self.rest().iter().filter(|parameter| parameter.reference().is_none()).collect()
    }

    /// `Self::m(x, a)`, of a companion of `m`, with what stands behind each argument.
    fn call(&self, name: &Ident, after: &dyn Fn(&Parameter) -> Option<TokenStream>) -> TokenStream {
        let mut arguments = Vec::new();
        for (index, parameter) in self.context.function.parameters.iter().enumerate() {
            arguments.push(if index == 0 { first(parameter) } else { super::kept(parameter) });
            arguments.extend(after(parameter));
        }
        let turbofish = self.context.turbofish();
        quote!(Self::#name #turbofish(#(#arguments),*))
    }

    /// The companion itself.
    fn itself(&self) -> TokenStream {
        self.call(&self.context.name(self.companion), &|_| None)
    }

    /// The Hessian times a direction, whose parts are owned or behind a reference.
    fn product(&self, dot: &dyn Fn(&Parameter) -> TokenStream, is_lent: bool) -> TokenStream {
        self.call(&product_name(self.context), &|parameter| {
            parameter.active.then(|| {
                let (dot, ty) = (dot(parameter), Ty::of(&parameter.syntax));
                match (parameter.reference(), ty.peel()) {
                    (_, Ty::Float(_)) => dot,
                    (Some(_), _) if is_lent => dot,
                    (_, Ty::Vec(_) | Ty::Slice(_)) => quote!(&#dot[..]),
                    (None, _) => dot,
                    (Some(_), _) => quote!(&#dot),
                }
            })
        })
    }

    fn forward(&self) -> TokenStream {
        let tape = own("tape");
        let declared = self.rest().iter().map(body::parameter);
        let inputs = quote!(#tape: &mut __chainrule::__private::Tape #(, #declared)*);
        let pushes = self.by_value().into_iter().map(|parameter| {
            let name = &parameter.name;
            let (value, ty) = (quote!(::core::clone::Clone::clone(&#name)), parameter.syntax.to_token_stream());
            on_tape::argument((self.context, &tape), parameter, &value, &ty).0
        });
        let value = self.itself();
        self.function("forward", &inputs, &self.output(), &quote!(#(#pushes)* #value))
    }

    fn reverse(&self) -> TokenStream {
        let (context, tape, seed, total) = (self.context, own("tape"), own("seed"), own("total"));
        let results = context.results();
        let (mut inputs, mut added) = (quote!(#tape: &mut __chainrule::__private::Tape), TokenStream::new());
        for (index, parameter) in context.function.parameters.iter().enumerate() {
            if index > 0 && parameter.reference().is_none() {
                continue;
            }
            let declared = body::parameter(parameter);
            let declared = if index > 0 { quote!(#declared,) } else { TokenStream::new() };
            if !parameter.active {
                let ty = cotangent_type(parameter);
                inputs.extend(quote!(, #declared _: ::core::option::Option<&mut #ty>));
                continue;
            }
            let (bar, shadow) = (named(parameter, "bar"), shadow_type(&Ty::of(&parameter.syntax)));
            inputs.extend(quote!(, #declared #bar: ::core::option::Option<&mut #shadow>));
            let part = part_of(&results, parameter, &quote!(#total));
            added.extend(if parameter.reference().is_none() {
                quote!(__chainrule::__private::add_to(#bar, ::core::clone::Clone::clone(&#part));)
            } else {
                let part = quote!(::core::clone::Clone::clone(&#part));
                let add = gradient::added(parameter, &part, &bar);
                quote!(if let ::core::option::Option::Some(#bar) = #bar { #add })
            });
        }
        let output = self.output();
        inputs.extend(quote!(, #seed: #output));
        let mut pops = TokenStream::new();
        for parameter in self.by_value().into_iter().rev() {
            let (name, ty) = (&parameter.name, parameter.syntax.to_token_stream());
            let pop = on_tape::argument((context, &tape), parameter, &quote!(#name), &ty).1;
            pops.extend(quote!(let #name = #pop;));
        }
        let sum = self.cotangents(&results, &seed);
        let values = self.by_value();
        let types = values.iter().map(|parameter| cotangent_type(parameter));
        let adjoints = values.iter().map(|parameter| {
            cotangent(parameter, || {
                let part = part_of(&results, parameter, &quote!(#total));
                quote!(::core::clone::Clone::clone(&#part))
            })
        });
        let body = quote!(#pops let #total = #sum; #added (#(#adjoints,)*));
        self.function("reverse", &inputs, &quote!((#(#types,)*)), &body)
    }

    /// The cotangents of all arguments for this seed.
    fn cotangents(&self, results: &[&Parameter], seed: &Ident) -> TokenStream {
        if !self.with_value() {
            return self.product(&|parameter| part_of(results, parameter, &quote!(#seed)), false);
        }
        let (value_bar, inner, sum, slope) = (own("value_bar"), own("inner"), own("sum"), own("slope"));
        let product = self.product(&|parameter| part_of(results, parameter, &quote!(#inner)), false);
        let itself = self.itself();
        let sums = results.iter().map(|parameter| {
            let target = part_of(results, parameter, &quote!(#sum));
            let part = part_of(results, parameter, &quote!(#slope));
            quote! {
                __chainrule::Tangent::accumulate(&mut #target, __chainrule::__private::scaled(#part, #value_bar));
            }
        });
        quote!({
            let (#value_bar, #inner) = #seed;
            let mut #sum = #product;
            let #slope = #itself.1;
            #(#sums)*
            #sum
        })
    }

    fn tangent(&self) -> TokenStream {
        let context = self.context;
        let (mut inputs, mut start) = (TokenStream::new(), TokenStream::new());
        for (index, parameter) in context.function.parameters.iter().enumerate() {
            let declared = body::parameter(parameter);
            let declared = if index > 0 { quote!(#declared,) } else { TokenStream::new() };
            let by_value = index > 0 && parameter.reference().is_none();
            if !parameter.active {
                let held = tangent::held(parameter, by_value);
                let ty = if by_value { held } else { quote!(&#held) };
                inputs.extend(quote!(#declared _: ::core::option::Option<#ty>,));
                continue;
            }
            let dot = named(parameter, "dot");
            let (owned, shadow) = (tangent_type(&Ty::of(&parameter.syntax)), shadow_type(&Ty::of(&parameter.syntax)));
            let ty = if by_value { owned } else { quote!(&#shadow) };
            inputs.extend(quote!(#declared #dot: ::core::option::Option<#ty>,));
            start.extend(given(parameter, index, &dot));
        }
        let (both, slope) = (own("both"), own("slope"));
        let (itself, product) = (
            self.itself(),
            self.product(
                &|parameter| {
                    let dot = named(parameter, "dot");
                    quote!(#dot)
                },
                true,
            ),
        );
        let output = self.output();
        let body = if self.with_value() {
            let results = context.results();
            let terms = results.iter().map(|parameter| {
                let part = part_of(&results, parameter, &quote!(#both.1));
                super::super::user_rule::product_of(
                    parameter,
                    &part,
                    &named(parameter, "dot"),
                    &context.function.result_ty,
                )
            });
            quote! {
                #start
                let #both = #itself;
                let #slope = #(#terms)+*;
                (#both, (#slope, #product))
            }
        } else {
            quote!(#start (#itself, #product))
        };
        self.function("tangent", &inputs, &quote!((#output, #output)), &body)
    }
}

/// The shadow or the tangent of a parameter.
fn named(parameter: &Parameter, what: &str) -> Ident {
    if parameter.is_receiver() {
        format_ident!("self_{what}", span = Span::mixed_site())
    } else {
        suffixed(&parameter.name, what)
    }
}

/// The first argument, which siblings borrow.
fn first(parameter: &Parameter) -> TokenStream {
    let name = &parameter.name;
    let given = if parameter.is_receiver() { quote!(self) } else { quote!(#name) };
    if parameter.reference().is_some() { given } else { quote!(::core::clone::Clone::clone(#given)) }
}

/// Makes a tangent ready that may be absent.
fn given(parameter: &Parameter, index: usize, dot: &Ident) -> TokenStream {
    let name = &parameter.name;
    let value = if parameter.is_receiver() { quote!(self) } else { quote!(#name) };
    let ty = Ty::of(&parameter.syntax);
    match parameter.reference() {
        None if index == 0 => quote!(let #dot = __chainrule::__private::dot_or_zero(#value, #dot.cloned());),
        None => quote!(let #dot = __chainrule::__private::dot_or_zero(&#value, #dot);),
        Some(_) if ty.peel().is_float() => {
            quote!(let #dot = __chainrule::__private::dot_or_zero(#value, #dot.copied());)
        }
        Some(_) => {
            let (zero, shadow) = (suffixed(dot, "zero"), shadow_type(&ty));
            quote! {
                let #zero;
                let #dot: &#shadow = match #dot {
                    ::core::option::Option::Some(#dot) => #dot,
                    ::core::option::Option::None => {
                        #zero = __chainrule::__private::zero_tangent(#value);
                        &#zero
                    }
                };
            }
        }
    }
}
