import numpy as np
import pytest

from em_desktop.roster.missing import missing_mask
from em_desktop.roster.spreadsheet_errors import error_reason
from em_desktop.roster.table import texts

ERRORS = [
    *("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"),
    *("#NV", "#BEZUG!", "#WERT!", "#ZAHL!", "#NOM?", "#VALEUR!", "#¡REF!", "#N/D"),
    *("Err:502", "#####", " #ref! ", "#Wert!"),
]


@pytest.mark.parametrize("text", ERRORS)
def test_an_error_value_is_known_in_many_languages(text: str) -> None:
    assert error_reason(text)


@pytest.mark.parametrize("text", ["", "#", "##", "#1", "No. 5", "#hashtag", "12:30", "Err:5", "f"])
def test_other_texts_are_no_errors(text: str) -> None:
    assert not error_reason(text)


def test_an_error_value_is_missing_whatever_the_words_for_missing_are() -> None:
    column = texts(["#REF!", "172", "#NV", "?"])
    assert np.array_equal(missing_mask(column, ()), [True, False, True, False])
