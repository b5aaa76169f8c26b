use chainrule::differentiate;

#[differentiate(value_and_grad)]
pub fn slices(a: &mut [f64], split: usize) -> f64 {
    let head = &a[..split];
    let first = head[0] * head[split - 1];
    let tail = &mut a[split..];
    tail[0] *= first;
    a[split]
}
