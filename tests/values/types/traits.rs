//! Traits under the attribute: static dispatch, default methods, objects.

use chainrule::{Differentiable, DynTangent, differentiate};
use chainrule_tests::{assert_gradient, check};

#[differentiate]
trait Shape {
    fn area(&self) -> f64;

    fn scaled(&self, factor: f64) -> f64 {
        let area = self.area();
        factor * factor * area + self.moment(&[factor, 1.0])
    }

    fn moment(&self, weights: &[f64]) -> f64;

    fn grow(&mut self, by: f64);

    fn grown(&mut self, by: f64) -> f64 {
        self.grow(by);
        self.grow(by * by);
        self.area() * by
    }

    fn name(&self) -> &str {
        "a shape"
    }

    fn corners(&self) -> usize;
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Circle {
    radius: f64,
}

#[derive(Clone, Debug, Differentiable)]
struct Polygon {
    sides: Vec<f64>,
    height: f64,
}

#[differentiate]
impl Shape for Circle {
    fn area(&self) -> f64 {
        3.0 * self.radius * self.radius
    }

    fn moment(&self, weights: &[f64]) -> f64 {
        weights[0] * self.radius + weights[1]
    }

    fn grow(&mut self, by: f64) {
        self.radius *= by;
        self.radius = self.radius.sin();
    }

    fn corners(&self) -> usize {
        0
    }
}

#[differentiate]
impl Shape for Polygon {
    fn area(&self) -> f64 {
        let mut sum = 0.0;
        for side in &self.sides {
            sum += side * side;
        }
        sum * self.height
    }

    fn scaled(&self, factor: f64) -> f64 {
        self.area() * factor
    }

    fn moment(&self, weights: &[f64]) -> f64 {
        let mut sum = 0.0;
        for w in weights {
            sum += w * self.height;
        }
        sum
    }

    fn grow(&mut self, by: f64) {
        for i in 0..self.sides.len() {
            self.sides[i] *= by;
        }
        self.height += by * self.height;
    }

    fn name(&self) -> &str {
        "a polygon"
    }

    fn corners(&self) -> usize {
        self.sides.len()
    }
}

/// Nothing of it is differentiated.
#[differentiate]
trait Kernel {
    fn weight(x: f64, y: f64) -> f64;

    fn twice(x: f64) -> f64 {
        Self::weight(x, x * x)
    }
}

struct Gauss;

#[differentiate]
impl Kernel for Gauss {
    fn weight(x: f64, y: f64) -> f64 {
        (-x * y).exp()
    }
}

#[differentiate]
fn smoothed<K: Kernel>(x: f64, y: f64) -> f64 {
    K::weight(x, y) * K::weight(2.0, x) + K::twice(y)
}

#[differentiate]
fn with_gauss(x: f64, y: f64) -> f64 {
    smoothed::<Gauss>(x, y) + Gauss::twice(x)
}

#[test]
fn functions_of_a_type_parameter() {
    check!(with_gauss(0.7, 1.3));
}

#[differentiate]
fn of_any<S: Shape>(shape: &S, x: f64) -> f64 {
    let mut sum = shape.area() * x;
    for i in 0..3 {
        sum += shape.scaled(x) * shape.moment(&[x, sum]);
        if i < shape.corners() {
            sum -= x;
        }
    }
    sum
}

#[differentiate]
fn of_impl(shape: &impl Shape, x: f64) -> f64 {
    S2::of(shape, x) + shape.area()
}

struct S2;

#[differentiate]
impl S2 {
    fn of<S: Shape>(shape: &S, x: f64) -> f64 {
        shape.area() * x
    }
}

#[differentiate]
fn in_turn(x: f64, y: f64) -> f64 {
    let circle = Circle { radius: x };
    let polygon = Polygon { sides: vec![x, y, x * y], height: y };
    of_any(&circle, y) + of_any(&polygon, x) * of_impl(&circle, x) + of_impl(&polygon, y)
}

#[test]
fn static_dispatch() {
    check!(in_turn(0.7, 1.3));
}

#[differentiate]
fn changed<S: Shape + Clone>(mut shape: S, x: f64) -> f64 {
    let mut sum = 0.0;
    for _ in 0..2 {
        sum += shape.grown(x);
        shape.grow(sum);
    }
    sum + shape.area()
}

#[differentiate]
fn changes(x: f64, y: f64) -> f64 {
    let polygon = Polygon { sides: vec![x, y], height: y };
    changed::<Circle>(Circle { radius: x }, y) + changed::<Polygon>(polygon, x * 0.5)
}

#[test]
fn methods_that_change_their_receiver() {
    check!(changes(0.7, 0.3));
}

#[differentiate]
fn constant_object(#[constant] shape: &dyn Shape, x: f64) -> f64 {
    shape.scaled(x) * shape.area() + shape.moment(&[x, x * x])
}

#[test]
fn objects_that_are_held_constant() {
    let (circle, polygon) = (Circle { radius: 0.5 }, Polygon { sides: vec![1.0, 2.0], height: 0.5 });
    check!(constant_object(const &circle, 1.3));
    check!(constant_object(const &polygon, 1.3));
}

#[differentiate]
fn object(shape: &dyn Shape, x: f64) -> f64 {
    let mut sum = shape.area();
    for _ in 0..2 {
        sum += shape.scaled(x) * sum;
    }
    sum
}

#[test]
fn objects_have_tangents() {
    let circle = Circle { radius: 0.5 };
    let (bar, x_bar): (DynTangent, f64) = grad_object(&circle, 1.3);
    let radius_bar = bar.get::<CircleTangent>().unwrap().radius;
    assert_gradient(|x| object(&Circle { radius: x[0] }, x[1]), &[0.5, 1.3], &[radius_bar, x_bar]);
    assert!(bar.get::<f64>().is_none());
    let (value, pullback) = vjp_object(&circle, 1.3);
    assert_eq!(value, object(&circle, 1.3));
    assert_eq!(pullback(1.0).0.get::<CircleTangent>().unwrap().radius, radius_bar);
}

#[differentiate]
fn mixed(shapes: &[Box<dyn Shape>], x: f64) -> f64 {
    let mut sum = 0.0;
    for shape in shapes.iter() {
        sum += shape.area() * x + shape.scaled(sum);
    }
    for i in 0..shapes.len() {
        sum += object(&*shapes[i], x);
    }
    sum
}

#[test]
fn boxed_objects_of_several_types() {
    let at = |x: &[f64]| -> [Box<dyn Shape>; 2] {
        [Box::new(Circle { radius: x[0] }), Box::new(Polygon { sides: vec![x[1], x[2]], height: x[3] })]
    };
    let point = [0.5, 1.0, 0.25, 0.75, 0.6];
    let (bars, x_bar) = grad_mixed(&at(&point), point[4]);
    let circle = bars[0].get::<CircleTangent>().unwrap();
    let polygon = bars[1].get::<PolygonTangent>().unwrap();
    let gradient = [circle.radius, polygon.sides[0], polygon.sides[1], polygon.height, x_bar];
    assert_gradient(|x| mixed(&at(x), x[4]), &point, &gradient);
}

#[test]
fn companions_of_methods_of_traits() {
    let circle = Circle { radius: 0.5 };
    assert_eq!((circle.name(), circle.corners()), ("a shape", 0));
    assert_eq!(circle.grad_area(), CircleTangent { radius: 3.0 });
    let (value, (bar, factor_bar)) = circle.value_and_grad_scaled(1.3);
    assert_eq!(value, circle.scaled(1.3));
    assert_gradient(|x| Circle { radius: x[0] }.scaled(x[1]), &[0.5, 1.3], &[bar.radius, factor_bar]);
    let mut changed = circle;
    let ((), pullback) = changed.vjp_grow(0.4);
    let mut bar = CircleTangent { radius: 2.0 };
    let by_bar = pullback(&mut bar);
    let grown = |x: &[f64]| {
        let mut circle = Circle { radius: x[0] };
        circle.grow(x[1]);
        2.0 * circle.radius
    };
    assert_gradient(grown, &[0.5, 0.4], &[bar.radius, by_bar]);
}
