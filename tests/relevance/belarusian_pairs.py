#!/usr/bin/env python3
"""Pairs of Belarusian words for measuring the Belarusian stemmer, made from the hunspell dictionary `hunspell-be`.

    belarusian_pairs.py [--seed N] [--same N] [--apart N] [--kinds] [DIRECTORY | FILE.dic]

prints tab-separated lines

    same    WORD  FORM    a dictionary form and another form of the same lemma: they should share their stem
    apart   WORD  WORD    dictionary forms of two lemmas that look alike: their stems should differ

With --kinds a fourth column says of what kind the first word is: noun, adjective, verb or name.
The same seed and dictionary give the same lines. Nothing of the dictionary (CC BY-SA 3.0, Mikalai Udodau) is
kept here: it is read where the distribution's package puts it.

What the dictionary encodes. An entry is one spelling with affix classes; expanding the classes gives inflected
forms only, but not always of one lemma, and not always all forms of it:

* The classes are told apart here into those of nouns, adjectives, surnames and verbs. An entry without such classes
  is a single form of some other entry's lemma as often as not (гагочаш), so it is used nowhere.
* Prefix classes (не-, па-, за-) and the classes X (adverbs and short forms) and K give other lemmas: not expanded.
  The class u gives the variant у- of a word that begins with ў-: no other lemma and no other form.
* An entry of a verb joins the verb and its reflexive. They are two lemmas: forms in -ся, -цца are kept apart from
  the others. The dictionary form is the infinitive, even if the entry is listed under the first person (чытаю).
  Verbs whose infinitive and present differ in more than their endings (пісаць, пішу) are two entries without a
  common mark. They can't be joined lawfully, so this measure is kind to verbs; gerunds and participles are
  entries of their own too.
* A noun whose plural is written from another stem is two entries: вырадак with the classes of the singular, вырадкі
  with those of the plural. They are joined when the plural's entry is the singular's genitive or dative with -ы, -і
  for its last letter.
* Word pairs for `apart` are of lemmas with forms in the singular only, so that the two halves of such a noun never
  meet. They share three letters or more at the beginning, are entries of their own and have no form in common. Six in
  ten are near neighbours in the alphabet, among them relatives at their natural rate (сувязь, сувязны); the others
  are drawn at random among the words with the same three letters.
"""

import argparse
import random
import re
from bisect import bisect_left
from collections import namedtuple
from pathlib import Path

DEBIAN = "/usr/share/hunspell"
SINGULAR, PLURAL = set("DEOHUT"), set("FGPQL")
NOUN, ADJECTIVE, SURNAME = SINGULAR | PLURAL, set("VZ"), set("S")
VERB = set("cefghbdjxynklmswqotv")
INFINITIVES = ("ць", "ці", "чы", "цца", "ціся", "чыся")

Lemma = namedtuple("Lemma", "word kind forms singular")


def normal(word):
    """The normal form that the search engine gives to words before it stems them."""
    return word.lower().replace("ё", "е").replace("’", "'").replace("ʼ", "'")


def suffix_rules(aff):
    """Class → its rules: what to strip, what to add, what the word's end must match."""
    rules = {}
    for line in aff.read_text(encoding="utf-8").splitlines():
        fields = line.split()
        if len(fields) == 5 and fields[0] == "SFX":
            _, name, strip, add, condition = fields
            rules.setdefault(name, []).append(
                ("" if strip == "0" else strip, "" if add == "0" else add, re.compile(f"(?:{condition})$")))
    return rules


def expand(word, classes, rules):
    """Class → the forms that it gives for the word."""
    forms = {}
    for name in classes:
        forms[name] = [word[:len(word) - len(strip)] + add for strip, add, condition in rules.get(name, ())
                       if word.endswith(strip) and condition.search(word)]
    return forms


def entries(dic):
    for line in dic.read_text(encoding="utf-8").splitlines()[1:]:
        word, _, classes = line.strip().partition("/")
        if len(word) > 1 and "-" not in word and "." not in word:
            yield word, set(classes)


def verb(word, expanded):
    """The verb and its reflexive, each with its infinitive, as far as the entry has it."""
    infinitives = [word] if word.endswith(INFINITIVES) else []
    infinitives += [form for name in "fjtq" for form in expanded.get(name, ()) if form.endswith(INFINITIVES[:4])]
    forms = [word] + [form for group in expanded.values() for form in group]
    for reflexive in (False, True):
        of_kind = lambda form: form.endswith(("ся", "цца")) == reflexive
        found = [form for form in infinitives if of_kind(form)]
        if found:
            yield Lemma(found[0], "verb", {form for form in forms if of_kind(form)}, True)


def lemmas(dic, rules):
    singular, plural = [], {}
    for word, classes in entries(dic):
        name = word[0].isupper()
        if len(word) > 1 and word[1].isupper():
            continue
        if classes & VERB:
            yield from verb(word, expand(word, sorted(classes & VERB), rules))
            continue
        inflecting = classes & (NOUN | ADJECTIVE | SURNAME)
        if not inflecting:
            continue
        expanded = expand(word, sorted(inflecting), rules)
        forms = {word} | {form for group in expanded.values() for form in group}
        if not inflecting & NOUN:
            yield Lemma(word, "name" if name else "adjective", forms, True)
        elif inflecting & PLURAL == inflecting:
            plural[word] = Lemma(word, "name" if name else "noun", forms, False)
        else:
            singular.append(Lemma(word, "name" if name else "noun", forms, True))
            if not inflecting & PLURAL:
                stems = {form[:-1] for form in forms if form != word and form[-1] in "ауяю"}
                singular[-1].forms.update(f"+{stem}{vowel}" for stem in sorted(stems) for vowel in "ыі")
    joined = set()
    for lemma in singular:
        wanted = {form[1:] for form in lemma.forms if form.startswith("+")}
        forms = {form for form in lemma.forms if not form.startswith("+")}
        for word in sorted(wanted & plural.keys()):
            forms |= plural[word].forms
            joined.add(word)
        yield lemma._replace(forms=forms)
    yield from (lemma for word, lemma in plural.items() if word not in joined)


def same_pairs(every, count, choose):
    for lemma in choose.sample(every, len(every)):
        others = sorted({normal(form) for form in lemma.forms} - {normal(lemma.word)})
        if others:
            yield "same", lemma.word, choose.choice(others), lemma.kind
            count -= 1
        if count == 0:
            return


def apart_pairs(every, count, choose):
    words = sorted((normal(lemma.word), lemma.word, index) for index, lemma in enumerate(every)
                   if lemma.singular and len(lemma.word) >= 3)
    forms = lambda at: {normal(form) for form in every[words[at][2]].forms}
    seen = set()
    for _ in range(count * 20):
        if len(seen) == count:
            return
        first = choose.randrange(len(words))
        start = words[first][0][:3]
        if choose.random() < 0.6:
            second = first + choose.randint(1, 4)
        else:
            second = choose.randrange(bisect_left(words, (start,)), bisect_left(words, (start + "\uffff",)))
        pair = (min(first, second), max(first, second))
        if first == second or second >= len(words) or pair in seen or words[second][0][:3] != start:
            continue
        if forms(first) & forms(second):
            continue
        seen.add(pair)
        yield "apart", words[pair[0]][1], words[pair[1]][1], every[words[pair[0]][2]].kind


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dictionary", nargs="?", default=DEBIAN, type=Path)
    parser.add_argument("--seed", default=1, type=int)
    parser.add_argument("--same", default=4000, type=int)
    parser.add_argument("--apart", default=4000, type=int)
    parser.add_argument("--kinds", action="store_true", help="say of what kind the first word is")
    args = parser.parse_args()
    dic = args.dictionary / "be_BY.dic" if args.dictionary.is_dir() else args.dictionary
    every = sorted(lemmas(dic, suffix_rules(dic.with_suffix(".aff"))), key=lambda lemma: (lemma.word, lemma.kind))
    choose = random.Random(args.seed)
    for pairs, count in ((same_pairs, args.same), (apart_pairs, args.apart)):
        for line in pairs(every, count, choose):
            print(*line[:4 if args.kinds else 3], sep="\t")


if __name__ == "__main__":
    main()
