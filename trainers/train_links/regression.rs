//! Logistic regression by Newton's method.

use tilmash::link::model::Regression;

pub struct Sample<const N: usize> {
    pub features: Vec<[f32; N]>,
    pub labels: Vec<bool>,
    /// How many pairs each stands for.
    pub stands_for: Vec<f32>,
}

impl<const N: usize> Sample<N> {
    pub fn new() -> Self {
        Self {
            features: Vec::new(),
            labels: Vec::new(),
            stands_for: Vec::new(),
        }
    }
    pub fn push(&mut self, features: [f32; N], label: bool, stands_for: f32) {
        self.features.push(features);
        self.labels.push(label);
        self.stands_for.push(stands_for);
    }
}

/// Logistic regression by Newton's method with a quadratic penalty on the
/// standardised weights.
pub fn fit<const N: usize>(sample: &Sample<N>, penalty: f64) -> Regression<N> {
    let count: f64 = sample.stands_for.iter().map(|&n| f64::from(n)).sum();
    let mut regression = Regression::default();
    for j in 0..N {
        let column = || {
            sample
                .features
                .iter()
                .map(|x| f64::from(x[j]))
                .zip(&sample.stands_for)
        };
        let mean = column().map(|(x, &n)| x * f64::from(n)).sum::<f64>() / count;
        let square = column()
            .map(|(x, &n)| (x - mean).powi(2) * f64::from(n))
            .sum::<f64>();
        regression.mean[j] = mean as f32;
        regression.scale[j] = ((square / count).sqrt() as f32).max(1e-3);
    }
    let rows: Vec<[f32; N]> = sample
        .features
        .iter()
        .map(|x| {
            std::array::from_fn(|j| {
                ((x[j] - regression.mean[j]) / regression.scale[j]).clamp(-6.0, 6.0)
            })
        })
        .collect();
    let mut weights = vec![0.0; N + 1];
    let mut row = [1.0f64; 128];
    for _ in 0..12 {
        let mut gradient = vec![0.0; N + 1];
        let mut hessian = vec![vec![0.0; N + 1]; N + 1];
        for ((short, &label), &n) in rows.iter().zip(&sample.labels).zip(&sample.stands_for) {
            for (slot, x) in row[1..].iter_mut().zip(short) {
                *slot = f64::from(*x);
            }
            let sum: f64 = row.iter().zip(&weights).map(|(x, w)| x * w).sum();
            let p = 1.0 / (1.0 + (-sum).exp());
            let error = (f64::from(u8::from(label)) - p) * f64::from(n);
            let spread = p * (1.0 - p) * f64::from(n);
            for (slot, x) in gradient.iter_mut().zip(&row) {
                *slot += error * x;
            }
            // Far from the boundary a pair bends nothing.
            if spread > 1e-4 {
                for i in 0..=N {
                    let scaled = spread * row[i];
                    for (slot, x) in hessian[i][..=i].iter_mut().zip(&row) {
                        *slot += scaled * x;
                    }
                }
            }
        }
        for i in 0..=N {
            let lambda = if i == 0 { 1e-6 } else { penalty };
            gradient[i] -= lambda * weights[i];
            hessian[i][i] += lambda;
        }
        let step = cholesky_solve(&mut hessian, &gradient);
        let largest = step.iter().fold(0.0f64, |a, s| a.max(s.abs()));
        for (weight, step) in weights.iter_mut().zip(&step) {
            *weight += step;
        }
        if largest < 1e-3 {
            break;
        }
    }
    regression.bias = weights[0] as f32;
    for j in 0..N {
        regression.weight[j] = weights[j + 1] as f32;
    }
    regression
}

pub fn cholesky_solve(a: &mut [Vec<f64>], b: &[f64]) -> Vec<f64> {
    let n = b.len();
    for i in 0..n {
        for j in 0..=i {
            let mut sum = a[i][j];
            sum -= (0..j).map(|k| a[i][k] * a[j][k]).sum::<f64>();
            a[i][j] = if i == j {
                sum.max(1e-12).sqrt()
            } else {
                sum / a[j][j]
            };
        }
    }
    let mut x = b.to_vec();
    for i in 0..n {
        for k in 0..i {
            x[i] -= a[i][k] * x[k];
        }
        x[i] /= a[i][i];
    }
    for i in (0..n).rev() {
        for k in i + 1..n {
            x[i] -= a[k][i] * x[k];
        }
        x[i] /= a[i][i];
    }
    x
}
