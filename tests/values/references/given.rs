//! References that iterators and patterns give into parts of a struct of which only rustc knows the types, where nothing
//! in it is differentiated before the store.

mod rows {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Differentiable)]
    struct Matrix<const R: usize, const C: usize> {
        m: [[f64; C]; R],
    }

    #[differentiate]
    fn outer<const R: usize, const C: usize>(a: [f64; R], b: [f64; C]) -> Matrix<R, C> {
        let mut out = Matrix { m: [[0.0; C]; R] };
        for (row, a) in out.m.iter_mut().zip(&a) {
            for (cell, b) in row.iter_mut().zip(&b) {
                *cell = a * b;
            }
        }
        out
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut all = Matrix { m: [[0.0; 2]; 3] };
        for row in all.m.iter_mut() {
            for (k, cell) in row.iter_mut().enumerate() {
                *cell = x * y + k as f64;
            }
        }
        let mut first = Matrix { m: [[1.0; 2]; 2] };
        for row in &mut first.m {
            row[0] = x * row[1];
            row[1] += y * y;
        }
        let third = outer([x, y, 1.0], [y, x * x]);
        all.m[1][1] * first.m[0][0] * first.m[1][1] + all.m[2][0] + third.m[0][1] * third.m[1][0]
    }
    chainrule_tests::agrees!(f);
}

mod parts {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Differentiable)]
    struct Point {
        a: f64,
        b: f64,
    }

    #[derive(Clone, Differentiable)]
    struct Bag<T> {
        items: Vec<T>,
        lists: Vec<Vec<f64>>,
    }

    #[differentiate]
    fn lift(list: &mut [f64], by: f64) {
        for v in list {
            *v += by * by;
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut bag = Bag { items: vec![Point { a: 1.0, b: 2.0 }; 3], lists: vec![vec![1.0]; 2] };
        for point in bag.items.iter_mut() {
            point.a = x * y;
            point.b += y;
        }
        let mut lists = Bag { items: vec![1.0; 3], lists: vec![vec![1.0, 0.5]; 2] };
        for list in lists.lists.iter_mut() {
            list.push(x * y);
        }
        for list in bag.lists.iter_mut() {
            lift(list, x);
        }
        if let Some(last) = lists.items.last_mut() {
            *last = x * x;
        }
        let sum: f64 = bag.items.iter().map(|p| p.a * p.b).sum();
        sum * bag.lists[1][0] + lists.lists[1][2] * lists.items[2]
    }
    chainrule_tests::agrees!(f);
}

/// What holds nothing differentiated changes too, behind references, and what was read before is not read again.
mod passive {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let names = vec![String::from("a"), String::from("bc")];
        let mut w = vec![(1usize, 0i32); 3];
        let mut total = 0.0;
        total += (x * w[0].0 as f64).sin();
        for (name, c) in names.iter().zip(w.iter_mut()) {
            c.0 += name.len();
            total += x * c.0 as f64;
        }
        total += (x * y * w[0].0 as f64).sin();
        for c in w.iter_mut() {
            c.0 += 2;
            total += x * c.0 as f64;
            c.0 *= 2;
            total *= c.0 as f64;
        }
        total * y + (w[1].0 as f64 * x).sin()
    }
    chainrule_tests::agrees!(f);
}

mod one_by_one {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w = vec![(1usize, 0i32); 3];
        let mut total = 0.0;
        total += (x * w[0].0 as f64).sin();
        for c in w.iter_mut() {
            c.0 += 2;
        }
        total += (x * y * w[0].0 as f64).sin();
        if let Some(c) = w.first_mut() {
            c.0 += 2;
        }
        total += (x * y * w[0].0 as f64).cos();
        for c in &mut w {
            c.0 *= 2;
        }
        total += (x * y * w[0].0 as f64).cos();
        for (i, c) in w.iter_mut().enumerate() {
            c.0 += i + 1;
            total *= x * c.0 as f64;
        }
        total += (x * y * w[0].0 as f64).cos();
        w.iter_mut().for_each(|c| c.0 += 1);
        total += (x * y * w[0].0 as f64).cos();
        let first = &mut w[0];
        first.0 -= 3;
        total += (x * y * w[0].0 as f64).cos();
        if let [first, ..] = &mut w[..] {
            first.0 += 9;
            total *= y;
        }
        total += (x * w[0].0 as f64).cos();
        match w.last_mut() {
            Some(l) if l.0 > 1 => {
                l.0 = 1;
                total *= y * l.0 as f64;
            }
            _ => total = 0.0,
        }
        total * y + (w[1].0 as f64 * x).sin() + (w[2].0 as f64 * x).sin()
    }
    chainrule_tests::agrees!(f);
}

mod maps {
    use std::collections::BTreeMap;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: BTreeMap<u32, (u32, f64)> = (0..3).map(|i| (i, (i, i as f64))).collect();
        let mut total = (x * m[&1].1).sin();
        for (k, v) in m.iter_mut() {
            v.1 += 0.5;
            total += (x * v.1).sin() * *k as f64;
        }
        total += (x * y * m[&1].1).sin();
        for v in m.values_mut() {
            v.1 *= 0.5;
            v.0 += 1;
            total *= x * v.0 as f64;
        }
        total += (x * y * m[&1].1).sin() * m[&2].0 as f64;
        if let Some(v) = m.get_mut(&1) {
            v.1 = 7.0;
            total *= y;
        }
        total += (x * m[&1].1).sin();
        m.entry(1).or_default().1 = 2.0;
        total += (y * m[&1].1).sin();
        total
    }
    chainrule_tests::agrees!(f);
}
