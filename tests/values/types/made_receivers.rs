//! Methods with `&mut self` of values that no variable holds.

use chainrule::{Differentiable, differentiate};

#[derive(Clone, Differentiable)]
struct Walker {
    at: f64,
    seen: Vec<f64>,
}

#[differentiate]
impl Walker {
    fn new(x: f64) -> Self {
        Walker { at: x, seen: vec![x] }
    }
    fn go(&mut self, step: f64) -> f64 {
        self.at += step;
        self.seen.push(self.at * step);
        self.at * self.seen[0]
    }
    fn scaled(&self, k: f64) -> Walker {
        Walker { at: self.at * k, seen: self.seen.clone() }
    }
    fn back(&mut self) -> &mut Walker {
        self.at -= 1.0;
        self
    }
}

mod copies_and_constructors {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = Walker::new(x);
        let a = w.clone().go(y) + Walker::new(y).go(x).sin();
        let b = w.scaled(y).go(w.clone().go(0.5)).max(-50.0);
        let c = Walker { at: y, seen: vec![x, y] }.go(w.at);
        if w.clone().go(1.0) > 2.0 { a * b + c } else { a + b * c }
    }

    chainrule_tests::agrees!(f);
}

mod places_change_where_they_stand {
    use super::*;

    #[differentiate]
    fn walk(list: &mut [Walker], one: &mut Walker, h: f64) -> f64 {
        let mut s = 0.0;
        for i in 0..list.len() {
            s += list[i].go(h) * list[i].scaled(h).go(0.5);
            if i + 1 < list.len() {
                s += list[i + 1].go(s.sin()) + list[i + 1].clone().go(one.at).sin();
            }
        }
        s += one.clone().go(2.0) * one.go(3.0);
        one.back().go(0.3);
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut list = vec![Walker::new(x), Walker::new(y)];
        let mut one = Walker::new(x * y);
        let s = walk(&mut list, &mut one, y * 0.1);
        let copies: f64 = list.iter().map(|w| w.clone().go(y)).sum();
        s + copies + list[0].at * list[1].at + one.at
    }

    chainrule_tests::agrees!(f);
}

mod containers_that_are_copied {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = vec![x, y, x * y];
        let last = v.clone().pop().unwrap();
        let first = v.to_vec().remove(0);
        let w = Walker { at: x, seen: v.clone() };
        let held = w.seen.clone().pop().unwrap_or(y);
        last * first + held * v.iter().sum::<f64>() + w.seen[2]
    }

    chainrule_tests::agrees!(f);
}

mod elements_of_copies {
    use super::*;

    #[derive(Clone, Differentiable)]
    struct Node {
        v: f64,
        kids: Vec<Node>,
        best: Option<f64>,
    }
    #[differentiate]
    impl Node {
        fn grow(&mut self, x: f64) -> f64 {
            self.v += x;
            self.best = Some(self.v * x);
            self.v
        }
        fn sum(&self) -> f64 {
            self.v + self.kids.iter().map(|k| k.sum()).sum::<f64>() + self.best.unwrap_or(0.25)
        }
        fn trial(&self, x: f64) -> f64 {
            let mut me = self.clone();
            me.grow(x) * self.clone().grow(-x) + me.sum()
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let n = Node { v: x, kids: vec![Node { v: y, kids: vec![], best: None }], best: None };
        let k = n.kids[0].clone().grow(x) * n.kids.clone().remove(0).grow(y);
        let b = n.clone().best.take().unwrap_or(y);
        let last = n.kids.clone().pop().map(|mut k| k.grow(2.0 * x)).unwrap_or(1.0);
        n.trial(y) + k * b + n.sum() * last
    }

    chainrule_tests::agrees!(f);
}

mod references_change_what_they_refer_to {
    use super::*;
    use std::collections::HashMap;

    #[derive(Clone, Differentiable)]
    struct Wave {
        a: f64,
    }
    #[differentiate]
    impl Wave {
        fn go(&mut self, k: f64) -> f64 {
            self.a *= k;
            self.a
        }
    }
    #[derive(Clone, Differentiable)]
    struct World {
        ws: Vec<Wave>,
        one: Option<Wave>,
        by: HashMap<u8, Wave>,
        b: Box<Wave>,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut by: HashMap<u8, Wave> = HashMap::new();
        by.insert(1u8, Wave { a: y });
        let mut w = World {
            ws: vec![Wave { a: x }, Wave { a: y }],
            one: Some(Wave { a: x * y }),
            by,
            b: Box::new(Wave { a: x }),
        };
        let mut s = 0.0;
        s += w.one.as_mut().unwrap().go(y);
        s += w.ws.get_mut(1).unwrap().go(x);
        s += w.ws.first_mut().expect("one").go(s);
        s += w.ws.last_mut().expect("one").go(s);
        s += w.by.get_mut(&1).unwrap().go(s.sin());
        s += w.b.go(x);
        s += w.one.clone().unwrap().go(x) * w.ws.clone().remove(0).go(y);
        for q in w.ws.iter_mut() {
            s += q.go(y);
        }
        s + w.ws[0].a * w.ws[1].a + w.one.unwrap().a + w.by[&1].a + w.b.a
    }

    chainrule_tests::agrees!(f);
}
