//! Elements that are made where they enter a container: `Vec::new()`, `Default::default()`, `resize_with`.

mod empty_lists {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut rows = vec![vec![x], vec![y]];
        rows.push(Vec::new());
        rows[0] = Vec::new();
        rows.insert(1, Vec::with_capacity(2));
        rows[0].push(x * y);
        rows[1].push(x);
        rows[3].push(y * y);
        rows[0][0] * rows[2][0] * rows[1][0] + rows[3][0]
    }

    chainrule_tests::agrees!(f);
}

mod in_a_loop_at_both_ends {
    use chainrule::differentiate;
    use std::collections::VecDeque;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut groups = VecDeque::new();
        while groups.len() < 3 {
            groups.push_back(Vec::new());
        }
        groups.push_front(Default::default());
        for (k, z) in [x, y, x * y, 2.0, x].into_iter().enumerate() {
            groups[k % 4].push(z);
        }
        groups[0].push(x * 3.0);
        groups.iter().map(|group| group.iter().sum::<f64>()).product()
    }

    chainrule_tests::agrees!(f);
}

mod empty_values_of_a_map {
    use chainrule::differentiate;
    use std::collections::BTreeMap;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut lists = BTreeMap::new();
        lists.insert(1, Vec::new());
        lists.get_mut(&1).unwrap().push(x * y);
        lists.entry(2).or_insert_with(Vec::new).push(x);
        lists.insert(3, Vec::new());
        lists[&1][0] * lists[&2][0] + lists[&3].len() as f64
    }

    chainrule_tests::agrees!(f);
}

mod resized_through_a_reference {
    use chainrule::differentiate;

    #[differentiate]
    fn grow(rows: &mut Vec<Vec<f64>>, n: usize, x: f64) {
        rows.resize_with(n, Vec::new);
        rows[n - 1].push(x);
        rows.resize_with(n + 1, || vec![x, 2.0]);
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut rows = vec![vec![x]];
        grow(&mut rows, 3, y);
        let mut shorter = vec![x, y, 1.0];
        shorter.resize_with(2, || 9.0);
        shorter.resize_with(4, Default::default);
        rows[2][0] * rows[3][0] + shorter[1] * shorter.len() as f64 + rows[0][0] + shorter[3]
    }

    chainrule_tests::agrees!(f);
}

mod filled_and_resized {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut constant = vec![0.0; 3];
        constant.fill_with(|| x);
        let mut k = y;
        let mut open: Vec<f64> = Vec::new();
        open.resize_with(2, || {
            k *= x;
            k
        });
        let mut rows = vec![vec![x], vec![y, x * y]];
        let mut at = 0;
        rows[{
            at += 1;
            at
        }]
        .resize_with(3, || x * y * y);
        rows[0].fill_with(|| if x > 0.5 { y } else { x });
        constant[0] * open[1] + open[0] * k + rows[1][2] * rows[0][0] + rows[1][1] * at as f64
    }

    chainrule_tests::agrees!(f);
}

mod resized_fields {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct Edge {
        #[constant]
        to: usize,
        weight: f64,
    }

    #[derive(Clone, Debug, Default, Differentiable)]
    struct Graph {
        edges: Vec<Vec<Edge>>,
    }

    #[differentiate]
    impl Graph {
        fn add(&mut self, from: usize, to: usize, weight: f64) {
            let need = from.max(to) + 1;
            if self.edges.len() < need {
                self.edges.resize_with(need, Vec::new);
            }
            self.edges[from].push(Edge { to, weight });
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut graph = Graph::default();
        graph.add(0, 1, x);
        graph.add(1, 2, y);
        graph.add(0, 2, 3.0 * x + y);
        graph.edges[0][1].weight * graph.edges[1][0].weight + graph.edges[0][0].to as f64
    }

    chainrule_tests::agrees!(f);
}
