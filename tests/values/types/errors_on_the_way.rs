//! Results whose errors are made on the way, looked at twice, or made again.

#![allow(dead_code, unused_variables, unused_assignments, reason = "errors that nobody asks for")]

mod effects_before_a_match {
    use chainrule::differentiate;
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

mod effects_before_is_ok {
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
    use chainrule::differentiate;
    #[derive(Debug, Clone)]
    struct Bad(f64);
    #[differentiate]
    fn bump(s: &mut f64) -> f64 {
        *s *= 1.25;
        *s
    }
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
        let b = if r.is_ok() { 2.0 } else { 3.0 };
        a * b * (n as f64 + x)
    }

    chainrule_tests::agrees!(f);
}

mod draws_on_the_way_to_an_error {
    use chainrule::differentiate;
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

mod guards_of_anything {
    use chainrule::differentiate;
    #[derive(Debug)]
    struct Bad(i32);
    #[differentiate]
    fn root(x: f64) -> Result<f64, Bad> {
        if x < 0.0 {
            return Err(Bad(1));
        }
        Ok(x.sqrt() + x)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let r = root(x);
        let scale = if r.is_ok() { 2.0 } else { 3.0 };
        scale
            * match r {
                _ if y > 1.0 => 7.0 * y,
                Ok(v) => v,
                Err(Bad(k)) => k as f64 * y,
            }
    }

    chainrule_tests::agrees!(f);
}

mod guards_of_anything_asked_twice {
    use chainrule::differentiate;
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
        let r = root(x);
        let r2 = root(y);
        let s = if r.is_ok() { 2.0 } else { 3.0 };
        s * match r {
            _ if r2.is_err() => y * 7.0,
            Ok(v) => v * y,
            Err(e) => e.0 as f64 * x,
        }
    }

    chainrule_tests::agrees!(f);
}

mod guards_behind_errors {
    use chainrule::differentiate;
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
        match root(x).map(|v| v * y) {
            Err(Bad(3)) => 0.0,
            _ if y > 1.0 => x * 7.0,
            Err(Bad(n)) => n as f64 * y,
            Ok(v) => v,
        }
    }

    chainrule_tests::agrees!(f);
}

mod results_of_arrays {
    use chainrule::differentiate;
    #[derive(Debug, Clone)]
    struct Bad(usize);
    #[differentiate]
    fn root(x: f64, s: f64) -> Result<f64, Bad> {
        if x < 1.0 {
            return Err(Bad(1));
        }
        Ok(x.sqrt() * s)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = y;
        let mut n = 0;
        for r in [x, y, x * y].map(|u| {
            n += 1;
            root(u, s)
        }) {
            match r {
                Ok(v) => s += v * n as f64,
                Err(_) => break,
            }
        }
        s * n as f64
    }

    chainrule_tests::agrees!(f);
}

mod results_made_again_in_loops {
    use chainrule::differentiate;
    #[derive(Debug, Clone)]
    struct Bad(i32);
    #[differentiate]
    fn root(x: f64) -> Result<f64, Bad> {
        if x < 0.5 {
            return Err(Bad(1));
        }
        Ok(x.sqrt() + x)
    }
    #[differentiate]
    fn retry(k: i32, y: f64) -> Result<f64, Bad> {
        if k < 3 {
            return Err(Bad(k + 1));
        }
        Ok(y * 2.0 + k as f64)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut r = root(x);
        let mut n = 0;
        while let Err(e) = r {
            r = retry(e.0, y + n as f64);
            n += 1;
        }
        let mut q = root(x);
        for _ in 0..4 {
            q = match q {
                Ok(v) => Ok(v * y),
                Err(e) => {
                    n += 1;
                    retry(e.0, y * x)
                }
            };
        }
        r.unwrap_or(x) * x + q.unwrap_or(y) * n as f64
    }

    chainrule_tests::agrees!(f);
}

mod results_made_again {
    use chainrule::differentiate;
    #[derive(Debug)]
    struct Bad(i32);
    #[differentiate]
    fn root(x: f64) -> Result<f64, Bad> {
        if x < 0.5 {
            return Err(Bad(1));
        }
        Ok(x.sqrt() + x)
    }
    #[differentiate]
    fn retry(k: i32, y: f64) -> Result<f64, Bad> {
        if k < 3 {
            return Err(Bad(k + 1));
        }
        Ok(y * 2.0 + k as f64)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut q = root(x);
        let mut n = 0;
        for _ in 0..4 {
            q = match q {
                Ok(v) => Ok(v * y),
                Err(e) => {
                    n += 1;
                    retry(e.0, y * x)
                }
            };
        }
        match q {
            Ok(v) => v,
            Err(e) => e.0 as f64 * y,
        }
    }

    chainrule_tests::agrees!(f);
}

mod errors_looked_at_twice {
    use chainrule::differentiate;
    #[differentiate]
    fn root(x: f64) -> Result<f64, i32> {
        if x < 0.0 {
            return Err(4);
        }
        Ok(x.sqrt() + x)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut r = root(x);
        let a = match r {
            Ok(v) => v,
            Err(e) => e as f64 * y,
        };
        let b = match r {
            Ok(v) => v * y,
            Err(e) => e as f64 * y * y,
        };
        r = root(y);
        let c = match r {
            Ok(v) => v * y,
            Err(e) => e as f64 * y,
        };
        a + b + c
    }

    chainrule_tests::agrees!(f);
}

mod names_that_collide {
    use chainrule::differentiate;
    #[derive(Debug, Clone)]
    struct Bad(usize);
    #[differentiate]
    fn solve(x: f64, e: f64) -> Result<f64, Bad> {
        if x < 1.0 {
            return Err(Bad(1));
        }
        Ok(x.sqrt() * x + e)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let fit_error = x * y;
        let fit = solve(x, fit_error);
        if fit.is_err() {
            return y;
        }
        match fit {
            Ok(v) => v * y,
            Err(e) => e.0 as f64 * x,
        }
    }

    chainrule_tests::agrees!(f);
}

mod choices_that_change {
    use chainrule::differentiate;
    #[differentiate]
    fn bump(s: &mut f64) -> f64 {
        *s *= 1.25;
        *s
    }
    #[differentiate]
    fn mix(a: &mut f64, k: f64, j: f64) -> f64 {
        *a = *a * k + j;
        *a
    }
    #[differentiate]
    fn rd(a: &[f64], k: f64, n: usize) -> f64 {
        a[n % a.len()] * k
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (mut a, mut b, mut s, n) = (x, y, x * y, 0usize);
        let l = vec![x, y * y];
        let q = [y, s, 2.0];
        let mut r = 0.0;
        r += mix(
            if {
                s *= 2.0;
                s
            } > 1.0
            {
                &mut a
            } else {
                &mut b
            },
            s,
            2.0,
        );
        r + a * b + s + n as f64 * x
    }

    chainrule_tests::agrees!(f);
}
