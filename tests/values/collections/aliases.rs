//! Types under names of the user's, and byte strings.

mod bytes {
    use chainrule::differentiate;
    #[differentiate]
    fn g(x: f64, prog: &[u8]) -> f64 {
        let mut s = x;
        for &c in prog {
            match c {
                b'+' => s += x,
                b'*' => s *= x,
                _ => s = s.sin(),
            }
        }
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(x, b"+*s+") * g(y, b"**") + g(x * y, b"")
    }

    chainrule_tests::agrees!(f);
}

mod alias_scalar {
    use chainrule::differentiate;
    type Real = f64;
    #[differentiate]
    fn g(x: Real, y: Real) -> Real {
        let z: Real = x * y;
        z.sin() + x
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(x, y) * g(y, x)
    }

    chainrule_tests::agrees!(f);
}

mod alias_array {
    use chainrule::differentiate;
    type Vec3 = [f64; 3];
    #[differentiate]
    fn dot(a: &Vec3, b: &Vec3) -> f64 {
        a.iter().zip(b.iter()).map(|(p, q)| p * q).sum()
    }
    #[differentiate]
    fn cross(a: Vec3, b: Vec3) -> Vec3 {
        [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a: Vec3 = [x, y, 1.0];
        let b: Vec3 = [y * y, x, x * y];
        let c = cross(a, b);
        dot(&c, &a) + dot(&c, &c) + c[2] * c[0]
    }

    chainrule_tests::agrees!(f);
}

mod alias_vec {
    use chainrule::differentiate;
    type Matrix = Vec<Vec<f64>>;
    #[differentiate]
    fn mul(a: &Matrix, b: &Matrix) -> Matrix {
        let n = a.len();
        let mut c: Matrix = vec![vec![0.0; n]; n];
        for i in 0..n {
            for j in 0..n {
                for k in 0..n {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        c
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a: Matrix = vec![vec![x, y], vec![1.0, x * y]];
        let c = mul(&a, &a);
        c[0][1] * c[1][0] + c[1][1]
    }

    chainrule_tests::agrees!(f);
}

mod alias_from_fn {
    use chainrule::differentiate;
    type Vec3 = [f64; 3];
    #[differentiate]
    fn sc(a: Vec3, s: f64) -> Vec3 {
        std::array::from_fn(|i| a[i] * s)
    }
    #[differentiate]
    fn sc2(a: Vec3, s: f64) -> Vec3 {
        a.map(|v| v * s)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = sc([x, y, x * y], y);
        let b: Vec3 = std::array::from_fn(|i| a[i] * a[(i + 1) % 3]);
        let c = sc2(b, x);
        b[0] + b[1] * b[2] + c[1] * c[0]
    }

    chainrule_tests::agrees!(f);
}

mod alias_struct {
    use chainrule::differentiate;
    type V<T> = Vec<T>;
    type Pair = (f64, f64);
    #[differentiate]
    fn g(p: Pair, v: &V<f64>) -> f64 {
        p.0 * v[0] + p.1 * v[1] * p.0
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let p: Pair = (x, y);
        let (a, b) = p;
        g(p, &vec![a * b, y])
    }

    chainrule_tests::agrees!(f);
}
