//! Companions that are called by a differentiated function, of functions beside it whose order does not allow it: rustc can
//! only say that they are no modules.

use super::AROUND;
use super::function::Lacks;
use crate::companions::Context;
use crate::diagnostic::{Errors, Message};
use crate::ir::{Callee, StmtKind};
use crate::options::Companion;

/// Refuses such calls.
pub fn check(context: &Context) -> syn::Result<()> {
    let (mut errors, mut told) = (Errors::default(), Vec::new());
    context.function.body.for_each_stmt(&mut |stmt| {
        let StmtKind::Let { var, value } = &stmt.kind else { return };
        let Some(Callee::Function(path)) = value.call().map(|call| &call.callee) else { return };
        let named = crate::lower::hidden_companion(path).unwrap_or(&path.path);
        let Some(callee) = named.get_ident().filter(|_| context.activity.is_active(*var)) else { return };
        // Value and pullback of one call are two calls here.
        let at = format!("{:?}", callee.span());
        if let Some(message) = refused(&callee.to_string(), context.options.order()).filter(|_| !told.contains(&at)) {
            told.push(at);
            errors.push(message.at(callee.span()));
        }
    });
    errors.finish()
}

/// The message for a call of `callee` by a function of this order.
fn refused(callee: &str, order: u32) -> Option<Message> {
    let (companion, of) = Companion::ALL.iter().find_map(|companion| {
        let of = callee.strip_prefix(companion.name())?.strip_prefix('_')?;
        Some((*companion, of))
    })?;
    let (known, function) = AROUND.with_borrow(|around| {
        let module = around.module()?;
        let function = module.function(of).filter(|_| !module.functions.contains_key(callee))?;
        Some((function.order?, function.clone()))
    })?;
    let is_list = function.result.as_ref().is_some_and(|ty| ty.starts_with("Vec"));
    if function.lacks == Lacks::Companions {
        return Some(
            Message::new(format!("there is no `{callee}`"))
                .note(format!("`{of}` takes a function, and a plain function value carries no derivative"))
                .help(format!("call the companion of a function with `#[differentiate(order = 2)]` that calls `{of}`")),
        );
    }
    let message = Message::new(format!("`{callee}` is not differentiated again"));
    let more = match companion {
        Companion::Jacobian if function.lacks == Lacks::Arrays && !is_list => {
            return Some(
                message
                    .note("it gives a `Matrix`, since the parameters are not all numbers, nor one array")
                    .help(format!("take one column: `jvp_{of}`; or one row: `vjp_{of}`")),
            );
        }
        Companion::Jacobian if is_list => {
            return Some(
                message
                    .note("it gives a `Matrix`, since the length of the result is known at run time only")
                    .help(format!("take one column: `jvp_{of}`; or return an array: `[f64; 3]`")),
            );
        }
        Companion::Vjp if !function.is_pulled => {
            return Some(
                message
                    .note("its pullback is differentiated of functions that change no argument and give numbers")
                    .help(format!(
                        "let `{of}` give a number, or an array, a `Vec` or a tuple of numbers; or call `jvp_{of}`"
                    )),
            );
        }
        Companion::Grad | Companion::ValueAndGrad | Companion::Vjp | Companion::Jvp | Companion::Jacobian => 1,
        Companion::Hvp | Companion::Hessian => 2,
        Companion::AccumulateGrad | Companion::Taylor => {
            return Some(
                message
                    .note("it takes buffers, or gives a series, of which the derivative is not written")
                    .help(format!("call `grad_{of}` or `jvp_{of}`, where `{of}` has `order = {}`", order + 1)),
            );
        }
    };
    (known < order + more).then(|| {
        message
            .note(format!("`{of}` has the order {known}, and `{callee}` has {more} less"))
            .help(format!("put `#[differentiate(order = {})]` on `{of}`", order + more))
    })
}
