import doctest

import em_desktop.em


def test_the_example_of_the_package_is_true():
    tried = doctest.testmod(em_desktop.em)
    assert tried.attempted >= 5
    assert tried.failed == 0
