//! Second derivatives through what leaves a container although nobody looks at it.

mod elements {
    use std::collections::VecDeque;

    use chainrule::differentiate;

    #[differentiate(order = 2)]
    fn ends(list: &mut Vec<f64>) {
        list.pop();
        list.push(1.0);
        list.pop();
        list.push(list[0] * 2.0);
        list.pop();
    }

    #[differentiate(order = 2)]
    fn inside(list: &mut Vec<f64>, x: f64) {
        list.remove(0);
        list.insert(0, x * x);
        list.swap_remove(1);
        list.push(x);
        let _ = list.pop();
    }

    #[differentiate(order = 2)]
    fn both_ends(queue: &mut VecDeque<f64>, x: f64) {
        queue.pop_front();
        queue.push_back(x * x);
        queue.pop_back();
        queue.push_front(x);
    }

    #[differentiate(order = 2, hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let mut list = vec![x * y, y * y, x];
        ends(&mut list);
        list.push(y * x * x);
        inside(&mut list, x * y);
        let mut queue = VecDeque::from(vec![x, y, x * y]);
        both_ends(&mut queue, y);
        list.pop();
        list.iter().map(|t| t * t).sum::<f64>() * queue[0] * queue[1]
    }

    nestings!(f);
}

mod structs {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    struct Row {
        scale: f64,
        entries: Vec<f64>,
    }

    #[differentiate(order = 2)]
    fn shrink(rows: &mut Vec<Row>) {
        rows.pop();
        rows[0].entries.pop();
        rows.push(Row { scale: rows[0].scale * rows[0].scale, entries: vec![] });
    }

    #[differentiate(order = 2)]
    fn scaled(row: Row) -> Row {
        Row { scale: row.scale * row.entries[0], entries: row.entries }
    }

    #[differentiate(order = 2)]
    fn positive(row: Row) -> Option<Vec<f64>> {
        if row.scale > 0.0 { Some(row.entries) } else { None }
    }

    #[differentiate(order = 2, hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let mut rows = vec![
            Row { scale: x * y, entries: vec![x, y] },
            Row { scale: x, entries: vec![y] },
            Row { scale: y, entries: vec![x * x] },
        ];
        shrink(&mut rows);
        let first = scaled(rows[0].clone());
        let sum: f64 = rows.iter().map(|row| row.scale * row.entries.iter().sum::<f64>() + row.scale * row.scale).sum();
        sum * first.scale + positive(first).unwrap_or(vec![x])[0]
    }

    nestings!(f);
}
