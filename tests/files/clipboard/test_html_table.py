import pytest
from hypothesis import given
from hypothesis import strategies as st

from em_desktop.files.clipboard import html_table
from em_desktop.files.clipboard.html_table import largest_table
from em_desktop.files.pacing import Pace
from em_desktop.files.problem import FileProblem, ReadCancelled


@pytest.mark.parametrize(
    ("html", "rows"),
    [
        ("<table><tr><th>a<th>b<tr><td>1<td>2</table>", [["a", "b"], ["1", "2"]]),
        (
            "<TABLE><TBODY><TR><TD> a \n b </TD><TD>&amp;&nbsp;c</TD></TR></TABLE>",
            [["a b", "&\xa0c"]],
        ),
        ("<table><tr><td>a<br>b</td><td><p>c</p><p>d</p></td></table>", [["a\nb", "c\nd"]]),
        ("<table><tr><td style='white-space:pre'> a  b </td></tr></table>", [[" a  b "]]),
        (
            "<table><tr><td colspan=2>a</td><td rowspan=3>b</td></tr>"
            "<tr><td>c</td><td>d</td></tr><tr><td>e</td><td>f</td><td>g</td></tr></table>",
            [["a", "", "b"], ["c", "d"], ["e", "f", "", "g"]],
        ),
        (
            "<table><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr>"
            "<tr><td>d</td></tr></table>",
            [["a", "b"], ["", "c"], ["d"]],
        ),
        (
            "<table><tr><td><table><tr><td>x</td><td>y</td></tr></table></td></tr></table>",
            [["x", "y"]],
        ),
        ("<table><style>td{}</style><tr><td>a<script>b</script></table>", [["a"]]),
        ("<table><td>never closed", [["never closed"]]),
        (
            '<td height="17" align="right" sdval="172.5" sdnum="1031;">172,5</td>',
            [],
        ),
        ("<p>no table</p>", []),
        ("<table></table></table></td>", []),
        ("<table><tr><td colspan=x rowspan='-1'>a</td><td>b</td></tr></table>", [["a", "b"]]),
    ],
)
def test_tables_are_read_as_they_are_seen(html, rows):
    assert largest_table(html, Pace()) == rows


@given(st.text("<>/tdrable ='2colspanrowspan!-", max_size=200))
def test_whatever_it_is_it_ends_in_rows(html):
    assert isinstance(largest_table(f"<table>{html}", Pace()), list)


def test_a_table_far_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(html_table, "MAX_CELLS", 5)
    with pytest.raises(FileProblem, match="more than"):
        largest_table("<table>" + "<tr><td>a<td>b" * 4, Pace())
    with pytest.raises(FileProblem, match="more than"):
        largest_table("<table><tr>" + "<td colspan=9999>a" * 4, Pace())


def test_reading_can_be_cancelled():
    with pytest.raises(ReadCancelled):
        largest_table("<table>", Pace(None, lambda: True))
