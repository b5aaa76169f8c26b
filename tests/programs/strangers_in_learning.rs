//! Programs of strangers: layers of a network as objects, mixtures.

mod layers_as_objects {
    use chainrule::{Differentiable, differentiate};

    #[differentiate]
    trait Layer {
        fn forward(&self, input: &[f64]) -> Vec<f64>;
        fn penalty(&self) -> f64 {
            0.0
        }
    }
    #[derive(Debug, Clone, Differentiable)]
    struct Dense {
        w: Vec<Vec<f64>>,
        b: Vec<f64>,
    }
    #[derive(Debug, Clone, Copy, PartialEq)]
    enum Act {
        Tanh,
        Gelu,
        Softplus,
    }
    #[derive(Debug, Clone, Differentiable)]
    struct Activation(#[constant] Act);
    #[derive(Debug, Clone, Differentiable)]
    struct BatchNorm {
        gain: f64,
        bias: f64,
        #[constant]
        eps: f64,
    }
    #[differentiate]
    impl Layer for Dense {
        fn forward(&self, input: &[f64]) -> Vec<f64> {
            self.w
                .iter()
                .zip(&self.b)
                .map(|(row, b)| row.iter().zip(input).fold(*b, |s, (w, i)| w.mul_add(*i, s)))
                .collect()
        }
        fn penalty(&self) -> f64 {
            self.w.iter().flatten().map(|w| w * w).sum()
        }
    }
    #[differentiate]
    impl Layer for Activation {
        fn forward(&self, input: &[f64]) -> Vec<f64> {
            input
                .iter()
                .map(|&v| match self.0 {
                    Act::Tanh => v.tanh(),
                    Act::Gelu => 0.5 * v * (1.0 + (0.797_884_56 * (v + 0.044715 * v.powi(3))).tanh()),
                    Act::Softplus => v.exp().ln_1p(),
                })
                .collect()
        }
    }
    #[differentiate]
    impl Layer for BatchNorm {
        fn forward(&self, input: &[f64]) -> Vec<f64> {
            let n = input.len() as f64;
            let mean = input.iter().sum::<f64>() / n;
            let var = input.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / n;
            let inv = (var + self.eps).sqrt().recip();
            input.iter().map(|v| self.gain * (v - mean) * inv + self.bias).collect()
        }
    }
    #[differentiate]
    fn dense(rows: usize, cols: usize, gain: f64) -> Dense {
        Dense {
            w: (0..rows)
                .map(|i| (0..cols).map(|j| gain * ((i * 7 + j * 3) % 5) as f64 * 0.2 - 0.3).collect())
                .collect(),
            b: vec![0.1 * gain; rows],
        }
    }
    #[differentiate]
    fn run(layers: &[Box<dyn Layer>], input: Vec<f64>) -> Vec<f64> {
        layers.iter().fold(input, |v, layer| layer.forward(&v))
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let layers: Vec<Box<dyn Layer>> = vec![
            Box::new(dense(4, 2, x)),
            Box::new(Activation(Act::Gelu)),
            Box::new(BatchNorm { gain: 1.0 + 0.1 * y, bias: 0.2, eps: 1e-5 }),
            Box::new(dense(3, 4, y)),
            Box::new(Activation(Act::Softplus)),
            Box::new(Activation(Act::Tanh)),
            Box::new(dense(1, 3, 1.0)),
        ];
        let out = run(&layers, vec![x, y]);
        let penalty: f64 = layers.iter().map(|l| l.penalty()).sum();
        (out[0] - 1.0).powi(2) + 1e-2 * penalty
    }

    chainrule_tests::agrees!(f);
}

mod mixture {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, Default, Differentiable)]
    struct Component {
        logit: f64,
        mean: f64,
        log_sd: f64,
    }
    #[differentiate]
    impl Component {
        fn log_pdf(&self, t: f64) -> f64 {
            let Component { mean, log_sd, .. } = *self;
            let z = (t - mean) * (-log_sd).exp();
            -0.5 * z * z - log_sd - 0.918_938_533_204_672_7
        }
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Mixture {
        parts: Vec<Component>,
    }
    impl FromIterator<Component> for Mixture {
        fn from_iter<I: IntoIterator<Item = Component>>(it: I) -> Self {
            Mixture { parts: it.into_iter().collect() }
        }
    }
    #[differentiate]
    impl Mixture {
        fn responsibilities(&self, t: f64) -> (Vec<f64>, f64) {
            let logs: Vec<f64> = self.parts.iter().map(|c| c.logit + c.log_pdf(t)).collect();
            let norm: f64 = self.parts.iter().map(|c| c.logit.exp()).sum::<f64>().ln();
            let top = logs.iter().cloned().reduce(f64::max).expect("no parts");
            let total = logs.iter().fold(0.0, |acc, l| acc + (l - top).exp());
            let lse = top + total.ln();
            (logs.iter().map(|l| (l - lse).exp()).collect(), lse - norm)
        }
        fn em_step(&mut self, data: &[f64]) -> f64 {
            let k = self.parts.len();
            let mut weight = vec![1e-3; k];
            let mut first = vec![0.0; k];
            let mut second = vec![0.0; k];
            let mut ll = 0.0;
            for &t in data {
                let (r, l) = self.responsibilities(t);
                ll += l;
                for (j, rj) in r.into_iter().enumerate() {
                    weight[j] += rj;
                    first[j] += rj * t;
                    second[j] += rj * t * t;
                }
            }
            for (((c, w), m), s) in self.parts.iter_mut().zip(&weight).zip(&first).zip(&second) {
                c.logit = (w / data.len() as f64).ln();
                c.mean = m / w;
                let var = (s / w - c.mean * c.mean).max(1e-2);
                c.log_sd = 0.5 * var.ln();
            }
            ll
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let data = [-1.2, -0.7, 0.1 + 0.1 * x, 0.4, 1.9, 2.2, 2.5];
        let mut model: Mixture = Mixture {
            parts: vec![
                Component { mean: x, ..Default::default() },
                Component { logit: 0.2 * y, mean: 2.0, log_sd: -0.3 + 0.1 * y },
            ],
        };
        let lls: Vec<f64> = (0..3).map(|_| model.em_step(&data)).collect();
        lls.last().copied().unwrap_or(0.0) + model.parts[0].mean * 0.5 + model.parts[1].log_sd
    }

    chainrule_tests::agrees!(f);
}
