//! Types that the file tells: of items, elements and payloads, and of fields of containers without derivatives.

mod chains_of_items {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    struct Part {
        a: f64,
        b: f64,
    }
    #[differentiate]
    impl Part {
        fn scale(&mut self, k: f64) -> &mut Self {
            self.a *= k;
            self.b *= k;
            self
        }
        fn shift(&mut self, k: f64) -> &mut Self {
            self.a += k;
            self.b -= k * k;
            self
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut parts = vec![Part { a: x, b: y }, Part { a: x * y, b: 1.0 }];
        for q in parts.iter_mut() {
            q.scale(x).shift(y);
        }
        for q in &mut parts {
            q.shift(y).scale(x);
        }
        parts.iter_mut().for_each(|q| {
            q.scale(y).shift(x).scale(2.0);
        });
        parts.iter().map(|p| p.a * p.b).sum::<f64>()
    }
    chainrule_tests::agrees!(f);
}

mod chains_of_elements {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    struct Part {
        a: f64,
        b: f64,
    }
    #[differentiate]
    impl Part {
        fn scale(&mut self, k: f64) -> &mut Self {
            self.a *= k;
            self.b *= k;
            self
        }
        fn shift(&mut self, k: f64) -> &mut Self {
            self.a += k;
            self.b -= k * k;
            self
        }
        fn area(&self) -> f64 {
            self.a * self.b
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = Part { a: x, b: y };
        let mut ms = vec![m.clone(), m.clone(), m];
        ms[1].scale(x).shift(y);
        ms.last_mut().unwrap().shift(x).scale(y);
        let mut arr = [ms[0].clone(), ms[1].clone()];
        arr[0].shift(x).scale(3.0);
        let mut third: Vec<_> = ms.iter().map(|m| m.clone()).collect();
        third[0].scale(y).scale(y);
        let mut fourth = ms.iter().cloned().collect::<Vec<_>>();
        fourth[2].scale(y).scale(y).area();
        let mut fifth = ms.clone();
        fifth[2].scale(y).scale(y).area();
        let mut sixth = vec![Part { a: 1.0, b: x }; 3];
        sixth[1].scale(y).shift(y);
        let mut o = Some(Part { a: 1.0, b: x });
        if let Some(p) = o.as_mut() {
            p.scale(x).shift(y);
        }
        if let Some(p) = &mut o {
            p.scale(x).shift(y);
        }
        ms.iter().chain(&arr).chain(&third).chain(&fourth).chain(&fifth).chain(&sixth).map(|p| p.area()).sum::<f64>()
            + o.unwrap().area()
    }
    chainrule_tests::agrees!(f);
}

mod own_names_of_payloads {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    struct Range {
        lo: f64,
        hi: f64,
    }
    #[differentiate]
    impl Range {
        fn min(&self) -> f64 {
            self.lo
        }
        fn max(&self) -> f64 {
            self.hi
        }
        fn len(&self) -> f64 {
            self.hi - self.lo
        }
        fn clamp(&self, v: f64) -> f64 {
            if v < self.lo {
                self.lo
            } else if v > self.hi {
                self.hi
            } else {
                v
            }
        }
    }
    #[derive(Clone, Debug, Differentiable)]
    enum Shape {
        Line(Range),
        Box { x: Range, y: Range },
        Point(f64),
    }
    #[differentiate]
    impl Shape {
        fn size(&self) -> f64 {
            match self {
                Shape::Line(r) => r.max() - r.min(),
                Shape::Box { x, y } => x.len() * y.len() + x.min() * y.clamp(0.5),
                Shape::Point(v) => v * v,
            }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let shapes = vec![
            Shape::Line(Range { lo: x, hi: y * 2.0 }),
            Shape::Box { x: Range { lo: x, hi: y }, y: Range { lo: x * y, hi: 3.0 } },
            Shape::Point(x),
        ];
        let rs = vec![Range { lo: x, hi: y }, Range { lo: y, hi: x * 3.0 }];
        let m: f64 = rs.iter().map(|r| r.min() * r.max()).sum();
        let k = rs.iter().map(|r| r.clamp(0.1)).fold(0.0, |a, b| a + b);
        shapes.iter().map(|s| s.size()).sum::<f64>() + m + k
    }
    chainrule_tests::agrees!(f);
}

mod trees_that_grow {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    struct Node {
        key: f64,
        left: Option<Box<Node>>,
        right: Option<Box<Node>>,
    }
    #[differentiate]
    impl Node {
        fn new(key: f64) -> Node {
            Node { key, left: None, right: None }
        }
        fn insert(&mut self, v: f64) {
            if v < self.key {
                match &mut self.left {
                    Some(n) => n.insert(v),
                    None => self.left = Some(Box::new(Node::new(v))),
                }
            } else {
                match &mut self.right {
                    Some(n) => n.insert(v),
                    None => self.right = Some(Box::new(Node::new(v))),
                }
            }
        }
        fn sum(&self, depth: f64) -> f64 {
            let l = self.left.as_ref().map_or(0.0, |n| n.sum(depth + 1.0));
            let r = match &self.right {
                Some(n) => n.sum(depth + 1.0),
                None => 0.0,
            };
            self.key * depth + l * 0.5 + r
        }
        fn min(&self) -> f64 {
            match &self.left {
                Some(l) => l.min(),
                None => self.key,
            }
        }
        fn max(&self) -> f64 {
            self.right.as_ref().map(|r| r.max()).unwrap_or(self.key)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut root = Node::new(x * y);
        for v in [x, y, x + y, x - y, 2.0 * x, y * y] {
            root.insert(v);
        }
        root.sum(1.0) + root.min() * root.max()
    }
    chainrule_tests::agrees!(f);
}

mod queues_beside_numbers {
    use chainrule::{Differentiable, differentiate};
    use std::collections::VecDeque;
    #[derive(Clone, Debug, Differentiable)]
    struct Net {
        queue: VecDeque<usize>,
        weights: Vec<f64>,
        total: f64,
    }
    #[differentiate]
    impl Net {
        fn new(x: f64, y: f64) -> Net {
            Net { queue: VecDeque::new(), weights: vec![x, y, x * y, 1.0], total: 0.0 }
        }
        fn run(&mut self, start: usize) {
            self.queue.push_back(start);
            let mut seen = vec![false; 4];
            while let Some(i) = self.queue.pop_front() {
                if seen[i] {
                    continue;
                }
                seen[i] = true;
                self.total += self.weights[i] * (i as f64 + 1.0) * self.total.cos();
                for next in [(i + 1) % 4, (i + 2) % 4] {
                    if !seen[next] {
                        self.queue.push_back(next);
                    }
                }
            }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut net = Net::new(x, y);
        net.run(1);
        net.total
    }
    chainrule_tests::agrees!(f);
}

mod queues_of_types_elsewhere {
    use chainrule::{Differentiable, differentiate};
    use std::collections::VecDeque;
    mod inner {
        use chainrule::*;
        use std::collections::VecDeque;
        #[derive(Clone, Debug, Differentiable)]
        pub struct Net {
            pub queue: VecDeque<usize>,
            pub weights: Vec<f64>,
            pub total: f64,
        }
    }
    use inner::Net;
    #[differentiate]
    impl Net {
        fn run(&mut self, start: usize) {
            self.queue.push_back(start);
            let mut seen = vec![false; 4];
            while let Some(i) = self.queue.pop_front() {
                if seen[i] {
                    continue;
                }
                seen[i] = true;
                self.total += self.weights[i] * (i as f64 + 1.0) * self.total.cos();
                for next in [(i + 1) % 4, (i + 2) % 4] {
                    if !seen[next] {
                        self.queue.push_back(next);
                    }
                }
            }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut net = Net { queue: VecDeque::new(), weights: vec![x, y, x * y, 1.0], total: 0.0 };
        net.run(1);
        net.total
    }
    chainrule_tests::agrees!(f);
}

mod stacks_of_types_elsewhere {
    use chainrule::{Differentiable, differentiate};
    use std::collections::VecDeque;
    mod inner {
        use chainrule::*;
        use std::collections::VecDeque;
        #[derive(Clone, Debug, Differentiable)]
        pub struct Net {
            pub queue: Vec<usize>,
            pub weights: Vec<f64>,
            pub total: f64,
        }
    }
    use inner::Net;
    #[differentiate]
    impl Net {
        fn run(&mut self, start: usize) {
            self.queue.push(start);
            let mut seen = vec![false; 4];
            while let Some(i) = self.queue.pop() {
                if seen[i] {
                    continue;
                }
                seen[i] = true;
                self.total += self.weights[i] * (i as f64 + 1.0) * self.total.cos();
                for next in [(i + 1) % 4, (i + 2) % 4] {
                    if !seen[next] {
                        self.queue.push(next);
                    }
                }
            }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut net = Net { queue: Vec::new(), weights: vec![x, y, x * y, 1.0], total: 0.0 };
        net.run(1);
        net.total
    }
    chainrule_tests::agrees!(f);
}

mod queues_of_generic_types {
    use chainrule::{Differentiable, differentiate};
    use std::collections::VecDeque;
    #[derive(Clone, Debug, Differentiable)]
    struct Net<T> {
        queue: VecDeque<usize>,
        weights: Vec<T>,
        total: T,
    }
    #[differentiate]
    impl<T: chainrule::Real> Net<T> {
        fn run(&mut self, start: usize) {
            self.queue.push_back(start);
            let mut count = 0;
            while let Some(i) = self.queue.pop_front() {
                count += 1;
                if count > 6 {
                    break;
                }
                self.total = self.total + self.weights[i] * self.total.cos();
                for next in [(i + 1) % 3, (i + 2) % 3] {
                    self.queue.push_back(next);
                }
            }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut net = Net { queue: VecDeque::new(), weights: vec![x, y, x * y], total: 0.5 };
        net.run(1);
        net.total
    }
    chainrule_tests::agrees!(f);
}

mod queues_of_nested_types {
    use chainrule::{Differentiable, differentiate};
    use std::collections::VecDeque;
    #[derive(Clone, Debug, Differentiable)]
    struct Net<const N: usize> {
        queue: VecDeque<(usize, u32)>,
        weights: [f64; N],
        total: f64,
    }
    #[derive(Clone, Debug, Differentiable)]
    struct World {
        nets: Vec<Net<3>>,
    }
    #[differentiate]
    impl World {
        fn run(&mut self, start: usize) {
            for net in self.nets.iter_mut() {
                net.queue.push_back((start, 3));
                while let Some((i, n)) = net.queue.pop_front() {
                    net.total += net.weights[i] * n as f64;
                    if n > 0 {
                        net.queue.push_back(((i + 1) % 3, n - 1));
                    }
                }
            }
            let first = &mut self.nets[0];
            first.queue.push_back((1, 1));
            let k = first.queue.back().map_or(0, |p| p.0);
            first.total *= first.weights[k];
            self.nets[1].queue.push_front((2, 2));
            let q = &mut self.nets[1].queue;
            q.push_back((0, 0));
            let (i, _) = q.pop_front().unwrap();
            self.nets[1].total *= self.nets[1].weights[i];
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w = World { nets: vec![Net { queue: VecDeque::new(), weights: [x, y, x * y], total: 0.5 }; 2] };
        w.run(1);
        w.nets[0].total * w.nets[1].total
    }
    chainrule_tests::agrees!(f);
}
