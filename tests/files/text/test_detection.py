import pytest

from em_desktop.files.text.detection import detect_delimiter, detect_header, first_records


def header_of(text: str) -> int:
    body = text.encode()
    return detect_header(first_records(body, detect_delimiter(body, "utf-8").encode(), "utf-8"))


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("name,height\nA,172\nB,180\n", ","),
        ("name;height\nA;172,5\nB;180,2\n", ";"),
        ("name;height\nA;172,5\nB;180,2", ";"),
        ("name\theight\nSmith, A\t172,5\nLee, B\t180,0\n", "\t"),
        ("name|gender|height\nA|F|172\nB|M|180\n", "|"),
        ("name:height\nA:172\nB:180\n", ":"),
        ('name,height\n"Smith; A",172\n"Lee; B",180\n', ","),
        ('"name";"note"\n"A";"x, y, z"\n"B";"u, v, w"\n', ";"),
        ("Class 10a, autumn; list\n\nname;height\nA;172,5\nB;180,2\n", ";"),
        ('name,amount\nA,"1,200"\nB,"3,400"\n', ","),
        ("name,a,b\n" + "A,1,2\n" * 50 + "B,1\n", ","),
        ("name,when\nA,10:30\nB,11:45\n", ","),
    ],
)
def test_the_delimiter_makes_rows_of_equal_length(text: str, delimiter: str) -> None:
    assert detect_delimiter(text.encode(), "utf-8") == delimiter


@pytest.mark.parametrize(
    "text",
    ["height\n172\n168\n", "height\n172,5\n168,0\n170\n", "name\nSmith, A\nLee\nDoe\n", "x\n"],
)
def test_a_single_column_is_not_torn_apart(text: str) -> None:
    delimiter = detect_delimiter(text.encode(), "utf-8")
    assert delimiter not in text


def test_a_name_that_promises_tabs_is_believed_where_tabs_are() -> None:
    body = b"a,b\tc,d\n1,2\t3,4\n"
    assert detect_delimiter(body, "utf-8", tabs_likely=True) == "\t"
    assert detect_delimiter(b"a,b\n1,2\n", "utf-8", tabs_likely=True) == ","


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("name,gender,height\nA,F,172\nB,M,180\n", 0),
        ("name,gender\nA,F\nB,M\nC,F\n", 0),
        ("height\n172\n", 0),
        (",height,sex\n1,172,F\n2,180,M\n", 0),
        ("name,2019,2020\nA,170,172\nB,165,168\n", 0),
        ("name,height\n", 0),
        ("id,name,height,sex\n1,A,,\n2,B,NA,F\n", 0),
        ("Class 10a\nname,gender,height\nA,F,172\n", 1),
        ("Class 10a\n\nname,gender,height\nA,F,172\n", 2),
        ("Class 10a,,\nname,gender,height\nA,F,172\nB,M,170\n", 1),
        (",,\nname,gender,height\nA,F,172\nB,M,170\n", 1),
        ("# made by school,on Monday,in May\nname,gender,height\nA,F,172\n", 1),
        ("#name,gender,height\nA,F,172\nB,M,180\n", 0),
        ('Class "10, a"\nname,gender,height\nA,F,172\nB,M,180\n', 1),
        ("\n\nname,gender,height\nA,F,172\n", 2),
        ("Name,1,2,3,Größe\nA,4,5,6,172\nB,4,5,6,180\n", 0),
        ("姓名,1,2,性别\nA,4,5,男\nB,4,5,女\n", 0),
        ("Koen,male\nBen,male\nAnna,female\n", -1),
        ("sex\theight\n1\tF\t170\n2\tM\t180\n", 0),
        ("name,height\nA,172,\nB,180,\n", 0),
        ("name,gender,height,notes\nA,F,172\nB,M,180\n", 0),
        ("Class 10, B, May, 2020\nname,sex,height\nA,F,172\nB,M,180\n", 1),
        ("A,F,172\nB,M,180\nC,F,165\n", -1),
        ("172\n180\n165\n", -1),
        ("A,F,\nB,M,180\nC,F,165\n", -1),
        ("Anna,F\nBen,M\nCleo,F\n", -1),
        ("1,A,5'7\"\n2,B,5'9\"\n", -1),
        ("name,gender,height\nA,F,172\nname,gender,height\nB,M,180\n", 0),
        ("A,F,172\n", -1),
        (",,\nA,F,172\nB,M,180\nC,F,165\n", 0),
        (",,\nname,gender,height\nA,F,172\nB,M,180\n", 1),
    ],
)
def test_the_header_is_found(text: str, row: int) -> None:
    assert header_of(text) == row
