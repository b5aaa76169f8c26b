//! Second partial derivatives of every primitive, by `hessian_f`, at the points of `data/primitives.json`.

use chainrule::differentiate;

/// A Hessian, row by row.
trait Rows {
    fn rows(&self) -> Vec<Vec<f64>>;
}

impl Rows for f64 {
    fn rows(&self) -> Vec<Vec<f64>> {
        vec![vec![*self]]
    }
}

impl<const N: usize> Rows for [[f64; N]; N] {
    fn rows(&self) -> Vec<Vec<f64>> {
        self.iter().map(|row| row.to_vec()).collect()
    }
}

type Hessian = fn(&[f64]) -> Vec<Vec<f64>>;

/// Declares a primitive as a function of its own, beside its Hessian.
macro_rules! primitives {
    ($($name:literal $function:ident($($x:ident $index:literal),+) $body:expr;)*) => { pastey::paste! {
        $(
            #[differentiate(hessian)]
            fn $function($($x: f64),+) -> f64 {
                $body
            }
        )*

        fn all() -> Vec<(&'static str, Hessian)> {
            vec![$(($name, |at| [<hessian_ $function>]($(at[$index]),+).rows())),*]
        }
    } };
}

primitives! {
    "sin" sin(x 0) x.sin();
    "cos" cos(x 0) x.cos();
    "tan" tan(x 0) x.tan();
    "asin" asin(x 0) x.asin();
    "acos" acos(x 0) x.acos();
    "atan" atan(x 0) x.atan();
    "sinh" sinh(x 0) x.sinh();
    "cosh" cosh(x 0) x.cosh();
    "tanh" tanh(x 0) x.tanh();
    "asinh" asinh(x 0) x.asinh();
    "acosh" acosh(x 0) x.acosh();
    "atanh" atanh(x 0) x.atanh();
    "exp" exp(x 0) x.exp();
    "exp2" exp2(x 0) x.exp2();
    "exp_m1" exp_m1(x 0) x.exp_m1();
    "ln" ln(x 0) x.ln();
    "log2" log2(x 0) x.log2();
    "log10" log10(x 0) x.log10();
    "ln_1p" ln_1p(x 0) x.ln_1p();
    "sqrt" sqrt(x 0) x.sqrt();
    "cbrt" cbrt(x 0) x.cbrt();
    "recip" recip(x 0) x.recip();
    "abs" abs(x 0) x.abs();
    "neg" neg(x 0) -x;
    "powi_3" powi_3(x 0) x.powi(3);
    "powi_-2" powi_minus_2(x 0) x.powi(-2);
    "add" add(x 0, y 1) x + y;
    "sub" sub(x 0, y 1) x - y;
    "mul" mul(x 0, y 1) x * y;
    "div" div(x 0, y 1) x / y;
    "rem" rem(x 0, y 1) x % y;
    "rem_euclid" rem_euclid(x 0, y 1) x.rem_euclid(y);
    "atan2" atan2(x 0, y 1) x.atan2(y);
    "hypot" hypot(x 0, y 1) x.hypot(y);
    "powf" powf(x 0, y 1) x.powf(y);
    "log" log(x 0, y 1) x.log(y);
    "max" max(x 0, y 1) x.max(y);
    "min" min(x 0, y 1) x.min(y);
    "mul_add" mul_add(x 0, y 1, z 2) x.mul_add(y, z);
    "clamp" clamp(x 0, y 1, z 2) x.clamp(y, z);
}

#[test]
fn second_partials_have_nine_digits() {
    let text = include_str!("../data/primitives.json").replace("-Infinity", "null").replace("Infinity", "null");
    let records: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let (primitives, mut tested, mut wrong) = (all(), 0, Vec::new());
    for record in &records {
        let name = record["name"].as_str().unwrap();
        let Some((_, hessian)) = primitives.iter().find(|(own, _)| *own == name) else { continue };
        let at: Vec<f64> = record["args"].as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect();
        // There a square underflows, and what is left of the second derivatives is rounding.
        let underflows = matches!(name, "atan2" | "powf") && at[0] < 1e-150 && at[0] > 0.0;
        if underflows {
            continue;
        }
        let found = hessian(&at);
        for (i, row) in record["hess"].as_array().unwrap().iter().enumerate() {
            for (j, expected) in row.as_array().unwrap().iter().enumerate() {
                let Some(expected) = expected.as_f64() else { continue };
                let close = (found[i][j] - expected).abs() <= 1e-9 * expected.abs() + 1e-290;
                if !close {
                    wrong.push(format!("{name} at {at:?}, ({i}, {j}): {:e}, not {expected:e}", found[i][j]));
                }
                tested += 1;
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tested > 200, "{tested} partials");
}
