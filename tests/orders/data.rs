//! Second derivatives through data of every kind: enums, options, nested vectors, iterators, maps, boxes.

mod enums_and_options {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    enum Shape {
        Circle { r: f64 },
        Box(f64, f64),
        Nothing,
    }
    #[differentiate(order = 2)]
    impl Shape {
        fn area(&self) -> Option<f64> {
            match self {
                Shape::Circle { r } => Some(3.0 * r * r * r),
                Shape::Box(a, b) if *a > 0.0 => Some(a * b * a),
                Shape::Box(a, _) => Some(a.abs()),
                Shape::Nothing => None,
            }
        }
    }
    #[differentiate(order = 2)]
    fn total(shapes: &[Shape]) -> Option<f64> {
        let mut sum = 0.0;
        for shape in shapes {
            let area = shape.area()?;
            sum += area * sum + area;
        }
        Some(sum)
    }
    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let list = vec![Shape::Circle { r: x }, Shape::Box(x, y * x)];
        let none = [Shape::Nothing, Shape::Circle { r: y }];
        total(&list).unwrap_or(0.0) * total(&none).unwrap_or(y)
            + if let Some(t) = total(&list[1..]) { t * t } else { 0.0 }
    }

    nestings!(f);
}

mod nested_vecs {
    use chainrule::{Differentiable, differentiate};

    #[differentiate(order = 2)]
    fn product(a: &[Vec<f64>], b: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let mut c = vec![vec![0.0; b[0].len()]; a.len()];
        for i in 0..a.len() {
            for j in 0..b[0].len() {
                for k in 0..b.len() {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        c
    }
    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![vec![x, y], vec![1.0, x * y]];
        let b = product(&a, &a);
        let c = product(&b, &a);
        c[0][1] * c[1][0] + b.iter().map(|row| row.iter().sum::<f64>()).sum::<f64>()
    }

    nestings!(f);
}

mod iterators_closures {
    use chainrule::{Differentiable, differentiate};

    #[differentiate(order = 2)]
    fn norm(v: &[f64]) -> f64 {
        v.iter().map(|t| t * t).sum::<f64>().sqrt()
    }
    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let scale = |t: f64| t * x + y;
        let v: Vec<f64> = (0..4).map(|i| scale(i as f64) * y).collect();
        let w: Vec<f64> = v.windows(2).map(|p| p[0] * p[1]).filter(|t| *t > -5.0).collect();
        norm(&v) * w.iter().zip(v.iter().rev()).fold(1.0, |s, (a, b)| s * 0.5 + a * b)
            + v.iter().copied().fold(f64::NEG_INFINITY, f64::max)
    }

    nestings!(f);
}

mod in_place {
    use chainrule::{Differentiable, differentiate};

    #[differentiate(order = 2)]
    fn shuffle(v: &mut Vec<f64>, x: f64) -> f64 {
        v.push(x * v[0]);
        v.swap(0, 1);
        v.insert(1, x * x);
        let last = v.pop().unwrap_or(0.0);
        v.reverse();
        v[0] *= last;
        v.sort_by(|a, b| a.total_cmp(b));
        v[0]
    }
    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x, y * x, y];
        let a = shuffle(&mut v, y);
        let b = shuffle(&mut v, x);
        a * b + v[1] * v[2]
    }

    nestings!(f);
}

mod structs_tuples {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Default, Differentiable)]
    struct P {
        a: f64,
        b: [f64; 2],
        c: Option<f64>,
        #[constant]
        d: f64,
    }
    #[differentiate(order = 2)]
    fn make(x: f64, y: f64) -> (P, f64) {
        let p = P { a: x, d: 2.0, ..P::default() };
        (P { b: [x * y, y], c: if x > 0.0 { Some(y * y * x) } else { None }, ..p }, x * y)
    }
    #[differentiate(order = 2)]
    fn take(p: P, t: (f64, f64)) -> f64 {
        let P { a, b: [u, v], c, d } = p;
        a * u * t.0 + v * c.map(|c| c * t.1).unwrap_or(a) * d
    }
    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let (p, z) = make(x * y, y);
        let q = p.clone();
        take(p, (z, x)) * q.b[0] + take(q, (y, z))
    }

    nestings!(f);
}

mod results_refs {
    use chainrule::{Differentiable, differentiate};

    #[differentiate(order = 2)]
    fn check(x: f64) -> Result<f64, String> {
        if x > 5.0 { Err("large".to_string()) } else { Ok(x * x * x) }
    }
    #[differentiate(order = 2)]
    fn two(x: f64, y: f64) -> Result<f64, String> {
        let a = check(x)?;
        let b = check(y)?;
        Ok(a * b + check(a * 0.1)?)
    }
    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        match two(x, y) {
            Ok(v) => v * x,
            Err(_) => y * y * x,
        }
    }

    nestings!(f);
}

mod boxed_recursion {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    enum Tree {
        Leaf(f64),
        Node(Box<Tree>, Box<Tree>),
    }
    #[differentiate(order = 2)]
    fn eval(t: &Tree, x: f64) -> f64 {
        match t {
            Tree::Leaf(v) => v * x * v,
            Tree::Node(l, r) => eval(l, x) * eval(r, x * 0.5) + x,
        }
    }
    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let t = Tree::Node(
            Box::new(Tree::Leaf(x)),
            Box::new(Tree::Node(Box::new(Tree::Leaf(y)), Box::new(Tree::Leaf(x * y)))),
        );
        eval(&t, y)
    }

    nestings!(f);
}

mod maps {
    use std::collections::{BTreeMap, HashMap};

    use chainrule::differentiate;

    #[differentiate(order = 2)]
    fn product(map: &BTreeMap<u32, f64>) -> f64 {
        map[&1] * map[&1] * map[&2]
    }

    #[differentiate(hessian)]
    fn through_a_call(map: &BTreeMap<u32, f64>) -> f64 {
        product(map) * map[&2]
    }

    #[differentiate(hessian)]
    fn hashed(map: &HashMap<u32, f64>) -> f64 {
        map[&7] * map[&7] * map[&7]
    }

    #[test]
    fn hessians_of_entries() {
        let (x, y) = (0.7, 1.3);
        // x² y²
        let hessian = hessian_through_a_call(&BTreeMap::from([(1, x), (2, y)]));
        chainrule_tests::assert_alike(hessian.as_slice(), &[2.0 * y * y, 4.0 * x * y, 4.0 * x * y, 2.0 * x * x]);
        assert_eq!(hessian_hashed(&HashMap::from([(7, 2.0)])).as_slice(), [12.0]);
    }
}

mod checkpoint {
    use chainrule::{Differentiable, differentiate};

    #[differentiate(order = 2)]
    fn step(x: f64, y: f64) -> f64 {
        (x * y).sin() + x * 0.9
    }
    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = x;
        #[checkpoint]
        for i in 0..4 {
            s = step(s, y) + x * 0.1 * i as f64;
        }
        s * y
    }

    nestings!(f, [(0.7, 0.6), (0.4, -0.8)]);
}

mod parameters_that_change {
    use chainrule::differentiate;

    #[differentiate(order = 2)]
    fn g(x: f64, mut y: f64, mut a: [f64; 2]) -> f64 {
        y *= x;
        a[1] *= y;
        y = y.sin() + a[1];
        y * x * a[0]
    }

    #[differentiate(hessian)]
    fn f(mut x: f64, y: f64) -> f64 {
        x = x * x + y;
        g(x, y, [y, x * 0.1]) * y
    }

    nestings!(f);
}

mod quotients_in_place {
    use chainrule::differentiate;

    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = y * x;
        let z = 1.5 + x * x;
        a /= z;
        a *= y;
        a /= z;
        let mut list = [y, x * y];
        for i in 0..3 {
            list[i % 2] /= 1.5 + x.cos();
            list[i % 2] %= 1.0 + y * y;
            list[i % 2] = list[i % 2].sqrt() / x;
        }
        a * list[0] + list[1]
    }

    nestings!(f, [(0.7, 1.3), (1.9, 0.4)]);
}

mod wholes_behind_references {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct P {
        a: f64,
        b: [f64; 2],
    }

    #[differentiate(order = 2)]
    fn array(x: f64, y: &mut [f64; 3]) {
        for _ in 0..3 {
            *y = [(y[0] * x).sin(), x * y[2], y[1]];
        }
    }
    #[differentiate(order = 2)]
    fn structure(x: f64, p: &mut P) {
        for k in 0..2 {
            *p = P { a: p.b[k] * x, b: [p.a * p.a, p.b[0]] };
        }
    }
    #[differentiate(order = 2)]
    fn tuple(x: f64, t: &mut (f64, f64)) {
        for _ in 0..2 {
            *t = (t.1 * x, t.0 * t.1);
        }
    }
    #[differentiate(order = 2)]
    fn list(x: f64, v: &mut Vec<f64>) {
        for _ in 0..2 {
            *v = vec![v[1] * x, v[0] * v[1], x];
        }
    }
    #[differentiate(order = 2, hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y, x * y];
        array(y, &mut a);
        let mut p = P { a: a[0], b: [a[1], y] };
        structure(x, &mut p);
        let mut t = (p.a, p.b[1] + x);
        tuple(y, &mut t);
        let mut v = vec![t.0, t.1];
        list(x, &mut v);
        a[2] + p.b[0] * t.1 + v[0] * v[1]
    }

    nestings!(f);
}
