"""How a name is typed without Chinese characters, so that `wf` and `wangfang` find 王芳."""

from __future__ import annotations

from pypinyin import lazy_pinyin

LONGEST = 200
# Characters that are read differently as a surname; people type either.
SURNAMES = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "盖": "ge", "查": "zha", "区": "ou", "朴": "piao",
    "缪": "miao", "翟": "zhai", "种": "chong", "折": "she", "召": "shao", "员": "yun", "乐": "yue",
    "宁": "ning", "卜": "bu", "贲": "ben", "秘": "bi", "祭": "zhai", "尉迟": "yu chi", "万俟": "mo qi",
    "澹台": "tan tai",
}  # fmt: skip


def spelled(name: str) -> str:
    """Initials and full pinyin in lower case, by every reading of the surname: `wf wangfang`.

    Initials come first, so that a long company name cut at the column's end keeps them.
    """
    readings = [_syllables(name)]
    surname = next((known for known in SURNAMES if name.startswith(known)), "")
    if surname:
        readings.append(SURNAMES[surname].split() + _syllables(name[len(surname) :]))
    words = ["".join(syllable[0] for syllable in reading) for reading in readings]
    words += ["".join(reading) for reading in readings]
    return " ".join(dict.fromkeys(word for word in words if word))[:LONGEST].rstrip()


def _syllables(name: str) -> list[str]:
    """One syllable a character; letters and digits stand each for themselves, so that `KFC合肥` gives `kfchf`."""
    syllables = lazy_pinyin(name, errors=list)  # type: ignore[arg-type]  # a list is taken too, one item a letter
    return [syllable.lower() for syllable in syllables if syllable[:1].isalnum()]
