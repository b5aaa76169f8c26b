use chainrule::differentiate;

#[differentiate]
pub fn straight_line(x: f64, y: f64) -> f64 {
    (x * y).exp() + x.sin()
}
