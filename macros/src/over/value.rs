//! Values, made of the new scalar.

use proc_macro2::Span;

use super::{Obstacle, Pass, obstacle};
use crate::emit;
use crate::ir::{Construct, Expr, Op};
use crate::types::Ty;

/// Methods of floats that a generic scalar does not have.
const FLOATS_ALONE: &[&str] = &["midpoint", "next_up", "next_down"];

impl Pass<'_> {
    /// `value`, which was of the type `ty`, for a variable that varies.
    pub(super) fn value(&self, value: Expr, ty: &Ty, span: Span) -> Result<Expr, Obstacle> {
        if ty.is_passive() {
            let mut value = value;
            self.passive(&mut value, span)?;
            return Ok(value);
        }
        let float = Ty::float("f64");
        Ok(match value {
            Expr::Number(_) => value,
            Expr::Place(mut place) if self.is_varied(place.root) => {
                self.indices(&mut place, span)?;
                Expr::Place(place)
            }
            Expr::Copy(name, mut place) if self.is_varied(place.root) => {
                self.indices(&mut place, span)?;
                Expr::Copy(name, place)
            }
            Expr::Place(_) | Expr::Copy(..) | Expr::Tokens(_) => return self.made_constant(value, ty, span),
            Expr::Neg(a) => self.value(*a, &float, span)?.neg(),
            Expr::Binary(op, a, b) if ty.is_float() => self.operation(op, *a, *b, span)?,
            Expr::Method(name, receiver, arguments) => {
                let text = name.to_string();
                if FLOATS_ALONE.contains(&text.as_str()) {
                    return Err(obstacle(&format!("`{text}`"), span));
                }
                let receiver = self.value(*receiver, &float, span)?;
                let integer = Ty::Passive(None);
                let argument = if text == "powi" { &integer } else { &float };
                let arguments = arguments.into_iter().map(|value| self.value(value, argument, span));
                Expr::Method(name, Box::new(receiver), arguments.collect::<Result<_, _>>()?)
            }
            Expr::Runtime("__private::to_f64" | "__private::convert", mut operands) => {
                self.value(operands.remove(0), &float, span)?
            }
            Expr::Cast(inner, target) if target.to_string() == "f64" => match &*inner {
                Expr::Place(place) if self.is_varied(place.root) && self.old.place_ty(place).is_float_operand() => {
                    self.value(*inner, &float, span)?
                }
                _ => self.made_constant(Expr::Cast(inner, target), ty, span)?,
            },
            Expr::Ref(inner) => self.value(*inner, ty.peel(), span)?.by_ref(),
            Expr::Field(inner, index) if matches!(*inner, Expr::Method(..)) => {
                self.value(*inner, &float, span)?.field(index)
            }
            value => return self.aggregate(value, ty, span),
        })
    }

    /// A number that does not vary stays a number where it may: to the right.
    fn operation(&self, op: Op, a: Expr, b: Expr, span: Span) -> Result<Expr, Obstacle> {
        let float = Ty::float("f64");
        let is_number = |operand: &Expr| match operand {
            Expr::Place(place) => !self.is_varied(place.root),
            Expr::Tokens(tokens) => !tokens.flows.iter().any(|var| self.is_varied(*var)),
            _ => false,
        };
        let (mut left, mut right) = (a, b);
        match (op, is_number(&left), is_number(&right)) {
            (_, false, true) => self.passive(&mut right, span)?,
            (Op::Add | Op::Mul, true, false) => {
                std::mem::swap(&mut left, &mut right);
                self.passive(&mut right, span)?;
            }
            (Op::Sub, true, false) => {
                self.passive(&mut left, span)?;
                return Ok(self.value(right, &float, span)?.neg().add(left));
            }
            _ => right = self.value(right, &float, span)?,
        }
        Ok(Expr::Binary(op, Box::new(self.value(left, &float, span)?), Box::new(right)))
    }

    /// A value that does not vary.
    fn made_constant(&self, mut value: Expr, ty: &Ty, span: Span) -> Result<Expr, Obstacle> {
        if let Expr::Tokens(tokens) = &value
            && tokens.flows.iter().any(|var| self.is_varied(*var) && !self.old.var(*var).ty.is_passive())
        {
            return Err(obstacle("this expression", span));
        }
        self.passive(&mut value, span)?;
        self.constant(ty, &emit::expr(self.new, &value), span)
    }

    fn aggregate(&self, value: Expr, ty: &Ty, span: Span) -> Result<Expr, Obstacle> {
        let each = |list: Vec<Expr>, ty: &Ty| -> Result<Vec<Expr>, Obstacle> {
            list.into_iter().map(|part| self.value(part, ty, span)).collect()
        };
        Ok(match (value, ty.peel()) {
            (Expr::Tuple(parts), Ty::Tuple(fields)) if parts.len() == fields.len() => {
                let parts = parts.into_iter().zip(fields).map(|(part, ty)| self.value(part, ty, span));
                Expr::Tuple(parts.collect::<Result<_, _>>()?)
            }
            (Expr::Array(parts), ty) => Expr::Array(each(parts, &ty.element())?),
            (Expr::VecList(parts), ty) => Expr::VecList(each(parts, &ty.element())?),
            (Expr::Repeat { element, mut len, vec }, ty) => {
                self.tokens(&mut len, span)?;
                let element = Box::new(self.value(*element, &ty.element(), span)?);
                Expr::Repeat { element, len, vec }
            }
            (Expr::Construct(construct), Ty::Option(inner) | Ty::Boxed(_, inner)) if construct.base.is_none() => {
                let Construct { path, fields, base, braces } = *construct;
                let fields = fields.into_iter().map(|(step, part)| Ok((step, self.value(part, inner, span)?)));
                let fields = fields.collect::<Result<_, Obstacle>>()?;
                Expr::Construct(Box::new(Construct { path, fields, base, braces }))
            }
            (Expr::Call(call), _) => self.call(&call, span)?,
            _ => return Err(obstacle("this expression", span)),
        })
    }
}
