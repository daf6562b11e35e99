"""What is said of whole, torn, lost and doubled lines."""
import gzip
import json
import unittest

from batch_torture import records


def lines(*numbers, text="ok"):
    return b"".join(json.dumps({"input": {"path": f"{number}.wav"}, "is": text}).encode() + b"\n"
                    for number in numbers)


class TestRecords(unittest.TestCase):
    def test_the_same_bytes_are_clean(self):
        self.assertTrue(records.compare(lines(1, 2), lines(1, 2)).is_clean)

    def test_an_order_of_its_own_is_clean_only_where_order_is_free(self):
        self.assertFalse(records.compare(lines(2, 1), lines(1, 2)).is_clean)
        self.assertTrue(records.compare(lines(2, 1), lines(1, 2), is_ordered=False).is_clean)

    def test_lost_doubled_torn_and_different_lines_are_counted(self):
        finding = records.compare(lines(1, 1, 3) + b'{"input": {"pa', lines(1, 2, 3))
        self.assertEqual((finding.lost, finding.doubled, finding.torn), (1, 1, 1))
        finding = records.compare(lines(1, text="else"), lines(1))
        self.assertEqual(dict(finding.different), {"ok": 1})

    def test_members_are_read_up_to_the_torn_one(self):
        whole = gzip.compress(lines(1)) + gzip.compress(lines(2))
        self.assertEqual(records.decompressed(whole), (lines(1, 2), False))
        for end in range(len(gzip.compress(lines(1))) + 1, len(whole)):
            text, is_torn = records.decompressed(whole[:end])
            self.assertTrue(is_torn)
            self.assertTrue(lines(1, 2).startswith(text) and text.startswith(lines(1)))

    def test_between_runs_only_a_beginning_is_right(self):
        self.assertIsNone(records.wrong_between(lines(1) + b"{to", lines(1, 2)))
        self.assertIsNotNone(records.wrong_between(lines(2), lines(1, 2)))
        self.assertIsNone(records.wrong_between(lines(2), lines(1, 2), is_ordered=False))
        self.assertIsNotNone(records.wrong_between(lines(2, 2), lines(1, 2), is_ordered=False))


if __name__ == "__main__":
    unittest.main()
