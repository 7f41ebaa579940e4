import io

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.datavalidation import DataValidation

from em_desktop.files.source import ReadOptions
from em_desktop.files.xlsx.source import read_xlsx
from em_desktop.review.changes import Changes


def book(**rule) -> bytes:
    content = io.BytesIO()
    made = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = made.add_worksheet("Pupils")
    sheet.write_row("A1", ["name", "gender", "height"])
    for row in range(1, 5):
        sheet.write_row(row, 0, [f"P{row}", "", 160])
    sheet.data_validation("B2:B4", rule)
    made.add_worksheet("Lists").write_column("C3", ["F", "M", 7])
    made.close()
    return content.getvalue()


def cautions(content: bytes, *texts: str) -> tuple[str, ...]:
    source = read_xlsx(content, None, ReadOptions(sheet="Pupils", header_row=0)).source
    return source.cautions(Changes(cells={(row, 1): text for row, text in enumerate(texts)}))


@pytest.mark.parametrize(
    ("rule", "allowed", "refused"),
    [
        ({"validate": "list", "source": ["F", "M"]}, "f", "female"),
        ({"validate": "list", "source": "=Lists!$C$3:$C$5"}, "7", "8"),
        ({"validate": "whole", "criteria": "between", "minimum": 1, "maximum": 3}, "2", "2.5"),
        ({"validate": "decimal", "criteria": ">=", "value": 1.5}, "1.5", "x"),
        ({"validate": "decimal", "criteria": "!=", "value": 2}, "1", "2"),
        ({"validate": "length", "criteria": "<", "value": 3}, "ab", "abc"),
    ],
)
def test_texts_that_validation_would_refuse_are_told(rule, allowed, refused):
    content = book(**rule)
    assert cautions(content, allowed, allowed) == ()
    assert cautions(content, allowed, refused, allowed, refused) == (  # row 5 has no rule
        "Cell B3: the sheet’s validation does not allow the text that is written there. Excel "
        "keeps it and marks it only when asked to (Data ▸ Data Validation ▸ Circle Invalid Data).",
    )


@pytest.mark.parametrize(
    "rule",
    [
        {"validate": "custom", "value": "=LEN(B2)<3"},
        {"validate": "list", "source": "=Unknown"},
        {"validate": "list", "source": "=Nowhere!$A$1:$A$2"},
        {"validate": "whole", "criteria": ">", "value": "=C2"},
        {"validate": "any", "input_title": "Hello"},
    ],
)
def test_rules_that_compute_are_passed_over(rule):
    assert cautions(book(**rule), "anything") == ()


def test_rules_of_openpyxl():
    made = openpyxl.Workbook()
    made.active.title = "Pupils"
    for record in (("name", "gender"), ("Bo", None)):
        made.active.append(record)
    rule = DataValidation(type="list", formula1='"F,M"')
    rule.add("B2")
    made.active.add_data_validation(rule)
    content = io.BytesIO()
    made.save(content)
    assert cautions(content.getvalue(), "F") == ()
    assert len(cautions(content.getvalue(), "X")) == 1
