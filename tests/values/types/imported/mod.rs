//! Types, functions, constants and aliases of other modules and files, in every way that they can be imported: what is
//! told of them holds where they are used, and where a name means something else here, nothing is told.

mod bodies;
mod shapes;

pub use bodies::inner::mean;

mod by_name {
    use super::bodies::{Body, Point, inner::SCALE};
    use crate::imported::mean as average;
    use chainrule::differentiate;

    #[differentiate]
    fn step(b: &mut Body, dt: f64) {
        b.at.x += dt * b.speed[0] * SCALE;
        b.speed[1] *= b.at.norm() * b.mass;
        b.trace.push(b.at);
        b.marks += 1;
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let at = Point { x, y };
        let mut b = Body { at, mass: y, speed: vec![x, 1.0], trace: vec![], marks: 0, unit: Default::default() };
        let mut p = Point { x: y, y: x };
        for k in 0..4 {
            p.x += b.at.x * b.mass * 0.1;
            p.y *= p.x;
            step(&mut b, 0.1);
            if b.marks % 2 == k % 2 {
                b.trace[k].x *= p.y;
            }
        }
        average(&b) * p.x + b.trace[2].y
    }
    chainrule_tests::agrees!(f);
}

mod by_glob {
    use super::bodies::*;
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut p = Point { x: x * UNIT, y };
        let mut total: Real = 0.0;
        for _ in 0..3 {
            p = p.turned(x);
            total += p.x * p.y * scaled(p.x);
        }
        total
    }
    chainrule_tests::agrees!(f);
}

/// `Unit`, `Real` and `scaled` mean something else here than where `Body` is.
mod of_other_meaning {
    use super::bodies::{Body, Point};
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Unit {
        by: Vec<f64>,
    }
    type Real = [f64; 1];

    #[differentiate]
    fn scaled(p: Point) -> Real {
        [p.x * p.y]
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let own = Unit { by: vec![x, y] };
        let b = Body {
            at: Point { x, y },
            mass: y,
            speed: own.by.clone(),
            trace: vec![Point { x: y, y }],
            marks: 2,
            unit: Default::default(),
        };
        let mut unit = b.unit;
        unit.by += b.mass * x;
        scaled(b.at)[0] * unit.by + own.by[0] * b.speed[1]
    }
    chainrule_tests::agrees!(f);
}

mod through_others {
    use super::shapes::prelude::{Point, Shape};
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let shapes = [
            Shape::Disc { r: x, at: Point { x, y } },
            Shape::Segment(Point { x: y, y }, Point { x, y: 0.5 }),
            Shape::Empty,
        ];
        let mut total = 0.0;
        for shape in &shapes {
            total += shape.area();
            if let Shape::Disc { r, at } = shape {
                total += r * at.x;
            }
        }
        total
    }
    chainrule_tests::agrees!(f);
}

mod hidden_by_items_of_the_body {
    use super::bodies::Point;
    use chainrule::{Differentiable, differentiate};

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        #[derive(Clone, Copy, Debug, Differentiable)]
        struct Body {
            at: (f64, f64),
            mass: [f64; 2],
        }
        let mut b = Body { at: (x, y), mass: [y; 2] };
        b.at.0 *= b.mass[1];
        let p = Point { x: b.at.0, y: b.mass[0] };
        p.x * p.y
    }
    chainrule_tests::agrees!(f);
}
