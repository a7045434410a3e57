"""Makes src/language/zh/transcription.tsv: the characters in which Chinese writes foreign names.

usage: transcription.py NAME_TOKENS.tsv.xz NAMES.tsv.xz JIEBA_DICT.txt VARIANTS.tsv OUT

NAME_TOKENS has lines English token, language, token, count (labels of Wikidata, CC0);
NAMES a column of Chinese spellings of its English key (CC-CEDICT and Wiktionary: only
counts are taken); JIEBA_DICT words with their counts (MIT). Each character gets how
much likelier it is in such a name than alone in other text (natural logarithm times ten),
and the sounds that it stands for most often, found by alignment (EM) with the sounds of
the English spelling.
"""

import collections
import csv
import lzma
import math
import re
import sys

tokens, names, words, variants, out = sys.argv[1:]
simplified = {}
for line in open(variants, encoding="utf-8"):
    if not line.startswith("#"):
        old, new = line.rstrip("\n").split("\t")
        simplified.update(dict.fromkeys(old, new))
GROUPS = [("sch", "x"), ("tch", "x"), ("sh", "x"), ("ch", "x"), ("zh", "j"), ("kh", "h"), ("ph", "f"), ("th", "t"),
          ("gh", "g"), ("ck", "k"), ("qu", "kv"), ("ts", "s"), ("tz", "s"), ("oo", "u"), ("ou", "u"), ("ee", "i")]
SINGLE = dict(zip("cqxwy", ["k", "k", "ks", "v", "i"]))


def heard(word):
    """The sounds of an English spelling, roughly as src/sound/letters.rs has them."""
    sounds, at = "", 0
    while at < len(word):
        group = next((g for g in GROUPS if word.startswith(g[0], at)), None)
        if group:
            sounds, at = sounds + group[1], at + len(group[0])
            continue
        soft = word[at] == "c" and word[at + 1:at + 2] in ("e", "i", "y")
        sounds += "s" if soft else SINGLE.get(word[at], word[at])
        at += 1
    return re.sub(r"(.)\1", r"\1", sounds)


pairs = collections.Counter()
def add(latin, written, count):
    written = "".join(simplified.get(c, c) for c in written)
    latin = latin.lower()
    if latin.isascii() and latin.isalpha() and 2 <= len(written) and re.fullmatch("[\u3400-\u9fff]+", written):
        if 1.2 <= len(latin) / len(written) <= 4:
            pairs[(heard(latin), written)] = max(pairs[(heard(latin), written)], count)

with lzma.open(tokens, "rt", encoding="utf-8") as lines:
    for line in lines:
        latin, lang, written, count, *_ = line.rstrip("\n").split("\t")
        if lang == "zh" and int(count) >= 3:
            add(latin, written, 3)
with lzma.open(names, "rt", encoding="utf-8", newline="") as file:
    for line in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
        if line["zh"] and line["kind"] == "proper":
            for written in line["zh"].split("|"):
                if len(written) >= 3:
                    add(line["en"], written, 1)

# Each character stands for up to four sounds, in order.
MOST = 4
chances = collections.defaultdict(lambda: collections.defaultdict(lambda: 1e-4))
for (sounds, written), count in pairs.items():
    share = len(sounds) / len(written)
    for place, c in enumerate(written):
        start = int(place * share)
        for length in range(0, MOST + 1):
            for begin in (start - 1, start, start + 1):
                if begin >= 0:
                    chances[c][sounds[begin:begin + length]] += count / (1 + abs(length - share))
for _ in range(12):
    totals = {c: sum(of.values()) for c, of in chances.items()}
    counts = collections.defaultdict(lambda: collections.defaultdict(lambda: 1e-4))
    for (sounds, written), weight in pairs.items():
        n, m = len(written), len(sounds)
        chance = lambda c, piece: chances[c].get(piece, 1e-4) / totals.get(c, 1.0) * 0.5 ** abs(len(piece) - 2)
        forward = [[0.0] * (m + 1) for _ in range(n + 1)]
        forward[0][0] = 1.0
        for i, c in enumerate(written):
            for j in range(m + 1):
                if forward[i][j]:
                    for k in range(min(MOST, m - j) + 1):
                        forward[i + 1][j + k] += forward[i][j] * chance(c, sounds[j:j + k])
        backward = [[0.0] * (m + 1) for _ in range(n + 1)]
        backward[n][m] = 1.0
        for i in range(n - 1, -1, -1):
            for j in range(m + 1):
                backward[i][j] = sum(chance(written[i], sounds[j:j + k]) * backward[i + 1][j + k]
                                     for k in range(min(MOST, m - j) + 1))
        whole = forward[n][m]
        if whole <= 0:
            continue
        for i, c in enumerate(written):
            for j in range(m + 1):
                for k in range(min(MOST, m - j) + 1):
                    p = forward[i][j] * chance(c, sounds[j:j + k]) * backward[i + 1][j + k] / whole
                    if p > 1e-3:
                        counts[c][sounds[j:j + k]] += p * weight
    chances = counts

alone, total = collections.Counter(), 0
for line in open(words, encoding="utf-8"):
    word, count, *_ = line.split(" ")
    total += int(count)
    if len(word) == 1:
        alone[simplified.get(word, word)] += int(count)
inside = collections.Counter()
for (_, written), count in pairs.items():
    for c in written:
        inside[c] += count
size = sum(inside.values())
# A text is a hundred words that are no such character for each that is.
rows = []
for c, count in inside.items():
    if count < 4:
        continue
    odds = math.log(count / size) - math.log((alone[c] + 200) / sum(alone.values()))
    of = sorted(chances[c].items(), key=lambda item: -item[1])
    sounds = [piece for piece, p in of if p > 0.25 * of[0][1]][:1]
    rows.append((c, round(10 * odds), sounds[0]))
with open(out, "w", encoding="utf-8") as file:
    file.write("# Characters in which Chinese writes foreign names: how much likelier one is in such a name than\n")
    file.write("# alone in other text (logarithm times ten), and the sounds that it mostly stands for.\n")
    file.write("# Made by tools/names/transcription.py: counts of labels of Wikidata (CC0), CC-CEDICT and Wiktionary\n")
    file.write("# (CC BY-SA) and of words of jieba (MIT); no entry of theirs. Licence of this file: CC BY-SA 4.0.\n")
    for c, odds, sounds in sorted(rows):
        file.write(f"{c}\t{odds}\t{sounds}\n")
print(len(pairs), "pairs,", len(rows), "characters")
