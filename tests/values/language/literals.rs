//! Values written out where a block follows, and macros that name variables.

use chainrule::differentiate;
use chainrule_tests::check;

#[derive(Clone, Copy, PartialEq)]
struct Size {
    n: usize,
}

impl Size {
    fn half(self) -> usize {
        self.n / 2
    }
}

#[differentiate]
fn structs_in_heads(x: f64, #[constant] size: Size) -> f64 {
    let mut y = x;
    if (Size { n: 3 }) == size {
        y *= x;
    }
    if (Size { n: 3 } == size) {
        y *= x;
    } else {
        y += x;
    }
    match (Size { n: size.n }) {
        Size { n: 3 } => y *= x,
        _ => y += 1.0,
    }
    for _ in 0..(Size { n: size.n }).half() {
        y *= 1.5 * x;
    }
    let mut k = 0;
    while (Size { n: k } != size) {
        y += x * k as f64;
        k += 1;
    }
    y
}

#[test]
fn structs_stand_before_blocks() {
    for n in 2..5 {
        check!(structs_in_heads(0.8, const Size { n }));
    }
}

#[differentiate]
fn texts(x: f64, w: usize) -> f64 {
    let name = x * 2.0;
    let y = x * name;
    let y = y * 2.0;
    let name = name + y;
    assert!(y.is_finite(), "{y:w$.w$} {name}", name = w);
    assert_ne!(w, 0, "{y:?} {:?} {name} {{y}}", [x, y],);
    debug_assert!(w > 0, "{0:>1$} {y}", name, w);
    let w = w + 1;
    if y.is_nan() {
        panic!("{w} {y:>w$}, {:?}", (w, name));
    }
    y * name + x * w as f64
}

#[test]
fn texts_name_variables_that_were_bound_again() {
    check!(texts(0.7, const 2));
}

#[differentiate]
fn items_of_the_body(x: f64, flag: bool) -> f64 {
    const SCALE: f64 = 2.0;
    use std::f64::consts::PI as HALF_TURN;
    #[derive(Clone, Copy, PartialEq)]
    enum Mode {
        Once,
        Twice,
    }
    fn weight(n: usize) -> f64 {
        n as f64 + 1.0
    }
    trait Count {
        const COUNT: usize;
    }
    impl Count for Mode {
        const COUNT: usize = 2;
    }
    let mode = if flag { Mode::Twice } else { Mode::Once };
    let y = {
        const SHIFT: f64 = 0.5;
        x * SCALE * HALF_TURN + SHIFT
    };
    match mode {
        Mode::Once => y * weight(Mode::COUNT),
        Mode::Twice => y * y * weight(1),
    }
}

#[test]
fn items_stand_anywhere_in_the_body() {
    check!(items_of_the_body(0.3, const true));
    check!(items_of_the_body(0.3, const false));
}

#[differentiate]
fn steps(x: f64, n: usize) -> f64 {
    let mut sum = 0.0;
    for i in 0..n {
        sum += (x * i as f64).floor() + (x as i32) as f64;
        if x > 1.0 {
            sum += 1.0;
        }
    }
    sum
}

#[differentiate]
fn through_steps(x: f64) -> f64 {
    steps(x, 3)
}

/// A dependence only through steps is no mistake, and its derivative is zero.
#[test]
fn steps_have_the_derivative_zero() {
    check!(steps(1.3, const 3) => 0.0);
    check!(through_steps(1.3) => 0.0);
}

/// What follows a choice between macros that give values is not dropped.
#[differentiate]
fn chosen_macros(x: f64, y: f64) -> f64 {
    let w = if y > 1.0 { vec![x; 3] } else { vec![y, 2.0] };
    let v = match w.len() {
        3 => vec![x * y],
        _ => vec![y; 2],
    };
    w[1] * x * y + v[0]
}

#[test]
fn choices_between_macros() {
    check!(chosen_macros(0.7, 1.3));
    check!(chosen_macros(0.7, 0.4));
}
