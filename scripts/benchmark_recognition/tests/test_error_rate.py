"""Character errors worked out by hand."""
import random
import unittest

from ..error_rate import characters, distance, errors
from ..korean_numbers import readings, sino
from ..places import placed


def slow_distance(left, right):
    if not left or not right:
        return len(left) + len(right)
    return min(slow_distance(left[1:], right) + 1, slow_distance(left, right[1:]) + 1,
               slow_distance(left[1:], right[1:]) + (left[0] != right[0]))


class NumberTests(unittest.TestCase):
    def test_places(self):
        for figures, read in {"0": "영", "10": "십", "17": "십칠", "1230": "천이백삼십", "10000": "만", "16000": "만육천",
                              "110000": "십일만", "100000000": "일억", "20230": "이만이백삼십"}.items():
            self.assertEqual(sino(figures), read)

    def test_every_way_to_say_it(self):
        self.assertEqual(readings("20"), ["이십", "이영", "이공", "스물", "스무"])
        self.assertIn("스물한", readings("21"))
        self.assertIn("공일공", readings("010"))
        self.assertEqual(readings("9" * 40)[0], "구" * 40)


class ErrorTests(unittest.TestCase):
    def test_spaces_punctuation_case_and_composition_do_not_count(self):
        self.assertEqual(characters("네, 갖다 드리겠습니다. OK!"), "네갖다드리겠습니다ok")
        self.assertEqual(errors("가나 다.", "\u1100\u1161나다"), (0, 3))

    def test_numbers_are_as_they_may_be_said(self):
        self.assertEqual(errors("강남역 삼번 출구", "강남역 3번 출구")[0], 0)
        self.assertEqual(errors("스무 명이 만육천 원", "20명이 16,000원")[0], 0)
        self.assertEqual(errors("20명", "스무명")[0], 0)
        self.assertEqual(errors("삼번", "4번")[0], 1)
        self.assertEqual(errors("십 퍼센트", "10%")[0], 0)

    def test_distance_is_that_of_the_definition(self):
        dice = random.Random(7)
        for _ in range(200):
            left, right = ("".join(dice.choices("abc", k=dice.randrange(6))) for _ in range(2))
            self.assertEqual(distance(left, right), slow_distance(left, right))


class PlaceTests(unittest.TestCase):
    REFERENCE = {"agent": [(0, 10)], "customer": [(20, 30)]}

    def test_words_by_place_and_speaker(self):
        words = [("agent", 5), ("agent", 25), ("customer", 22), ("agent", 10.2), ("customer", 15)]
        self.assertEqual(placed(words, self.REFERENCE, 0.25), (5, 1, 3, 2))

    def test_other_names_are_paired_as_they_fit_best(self):
        words = [("speaker_1", 25), ("speaker_2", 5), ("speaker_2", 6)]
        self.assertEqual(placed(words, self.REFERENCE, 0), (3, 0, 3, 3))


if __name__ == "__main__":
    unittest.main()
