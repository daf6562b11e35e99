"""Makes the set that finding personal data is tested and measured on."""
import argparse
import pathlib
import random

from . import dialogues, phrases

OUTPUT = pathlib.Path(__file__).parents[2] / "Tests" / "PersonalDataTests" / "Vectors" / "dialogues.tsv"


def lines(per_type, seed):
    """Rows: half, form, number of the dialogue, role, words, marks."""
    number = 0
    for half in ("tune", "held"):
        plans = []
        for kind in phrases.PHRASES:
            count = per_type * (2 if kind == "mobile_phone" else 1)
            for form in ("written", "spoken"):
                plans += [(form, kind)] * count
        plans += [("misheard", None)] * (6 * per_type) + [("ordinary", None)] * (5 * per_type)
        for index, (form, kind) in enumerate(plans):
            # One stream of chance for each dialogue: adding phrases to one kind changes no other.
            rng = random.Random(f"{seed} {half} {form} {kind} {index}")
            if kind:
                made = dialogues.personal(rng, half, kind, form == "spoken")
            else:
                made = dialogues.misheard(rng, half) if form == "misheard" else dialogues.trap(rng, half)
            number += 1
            for role, words, marks in made.lines:
                marked = ",".join(f"{a}-{b}:{kind}:{item}" for a, b, kind, item in marks)
                yield "\t".join((half, form, str(number), role, " ".join(words), marked))


def main():
    parser = argparse.ArgumentParser(prog="scripts/make-personal-data-set", description=__doc__)
    parser.add_argument("--per-type", type=int, default=26, help="dialogues of each kind, form and half (default: 26)")
    parser.add_argument("--seed", default="1")
    parser.add_argument("-o", "--output", type=pathlib.Path, default=OUTPUT)
    given = parser.parse_args()
    rows = list(lines(given.per_type, given.seed))
    given.output.write_text("".join(row + "\n" for row in rows), encoding="utf-8")
    print(f"{given.output}: {len(rows)} utterances")


if __name__ == "__main__":
    main()
