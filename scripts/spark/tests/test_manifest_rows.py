"""Rows of a manifest as a worker's lines, and their division into tasks."""

import json
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from manifest_rows import LEAST_SECONDS, Row, divide, read_manifest  # noqa: E402


class RowsTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def rows(self, name, content):
        path = Path(self.folder.name) / name
        path.write_bytes(content)
        return read_manifest(str(path))

    def test_csv_rows_are_objects_of_what_stands_in_them(self):
        rows = self.rows("m.csv", b'\xef\xbb\xbfPath , call_id\r\n"a,b.wav",7\r\n\r\nc.wav,\r\n')
        self.assertEqual([row.number for row in rows], [1, 2])
        self.assertEqual([json.loads(row.line) for row in rows], [{"path": "a,b.wav", "call_id": "7"}, {"path": "c.wav"}])

    def test_csv_without_a_path_is_refused(self):
        with self.assertRaises(ValueError):
            self.rows("m.csv", b"file\nx.wav\n")

    def test_json_lines_go_through_as_they_are_and_blank_ones_are_none(self):
        rows = self.rows("m.jsonl", b'\xef\xbb\xbf{"path": "a.wav"}\r\n\n {bad\n{"path": "\xff"}')
        self.assertEqual([row.line for row in rows], [b'{"path": "a.wav"}', b"{bad", b'{"path": "\xff"}'])

    def test_seconds_come_from_the_manifest_else_from_the_file(self):
        (Path(self.folder.name) / "a.wav").write_bytes(bytes(80_000))
        rows = self.rows(
            "m.csv", b"path,duration_s\na.wav,90.5\na.wav,\nmissing.wav,\na.wav,soon\na.wav,nan\n"
        )
        self.assertEqual([row.seconds for row in rows], [90.5, 10, LEAST_SECONDS, 10, 10])


class DivisionTest(unittest.TestCase):
    def test_every_row_is_in_one_task_in_order(self):
        for count in (0, 1, 5, 400):
            rows = [Row(number, b"", 1 + number * 7919 % 100) for number in range(1, count + 1)]
            tasks = divide(rows, 16)
            self.assertEqual(sorted(row for task in tasks for row in task), rows)
            self.assertLessEqual(len(tasks), 16)
            self.assertTrue(all(task == sorted(task) and task for task in tasks))

    def test_tasks_are_of_about_equal_seconds(self):
        rows = [Row(number, b"", 10 + number * 7919 % 600) for number in range(1, 1001)]
        sums = [sum(row.seconds for row in task) for task in divide(rows, 16)]
        self.assertLess(max(sums) - min(sums), 0.01 * max(sums))

    def test_one_long_call_has_a_task_to_itself(self):
        rows = [Row(1, b"", 3600.0)] + [Row(number, b"", 60.0) for number in range(2, 50)]
        self.assertIn([rows[0]], divide(rows, 4))


if __name__ == "__main__":
    unittest.main()
