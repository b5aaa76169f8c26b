//! Calls: float functions by path, and functions that are differentiated themselves.

use proc_macro2::Span;
use syn::spanned::Spanned;

use super::scope::Binding;
use super::{Lowering, Value};
use crate::diagnostic::Message;
use crate::ir::{Argument, Call, Callee, Expr, FunctionSweeps, FunctionValue, Place, Role};
use crate::primitives;
use crate::types::Ty;

/// `stop_gradient`, by any path.
pub(super) fn is_stop_gradient(path: &syn::Path) -> bool {
    path.segments.last().is_some_and(|segment| segment.ident == "stop_gradient")
}

/// `f64::sin`, `<f32>::max`, `std::primitive::f64::exp`: the float type and the function.
pub(super) fn float_function(path: &syn::ExprPath) -> Option<(String, String)> {
    let name = path.path.segments.last()?.ident.to_string();
    let float = match &path.qself {
        Some(qself) => match &*qself.ty {
            syn::Type::Path(ty) => ty.path.get_ident()?.to_string(),
            _ => return None,
        },
        None => path.path.segments.iter().rev().nth(1)?.ident.to_string(),
    };
    matches!(float.as_str(), "f64" | "f32").then_some((float, name))
}

impl Lowering<'_> {
    pub(super) fn call(&mut self, call: &syn::ExprCall) -> Value {
        if self.is_memory(call)
            && let Some(value) = self.memory(call)
        {
            return value;
        }
        if let Some(call) = super::pullback::pulled_at_once(call) {
            return self.call(&call);
        }
        let syn::Expr::Path(path) = &*call.func else {
            return self.refuse(
                Message::new("chainrule cannot see which function is called here")
                    .note("it is given a differentiated value")
                    .help("call the function by its name"),
                &call.func,
            );
        };
        if let Some(parameter) = self.function_parameter_at(&call.func) {
            return self.call_of_parameter(call, parameter);
        }
        if let Some((float, name)) = float_function(path) {
            return self.float_call(call, path, &float, &name);
        }
        if super::pullback::hidden_companion(path).is_some() {
            return self.call_of_function(call, path);
        }
        if let Some(value) = self.cloned(call, path) {
            return value;
        }
        let made = self.vec_from(call, path).or_else(|| self.deque_from(call, path));
        if let Some(value) = made.or_else(|| self.map_from(call, path)) {
            return value;
        }
        if let Some(constructor) = super::construct::constructor(&path.path) {
            return self.constructed(call, path, constructor);
        }
        if let Some(value) = self.scalar_call(call, path) {
            return value;
        }
        if super::linked::is_associated(path) {
            return self.associated_call(call, path);
        }
        if let Some(value) = self.refused_callee(path) {
            return value;
        }
        self.call_of_function(call, path)
    }

    /// A call of what has sweeps by its path.
    fn call_of_function(&mut self, call: &syn::ExprCall, path: &syn::ExprPath) -> Value {
        let ty = self.type_of(&syn::Expr::Call(call.clone()));
        let list: Vec<&syn::Expr> = call.args.iter().collect();
        let objects = self.as_objects(&path.path, &list);
        let list: Vec<&syn::Expr> =
            list.into_iter().zip(&objects).map(|(argument, object)| object.as_ref().unwrap_or(argument)).collect();
        self.learn_taken(&path.path, &list);
        self.expect_arguments(&path.path, &list);
        let owners = self.owners_of(path);
        let (arguments, spans) =
            self.beside_parts(None, &list, |this| this.argument_list_with_functions(&list, &owners));
        let span = call.span();
        let mut call = Call::new(Callee::Function(path.clone()), arguments, spans);
        call.function_types = self.function_types(&path.path);
        self.call_apart(call, ty, span)
    }

    /// `Rc::clone(&x)`, `Clone::clone(&x)`.
    fn cloned(&mut self, call: &syn::ExprCall, path: &syn::ExprPath) -> Option<Value> {
        let name = path.path.segments.last().filter(|segment| segment.ident == "clone")?.ident.clone();
        let [syn::Expr::Reference(reference)] = call.args.iter().collect::<Vec<_>>()[..] else { return None };
        let (place, ty) = self.place(&reference.expr)?;
        Some(Value { expr: Expr::Copy(name, place), ty: ty.peel().clone() })
    }

    fn float_call(&mut self, call: &syn::ExprCall, path: &syn::ExprPath, float: &str, name: &str) -> Value {
        let list: Vec<&syn::Expr> = call.args.iter().collect();
        if name == "from" && list.len() == 1 {
            let value = self.atom(list[0]);
            let ty = Ty::float(float);
            return Value { expr: Expr::Cast(Box::new(value.expr), ty.tokens().unwrap_or_default()), ty };
        }
        if !primitives::is_differentiable(name) || list.is_empty() {
            let message = Message::new(format!("`{float}::{name}` has no derivative"));
            let message = if name == "from_bits" {
                message
                    .note("a value made from bits depends on them by jumps")
                    .help("wrap it, if that is meant: `stop_gradient(..)`")
            } else {
                match crate::options::nearest(name, primitives::all()) {
                    Some(near) => message.help(format!("did you mean `{float}::{near}`?")),
                    None => {
                        message.help("write it with the functions that have one, or wrap it in `stop_gradient(..)`")
                    }
                }
            };
            return self.refuse(message, path);
        }
        if list.len() != primitives::arity(name) + 1 {
            return self.refuse(super::method::wrong_arity(name), path);
        }
        let ty = if name == "sin_cos" { Ty::Tuple(vec![Ty::float(float); 2]) } else { Ty::float(float) };
        self.method_by_path(call, path, ty)
    }

    /// `f64::max(x, y)`: `x.max(y)`.
    pub(super) fn method_by_path(&mut self, call: &syn::ExprCall, path: &syn::ExprPath, ty: Ty) -> Value {
        let list: Vec<&syn::Expr> = call.args.iter().collect();
        let mut values = self.operands(&list);
        values.iter().for_each(|value| self.unify(value, &ty));
        let receiver = Box::new(values.remove(0).expr);
        let method = path.path.segments.last().map(|segment| segment.ident.clone());
        let Some(method) = method else { return self.unknown(&syn::Expr::Call(call.clone())) };
        Value { expr: Expr::Method(method, receiver, values.into_iter().map(|value| value.expr).collect()), ty }
    }

    /// Functions that are known to have no derivative.
    pub(super) fn refused_callee(&mut self, path: &syn::ExprPath) -> Option<Value> {
        let segments: Vec<String> = path.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let name = segments.last()?.clone();
        let local = segments.len() == 1;
        let bound = match self.scopes.find(&name) {
            Some(Binding::Var(var)) if local => Some(*var),
            _ => None,
        };
        if bound.is_some_and(|var| self.inline_from_now_on(var) || self.pull_from_now_on(var)) {
            return Some(Value { expr: Expr::Number(0.0), ty: Ty::Unknown });
        }
        if local && let Some(message) = self.pullback_of_a_method(&name) {
            return Some(self.refuse(message, path));
        }
        if local && matches!(self.scopes.find(&name), Some(Binding::Var(_) | Binding::Alias { .. })) {
            return Some(
                self.refuse(
                    Message::new(format!("`{name}` is called as a value"))
                        .note("chainrule does not know which function it is, nor its derivative")
                        .help("call a function by its name, or take it as a parameter: `f: impl Fn(f64) -> f64`"),
                    path,
                ),
            );
        }
        if local && self.scopes.plain_functions.contains(&name) {
            return Some(self.refuse(no_derivative(&name), path));
        }
        if let Some(message) = super::foreign::refused(&segments) {
            return Some(self.refuse(message, path));
        }
        let foreign = matches!(segments.first().map(String::as_str), Some("std" | "core" | "alloc"));
        let associated = segments.len() > 1 && segments[segments.len() - 2].starts_with(char::is_uppercase);
        (foreign || associated).then(|| self.refuse(no_derivative(&segments.join("::")), path))
    }

    /// Arguments in order: where a later one changes what an earlier one reads, the earlier is copied first.
    pub(super) fn argument_list(&mut self, list: &[&syn::Expr]) -> Vec<Argument> {
        self.arguments_by(list, &|this, expr| this.argument(expr))
    }

    /// The same, where functions are passed with their sweeps, and closures with what they capture.
    pub(super) fn argument_list_with_functions(
        &mut self,
        list: &[&syn::Expr],
        owners: &[Option<Ty>],
    ) -> (Vec<Argument>, Vec<Span>) {
        let arguments = self.arguments_by(list, &|this, expr| {
            if let Some(function) = this.function_value(expr) {
                return Argument::Function(function);
            }
            let owner = list.iter().zip(owners).find(|(other, _)| std::ptr::eq(**other, expr));
            match owner.and_then(|(_, owner)| owner.clone()) {
                Some(owner) if this.may_refer(expr) => this.owned_copy(expr, owner),
                _ => this.argument(expr),
            }
        });
        let (mut all, mut spans) = (Vec::new(), Vec::new());
        for (argument, expr) in arguments.into_iter().zip(list) {
            let captured = match &argument {
                Argument::Function(FunctionValue { sweeps: FunctionSweeps::Closure(closure), .. }) => {
                    closure.captures.iter().map(|capture| Argument::Borrow(false, capture.place.clone())).collect()
                }
                _ => Vec::new(),
            };
            all.push(argument);
            all.extend(captured);
            spans.resize(all.len(), expr.span());
        }
        (all, spans)
    }

    fn arguments_by(
        &mut self,
        list: &[&syn::Expr],
        argument_of: &dyn Fn(&mut Self, &syn::Expr) -> Argument,
    ) -> Vec<Argument> {
        let mut done: Vec<(usize, Argument)> = Vec::new();
        for expr in list {
            let start = self.out.len();
            let argument = argument_of(self, expr);
            let written = self.written_since(start);
            for index in 0..done.len() {
                let (position, earlier) = done[index].clone();
                let Argument::Value(value) = earlier else { continue };
                if written.iter().any(|var| value.reads(*var)) {
                    let ty = match &value {
                        Expr::Place(place) => self.function.place_ty(place),
                        _ => Ty::Unknown,
                    };
                    let copy = self.snapshot(position, Value { expr: value, ty }, expr.span());
                    done[index].1 = Argument::Value(copy.expr);
                    done.iter_mut().skip(index + 1).for_each(|(position, _)| *position += 1);
                }
            }
            done.push((self.out.len(), argument));
        }
        done.into_iter().map(|(_, argument)| argument).collect()
    }

    fn argument(&mut self, expr: &syn::Expr) -> Argument {
        match expr {
            syn::Expr::Paren(inner) => self.argument(&inner.expr),
            syn::Expr::Reference(reference) => {
                let mutable = reference.mutability.is_some();
                if mutable && let Some(moving) = self.moving(&reference.expr) {
                    self.refuse_moved_elsewhere(&moving, reference);
                }
                let place = self.borrowed(&reference.expr);
                // What a temporary holds after the call is not what it was made with.
                let root = &mut self.function.vars[place.root.0 as usize];
                root.mutable |= mutable && root.role == Role::Temporary && !matches!(root.ty, Ty::Ref(..));
                Argument::Borrow(mutable, place)
            }
            _ => {
                if let Some((place, Ty::Ref(mutable, _))) = self.reference_place(expr) {
                    return Argument::Borrow(mutable, place);
                }
                if let Ty::Ref(mutable, _) = self.type_of(expr) {
                    let value = self.rvalue(expr);
                    return Argument::Borrow(mutable, Place::of(self.materialize(value, expr.span())));
                }
                Argument::Value(self.atom(expr).expr)
            }
        }
    }

    /// What owns what the parameters of the function refer to, where the file shows it.
    fn owners_of(&self, path: &syn::ExprPath) -> Vec<Option<Ty>> {
        let name = path.path.get_ident().map(ToString::to_string);
        let name = name.filter(|name| self.scopes.find(name).is_none());
        name.map(|name| crate::surroundings::owners_of(&name)).unwrap_or_default()
    }

    /// The same for the arguments of a method.
    pub(super) fn owners_of_method(&self, call: &syn::ExprMethodCall) -> Vec<Option<Ty>> {
        let Some((told, owner)) = self.told.as_ref().and_then(|told| Some((told, told.owner(&call.receiver)?))) else {
            return Vec::new();
        };
        let references = told.beside.references(&owner, &super::named::plain(&call.method).to_string());
        references.iter().map(|behind| behind.as_deref().and_then(crate::surroundings::owner)).collect()
    }

    /// Whether an argument without a derivative may be a reference, of a type that is not written.
    fn may_refer(&self, expr: &syn::Expr) -> bool {
        let known = matches!(expr, syn::Expr::Reference(_));
        !known && matches!(self.type_of(expr), Ty::Unknown | Ty::Passive(None)) && !self.is_varied(expr)
    }

    /// `word`, an argument for a `&str`, as `&word.to_string()`: no tape can hold a reference into anything.
    fn owned_copy(&mut self, expr: &syn::Expr, owner: Ty) -> Argument {
        // `to_owned` of a reference to a `&str` would be that `&str`.
        let copy: syn::Expr = match owner {
            Ty::Vec(_) => syn::parse_quote_spanned!(expr.span()=> #expr.to_vec()),
            _ => syn::parse_quote_spanned!(expr.span()=> #expr.to_string()),
        };
        let copy = self.rvalue(&copy);
        Argument::Borrow(false, Place::of(self.materialize(Value { ty: owner, ..copy }, expr.span())))
    }

    /// A name that is a reference: a parameter behind `&`, or an alias.
    fn reference_place(&mut self, expr: &syn::Expr) -> Option<(Place, Ty)> {
        let is_name = matches!(expr, syn::Expr::Path(_));
        let is_view = matches!(expr, syn::Expr::MethodCall(call)
            if matches!(call.method.to_string().as_str(), "as_slice" | "as_mut_slice") || self.is_unboxing(call));
        if !is_name && !is_view && self.known_reference(expr).is_none() {
            return None;
        }
        let (place, ty) = self.place(expr)?;
        match ty {
            Ty::Slice(_) => Some((place, Ty::Ref(false, Box::new(ty)))),
            ty => Some((place, ty)),
        }
    }

    fn borrowed(&mut self, expr: &syn::Expr) -> Place {
        if let Some((place, _)) = self.place(expr) {
            return place;
        }
        let value = self.rvalue(expr);
        let var = self.materialize(value, expr.span());
        Place::of(var)
    }
}

/// The message for a function without a rule.
/// A function without the attribute, where its derivative is needed.
pub fn no_derivative(name: &str) -> Message {
    Message::new(format!("`{name}` has no derivative here"))
        .note("it is called with a differentiated value, and it is not under `#[differentiate]`")
        .help("put `#[differentiate]` on it, or make the argument constant: `stop_gradient(..)`")
}
