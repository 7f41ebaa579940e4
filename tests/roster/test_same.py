from em_desktop.roster.same import are_same


def test_only_the_very_same_objects_count():
    roster, equal = ["a"], ["a"]
    assert are_same((roster, None), (roster, None))
    assert not are_same((roster,), (equal,))
    assert not are_same((roster,), ())
    assert are_same((), ())
