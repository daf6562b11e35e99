"""When to strike: moments spread over all that a run does."""
import time

#: Seconds between two looks at a file.
LOOK_SECONDS = 0.0002
#: A strike at a write or at the end comes at most this much later, seconds.
LATE_SECONDS = 0.003


def after(seconds):
    """Waits so long, or until the run is over."""
    def wait(running, _round):
        deadline = time.monotonic() + seconds
        while not running.is_over and time.monotonic() < deadline:
            time.sleep(min(LOOK_SECONDS, max(0, deadline - time.monotonic())))
    return wait


def sizes(folder):
    """Name and size of everything in the output's folder."""
    found = {}
    for path in folder.iterdir():
        try:
            found[path.name] = path.stat().st_size
        except FileNotFoundError:
            pass
    return found


def at_write(number, late):
    """Waits for the file's `number`th change of size, of the output or of what lies beside it."""
    def wait(running, round_):
        last, left = sizes(round_.folder), number
        while not running.is_over and left > 0:
            time.sleep(LOOK_SECONDS)
            now = sizes(round_.folder)
            if now != last:
                last, left = now, left - 1
        after(late)(running, round_)
    return wait


def at_end(late):
    """Waits until all but the last lines are written."""
    def wait(running, round_):
        while not running.is_over and round_.lines_written() < round_.expected_lines - 1:
            time.sleep(LOOK_SECONDS)
        after(late)(running, round_)
    return wait


#: Kinds of moments and how often each is drawn.
SHARES = {"start": 0.2, "any time": 0.4, "a write": 0.25, "the end": 0.15}


def drawn(generator, usual, lines_left):
    """A kind of moment and the wait for it; `usual` is what an undisturbed run takes, `lines_left` are those that
    this one has still to write."""
    share = lines_left / usual.lines
    kind = generator.choices(list(SHARES), SHARES.values())[0]
    late = generator.uniform(0, LATE_SECONDS)
    if kind == "start":
        return kind, after(generator.uniform(0, 2 * usual.start_seconds))
    if kind == "any time":
        return kind, after(generator.uniform(0, usual.start_seconds + share * usual.seconds))
    if kind == "a write":
        return kind, at_write(generator.randint(1, max(1, lines_left // 4)), late)
    return kind, at_end(late)
