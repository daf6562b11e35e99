"""What a call's figures are, from exact labels: the definitions of docs/, written a second time.

Independent of the Swift code on purpose, so that the two can be held against each other. Spans are
(start, end) in whole milliseconds; `spurts` maps a speaker to sorted talkspurts.
"""
BACKCHANNEL_MS, BACKCHANNEL_EDGE_MS, PAUSE_MS = 1000, 100, 3000
TRANSITION_MS, TAKE_ONSET_MS, TAKE_YIELD_MS, TAKE_HOLD_MS, OVERTALK_MS = 500, 500, 1000, 1000, 1000


def total(spans):
    """Milliseconds in spans that do not overlap."""
    return sum(end - start for start, end in spans)


def union(spans):
    """Spans with overlapping and touching ones joined."""
    out = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def intersection(first, second):
    """Stretches in both of two sorted span lists."""
    pairs = [(max(a, c), min(b, d)) for a, b in first for c, d in second]
    return sorted(pair for pair in pairs if pair[0] < pair[1])


def is_backchannel(spurt, others):
    """Short, and wholly inside one longer talkspurt of another, edges 0.1 s tolerant."""
    start, end = spurt
    inside = any(
        start >= a - BACKCHANNEL_EDGE_MS and end <= b + BACKCHANNEL_EDGE_MS and b - a > end - start
        for a, b in others)
    return end - start <= BACKCHANNEL_MS and inside


def parted(spurts):
    """({speaker: backchannels}, {speaker: other spurts})."""
    short, rest = {}, {}
    for speaker, own in spurts.items():
        others = [span for name, spans in spurts.items() if name != speaker for span in spans]
        short[speaker] = [spurt for spurt in own if is_backchannel(spurt, others)]
        rest[speaker] = [spurt for spurt in own if spurt not in short[speaker]]
    return short, rest


def turns(rest):
    """{speaker: turns}: spurts joined over own pauses unless another's spurt starts in between."""
    out = {}
    for speaker, own in rest.items():
        onsets = [a for name, spans in rest.items() if name != speaker for a, _ in spans]
        joined = []
        for start, end in own:
            near = joined and start - joined[-1][1] <= PAUSE_MS
            if near and not any(joined[-1][1] <= onset < start for onset in onsets):
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        out[speaker] = joined
    return out


def turn_at(turns_of_speaker, moment):
    """The turn that holds this moment, or None."""
    return next((turn for turn in turns_of_speaker if turn[0] <= moment < turn[1]), None)


def overlaps(spurts):
    """[(start, end, class, later speaker)] of each stretch in which two speak at once."""
    names = list(spurts)
    short, rest = parted(spurts)
    held = turns(rest)
    out = []
    for start, end in intersection(spurts[names[0]], spurts[names[1]]):
        at_once = {name: turn_at(spurts[name], start) for name in names}
        quiet = [name for name in names if at_once[name] in short[name]]
        if quiet:
            out.append((start, end, "backchannel", quiet[0]))
            continue
        turn = {name: turn_at(held[name], start) for name in names}
        earlier, later = sorted(names, key=lambda name: at_once[name])
        if at_once[earlier][0] == at_once[later][0]:
            raise ValueError(f"both begin at {start} ms: nobody came in later")
        out.append((start, end, overlap_class(start, end, turn[earlier], turn[later]), later))
    return out


def overlap_class(start, end, earlier, later):
    """The first class that fits a stretch between these two turns."""
    stops_here = earlier[1] == end
    if end - start <= TRANSITION_MS and stops_here:
        return "transition"
    came_in_late = start - earlier[0] >= TAKE_ONSET_MS
    yielded = stops_here or earlier[1] - start <= TAKE_YIELD_MS
    if came_in_late and yielded and later[1] - earlier[1] >= TAKE_HOLD_MS:
        return "floor_take"
    return "overtalk" if end - start > OVERTALK_MS else "other"


def seconds(milliseconds):
    """Milliseconds as seconds."""
    return round(milliseconds / 1000, 3)


def ratio(part, whole):
    """part / whole to four decimals, None where there is no whole."""
    return round(part / whole, 4) if whole else None


def figures(spurts, duration_ms):
    """The activity, turn and overlap figures of a call, as the record names them."""
    everyone = union([span for spans in spurts.values() for span in spans])
    span = everyone[-1][1] - everyone[0][0] if everyone else 0
    talk = {name: total(spans) for name, spans in spurts.items()}
    short, rest = parted(spurts)
    held = turns(rest)
    classes = overlaps(spurts) if len(spurts) == 2 else []
    double = total([(start, end) for start, end, _, _ in classes])
    count = {name: 0 for name in ("backchannel", "transition", "floor_take", "overtalk", "other")}
    for _, _, name, _ in classes:
        count[name] += 1
    return {
        "duration_s": seconds(duration_ms),
        "speech_start_s": seconds(everyone[0][0]) if everyone else None,
        "speech_end_s": seconds(everyone[-1][1]) if everyone else None,
        "speech_span_s": seconds(span) if everyone else None,
        "any_speech_s": seconds(total(everyone)),
        "overlap_s": seconds(double),
        "overlap_ratio": ratio(double, span),
        "mutual_silence_s": seconds(span - total(everyone)) if everyone else None,
        "mutual_silence_ratio": ratio(span - total(everyone), span),
        "overlap_counts": count,
        "speakers": {
            name: {
                "talk_s": seconds(talk[name]),
                "talk_share_ratio": ratio(talk[name], sum(talk.values())),
                "talkspurt_count": len(spurts[name]),
                "turn_count": len(held[name]),
                "backchannel_count": len(short[name]),
                "floor_take_count": sum(
                    1 for _, _, kind, by in classes if (kind, by) == ("floor_take", name)),
            }
            for name in spurts
        },
    }


def rttm(spurts, name):
    """RTTM lines of the talkspurts."""
    rows = sorted((span, speaker) for speaker, spans in spurts.items() for span in spans)
    return "".join(
        f"SPEAKER {name} 1 {start / 1000:.3f} {(end - start) / 1000:.3f} "
        f"<NA> <NA> {speaker} <NA> <NA>\n"
        for (start, end), speaker in rows)
