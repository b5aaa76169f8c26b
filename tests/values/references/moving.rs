//! References that move on: to another element, to the rest of a slice, to the other of two buffers.

mod largest_element {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = [x, y * 2.0, x * y];
        let mut best = &a[0];
        for v in &a {
            if v > best {
                best = v;
            }
        }
        best * x
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod rest_of_a_slice {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y * 2.0, x * y];
        let mut rest = &a[..];
        let mut s = 0.0;
        while !rest.is_empty() {
            s = s * x + rest[0];
            rest = &rest[1..];
        }
        s
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod first_and_rest {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y * 2.0, x * y];
        let mut rest = &a[..];
        let mut s = 0.0;
        while let Some((head, tail)) = rest.split_first() {
            s = s * x + head;
            rest = tail;
        }
        s
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod slice_pattern {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y * 2.0, x * y];
        let mut rest = &a[..];
        let mut s = 0.0;
        while let [head, tail @ ..] = rest {
            s = s * x + head;
            rest = tail;
        }
        s
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod parameter_that_moves {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn horner(mut c: &[f64], x: f64) -> f64 {
        let mut s = 0.0;
        while let Some((h, t)) = c.split_first() {
            s = s * x + h;
            c = t;
        }
        s
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y * 2.0, x * y];
        horner(&a, x)
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod two_pointers {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y];
        let b = vec![y, x];
        let (mut p, mut q) = (&a[..], &b[..]);
        let mut s = 0.0;
        while !p.is_empty() && !q.is_empty() {
            if p[0] < q[0] {
                s = s * x + p[0];
                p = &p[1..];
            } else {
                s = s * y + q[0] * q[0];
                q = &q[1..];
            }
        }
        s
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod rest_by_mutable_reference {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = vec![x, y, x * y, 1.0];
        {
            let mut rest = &mut a[..];
            while rest.len() >= 2 {
                let (l, r) = rest.split_at_mut(2);
                l[0] *= l[1];
                rest = r;
            }
        }
        a[0] + a[2] * x
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod best_of_structs {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    #[derive(Clone, Debug, Differentiable)]
    struct P {
        x: f64,
        w: Vec<f64>,
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let ps = vec![P { x, w: vec![y] }, P { x: y, w: vec![x * y] }, P { x: x * y, w: vec![x] }];
        let mut best = &ps[0];
        for p in &ps[1..] {
            if p.x > best.x {
                best = p;
            }
        }
        best.w[0] * best.x
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod from_an_iterator {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y];
        let mut best = a.first().unwrap();
        for v in a.iter().skip(1) {
            if *v < *best {
                best = v;
            }
        }
        best.sin() * x
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod best_with_position {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn best<'a>(ps: &[f64], x: f64) -> f64 {
        let mut best = &ps[0];
        let mut at = 0;
        for (i, p) in ps.iter().enumerate() {
            if (p - x).abs() < (best - x).abs() {
                best = p;
                at = i;
            }
        }
        best * x + at as f64
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        best(&[x * y, y, x * x], y * 1.1)
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod last_and_rest {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y * 2.0, x * y];
        let mut rest = a.as_slice();
        let mut s = 0.0;
        while let Some((last, init)) = rest.split_last() {
            s = s * y + last.sin();
            rest = init;
        }
        s
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod two_elements_at_once {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y * 2.0, x * y, y];
        let mut rest = &a[..];
        let mut s = 0.0;
        loop {
            match rest {
                [a, b, tail @ ..] => {
                    s += a * b * x;
                    rest = tail;
                }
                [a] => {
                    s += a;
                    break;
                }
                _ => break,
            }
        }
        s
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod both_ends {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y * 2.0, x * y, y, x];
        let mut rest = &a[..];
        let mut s = 0.0;
        while let [first, middle @ .., last] = rest {
            s += first * last;
            rest = middle;
        }
        s + rest.len() as f64 * x
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod two_parameters {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn dot(mut a: &[f64], mut b: &[f64]) -> f64 {
        let mut s = 0.0;
        while let (Some((x, ra)), Some((y, rb))) = (a.split_first(), b.split_first()) {
            s += x * y * y;
            a = ra;
            b = rb;
        }
        s
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        dot(&[x, y, x * y], &[y, x])
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod parameter_used_after {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn dot(mut a: &[f64], b: &[f64]) -> f64 {
        let mut s = 0.0;
        for y in b {
            s += a[0] * y;
            a = &a[1..];
        }
        s + a.iter().sum::<f64>()
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        dot(&[x, y, x * y, y], &[y, x])
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod parameter_by_mutable_reference {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn g(mut a: &mut [f64], x: f64) {
        while a.len() > 1 {
            a[1] += a[0] * x;
            a = &mut a[1..];
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x, y, x * y];
        g(&mut v, y);
        v[0] * v[1] * v[2]
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod overlapping_changes {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x, y, x * y, 2.0 * y];
        {
            let mut r = &mut v[..];
            while r.len() >= 2 {
                r[0] *= r[1] * r[1];
                r[1] = r[0].sin();
                r = &mut r[1..];
            }
        }
        v.iter().map(|v| v * v).sum::<f64>()
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod taken_slice {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x, y, x * y, 2.0 * y];
        {
            let mut r = &mut v[..];
            while !r.is_empty() {
                let (a, b) = std::mem::take(&mut r).split_at_mut(1);
                a[0] *= x;
                r = b;
            }
        }
        v.iter().map(|v| v * v).sum::<f64>()
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod row_of_rows {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = vec![vec![x, y], vec![x * y, y], vec![y, 1.0]];
        let mut row = &m[0];
        let mut s = 0.0;
        for r in &m {
            s += row[0] * r[1];
            if r[0] > row[0] {
                row = r;
            }
        }
        s + row[1] * row[0]
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod earlier_place {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y, 2.0 * y];
        let mut r = &a[..];
        let mut s = 0.0;
        while r.len() > 2 {
            let old = r;
            let h = &r[0];
            r = &r[1..];
            s += old[1] * h + r[0] * r[1] * old[0];
        }
        s
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod chosen_place {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y, 2.0 * y];
        let mut p = &a[0];
        p = if x > y { &a[1] } else { &a[2] };
        p * x
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod moved_while_iterated {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y, 2.0 * y];
        let mut r = &a[..];
        let mut s = 0.0;
        for v in r.iter() {
            s += v * r[0];
            r = &r[1..];
        }
        s
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod rest_consumed {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y, 2.0 * y];
        let mut r = &a[..];
        let mut s = 0.0;
        while !r.is_empty() {
            s += r.iter().map(|v| v * v).sum::<f64>() * r[0];
            r = &r[1..];
        }
        s
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod rest_passed_on {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn dot(a: &[f64], b: &[f64]) -> f64 {
        a.iter().zip(b).map(|(x, y)| x * y).sum()
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y, 2.0 * y];
        let mut r = &a[..];
        let mut s = 0.0;
        while r.len() > 1 {
            s += dot(r, &r[1..]);
            r = &r[1..];
        }
        s
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod chunk_and_rest {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y, 2.0 * y, 1.0];
        let mut r = &a[..];
        let mut s = 1.0;
        while r.len() >= 2 {
            let (l, rest) = r.split_at(2);
            s *= l[0] + l[1];
            r = rest;
        }
        s * r[0]
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod early_return {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn g(mut r: &[f64], t: f64) -> f64 {
        let mut s = 0.0;
        while let Some((h, tail)) = r.split_first() {
            if *h > t {
                return s * h;
            }
            s += h * h;
            r = tail;
        }
        s
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&[x, y, x * y, 2.5], 2.0)
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod overwritten_after {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = vec![x, y, x * y];
        let mut s = 0.0;
        for k in 0..3 {
            let mut best = &a[0];
            for v in &a {
                if v > best {
                    best = v;
                }
            }
            s += best * best;
            let b = *best;
            a[k] = b * 0.5;
        }
        s + a[0]
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod elements_swap {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y];
        let mut p = &a[0];
        let mut q = &a[1];
        let mut s = 0.0;
        for i in 0..4 {
            s += *p * (i as f64) + q * q;
            (p, q) = (q, p);
        }
        s + p
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod two_buffers {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = vec![x, y, x * y];
        let mut b = vec![0.0; 3];
        let (mut cur, mut next) = (&mut a, &mut b);
        for _ in 0..3 {
            for i in 0..3 {
                next[i] = cur[i] * cur[(i + 1) % 3] * 0.5 + x;
            }
            std::mem::swap(&mut cur, &mut next);
        }
        cur.iter().sum::<f64>() * next[0]
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod two_arrays_by_tuple {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y, x * y];
        let mut b = [0.0; 3];
        let mut cur = &mut a;
        let mut next = &mut b;
        for _ in 0..3 {
            for i in 0..3 {
                next[i] = cur[i] * cur[(i + 1) % 3] * 0.5 + x;
            }
            (cur, next) = (next, cur);
        }
        cur[0] + next[1] * 3.0
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod elements_swap_odd {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y];
        let mut p = &a[0];
        let mut q = &a[1];
        let mut s = 0.0;
        for i in 0..3 {
            s += *p * (i as f64 + 1.0) + q * q;
            (p, q) = (q, p);
        }
        s + p * 2.0 + a[0]
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod rows_swap {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![vec![x, y], vec![x * y, x]];
        let mut p = &a[0];
        let mut q = &a[1];
        let mut s = 0.0;
        for i in 0..3 {
            s += p[0] * (i as f64 + 1.0) + q[1] * q[0];
            std::mem::swap(&mut p, &mut q);
        }
        s + p[0] * 2.0 + a[0][1]
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod buffers_in_a_loop {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        for t in 0..3 {
            let mut a = vec![x, y * t as f64];
            let mut b = vec![0.0; 2];
            let (mut c, mut n) = (&mut a, &mut b);
            for _ in 0..(t + 2) {
                n[0] = c[1] * x;
                n[1] = c[0].sin();
                std::mem::swap(&mut c, &mut n);
            }
            s += c[0] + n[1] * 2.0;
        }
        s
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod replaced {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y];
        let mut r = &a[0];
        let old = std::mem::replace(&mut r, &a[2]);
        old * r * r
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod moving_element {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn pick<'a>(best: &'a f64, others: &'a [f64], t: f64) -> f64 {
        for o in others {
            if *o > t {
                return best * o;
            }
        }
        best * t
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        pick(&x, &[y, x * y], 1.0)
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod moved_by_a_closure {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y];
        let mut r = &a[..];
        let mut next = || {
            let v = r[0];
            r = &r[1..];
            v
        };
        let p = next();
        let q = next();
        p * q * q + p
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod rest_of_indices {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let idx = vec![0usize, 2, 1];
        let a = vec![x, y, x * y];
        let mut r = &idx[..];
        let mut s = 0.0;
        while let Some((h, t)) = r.split_first() {
            s = s * x + a[*h];
            r = t;
        }
        s
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod indices_one_by_one {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let idx = vec![0usize, 2, 1];
        let a = vec![x, y, x * y];
        let mut r = &idx[..];
        let mut s = 0.0;
        while !r.is_empty() {
            s = s * x + a[r[0]];
            r = &r[1..];
        }
        s
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod best_constant {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = [1.0, 3.0, 2.0];
        let a = vec![x, y, x * y];
        let mut best = &w[0];
        for v in &w {
            if v > best {
                best = v;
            }
        }
        best * x * a[1]
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod tokens {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let toks = ["+", "*", "-"];
        let mut r = &toks[..];
        let mut s = x;
        while let [op, rest @ ..] = r {
            match *op {
                "+" => s += y,
                "*" => s *= x,
                _ => s -= x * y,
            }
            r = rest;
        }
        s
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod characters {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn g(mut s: &str, x: f64) -> f64 {
        let mut acc = 1.0;
        while let Some(c) = s.chars().next() {
            if c == 'a' {
                acc *= x;
            } else {
                acc += x;
            }
            s = &s[1..];
        }
        acc
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g("abba", x) * y
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}

mod chosen_in_loops {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y];
        let mut p = &a[0];
        for v in &a {
            p = if v > p { v } else { p };
        }
        for (i, v) in a.iter().enumerate() {
            p = match i {
                0 => &a[1],
                _ if *v > 100.0 => v,
                _ => p,
            };
        }
        p * x
    }

    #[test]
    fn agrees_with_differences() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(-0.6, 0.85));
    }
}
