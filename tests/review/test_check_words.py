"""What samples and blind answers say, in words."""

from em_desktop.review.accept import Forecast
from em_desktop.review.agreement import agreement
from em_desktop.review.check_words import (
    NOT_PROOF,
    agreement_sentences,
    blind_words,
    is_worse_than_expected,
    place_words,
    result_words,
    so_far_words,
    standing_words,
)
from em_desktop.review.checks import Check, CheckKind
from em_desktop.review.sampling import Sample


def blind(said, probability=0.62):
    return Check(CheckKind.BLIND, said, "female", probability)


def looked_at(agreed, n=10, others=31, waiting=0):
    made = [Check(CheckKind.SAMPLE, "f" if i < agreed else "m", "f", 0.97) for i in range(n)]
    left = tuple(range(n, n + waiting))
    return Sample(1, 0.95, tuple(range(n)), left, others, agreement(made))


def cost(rows, wrong):
    return Forecast(rows, wrong, 0, rows)


def test_a_sample_says_where_one_is_and_how_it_goes():
    assert place_words(looked_at(2, 2, waiting=8)) == "Sample 3 of 10"
    assert so_far_words(looked_at(0, 0, waiting=10)).startswith("Drawn at random from 41 rows.")
    assert so_far_words(looked_at(2, 2, waiting=8)) == "2 of 2 agreed so far."
    assert so_far_words(looked_at(2, 3, waiting=7)).endswith("; in 1 you said otherwise.")


def test_ten_of_ten_promise_what_the_exact_interval_does():
    said = result_words(looked_at(10), cost(31, 1.4))
    assert said == (
        "10 of 10 agreed. So at least 22 of the other 31 would agree, 19 times out of 20; "
        "EM expects 30."
    )


def test_two_disagreements_are_said_plainly():
    sample = looked_at(8)
    said = result_words(sample, cost(31, 1.4))
    assert said.startswith("8 of 10 agreed; in 2 you said otherwise. So at least 14 of")
    assert not is_worse_than_expected(sample, cost(31, 1.4))
    assert is_worse_than_expected(looked_at(5), cost(31, 0.2))
    assert not is_worse_than_expected(looked_at(5), None)


def test_where_all_were_looked_at_nothing_is_left_to_promise():
    assert result_words(looked_at(7, 7, 0)) == "7 of 7 agreed. That was every row of them."
    assert result_words(looked_at(10, others=31)).endswith("19 times out of 20.")


def test_the_line_after_a_blind_answer_tells_of_both():
    checks = [blind("female")] * 7 + [blind("male")] * 2
    assert blind_words(checks) == "You: male. EM: female, 62 %. Agreed in 7 of 9."
    assert blind_words([blind("")]) == "You: cannot tell. EM: female, 62 %."
    assert blind_words([]) == ""


def test_all_that_was_measured_is_told_and_what_it_is_not():
    checks = [blind("female", 0.9)] * 6 + [blind("male", 0.6)] * 2 + [blind("female", 0.6)] * 4
    checks += [blind("")]
    checks += [Check(CheckKind.SAMPLE, "f", "f", 0.97, threshold=0.95)] * 10
    said = agreement_sentences(checks)
    assert said[0].startswith("Answered while the suggestion was hidden: in 10 of 12 rows you")
    assert "83 % (56–97 % of such rows, 9 times out of 10)" in said[0]
    assert said[1].startswith("These rows were not drawn at random")
    assert said[2] == "In 1 row answered blindly you could not tell."
    assert said[3] == (
        "Where EM was at least 80 % sure, 6 of 6 agreed (60–100 %); "
        "where it was less sure, 4 of 6 agreed (27–94 %)."
    )
    assert said[4].endswith("10 of 10 agreed, so at least 74 % of them would, 19 times out of 20.")
    assert said[-1] == NOT_PROOF
    assert agreement_sentences([]) == ()


def test_an_interval_is_rounded_so_that_it_promises_no_more():
    """Seven of seven: at least 65.2 %. Two of three: 13.5 to 98.3 %."""
    assert " at least 65 % of such rows would" in agreement_sentences([blind("female")] * 7)[0]
    checks = [blind("female")] * 2 + [blind("male")]
    assert standing_words(agreement(checks)) == "2 of 3 agreed (13–99 %)"
    nearly = [blind("female")] * 9 + [blind("male")]
    assert standing_words(agreement(nearly)) == "9 of 10 agreed (60–99 %)", "not 100: one differed"
    hardly = [blind("female")] + [blind("male")] * 9
    assert standing_words(agreement(hardly)) == "1 of 10 agreed (1–40 %)"


def test_an_agreement_has_its_interval():
    assert standing_words(agreement([blind("female")] * 7 + [blind("male")] * 2)) == (
        "7 of 9 agreed (45–96 %)"
    )
