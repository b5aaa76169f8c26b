//! The levels of `grad_f` and `value_and_grad_f`, for derivatives above the second.
//!
//! Let `T` be forward mode, applied `k` times, and a position the set of directions that take part in a tangent. With the
//! seed 1 for the highest tangent of the result, the reverse sweep of `Tᵏf` gives at position `p` what `Tᵏ∇f` has at the
//! others: `∂(Tᵏf)_all/∂x_p = (Tᵏ∇f)_{all∖p}`. So `Tᵏ∇f` is one reverse sweep. Its own reverse sweep for cotangents `w` is
//! that of `Tᵏ⁺¹f` in the direction of `w`: all higher derivatives are symmetric.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

use super::super::{Context, hidden, levels, on_tape, one_or_tuple, shadow_type, suffixed, tangent_type};
use super::kept;
use super::parts::{at, nest, own, part_of, passed};
use crate::companions::body;
use crate::ir::Parameter;
use crate::options::Companion;
use crate::types::Ty;

/// The functions in the hidden types, and those that they share.
pub(super) fn write(context: &Context, companions: &[Companion]) -> TokenStream {
    let order = context.options.order();
    if order < 3 || companions.is_empty() {
        return TokenStream::new();
    }
    let own = &context.item.sig.ident;
    let shared = (1..order).map(|level| Level { context, level }.adjoints());
    let types = companions.iter().map(|companion| {
        let name = context.name(*companion);
        let with_value = *companion == Companion::ValueAndGrad;
        let functions = (1..order - 1).map(|level| {
            let level = Level { context, level };
            let (forward, reverse) = (level.forward(with_value), level.reverse(with_value));
            let sweep = level.sweep(with_value);
            quote!(#forward #reverse #sweep)
        });
        let tangents = (2..order).map(|level| Level { context, level }.tangent(with_value));
        let orders = (2..order).map(Literal::u32_unsuffixed);
        quote! {
            #[doc(hidden)]
            impl #name { #(#functions)* #(#tangents)* }
            #(#[doc(hidden)] impl __chainrule::__private::OfOrder<#orders> for #name {})*
        }
    });
    quote! {
        #[doc(hidden)]
        impl #own { #(#shared)* }
        #(#types)*
    }
}

/// What is written for `k` applications of forward mode.
struct Level<'c, 'a> {
    context: &'c Context<'a>,
    level: u32,
}

impl Level<'_, '_> {
    /// The highest position.
    fn all(&self) -> usize {
        (1 << self.level) - 1
    }

    fn parameters(&self) -> &[Parameter] {
        &self.context.function.parameters
    }

    /// The type of the gradient at every position.
    fn gradient(&self) -> TokenStream {
        self.context.gradient_type()
    }

    /// `T` and its tangents.
    fn result(&self) -> TokenStream {
        let ty = tangent_type(&self.context.function.result_ty);
        nest(self.level, 0, &|_| ty.clone())
    }

    fn head(&self) -> (TokenStream, TokenStream, Option<syn::WhereClause>) {
        let (generics, attributes) = (self.context.generics(), self.context.shared_attributes());
        let bounds = generics.where_clause.clone();
        (quote!(#[doc(hidden)] #attributes), quote!(#generics), bounds)
    }

    /// `fn adjoints1(x, x_dot1, a, a_dot1, seed) -> (Y, [G; 2])`: the values, and the cotangents by position.
    fn adjoints(&self) -> TokenStream {
        let (context, all, level) = (self.context, self.all(), self.level);
        let name = format_ident!("adjoints{level}");
        let (head, generics, bounds) = self.head();
        let visibility = &context.item.vis;
        let (tape, bars, values, seed) = (own("tape"), own("bars"), own("values"), own("seed"));
        let (mut parameters, mut forward, mut reverse, mut zeros) = (vec![], vec![], vec![], TokenStream::new());
        let mut by_value = 0_usize;
        let mut cotangents = std::collections::BTreeMap::new();
        let none = quote!(__chainrule::__private::Inactive);
        let active = quote!(__chainrule::__private::Active);
        for parameter in self.parameters() {
            let (declared, borrowed) = (body::parameter(parameter), parameter.reference().is_some());
            let (owned, shadow) = (tangent_type(&Ty::of(&parameter.syntax)), shadow_type(&Ty::of(&parameter.syntax)));
            parameters.push(declared);
            for position in 0..=all {
                let (name, bar) = (at(parameter, position), suffixed(&parameter.name, &format!("bar{position}")));
                let tangent = position > 0;
                if tangent && parameter.active {
                    parameters.push(if borrowed { quote!(#name: &#shadow) } else { quote!(#name: #owned) });
                }
                forward.push(passed(parameter, &name, tangent));
                if !borrowed {
                    let index = Literal::usize_unsuffixed(by_value);
                    by_value += 1;
                    cotangents.insert((parameter.var, position), quote!(#bars.#index));
                    continue;
                }
                let of = &parameter.name;
                reverse.push(match (tangent, parameter.active) {
                    (false, true) => quote!(#name, &mut #bar, #active),
                    (true, true) => quote!(#name, #active, &mut #bar, #active),
                    (false, false) => quote!(#name, &mut (), #none),
                    (true, false) => quote!(&(), #none, &mut (), #none),
                });
                if parameter.active {
                    zeros.extend(quote!(let mut #bar = __chainrule::__private::zero_tangent(#of);));
                    cotangents.insert((parameter.var, position), quote!(#bar));
                }
            }
        }
        let gradients = (0..=all).map(|position| {
            let parts = context.results().into_iter().map(|parameter| cotangents[&(parameter.var, position)].clone());
            one_or_tuple(&parts.collect::<Vec<_>>())
        });
        let (function, turbofish) = (&context.item.sig.ident, context.turbofish());
        let [forward_name, reverse_name] = ["forward", "reverse"].map(|sweep| format_ident!("{sweep}{level}"));
        let (result, gradient, count) = (self.result(), self.gradient(), Literal::usize_unsuffixed(all + 1));
        quote! {
            #head
            #visibility fn #name #generics(#(#parameters,)* #seed: #result) -> (#result, [#gradient; #count]) #bounds {
                let #tape = &mut __chainrule::__private::Tape::new();
                let #values = #function::#forward_name #turbofish(#tape, (#(#forward,)*));
                #zeros
                let #bars = #function::#reverse_name #turbofish(#tape, (#(#reverse,)*), #seed);
                (#values, [#(#gradients),*])
            }
        }
    }

    /// The parameters as tangent functions and forward sweeps take them, and what makes the tangents ready.
    fn inputs(&self) -> (TokenStream, TokenStream) {
        let (parameters, start) = self.input_list();
        (levels::as_tuple(&parameters), start)
    }

    fn input_list(&self) -> (Vec<TokenStream>, TokenStream) {
        let (mut parameters, mut start) = (Vec::new(), TokenStream::new());
        for parameter in self.parameters() {
            parameters.push(body::parameter(parameter));
            parameters
                .extend((1..=self.all()).map(|position| Self::tangent_parameter(parameter, position, &mut start)));
        }
        (parameters, start)
    }

    fn tangent_parameter(parameter: &Parameter, position: usize, start: &mut TokenStream) -> TokenStream {
        let (name, of, syntax) = (at(parameter, position), &parameter.name, &parameter.syntax);
        match (parameter.reference().is_some(), parameter.active) {
            (false, false) => quote!(_: impl __chainrule::__private::HeldDot),
            (true, false) => {
                let marker = hidden::held_marker(parameter);
                quote!(_: &impl ?Sized, _: impl #marker)
            }
            (false, true) => {
                start.extend(quote!(let #name = __chainrule::__private::DotOf::<#syntax>::dot(#name, &#of);));
                quote!(#name: impl __chainrule::__private::DotOf<#syntax>)
            }
            (true, true) => {
                let shadow = shadow_type(&Ty::of(syntax));
                let (marker, zero) = (suffixed(&name, "is"), suffixed(&name, "zero"));
                // Every position takes part in the sweep below: what is absent is a zero of the full shape.
                start.extend(quote! {
                    let #zero;
                    let #name: &#shadow = if __chainrule::__private::is_active(#marker) {
                        #name
                    } else {
                        #zero = __chainrule::__private::zero_tangent(#of);
                        ::core::borrow::Borrow::borrow(&#zero)
                    };
                });
                quote!(#name: &#shadow, #marker: impl __chainrule::__private::Activity)
            }
        }
    }

    /// A call of the function that gives the cotangents, on copies of what is passed by value.
    fn call(&self, seed: &TokenStream, dot: &dyn Fn(&Parameter, usize) -> TokenStream) -> TokenStream {
        let context = self.context;
        let name = format_ident!("adjoints{}", self.level);
        let (function, turbofish) = (&context.item.sig.ident, context.turbofish());
        let mut arguments = Vec::new();
        for parameter in self.parameters() {
            arguments.push(kept(parameter));
            if parameter.active {
                arguments.extend((1..=self.all()).map(|position| dot(parameter, position)));
            }
        }
        quote!(#function::#name #turbofish(#(#arguments,)* #seed))
    }

    /// A tangent that is passed on, and used again.
    fn copied(parameter: &Parameter, name: &Ident) -> TokenStream {
        if parameter.reference().is_some() { quote!(#name) } else { quote!(::core::clone::Clone::clone(&#name)) }
    }

    /// All tangents of the gradient, or of both.
    fn value(&self, with_value: bool) -> TokenStream {
        let all = self.all();
        let seed = self.seed(&|_| None);
        let call = self.call(&seed, &|parameter, position| Self::copied(parameter, &at(parameter, position)));
        let (values, parts) = (own("values"), (0..=all).map(|p| format_ident!("part{p}", span = Span::mixed_site())));
        let result = nest(self.level, 0, &|position| {
            let part = format_ident!("part{}", all - position, span = Span::mixed_site());
            if with_value {
                let value = part_of(&values, self.level, position);
                quote!((#value, #part))
            } else {
                quote!(#part)
            }
        });
        quote! {
            let (#values, [#(#parts),*]) = #call;
            #result
        }
    }

    /// A number of the type of the result.
    fn number(&self, value: f64) -> TokenStream {
        let literal = Literal::f64_unsuffixed(value);
        match &self.context.function.result_ty {
            Ty::Float(Some(name)) if crate::generics::is_scalar(name) => crate::emit::constant(name, &quote!(#literal)),
            _ => quote!(#literal),
        }
    }

    /// The seed 1 for the highest tangent of the result, and for the others what `part` gives, or 0.
    fn seed(&self, part: &dyn Fn(usize) -> Option<TokenStream>) -> TokenStream {
        let all = self.all();
        nest(self.level, 0, &|position| match part(position) {
            _ if position == all => self.number(1.0),
            Some(part) => part,
            None => self.number(0.0),
        })
    }

    /// The result, with all its tangents.
    fn output(&self, with_value: bool) -> TokenStream {
        let (gradient, value) = (self.gradient(), tangent_type(&self.context.function.result_ty));
        nest(self.level, 0, &|_| if with_value { quote!((#value, #gradient)) } else { gradient.clone() })
    }

    /// `fn tangent2((x, …)) -> ((G, G), (G, G))`.
    fn tangent(&self, with_value: bool) -> TokenStream {
        let name = format_ident!("tangent{}", self.level);
        let (head, generics, bounds) = self.head();
        let ((tuple, start), output, value) = (self.inputs(), self.output(with_value), self.value(with_value));
        let visibility = &self.context.item.vis;
        quote! {
            #head
            #visibility fn #name #generics(#tuple) -> #output #bounds {
                #start
                #value
            }
        }
    }

    /// What is passed by value lies on the tape.
    fn on_tape(&self, tape: &Ident) -> (TokenStream, TokenStream) {
        let (mut pushes, mut pops) = (Vec::new(), Vec::new());
        for parameter in self.parameters().iter().filter(|parameter| parameter.reference().is_none()) {
            let (syntax, tangent) = (&parameter.syntax, tangent_type(&Ty::of(&parameter.syntax)));
            let last = if parameter.active { self.all() } else { 0 };
            for position in 0..=last {
                let (name, ty) =
                    (at(parameter, position), if position == 0 { quote!(#syntax) } else { tangent.clone() });
                let value = quote!(::core::clone::Clone::clone(&#name));
                let (push, pop) = on_tape::argument((self.context, tape), parameter, &value, &ty);
                pushes.push(push);
                pops.push(quote!(let #name = #pop;));
            }
        }
        pops.reverse();
        (quote!(#(#pushes)*), quote!(#(#pops)*))
    }

    /// `fn forward1(tape, (x, …)) -> (G, G)`.
    fn forward(&self, with_value: bool) -> TokenStream {
        let (name, tape) = (format_ident!("forward{}", self.level), own("tape"));
        let (head, generics, bounds) = self.head();
        let ((tuple, start), output, value) = (self.inputs(), self.output(with_value), self.value(with_value));
        let (visibility, (pushes, _)) = (&self.context.item.vis, self.on_tape(&tape));
        quote! {
            #head
            #visibility fn #name #generics(#tape: &mut __chainrule::__private::Tape, #tuple) -> #output #bounds {
                #start
                #pushes
                #value
            }
        }
    }

    /// `fn reverse1(tape, (a, …), seed) -> (X_bar, …)`: by the level above, in the direction of the seed.
    fn reverse(&self, with_value: bool) -> TokenStream {
        let (name, tape, seed) = (format_ident!("reverse{}", self.level), own("tape"), own("seed"));
        let above = Level { context: self.context, level: self.level + 1 };
        let (all, results) = (self.all(), self.context.results());
        let cotangent = |parameter: &Parameter, position: usize| {
            let whole = part_of(&seed, self.level, position);
            let whole = if with_value { quote!(#whole.1) } else { whole };
            super::part_of(&results, parameter, &whole)
        };
        let value_seed = above.seed(&|position| {
            let whole = part_of(&seed, self.level, position >> 1);
            (with_value && position & 1 == 0).then(|| quote!(#whole.0))
        });
        let call = above.call(&value_seed, &|parameter, position| {
            if position & 1 == 0 {
                return Self::copied(parameter, &at(parameter, position >> 1));
            }
            let part = cotangent(parameter, all - (position >> 1));
            if parameter.reference().is_some() { quote!(&#part) } else { quote!(::core::clone::Clone::clone(&#part)) }
        });
        let parts: Vec<Ident> =
            (0..=above.all()).map(|p| format_ident!("part{p}", span = Span::mixed_site())).collect();
        // The cotangent of what stands at `position` is that of the level above at twice the position.
        let adjoint = |parameter: &Parameter, position: usize| {
            let whole = &parts[2 * position];
            super::part_of(&results, parameter, &quote!(#whole))
        };
        let (again, start, added) = self.borrowed(&adjoint);
        let mut adjoints = Vec::new();
        let mut types = Vec::new();
        for parameter in hidden::by_value(self.context) {
            for position in 0..=all {
                adjoints.push(super::super::cotangent(parameter, || adjoint(parameter, position)));
                types.push(super::super::cotangent_type(parameter));
            }
        }
        let (_, pops) = self.on_tape(&tape);
        let (head, generics, bounds) = self.head();
        let (visibility, output) = (&self.context.item.vis, self.output(with_value));
        quote! {
            #head
            #visibility fn #name #generics(
                #tape: &mut __chainrule::__private::Tape,
                #again,
                #seed: #output,
            ) -> (#(#types,)*) #bounds {
                #pops
                #start
                let [#(#parts),*] = #call.1;
                #added
                (#(#adjoints,)*)
            }
        }
    }

    /// `fn sweep1(tape, (x, …), (a, …), seed) -> ((G, G), (X_bar, …))`.
    fn sweep(&self, with_value: bool) -> TokenStream {
        let (forward, _) = self.input_list();
        let (again, ..) = self.borrowed_list(&|_, _| TokenStream::new());
        let types = [forward, again].map(|list| levels::tuple(&list).1);
        let cotangents: Vec<TokenStream> = hidden::by_value(self.context)
            .flat_map(|parameter| (0..=self.all()).map(|_| super::super::cotangent_type(parameter)))
            .collect();
        let output = self.output(with_value);
        levels::sweep::by_parts(self.context, self.level, (&types[0], &types[1]), &output, &cotangents)
    }

    /// What the reverse sweep is given again, what makes it ready, and what adds to the shadows.
    fn borrowed(&self, adjoint: &dyn Fn(&Parameter, usize) -> TokenStream) -> (TokenStream, TokenStream, TokenStream) {
        let (again, start, added) = self.borrowed_list(adjoint);
        (levels::as_tuple(&again), start, added)
    }

    fn borrowed_list(
        &self,
        adjoint: &dyn Fn(&Parameter, usize) -> TokenStream,
    ) -> (Vec<TokenStream>, TokenStream, TokenStream) {
        let (mut again, mut start, mut added) = (Vec::new(), TokenStream::new(), TokenStream::new());
        for parameter in self.parameters().iter().filter(|parameter| parameter.reference().is_some()) {
            again.push(body::parameter(parameter));
            for position in 0..=self.all() {
                if position > 0 {
                    again.push(Self::tangent_parameter(parameter, position, &mut start));
                }
                if !parameter.active {
                    let marker = hidden::held_marker(parameter);
                    again.push(quote!(_: &mut impl ?Sized, _: impl #marker));
                    continue;
                }
                let (bar, marker) = (
                    suffixed(&parameter.name, &format!("bar{position}")),
                    suffixed(&parameter.name, &format!("bar{position}_is")),
                );
                let shadow = shadow_type(&Ty::of(&parameter.syntax));
                again.push(quote!(#bar: &mut #shadow, #marker: impl __chainrule::__private::Activity));
                let add = crate::companions::gradient::added(parameter, &adjoint(parameter, position), &bar);
                added.extend(quote!(if __chainrule::__private::is_active(#marker) { #add }));
            }
        }
        (again, start, added)
    }
}
