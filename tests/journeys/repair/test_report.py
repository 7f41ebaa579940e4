import pytest


def test_a_report_is_written_beside_the_corrected_file(repair, sample, tmp_path):
    page = tmp_path / "written" / "report.html"
    done = repair(sample("edmond.csv"), "--accept", "0.9", "--report", page)
    assert done.code == 0
    assert f"Report: {page}" in done.out
    text = page.read_text("utf-8")
    assert "<h1>Report on edmond.csv</h1>" in text
    assert "60 of 300 rows had no gender." in text
    assert "suggestion, threshold of 90\u00a0%" in text
    assert "Jakub Wójcik" not in text or "25" in text


def test_the_summary_names_it(repair, sample, tmp_path):
    page = tmp_path / "r.htm"
    done = repair(sample("edmond.csv"), "--json", "--report", page)
    assert done.summary["report"] == str(page)
    assert page.exists()


@pytest.mark.parametrize("name", ["report.pdf", "report", "report.html.docx"])
def test_only_html_is_written_here(repair, sample, tmp_path, name):
    repair(sample("edmond.csv"), "--report", tmp_path / name).refused("written as HTML", "window")


def test_a_report_that_exists_is_not_replaced(repair, sample, tmp_path):
    page = tmp_path / "r.html"
    page.write_text("mine")
    repair(sample("edmond.csv"), "--report", page).refused("r.html exists")
    assert page.read_text() == "mine"


def test_it_needs_a_file_of_its_own(repair, sample, tmp_path):
    page = tmp_path / "r.html"
    repair(sample("edmond.csv"), "--report", page, output=page).refused("a file of its own")


def test_where_the_corrected_file_cannot_be_written_there_is_no_report(
    repair, sample, tmp_path, monkeypatch
):
    page, other = tmp_path / "r.html", tmp_path / "kept.html"
    other.write_text("mine")
    from em_desktop.cli import writing  # noqa: PLC0415
    from em_desktop.files.problem import FileProblem  # noqa: PLC0415

    write = writing.replace_file

    def fail(path, content, **how):
        if path.suffix == ".csv":
            raise FileProblem("The disk is full.")
        return write(path, content, **how)

    monkeypatch.setattr(writing, "replace_file", fail)
    repair(sample("edmond.csv"), "--report", page).refused("disk is full")
    assert not page.exists()
    repair(sample("edmond.csv"), "--report", other, "--overwrite").refused("disk is full")
    assert other.read_text() == "mine"


def test_groups_that_were_found(repair, sample, tmp_path):
    page = tmp_path / "r.html"
    done = repair(
        *(sample("geyser.csv"), "--clusters", "2", "--cluster-names", "short,long"),
        *("--category", "type", "--report", page),
    )
    assert done.code == 0
    text = page.read_text("utf-8")
    assert "These groups were found, not recorded" in text
    assert "which was added" in text
