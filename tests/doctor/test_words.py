from __future__ import annotations

import re

from ekzlint.doctor.words import WORDS


def test_both_languages_say_the_same_things():
    english, portuguese = WORDS["en"], WORDS["pt"]
    assert english.keys() == portuguese.keys()
    for key, text in english.items():
        assert re.findall(r"\{\w+\}", text) == re.findall(r"\{\w+\}", portuguese[key]), key
