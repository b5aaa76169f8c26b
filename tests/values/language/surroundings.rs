//! Types that the file tells: those of constants, results of functions and aliases; and names that mean something else.

mod told {
    use chainrule::differentiate;
    use chainrule_tests::check;

    const STEP: f64 = 0.1;
    const COUNT: usize = 3;

    type Row = [f64; 2];
    type Table = [Row; 2];

    #[differentiate]
    fn product(left: &Table, right: &Row) -> Row {
        let mut product = [0.0; 2];
        for i in 0..2 {
            for j in 0..2 {
                product[i] += left[i][j] * right[j] * STEP;
            }
        }
        product
    }

    #[differentiate]
    fn rows(t: &Row) -> Vec<Row> {
        let mut rows = vec![[0.0; 2]; COUNT];
        for i in 0..COUNT {
            rows[i] = [t[0] * t[1], t[1] + STEP * i as f64];
        }
        rows
    }

    /// A parameter of the name of a constant, and a list that moves into the result.
    #[differentiate]
    fn moved(t: &Row) -> Vec<Row> {
        let mut rows = rows(t);
        for row in &mut rows {
            let [x, y] = product(&[*t, *row], row);
            *row = [x + t[0], y * STEP];
        }
        rows
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut state = [x, y];
        for _ in 0..COUNT {
            let slope = product(&[[y, STEP], [x, 1.0]], &state);
            state = [state[0] + STEP * slope[0], state[1] - STEP * slope[1] * x];
        }
        let rows = moved(&state);
        rows[0][0] * rows[1][1] + STEP / (x * x + 1.0)
    }

    #[test]
    fn types_beside_the_function_are_known() {
        check!(f(0.7, 1.3));
        check!(f(-0.4, 0.2));
    }
}

mod other_meanings {
    use chainrule::{Differentiable, differentiate};
    use chainrule_tests::check;

    const N: f64 = 0.5;
    const G: Pair = Pair(0.5, 2.0);

    type Scalar = f64;

    #[derive(Clone, Copy, Differentiable)]
    struct Pair(f64, f64);

    #[differentiate]
    impl core::ops::Mul<f64> for Pair {
        type Output = Pair;

        fn mul(self, k: f64) -> Pair {
            Pair(self.0 * k, self.1 * k * k)
        }
    }

    /// A length of the name of a constant of the module.
    #[differentiate]
    fn length<const N: usize>(x: [f64; N]) -> f64 {
        x[0] * x[N - 1] * N as f64
    }

    /// A type parameter of the name of an alias.
    #[differentiate]
    fn generic<Scalar: chainrule::Real>(x: Scalar) -> Scalar {
        x * x
    }

    /// A constant of a type of one's own, and one inside of the body.
    #[differentiate]
    fn scaled(x: Scalar, y: f64) -> f64 {
        const N: usize = 2;
        let v = G * (x * y);
        let inner = |x: f64| x * x;
        v.0 * v.1 + length([x, y, x * y]) * N as f64 + generic(inner(y))
    }

    /// A name that is bound, and a function of that name.
    #[differentiate]
    fn bound(x: f64) -> f64 {
        let generic = |v: f64| v * N;
        generic(x) * x
    }

    #[test]
    fn names_mean_what_the_compiler_says() {
        check!(scaled(0.7, 1.3));
        check!(bound(0.7));
    }
}
