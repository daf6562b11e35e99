"""What must hold of the set, whatever phrases it is made of."""
import random
import unittest

from personal_data_set import __main__ as maker
from personal_data_set import phrases, speech, values


class Numbers(unittest.TestCase):
    def test_card_numbers_pass_the_luhn_test(self):
        rng = random.Random(1)
        for _ in range(200):
            total = 0
            for index, digit in enumerate(reversed("".join(values.card(rng)))):
                value = int(digit) * (1 + index % 2)
                total += value - 9 if value > 9 else value
            self.assertEqual(total % 10, 0)

    def test_numerals_of_place_values(self):
        for number, said in ((10, "십"), (21, "이십일"), (1230, "천이백삼십"), (35000, "삼만오천"), (120000, "십이만"), (10000, "만")):
            self.assertEqual(speech.sino(number), said)

    def test_endings_follow_the_last_digit(self):
        self.assertEqual(speech.ending("요", "2"), "요")
        self.assertEqual(speech.ending("요", "8"), "이요")

    def test_a_fifth_of_the_digits_is_misheard(self):
        rng = random.Random(1)
        same = sum(speech.misheard(rng, "7") == "7" for _ in range(5000))
        self.assertAlmostEqual(same / 5000, 0.8, delta=0.02)


class WholeSet(unittest.TestCase):
    def test_it_is_the_same_every_time(self):
        self.assertEqual(list(maker.lines(2, "1")), list(maker.lines(2, "1")))

    def test_marks_lie_inside_their_utterances(self):
        for row in maker.lines(2, "1"):
            _, _, _, role, words, marks = row.split("\t")
            self.assertIn(role, "AC")
            for mark in filter(None, marks.split(",")):
                first, last = map(int, mark.split(":")[0].split("-"))
                self.assertLessEqual(first, last)
                self.assertLess(last, len(words.split(" ")))

    def test_the_halves_share_no_phrase(self):
        for halves in phrases.PHRASES.values():
            self.assertFalse(set(halves["tune"]) & set(halves["held"]))
        for halves in (phrases.TRAPS, phrases.QUESTIONS, phrases.ANSWERS, phrases.PADDING):
            self.assertFalse(set(halves["tune"]) & set(halves["held"]))


if __name__ == "__main__":
    unittest.main()
