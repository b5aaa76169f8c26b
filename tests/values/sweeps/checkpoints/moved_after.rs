//! States of checkpoints that move away after the loop.

mod by_calls {
    use chainrule::differentiate;

    #[differentiate]
    fn step(y: &mut Vec<f64>, p: f64) {
        for v in y.iter_mut() {
            *v += p * v.sin() * 0.1;
        }
    }
    #[differentiate]
    fn run(y0: &[f64], p: f64, n: usize) -> Vec<f64> {
        let mut y = y0.to_vec();
        for _ in 0..n {
            #[checkpoint]
            {
                step(&mut y, p);
                step(&mut y, p * 0.5);
            }
        }
        y
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let r = run(&[x, y], x * y, 3);
        r[0] * r[1]
    }

    chainrule_tests::agrees!(f);
}

mod in_place {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x, y];
        for i in 0..3 {
            #[checkpoint]
            {
                let t = v[0] * v[1];
                v[0] += t * 0.1;
                v[1] = t.sin() + i as f64;
            }
        }
        let w = v;
        w[0] * w[1]
    }

    chainrule_tests::agrees!(f);
}
