"""The harness finds nothing in a recorder that keeps its promises, and what is wrong in those that do not."""
import os
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from batch_torture import kills, material
from batch_torture.program import Sori

ROOT = Path(__file__).resolve().parents[3]
RECORDER = Path(__file__).with_name("recorder.py")


def tortured(fault, forms, strikes=4):
    """The tallies of a recorder with a fault."""
    with mock.patch.dict(os.environ, {"RECORDER_FAULT": fault}), \
            tempfile.TemporaryDirectory(prefix="torture-test-") as folder:
        folder = Path(folder)
        calls = material.write_calls(folder / "calls", material.Sound(ROOT / "fixtures"), 30, seconds=(0.1, 0.2))
        scene = kills.Scene(Sori(RECORDER), calls, folder)
        chosen = [form for form in kills.FORMS if form.name in forms]
        return kills.torture(scene, chosen, strikes, "test", 3, lambda text: None)


class TestKills(unittest.TestCase):
    def test_a_recorder_that_keeps_its_promises_is_clean_in_every_form(self):
        names = [form.name for form in kills.FORMS]
        tallies = tortured("", names, strikes=2 * len(names))
        for tally in tallies:
            self.assertEqual(tally.complaints, [], tally.form)
            self.assertTrue(tally.is_clean)
        self.assertGreaterEqual(sum(sum(tally.kills.values()) for tally in tallies), 2 * len(names))

    def test_a_lost_input_is_found(self):
        tally, = tortured("lose", {"plain"})
        self.assertGreater(tally.lost, 0)
        self.assertFalse(tally.is_clean)

    def test_an_input_recorded_twice_is_found(self):
        tally, = tortured("double", {"plain"}, strikes=6)
        self.assertGreater(tally.doubled, 0)

    def test_what_is_left_behind_is_found(self):
        tally, = tortured("linger", {"plain"}, strikes=2)
        self.assertTrue(any("left behind" in text for text in tally.complaints))


if __name__ == "__main__":
    unittest.main()
