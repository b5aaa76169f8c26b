//! Functions that fill slices, called in loops with every kind of argument: their bodies stand where they are called.

/// A function of two numbers, and functions beside it that fill slices.
macro_rules! fills {
    ($($(#[$text:meta])* $name:ident { $($items:item)* } ($x:ident, $y:ident) $body:block)*) => {
        $($(#[$text])* mod $name {
            use chainrule::differentiate;

            $($items)*

            #[differentiate(hessian, hvp)]
            fn f($x: f64, $y: f64) -> f64 $body

            #[test]
            fn agrees_with_differences() {
                chainrule_tests::check_second!(f);
            }
        })*
    };
}

fills! {
    /// Names of arguments that are those of other parameters.
    names_exchanged {
        #[differentiate(order = 2)]
        fn ahead(x: &[f64], y: &[f64], c: f64, k: &[f64], f: &mut [f64]) {
            assert!(y.len() == x.len() && k.len() == x.len());
            assert_eq!(f.len(), x.len());
            f[0] = x[0];
            for i in 1..x.len() {
                f[i] = x[i] * (y[i - 1] + c * k[i - 1]);
            }
        }

        #[differentiate(order = 2)]
        fn walk(x: &[f64], c: f64) -> f64 {
            let n = x.len();
            let mut y = x.to_vec();
            let mut k = vec![0.3; n];
            let mut f = vec![0.1; n];
            for _ in 0..3 {
                ahead(x, &k, c * y[0], &y, &mut f);
                ahead(&f, &y, 0.5, x, &mut k);
                for c in 0..n {
                    y[c] += 0.1 * (f[c] * k[c]);
                }
            }
            y[0] * y[1] + k[2] * f[1]
        }
    } (x, y) {
        walk(&[x, y, x * y, 0.7], 0.4 * y)
    }

    /// A parameter that is held constant.
    held {
        #[differentiate(order = 2)]
        fn scaled(y: &[f64], #[constant] c: f64, f: &mut [f64]) {
            for i in 0..y.len() {
                f[i] = y[i] * y[i] * c;
            }
        }

        #[differentiate(order = 2)]
        fn walk(x: &[f64], c: f64) -> f64 {
            let mut y = x.to_vec();
            let mut f = vec![0.0; x.len()];
            let rate = 0.3 * x.len() as f64;
            for k in 0..3 {
                scaled(&y, 0.5 * rate + k as f64, &mut f);
                scaled(&f, chainrule::stop_gradient(rate), &mut y);
                for i in 0..y.len() {
                    y[i] = c * y[i] + 0.1 * f[i];
                }
            }
            y[0] * y[1]
        }
    } (x, y) {
        walk(&[0.3 * x, 0.2 * y], 0.3 * y)
    }

    /// A number that the body changes is passed as it is at the call.
    an_element_that_changes {
        #[differentiate(order = 2)]
        fn spread(c: f64, times: usize, f: &mut [f64]) {
            for i in 0..f.len() {
                for _ in 0..times {
                    f[i] = f[i] * c + 0.1;
                }
                if f[i] > 2.0 {
                    f[i] -= 1.0;
                } else {
                    f[i] += c * c;
                }
            }
        }

        #[differentiate(order = 2)]
        fn walk(f: &mut [f64], steps: usize) -> f64 {
            let mut sum = 0.0;
            for step in 0..steps {
                spread(f[0] * 0.5, step + 1, f);
                sum += f[1] * f[0];
            }
            sum
        }
    } (x, y) {
        let mut f = [0.2 * x, 0.3 * y, 0.1];
        walk(&mut f, 3) + f[2] * f[0]
    }

    /// Variables of the body with the names of those around it.
    locals_collide {
        #[differentiate(order = 2)]
        fn squares(list: &[f64], out: &mut [f64]) {
            let n = list.len() - 1;
            for i in 0..=n {
                let a = list[i];
                let b: f64 = a * a;
                out[n - i] = b + a;
            }
        }

        #[differentiate(order = 2)]
        fn walk(x: &[f64]) -> f64 {
            let mut a = x.to_vec();
            let mut b = vec![0.0; x.len()];
            let mut out = vec![0.0; x.len()];
            let n = 2;
            for i in 0..n {
                squares(&a, &mut b);
                squares(&b, &mut out);
                a[i] += 0.01 * out[i + 1] * n as f64;
            }
            a[0] * a[1] + b[0]
        }
    } (x, y) {
        walk(&[x, y, 0.4])
    }

    /// Hidden by a variable of the name.
    hidden {
        #[differentiate(order = 2)]
        fn fill(x: &[f64], f: &mut [f64]) {
            for i in 0..x.len() {
                f[i] = x[i] * x[i];
            }
        }

        #[differentiate(order = 2)]
        fn walk(x: &[f64]) -> f64 {
            let mut f = vec![0.0; x.len()];
            let mut sum = 0.0;
            for k in 0..3 {
                fill(x, &mut f);
                sum += f[0] * f[1] * k as f64;
                let fill = |a: f64| a * a * a;
                sum += fill(x[0]);
            }
            sum
        }
    } (x, y) {
        walk(&[x, y])
    }

    /// Lists behind references of every kind, and arrays.
    every_list {
        #[differentiate(order = 2)]
        fn sums(a: &[f64], b: &[f64], out: &mut [f64]) {
            for i in 0..3 {
                out[i] = a[i] * b[i] + out[i];
            }
        }

        #[differentiate(order = 2)]
        fn walk(a: &Vec<f64>, b: &[f64; 3], out: &mut Vec<f64>, list: [f64; 3]) -> f64 {
            let mut own = [0.5, 0.6, 0.7];
            for _ in 0..2 {
                sums(a, b, out);
                sums(out, &list, &mut own);
                sums(&own, a, out);
            }
            own[0] * own[2]
        }
    } (x, y) {
        let mut out = vec![x, y, 0.1];
        let first = walk(&vec![x, 0.3, y], &[0.2, x * y, y], &mut out, [y, x, 0.4]);
        first + out[0] * out[1]
    }

    /// The right side of a small system, without a loop.
    right_sides {
        #[differentiate(order = 2)]
        fn right(y: &[f64; 2], p: &[f64], dy: &mut [f64; 2]) {
            dy[0] = y[1];
            dy[1] = -p[0] * y[0] - p[1] * y[1] * y[1];
        }

        #[differentiate(order = 2)]
        fn solve(start: [f64; 2], p: &[f64], steps: usize) -> f64 {
            let h = 0.1;
            let mut y = start;
            let (mut k1, mut k2) = ([0.0; 2], [0.0; 2]);
            let mut place = [0.0; 2];
            for _ in 0..steps {
                right(&y, p, &mut k1);
                for i in 0..2 {
                    place[i] = y[i] + 0.5 * h * k1[i];
                }
                right(&place, p, &mut k2);
                y[0] += h * k2[0];
                y[1] += h * k2[1];
            }
            y[0] * y[1]
        }
    } (x, y) {
        solve([x, y], &[y, 0.3 * x], 4)
    }

    /// In a function that fills, and in loops in loops.
    in_one_another {
        #[differentiate(order = 2)]
        fn inner(x: &[f64], f: &mut [f64]) {
            for i in 0..x.len() {
                f[i] = x[i] * x[i] - 0.2;
            }
        }

        #[differentiate(order = 2)]
        fn outer(x: &[f64], scratch: &mut [f64], f: &mut [f64]) {
            for _ in 0..2 {
                inner(x, scratch);
                for i in 0..x.len() {
                    f[i] = f[i] * 0.5 + scratch[i] * x[i];
                }
            }
        }

        #[differentiate(order = 2)]
        fn walk(x: &[f64]) -> f64 {
            let mut scratch = vec![0.0; x.len()];
            let mut f = vec![0.1; x.len()];
            let mut u = x.to_vec();
            for _ in 0..2 {
                for _ in 0..2 {
                    outer(&u, &mut scratch, &mut f);
                    u[0] += 0.1 * f[1];
                }
            }
            u[0] * f[0] + f[1]
        }
    } (x, y) {
        walk(&[x, y])
    }
}

/// The arguments of an assertion are those of the call.
#[test]
#[should_panic(expected = "f.len() == x.len()")]
fn assertions_stay() {
    use chainrule::differentiate;

    #[differentiate]
    fn walk(x: &[f64]) -> f64 {
        let mut f = vec![0.0; x.len() + 1];
        for _ in 0..2 {
            checked(x, &mut f);
        }
        f[0]
    }
    let _ = grad_walk(&[1.0, 2.0]);
}

#[chainrule::differentiate]
fn checked(x: &[f64], f: &mut [f64]) {
    assert!(f.len() == x.len());
    for i in 0..x.len() {
        f[i] = x[i];
    }
}
