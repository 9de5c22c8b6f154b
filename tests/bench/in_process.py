# SPDX-License-Identifier: MIT
"""Server and client as two threads of one program: the loopback provider against the kernel's TCP.

The same source is compiled for both (programs/inprocess.c). Every round runs each once, in turning order; a figure is
the median of the per-round ratios. And what an event costs (programs/events.c), which needs no peer.
"""
import os
import statistics
import subprocess

import report
from interleaved import TIME_LIMIT, pinned

# (what, arguments behind the seconds' place, processors of server and client, unit, must, aim)
ROWS = [
    ("pingpong", "64-byte round trips between two threads", "1core", (0, 0), "round trips/s", 1.5, 2.2),
    ("pingpong", "64-byte round trips between two threads", "split", (0, 1), "round trips/s", 9, 60),
    ("stream", "64 KiB stream between two threads", "split", (0, 1), "bytes/s", 4, 7),
]
MANY = 1000
IDLE = 2000


def environment():
    return dict(os.environ, WOSA_PROVIDERS="loopback")


def run(program, arguments):
    command = program if isinstance(program, list) else [program]
    output = subprocess.run(command + [str(a) for a in arguments], stdout=subprocess.PIPE, text=True, check=True,
                            timeout=TIME_LIMIT, env=environment()).stdout
    return float(output)


def compare(options, peers, what, cpus, where, *more):
    figures = {name: [] for name in peers}
    order = list(peers)
    for turn in range(options.rounds):
        report.progress(f"{where}: round {turn + 1} of {options.rounds}")
        for name in order if turn % 2 == 0 else order[::-1]:
            figures[name].append(run(peers[name], [what, options.seconds, *cpus, *more]))
    return figures


def ratios(figures, ours, reference):
    return [a / b for a, b in zip(figures[ours], figures[reference])]


def detail(figures, unit):
    ours, reference = (report.human(statistics.median(figures[name])) for name in ("loopback", "kernel"))
    return f"{ours} and {reference} {unit}"


def measure_events(options):
    program = os.path.join(options.programs, "events_winsock")
    if not os.path.exists(program):
        return []
    report.progress("SetEvent + WaitForSingleObject")
    return [report.Row("SetEvent + WaitForSingleObject, uncontended", "1core", "ns",
                       [run(pinned(0, [program]), [options.seconds]) for _ in range(options.rounds)],
                       60, 40, smaller_is_better=True)]


def measure_loopback(options):
    peers = {"loopback": os.path.join(options.programs, "inprocess_winsock"),
             "kernel": os.path.join(options.programs, "inprocess_posix")}
    if not all(os.path.exists(path) for path in peers.values()):
        return []
    rows = []
    for what, title, pinning, cpus, unit, must, aim in ROWS:
        if max(cpus) >= (os.cpu_count() or 1):
            continue
        figures = compare(options, peers, what, cpus, f"loopback, {title}, {pinning}")
        rows.append(report.Row(f"Loopback, {title}, of kernel TCP", pinning, "x", ratios(figures, "loopback", "kernel"),
                               must, aim, detail=detail(figures, unit)))
    few, many = [], []
    for turn in range(options.rounds):
        report.progress(f"loopback, {MANY} connections: round {turn + 1} of {options.rounds}")
        few.append(run(peers["loopback"], ["many", options.seconds, 0, 0, 10]))
        many.append(run(peers["loopback"], ["many", options.seconds, 0, 0, MANY]))
    rows.append(report.Row(f"Loopback, cost of a round trip with {MANY} active connections over 10", "1core", "x",
                           [a / b for a, b in zip(few, many)], 2, 1.2, smaller_is_better=True,
                           detail=f"{report.human(statistics.median(few))} and {report.human(statistics.median(many))} round trips/s"))
    rows.append(report.Row("Loopback, memory of an idle socket after one exchange", "-", "bytes",
                           [run(peers["loopback"], ["idle", IDLE]) / 2 for _ in range(min(3, options.rounds))],
                           4096, 2048, smaller_is_better=True))
    return rows
