"""Which words stand in translated sentences of one another?

IBM model 1 (Brown et al. 1993) in both directions over stems, symmetrised by
the geometric mean of the two probabilities.
"""

import numpy as np

ROUNDS = 6
# Segments with more distinct stems than this are left out: they cost much and teach little.
LONGEST = 18


def align(segments, stop):
    """Word translations from aligned segments.

    `segments`: pairs of stem lists. `stop`: stems of either side that are left
    out. Returns {(left, right): (p, count)} with p the symmetrised probability
    and count the expected number of joint uses.
    """
    left_ids, right_ids, lefts, rights, numbers, weights = {"": 0}, {"": 0}, [], [], [], []
    for number, (a, b, weight) in enumerate(segments):
        a = [left_ids.setdefault(s, len(left_ids)) for s in dict.fromkeys(a) if s not in stop[0]]
        b = [right_ids.setdefault(s, len(right_ids)) for s in dict.fromkeys(b) if s not in stop[1]]
        if not 0 < len(a) <= LONGEST or not 0 < len(b) <= LONGEST:
            continue
        a, b = np.array([0, *a]), np.array([0, *b])
        lefts.append(np.repeat(a, len(b)))
        rights.append(np.tile(b, len(a)))
        numbers.append(np.full(len(a) * len(b), number))
        weights.append(np.full(len(a) * len(b), weight, np.float32))
    left, right, number = np.concatenate(lefts), np.concatenate(rights), np.concatenate(numbers)
    weight = np.concatenate(weights)
    del lefts, rights, numbers, weights
    joint, pair = np.unique(left.astype(np.int64) * len(right_ids) + right, return_inverse=True)
    pair_left, pair_right = joint // len(right_ids), joint % len(right_ids)

    forward, count = _model_one(pair, pair_left, left, right, number, weight, len(left_ids))
    backward, other = _model_one(pair, pair_right, right, left, number, weight, len(right_ids))
    both = np.sqrt(forward * backward)
    count = np.sqrt(count * other)
    keep = (both > 0.02) & (count > 0.4) & (pair_left > 0) & (pair_right > 0)
    left_words, right_words = list(left_ids), list(right_ids)
    return {
        (left_words[pair_left[at]], right_words[pair_right[at]]): (float(both[at]), float(count[at]))
        for at in np.flatnonzero(keep)
    }


def _model_one(pair, given, source, target, number, weight, sources):
    """p(target | source) per distinct pair, and its expected count.

    Every target word of a segment is explained by the segment's source words
    and an empty one (0); `given` is the source word of each distinct pair.
    """
    probability = np.full(len(given), 1.0)
    # One group per target word of a segment.
    _, group = np.unique(number.astype(np.int64) * (int(target.max()) + 1) + target, return_inverse=True)
    real = target > 0
    for _ in range(ROUNDS):
        share = probability[pair] * real
        total = np.bincount(group, share)
        share = share / np.maximum(total[group], 1e-12) * weight
        count = np.bincount(pair, share, len(given))
        mass = np.bincount(given, count, sources)
        probability = count / np.maximum(mass[given], 1e-12)
    return probability, count
