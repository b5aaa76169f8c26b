use chainrule::differentiate;

#[differentiate(value_and_grad)]
pub fn taken_and_put_back(x: f64, n: usize) -> f64 {
    let mut state = (vec![x, x * x], 0.0);
    for i in 0..n {
        let mut buffer = std::mem::take(&mut state.0);
        buffer[0] *= buffer[1] + i as f64;
        state.1 += buffer[buffer.len() - 1];
        state.0 = buffer;
    }
    state.1 * state.0[0] + state.0.len() as f64
}

#[differentiate(value_and_grad)]
pub fn power_step(m: &[f64], x: f64, n: usize) -> f64 {
    let mut v = vec![x; n];
    for _ in 0..n {
        let mut next = vec![0.0; n];
        for i in 0..n {
            for j in 0..n {
                next[i] += m[i * n + j] * v[j];
            }
        }
        v = next;
    }
    v[0]
}

#[differentiate(value_and_grad)]
pub fn moved(x: f64, n: usize) -> f64 {
    let mut rows = vec![];
    for i in 0..n {
        let mut row = Vec::new();
        row.push(x * i as f64);
        rows.push(row);
    }
    let all = rows;
    all[0][0] * all[1][0]
}
