//! Calls in every position, of functions that stand anywhere; parts of one container as arguments.

use chainrule::differentiate;
use chainrule_tests::{check, check_effect};

mod nested {
    use super::*;
    #[differentiate]
    fn nested(x: f64, n: usize) -> f64 {
        #[differentiate]
        fn inner(y: f64) -> f64 {
            y * y.sin()
        }
        #[differentiate]
        fn outer<const N: usize>(y: [f64; N]) -> f64 {
            inner(y[0]) + y[N - 1] * inner(y[N - 1])
        }
        const C: f64 = 2.0;
        let mut s = inner(x) * C;
        for _ in 0..n {
            s = outer([s, x, inner(s)]);
        }
        s
    }

    #[test]
    fn functions_inside_of_functions() {
        check!(nested(0.3, const 0));
        check!(nested(0.3, const 2));
    }
}

mod mutual {
    use super::*;
    #[differentiate]
    fn even(x: f64, n: u32) -> f64 {
        if n == 0 { 1.0 } else { x * odd(x, n - 1).sin() }
    }
    #[differentiate]
    fn odd(x: f64, n: u32) -> f64 {
        if n == 0 { x } else { even(x * x, n - 1) + x }
    }
    #[differentiate]
    fn g_even<T: chainrule::Real>(x: T, a: &[T], n: u32) -> T {
        if n == 0 { a[0] } else { x * g_odd(x, &a[..1], n - 1).sin() }
    }
    #[differentiate]
    fn g_odd<T: chainrule::Real>(x: T, a: &[T], n: u32) -> T {
        let s = [x, a[0]];
        if n == 0 { x } else { g_even(x * x, &s, n - 1) + x }
    }

    #[test]
    fn mutual_recursion() {
        for n in 0..5 {
            check!(even(0.3, const n));
            check!(g_even(0.3_f64, &[0.5], const n));
            check!(g_odd(0.3_f32, &[0.5], const n));
        }
    }
}

mod places {
    use super::*;
    #[differentiate]
    fn sq(x: f64) -> f64 {
        x * x
    }
    #[differentiate]
    fn len(x: &[f64]) -> f64 {
        let mut s = 0.0;
        for v in x {
            s += sq(*v);
        }
        s
    }
    fn plain(n: usize) -> usize {
        n + 1
    }
    #[differentiate]
    fn everywhere(x: f64, a: &[f64; 3], n: usize) -> f64 {
        let mut s = x;
        if sq(x) > 0.1 && len(a) < 100.0 || sq(s) < 0.0 {
            s += sq(s);
        }
        while sq(s) < 2.0 {
            s += sq(s) + 0.1;
        }
        match n {
            k if sq(s) > k as f64 => s *= sq(0.5 * s),
            _ => s = sq(x),
        }
        let t = match sq(s) {
            v if v > 3.0 => v.sqrt(),
            v => v,
        };
        for i in 0..plain(n) {
            s += sq(a[i % 3]) * t;
        }
        assert!(sq(s) >= 0.0, "never {}", sq(s));
        let u = {
            let v = sq(s);
            sq(v) + v
        };
        let arr = [sq(u), sq(s) + u, -sq(x)];
        let w = (sq(x), len(&arr));
        let i = if sq(x) > 1.0 { 1 } else { 0 };
        let z = (sq(x) as usize).min(2);
        if n == 17 {
            return sq(w.0);
        }
        arr[i] * 1e-3 + w.0 * w.1 * 1e-6 + sq(a[z]) + sq(if n > 2 { x } else { sq(x) }) + len(&[x, s, sq(x)])
    }

    #[test]
    fn calls_in_conditions_bounds_guards_and_indices() {
        for n in [0, 1, 4, 17] {
            check!(everywhere(0.4, &[0.3, 0.5, 0.7], const n));
        }
    }
}

mod split {
    use super::*;
    #[differentiate]
    fn mix(a: &mut [f64], b: &mut [f64], x: f64) -> f64 {
        a[0] *= b[0] * x;
        b[0] += a[0];
        a[0] * x
    }
    #[differentiate]
    fn dot(a: &[f64], b: &[f64]) -> f64 {
        let mut s = 0.0;
        for i in 0..a.len().min(b.len()) {
            s += a[i] * b[i];
        }
        s
    }
    #[differentiate]
    fn into(a: &mut [f64], b: &[f64]) {
        for i in 0..a.len() {
            a[i] *= b[i] * b[i];
        }
    }
    #[differentiate]
    fn shared(a: &[f64], k: usize) -> f64 {
        let (l, r) = a.split_at(k);
        dot(l, r) * dot(&a[..k], &a[1..]) + dot(l, l)
    }
    #[differentiate]
    fn three(a: &mut [f64], b: &mut [f64], c: &[f64]) -> f64 {
        a[0] *= b[0] * c[0];
        b[1] += c[0] * a[0];
        a[0] + b[1]
    }
    #[differentiate]
    fn thirds(a: &mut [f64], x: f64) -> f64 {
        let (l, rest) = a.split_at_mut(1);
        let (m, r) = rest.split_at_mut(2);
        let mut s = three(l, m, r) * x;
        for _ in 0..3 {
            s += three(m, r, l);
            m[1] *= s;
        }
        {
            let (p, q) = m.split_at_mut(1);
            s *= mix(q, p, l[0]);
        }
        s
    }
    #[differentiate]
    fn local(x: f64, k: usize) -> f64 {
        let mut w = vec![0.0; 5];
        let (l, r) = w.split_at_mut(k);
        l[0] = x * x;
        r[1] = x + l[0];
        l[1] = 2.0;
        r[0] = 1.0;
        let y = mix(l, r, x) + dot(l, r);
        let (_, tail) = w.split_at(k);
        y * w[0] + tail[1] * w[k]
    }
    #[differentiate]
    fn exclusive(a: &mut [f64], k: usize, x: f64) -> f64 {
        let (l, r) = a.split_at_mut(k);
        let y = mix(l, r, x);
        into(l, r);
        l[0] += r[0] * y;
        y * a[0]
    }
    #[differentiate]
    fn direct(a: &mut [f64], k: usize) {
        let (l, r) = a.split_at_mut(k);
        for i in 0..k {
            l[i] += r[i] * r[i];
        }
    }

    #[test]
    fn parts_of_one_slice_as_arguments() {
        check!(shared(&[0.3, 0.5, 0.7, 0.2], const 2));
        check!(thirds(&mut [0.3, 0.5, 0.7, 0.2, 0.9], 0.4));
        check!(local(0.4, const 2));
        check!(local(0.4, const 3));
        check!(exclusive(&mut [0.3, 0.5, 0.7, 0.2], const 2, 0.4));
        check_effect!(direct(&mut [0.3, 0.5, 0.7, 0.2], const 2));
    }
}

mod fields {
    use super::*;
    #[differentiate]
    fn mix(a: &mut f64, b: &mut f64, x: f64) -> f64 {
        *a *= *b * x;
        *b += *a * *b;
        *a * x
    }
    #[differentiate]
    fn two_fields(t: &mut (f64, f64), x: f64) -> f64 {
        let y = mix(&mut t.0, &mut t.1, x);
        y * t.0 * t.1
    }
    #[differentiate]
    fn locals(x: f64, n: usize) -> f64 {
        let mut t = (x, 2.0 * x);
        let mut s = 0.0;
        for _ in 0..n {
            s += mix(&mut t.1, &mut t.0, s + x);
        }
        s * t.0
    }

    #[test]
    fn fields_of_one_tuple_as_arguments() {
        check!(two_fields(&mut (0.3, 0.5), 0.7));
        check!(locals(0.4, const 2));
    }
}

mod glob {
    use super::*;
    mod a {
        pub mod deep {
            use chainrule::differentiate;
            #[differentiate]
            pub fn sq(x: f64) -> f64 {
                x * x
            }
            #[differentiate]
            pub fn cube<T: chainrule::Real>(x: T) -> T {
                x * x * x
            }
        }
        pub use deep::sq as square;
        pub use deep::*;
    }
    use a::*;
    mod b {
        use super::a::{self as z, deep};
        use chainrule::differentiate;
        #[differentiate]
        pub fn f(x: f64) -> f64 {
            z::square(x) + super::a::sq(x) + deep::sq(x) * crate::functions::glob::a::deep::cube::<f64>(x) + self::g(x)
        }
        #[differentiate]
        fn g(x: f64) -> f64 {
            use super::a::deep::sq as q;
            let y = q(x);
            q(y)
        }
    }
    use b::f as h;
    #[differentiate]
    fn top(x: f64) -> f64 {
        h(x) * sq(x) + square(x) + cube(x)
    }

    #[test]
    fn functions_by_every_path() {
        check!(top(0.3));
    }
}

/// What is written through a mutable reference reaches what it refers to, although nothing had reached it before.
mod mutable_references {
    use super::*;
    #[differentiate]
    fn alias(x: f64) -> f64 {
        let mut w = [0.0; 4];
        let l = &mut w[..2];
        l[0] = x * x;
        l[1] = x;
        let v = &mut w;
        v[3] = x.sin();
        w[0] * w[3] + w[1] * x
    }
    #[differentiate]
    fn loops(x: f64, k: usize) -> f64 {
        let mut w = vec![0.0; 4];
        for v in w.iter_mut() {
            *v = x;
        }
        for i in 0..k {
            let e = &mut w[i];
            *e *= x;
        }
        let y = &mut w[0];
        *y += x;
        w[0] * w[1]
    }
    #[differentiate]
    fn total(x: f64) -> f64 {
        let mut s = 0.0;
        {
            let t = &mut s;
            *t += x * x;
        }
        s
    }
    #[differentiate]
    fn fields(x: f64) -> f64 {
        let mut t = (0.0, [0.0; 2]);
        let a = &mut t.0;
        *a = x * x;
        let b = &mut t.1;
        b[1] = *a * x;
        let c = &mut b[0];
        *c += x;
        t.0 * t.1[1] + t.1[0] + x
    }
    #[differentiate]
    fn twice(x: f64) -> f64 {
        let mut s = 0.0;
        let t = &mut s;
        let u = &mut *t;
        *u += x * x;
        let v = u;
        *v *= 2.0;
        s + x
    }
    fn bump(n: &mut usize) -> usize {
        *n += 1;
        *n
    }
    #[differentiate]
    fn passive(x: f64) -> f64 {
        let mut n = 0;
        let m = &mut n;
        *m += 1;
        let k = bump(m);
        let mut ids = [1, 2, 3];
        let i = &mut ids;
        i[0] = k;
        i.swap(0, 1);
        x * i[1] as f64 * x.powi(n as i32)
    }
    fn fill(v: &mut [f64]) {
        v[0] = 2.0;
    }
    #[differentiate]
    fn constants(x: f64) -> f64 {
        let mut w = [0.0; 2];
        let l = &mut w;
        fill(l);
        fill(&mut l[1..]);
        x * w[0] * w[1]
    }

    #[test]
    fn writes_through_a_reference_to_a_constant() {
        check!(fields(0.4));
        check!(twice(0.4));
        check!(passive(0.4));
        check!(constants(0.4));
        check!(alias(0.4));
        check!(loops(0.4, const 1));
        check!(total(0.4));
    }
}
