//! Functions that take functions, differentiated through.

use chainrule::differentiate;
use chainrule_tests::check;
#[differentiate]
fn newton(f: impl Fn(f64) -> f64, x0: f64, n: usize) -> f64 {
    let mut x = x0;
    for _ in 0..n {
        let slope = (f(x + 1e-3) - f(x - 1e-3)) / 2e-3;
        x -= f(x) / slope;
        if f(x).abs() < 1e-9 {
            break;
        }
    }
    x
}
#[differentiate]
fn integrate<F: Fn(f64, f64) -> f64>(f: F, a: f64, b: f64) -> f64 {
    let n = 4;
    let h = (b - a) / n as f64;
    let mut sum = 0.5 * (f(a, b) + f(b, a));
    for i in 1..n {
        sum += f(a + i as f64 * h, h);
    }
    sum * h
}
#[differentiate]
fn by_reference<F>(f: &F, x: f64) -> f64
where
    F: Fn(f64) -> f64,
{
    let y = f(x);
    f(y) * y
}
#[differentiate]
fn by_dyn(f: &dyn Fn(f64) -> f64, x: f64) -> f64 {
    let g = f;
    g(x) * f(x * x)
}
#[differentiate]
fn mixed(f: impl Fn(f64, usize, &[f64]) -> f64, x: f64, a: &[f64]) -> f64 {
    let mut s = f(x, 1, a);
    let w = [s, x, 2.0];
    for i in 0..2 {
        s += f(s, i, &w) * f(a[0], i, &a[1..]);
    }
    s + f(1.0, 0, &[1.0, 2.0, x])
}
#[differentiate]
fn cubic(x: f64) -> f64 {
    x * x * x - 2.0 * x + 0.5
}
#[differentiate]
fn product(x: f64, y: f64) -> f64 {
    x * y.sin() + x
}
#[differentiate]
fn pick(x: f64, i: usize, a: &[f64]) -> f64 {
    a[i] * x * a[i]
}
#[differentiate]
fn generic<T: chainrule::Real>(x: T) -> T {
    x * x + x.sin()
}
#[differentiate]
fn adaptive(f: &impl Fn(f64) -> f64, a: f64, b: f64, depth: u32) -> f64 {
    let m = 0.5 * (a + b);
    let whole = (f(a) + f(b)) * 0.5 * (b - a);
    let halves = (f(a) + 2.0 * f(m) + f(b)) * 0.25 * (b - a);
    if depth == 0 || (whole - halves).abs() < 1e-3 {
        halves
    } else {
        adaptive(f, a, m, depth - 1) + adaptive(f, m, b, depth - 1)
    }
}
#[differentiate]
fn passes_on(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    newton(&f, x, 2) * by_reference(&f, x) + by_dyn(&f, x) + adaptive(&f, 0.0, x, 2)
}
#[differentiate]
fn uses(x: f64, a: &[f64], n: usize) -> f64 {
    let mut s = newton(cubic, x, 4) + integrate(product, x, 2.0 * x);
    for _ in 0..n {
        s += by_reference(&cubic, s * 0.1)
            + by_dyn(&generic, x)
            + by_reference(&generic, x)
            + passes_on(self::generic, x + 1.0)
            + adaptive(&cubic, x, 2.0, 3);
        s *= 0.1;
        s += mixed(pick, s, a);
    }
    s
}
#[differentiate]
fn nothing_active_but_it(x: f64) -> f64 {
    newton(cubic, 0.2, 2) * x + newton(f64::sin, 0.3, 2)
}

#[test]
fn functions_by_name() {
    for n in 0..3 {
        check!(uses(0.2, &[0.3, 0.5, 0.7], const n));
    }
    check!(nothing_active_but_it(0.3));
}

/// Nothing but the function is differentiated.
#[differentiate]
fn mean(f: impl Fn(f64) -> f64, n: usize) -> f64 {
    let mut sum = 0.0;
    for i in 0..n {
        sum += f(i as f64);
    }
    sum / n as f64
}

#[differentiate]
fn of_nothing_else(x: f64) -> f64 {
    mean(cubic, 3) * x
}

#[test]
fn only_the_function_is_active() {
    check!(of_nothing_else(0.4));
}

mod closures {
    use super::*;
    use chainrule_tests::check_laws;
    #[differentiate]
    fn integrate<F: Fn(f64) -> f64>(f: &F, a: f64, b: f64) -> f64 {
        let mut sum = 0.5 * (f(a) + f(b));
        for i in 1..4 {
            sum += f(a + i as f64 * 0.25 * (b - a));
        }
        sum * 0.25 * (b - a)
    }
    #[differentiate]
    fn root(a: f64) -> f64 {
        newton(|x| x * x - a, 1.0, 5)
    }
    #[differentiate]
    fn typed(a: f64, b: f64) -> f64 {
        integrate(
            &|x: f64| -> f64 {
                let y = x * a;
                if y > 0.5 { y.sin() * b } else { y * y }
            },
            a,
            2.0,
        )
    }
    #[differentiate]
    fn captures(w: &[f64], n: usize, v: [f64; 2], scale: f64) -> f64 {
        let k = n as i32;
        let mut s = scale;
        let row = &w[1..];
        for i in 0..n {
            let f = |x: f64| x.powi(k) * row[i % 2] + v[1] * s;
            s += integrate(&f, w[0], s);
            s *= integrate(&|x| w[i % 3] * x * scale, 0.0, 0.5);
        }
        s + integrate(
            &|x| {
                let mut t = 0.0;
                for j in 0..3 {
                    t += w[j] * x;
                }
                t * t
            },
            s,
            v[0],
        )
    }
    #[differentiate]
    fn nested(a: f64, b: f64) -> f64 {
        newton(|x| integrate(&|t| t * x + a * t.sin(), 0.0, 1.0) - b * x * x, b, 2)
    }
    #[differentiate]
    fn through(f: impl Fn(f64) -> f64, a: f64) -> f64 {
        newton(|x| f(x) - a, 1.0, 4) * integrate(&|x| f(x) * f(a), 0.0, a)
    }
    #[differentiate]
    fn cubic(x: f64) -> f64 {
        x * x * x + x
    }
    #[differentiate]
    fn layers(a: f64, b: f64) -> f64 {
        through(cubic, a) + through(|x| x * x * b + x, b)
    }
    #[differentiate]
    fn same_twice(a: f64, w: &[f64]) -> f64 {
        two(|x| a * x + w[0], |x| x * x * a - w[1], a)
    }
    #[differentiate]
    fn two(f: impl Fn(f64) -> f64, g: impl Fn(f64) -> f64, x: f64) -> f64 {
        let y = f(x) * g(x);
        f(y) + g(y * x)
    }
    #[differentiate]
    fn rhs(f: impl Fn(f64, &[f64]) -> f64, y: &[f64], n: usize) -> f64 {
        let mut z = y.to_vec();
        for i in 0..n {
            let d = f(i as f64, &z);
            z[0] += 0.1 * d;
            z[1] -= d * z[0];
        }
        f(1.0, y) + z[1]
    }
    #[differentiate]
    fn ode(a: f64, y: &[f64]) -> f64 {
        rhs(|t: f64, z: &[f64]| a * z[0] - z[1] * t + z[1] * z[0], y, 3) * rhs(|_, z: &[f64]| z[0] * a, &[a, 1.0], 2)
    }
    #[differentiate]
    fn overwritten(a: f64) -> f64 {
        let mut b = a;
        let x = newton(|x| x * x - b, 1.0, 3);
        b = b * x;
        let y = newton(|x| x * b - a, 1.0, 3);
        b += y;
        b * x
    }
    #[differentiate]
    fn generic<T: chainrule::Real>(a: T, b: T) -> T {
        apply(|x| x * a + b.sin(), b)
    }
    #[differentiate]
    fn apply<T: chainrule::Real>(f: impl Fn(T) -> T, x: T) -> T {
        f(x) * f(x * x)
    }
    #[differentiate]
    fn single(a: f32) -> f32 {
        apply(|x| x * a + 1.0, 2.0 * a)
    }

    #[test]
    fn closures_that_capture() {
        check!(root(2.0));
        check!(typed(0.4, 0.7));
        for n in 0..4 {
            check!(captures(&[0.3, 0.5, 0.7], const n, [0.2, 0.4], 0.6));
        }
        check!(nested(0.4, 0.7));
        check!(layers(0.4, 0.7));
        check!(same_twice(0.4, &[0.2, 0.3]));
        check!(ode(0.4, &[0.2, 0.3]));
        check!(overwritten(1.4));
        check!(generic(0.4_f64, 0.7));
        check!(generic(0.4_f32, 0.7));
        check!(single(0.4));

        check_laws!(nested(0.4, 0.7));
        check_laws!(captures(&[0.3, 0.5, 0.7], const 3, [0.2, 0.4], 0.6));
    }
}

mod iterators {
    use super::*;
    #[differentiate]
    fn total(f: impl Fn(f64) -> f64, xs: &[f64]) -> f64 {
        xs.iter().map(|x| f(*x)).sum::<f64>() + xs.iter().copied().map(&f).fold(0.0, |a, b| a + b * b)
    }
    #[differentiate]
    fn sq(x: f64) -> f64 {
        x * x
    }
    #[differentiate]
    fn uses(a: f64, xs: &[f64]) -> f64 {
        total(sq, xs) * a + total(|x| x * a, xs)
    }

    #[test]
    fn functions_passed_on_to_iterators() {
        check!(uses(0.4, &[0.3, 0.7]));
    }
}

mod types {
    use super::*;
    #[differentiate]
    trait Integrand {
        fn eval(x: f64) -> f64;
    }
    struct Sine;
    #[differentiate]
    impl Integrand for Sine {
        fn eval(x: f64) -> f64 {
            x.sin() * x
        }
    }
    struct Cubic;
    #[differentiate]
    impl Integrand for Cubic {
        fn eval(x: f64) -> f64 {
            x * x * x
        }
    }
    #[differentiate]
    fn simpson<F: Integrand>(a: f64, b: f64) -> f64 {
        let m = 0.5 * (a + b);
        (b - a) / 6.0 * (F::eval(a) + 4.0 * F::eval(m) + F::eval(b))
    }
    #[differentiate]
    fn both(a: f64, b: f64) -> f64 {
        simpson::<Sine>(a, b) + simpson::<Cubic>(b, a * a)
    }

    #[test]
    fn functions_by_a_type() {
        check!(both(0.4, 0.7));
        let _ = grad_simpson::<Cubic>(0.4, 0.7);
    }
}

/// Functions that are held constant.
mod held {
    use super::*;
    use chainrule::stop_gradient;
    fn helper(t: f64) -> f64 {
        t * t
    }
    #[differentiate]
    fn g(#[constant] f: impl Fn(f64) -> f64, x: f64) -> f64 {
        let c = f(2.0);
        x * c * x
    }
    #[differentiate]
    fn h(#[constant] f: fn(f64) -> f64, x: f64, n: usize) -> f64 {
        let mut y = x;
        for i in 0..n {
            y *= f(i as f64) + x;
        }
        y
    }
    #[differentiate]
    fn uses(x: f64) -> f64 {
        g(stop_gradient(helper), x) + h(stop_gradient(helper), x, 3) + g(stop_gradient(|t: f64| t + 1.0), x)
    }

    #[test]
    fn functions_that_are_held_constant() {
        check!(g(const helper, 0.4));
        check!(h(const helper, 0.4, const 3));
        check!(uses(0.4));
    }
}
