//! Which candidate is right? A log-linear model over hashed binary features:
//! P(candidate) ∝ exp(sum of its weights), among the candidates of one form.
//! Several candidates may be right (the same lemma by different paradigms);
//! what is maximised is the probability of all the right ones together.
//!
//! Training: stochastic gradient with AdaGrad steps (Duchi, Hazan and Singer,
//! "Adaptive Subgradient Methods", JMLR 12, 2011) and L2 regularisation of the
//! weights in use, averaged over epochs (Polyak and Juditsky, "Acceleration of
//! Stochastic Approximation by Averaging", SIAM J. Control Optim. 30, 1992).
//! Hashing instead of a feature table: Weinberger and others,
//! "Feature Hashing for Large Scale Multitask Learning" (ICML 2009).

/// Number of weights; a power of two.
pub const WEIGHTS: usize = 1 << 22;

const EPOCHS: usize = 8;
/// The weights are averaged over the ends of so many last epochs.
const AVERAGED: usize = 6;
const RATE: f32 = 0.25;
const L2: f32 = 2e-3;
/// Smaller gradients are not worth a step.
const NEGLIGIBLE: f32 = 1e-3;

/// Numbers of the features that a candidate has.
pub type Features = Vec<u32>;

/// A form with known right candidates.
pub struct Example {
    /// The features of each candidate.
    pub candidates: Vec<Features>,
    /// Which candidates are right.
    pub right: Vec<bool>,
}

/// The weights of the features.
pub struct Model {
    weights: Vec<f32>,
}

impl Model {
    /// Learns from examples; the order in which they come matters a little.
    pub fn train(examples: &[Example]) -> Self {
        let mut model = Self {
            weights: vec![0.0; WEIGHTS],
        };
        let mut squares = vec![0.0; WEIGHTS];
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut random = Random(1);
        let mut sums = vec![0.0; WEIGHTS];
        for epoch in 0..EPOCHS {
            random.shuffle(&mut order);
            for &i in &order {
                model.step(&examples[i], &mut squares);
            }
            if epoch + AVERAGED >= EPOCHS {
                for (sum, weight) in sums.iter_mut().zip(&model.weights) {
                    *sum += weight / AVERAGED as f32;
                }
            }
        }
        Self { weights: sums }
    }

    fn step(&mut self, example: &Example, squares: &mut [f32]) {
        let probabilities = self.probabilities(&example.candidates);
        let right_mass: f32 = probabilities
            .iter()
            .zip(&example.right)
            .filter_map(|(p, &right)| right.then_some(p))
            .sum();
        for ((features, p), &right) in example
            .candidates
            .iter()
            .zip(&probabilities)
            .zip(&example.right)
        {
            let target = if right { p / right_mass.max(1e-9) } else { 0.0 };
            let slope = p - target;
            if slope.abs() < NEGLIGIBLE {
                continue;
            }
            for &feature in features {
                let weight = &mut self.weights[feature as usize];
                let square = &mut squares[feature as usize];
                let gradient = slope + L2 * *weight;
                *square += gradient * gradient;
                *weight -= RATE * gradient / (*square + 1e-6).sqrt();
            }
        }
    }

    /// The probability of each candidate, given its features; they sum to 1.
    pub fn probabilities(&self, candidates: &[Features]) -> Vec<f32> {
        let scores: Vec<f32> = candidates
            .iter()
            .map(|features| features.iter().map(|&f| self.weights[f as usize]).sum())
            .collect();
        let highest = scores.iter().copied().fold(f32::MIN, f32::max);
        let powers: Vec<f32> = scores.iter().map(|s| (s - highest).exp()).collect();
        let total: f32 = powers.iter().sum();
        powers.iter().map(|p| p / total).collect()
    }
}

/// A linear congruential generator (Knuth's constants): the same every time.
struct Random(u64);

impl Random {
    fn shuffle(&mut self, items: &mut [usize]) {
        for i in (1..items.len()).rev() {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            items.swap(i, (self.0 >> 33) as usize % (i + 1));
        }
    }
}
