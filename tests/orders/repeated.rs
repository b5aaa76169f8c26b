//! Second derivatives of arrays of one value, repeated: the tangent of a type that is copied is cloned.

mod structs {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Differentiable)]
    struct Two {
        a: f64,
        b: f64,
    }

    #[differentiate(order = 2)]
    fn three(x: f64, y: f64) -> [Two; 3] {
        let t = Two { a: y.sin(), b: x * y };
        [t; 3]
    }

    #[differentiate(order = 2)]
    fn run(x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        let mut grid = [[Two { a: x, b: 1.0 }; 2]; 2];
        for k in 0..3 {
            let d = [Two { a: y * s, b: x * y + s }; 2];
            grid[k % 2] = d;
            s += d[0].a * d[1].b + three(x, s)[k].a + grid[0][1].b * grid[1][0].a;
        }
        s * 0.1
    }

    #[differentiate(order = 2, hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let options: [Option<Two>; 2] = [Some(Two { a: x, b: y * y }); 2];
        let pairs = [(x, Two { a: x * y, b: y }); 3];
        let mut s = run(x, y);
        for option in options {
            if let Some(two) = option {
                s += two.a * two.b;
            }
        }
        for (u, two) in pairs.iter() {
            s += u * two.a.sin() * two.b;
        }
        s
    }

    nestings!(f);
}
