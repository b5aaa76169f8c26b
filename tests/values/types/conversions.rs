//! Conversions of types of the user's: `From`, `TryFrom`, `FromIterator`, and `into`.
use chainrule::{Differentiable, Real, differentiate};

mod from_values {
    use super::*;

    #[derive(Clone, Copy, Differentiable)]
    struct Polar {
        r: f64,
        t: f64,
    }
    #[derive(Clone, Copy, Differentiable)]
    struct Cart {
        x: f64,
        y: f64,
    }
    #[differentiate]
    impl From<Polar> for Cart {
        fn from(p: Polar) -> Self {
            Cart { x: p.r * p.t.cos(), y: p.r * p.t.sin() }
        }
    }
    #[differentiate]
    fn norm(c: Cart) -> f64 {
        (c.x * c.x + 2.0 * c.y).sin()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let p = Polar { r: x, t: y };
        let c: Cart = p.into();
        let d = Cart::from(Polar { r: y, t: x });
        norm(c) + d.x * d.y + norm(p.into())
    }

    chainrule_tests::agrees!(f);
}

mod from_arrays_and_tuples {
    use super::*;

    #[derive(Clone, Copy, Differentiable)]
    struct V3 {
        x: f64,
        y: f64,
        z: f64,
    }
    #[differentiate]
    impl From<[f64; 3]> for V3 {
        fn from(a: [f64; 3]) -> V3 {
            V3 { x: a[0], y: a[1], z: a[2] }
        }
    }
    #[differentiate]
    impl From<(f64, f64, f64)> for V3 {
        fn from((x, y, z): (f64, f64, f64)) -> V3 {
            V3 { x, y, z }
        }
    }
    #[differentiate]
    impl From<f64> for V3 {
        fn from(s: f64) -> V3 {
            V3 { x: s, y: s, z: s }
        }
    }
    #[differentiate]
    impl From<V3> for [f64; 3] {
        fn from(v: V3) -> [f64; 3] {
            [v.x, v.y, v.z]
        }
    }
    #[differentiate]
    impl From<&V3> for Vec<f64> {
        fn from(v: &V3) -> Vec<f64> {
            vec![v.x, v.y, v.z]
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = V3::from([x, y, x * y]);
        let b: V3 = (x, 1.0, y).into();
        let c: V3 = y.into();
        let arr: [f64; 3] = a.into();
        let l = Vec::from(&b);
        a.x * b.z + c.y * a.z + arr[1] * arr[2] + l[0] * l[2]
    }

    chainrule_tests::agrees!(f);
}

mod beside_defaults {
    use super::*;

    #[derive(Clone, Differentiable)]
    struct P {
        a: f64,
        b: f64,
    }
    #[differentiate]
    impl Default for P {
        fn default() -> Self {
            P { a: 1.0, b: 2.0 }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let p = P { a: x, ..Default::default() };
        let q = P::default();
        p.a * p.b * y + q.a
    }

    chainrule_tests::agrees!(f);
}

mod beside_sums {
    use super::*;

    #[derive(Clone, Copy, Differentiable)]
    struct V {
        x: f64,
        y: f64,
    }
    #[differentiate]
    impl std::ops::Add for V {
        type Output = V;
        fn add(self, o: V) -> V {
            V { x: self.x + o.x, y: self.y + o.y }
        }
    }
    #[differentiate]
    impl std::iter::Sum for V {
        fn sum<I: Iterator<Item = V>>(iter: I) -> V {
            iter.fold(V { x: 0.0, y: 0.0 }, |a, b| a + b)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let l = vec![V { x, y }, V { x: y, y: x * y }];
        let s: V = l.iter().copied().sum();
        s.x * s.y
    }

    chainrule_tests::agrees!(f);
}

mod collected {
    use super::*;

    #[derive(Clone, Differentiable)]
    struct Poly {
        c: Vec<f64>,
    }
    #[differentiate]
    impl FromIterator<f64> for Poly {
        fn from_iter<I: IntoIterator<Item = f64>>(iter: I) -> Self {
            Poly { c: iter.into_iter().collect() }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let p: Poly = vec![x, y, 1.0].into_iter().map(|v| v * x).collect();
        p.c[0] * p.c[1]
    }

    chainrule_tests::agrees!(f);
}

mod generic_types {
    use super::*;

    #[derive(Clone, Copy, Differentiable)]
    struct Dual<T> {
        a: T,
        b: T,
    }
    #[differentiate]
    impl<T: Real> From<T> for Dual<T> {
        fn from(v: T) -> Self {
            Dual { a: v * v, b: v }
        }
    }
    #[differentiate]
    fn run<T: Real>(x: T) -> T {
        let d = Dual::from(x);
        let e: Dual<T> = x.sin().into();
        d.a * d.b + e.a
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        run(x) * run(y)
    }

    chainrule_tests::agrees!(f);
}

mod colors {
    use super::*;

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Lab {
        l: f64,
        a: f64,
        b: f64,
    }
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Rgb {
        r: f64,
        g: f64,
        b: f64,
    }
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Xyz([f64; 3]);
    #[differentiate]
    fn gamma(v: f64) -> f64 {
        if v > 0.04 { ((v + 0.055) / 1.055).powf(2.4) } else { v / 12.92 }
    }
    #[differentiate]
    impl From<Rgb> for Xyz {
        fn from(c: Rgb) -> Self {
            let (r, g, b) = (gamma(c.r), gamma(c.g), gamma(c.b));
            Xyz([0.4 * r + 0.3 * g + 0.2 * b, 0.2 * r + 0.7 * g + 0.1 * b, 0.1 * g + 0.9 * b])
        }
    }
    #[differentiate]
    impl From<Xyz> for Lab {
        fn from(Xyz(v): Xyz) -> Lab {
            let f = |t: f64| (t * t + 0.1).cbrt();
            Lab { l: 116.0 * f(v[1]) - 16.0, a: 5.0 * (f(v[0]) - f(v[1])), b: 2.0 * (f(v[1]) - f(v[2])) }
        }
    }
    #[differentiate]
    impl From<&Rgb> for Lab {
        fn from(c: &Rgb) -> Lab {
            let x: Xyz = (*c).into();
            Lab::from(x)
        }
    }
    #[differentiate]
    fn delta(a: &Lab, b: &Lab) -> f64 {
        ((a.l - b.l).powi(2) + (a.a - b.a).powi(2) + (a.b - b.b).powi(2)).sqrt()
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Palette {
        colors: Vec<Lab>,
    }
    #[differentiate]
    impl Palette {
        fn of(list: &[Rgb]) -> Palette {
            Palette { colors: list.iter().map(|c| Lab::from(c)).collect() }
        }
        fn by_map(list: &[Rgb]) -> Palette {
            Palette { colors: list.iter().map(Lab::from).collect() }
        }
        fn spread(&self) -> f64 {
            let mut s = 0.0;
            for i in 1..self.colors.len() {
                s += delta(&self.colors[i - 1], &self.colors[i]);
            }
            s
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let list = vec![
            Rgb { r: 0.2 + x * x, g: 0.3, b: y.abs() },
            Rgb { r: 0.5, g: 0.1 + y * y, b: 0.2 },
            Rgb { r: 0.9, g: x.abs(), b: 0.4 },
        ];
        let target = Lab::from(Xyz::from(list[0]));
        let other: Lab = (&list[1]).into();
        Palette::of(&list).spread() + delta(&target, &other) + Palette::by_map(&list).spread()
    }

    chainrule_tests::agrees!(f);
}

mod twice {
    use super::*;

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Polar {
        r: f64,
        t: f64,
    }
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Cart {
        x: f64,
        y: f64,
    }
    #[differentiate(order = 2)]
    impl From<Polar> for Cart {
        fn from(p: Polar) -> Self {
            Cart { x: p.r * p.t.cos(), y: p.r * p.t.sin() }
        }
    }
    #[differentiate(order = 2)]
    impl From<&[f64]> for Polar {
        fn from(p: &[f64]) -> Self {
            Polar { r: p[0] * p[1], t: p[1] }
        }
    }
    #[differentiate(order = 2)]
    impl FromIterator<f64> for Cart {
        fn from_iter<I: IntoIterator<Item = f64>>(iter: I) -> Self {
            let mut c = Cart { x: 1.0, y: 0.0 };
            for v in iter {
                c.x *= v;
                c.y += v * v;
            }
            c
        }
    }
    #[differentiate(hessian, hvp, grad, value_and_grad, accumulate_grad, vjp, jvp)]
    fn f(x: f64, y: f64) -> f64 {
        let c = Cart::from(Polar { r: x, t: y });
        let l = vec![x, y];
        let p = Polar::from(&l[..]);
        let q: Cart = p.into();
        let z: Cart = l.iter().map(|v| v * x).collect();
        c.x * q.y + p.r * c.y + z.x * z.y
    }

    #[test]
    fn agrees_twice() {
        chainrule_tests::check_second!(f);
    }
}

mod that_may_fail {
    use super::*;

    #[derive(Debug, Clone)]
    struct Bad;
    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Prob(f64);
    #[differentiate]
    impl TryFrom<f64> for Prob {
        type Error = Bad;
        fn try_from(v: f64) -> Result<Self, Self::Error> {
            if v < -50.0 {
                return Err(Bad);
            }
            Ok(Prob(1.0 / (1.0 + (-v).exp())))
        }
    }
    #[differentiate]
    fn loss(x: f64, y: f64) -> Result<f64, Bad> {
        let p = Prob::try_from(x * y)?;
        let q = Prob::try_from(x)?;
        Ok(p.0 * q.0.ln())
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        match loss(x, y) {
            Ok(v) => v + Prob::try_from(y).unwrap().0,
            Err(_) => 0.0,
        }
    }

    chainrule_tests::agrees!(f);
}
