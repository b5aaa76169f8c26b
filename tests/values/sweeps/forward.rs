//! What `jvp_f` takes and refuses: tangents in the shape of their primals.

use std::panic::{AssertUnwindSafe, catch_unwind};

use chainrule::{Differentiable, differentiate};

fn message<T>(act: impl FnOnce() -> T) -> String {
    let Err(panic) = catch_unwind(AssertUnwindSafe(act)) else { panic!("it does not panic") };
    panic.downcast_ref::<String>().expect("a text with lengths").clone()
}

mod shapes {
    use super::*;

    #[differentiate]
    fn product(x: &[f64], y: Vec<f64>, z: &Vec<f64>) -> f64 {
        x[0] * y[0] * z[0]
    }

    #[test]
    fn of_slices_and_vectors() {
        let two = vec![1.0; 2];
        assert_eq!(
            message(|| jvp_product(&two, &[1.0], two.clone(), &two, &two, &two)),
            "the tangent of `x` has length 1, but `x` has length 2"
        );
        assert_eq!(
            message(|| jvp_product(&two, &two, two.clone(), &[1.0; 3], &two, &two)),
            "the tangent of `y` has length 3, but `y` has length 2"
        );
        assert_eq!(
            message(|| jvp_product(&two, &two, two.clone(), &two, &two, &[])),
            "the tangent of `z` has length 0, but `z` has length 2"
        );
        assert_eq!(jvp_product(&two, &two, two.clone(), &two, &two, &two), (1.0, 3.0));
    }

    #[differentiate]
    fn scaled(a: &mut [f64], rows: &mut Vec<Vec<f64>>, k: f64) {
        a[0] *= k;
        rows[0].push(k);
    }

    #[test]
    fn of_buffers_before_anything_is_written() {
        let (mut a, mut rows) = ([1.0, 2.0], vec![vec![3.0], vec![]]);
        let (mut short, mut long, mut ragged) = ([0.5], [0.5; 3], vec![vec![], vec![1.0]]);
        let mut rows_dot = rows.clone();
        assert_eq!(
            message(|| jvp_scaled(&mut a, &mut short, &mut rows, &mut rows_dot, 2.0, 1.0)),
            "the tangent of `a` has length 1, but `a` has length 2"
        );
        assert_eq!(
            message(|| jvp_scaled(&mut a, &mut long, &mut rows, &mut rows_dot, 2.0, 1.0)),
            "the tangent of `a` has length 3, but `a` has length 2"
        );
        let mut a_dot = [0.5, 0.25];
        assert_eq!(
            message(|| jvp_scaled(&mut a, &mut a_dot, &mut rows, &mut ragged, 2.0, 1.0)),
            "the tangent of `rows[0]` has length 0, but `rows[0]` has length 1"
        );
        ragged.pop();
        assert_eq!(
            message(|| jvp_scaled(&mut a, &mut a_dot, &mut rows, &mut ragged, 2.0, 1.0)),
            "the tangent of `rows` has length 1, but `rows` has length 2"
        );
        assert_eq!((a, &rows, a_dot), ([1.0, 2.0], &vec![vec![3.0], vec![]], [0.5, 0.25]));
        assert_eq!(rows_dot, rows);
        jvp_scaled(&mut a, &mut a_dot, &mut rows, &mut rows_dot, 2.0, 7.0);
        assert_eq!((a, a_dot), ([2.0, 2.0], [8.0, 0.25]));
        assert_eq!((rows, rows_dot), (vec![vec![3.0, 2.0], vec![]], vec![vec![3.0, 7.0], vec![]]));
    }

    #[derive(Clone, Differentiable)]
    enum Body {
        Points(Vec<[f64; 2]>),
        Disc { radius: f64 },
    }

    #[derive(Clone, Differentiable)]
    struct Scene {
        bodies: Vec<Body>,
        light: Option<f64>,
        #[constant]
        names: Vec<String>,
    }

    #[differentiate]
    impl Scene {
        fn light(&self, k: f64) -> f64 {
            match (&self.bodies[0], self.light) {
                (Body::Disc { radius }, Some(light)) => radius * light * k,
                (Body::Points(points), _) => points[0][1] * k,
                _ => k,
            }
        }

        fn lit(self, rows: &[Vec<f64>]) -> f64 {
            self.light.unwrap_or(1.0) * rows[0][0]
        }
    }

    fn scene() -> Scene {
        let bodies = vec![Body::Disc { radius: 2.0 }, Body::Points(vec![[1.0, 2.0]])];
        Scene { bodies, light: Some(3.0), names: vec!["disc".to_owned(), "points".to_owned()] }
    }

    #[test]
    fn of_structs_enums_and_options() {
        let scene = scene();
        let mut dot = scene.zero_tangent();
        dot.light = None;
        assert_eq!(
            message(|| scene.jvp_light(&dot, 1.0, 0.0)),
            "the tangent of `self.light` is `None`, but `self.light` is `Some`"
        );
        dot.light = Some(1.0);
        dot.bodies[1] = BodyTangent::Points(vec![]);
        assert_eq!(
            message(|| scene.jvp_light(&dot, 1.0, 0.0)),
            "the tangent of `self.bodies[1].0` has length 0, but `self.bodies[1].0` has length 1"
        );
        dot.bodies[1] = BodyTangent::Disc { radius: 1.0 };
        assert_eq!(
            message(|| scene.jvp_light(&dot, 1.0, 0.0)),
            "the tangent of `self.bodies[1]` is of another variant than `self.bodies[1]`"
        );
        dot.bodies[1] = scene.bodies[1].zero_tangent();
        assert_eq!(scene.jvp_light(&dot, 1.0, 0.5), (6.0, 5.0));
        assert_eq!(
            message(|| scene.clone().jvp_lit(dot.clone(), &[vec![1.0]], &[vec![]])),
            "the tangent of `rows[0]` has length 0, but `rows[0]` has length 1"
        );
        assert_eq!(scene.names.len(), 2);
        assert_eq!(scene.jvp_lit(dot, &[vec![2.0]], &[vec![1.0]]), (6.0, 5.0));
    }
}

mod rules {
    use super::*;

    fn jvp_of_first(x: &[f64], x_dot: &[f64]) -> (f64, f64) {
        (x[0], x_dot[0])
    }

    #[differentiate(jvp = jvp_of_first)]
    fn first(x: &[f64]) -> f64 {
        x[0]
    }

    fn vjp_of_last(x: &[f64]) -> (f64, impl Fn(f64) -> Vec<f64>) {
        let last = x.len() - 1;
        let pullback = move |seed| {
            let mut bar = vec![0.0; last + 1];
            bar[last] = seed;
            bar
        };
        (x[last], pullback)
    }

    #[differentiate(vjp = vjp_of_last)]
    fn last(x: &[f64]) -> f64 {
        x[x.len() - 1]
    }

    #[differentiate(partials(x = vec![2.0; x.len()]))]
    fn twice(x: &[f64]) -> f64 {
        2.0 * x.iter().sum::<f64>()
    }

    #[test]
    fn take_tangents_of_one_shape_only() {
        let text = "the tangent of `x` has length 1, but `x` has length 2";
        assert_eq!(message(|| jvp_first(&[1.0, 2.0], &[3.0])), text);
        assert_eq!(message(|| jvp_last(&[1.0, 2.0], &[3.0])), text);
        assert_eq!(message(|| jvp_twice(&[1.0, 2.0], &[3.0])), text);
        assert_eq!(jvp_first(&[1.0, 2.0], &[3.0, 4.0]), (1.0, 3.0));
        assert_eq!(jvp_last(&[1.0, 2.0], &[3.0, 4.0]), (2.0, 4.0));
        assert_eq!(jvp_twice(&[1.0, 2.0], &[3.0, 4.0]), (6.0, 14.0));
    }
}
