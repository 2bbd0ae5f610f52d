"""What is wrong with a TOML file, in words with line and column."""

import tomllib

import pytest

from rulebook.bundle import unzipped
from rulebook.errors import RulebookError
from rulebook.toml_errors import in_words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a = 1\n[[b]", "in line 2, column 4: a closing ] is missing"),
        ("a = 'x", "a closing quotation mark is missing"),
        ("a = 5x", "in line 1, column 6: something stands after"),
        ("a 1", "in line 1, column 3: an = is missing"),
        ("a = x", "put words into quotation marks"),
    ],
)
def test_says_what_is_missing_and_where(text, said):
    with pytest.raises(tomllib.TOMLDecodeError) as broken:
        tomllib.loads(text)

    assert said in str(in_words(broken.value))


def test_begins_with_the_name_of_the_file_that_was_sent():
    with pytest.raises(RulebookError, match=r"^ours\.zip: is not a ZIP"):
        unzipped(b"", "ours.zip")
