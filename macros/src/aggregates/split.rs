//! The rewriting: definitions of the whole become definitions of its fields, and mentions of fields mentions of their
//! variables.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};

use super::{Shape, members, name};
use crate::ir::{Expr, Function, Mentions, Place, Role, Step, Stmt, StmtKind, Tokens, Update, VarId, in_block};
use crate::types::Ty;

/// `function` with a variable for each field of `var`; none where something needs all of `var`, or nothing a field.
pub(super) fn split(function: &Function, var: VarId, shape: &Shape) -> Option<Function> {
    let mut function = function.clone();
    let mut stmts = std::mem::take(&mut function.body.stmts);
    let mut pass = Split {
        var,
        name: function.var(var).name.to_string(),
        shape,
        parts: BTreeMap::new(),
        left: false,
        used: false,
    };
    pass.declare(&mut function);
    pass.definitions(&mut function, &mut stmts);
    function.body.stmts = stmts;
    in_block(&mut pass, &mut function.body);
    if pass.left || !pass.used {
        return None;
    }
    let parts: BTreeSet<VarId> = pass.parts.values().map(|(part, _)| *part).collect();
    super::joined::join(&mut function, &parts);
    let written: BTreeSet<VarId> = function.body.writes().into_iter().collect();
    for (part, _) in pass.parts.values() {
        function.vars[part.0 as usize].mutable &= written.contains(part);
    }
    Some(function)
}

struct Split<'s> {
    var: VarId,
    name: String,
    shape: &'s Shape,
    /// The variable for each field, and its name.
    parts: BTreeMap<String, (VarId, Ident)>,
    /// Something mentions the whole.
    left: bool,
    /// Something mentions a field.
    used: bool,
}

impl Split<'_> {
    fn declare(&mut self, function: &mut Function) {
        let whole = function.var(self.var).clone();
        for (member, ty) in &self.shape.fields {
            let wish = format!("{}_{}", self.name.trim_start_matches("r#"), name(member).trim_start_matches("r#"));
            let part = function.declare(&wish, whole.name.span(), ty.clone(), whole.mutable, whole.role);
            function.vars[part.0 as usize].deferred = whole.deferred;
            self.parts.insert(name(member), (part, function.var(part).name.clone()));
        }
    }

    fn part(&self, member: &syn::Member) -> VarId {
        self.parts[&name(member)].0
    }

    /// Writes the statements that define the whole, or pass it on, with the fields.
    fn definitions(&self, function: &mut Function, stmts: &mut Vec<Stmt>) {
        for mut stmt in std::mem::take(stmts) {
            for block in stmt.kind.blocks_mut() {
                self.definitions(function, &mut block.stmts);
            }
            if let Some(parts) = self.defined(function, &stmt) {
                stmts.extend(parts);
            } else {
                self.pass_on(&mut stmt);
                stmts.push(stmt);
            }
        }
    }

    /// What `stmt` says of the fields, if it defines the whole.
    fn defined(&self, function: &mut Function, stmt: &Stmt) -> Option<Vec<Stmt>> {
        let kinds: Vec<StmtKind> = match &stmt.kind {
            StmtKind::Declare { var } if *var == self.var => {
                self.shape.fields.iter().map(|(member, _)| StmtKind::Declare { var: self.part(member) }).collect()
            }
            StmtKind::Let { var, value } if *var == self.var => {
                let values = self.values(function, value)?;
                values.into_iter().map(|(var, value)| StmtKind::Let { var, value }).collect()
            }
            StmtKind::Assign { place, update: Update::Set, value }
                if place.root == self.var && place.path.is_empty() =>
            {
                let values = self.values(function, value)?;
                self.assigned(function, values, stmt)
            }
            _ => return None,
        };
        Some(kinds.into_iter().map(|kind| function.stmt(kind, stmt.span)).collect())
    }

    /// The fields with their values, where `value` tells them: written out, or those of another value that is copied.
    fn values(&self, function: &Function, value: &Expr) -> Option<Vec<(VarId, Expr)>> {
        let literal = super::literal(function, value);
        let value = literal.as_ref().unwrap_or(value);
        match value {
            Expr::Construct(made) if self.shape.is_of(value) => {
                let parts = members(made)?.into_iter().map(|member| self.part(&member)).collect::<Vec<_>>();
                Some(parts.into_iter().zip(made.fields.iter().map(|(_, value)| value.clone())).collect())
            }
            Expr::Tuple(values) if self.shape.is_of(value) => {
                let parts = self.shape.fields.iter().map(|(member, _)| self.part(member));
                Some(parts.zip(values.iter().cloned()).collect())
            }
            Expr::Place(place) if place.root != self.var && self.is_copied(function, place) => {
                let part = |(member, _): &(syn::Member, Ty)| {
                    let mut part = place.clone();
                    part.path.push(Step::Field(member.clone()));
                    (self.part(member), Expr::Place(part))
                };
                Some(self.shape.fields.iter().map(part).collect())
            }
            _ => None,
        }
    }

    /// Whether another value of the same type is copied where it is read.
    fn is_copied(&self, function: &Function, place: &Place) -> bool {
        let copied = self.shape.fields.iter().all(|(_, ty)| ty.is_copy());
        let is_same = match (function.place_ty(place), &function.var(self.var).ty) {
            (Ty::Named(from), Ty::Named(to)) => from.to_string() == to.to_string(),
            (Ty::Tuple(_), Ty::Tuple(_)) => true,
            _ => false,
        };
        copied && is_same
    }

    /// Assigns to the fields. What a value reads of the whole is read before any field changes.
    fn assigned(&self, function: &mut Function, values: Vec<(VarId, Expr)>, stmt: &Stmt) -> Vec<StmtKind> {
        let (mut first, mut then) = (Vec::new(), Vec::new());
        for (index, (part, value)) in values.into_iter().enumerate() {
            let value = if index > 0 && value.reads(self.var) {
                let info = function.var(part).clone();
                let wish = info.name.to_string();
                let new = function.declare(&wish, stmt.span, info.ty, false, Role::Temporary);
                first.push(StmtKind::Let { var: new, value });
                Expr::var(new)
            } else {
                value
            };
            then.push(StmtKind::Assign { place: Place::of(part), update: Update::Set, value });
        }
        first.append(&mut then);
        first
    }

    /// Where the whole becomes another value, that is made of its fields.
    fn pass_on(&self, stmt: &mut Stmt) {
        let (StmtKind::Let { value, .. } | StmtKind::Assign { value, update: Update::Set, .. }) = &mut stmt.kind else {
            return;
        };
        if matches!(value, Expr::Place(place) if place.root == self.var && place.path.is_empty()) {
            *value = self.shape.whole(&|member| self.part(member));
        }
    }

    /// `s.x` becomes `s_x`; the variables that are named then.
    fn substituted(&mut self, stream: TokenStream, named: &mut Vec<VarId>) -> TokenStream {
        let tokens: Vec<TokenTree> = stream.into_iter().collect();
        let mut out = TokenStream::new();
        let mut index = 0;
        while index < tokens.len() {
            let mut token = tokens[index].clone();
            match &mut token {
                TokenTree::Ident(ident) if *ident == self.name => match self.field_of(&tokens[index + 1..]) {
                    Some((part, name)) => {
                        named.push(*part);
                        *ident = Ident::new(&name.to_string(), ident.span());
                        index += 2;
                    }
                    None => self.left = true,
                },
                TokenTree::Group(group) => {
                    let mut inner = Group::new(group.delimiter(), self.substituted(group.stream(), named));
                    inner.set_span(group.span());
                    *group = inner;
                }
                // A text may name it: `"{s:?}"`.
                TokenTree::Literal(literal) => self.left |= literal.to_string().contains(&format!("{{{}", self.name)),
                _ => {}
            }
            out.extend([token]);
            index += 1;
        }
        out
    }

    /// The field that `.x` names behind the whole, and that is no call.
    fn field_of(&self, tokens: &[TokenTree]) -> Option<&(VarId, Ident)> {
        let [TokenTree::Punct(dot), member, rest @ ..] = tokens else { return None };
        let is_call =
            matches!(rest.first(), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis);
        if dot.as_char() != '.' || is_call { None } else { self.parts.get(&member.to_string()) }
    }
}

impl Mentions for Split<'_> {
    fn var(&mut self, var: &mut VarId) {
        self.left |= *var == self.var;
    }

    fn place(&mut self, place: &mut Place) {
        if place.root != self.var {
            return;
        }
        let part = match place.path.first() {
            Some(Step::Field(member)) => self.parts.get(&name(member)).map(|(part, _)| *part),
            _ => None,
        };
        match part {
            Some(part) => {
                self.used = true;
                place.root = part;
                place.path.remove(0);
            }
            None => self.left = true,
        }
    }

    fn tokens(&mut self, tokens: &mut Tokens) {
        if !tokens.reads.contains(&self.var) && !crate::hoist::names(tokens.stream.clone(), &self.name) {
            return;
        }
        let mut named = Vec::new();
        tokens.stream = self.substituted(std::mem::take(&mut tokens.stream), &mut named);
        // A mention that is not to be seen.
        self.left |= named.is_empty();
        self.used |= !named.is_empty();
        for list in [&mut tokens.reads, &mut tokens.flows] {
            if list.contains(&self.var) {
                list.retain(|var| *var != self.var);
                list.extend(named.iter().copied());
            }
        }
    }
}
