"""What must hold of the set of script sentences."""
import importlib.machinery
import importlib.util
import pathlib
import random
import unittest

from script_set import korean

SCRIPTS = pathlib.Path(__file__).parents[2]


def maker():
    loader = importlib.machinery.SourceFileLoader("make_script_set", str(SCRIPTS / "make-script-set"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(module)
    return module


class Set(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.maker = maker()
        cls.rows = list(cls.maker.rows())

    def test_what_is_committed_is_what_it_makes(self):
        lines = self.maker.OUTPUT.read_text(encoding="utf-8").splitlines()
        self.assertEqual(lines[1:], ["\t".join(row) for row in self.rows])

    def test_every_sentence_is_in_one_half(self):
        halves = {}
        for name, half, *_ in self.rows:
            halves.setdefault(name, set()).add(half)
        self.assertTrue(all(len(found) == 1 for found in halves.values()))
        self.assertGreaterEqual(len(halves), 40)

    def test_no_annotation_is_left(self):
        for row in self.rows:
            self.assertFalse(set("+_/") & set(row[5]), row)

    def test_every_denial_differs_from_the_sentence(self):
        for row in self.rows:
            if row[3] == "negation":
                self.assertNotIn(row[4], row[5])

    def test_particles_fit_the_sound_before(self):
        self.assertEqual(self.maker.fitted("환불", "는"), "은")
        self.assertEqual(self.maker.fitted("주소", "을"), "를")
        self.assertEqual(self.maker.fitted("주소", "에서"), "에서")

    def test_noise_changes_about_as_many_sounds_as_asked(self):
        rng = random.Random(1)
        text = "가나다라마바사" * 300
        heard = "".join(self.maker.syllable_noise(c, rng, 0.1) for c in text)
        changed = sum(a != b for a, b in zip(text, heard)) / len(text)
        self.assertTrue(0.08 < changed < 0.2, changed)

    def test_every_mark_of_a_sentence_is_known(self):
        for _, text, _ in korean.SENTENCES:
            for word in text.split(" "):
                mark = word.partition("+")[2]
                if mark:
                    self.assertTrue(mark in korean.PARTICLES or mark in korean.PREDICATES, (text, mark))


if __name__ == "__main__":
    unittest.main()
