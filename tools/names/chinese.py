"""Makes src/language/zh/foreign_names.tsv: how Chinese writes the names of other languages.

usage: chinese.py NAME_TOKENS.tsv.xz VARIANTS.tsv OUT

NAME_TOKENS has lines English token, language, token, count (labels of Wikidata,
CC0). Kept are Chinese spellings of two characters or more that were counted
three times, each with its most frequent English token.
"""

import lzma
import sys

tokens, variants, out = sys.argv[1:]
simplified = {}
for line in open(variants, encoding="utf-8"):
    if not line.startswith("#"):
        old, new = line.rstrip("\n").split("\t")
        simplified.update(dict.fromkeys(old, new))
best = {}
with lzma.open(tokens, "rt", encoding="utf-8") as lines:
    for line in lines:
        latin, lang, written, count, *_ = line.rstrip("\n").split("\t")
        if lang != "zh" or int(count) < 3 or not latin.isascii() or not latin.isalpha():
            continue
        written = "".join(simplified.get(c, c) for c in written)
        if len(written) >= 2 and all("\u3400" <= c <= "\u9fff" for c in written):
            best.setdefault(written, []).append((int(count), latin))
with open(out, "w", encoding="utf-8") as file:
    file.write("# Names of other languages as Chinese writes them (simplified), and in English.\n")
    file.write("# From labels of Wikidata (CC0), made by tools/names/chinese.py.\n")
    for written, found in sorted(best.items()):
        file.write(f"{written}\t{max(found)[1]}\n")
print(len(best))
