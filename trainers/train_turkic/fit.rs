//! Which weights make the right candidates likely?

/// Passes over the examples in one training.
const EPOCHS: usize = 12;
/// AdaGrad's step.
const RATE: f64 = 0.1;
/// What every weight loses after each pass. So strong a decay keeps the
/// probabilities soft, which the counting in raw text needs: in
/// cross-validation it was worth 1 to 2 points of F1 over an L2 penalty.
const DECAY: f64 = 0.3;
/// The candidates of a form, each with whether it is right, and its features.
pub struct Example {
    pub candidates: Vec<(bool, Vec<u32>)>,
    pub weight: f64,
}

/// The weights of `size` features that fit the examples best.
pub fn fit(examples: &[Example], size: usize) -> Vec<f64> {
    let mut weights = vec![0.0; size];
    let mut sum = vec![0.0; size];
    let mut squares = vec![1e-2; size];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = 1u64;
    for epoch in 0..EPOCHS {
        for at in (1..order.len()).rev() {
            random = random
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            order.swap(at, (random >> 33) as usize % (at + 1));
        }
        for at in &order {
            let example = &examples[*at];
            let scores: Vec<f64> = example
                .candidates
                .iter()
                .map(|(_, features)| features.iter().map(|id| weights[*id as usize]).sum())
                .collect();
            let top = scores.iter().copied().fold(f64::MIN, f64::max);
            let scores: Vec<f64> = scores.iter().map(|score| (score - top).exp()).collect();
            let all: f64 = scores.iter().sum();
            let right: f64 = example
                .candidates
                .iter()
                .zip(&scores)
                .filter(|((right, _), _)| *right)
                .map(|(_, s)| s)
                .sum();
            for ((is_right, features), score) in example.candidates.iter().zip(&scores) {
                let wanted = if *is_right {
                    score / right.max(1e-300)
                } else {
                    0.0
                };
                let step = (score / all - wanted) * example.weight;
                if step.abs() < 1e-5 {
                    continue;
                }
                for id in features {
                    let id = *id as usize;
                    squares[id] += step * step;
                    weights[id] -= RATE * step / squares[id].sqrt();
                }
            }
        }
        for weight in &mut weights {
            *weight *= 1.0 - DECAY;
        }
        // The mean over the second half of the epochs is steadier than the end.
        if epoch >= EPOCHS / 2 {
            for (sum, weight) in sum.iter_mut().zip(&weights) {
                *sum += weight / (EPOCHS - EPOCHS / 2) as f64;
            }
        }
    }
    sum
}
