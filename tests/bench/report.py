# SPDX-License-Identifier: MIT
"""The table and the picture of a benchmark run."""
import dataclasses
import datetime
import html
import os
import random
import statistics
import sys


@dataclasses.dataclass
class Row:
    title: str
    pinning: str
    unit: str
    values: list  # one a round
    must: float
    aim: float
    smaller_is_better: bool = False
    detail: str = ""
    repeated: int = 0  # rounds thrown away because something else used the machine
    disturbed: int = 0  # rounds that count although something did

    @property
    def median(self):
        return statistics.median(self.values)

    @property
    def interval(self):
        return interval_of_median(self.values)

    def reaches(self, bound):
        return self.median <= bound if self.smaller_is_better else self.median >= bound

    @property
    def verdict(self):
        return "aim" if self.reaches(self.aim) else "must" if self.reaches(self.must) else "missed"


def interval_of_median(values, resamples=2000):
    """Where the median lies with 95 % confidence: the percentile bootstrap, with a seed, so that it repeats."""
    chance = random.Random(1)
    medians = sorted(statistics.median(chance.choices(values, k=len(values))) for _ in range(resamples))
    return medians[int(0.025 * resamples)], medians[int(0.975 * resamples) - 1]


def human(value):
    for factor, suffix in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if value >= factor:
            return f"{value / factor:.2f}{suffix}"
    return f"{value:.1f}"


def ratio_row(title, pinning, unit, measured, ours, reference, must, aim, name):
    figures = measured.figures
    return Row(f"{title}, of {name}", pinning, "x", [a / b for a, b in zip(figures[ours], figures[reference])], must, aim,
               detail=f"{human(statistics.median(figures[ours]))} and {human(statistics.median(figures[reference]))} {unit}",
               repeated=measured.repeated, disturbed=measured.disturbed)


def progress(text):
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)
    elif text:
        print(text, file=sys.stderr, flush=True)


def rounds_of(row):
    notes = [f"{row.repeated} repeated"] if row.repeated else []
    notes += [f"{row.disturbed} disturbed"] if row.disturbed else []
    return f"{len(row.values)}" + (f" ({', '.join(notes)})" if notes else "")


def table(rows):
    head = ["What", "Pinned", "Median", "95 % interval", "Least", "Most", "Must", "Aim", "Reached", "Rounds", "Figures"]
    lines = [head] + [[r.title, r.pinning, f"{r.median:.3g} {r.unit}", "{:.3g} to {:.3g}".format(*r.interval),
                       f"{min(r.values):.3g}", f"{max(r.values):.3g}", f"{r.must:g}", f"{r.aim:g}", r.verdict,
                       rounds_of(r), r.detail] for r in rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    text = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths)) + " |" for line in lines]
    text.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(text)


def picture(rows):
    """Ratios to the POSIX program as bars with the interval of the median, and the bound as a line."""
    bars = [r for r in rows if r.unit == "x" and not r.smaller_is_better and r.must < 2]
    height, left, scale = 34, 360, 380
    width = left + int(scale * 1.2) + 20
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height * len(bars) + 60}" '
           'font-family="sans-serif" font-size="13">',
           f'<rect width="{width}" height="{height * len(bars) + 60}" fill="#ffffff"/>',
           f'<text x="12" y="24" font-size="15" font-weight="bold">Speed, as a ratio to the same POSIX program</text>']
    for i, row in enumerate(bars):
        y = 44 + i * height
        colour = {"aim": "#2e7d32", "must": "#558b2f", "missed": "#c62828"}[row.verdict]
        out.append(f'<g><title>{html.escape(row.detail)}</title>')
        out.append(f'<text x="12" y="{y + 15}">{html.escape(row.title.replace(", of POSIX", ""))} ({row.pinning})</text>')
        out.append(f'<rect x="{left}" y="{y}" width="{scale * row.median:.1f}" height="20" fill="{colour}" rx="2"/>')
        low, high = row.interval
        out.append(f'<line x1="{left + scale * low:.1f}" x2="{left + scale * min(high, 1.2):.1f}" '
                   f'y1="{y + 10}" y2="{y + 10}" stroke="#263238"/>')
        out.append(f'<text x="{left + 6}" y="{y + 15}" fill="#ffffff">{row.median:.3f}</text>')
        out.append(f'<line x1="{left + scale * row.must:.1f}" x2="{left + scale * row.must:.1f}" y1="{y - 3}" '
                   f'y2="{y + 23}" stroke="#000000" stroke-dasharray="3 2"/></g>')
    out.append(f'<text x="{left}" y="{52 + len(bars) * height}" fill="#455a64">dashed: the ratio that must be reached; '
               'thin line: 95 % interval of the median</text></svg>')
    return "\n".join(out) + "\n"


def write(folder, rows, machine, command, rounds, seconds):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "results.svg"), "w", encoding="utf-8") as file:
        file.write(picture(rows))
    with open(os.path.join(folder, "RESULTS.md"), "w", encoding="utf-8") as file:
        file.write(f"""# Measured

{datetime.date.today()}, `{command}`: {rounds} interleaved rounds of {seconds:g} s, medians of the per-round ratios.
{machine}. `1core`: client and server on one processor; `split`: on two.
Repeated: rounds thrown away because something else used the machine. Disturbed: such rounds that count, since the
machine did not get quiet in time.

{table(rows)}

![ratios](results.svg)

"x" is a ratio to the same program on the reference in the same round. The POSIX and the Winsock programs are compiled
from the same source, `tests/bench/programs`. Machines are shared and noisy: the ratios count, not the figures.
""")
