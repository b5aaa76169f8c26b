//! References that are taken apart by a pattern: names for the parts of what they refer to.

mod structs_of_a_loop {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Copy, Debug, Default, Differentiable)]
    struct P {
        pos: [f64; 2],
        vel: [f64; 2],
        #[constant]
        pinned: bool,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut ps = [P::default(); 4];
        for (i, p) in ps.iter_mut().enumerate() {
            p.pos = [i as f64 * x, 0.1 * y * i as f64];
            p.vel = [y, x];
            p.pinned = i == 0;
        }
        for p in ps.iter_mut() {
            let P { pos, vel, .. } = p;
            pos[0] += 0.05 * vel[0];
            pos[1] += 0.05 * (vel[1] - 0.1);
        }
        ps[3].pos[0] * ps[2].pos[1]
    }

    chainrule_tests::agrees!(f);
}

mod tuples_and_arrays_of_a_loop {
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut ps = [(x, y), (y, x * y), (1.0, x)];
        let mut rows = vec![[x, y], [y, 2.0]];
        for pair in ps.iter_mut() {
            let (a, b) = pair;
            *a += *b * x;
            *b *= 0.5;
            std::mem::swap(a, b);
        }
        for row in &mut rows {
            let [p, q] = row;
            *p *= y;
            *q += *p;
        }
        let mut t = 0.0;
        for pair in &ps {
            let (a, b) = pair;
            t += a * b;
        }
        for pair in ps {
            let (a, b) = pair;
            t += a * a - b;
        }
        for (k, r) in rows.iter().enumerate() {
            let [p, q] = r;
            t += p * q * (k + 1) as f64;
            let &[u, v] = r;
            t += u / v;
        }
        t
    }

    chainrule_tests::agrees!(f);
}

mod elements_and_copies {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Copy, Debug, Default, Differentiable)]
    struct P {
        pos: [f64; 2],
        w: f64,
        #[constant]
        k: usize,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut ps = vec![P { pos: [x, y], w: y, k: 1 }, P { pos: [y, 0.3], w: x, k: 2 }];
        let first = &mut ps[0];
        let P { pos, w, k } = first;
        pos[1] *= *w * *k as f64;
        *w += pos[0];
        let P { pos: [a, b], w, .. } = ps[0];
        let c = ps[1];
        let P { pos: q, w: ref r, .. } = c;
        let mut t = a * b + w + q[0] * r;
        if let Some(p) = ps.last_mut() {
            let P { pos, w, .. } = p;
            *w *= x;
            pos[0] -= *w;
        }
        while let Some(p) = ps.pop() {
            let P { pos: [u, v], w, k } = p;
            t += u * v * w * k as f64;
        }
        t
    }

    chainrule_tests::agrees!(f);
}

mod layers {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    struct Layer {
        w: Vec<Vec<f64>>,
        b: Vec<f64>,
    }
    #[differentiate]
    fn step(layers: &mut [Layer], g: &[f64], lr: f64) {
        for layer in layers.iter_mut() {
            let Layer { w, b } = layer;
            for (row, bi) in w.iter_mut().zip(b.iter_mut()) {
                for (wi, gi) in row.iter_mut().zip(g) {
                    *wi -= lr * gi * *wi;
                }
                *bi -= lr * row[0];
            }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut ls = vec![Layer { w: vec![vec![x, y], vec![y, 1.0]], b: vec![x, 0.0] }; 2];
        step(&mut ls, &[x, y], 0.1 * x);
        step(&mut ls[1..], &[y], y);
        let (a, rest) = ls.split_first_mut().unwrap();
        let Layer { w, b } = a;
        w[0][0] *= b[1];
        let Layer { b: c, .. } = &mut rest[0];
        c[0] += w[0][1];
        ls.iter()
            .map(|l| {
                let Layer { w, b } = l;
                w[0][0] * b[0] + w[1][1] * b[1]
            })
            .sum()
    }

    chainrule_tests::agrees!(f);
}

mod patterns_of_closures_and_loops {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Copy, Debug, Default, Differentiable)]
    struct P {
        pos: [f64; 2],
        vel: [f64; 2],
        w: f64,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut ps = [P { pos: [x, y], vel: [y, x], w: y }; 3];
        ps.iter_mut().for_each(|P { pos, vel, w }| {
            pos[0] += *w * vel[0];
            *w *= x;
        });
        for P { pos, vel, .. } in ps.iter_mut() {
            pos[1] *= vel[1];
            vel[0] += pos[0];
        }
        for (i, P { pos, w, .. }) in ps.iter_mut().enumerate() {
            pos[0] += *w * i as f64;
            *w += 0.1;
        }
        for p in &mut ps {
            {
                let P { pos, w, .. } = &mut *p;
                *w += pos[1];
            }
            match p {
                P { vel: [a, b], w, .. } => {
                    *a += *b;
                    *w -= *a;
                }
            }
        }
        ps.iter().map(|p| p.pos[0] * p.pos[1] + p.vel[0] * p.w + p.vel[1]).sum()
    }

    chainrule_tests::agrees!(f);
}

mod two_at_once {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Copy, Debug, Default, Differentiable)]
    struct P {
        pos: [f64; 2],
        w: f64,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut ps = [P { pos: [x, y], w: y }; 3];
        let mut qs = [[x, y], [y, 2.0], [1.0, x]];
        for (p, q) in ps.iter_mut().zip(qs.iter_mut()) {
            let (P { pos, w }, [a, b]) = (p, q);
            pos[0] += *a * *w;
            *b *= pos[0];
            *w += *b;
        }
        for both in ps.iter_mut().zip(qs.iter_mut()) {
            let (p, q) = both;
            p.w += q[0];
            q[1] -= p.w;
        }
        ps.iter().zip(&qs).map(|(p, q)| p.pos[0] * p.w + q[0] * q[1]).sum()
    }

    chainrule_tests::agrees!(f);
}

mod parts_of_a_split {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Copy, Debug, Default, Differentiable)]
    struct P {
        pos: [f64; 2],
        w: f64,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut ps = [P { pos: [x, y], w: y }; 3];
        for i in 0..2 {
            let (l, r) = ps.split_at_mut(i + 1);
            let (a, b) = (&mut l[i], &mut r[0]);
            let (P { pos: p, w: u }, P { pos: q, w: v }) = (b, a);
            p[0] += *v * q[1];
            *u *= p[0];
            *v -= *u;
        }
        let (a, b) = (ps[0], ps[1]);
        let (P { pos: p, .. }, P { w, .. }) = (a, b);
        let (c, d) = (w * p[0], p[1]);
        let (c, d) = (d, c);
        c * d + c + ps[2].w
    }

    chainrule_tests::agrees!(f);
}

mod trees {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    struct Node {
        val: f64,
        kids: Vec<Node>,
    }
    #[differentiate]
    fn scale(n: &mut Node, k: f64) -> f64 {
        let Node { val, kids } = n;
        *val *= k;
        let mut t = *val;
        for kid in kids {
            t += scale(kid, k * 0.5);
            kid.val += *val;
        }
        *val += t;
        t
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut n = Node {
            val: x,
            kids: vec![Node { val: y, kids: vec![] }, Node { val: x * y, kids: vec![Node { val: 1.0, kids: vec![] }] }],
        };
        let t = scale(&mut n, y);
        let Node { val, ref kids } = n;
        t * val + kids[1].kids[0].val * kids[0].val
    }

    chainrule_tests::agrees!(f);
}

mod parts_lent_beside_others {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    enum Tree {
        Leaf(f64),
        Node(Box<Tree>, f64, Box<Tree>),
    }

    #[differentiate]
    fn grow(tree: &mut Tree, by: f64) {
        match tree {
            Tree::Leaf(v) => *v += by * *v,
            Tree::Node(left, w, right) => {
                *w *= by;
                grow(left, by * 0.5);
                grow(right, *w);
            }
        }
    }

    #[differentiate]
    fn sum(tree: &Tree, s: f64) -> f64 {
        match tree {
            Tree::Leaf(v) => v * s,
            Tree::Node(left, w, right) => sum(left, s + w * 0.1) * sum(right, s * 0.5) + w * s,
        }
    }

    #[derive(Clone, Differentiable)]
    enum Shape {
        Round { center: Vec<f64>, r: f64 },
        Flat(Vec<f64>, f64, usize),
    }

    #[differentiate]
    fn push(list: &mut Vec<f64>, by: f64, n: usize) -> f64 {
        list.push(by * n as f64);
        list[0] *= by;
        list[0]
    }

    #[differentiate]
    impl Shape {
        fn grow(&mut self, by: f64) -> f64 {
            match self {
                Shape::Round { center, r } => {
                    *r *= by;
                    push(center, *r, 2) + *r
                }
                Shape::Flat(list, k, n) => {
                    *n += 1;
                    let pushed = push(list, *k * by, *n);
                    *k += pushed;
                    pushed
                }
            }
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut tree = Tree::Node(Box::new(Tree::Leaf(x)), y, Box::new(Tree::Leaf(x * y)));
        grow(&mut tree, x * 0.1 + y);
        let mut shapes = [Shape::Round { center: vec![x], r: y }, Shape::Flat(vec![y], x, 1)];
        let mut total = sum(&tree, y);
        for i in 0..3 {
            for shape in shapes.iter_mut() {
                total = total * 0.2 + shape.grow(0.3 * x + 0.1 * i as f64);
            }
        }
        total
    }
    chainrule_tests::agrees!(f);
}
