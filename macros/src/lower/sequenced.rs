//! Operands that interfere: where evaluating one of them changes what another one reads, they become statements in the
//! order in which Rust evaluates them.
//!
//! ```text
//! s + bump(&mut s)                let operand = s;   operand + bump(&mut s)
//! g(&xs[k], next(&mut k))         let operand = k;   g(&xs[operand], next(&mut k))
//! draw(rng) / draw(rng)           let operand = draw(rng);   operand / draw(rng)
//! c && s < bump(&mut s)           c && { let operand = s;   operand < bump(&mut s) }
//! a[next(&mut k)] = x             let operand = next(&mut k);   a[operand] = x
//! part(&mut w, next(&mut k)).x    let operand = next(&mut k);   part(&mut w, operand).x
//! ```
//!
//! What comes after this pass may look at the operands of an expression in any order, and at a place as often as it
//! likes.

mod effects;
mod mutability;
mod operands;
mod origins;

use quote::{format_ident, quote};
use syn::parse_quote_spanned;
use syn::spanned::Spanned;
use syn::visit_mut::{self, VisitMut};

use super::expr::VecMacro;
use super::option::Holder;
use super::told::Told;
use crate::helper_attributes::replace;
use crate::types::Ty;
use effects::{Effects, of_operand};
use mutability::Mutability;
use operands::{Operand, Use};

/// Rewrites the body of `item`; `told` is what the file tells of its names.
pub(super) fn rewrite(item: &mut syn::ItemFn, told: Option<&Told>) {
    let mutability = Mutability::of(item, told);
    Sequenced { mutability, told, count: 0 }.visit_block_mut(&mut item.block);
}

/// Names of this pass, without the underscores that keep them apart from the user's.
pub(super) fn own_name(name: &str) -> Option<&str> {
    name.starts_with("__operand").then(|| name.trim_start_matches('_'))
}

/// `(i.next(), j.next())`: steps of iterators, which lowering takes one after the other.
fn is_of_steps(expr: &syn::Expr) -> bool {
    let syn::Expr::Tuple(tuple) = expr else { return false };
    !tuple.elems.is_empty()
        && tuple.elems.iter().all(|part| match part {
            syn::Expr::MethodCall(call) => {
                (call.method == "next" || call.method == "peek")
                    && call.args.is_empty()
                    && matches!(&*call.receiver, syn::Expr::Path(_))
            }
            _ => false,
        })
}

struct Sequenced<'t> {
    mutability: Mutability<'t>,
    told: Option<&'t Told>,
    count: usize,
}

impl Sequenced<'_> {
    /// Rewrites what is evaluated whenever `expr` is, with statements for `before` it.
    fn strict(&mut self, expr: &mut syn::Expr, before: &mut Vec<syn::Stmt>) {
        if let syn::Expr::Macro(invocation) = expr {
            return self.elements(&mut invocation.mac, before);
        }
        if let syn::Expr::Binary(binary) = expr
            && super::opaque::is_compound(&binary.op)
        {
            return self.compound(binary, before);
        }
        if is_of_steps(expr) {
            return;
        }
        let mut operands = operands::of(expr);
        self.in_order(&mut operands, &[], before);
    }

    /// Operands in the order of their evaluation, behind which something `later` is evaluated.
    fn in_order(&mut self, operands: &mut [Operand], later: &[Effects], before: &mut Vec<syn::Stmt>) {
        if let ([operand], []) = (&mut *operands, later) {
            return self.strict_part(operand, before);
        }
        let mut effects: Vec<Effects> = operands.iter().map(|operand| of_operand(operand, &self.mutability)).collect();
        effects.extend(later.iter().cloned());
        for index in 0..operands.len() {
            let (earlier, rest) = operands.split_at_mut(index);
            let (operand, later) = (&mut rest[0], &effects[index + 1..]);
            let mut own = Vec::new();
            if later.iter().any(|later| effects[index].interferes(later)) {
                self.bind(operand, later, &mut own);
            }
            self.strict_part(operand, &mut own);
            // What is written through another name than that by which it is read may not move behind the reading.
            if !own.is_empty() {
                earlier.iter_mut().for_each(|earlier| self.bind(earlier, &[Effects::barrier()], before));
            }
            before.append(&mut own);
        }
    }

    /// Rewrites an operand, and gives it a name where it selects a part and changes something.
    fn strict_part(&mut self, operand: &mut Operand, before: &mut Vec<syn::Stmt>) {
        self.strict(operand.expr, before);
        if !operand.selects {
            return;
        }
        let changes = |bound: &syn::Expr| effects::of(bound, &self.mutability).changes_something();
        if !operands::bounds(operand.expr).iter().any(|bound| changes(bound)) {
            return;
        }
        for bound in operands::bounds(operand.expr) {
            if effects::of(bound, &self.mutability).acts() {
                self.name(bound, before);
            }
        }
    }

    /// Gives an operand a name, or its indices where only these interfere with what comes later.
    fn bind(&mut self, operand: &mut Operand, later: &[Effects], before: &mut Vec<syn::Stmt>) {
        let (use_, expr) = (operand.use_, &mut *operand.expr);
        if !later.iter().any(|later| effects::of_use(expr, use_, &self.mutability).interferes(later)) {
            return;
        }
        match expr {
            syn::Expr::Paren(inner) => self.bind(&mut Operand::new(&mut inner.expr, use_), later, before),
            syn::Expr::Group(inner) => self.bind(&mut Operand::new(&mut inner.expr, use_), later, before),
            syn::Expr::Lit(_) | syn::Expr::Closure(_) => {}
            syn::Expr::Reference(inner) if operands::is_part(&inner.expr) || inner.mutability.is_none() => {
                self.bind(&mut Operand::place(&mut inner.expr), later, before);
            }
            // A part of what a call gives may be borrowed: the call gets the name.
            part if use_ != Use::Value && operands::is_part(part) && !operands::is_place(part) => {
                self.bind_indices(part, later, before);
            }
            place if operands::is_place(place) => {
                let is_changed = match use_ {
                    Use::Value => {
                        let read = effects::read_by(place, &self.mutability);
                        read.iter().any(|key| later.iter().any(|later| later.may_change(key)))
                    }
                    // What a method borrows is not changed while its arguments are evaluated: it takes a value.
                    Use::Receiver => {
                        effects::key(place).is_some_and(|key| later.iter().any(|later| later.changes(&key)))
                    }
                    Use::Place => false,
                };
                if is_changed {
                    self.name(place, before);
                } else {
                    self.bind_indices(place, later, before);
                }
            }
            chain @ syn::Expr::MethodCall(_) if self.is_of_its_receiver(chain, later) => {
                self.in_order(&mut operands::of(chain), later, before);
            }
            value => self.name(value, before),
        }
    }

    /// Whether only the value at the start of a chain of methods interferes with what comes later.
    fn is_of_its_receiver(&self, chain: &syn::Expr, later: &[Effects]) -> bool {
        let syn::Expr::MethodCall(call) = chain else { return false };
        let quiet = |argument: &syn::Expr| {
            let effects = effects::of(argument, &self.mutability);
            !later.iter().any(|later| effects.interferes(later))
        };
        let starts_with_value = match &*call.receiver {
            inner @ syn::Expr::MethodCall(_) => self.is_of_its_receiver(inner, later),
            syn::Expr::Array(_) | syn::Expr::Macro(_) | syn::Expr::Block(_) => true,
            _ => false,
        };
        starts_with_value && call.args.iter().all(quiet)
    }

    fn bind_indices(&mut self, place: &mut syn::Expr, later: &[Effects], before: &mut Vec<syn::Stmt>) {
        match place {
            syn::Expr::Paren(inner) => self.bind_indices(&mut inner.expr, later, before),
            syn::Expr::Group(inner) => self.bind_indices(&mut inner.expr, later, before),
            syn::Expr::Field(field) => self.bind_indices(&mut field.base, later, before),
            syn::Expr::Unary(unary) => self.bind_indices(&mut unary.expr, later, before),
            syn::Expr::Index(index) => {
                let mut operands = vec![Operand::place(&mut index.expr)];
                operands.extend(operands::bounds(&mut index.index).into_iter().map(Operand::selecting));
                self.in_order(&mut operands, later, before);
            }
            syn::Expr::Path(_) => {}
            root => self.bind(&mut Operand::value(root), later, before),
        }
    }

    /// Binds the value of `expr` to a name, which takes its place.
    fn name(&mut self, expr: &mut syn::Expr, before: &mut Vec<syn::Stmt>) {
        self.strict(expr, before);
        let span = expr.span().resolved_at(proc_macro2::Span::mixed_site());
        self.count += 1;
        let name = match self.count {
            1 => format_ident!("__operand", span = span),
            count => format_ident!("__operand_{count}", span = span),
        };
        let holder = self.told.and_then(|told| Holder::told(told, expr)).map(|holder| match holder {
            Holder::Option => quote!(: ::core::option::Option<_>),
            Holder::Result => quote!(: ::core::result::Result<_, _>),
        });
        let value = std::mem::replace(expr, parse_quote_spanned!(span=> #name));
        before.push(parse_quote_spanned!(span=> let #name #holder = #value;));
    }

    /// `place += value`: of numbers, the value is evaluated before the place; of a type with an own operator, after it.
    fn compound(&mut self, binary: &mut syn::ExprBinary, before: &mut Vec<syn::Stmt>) {
        let has_own_operator = self.told.and_then(|told| told.ty(&binary.left)).is_some_and(|ty| !is_number(&ty));
        let (left, right) = (Operand::place(&mut binary.left), Operand::value(&mut binary.right));
        let mut operands = if has_own_operator { [left, right] } else { [right, left] };
        self.in_order(&mut operands, &[], before);
    }

    /// What `vec![..]` is made of.
    fn elements(&mut self, invocation: &mut syn::Macro, before: &mut Vec<syn::Stmt>) {
        let (mut parts, repeated) = match VecMacro::parse(invocation) {
            Some(VecMacro::List(elements)) => (elements, false),
            Some(VecMacro::Repeat(element, length)) => (vec![element, length], true),
            None => return,
        };
        let outside = before.len();
        self.in_order(&mut parts.iter_mut().map(Operand::value).collect::<Vec<_>>(), &[], before);
        if before.len() > outside {
            invocation.tokens = if repeated { quote!(#(#parts);*) } else { quote!(#(#parts),*) };
        }
    }

    /// Rewrites what is not evaluated whenever what is around it is: its statements stay with it.
    fn apart(&mut self, expr: &mut syn::Expr) {
        if let syn::Expr::Let(binding) = expr {
            return self.apart(&mut binding.expr);
        }
        let mut before = Vec::new();
        self.strict(expr, &mut before);
        if !before.is_empty() {
            let value = expr.clone();
            replace(expr, parse_quote_spanned!(value.span()=> { #(#before)* #value }));
        }
    }
}

/// Whether `ty`, or what it refers to, has the operators of the language itself.
fn is_number(ty: &syn::Type) -> bool {
    matches!(Ty::of(ty).peel(), Ty::Float(_) | Ty::Passive(_) | Ty::Unknown)
}

impl VisitMut for Sequenced<'_> {
    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        for mut stmt in std::mem::take(&mut block.stmts) {
            let mut before = Vec::new();
            match &mut stmt {
                syn::Stmt::Local(syn::Local { init: Some(init), .. }) => self.strict(&mut init.expr, &mut before),
                syn::Stmt::Expr(expr, _) => self.strict(expr, &mut before),
                _ => {}
            }
            before.push(stmt);
            before.iter_mut().for_each(|stmt| self.visit_stmt_mut(stmt));
            block.stmts.append(&mut before);
        }
    }

    fn visit_expr_closure_mut(&mut self, closure: &mut syn::ExprClosure) {
        self.apart(&mut closure.body);
        visit_mut::visit_expr_closure_mut(self, closure);
    }

    fn visit_expr_binary_mut(&mut self, binary: &mut syn::ExprBinary) {
        if operands::is_lazy(&binary.op) {
            self.apart(&mut binary.right);
        }
        visit_mut::visit_expr_binary_mut(self, binary);
    }

    fn visit_expr_if_mut(&mut self, branch: &mut syn::ExprIf) {
        if let Some((_, otherwise)) = &mut branch.else_branch {
            self.apart(otherwise);
        }
        visit_mut::visit_expr_if_mut(self, branch);
    }

    fn visit_expr_while_mut(&mut self, looped: &mut syn::ExprWhile) {
        self.apart(&mut looped.cond);
        visit_mut::visit_expr_while_mut(self, looped);
    }

    fn visit_arm_mut(&mut self, arm: &mut syn::Arm) {
        if let Some((_, guard)) = &mut arm.guard {
            self.apart(guard);
        }
        self.apart(&mut arm.body);
        visit_mut::visit_arm_mut(self, arm);
    }

    fn visit_macro_mut(&mut self, invocation: &mut syn::Macro) {
        // Its elements are operands of what is around it; blocks and closures inside of them are not.
        if let Some(VecMacro::List(_) | VecMacro::Repeat(..)) = VecMacro::parse(invocation) {
            VecMacro::rewrite(invocation, &mut |element| self.visit_expr_mut(element));
        }
    }

    fn visit_item_mut(&mut self, _item: &mut syn::Item) {}
}
