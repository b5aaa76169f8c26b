//! Functions that are chosen when the program runs, and tables of functions: each is a number, and a call of what is chosen
//! is a `match`.
//!
//! ```text
//! let g = if smooth { f64::tanh } else { relu };     let g = if smooth { 0 } else { 1 };
//! g(x)                                               match g { 0 => f64::tanh(x), _ => relu(x) }
//! ```

mod leaves;
mod spread;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use proc_macro2::{Ident, Literal, Span};
use quote::{ToTokens, format_ident, quote};
use syn::parse_quote;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};

use super::expr::VecMacro;
use leaves::{Leaves, Numbered, is_container};
use spread::Spread;

/// Rewrites the choices in `item`.
pub(super) fn rewrite(item: &mut syn::ItemFn) {
    let mut names = Names::default();
    names.visit_item_fn(item);
    let mut tables = Tables { names, found: HashMap::new(), count: 0, generics: item.sig.generics.clone() };
    for input in &item.sig.inputs {
        if let syn::FnArg::Typed(typed) = input
            && crate::functions::signature(&typed.ty, &item.sig.generics).is_some()
        {
            super::flows::names(&typed.pat, &mut tables.names.functions);
        }
    }
    tables.visit_block_mut(&mut item.block);
    if tables.found.is_empty() {
        return;
    }
    loop {
        let mut spread = Spread { found: &tables.found, called: &tables.names.called, more: Vec::new() };
        spread.visit_block(&item.block);
        let more = spread.more;
        if more.is_empty() {
            break;
        }
        tables.found.extend(more);
    }
    Calls(&tables.found).visit_block_mut(&mut item.block);
}

/// Functions among which one is chosen.
#[derive(Clone)]
struct Table {
    functions: Rc<Vec<syn::Expr>>,
    /// What they take, where it is written.
    inputs: Option<Vec<syn::Type>>,
    /// The name stands for one of them, not for a container.
    single: bool,
    /// The elements of the container are functions, not tuples with functions in them.
    plain: bool,
}

/// The names in a body.
#[derive(Default)]
struct Names {
    bound: HashSet<String>,
    /// Those that are called.
    called: HashSet<String>,
    /// Those that surely are functions: closures, and parameters.
    functions: Vec<String>,
}

impl<'ast> Visit<'ast> for Names {
    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        self.bound.insert(pattern.ident.to_string());
        visit::visit_pat_ident(self, pattern);
    }

    fn visit_local(&mut self, local: &'ast syn::Local) {
        if let Some(init) = &local.init
            && matches!(&*init.expr, syn::Expr::Closure(_))
        {
            super::flows::names(&local.pat, &mut self.functions);
        }
        visit::visit_local(self, local);
    }

    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        let root = root(&call.func);
        self.called.extend(root.map(ToString::to_string));
        visit::visit_expr_call(self, call);
    }

    fn visit_macro(&mut self, invocation: &'ast syn::Macro) {
        if let Some(VecMacro::List(elements)) = VecMacro::parse(invocation) {
            elements.iter().for_each(|element| self.visit_expr(element));
        }
    }

    fn visit_item(&mut self, _item: &'ast syn::Item) {}
}

/// The variable in `g`, `*g`, `fs[i]`, `layer.1`.
fn root(expr: &syn::Expr) -> Option<&Ident> {
    match expr {
        syn::Expr::Paren(inner) => root(&inner.expr),
        syn::Expr::Group(inner) => root(&inner.expr),
        syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => root(&unary.expr),
        syn::Expr::Index(index) => root(&index.expr),
        syn::Expr::Field(field) => root(&field.base),
        syn::Expr::Path(path) => path.path.get_ident(),
        _ => None,
    }
}

/// Finds the tables, and writes numbers for their functions.
struct Tables {
    names: Names,
    found: HashMap<String, Table>,
    count: usize,
    generics: syn::Generics,
}

impl Tables {
    /// The statements that a `let` of chosen functions becomes.
    fn local(&mut self, local: &mut syn::Local) -> Vec<syn::Stmt> {
        let (name, ty) = match &local.pat {
            syn::Pat::Ident(name) => (name.ident.to_string(), None),
            syn::Pat::Type(typed) => match &*typed.pat {
                syn::Pat::Ident(name) => (name.ident.to_string(), Some(&*typed.ty)),
                _ => return Vec::new(),
            },
            _ => return Vec::new(),
        };
        let written = ty.map(|ty| Written::of(ty, &self.generics));
        let is_written = written.as_ref().is_some_and(|written| written.inputs.is_some());
        if ty.is_some() && !is_written && !crate::hoist::names(ty.to_token_stream(), "_")
            || self.found.contains_key(&name)
        {
            return Vec::new();
        }
        let Some(init) = local.init.as_mut().filter(|init| init.diverge.is_none()) else { return Vec::new() };
        if matches!(&*init.expr, syn::Expr::Closure(_)) {
            return Vec::new();
        }
        let mut numbered = (*init.expr).clone();
        let Some(Numbered { functions, closures, sure, plain }) = self.numbered(&mut numbered, Vec::new()) else {
            return Vec::new();
        };
        let single = !is_container(&init.expr);
        if !is_written && !self.names.called.contains(&name) && (single || !sure) {
            return Vec::new();
        }
        *init.expr = numbered;
        if let (syn::Pat::Type(typed), Some(written)) = (&mut local.pat, &written) {
            *typed.ty = written.numbers.clone();
        }
        let inputs = written.and_then(|written| written.inputs);
        self.found.insert(name, Table { functions: Rc::new(functions), inputs, single, plain });
        closures
    }

    /// Writes numbers for the functions in `expr`: the functions, behind those that are `known`, and the closures that are
    /// to be bound before.
    fn numbered(&mut self, expr: &mut syn::Expr, known: Vec<syn::Expr>) -> Option<Numbered> {
        let mut leaves = Leaves::behind(known, &self.names, self.count);
        let understood = leaves.number(expr);
        let (found, count) = leaves.finish();
        self.count = count;
        found.filter(|_| understood)
    }

    /// Another function for a table.
    fn enter(&mut self, table: &syn::Expr, value: &mut syn::Expr) {
        let Some(name) = root(table).map(ToString::to_string) else { return };
        let Some(known) = self.found.get(&name).map(|table| (*table.functions).clone()) else { return };
        let mut numbered = value.clone();
        if let Some(Numbered { functions, closures, .. }) = self.numbered(&mut numbered, known)
            && closures.is_empty()
            && let Some(table) = self.found.get_mut(&name)
        {
            table.functions = Rc::new(functions);
            *value = numbered;
        }
    }
}

impl VisitMut for Tables {
    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        for mut stmt in std::mem::take(&mut block.stmts) {
            if let syn::Stmt::Local(local) = &mut stmt {
                block.stmts.extend(self.local(local));
            }
            self.visit_stmt_mut(&mut stmt);
            block.stmts.push(stmt);
        }
    }

    fn visit_expr_mut(&mut self, expr: &mut syn::Expr) {
        match expr {
            syn::Expr::Assign(assign) => self.enter(&assign.left, &mut assign.right),
            syn::Expr::MethodCall(call) if call.method == "push" && call.args.len() == 1 => {
                self.enter(&call.receiver, &mut call.args[0]);
            }
            _ => {}
        }
        visit_mut::visit_expr_mut(self, expr);
    }

    fn visit_item_mut(&mut self, _item: &mut syn::Item) {}
}

/// A type, with numbers for the functions in it.
struct Written {
    numbers: syn::Type,
    /// What the functions take.
    inputs: Option<Vec<syn::Type>>,
}

impl Written {
    fn of(ty: &syn::Type, generics: &syn::Generics) -> Written {
        struct Functions<'g>(Option<Vec<syn::Type>>, &'g syn::Generics);
        impl VisitMut for Functions<'_> {
            fn visit_type_mut(&mut self, ty: &mut syn::Type) {
                let is_parameter = matches!(ty, syn::Type::Path(path) if path.path.get_ident().is_some());
                match crate::functions::signature(ty, self.1).filter(|_| !is_parameter) {
                    Some(signature) => {
                        self.0 = Some(signature.inputs);
                        *ty = parse_quote!(usize);
                    }
                    None => visit_mut::visit_type_mut(self, ty),
                }
            }
        }
        let (mut functions, mut numbers) = (Functions(None, generics), ty.clone());
        functions.visit_type_mut(&mut numbers);
        Written { numbers, inputs: functions.0 }
    }
}

/// Writes a `match` for each call of what is chosen.
struct Calls<'t>(&'t HashMap<String, Table>);

impl Calls<'_> {
    fn table(&self, callee: &syn::Expr) -> Option<&Table> {
        self.0.get(&root(callee)?.to_string())
    }

    /// A chosen function as an argument.
    fn passed(&self, argument: &mut syn::Expr) {
        let expr = match &*argument {
            syn::Expr::Reference(reference) => &*reference.expr,
            expr => expr,
        };
        let Some(table) = self.table(expr).filter(|table| table.single || !matches!(expr, syn::Expr::Path(_))) else {
            return;
        };
        let inputs = table.inputs.clone();
        let types = inputs.unwrap_or_else(|| vec![parse_quote!(_)]);
        let names: Vec<Ident> =
            (0..types.len()).map(|index| format_ident!("given{index}", span = Span::mixed_site())).collect();
        let called = chosen(table, expr, &names.iter().map(|name| parse_quote!(#name)).collect::<Vec<_>>());
        let inputs = names.iter().zip(&types).map(|(name, ty)| match ty {
            syn::Type::Infer(_) => quote!(#name),
            ty => quote!(#name: #ty),
        });
        *argument = parse_quote!(|#(#inputs),*| #called);
    }
}

/// `match g { 0 => f64::tanh(x), _ => relu(x) }`
fn chosen(table: &Table, selector: &syn::Expr, arguments: &[syn::Expr]) -> syn::Expr {
    let mut selector = selector;
    while let syn::Expr::Paren(syn::ExprParen { expr, .. }) | syn::Expr::Unary(syn::ExprUnary { expr, .. }) = selector {
        selector = expr;
    }
    let last = table.functions.len() - 1;
    let arms = table.functions.iter().enumerate().map(|(index, function)| {
        let number = Literal::usize_suffixed(index);
        let pattern = if index == last { quote!(_) } else { quote!(#number) };
        quote!(#pattern => #function(#(#arguments),*),)
    });
    parse_quote!(match __chainrule::__private::choice(&#selector) { #(#arms)* })
}

impl VisitMut for Calls<'_> {
    fn visit_expr_mut(&mut self, expr: &mut syn::Expr) {
        visit_mut::visit_expr_mut(self, expr);
        match expr {
            syn::Expr::Call(call) => {
                call.args.iter_mut().for_each(|argument| self.passed(argument));
                if let Some(table) = self.table(&call.func) {
                    let arguments: Vec<syn::Expr> = call.args.iter().cloned().collect();
                    *expr = chosen(table, &call.func, &arguments);
                }
            }
            syn::Expr::MethodCall(call) => call.args.iter_mut().for_each(|argument| self.passed(argument)),
            _ => {}
        }
    }

    fn visit_macro_mut(&mut self, invocation: &mut syn::Macro) {
        VecMacro::rewrite(invocation, &mut |element| self.visit_expr_mut(element));
    }

    fn visit_item_mut(&mut self, _item: &mut syn::Item) {}
}
