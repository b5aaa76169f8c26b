//! Forward mode: `jvp_f` for users, and the tangent functions that callers link to.
//!
//! ```text
//! jvp_f(x, x_dot, a, a_dot)                        what users call
//! f::tangent(x, Dot(x_dot), a, a_dot, Active)      for callers, who may hold arguments constant
//! shape.__tangent_area(Some(&shape_dot), x, None)  the same, beside a method
//! ```

mod closure;
mod hidden;
mod jvp;
mod operator;
mod result;
mod sibling;

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::Context;
use crate::ir::{Expr, Function, Parameter, Role, StmtKind, VarId};
use crate::reverse::zero_of;
use crate::tangent::{self, Purpose};
use crate::types::Ty;
use crate::{emit, simplify};
use result::{pair_result, results, tangent_result};

pub(crate) use closure::closure;
pub(crate) use hidden::{tangent as hidden_tangent, tangent_function, tangent_of_level, tangent_parameters};
pub(crate) use jvp::{jvp, jvp_function, jvp_parameters, tangent_argument};
pub(crate) use operator::{assign, operator};
pub(crate) use result::output;
pub(crate) use sibling::{declaration, held, sibling};

/// Makes the result of a program of its variables and their tangents.
type Give = fn(&Context, &mut Function, &BTreeMap<VarId, VarId>);

/// A tangent function under construction.
pub(crate) struct Body<'c, 'a> {
    pub context: &'c Context<'a>,
    pub function: Function,
    given: BTreeMap<VarId, VarId>,
    /// Statements before and after the body.
    start: TokenStream,
    end: TokenStream,
}

/// A function with its tangents.
pub(crate) struct Raised {
    pub function: Function,
    pub activity: crate::activity::Activity,
    pub start: TokenStream,
}

/// The type of a parameter for the tangent of `parameter`.
fn parameter_type(ty: &Ty, parameter: &Parameter) -> syn::Type {
    let shadow = super::shadow_type(&Ty::of(&parameter.syntax));
    let tokens = match ty {
        Ty::Ref(true, _) => quote!(&mut #shadow),
        Ty::Ref(false, _) => quote!(&#shadow),
        other => super::tangent_type(other),
    };
    syn::parse2(tokens).unwrap_or_else(|_| syn::parse_quote!(_))
}

/// The tangent of a parameter that is held constant: there is none.
pub(crate) fn held_tangent(function: &mut Function, parameter: &Parameter) -> Parameter {
    let ty = Ty::of(&parameter.syntax);
    let var = function.declare("_held", Span::mixed_site(), Ty::Unit, false, Role::Parameter);
    let syntax = match parameter.reference() {
        None if ty.is_passive() => syn::parse_quote!(()),
        None => syn::parse_quote!(__Held),
        Some(true) => syn::parse_quote!(&mut ()),
        Some(false) => syn::parse_quote!(&()),
    };
    Parameter {
        var,
        syntax,
        label: "_held".to_owned(),
        mutable: false,
        name: function.var(var).name.clone(),
        active: false,
        again: false,
        tangent_of: Some(parameter.var),
    }
}

/// What the caller of a tangent function gets.
pub(crate) struct Written {
    pub statements: TokenStream,
    pub value: TokenStream,
    pub tangent: TokenStream,
}

impl<'c, 'a> Body<'c, 'a> {
    pub(crate) fn new(context: &'c Context<'a>) -> Self {
        let function = context.function.clone();
        Body { context, function, given: BTreeMap::new(), start: TokenStream::new(), end: TokenStream::new() }
    }

    /// A name of the function's own.
    pub(crate) fn fresh(&mut self, wish: &str) -> Ident {
        self.function.names.fresh(wish, Span::mixed_site())
    }

    /// The tangent of a parameter, of type `ty` inside; its name.
    fn give(&mut self, parameter: &Parameter, ty: Ty) -> Ident {
        let label = parameter.label.trim_start_matches("r#").trim_start_matches('_');
        let starts = label.starts_with(|first: char| first.is_alphabetic());
        let wish = if starts { format!("{label}_dot") } else { "unnamed_dot".to_owned() };
        let var = self.function.declare(&wish, Span::mixed_site(), ty, false, Role::Shadow);
        self.given.insert(parameter.var, var);
        self.function.var(var).name.clone()
    }

    /// An owned tangent: of an argument by value, or of a float.
    pub(crate) fn own(&mut self, parameter: &Parameter) -> Ident {
        self.give(parameter, Ty::of(&parameter.syntax).tangent())
    }

    /// A tangent behind a reference.
    pub(crate) fn borrow(&mut self, parameter: &Parameter, mutable: bool) -> Ident {
        // It is as long as the slice, and cannot be replaced by another either.
        let inner = match Ty::of(&parameter.syntax).peel() {
            Ty::Slice(element) => Ty::Slice(Box::new(element.tangent())),
            inner => inner.tangent(),
        };
        self.give(parameter, Ty::Ref(mutable, Box::new(inner)))
    }

    /// Says whether there is the tangent of a borrowed parameter.
    pub(crate) fn mark(&mut self, parameter: &Parameter) -> Ident {
        let marker = self.fresh(&format!("{}_is", parameter.label));
        if let Some(tangent) = self.given.get(&parameter.var) {
            self.function.markers.insert(*tangent, marker.clone());
        }
        marker
    }

    /// `let x_dot = value;` before the body.
    pub(crate) fn begin(&mut self, statement: TokenStream) {
        self.start.extend(statement);
    }

    /// A `&mut` float is kept in a local.
    pub(crate) fn through_local(&mut self, parameter: &Parameter, outer: &Ident) {
        let inner = self.own(parameter);
        self.start.extend(quote!(let mut #inner = *#outer;));
        self.end.extend(quote!(*#outer = #inner;));
    }

    /// The tangent of a parameter.
    pub(crate) fn name_of(&self, parameter: &Parameter) -> Option<Ident> {
        self.given.get(&parameter.var).map(|var| self.function.var(*var).name.clone())
    }

    /// What says whether there is the tangent of a parameter.
    pub(crate) fn marker_of(&self, parameter: &Parameter) -> Option<Ident> {
        self.given.get(&parameter.var).and_then(|var| self.function.markers.get(var).cloned())
    }

    /// `inner`, with what makes tangents ready before it, and a result.
    pub(crate) fn around(&self, (inner, result): &(TokenStream, TokenStream)) -> TokenStream {
        let (start, end) = (&self.start, &self.end);
        quote!(#start #inner #end #result)
    }

    /// `jvp_f` as a function of the user's: each active parameter is followed by its tangent, in the form in which users
    /// pass it.
    pub(crate) fn plain(self) -> (Function, crate::activity::Activity) {
        self.plain_with(pair_result)
    }

    /// The same with the tangent alone as the result.
    pub(crate) fn plain_tangent(self) -> (Function, crate::activity::Activity) {
        self.plain_with(tangent_result)
    }

    fn plain_with(mut self, give: Give) -> (Function, crate::activity::Activity) {
        let mut start = Vec::new();
        let parameters = self.context.function.parameters.clone();
        let mut all = Vec::new();
        for parameter in parameters {
            all.push(parameter.clone());
            if !parameter.active {
                continue;
            }
            let ty = Ty::of(&parameter.syntax);
            let owned = matches!(ty.peel(), Ty::Vec(_)) && parameter.reference() != Some(true);
            let mut syntax = jvp::tangent_type_of(&parameter);
            if owned {
                self.own(&parameter);
            } else {
                match (parameter.reference(), ty.peel()) {
                    (None, _) | (Some(false), Ty::Float(_)) => drop(self.own(&parameter)),
                    (Some(mutable), _) => drop(self.borrow(&parameter, mutable)),
                }
            }
            let Some(dot) = self.given.get(&parameter.var).copied() else { continue };
            let mut var = dot;
            if owned {
                let wish = format!("{}_given", self.function.var(dot).name);
                let ty = Ty::of(&syntax);
                var = self.function.declare(&wish, Span::mixed_site(), ty, false, Role::Parameter);
                let value = Expr::Copy(crate::forward::method("to_vec"), crate::ir::Place::of(var));
                let span = parameter.name.span();
                start.push(self.function.stmt(StmtKind::Let { var: dot, value }, span));
            } else {
                self.function.vars[dot.0 as usize].role = Role::Parameter;
            }
            if let syn::Type::Group(group) = &syntax {
                syntax = (*group.elem).clone();
            }
            let name = self.function.var(var).name.clone();
            all.push(Parameter {
                var,
                syntax,
                label: name.to_string(),
                mutable: false,
                name,
                active: true,
                again: false,
                tangent_of: None,
            });
        }
        self.interleaved(all, start, give)
    }

    fn interleaved(
        self,
        mut all: Vec<Parameter>,
        mut start: Vec<crate::ir::Stmt>,
        give: Give,
    ) -> (Function, crate::activity::Activity) {
        let Body { context, function, given, .. } = self;
        let forward = tangent::generate(function, context.activity, given, Purpose::Again);
        let changed = simplify::changed(&forward.function.body.stmts);
        let mut function = forward.function;
        for parameter in all.iter_mut().filter(|parameter| changed.contains(&parameter.var)) {
            function.vars[parameter.var.0 as usize].mutable = true;
            parameter.mutable |= parameter.reference().is_none();
        }
        function.parameters = all;
        start.append(&mut function.body.stmts);
        function.body.stmts = start;
        give(context, &mut function, &forward.tangents);
        crate::flatten::flatten(&mut function);
        let activity = crate::activity::analyze(&function);
        (function, activity)
    }

    /// The tangent of an active parameter, as a parameter.
    pub(crate) fn dot_of(&mut self, parameter: &Parameter) -> Parameter {
        match parameter.reference() {
            None => drop(self.own(parameter)),
            Some(mutable) => {
                self.borrow(parameter, mutable);
                if !mutable {
                    self.mark(parameter);
                }
            }
        }
        let var = self.given.get(&parameter.var).copied().unwrap_or(parameter.var);
        let info = self.function.var(var).clone();
        self.function.vars[var.0 as usize].role = Role::Parameter;
        Parameter {
            var,
            syntax: parameter_type(&info.ty, parameter),
            label: info.name.to_string(),
            mutable: false,
            name: info.name,
            active: true,
            again: false,
            tangent_of: Some(parameter.var),
        }
    }

    /// The function with its tangents as a program that may be differentiated: each parameter is followed by its tangent,
    /// and the result is a tuple of value and tangent.
    pub(crate) fn interleave(self) -> (Function, crate::activity::Activity) {
        self.interleave_with(pair_result)
    }

    /// The same with the tangent alone as the result.
    pub(crate) fn interleave_tangent(self) -> (Function, crate::activity::Activity) {
        self.interleave_with(tangent_result)
    }

    fn interleave_with(mut self, give: Give) -> (Function, crate::activity::Activity) {
        let parameters = self.context.function.parameters.clone();
        let mut interleaved = Vec::new();
        for parameter in parameters {
            let dot = if self.function.functions.contains_key(&parameter.var) {
                None
            } else if parameter.active {
                Some(self.dot_of(&parameter))
            } else {
                Some(held_tangent(&mut self.function, &parameter))
            };
            interleaved.push(parameter);
            interleaved.extend(dot);
        }
        self.function.functions.values_mut().for_each(|parameter| parameter.level += 1);
        let Body { context, function, given, .. } = self;
        let forward = tangent::generate(function, context.activity, given, Purpose::Again);
        let changed = simplify::changed(&forward.function.body.stmts);
        let mut function = forward.function;
        for dot in interleaved.iter_mut().filter(|parameter| parameter.active && changed.contains(&parameter.var)) {
            function.vars[dot.var.0 as usize].mutable = true;
            dot.mutable |= dot.tangent_of.is_some() && dot.reference().is_none();
        }
        function.parameters = interleaved;
        give(context, &mut function, &forward.tangents);
        crate::flatten::flatten(&mut function);
        let activity = crate::activity::analyze(&function);
        (function, activity)
    }

    /// The function with its tangents as a program that may be differentiated, and what makes tangents ready before it.
    /// Its result is the tangent of the result; the tangents of parameters are parameters that are held constant.
    pub(crate) fn raise(self) -> Raised {
        self.raise_with(false)
    }

    /// The same, where the tangents of parameters are `active`.
    pub(crate) fn raise_with(self, active: bool) -> Raised {
        let Body { context, function, given, start, .. } = self;
        let mut forward = tangent::generate(function, context.activity, given.clone(), Purpose::Again);
        let changed = simplify::changed(&forward.function.body.stmts);
        for parameter in &context.function.parameters {
            let Some(dot) = given.get(&parameter.var) else { continue };
            let info = forward.function.var(*dot).clone();
            let syntax = parameter_type(&info.ty, parameter);
            forward.function.vars[dot.0 as usize].role = Role::Parameter;
            forward.function.vars[dot.0 as usize].mutable = changed.contains(dot);
            forward.function.parameters.push(Parameter {
                var: *dot,
                syntax,
                label: info.name.to_string(),
                mutable: changed.contains(dot) && !matches!(info.ty, Ty::Ref(..)),
                name: info.name,
                active,
                again: false,
                tangent_of: Some(parameter.var),
            });
        }
        let mut function = forward.function;
        function.result = forward.tangents.get(&context.function.result.unwrap_or(VarId(u32::MAX))).copied();
        function.result_ty = context.function.result_ty.tangent();
        crate::flatten::flatten(&mut function);
        let activity = crate::activity::analyze(&function);
        Raised { function, activity, start }
    }

    pub(crate) fn write(self) -> Written {
        let Body { context, function, given, start, end } = self;
        let own: Vec<VarId> = given.values().copied().collect();
        let mut forward = tangent::generate(function, context.activity, given, Purpose::Run);
        let mut stmts = std::mem::take(&mut forward.function.body.stmts);
        simplify::forward(&forward.function, &mut stmts);
        let changed = simplify::changed(&stmts);
        simplify::settle_mutability(&mut forward.function, [&stmts, &Vec::new(), &Vec::new()]);
        let names = results(&forward, &mut stmts);
        let function = &forward.function;
        let rebound = own.iter().filter(|var| changed.contains(var)).map(|var| function.var(*var));
        let rebound = rebound.filter(|var| !matches!(var.ty, Ty::Ref(..))).map(|var| {
            let name = &var.name;
            quote!(let mut #name = #name;)
        });
        let (items, body) = (&function.items, emit::stmts(function, &stmts));
        let statements = quote!(#(#items)* #start #(#rebound)* #body #end);
        let Some(result) = function.result else {
            return Written { statements, value: quote!(()), tangent: quote!(()) };
        };
        if let Some((value, tangent)) = names {
            return Written { statements, value: quote!(#value), tangent: quote!(#tangent) };
        }
        let name = &function.var(result).name;
        let dot = match forward.tangents.get(&result) {
            Some(dot) if context.activity.is_active(result) => {
                let name = &function.var(*dot).name;
                quote!(#name)
            }
            _ if function.result_ty.has_no_tangent() => quote!(()),
            _ => {
                if let Some(zero) = zero_of(&function.result_ty) {
                    emit::expr(function, &zero)
                } else {
                    quote!(__chainrule::__private::zero_tangent(&#name))
                }
            }
        };
        Written { statements, value: quote!(#name), tangent: dot }
    }
}

impl Written {
    /// The statements, and value and tangent as a tuple.
    pub(crate) fn both(&self) -> TokenStream {
        let Written { statements, value, tangent } = self;
        if tangent.to_string().contains("zero_tangent") {
            let name = Ident::new("zero", Span::mixed_site());
            return quote!(#statements let #name = #tangent; (#value, #name));
        }
        quote!(#statements (#value, #tangent))
    }
}
