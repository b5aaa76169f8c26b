//! Closures over errors that change what is around them, in results that are then asked, matched or taken.

use chainrule::differentiate;

#[derive(Debug)]
struct Bad(i32);

#[differentiate]
fn root(x: f64) -> Result<f64, Bad> {
    if x < 0.5 {
        return Err(Bad(2));
    }
    Ok(x.sqrt() + x)
}

#[differentiate]
fn bump(s: &mut f64) -> f64 {
    *s *= 1.25;
    *s
}

mod effects_before_is_ok {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let s = y;
        let mut k = 1;
        let d = root(s)
            .and_then(|v| root(v * bump(&mut 1.5)))
            .map_err(|e| {
                k += e.0;
                e
            })
            .is_ok();
        s * k as f64 + if d { x * y } else { y }
    }

    chainrule_tests::agrees!(f);
}

mod effects_before_let_else {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = y;
        let Ok(v) = root(x)
            .map(|v| {
                s += v;
                v
            })
            .map_err(|e| {
                s *= 3.0;
                e.0
            })
        else {
            return s * s * x;
        };
        s * y * v
    }

    chainrule_tests::agrees!(f);
}

mod effects_in_an_error {
    use super::*;

    #[derive(Debug, Clone)]
    struct Bad(f64);
    fn note(n: &mut usize) -> Bad {
        *n += 1;
        Bad(1.0)
    }
    #[differentiate]
    fn root(x: f64) -> Result<f64, Bad> {
        if x < 1.0 {
            return Err(Bad(0.5));
        }
        Ok(x.sqrt() + x)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut n = 0;
        let a = root(x).and_then(|v| if v > 2.5 { Err(note(&mut n)) } else { Ok(v * y) }).unwrap_or(y);
        let r = if y > 1.0 { root(y) } else { Err(note(&mut n)) };
        let b = match r {
            Ok(_) => 2.0,
            Err(e) => 3.0 + e.0,
        };
        a * b * (n as f64 + x)
    }

    chainrule_tests::agrees!(f);
}

mod effects_before_a_match {
    use super::*;

    #[derive(Debug, Clone)]
    struct Bad(usize);
    #[differentiate]
    fn root(x: f64) -> Result<f64, Bad> {
        if x < 1.0 {
            return Err(Bad(1));
        }
        Ok(x.sqrt() * x)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut fails = 0;
        let r = root(x).map_err(|e| {
            fails += 1;
            e
        });
        let v = match r {
            Ok(v) => v,
            Err(_) => x * y,
        };
        let q = root(y).map_err(|e| {
            fails += 1;
            e.0
        });
        let w = if let Ok(w) = q { w } else { y };
        v * w * (1.0 + fails as f64)
    }

    chainrule_tests::agrees!(f);
}

mod draws_on_the_way_to_an_error {
    use super::*;

    #[derive(Clone)]
    struct Random(u64);
    impl Random {
        fn draw(&mut self) -> f64 {
            self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1);
            (self.0 >> 33) as f64 / (1u64 << 31) as f64
        }
    }
    #[differentiate]
    fn noise(m: f64, s: f64) -> Result<f64, String> {
        if m > 1.0 {
            return Err("high".to_string());
        }
        Ok(m + s * s)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut r = Random(3);
        let a = noise(x, y)
            .or_else(|_| {
                r.draw();
                noise(x * 0.2, y)
            })
            .map_err(|_| r.draw() as i32)
            .unwrap_or(0.5);
        let b = noise(y, x)
            .map_err(|e| {
                r.draw();
                e
            })
            .unwrap_or(x);
        a * b * r.draw()
    }

    chainrule_tests::agrees!(f);
}
