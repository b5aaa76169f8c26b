//! Parts of a chain that end by themselves: what stands behind them goes on.

/// Away from what the filters compare with.
const POINTS: [(f64, f64); 3] = [(0.7, 1.3), (1.1, 0.4), (0.35, 0.8)];

mod successors_before_more {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        std::iter::successors(Some(x), |k| if *k > 0.1 { Some(k * 0.5) } else { None }).chain([y, x * y]).sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod take_while_before_more {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = [x, 0.2, y];
        v.iter().take_while(|a| **a > 0.3).chain(v.iter()).map(|a| a * a * y).sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod take_before_more {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = [x, 0.2, y];
        v.iter().filter(|a| **a > 0.0).take(1).chain(v.iter()).map(|a| a * a * y).sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod calls_before_more {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = [x, 0.2, y];
        let mut n = 0;
        let it = std::iter::from_fn(|| {
            n += 1;
            if n < 3 { Some(v[n] * x) } else { None }
        });
        it.chain([y, x * y]).sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod map_while_before_more {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = [x, 0.2, y];
        v.iter().map_while(|a| if *a > 0.3 { Some(a * a) } else { None }).chain(v.iter().map(|a| a * y)).sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod scan_before_more {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = [x, 0.2, y];
        v.iter()
            .scan(x, |s, a| {
                *s *= a;
                if *s > 0.3 { Some(*s) } else { None }
            })
            .chain(v.iter().map(|a| a * y))
            .sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod chain_inside_of_flat_map {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = [x, 0.2, y];
        let w = [[x, y], [y, x * y]];
        w.iter()
            .flat_map(|r| r.iter().take_while(|a| **a < 1.0).chain(v.iter()))
            .map(|a| a * a * y)
            .take(5)
            .chain(v.iter().map(|a| a * y))
            .sum::<f64>()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod user_break_and_continue {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = vec![x, 0.2, y];
        let mut s = 0.0;
        for a in v.iter().copied().filter(|a| *a > 0.1).take_while(|a| *a > 0.3).chain(v.iter().copied()) {
            if a == 0.2 {
                continue;
            }
            s += a * x;
            if s > 5.0 {
                break;
            }
        }
        s
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod take_before_flat_map {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = [x, 0.2, y];
        v.iter().filter(|a| **a > 0.0).take(2).flat_map(|a| [*a, a * y, a * x]).sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod take_of_positions_before_flat_map {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = [x, 0.2, y];
        let n = 3;
        (0..n).filter(|k| k % 2 == 0).take(1).flat_map(|k| (0..3).map(move |j| (k, j))).map(|(k, j)| v[k] * v[j]).sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod take_while_inside_of_flat_map {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = [[x, 0.1, y], [y, x * y, 0.1]];
        w.iter().flat_map(|r| r.iter().take_while(|a| **a > 0.15)).map(|a| a * a * y).sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod take_and_zip_inside_of_flat_map {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = [[x, 0.1, y], [y, x * y, 0.1]];
        w.iter().flat_map(|r| r.iter().filter(|a| **a > 0.15).take(1)).map(|a| a * a * y).sum::<f64>()
            + w.iter()
                .flat_map(|r| r.iter().filter(|a| **a > 0.15).zip(r.iter().filter(|a| **a < 9.0)))
                .map(|(a, b)| a * b)
                .sum::<f64>()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod successors_inside_of_flat_map {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        (1..4)
            .flat_map(|k| std::iter::successors(Some(x * k as f64), |a| if *a > 0.3 { Some(a * 0.5) } else { None }))
            .map(|a| a * a * y)
            .take(6)
            .sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod labels_around_a_chain {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        'o: for k in 1..4 {
            for a in std::iter::successors(Some(x * k as f64), |a| if *a > 0.3 { Some(a * 0.5) } else { None })
                .chain([y, x])
                .chain(std::iter::once(x * y))
            {
                if a > 2.5 {
                    break 'o;
                }
                if a < 0.3 {
                    break;
                }
                s += a * a;
            }
            s *= y;
        }
        s
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod scan_inside_of_flat_map {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = [[x, 0.1, y], [y, x * y, 0.1]];
        let mut s = 0.0;
        for a in w
            .iter()
            .flat_map(|r| {
                r.iter().scan(1.0, |p, a| {
                    *p *= a;
                    if *p > 0.01 { Some(*p) } else { None }
                })
            })
            .skip(1)
        {
            if a > 5.0 {
                break;
            }
            if a < 0.001 {
                continue;
            }
            s += a * y;
        }
        s
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod take_while_outside_of_flat_map {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = [[x, 0.1, y], [y, x * y, 0.1]];
        w.iter()
            .flat_map(|r| r.iter().take_while(|a| **a > 0.15))
            .take_while(|a| **a < 4.0)
            .zip(w.iter().flatten())
            .map(|(a, b)| a * b)
            .chain([x * y])
            .last()
            .unwrap()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod chain_inside_after_map_while {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = [[x, 0.1, y], [y, x * y, 0.1]];
        let v: Vec<f64> = w
            .iter()
            .flat_map(|r| r.iter().map_while(|a| (*a > 0.15).then(|| a * 2.0)).chain(std::iter::once(x)))
            .collect();
        v.iter().rev().fold(0.0, |s, a| s * y + a)
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod searches_in_parts_that_end {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = [[x, 0.1, y], [y, x * y, 0.1]];
        let m = w.iter().flat_map(|r| r.iter().take_while(|a| **a > 0.15)).find(|a| **a < 1.2).unwrap();
        let n = w.iter().flat_map(|r| r.iter().take_while(|a| **a > 0.15)).position(|a| *a < 0.9).unwrap_or(0);
        m * y * (n as f64 + 1.0)
    }

    chainrule_tests::agrees!(f, super::POINTS);
}
