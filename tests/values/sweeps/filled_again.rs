//! Scratch buffers that each iteration fills: the reverse sweep fills them again where it can, and has their old contents
//! where it cannot.

/// A function of a list and a number of steps, held against differences for several numbers, by itself and called.
macro_rules! walks {
    ($($(#[$text:meta])* $name:ident($x:ident, $steps:ident) $body:block)*) => {
        $($(#[$text])* mod $name {
            use chainrule::differentiate;

            #[differentiate(hessian)]
            fn walk($x: &[f64], $steps: usize) -> f64 $body

            #[differentiate]
            fn twice(x: &[f64], steps: usize) -> f64 {
                let once = walk(x, steps);
                once * walk(&x[..3], steps) + once
            }

            #[test]
            fn agrees_with_differences() {
                for steps in [0, 1, 2, 4] {
                    chainrule_tests::check!(walk(&[0.7, 1.3, -0.4, 0.9], const steps));
                    chainrule_tests::check!(twice(&[0.7, 1.3, -0.4, 0.9], const steps));
                    let x = [0.7, 1.3, -0.4, 0.9];
                    let hessian = hessian_walk(&x, steps);
                    let rows: Vec<Vec<f64>> = (0..4).map(|i| (0..4).map(|j| hessian[(i, j)]).collect()).collect();
                    chainrule_tests::assert_hessian(|x| grad_walk(x, steps), &x, &rows);
                }
            }
        })*
    };
}

walks! {
    /// The length of a buffer is the one that it was made with.
    length_in_a_variable_that_changes(x, steps) {
        let mut m = x.len();
        let mut k = vec![0.0; m];
        let n = m;
        let mut y = x.to_vec();
        let mut s = x[0] * 0.3;
        m -= 1;
        for _ in 0..steps {
            for i in 0..k.len() {
                k[i] = y[i] * s;
            }
            let mut t = 0.0;
            for i in 0..k.len() {
                t += 0.1 * k[i] * k[i];
            }
            for i in 0..n {
                y[i] += 0.1 * t;
            }
            s += 0.1 * t * m as f64;
        }
        s + y[0]
    }

    stages(x, steps) {
        let n = x.len();
        let h = 0.1;
        let mut y = x.to_vec();
        let mut k1 = vec![0.0; n];
        let mut k2 = vec![0.0; n];
        let mut place = vec![0.0; n];
        for _ in 0..steps {
            for i in 0..n {
                k1[i] = x[i] * y[i];
            }
            for i in 0..n {
                place[i] = y[i] + 0.5 * h * k1[i];
            }
            for i in 0..n {
                k2[i] = place[i] * place[i] - x[i];
            }
            for i in 0..n {
                y[i] += h * (k1[i] + k2[i]);
            }
        }
        y[0] * y[1] - y[2]
    }

    /// One buffer for several things in an iteration.
    used_twice(x, steps) {
        let n = x.len();
        let mut y = x.to_vec();
        let mut z = x.to_vec();
        let mut scratch = vec![1.0; n];
        for _ in 0..steps {
            for i in 0..n {
                scratch[i] = y[i] * x[i];
            }
            for i in 0..n {
                z[i] += 0.1 * scratch[i] * scratch[i];
            }
            for i in 0..n {
                scratch[i] = z[i] - 0.3 * y[i];
            }
            for i in 0..n {
                y[i] += 0.02 * scratch[i] * scratch[i] - 0.1 * z[i];
            }
        }
        y[0] * y[1] + z[2] * z[0]
    }

    /// Borders by themselves, before and after the rest.
    borders(x, steps) {
        let n = x.len();
        let mut u = x.to_vec();
        let mut flow = vec![0.0; n];
        let mut next = vec![0.0; n];
        for _ in 0..steps {
            flow[0] = u[0] * x[1];
            for i in 1..n - 1 {
                flow[i] = u[i + 1] * u[i - 1];
            }
            flow[n - 1] = x[0] - u[n - 1];
            next[n - 1] = flow[n - 1];
            for i in 0..n - 1 {
                next[i] = flow[i] * flow[i + 1] + u[i];
            }
            for i in 0..n {
                u[i] = 0.5 * u[i] + 0.3 * next[i];
            }
        }
        u[0] * u[1] - u[2]
    }

    /// What is changed after all of it was filled.
    changed_in_part(x, steps) {
        let n = x.len();
        let mut u = x.to_vec();
        let mut a = vec![0.0; n];
        for _ in 0..steps {
            for i in 0..n {
                a[i] = u[i] * x[i] + 0.2;
            }
            a[0] = u[1] * u[2];
            let square = a[0] * a[1];
            a[2] = x[0] * u[0];
            let other = a[0] * a[2];
            for i in 0..n {
                u[i] += 0.1 * (square + other) * x[i];
            }
        }
        u[0] * u[1] - u[2]
    }

    /// The first element stays from one iteration to the next.
    one_element_stays(x, steps) {
        let n = x.len();
        let mut u = x.to_vec();
        let mut a = vec![0.5; n];
        for step in 0..steps {
            for i in 1..n {
                a[i] = u[i] * x[i];
            }
            if step % 2 == 1 {
                a[0] = u[1] * 0.7;
            }
            for i in 0..n {
                u[i] += 0.1 * a[i] * a[0] * a[i];
            }
        }
        u[0] * u[1] - u[2]
    }

    /// What the buffer was made of changes before its last use.
    changes_before_use(x, steps) {
        let n = x.len();
        let mut u = x.to_vec();
        let mut v = x.to_vec();
        let mut a = vec![0.0; n];
        let mut b = vec![0.0; n];
        for _ in 0..steps {
            for i in 0..n {
                a[i] = u[i] * v[i];
            }
            for i in 0..n {
                b[i] = a[i] * a[i] + v[i];
            }
            for i in 0..n {
                v[i] = 0.3 * v[i] - 0.1 * b[i] * v[i];
            }
            for i in 0..n {
                u[i] += 0.02 * b[i] * b[i] - 0.1 * a[i] * a[i] + v[i];
            }
        }
        u[0] * u[1] - u[2] * v[0]
    }

    /// The statement that reads the buffer also changes what it was made of.
    changes_while_used(x, steps) {
        let n = x.len();
        let mut u = x.to_vec();
        let mut a = vec![0.0; n];
        for _ in 0..steps {
            for i in 0..n {
                a[i] = u[i] * x[i] - 0.3;
            }
            for i in 0..n {
                u[i] = u[i] * a[i] + a[(i + 1) % n] * a[i];
            }
        }
        u[0] * u[1] - u[2]
    }

    /// Read before it is filled.
    from_before(x, steps) {
        let n = x.len();
        let mut u = x.to_vec();
        let mut a = vec![0.4; n];
        for _ in 0..steps {
            for i in 0..n {
                u[i] += 0.2 * a[i] * a[i];
            }
            for i in 0..n {
                a[i] = u[i] * x[i];
            }
        }
        u[0] * u[1] - u[2]
    }

    /// Read after the loop, too.
    after_the_loop(x, steps) {
        let n = x.len();
        let mut u = x.to_vec();
        let mut a = vec![0.4; n];
        for _ in 0..steps {
            for i in 0..n {
                a[i] = u[i] * x[i];
            }
            for i in 0..n {
                u[i] += 0.2 * a[i] * a[i];
            }
        }
        u[0] * u[1] - u[2] * a[1] * a[1]
    }

    before_the_loop(x, steps) {
        let n = x.len();
        let mut u = x.to_vec();
        let mut a = vec![0.4; n];
        for i in 0..n {
            a[i] = x[i] * 1.5;
        }
        let first = a[0] * a[1];
        for _ in 0..steps {
            for i in 0..n {
                a[i] = u[i] * x[i];
            }
            for i in 0..n {
                u[i] += 0.2 * a[i] * a[i];
            }
        }
        u[0] * u[1] - u[2] * first
    }

    /// Left early, between the filling and the use.
    left_early(x, steps) {
        let n = x.len();
        let mut u = x.to_vec();
        let mut a = vec![0.0; n];
        let mut sum = 0.0;
        for _ in 0..steps + 3 {
            for i in 0..n {
                a[i] = u[i] * x[i] + 0.4;
            }
            sum += a[0] * a[1];
            if sum > 2.5 {
                break;
            }
            for i in 0..n {
                u[i] += 0.2 * a[i] * a[i];
            }
        }
        u[0] * u[1] - u[2] + sum
    }

    /// A `while`, and a scalar that changes between the filling and the use.
    while_a_scalar_changes(x, steps) {
        let n = x.len();
        let mut u = x.to_vec();
        let mut a = vec![0.0; n];
        let mut t = x[0];
        let mut left = steps;
        while left > 0 {
            for i in 0..n {
                a[i] = u[i] * t;
            }
            t = t * t + 0.1;
            for i in 0..n {
                u[i] += 0.2 * a[i] * a[i] * t;
            }
            left -= 1;
        }
        u[0] * u[1] - u[2] + t
    }

    /// A bound that changes.
    shorter_and_shorter(x, steps) {
        let n = x.len();
        let mut m = n;
        let mut u = x.to_vec();
        let mut a = vec![0.8; n];
        for _ in 0..steps {
            for i in 0..m {
                a[i] = u[i] * x[i];
            }
            m = m.max(2) - 1;
            for i in 0..n {
                u[i] += 0.2 * a[i] * a[i];
            }
        }
        u[0] * u[1] - u[2]
    }

    /// Loops in loops: the buffer of the outer one lives through the inner one.
    nested(x, steps) {
        let n = x.len();
        let mut u = x.to_vec();
        let mut outer = vec![0.0; n];
        let mut inner = vec![0.0; n];
        for _ in 0..steps {
            for i in 0..n {
                outer[i] = u[i] * u[i];
            }
            for k in 0..2 {
                for i in 0..n {
                    inner[i] = outer[i] * x[k] - u[i];
                }
                for i in 0..n {
                    u[i] += 0.03 * inner[i] * inner[i] - 0.1 * outer[i] * x[i];
                }
            }
        }
        u[0] * u[1] - u[2]
    }

    /// Made in the iteration.
    made_inside(x, steps) {
        let n = x.len();
        let mut u = x.to_vec();
        for _ in 0..steps {
            let mut a = vec![0.0; n];
            let mut b = [0.0; 3];
            for i in 0..n {
                a[i] = u[i] * x[i];
            }
            for i in 0..3 {
                b[i] = a[i] * u[i + 0];
            }
            let c = b[0] * b[1] * b[2];
            for i in 0..n {
                u[i] += 0.2 * a[i] * a[i] - 0.1 * c;
            }
        }
        u[0] * u[1] - u[2]
    }

    /// The rule of a division and of a root read their results, which are the buffers.
    results_of_rules(x, steps) {
        let n = x.len();
        let mut u = x.to_vec();
        let mut a = vec![0.0; n];
        let mut b = vec![0.0; n];
        for _ in 0..steps {
            for i in 0..n {
                a[i] = x[i] / (2.0 + u[i] * u[i]);
            }
            for i in 0..n {
                b[i] = (1.0 + u[i] * u[i]).sqrt();
            }
            for i in 0..n {
                u[i] += 0.2 * a[i] + 0.1 * b[i];
            }
        }
        u[0] * u[1] - u[2]
    }

    /// Only in one arm.
    under_a_condition(x, steps) {
        let n = x.len();
        let mut u = x.to_vec();
        let mut a = vec![0.6; n];
        for step in 0..steps {
            if step % 2 == 0 {
                for i in 0..n {
                    a[i] = u[i] * x[i];
                }
            }
            for i in 0..n {
                u[i] += 0.2 * a[i] * a[i];
            }
        }
        u[0] * u[1] - u[2]
    }

    /// Exchanged, moved into another variable, and taken elsewhere.
    exchanged(x, steps) {
        let n = x.len();
        let mut u = x.to_vec();
        let mut a = vec![0.6; n];
        let mut b = vec![0.2; n];
        for _ in 0..steps {
            for i in 0..n {
                a[i] = u[i] * x[i];
            }
            std::mem::swap(&mut a, &mut b);
            for i in 0..n {
                u[i] += 0.2 * a[i] * b[i];
            }
        }
        u[0] * u[1] - u[2]
    }

    grows(x, steps) {
        let n = x.len();
        let mut u = x.to_vec();
        let mut a = vec![0.6; n];
        for _ in 0..steps {
            for i in 0..n {
                a[i] = u[i] * x[i];
            }
            a.push(u[0] * u[1]);
            for i in 0..n {
                u[i] += 0.2 * a[i] * a[i + 1];
            }
        }
        u[0] * u[1] - u[2]
    }

    /// One element, or all of it, is filled twice.
    filled_twice(x, steps) {
        let n = x.len();
        let mut u = x.to_vec();
        let mut a = vec![0.0; n];
        let mut b = vec![0.0; n];
        for _ in 0..steps {
            for i in 0..n {
                a[i] = u[i] * x[i];
            }
            for i in 1..n {
                a[i] = u[i] * u[i - 1];
            }
            b[0] = a[0] * a[1];
            for i in 0..n {
                b[i] = a[i] * x[0];
            }
            b[0] = a[1] * a[0];
            for i in 0..n {
                u[i] += 0.2 * a[i] - 0.1 * b[i];
            }
        }
        u[0] * u[1] - u[2]
    }

    /// Added and subtracted in several loops, and under conditions.
    added_in_parts(x, steps) {
        let n = x.len();
        let mut u = x.to_vec();
        let mut a = vec![0.0; n];
        let mut sum = 0.0;
        for step in 0..steps {
            for i in 0..n {
                a[i] = u[i] * x[i];
            }
            for i in 0..n {
                if x[i] > 0.8 {
                    sum += a[i];
                }
            }
            for i in 1..n {
                sum -= a[i - 1] * 0.5;
            }
            if step % 2 == 0 {
                for i in 0..n {
                    sum += a[i] * u[0];
                }
            }
            for i in 0..n {
                u[i] -= 0.2 * a[i];
            }
        }
        u[0] * u[1] - u[2] + sum
    }

    /// The loop that fills records numbers for its own reverse, once.
    recorded_while_filled(x, steps) {
        let n = x.len();
        let mut u = x.to_vec();
        let mut v = x.to_vec();
        let mut a = vec![0.0; n];
        let mut c = vec![0.0; n];
        for k in 0..steps {
            let w = v[k % n] * v[0] / (2.0 + u[2]);
            for i in 0..n {
                let t = w / (2.0 + u[i]);
                let q = t * t;
                a[i] = q * x[i] + q;
            }
            for i in 0..n {
                c[i] = a[i] - w;
            }
            for i in 0..n {
                v[i] += 0.1 * a[i] * a[i] * c[i];
            }
            for i in 0..n {
                u[i] += 0.1 * v[i];
            }
        }
        u[0] * u[1] + u[2]
    }

    /// What adds first does not add to all.
    added_to_some(x, steps) {
        let n = x.len();
        let mut u = x.to_vec();
        let mut a = vec![0.0; n];
        for _ in 0..steps {
            for i in 0..n {
                a[i] = u[i] * x[i];
            }
            u[0] += a[n - 1] * 0.1;
            for i in 0..n {
                u[i] -= 0.2 * a[i];
            }
            for i in 1..n {
                u[i] -= 0.3 * a[i - 1];
            }
        }
        u[0] * u[1] - u[2]
    }
}

/// Lists so short that the borders are one element.
mod short {
    use chainrule::differentiate;

    #[differentiate]
    fn walk(x: &[f64], steps: usize) -> f64 {
        let n = x.len();
        let mut u = x.to_vec();
        let mut flow = vec![0.0; n];
        for _ in 0..steps {
            flow[0] = u[0] * x[0] + 0.5;
            for i in 1..n - 1 {
                flow[i] = u[i + 1] * u[i - 1];
            }
            flow[n - 1] = x[0] * u[n - 1];
            for i in 0..n {
                u[i] = 0.5 * u[i] + 0.3 * flow[i] * flow[i];
            }
        }
        u[0] + u[n - 1] * u[0]
    }

    #[test]
    fn agrees_with_differences() {
        for steps in 0..4 {
            chainrule_tests::check!(walk(&[0.7], const steps));
            chainrule_tests::check!(walk(&[0.7, 1.3], const steps));
            chainrule_tests::check!(walk(&[0.7, 1.3, -0.4], const steps));
        }
    }
}

/// Functions that are called change how long lists are.
mod lengths_change_in_calls {
    use chainrule::differentiate;

    #[differentiate(order = 2)]
    fn change(list: &mut Vec<f64>, step: usize) {
        if step == 0 {
            list.pop();
        }
        if step == 2 {
            list.push(0.7);
        }
    }

    /// A part of the buffer stays as it was where the list is shorter.
    #[differentiate(hessian, hvp)]
    fn list(x: f64, y: f64) -> f64 {
        let mut u = vec![x, y, x * y, 0.5];
        let mut a = vec![0.3; u.len()];
        let mut s = 1.0;
        for step in 0..4 {
            for i in 0..u.len() {
                a[i] = u[i] * u[i] * s;
            }
            s += 0.1 * a[0] * a[3] + a[2] * a[1] * 0.1;
            change(&mut u, step);
            u[0] = u[0] * s * 0.2;
        }
        u[0] + s
    }

    /// The list behind a reference ends shorter than the buffer.
    #[differentiate(order = 2)]
    fn shorten(u: &mut Vec<f64>) -> f64 {
        let mut a = vec![0.3; u.len()];
        let mut s = 1.0;
        for step in 0..2 {
            for i in 0..u.len() {
                a[i] = u[i] * u[i] * s;
            }
            s += 0.1 * a[0] * a[3] + a[2] * a[1] * 0.1;
            change(u, step);
        }
        s
    }

    #[differentiate(hessian, hvp)]
    fn behind_a_reference(x: f64, y: f64) -> f64 {
        let mut u = vec![x, y, x * y, 0.5];
        let s = shorten(&mut u);
        s * u[0] + u[2]
    }

    /// The buffer itself ends longer than it was made.
    #[differentiate(hessian, hvp)]
    fn buffer(x: f64, y: f64) -> f64 {
        let mut a = vec![0.3; 2];
        let mut s = 1.0;
        change(&mut a, 2);
        for _ in 0..3 {
            for i in 0..2 {
                a[i] = x * s + y;
            }
            s += 0.1 * a[0] * a[1] + a[2] * a[2] * 0.1;
            a[2] = a[2] * s * x;
        }
        s
    }

    /// What made the buffer is exchanged for a shorter list.
    #[differentiate(hessian, hvp)]
    fn exchanged(x: f64, y: f64) -> f64 {
        let mut u = vec![x, y, x * y, 0.5];
        let mut w = vec![y, x];
        let mut a = vec![0.3; u.len()];
        let mut s = 1.0;
        for _ in 0..3 {
            for i in 0..u.len() {
                a[i] = u[i] * u[i] * s;
            }
            s += 0.1 * a[0] * a[3] + a[2] * a[1] * 0.1;
            std::mem::swap(&mut u, &mut w);
            u[0] = u[0] * s * 0.2;
        }
        u[0] + s
    }

    #[test]
    fn agree_with_differences() {
        chainrule_tests::check_second!(list);
        chainrule_tests::check_second!(behind_a_reference);
        chainrule_tests::check_second!(buffer);
        chainrule_tests::check_second!(exchanged);
    }
}

mod behind_calls {
    use chainrule::differentiate;

    #[differentiate]
    fn pull(place: &[f64], x: &[f64], force: &mut [f64]) {
        let n = place.len();
        for i in 0..n {
            force[i] = x[i] - place[i] * place[(i + 1) % n];
        }
    }

    #[differentiate]
    fn run(u: &mut [f64], x: &[f64], steps: usize) -> f64 {
        let n = u.len();
        let mut place = vec![0.0; n];
        let mut force = vec![0.0; n];
        let mut norm = 0.0;
        for _ in 0..steps {
            for i in 0..n {
                place[i] = u[i] + 0.1 * force[i];
            }
            pull(&place, x, &mut force);
            for i in 0..n {
                place[i] = u[i] - 0.2 * force[i];
            }
            pull(&place, x, &mut force);
            for i in 0..n {
                u[i] += 0.1 * force[i];
                norm += u[i] * force[i];
            }
        }
        norm
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let list = [x, y, x * y, 0.4];
        let mut u = [0.3, y, x, -0.2];
        let norm = run(&mut u, &list, 3);
        norm * u[0] + u[1] * u[2]
    }
    chainrule_tests::agrees!(f);
}

mod a_length_behind_a_reference {
    use chainrule::{Differentiable, differentiate};

    #[derive(Differentiable, Clone)]
    struct Model {
        #[constant]
        n: usize,
        w: f64,
    }
    #[differentiate]
    impl Model {
        fn run(&self, x: &[f64], steps: usize) -> f64 {
            let m = self.n * 2;
            let mut k = vec![0.0; self.n];
            let mut z = vec![0.0; m];
            let (mut s, mut t) = (x[0], 0.0);
            for _ in 0..steps {
                for i in 0..self.n {
                    k[i] = x[i] * s;
                }
                for i in 0..m {
                    z[i] = k[i % self.n] * self.w;
                }
                for i in 0..m {
                    t += 0.1 * z[i] * z[i];
                }
                s += (0.01 * t * k[0]).sin();
            }
            s
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        Model { n: 2, w: y }.run(&[x, 0.3 * y], 3)
    }

    chainrule_tests::agrees!(f);
}
