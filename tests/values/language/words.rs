//! Words of a text, and slices, that iterators give and functions take by reference.

mod arm_try {
    use chainrule::differentiate;

    #[differentiate]
    fn apply(op: &str, stack: &mut Vec<f64>) -> Result<(), String> {
        let b = stack.pop().ok_or(op)?;
        stack.push(b * b);
        Ok(())
    }
    #[differentiate]
    fn rpn(text: &str, x: f64, y: f64) -> Result<f64, String> {
        let mut stack: Vec<f64> = vec![y];
        for token in text.split_whitespace() {
            match token {
                "x" => stack.push(x),
                _ => apply(token, &mut stack)?,
            }
        }
        stack.pop().ok_or("none".into())
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        rpn("x +", x, y).unwrap_or(0.0) * y
    }

    chainrule_tests::agrees!(f);
}

mod parse_err {
    use chainrule::differentiate;

    #[differentiate]
    fn g(text: &str, x: f64) -> Result<f64, String> {
        let mut t = x;
        for token in text.split_whitespace() {
            match token {
                "x" => t *= x,
                n => t += n.parse::<f64>().map_err(|e| e.to_string())? * x,
            }
        }
        Ok(t)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g("x 2.5 x", x).unwrap_or(0.0) * y
    }

    chainrule_tests::agrees!(f);
}

mod str_args {
    use chainrule::differentiate;

    #[differentiate]
    fn pick(name: &str, x: f64, y: f64) -> f64 {
        match name {
            "x" => x,
            "y" => y,
            _ => x * y,
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let names = ["x", "y", "z"];
        let text = String::from("y x");
        let mut t = 1.0;
        for n in names {
            t += pick(n, x, y);
        }
        for n in names.iter() {
            t *= pick(n, x, y);
        }
        for w in text.split(' ') {
            t += pick(w.trim(), x, y);
        }
        for (i, l) in text.split(' ').enumerate() {
            t += pick(l, x, y) * i as f64;
        }
        let s = format!("{}", "x");
        t + pick(&s, x, y) * pick(s.as_str(), x, y)
    }

    chainrule_tests::agrees!(f);
}

mod slices_passed {
    use chainrule::differentiate;

    #[differentiate]
    fn w(ids: &[usize], x: &[f64]) -> f64 {
        ids.iter().map(|&i| x[i]).sum()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let groups = vec![vec![0usize, 1], vec![1], vec![2, 0]];
        let v = [x, y, x * y];
        let mut t = 1.0;
        for g in &groups {
            t *= w(g, &v);
        }
        for g in groups.iter() {
            t += w(g, &v);
        }
        for g in groups.chunks(2) {
            t += w(&g[0], &v);
        }
        let first = &groups[2];
        t + w(first, &v)
    }

    chainrule_tests::agrees!(f);
}

mod parts_of_text {
    use chainrule::differentiate;

    #[differentiate]
    fn pick(name: &str, x: f64, y: f64) -> f64 {
        match name {
            "x" => x,
            "y" => y,
            _ => x * y,
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let s = String::from("x");
        let k = "y";
        let l: &str = &s[..1];
        pick(&s, x, y) * y + pick(k, x, y) * pick(l, x, x)
    }

    chainrule_tests::agrees!(f);
}

mod lengths_of_words {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let text = String::from("y x");
        let mut t = 1.0;
        for (i, l) in text.split(' ').enumerate() {
            t += x * y * (l.len() + i) as f64;
        }
        t
    }

    chainrule_tests::agrees!(f);
}

mod lengths_of_given_words {
    use chainrule::differentiate;

    #[differentiate]
    fn g(text: &str, x: f64, y: f64) -> f64 {
        let mut t = 1.0;
        for (i, l) in text.split(' ').enumerate() {
            t += x * y * (l.len() + i) as f64;
        }
        t
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g("a bc", x, y)
    }

    chainrule_tests::agrees!(f);
}

mod string_dispatch {
    use chainrule::differentiate;

    #[differentiate]
    fn apply(op: &str, stack: &mut Vec<f64>) -> Result<(), String> {
        let (b, a) = (stack.pop().ok_or("empty")?, stack.pop().ok_or_else(|| "empty".to_string())?);
        stack.push(match op {
            "+" => a + b,
            "-" => a - b,
            "*" => a * b,
            "/" if b != 0.0 => a / b,
            other => return Err(format!("bad {other}")),
        });
        Ok(())
    }
    #[differentiate]
    fn rpn(text: &str, x: f64, y: f64) -> Result<f64, String> {
        let mut stack: Vec<f64> = Vec::new();
        for token in text.split_whitespace() {
            match token {
                "x" => stack.push(x),
                "y" => stack.push(y),
                "+" | "-" | "*" | "/" => apply(token, &mut stack)?,
                n => stack.push(n.parse::<f64>().map_err(|e| e.to_string())?),
            }
        }
        stack.pop().ok_or("none".into())
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        rpn("x y * 2 + x x * 3 + /", x, y).unwrap_or(0.0)
    }

    chainrule_tests::agrees!(f);
}

mod words_of_lists {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    struct Table {
        a: f64,
        b: f64,
    }
    #[differentiate]
    impl Table {
        fn coefficient(&self, name: &str, powers: &[usize]) -> f64 {
            let k = powers.iter().sum::<usize>() as f64;
            match name {
                "a" => self.a * k,
                "b" => self.b.sin(),
                _ => self.a * self.b + k,
            }
        }
    }
    #[differentiate]
    fn pick(t: &Table, name: &str, powers: &[usize], z: f64) -> f64 {
        t.coefficient(name, powers) * z + name.len() as f64
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let t = Table { a: x, b: y };
        let words = String::from("a b c");
        let mut s = 0.0;
        for (i, w) in ["a", "b"].iter().enumerate() {
            s += pick(&t, w, &[i + 1], x) * (i + 1) as f64;
        }
        for w in words.split_whitespace() {
            s += pick(&t, w, &[1], y) * t.coefficient(w, &[3]);
        }
        let lists = [vec![1, 2], vec![3]];
        for (l, w) in lists.iter().zip(["a", "b"].iter()) {
            s += pick(&t, w, l, s.sin()) - t.coefficient(w, l);
        }
        for w in ["a", "c"].iter().rev() {
            s += t.coefficient(w, &[1]);
        }
        s
    }

    chainrule_tests::agrees!(f);
}
