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

mod everywhere {
    use super::*;
    use chainrule_tests::check_effect;
    #[differentiate]
    fn times(f: impl Fn(f64) -> f64, x: f64, n: usize) -> f64 {
        let mut y = x;
        for _ in 0..n {
            y = f(y);
            if y > 50.0 {
                return y * 0.5;
            }
        }
        y
    }
    #[differentiate]
    fn captures(w: &[f64], a: f64, n: usize) -> f64 {
        let mut s = a;
        for i in 0..n {
            s += times(|x| x * w[i % 2] + a * s, s, i);
        }
        s
    }
    #[differentiate]
    fn half_constant(a: f64, w: &[f64], n: usize) -> f64 {
        captures(&[0.5, 0.25], a, n) * captures(w, 0.7, n) + captures(&[0.1, 0.2], 0.3, n) * a
    }
    #[differentiate]
    fn zero_trips(a: f64) -> f64 {
        times(|x| x * a, a, 0) + times(|x| x + a, 2.0, 0) * a
    }
    #[differentiate]
    fn overwrites(a: &mut [f64], k: f64) -> f64 {
        let mut t = 0.0;
        for i in 0..a.len() {
            let old = a[i];
            t += times(|x| x * old + k, a[i], 2);
            a[i] = times(|x| x * t, old, 1);
        }
        t
    }
    #[differentiate]
    fn effect(f: impl Fn(f64) -> f64, a: &mut [f64]) {
        for v in a.iter_mut() {
            *v = f(*v) * *v;
        }
    }
    #[differentiate]
    fn effects(a: &mut [f64], k: f64) {
        effect(|x| x * k, a);
        let c = a[0];
        effect(|x| x + c, &mut a[1..]);
    }
    #[differentiate]
    fn vector(f: impl Fn(&[f64], f64) -> Vec<f64>, y: &[f64], n: usize) -> Vec<f64> {
        let mut z = y.to_vec();
        for i in 0..n {
            let d = f(&z, 0.1 * i as f64);
            for j in 0..z.len() {
                z[j] += 0.1 * d[j];
            }
        }
        z
    }
    #[differentiate]
    fn pendulum(theta: f64, l: f64, n: usize) -> f64 {
        let z = vector(|y: &[f64], t: f64| vec![y[1], -(y[0].sin()) / l + t], &[theta, 0.0], n);
        z[0] * z[0] + z[1]
    }
    #[differentiate]
    fn slope(y: &[f64], t: f64) -> Vec<f64> {
        vec![y[1] * t, -y[0]]
    }
    #[differentiate]
    fn by_name(theta: f64, n: usize) -> f64 {
        vector(slope, &[theta, 1.0], n)[1]
    }
    #[differentiate]
    fn pair(f: impl Fn(f64, f64) -> (f64, f64), x: f64) -> f64 {
        let (a, b) = f(x, 2.0 * x);
        let (c, d) = f(b, a);
        c * d + a
    }
    #[differentiate]
    fn rotated(x: f64, angle: f64) -> f64 {
        pair(|u, v| (u * angle.cos() - v * angle.sin(), u * angle.sin() + v * angle.cos()), x)
    }
    #[differentiate]
    fn arrays(f: impl Fn([f64; 2]) -> [f64; 2], x: [f64; 2], n: usize) -> [f64; 2] {
        let mut y = x;
        for _ in 0..n {
            y = f(y);
        }
        y
    }
    #[differentiate]
    fn shear(x: [f64; 2], k: f64, n: usize) -> f64 {
        let m = [[1.0, k], [k * k, 0.5]];
        let y = arrays(|v: [f64; 2]| [m[0][0] * v[0] + m[0][1] * v[1], m[1][0] * v[0] + m[1][1] * v[1].sin()], x, n);
        y[0] * y[1]
    }
    #[differentiate]
    fn conditional(f: impl Fn(f64) -> f64, g: impl Fn(f64) -> f64, x: f64) -> f64 {
        if f(x) > g(x) {
            f(x) * x
        } else {
            let y = g(x);
            match (y * 10.0) as i32 {
                0..=3 => f(y),
                _ => g(f(y)),
            }
        }
    }
    #[differentiate]
    fn chosen(x: f64, a: f64) -> f64 {
        conditional(|t| t * a, |t| a - t, x) + conditional(|t| -t * a, |t| t * t, a)
    }
    #[differentiate]
    fn shadowed(x: f64) -> f64 {
        let a = x * 2.0;
        let a = a * x;
        let r = times(|x| x * a, 0.5, 2);
        let a = r + a;
        times(|t| t + a, x, 2)
    }
    #[differentiate]
    fn early(a: f64, n: usize) -> f64 {
        times(
            |x| {
                if x > 1.0 {
                    return x * a;
                }
                let mut y = x;
                for _ in 0..n {
                    y += a;
                    if y > 3.0 {
                        break;
                    }
                }
                y * y
            },
            a,
            3,
        )
    }

    #[test]
    fn captures_that_change_and_functions_of_everything() {
        for n in 0..4 {
            check!(captures(&[0.3, 0.5], 0.4, const n));
            check!(half_constant(0.4, &[0.3, 0.5], const n));
            check!(pendulum(0.4, 0.9, const n));
            check!(by_name(0.3, const n));
            check!(shear([0.3, 0.2], 0.4, const n));
            check!(early(0.8, const n));
        }
        check!(zero_trips(0.4));
        check!(overwrites(&mut [0.3, 0.5, 0.2], 0.4));
        check_effect!(effects(&mut [0.3, 0.5, 0.2], 0.4));
        check!(rotated(0.3, 0.4));
        check!(chosen(0.3, 0.4));
        check!(chosen(0.9, 0.4));
        check!(chosen(0.2, 1.4));
        check!(shadowed(0.7));
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
