use chainrule::differentiate;

fn checked(n: usize) -> Result<usize, String> {
    if n < 9 { Ok(n) } else { Err("too many".to_owned()) }
}

#[differentiate(vjp)]
fn power(x: f64, n: usize, out: &mut f64) -> Result<(), String> {
    let n = checked(n)?;
    *out = x.powi(n as i32);
    Ok(())
}

fn main() {
    let _ = power(3.0, 2, &mut 0.0);
}
