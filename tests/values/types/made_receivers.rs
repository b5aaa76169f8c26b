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
