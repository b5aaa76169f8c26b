//! Methods of own types that bear the names of those of containers, options and floats.

mod of_options_and_containers {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Debug, Default, Differentiable)]
    struct Buf {
        cur: Vec<f64>,
        k: f64,
    }
    #[differentiate]
    impl Buf {
        fn new(a: f64, b: f64) -> Self {
            Buf { cur: vec![a, b], k: a * b }
        }
        fn take(&mut self) -> Vec<f64> {
            std::mem::take(&mut self.cur)
        }
        fn get(&self, i: usize) -> f64 {
            self.cur[i] * self.k
        }
        fn push(&mut self, v: f64) {
            self.cur.push(v * self.k);
        }
        fn map(&self, v: f64) -> f64 {
            v * self.k
        }
        fn last(&self) -> f64 {
            self.cur[self.cur.len() - 1] * 2.0
        }
        fn len(&self) -> f64 {
            self.k
        }
        fn sum(&self) -> f64 {
            self.cur.iter().sum()
        }
        fn replace(&mut self, v: f64) -> f64 {
            let o = self.k;
            self.k = v;
            o * v
        }
        fn insert(&mut self, v: f64) {
            self.cur[0] = v;
        }
        fn unwrap(&self) -> f64 {
            self.k.sin()
        }
        fn zip(&self, o: &Buf) -> f64 {
            self.k * o.k
        }
    }
    #[derive(Clone, Debug, Default, Differentiable)]
    struct Outer {
        b: Buf,
    }
    #[differentiate]
    fn make(x: f64, y: f64) -> Outer {
        Outer { b: Buf::new(x, y) }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut o = make(x, y);
        o.b.push(x);
        let g = o.b.get(2) + o.b.map(y) + o.b.last() * o.b.len() + o.b.sum();
        let r = o.b.replace(y);
        o.b.insert(x * x);
        let c = o.b.clone();
        let z = o.b.zip(&c) + o.b.unwrap();
        let out = o.b.take();
        out[1] * g + r + out[0] * z
    }
    chainrule_tests::agrees!(f);
}

mod passive_elsewhere {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Debug, Default, Differentiable)]
    struct Seg {
        a: f64,
        b: f64,
    }
    #[differentiate]
    impl Seg {
        fn len(&self) -> f64 {
            (self.b - self.a) * self.b
        }
        fn count(&self) -> f64 {
            self.a
        }
        fn capacity(&self) -> f64 {
            self.b
        }
        fn to_bits(&self) -> f64 {
            self.b
        }
        fn floor(&self) -> f64 {
            self.a * self.a
        }
        fn signum(&self) -> f64 {
            self.a.sin()
        }
        fn is_empty(&self) -> f64 {
            self.b * self.b
        }
        fn index(&self) -> f64 {
            self.a
        }
        fn position(&self) -> f64 {
            self.a * 3.0
        }
    }
    #[differentiate]
    fn make(x: f64, y: f64) -> Seg {
        Seg { a: x, b: y }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let s = make(x, y);
        let t = Seg { a: y, b: x };
        s.len() * x + t.len() + s.floor() * t.signum() + s.is_empty() + t.index() * s.position()
    }
    chainrule_tests::agrees!(f);
}

mod counted {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Debug, Default, Differentiable)]
    struct Seg {
        a: f64,
        b: f64,
    }
    #[differentiate]
    impl Seg {
        fn len(&self) -> f64 {
            (self.b - self.a) * self.b
        }
        fn count(&self) -> f64 {
            self.a
        }
        fn capacity(&self) -> f64 {
            self.b
        }
        fn partition_point(&self) -> f64 {
            self.b
        }
        fn ceil(&self) -> f64 {
            self.a * self.a
        }
        fn round(&self) -> Seg {
            self.clone()
        }
    }
    #[differentiate]
    fn make(x: f64, y: f64) -> Seg {
        Seg { a: x, b: y }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let s = make(x, y);
        let t = Seg { a: y, b: x };
        s.count() * x + t.count() + s.capacity() * t.ceil() + s.round().b + t.round().a
    }
    chainrule_tests::agrees!(f);
}

mod stacks {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Debug, Default, Differentiable)]
    struct Stack {
        v: Vec<f64>,
    }
    #[differentiate]
    impl Stack {
        fn push(&mut self, v: f64) {
            self.v.push(v * 2.0);
        }
        fn pop(&mut self) -> f64 {
            self.v.pop().unwrap_or(0.0)
        }
        fn first(&self) -> f64 {
            self.v[0]
        }
        fn get(&self, i: usize) -> Option<f64> {
            self.v.get(i).map(|v| v * 3.0)
        }
        fn insert(&mut self, i: usize, v: f64) {
            self.v.insert(i, v * v);
        }
        fn extend(&mut self, v: &[f64]) {
            for q in v {
                self.push(*q);
            }
        }
        fn clear(&mut self, v: f64) {
            self.v.clear();
            self.v.push(v);
        }
        fn swap(&mut self, i: usize, j: usize) {
            self.v.swap(i, j);
            self.v[i] *= 2.0;
        }
        fn remove(&mut self, i: usize) -> f64 {
            self.v.remove(i) * 2.0
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = Stack { v: vec![] };
        s.push(x);
        s.push(y);
        s.insert(1, x * y);
        let a = s.pop();
        s.extend(&[x, a]);
        s.swap(0, 1);
        let b = s.get(2).unwrap_or(1.0);
        let c = s.remove(0);
        let d = s.first();
        s.clear(a * b);
        s.first() * c + d
    }
    chainrule_tests::agrees!(f);
}

mod lengths_of_an_own_stack {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Debug, Default, Differentiable)]
    struct Stack {
        items: Vec<f64>,
        below: Vec<f64>,
    }
    #[differentiate]
    impl Stack {
        fn len(&self) -> usize {
            self.items.len() + self.below.len()
        }
        fn is_empty(&self) -> bool {
            self.items.is_empty() && self.below.is_empty()
        }
        fn push(&mut self, v: f64) {
            if self.items.len() < 2 {
                self.items.push(v);
            } else {
                self.below.push(v * v);
            }
        }
        fn pop(&mut self) -> f64 {
            self.below.pop().or_else(|| self.items.pop()).unwrap_or(1.0)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut stack = Stack::default();
        for v in [x, y, x * y, x + y] {
            stack.push(v);
        }
        let mut sum = stack.len() as f64 * y;
        let mut weight = 1.0;
        while stack.len() > 1 && !stack.is_empty() {
            let top = stack.pop();
            sum += weight * top;
            weight *= top.sin();
        }
        if stack.is_empty() { x } else { sum * stack.pop() }
    }
    chainrule_tests::agrees!(f);
}
