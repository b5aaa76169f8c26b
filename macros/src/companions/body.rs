//! Bodies of companions: both sweeps with what stands before and after them.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::Context;
use crate::activity::Activity;
use crate::ir::print;
use crate::ir::{Expr, Function, Parameter, Role, Stmt, StmtId, StmtKind, VarId};
use crate::record::{self, Outermost};
use crate::reverse::{self, Request, Sweeps};
use crate::schedule::{self, Schedule};
use crate::types::Ty;
use crate::{emit, fuse};
use crate::{simplify, slopes, versions};

/// A companion under construction.
pub(crate) struct Body<'c, 'a> {
    pub context: &'c Context<'a>,
    pub function: Function,
    pub given: BTreeMap<VarId, VarId>,
    /// Statements that start the reverse sweep.
    pub prelude: Vec<Stmt>,
}

impl<'c, 'a> Body<'c, 'a> {
    pub(crate) fn new(context: &'c Context<'a>) -> Self {
        Body { context, function: context.function.clone(), given: BTreeMap::new(), prelude: Vec::new() }
    }

    /// A shadow that the caller hands in; its name.
    pub(crate) fn give(&mut self, var: VarId, ty: Ty) -> (VarId, Ident) {
        let parameter = self.function.parameters.iter().find(|parameter| parameter.var == var);
        let name =
            parameter.map_or_else(|| self.function.var(var).name.to_string(), |parameter| parameter.label.clone());
        let wish = format!("{}_bar", name.trim_start_matches("r#"));
        let shadow = self.function.declare(&wish, Span::mixed_site(), ty, false, Role::Shadow);
        self.given.insert(var, shadow);
        (shadow, self.function.var(shadow).name.clone())
    }

    /// A name of the companion's own.
    pub(crate) fn fresh(&mut self, wish: &str) -> Ident {
        self.function.names.fresh(wish, Span::mixed_site())
    }

    /// The adjoint of the result starts at 1.
    pub(crate) fn seed_with_one(&mut self) {
        if let Some(result) = self.function.result {
            let ty = self.function.var(result).ty.clone();
            let (shadow, _) = self.give(result, ty);
            let stmt = self.function.stmt(StmtKind::Let { var: shadow, value: Expr::Number(1.0) }, Span::mixed_site());
            self.prelude.push(stmt);
        }
    }

    /// Generates the sweeps; `live` are primal variables that are read after them.
    pub(crate) fn sweeps(self, outermost: Outermost, known_seed: bool, live: &[VarId]) -> Sweeps {
        let Body { context, mut function, given, prelude } = self;
        let mut refused = BTreeSet::new();
        let Prepared { activity, calls, sloped } = prepare(&mut function, context.activity, outermost, known_seed);
        let activity = &activity;
        let body = function.body.clone();
        let is_gradient = known_seed && !prelude.is_empty();
        let mut sweeps = loop {
            let (plan, schedule) = plan(&function, activity, outermost, known_seed, &refused);
            let request = Request { outermost, given: given.clone(), schedule: schedule.clone() };
            let sweeps = reverse::generate(function.clone(), activity, &plan, request);
            if sweeps.refused.is_empty() {
                if is_gradient {
                    print::loops(context.item, || fuse::explain(&function, activity, &plan, &schedule));
                }
                break sweeps;
            }
            refused.extend(sweeps.refused);
        };
        if sloped {
            sweeps.uses_tape |= calls;
            [&mut sweeps.forward, &mut sweeps.reverse, &mut sweeps.late]
                .into_iter()
                .for_each(|stmts| slopes::settle(stmts));
        }
        let mut reverse = prelude;
        reverse.append(&mut sweeps.reverse);
        let mut kept: BTreeSet<VarId> = live.iter().copied().collect();
        for parameter in &context.function.parameters {
            kept.extend(sweeps.shadows.get(&parameter.var));
            kept.insert(parameter.var);
        }
        for stmt in &sweeps.late {
            stmt.kind.for_each_own_read(&mut |var| {
                kept.insert(var);
            });
        }
        simplify::reverse(&mut sweeps.function, &mut reverse, &kept);
        if known_seed && outermost == Outermost::InScope {
            schedule::by_factor(&mut sweeps.function, &mut sweeps.forward, &mut reverse);
        }
        let mut primal = sweeps.fused.clone();
        body.for_each_stmt(&mut |stmt| {
            primal.insert(stmt.id);
        });
        let sweep = crate::hoist::Sweep { primal: crate::hoist::Primal::Of(&primal), shadows: &sweeps.shadows };
        crate::hoist::tiles(&mut sweeps.function, &mut reverse);
        crate::hoist::loops(&mut sweeps.function, &sweep, &mut reverse);
        crate::hoist::forward(&mut sweeps.function, &sweeps.shadows, &mut sweeps.forward);
        simplify::share_inverses(&mut sweeps.function, &mut reverse);
        sweeps.reverse = reverse;
        simplify::settle_mutability(&mut sweeps.function, [&sweeps.forward, &sweeps.reverse, &sweeps.late]);
        sweeps
    }
}

/// What is known of a function whose loops and calls are as they will be recorded.
struct Prepared {
    activity: Activity,
    /// Calls that come with their slopes.
    calls: bool,
    /// They, or formulas.
    sloped: bool,
}

/// Takes slopes with values, and names the values of what loops overwrite.
fn prepare(function: &mut Function, activity: &Activity, outermost: Outermost, known_seed: bool) -> Prepared {
    let planned =
        |function: &Function, activity: &Activity| plan(function, activity, outermost, known_seed, &BTreeSet::new()).0;
    if outermost == Outermost::OnTape {
        record::name_numbers(function, activity);
    }
    let calls = slopes::take(function, activity);
    let (mut loops, mut counts) = (false, false);
    function.body.for_each_stmt(&mut |stmt| {
        loops |= matches!(stmt.kind, StmtKind::Loop(_));
        counts |= matches!(&stmt.kind, StmtKind::Loop(looped) if !record::runs_backwards(looped));
    });
    let formulas = counts && {
        let first = planned(function, activity);
        slopes::formulas::take(function, activity, &first)
    };
    let named = if loops { versions::take(function, activity, &planned) } else { None };
    let activity = match named {
        Some((named, activity)) => {
            *function = named;
            activity
        }
        None => activity.clone(),
    };
    Prepared { activity, calls, sloped: calls || formulas }
}

/// The statements of the reverse sweep, in which shadows of the companion's own are gathered.
pub(crate) fn reverse_sweep(sweeps: &Sweeps) -> TokenStream {
    let (mut function, mut reverse) = (sweeps.function.clone(), sweeps.reverse.clone());
    crate::hoist::gather::shadows(&mut function, &mut reverse);
    emit::headed(&function, " Reverse sweep.", &reverse)
}

/// What is recorded, and which loops are fused. A loop that calls something, or that stands in a loop which is run again,
/// runs once: fused, or recorded.
fn plan(
    function: &Function,
    activity: &Activity,
    outermost: Outermost,
    known_seed: bool,
    refused: &BTreeSet<StmtId>,
) -> (record::Plan, Schedule) {
    let mut once = BTreeSet::new();
    loop {
        let plan = record::plan(function, activity, outermost, &once);
        let schedule = if outermost == Outermost::InScope {
            schedule::fused(schedule::Setting { function, activity, plan: &plan, refused }, known_seed)
        } else {
            Schedule::default()
        };
        let is_fused = |id| schedule.fused.contains(id);
        let costs_twice = |rerun: &crate::fuse::Rerun| rerun.calls || rerun.nested;
        let again: Vec<_> =
            plan.reruns.iter().filter(|(id, rerun)| costs_twice(rerun) && !is_fused(id)).map(|(id, _)| *id).collect();
        if again.is_empty() {
            return (plan, schedule);
        }
        once.extend(again);
    }
}

/// By-value parameters that the body changes are bound again; `self` gets its name.
pub(crate) fn rebind_mutable(context: &Context) -> TokenStream {
    let parameters = context.function.parameters.iter();
    let bindings = parameters.filter_map(|parameter| {
        let name = &parameter.name;
        let mutability = parameter.mutable.then(|| quote!(mut));
        match parameter.is_receiver() {
            true if parameter.reference() == Some(false) => None,
            true => Some(quote!(let #mutability #name = self;)),
            false => parameter.mutable.then(|| quote!(let mut #name = #name;)),
        }
    });
    quote!(#(#bindings)*)
}

/// The parameters of a companion, without `mut` and helper attributes.
pub(crate) fn parameter(parameter: &Parameter) -> TokenStream {
    declared(parameter, &parameter.syntax)
}

/// A parameter with the type `ty`, which may be that of the user with lifetimes.
pub(crate) fn declared(parameter: &Parameter, ty: &syn::Type) -> TokenStream {
    let name = &parameter.name;
    if !parameter.is_receiver() {
        return quote!(#name: #ty);
    }
    let is_self = |ty: &syn::Type| matches!(ty, syn::Type::Path(path) if path.path.is_ident("Self"));
    match ty {
        syn::Type::Reference(syn::TypeReference { lifetime, mutability, elem, .. }) if is_self(elem) => {
            quote!(&#lifetime #mutability self)
        }
        ty if is_self(ty) => quote!(self),
        ty => quote!(self: #ty),
    }
}

/// The tape, and the handles for what only rustc can name.
pub(crate) fn tape(sweeps: &Sweeps) -> TokenStream {
    let name = &sweeps.function.tape;
    let sites = sweeps.sites.iter().map(|site| {
        let site = &site.name;
        quote!(let #site = __chainrule::__private::Tape::site();)
    });
    let tape = sweeps.uses_tape.then(|| quote!(let #name = &mut __chainrule::__private::Tape::new();));
    quote!(#tape #(#sites)*)
}

/// The adjoint of a parameter at the end of the reverse sweep: its shadow, or zero.
pub(crate) fn adjoint(sweeps: &Sweeps, parameter: &Parameter) -> TokenStream {
    let function = &sweeps.function;
    match sweeps.shadows.get(&parameter.var) {
        Some(shadow) if sweeps.declared.contains(&parameter.var) => {
            let name = &function.var(*shadow).name;
            quote!(#name)
        }
        _ => {
            let name = &parameter.name;
            match reverse::zero_of(&Ty::of(&parameter.syntax)) {
                Some(zero) => emit::expr(function, &zero),
                None if parameter.reference().is_some() => quote!(__chainrule::__private::zero_tangent(#name)),
                None => quote!(__chainrule::__private::zero_tangent(&#name)),
            }
        }
    }
}

/// `&mut` parameters that the reverse sweep sets back: their final contents are kept, and put back after it.
pub(crate) fn keep_finals(sweeps: &Sweeps, context: &Context) -> (TokenStream, TokenStream) {
    let (mut before, mut after) = (TokenStream::new(), TokenStream::new());
    for parameter in context.function.parameters.iter().filter(|parameter| parameter.is_inout()) {
        if !sweeps.restored.contains(&parameter.var) {
            continue;
        }
        let name = &parameter.name;
        let kept = super::suffixed(name, "final");
        if let Ty::Slice(_) = Ty::of(&parameter.syntax).peel() {
            before.extend(quote!(let #kept = #name.to_vec();));
            after.extend(quote!(#name.clone_from_slice(&#kept);));
        } else {
            before.extend(quote!(let #kept = ::core::clone::Clone::clone(&*#name);));
            after.extend(quote!(*#name = #kept;));
        }
    }
    (before, after)
}

/// A seed that the reverse sweep uses up is bound again.
pub(crate) fn rebind_seed(context: &Context, sweeps: &Sweeps) -> TokenStream {
    let shadow = context.function.result.and_then(|result| sweeps.shadows.get(&result));
    match shadow {
        Some(shadow) if simplify::changed(&sweeps.reverse).contains(shadow) => {
            let name = &sweeps.function.var(*shadow).name;
            quote!(let mut #name = #name;)
        }
        _ => TokenStream::new(),
    }
}

/// Checks shadows against the shapes of their primals before anything is written.
pub(crate) fn check_shadows(pairs: &[(&Parameter, Ident)]) -> TokenStream {
    let checks = pairs.iter().filter(|(parameter, _)| !has_one_shape(Ty::of(&parameter.syntax).peel())).map(
        |(parameter, shadow)| {
            let (name, text) = (&parameter.name, &parameter.label);
            let name = if parameter.is_receiver() { quote!(self) } else { quote!(#name) };
            let value = if parameter.reference().is_some() { quote!(&*#name) } else { quote!(&#name) };
            quote!(__chainrule::__private::check_shadow(#text, #value, &*#shadow);)
        },
    );
    quote!(#(#checks)*)
}

/// Checks the tangents of arguments against the shapes of their primals.
pub(crate) fn check_tangents(pairs: &[(&Parameter, Ident)]) -> TokenStream {
    let checks = pairs.iter().filter(|(parameter, _)| !has_one_shape(Ty::of(&parameter.syntax).peel())).map(
        |(parameter, tangent)| {
            let (name, text, ty) = (&parameter.name, &parameter.label, Ty::of(&parameter.syntax));
            let name = if parameter.is_receiver() { quote!(self) } else { quote!(#name) };
            let value = if parameter.reference().is_some() { quote!(&*#name) } else { quote!(&#name) };
            let (value, tangent) = match (parameter.reference(), ty.peel()) {
                (None | Some(false), Ty::Vec(_)) => (quote!(#name.as_slice()), quote!(#tangent)),
                (None, _) => (value, quote!(&#tangent)),
                _ => (value, quote!(&*#tangent)),
            };
            quote!(__chainrule::__private::check_tangent(#text, #value, #tangent);)
        },
    );
    quote!(#(#checks)*)
}

/// All values of the type have shadows of one shape.
fn has_one_shape(ty: &Ty) -> bool {
    match ty {
        Ty::Float(_) => true,
        Ty::Array(element, _) => has_one_shape(element),
        Ty::Tuple(fields) => fields.iter().all(has_one_shape),
        _ => ty.is_passive(),
    }
}

/// Variables that the reverse sweep reads or changes.
pub(crate) fn reads(sweeps: &Sweeps) -> BTreeSet<VarId> {
    let mut all: BTreeSet<VarId> = sweeps.restored.iter().copied().collect();
    for stmt in &sweeps.reverse {
        stmt.kind.for_each_own_read(&mut |var| {
            all.insert(var);
        });
        for block in stmt.kind.blocks() {
            all.extend(block.reads());
        }
    }
    // The length of a borrowed parameter is no read to the analyses, but it needs the parameter.
    let tokens = emit::stmts(&sweeps.function, &sweeps.reverse);
    for (index, var) in sweeps.function.vars.iter().enumerate() {
        if var.role == Role::Parameter && crate::hoist::names(tokens.clone(), &var.name.to_string()) {
            all.insert(VarId(u32::try_from(index).unwrap_or(u32::MAX)));
        }
    }
    all
}
