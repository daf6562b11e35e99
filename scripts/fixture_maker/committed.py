"""The calls of fixtures/calls, and everything else that fixtures/ holds."""
from functools import lru_cache

import numpy as np

from . import broken, codecs, sounds, tunes, voices
from .audio import RATE, band_limited, gain, pcm16_wav, rms, write
from .call import SPEAKERS, Call, Line, Stem, save, web_vtt
from .conversations import (
    AFTER_HOLD, AFTER_KEYS, BACKCHANNELS, INTERRUPTIONS, KOREAN, ORDINARY, TONES, Talk,
    conversation)

# How far a measured figure may be from the expected one. Edges of detected speech are good to some
# hundredths of a second, and each spurt has two; noise hides the faded ends of words.
TOLERANCE = {
    "duration_s": 0.001, "talk_share_ratio": 0.02, "mutual_silence_ratio": 0.03,
    "overlap_ratio": 0.015, "speech_edge_s": 0.1, "tone_edge_s": 0.1, "hold_edge_s": 1.0,
    "active_level_db": 1.0, "snr_db": 3.0, "crosstalk_db": 2.0, "crosstalk_lag_s": 0.005,
}
NOISY = {**TOLERANCE, "talk_share_ratio": 0.04, "mutual_silence_ratio": 0.06,
         "overlap_ratio": 0.025, "speech_edge_s": 0.25}
SHORT_MS, LONG_MS = 17000, 40000
TRANSCRIBED = (
    "two-party", "mono-mix", "backchannels", "interruptions", "korean", "hold-and-tones")
SHORT_LINES = ORDINARY[:6]  # up to the question for the customer's number


def quiet_lines(rng, count, agent_dbfs=-20.0, customer_dbfs=-24.0, snr_db=36.0):
    """A good line for each: a little pink and white noise."""
    def noise():
        return sounds.pink(count, rng) + 0.5 * sounds.white(count, rng)

    return {"agent": Line(agent_dbfs, snr_db, noise()),
            "customer": Line(customer_dbfs, snr_db - 4, noise())}


def facts(call, name, lines, tolerance=None, layout="stereo_split", **more):
    """What is known of a call."""
    split = layout in ("stereo_split", "one_silent")
    levels = {key: {"level_dbfs": line.level_dbfs, "snr_db": line.snr_db}
              for key, line in lines.items()}
    return call.expected(
        layout, name=name, segmentation="channel" if split else "single", lines=levels,
        sample_rate_hz=RATE, channel_count=1 if layout == "mono" else 2, codec="mu_law",
        header_status="ok", **more, tolerance=tolerance or TOLERANCE)


@lru_cache(maxsize=None)
def ordinary(milliseconds=LONG_MS):
    """(the ordinary call, whole or its beginning; its lines; its channels)."""
    script = ORDINARY if milliseconds == LONG_MS else SHORT_LINES
    call = conversation(script, voices.EMMA, voices.PAUL, milliseconds, seed=11)
    lines = quiet_lines(call.rng, milliseconds * RATE // 1000)
    return call, lines, call.rendered(lines)


def keep(folder, name, call, lines, channels, **more):
    """Saves a call with its facts."""
    save(folder, name, channels, call.spurts(), facts(call, name, lines, **more))
    if name in TRANSCRIBED:
        write(folder.parent / "transcripts" / f"{name}.vtt", web_vtt(call.said))


def two_party(folder):
    """An ordinary call, and the mono mix of it."""
    call, lines, channels = ordinary()
    keep(folder, "two-party", call, lines, channels)
    keep(folder, "mono-mix", call, lines, [(channels[0] + channels[1]) / 2], layout="mono")


def overlap_calls(folder):
    """Backchannels and transitions in one call, floor takes in another."""
    calls = {
        "backchannels": (BACKCHANNELS, voices.IAN, voices.GRACE, 34000),
        "interruptions": (INTERRUPTIONS, voices.GRACE, voices.OLIVER, 37000),
        "korean": (KOREAN, voices.JIYEON, voices.MINHO, LONG_MS),
    }
    for seed, (name, (script, agent, customer, length)) in enumerate(calls.items(), 20):
        call = conversation(script, agent, customer, length, seed)
        lines = quiet_lines(call.rng, length * RATE // 1000)
        keep(folder, name, call, lines, call.rendered(lines))


def hard_lines(folder):
    """The ordinary call's beginning in noise, and with the agent's echo on the customer's line."""
    count = SHORT_MS * RATE // 1000
    call = conversation(SHORT_LINES, voices.EMMA, voices.PAUL, SHORT_MS, seed=31)
    lines = {"agent": Line(-22.0, 10.0, sounds.pink(count, call.rng)),
             "customer": Line(-24.0, 10.0, sounds.wandering(count, call.rng))}
    keep(folder, "noise-10db", call, lines, call.rendered(lines), tolerance=NOISY)

    call = conversation(SHORT_LINES, voices.EMMA, voices.PAUL, SHORT_MS, seed=32)
    call.crosstalk.append({"from": "agent", "into": "customer", "level_db": -28.0, "lag_ms": 80})
    lines = quiet_lines(call.rng, count, snr_db=44.0)
    keep(folder, "crosstalk", call, lines, call.rendered(lines))


def layouts(folder):
    """Two channels that are not one party each."""
    call, lines, (agent, customer) = ordinary(SHORT_MS)
    mix = agent + customer
    keep(folder, "dual-mono", call, lines, [mix, mix * gain(-1)], layout="dual_mono")
    keep(folder, "inverted", call, lines, [mix, -mix], layout="inverted")
    mixed = [agent + gain(-6) * customer, customer + gain(-10) * agent]
    keep(folder, "stereo-mixed", call, lines, mixed, layout="stereo_mixed",
         mixed_db={"customer_into_agent": -6, "agent_into_customer": -10})

    alone = Call(SHORT_MS, [33])
    alone.speech["agent"] = list(call.speech["agent"])
    keep(folder, "one-silent", alone, lines, [agent, np.zeros(len(agent))], layout="one_silent")


def hold_and_tones(folder):
    """Dial tone, keys, ringback, hold music, keys again, busy tone."""
    call = Call(48000, [34])
    talk = Talk(call, voices.EMMA, voices.IAN)

    def sound(channel, kind, made, at):
        samples, spans = made
        call.sound(channel, kind, samples, at // 10 * 10, spans)
        return at // 10 * 10 + len(samples) * 1000 // RATE

    at = sound("customer", "dial_tone", sounds.cadence(sounds.DIAL["kr"], 1.5, -22), 300)
    at = sound("agent", "dtmf", sounds.dtmf("0215880", -20), at + 200)
    at = sound("customer", "ringback", sounds.cadence(sounds.RINGBACK["kr"], 7, -22), at + 500)
    talk.ended = at
    talk.say(TONES)
    music = sounds.faded(tunes.played("voice-like", 12, seed=7), 300) * gain(-26)
    at = sound("agent", "hold", (music, None), talk.ended + 800)
    talk.ended = at
    talk.say(AFTER_HOLD)
    at = sound("customer", "dtmf", sounds.dtmf("4729#", -18, 120, 160), talk.ended + 900)
    talk.ended = at
    talk.say(AFTER_KEYS)
    sound("customer", "busy", sounds.cadence(sounds.BUSY["kr"], 3, -22), talk.ended + 700)
    lines = quiet_lines(call.rng, call.milliseconds * RATE // 1000)
    seconds = {}
    for event in call.events:
        length = (event["end_ms"] - event["start_ms"]) / 1000
        seconds[event["kind"]] = round(seconds.get(event["kind"], 0) + length, 3)
    counts = {kind: sum(event["kind"] == kind for event in call.events)
              for kind in ("hold", "dtmf")}
    keep(folder, "hold-and-tones", call, lines, call.rendered(lines),
         tones={"sounding_s": seconds, "hold_count": counts["hold"], "dtmf_count": counts["dtmf"]})


def wideband(folder, rate=16000, milliseconds=11000):
    """The first lines of the ordinary call at 16 kHz, linear PCM, as a soft phone records them."""
    call, people = Call(milliseconds, [35]), {"agent": voices.EMMA, "customer": voices.PAUL}
    channels = {name: np.zeros(milliseconds * rate // 1000) for name in SPEAKERS}
    ended = 0
    for line in SHORT_LINES[:3]:
        person = people[line.who]
        stem = Stem.of(person.spoken(line.text, RATE), trim=False)
        at = (ended + line.after_ms - stem.speech[0][0]) // 10 * 10
        ended = call.say(line.who, stem, at)
        piece, start = person.spoken(line.text, rate), at * rate // 1000
        channels[line.who][start : start + len(piece)] += piece
    lines = {"agent": Line(-20.0, 40.0), "customer": Line(-24.0, 36.0)}
    out = []
    for name in SPEAKERS:
        voice, spoken = band_limited(channels[name], 60, 7000, rate), np.zeros(len(channels[name]))
        for start, end in call.speech[name]:
            spoken[start * rate // 1000 : end * rate // 1000] = 1
        voice *= gain(lines[name].level_dbfs) / rms(voice[spoken > 0])
        noise = call.rng.standard_normal(len(voice))
        out.append(voice + noise * gain(lines[name].level_dbfs - lines[name].snr_db))
    known = {**facts(call, "wideband-pcm", lines), "sample_rate_hz": rate, "codec": "pcm_s16"}
    save(folder, "wideband-pcm", out, call.spurts(), known, pcm16_wav(out, rate))


# Invented: nobody of these names or numbers exists.
MANIFEST = """path,call_id,started_at,direction,queue,agent_id,channels
"""
ROWS = (
    ("two-party", "inbound", "billing", "emma"), ("backchannels", "inbound", "sales", "ian"),
    ("interruptions", "inbound", "delivery", "grace"), ("noise-10db", "inbound", "billing", "emma"),
    ("crosstalk", "inbound", "billing", "emma"), ("dual-mono", "inbound", "billing", "emma"),
    ("inverted", "inbound", "billing", "emma"), ("stereo-mixed", "inbound", "billing", "emma"),
    ("one-silent", "inbound", "billing", "emma"), ("mono-mix", "inbound", "billing", "emma"),
    ("hold-and-tones", "outbound", "pharmacy", "emma"), ("korean", "inbound", "delivery", "jiyeon"),
    ("wideband-pcm", "inbound", "billing", "emma"),
)


def manifest():
    """A manifest of the calls, as a call recorder would write it."""
    rows = [
        f"calls/{name}.wav,fixture-{index:02d},2025-03-03T09:{4 * index:02d}:00+09:00,"
        f"{direction},{queue},{agent},agent=1;customer=2\n"
        for index, (name, direction, queue, agent) in enumerate(ROWS, 1)]
    return MANIFEST + "".join(rows)


def make(folder):
    """Writes every fixture but the README, which is written by hand."""
    calls = folder / "calls"
    for part in (two_party, overlap_calls, hard_lines, layouts, hold_and_tones, wideband):
        part(calls)
        print(f"fixtures: {part.__name__}", flush=True)
    write(folder / "manifest.csv", manifest())
    _, _, (agent, customer) = ordinary()
    excerpt = slice(int(25.2 * RATE), int(27.2 * RATE))
    codecs.make(folder / "codecs", [agent[excerpt], customer[excerpt]])
    broken.make(folder / "broken", [agent[excerpt][-RATE // 2 :], customer[excerpt][-RATE // 2 :]])
    print("fixtures: codecs, broken", flush=True)
