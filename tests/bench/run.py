#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the benchmark programs and reports ratios. Usually started by tools/bench, which builds them first.

Every round runs every implementation in turns, with client and server pinned; a figure is the median of the per-round
ratios to the POSIX program, with its bootstrap interval. Rounds that something else disturbed are repeated. Loopback
only, bounded in count and time.
"""
import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import uuid

import report
from in_process import measure_events, measure_loopback
from interleaved import TIME_LIMIT, measure, pinned

PINNINGS = {"1core": (0, 0), "split": (0, 1)}
# (program, what it shows, unit, ratio that must be reached, ratio aimed at)
PAIRS = [
    ("pingpong", "Blocking TCP, 64-byte round trips", "round trips/s", 0.97, 0.99),
    ("stream", "Blocking TCP, 64 KiB stream", "bytes/s", 0.97, 0.99),
    ("connect", "Connect + accept + close, blocking", "connections/s", 0.92, 0.97),
]


def measure_pairs(options):
    rows = []
    pinnings = ["1core"] + (["split"] if (os.cpu_count() or 1) > 1 else [])
    for program, title, unit, must, aim in PAIRS:
        peers = {"posix": [os.path.join(options.programs, f"{program}_posix")],
                 "winsock": [os.path.join(options.programs, f"{program}_winsock")]}
        if options.wine:
            peers["wine"] = [options.wine_loader, os.path.join(options.wine, f"{program}.exe")]
        for pinning in pinnings:
            measured = measure(peers, PINNINGS[pinning], options.rounds, options.seconds, options.patience,
                               lambda text, where=f"{title}, {pinning}": report.progress(f"{where}: {text}"))
            rows.append(report.ratio_row(title, pinning, unit, measured, "winsock", "posix", must, aim, "POSIX"))
            if options.wine:
                rows.append(report.ratio_row(title, pinning, unit, measured, "winsock", "wine", 10, 18, "Wine"))
    return rows


def call_times(options, program, catalog):
    """Nanoseconds of each call that a benchmark program measures, several times each; none if it was not built."""
    program = os.path.join(options.programs, program)
    if not os.path.exists(program):
        return {}
    report.progress(os.path.basename(program))
    environment = dict(os.environ, WOSA_CATALOG=os.path.join(options.programs, catalog))
    output = subprocess.run(
        pinned(0, [program, "--benchmark_format=json", f"--benchmark_repetitions={max(3, options.rounds)}",
                   f"--benchmark_min_time={min(0.05, options.seconds)}",
                   "--benchmark_enable_random_interleaving=true"]),
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, timeout=TIME_LIMIT * 2, check=True,
        env=environment).stdout
    times = {}
    for one in json.loads(output)["benchmarks"]:
        if one.get("run_type") == "iteration":
            times.setdefault(one["run_name"], []).append(one["cpu_time"])
    return times


def measure_dispatch(options):
    times = call_times(options, "dispatch", "instant")
    if not times:
        return []
    return [report.Row("API call to provider procedure, over a direct pointer", "1core", "ns more",
                       [b - a for a, b in zip(times["direct"], times["through_send"])], 5, 3, smaller_is_better=True,
                       detail=f"direct {statistics.median(times['direct']):.1f} ns, "
                              f"send() {statistics.median(times['through_send']):.1f} ns")]


def measure_engine(options):
    times = call_times(options, "engine_cost", "engine")
    if not times:
        return []
    more = {what: [b - a for a, b in zip(times[f"direct_{what}"], times[f"engine_{what}"])]
            for what in ("send", "receive")}
    dearer = max(more, key=lambda what: statistics.median(more[what]))
    figures = ", ".join(f"{what} {statistics.median(times['direct_' + what]):.1f} and "
                        f"{statistics.median(times['engine_' + what]):.1f} ns" for what in more)
    return [report.Row("The engine over the bare primitives, ns more per non-blocking call", "1core", "ns more",
                       more[dearer], 30, 20, smaller_is_better=True, detail=figures)]


def write_catalog(folder, entries, library):
    """Manifests of providers that serve another family, `entries` protocols in all, twenty a manifest."""
    providers = os.path.join(folder, "providers.d")
    os.makedirs(providers)
    for number in range(0, entries, 20):
        manifest = {
            "schema": 1, "name": f"filler{number}", "kind": "base", "library": library, "spi": "2.2",
            "guid": "{" + str(uuid.uuid5(uuid.NAMESPACE_URL, f"filler{number}")) + "}",
            "protocols": [{"name": f"Filler {number + i}", "family": "vsock", "type": "stream", "protocol": 1 + i,
                           "address_length": [16, 16]} for i in range(min(20, entries - number))],
        }
        with open(os.path.join(providers, f"10-filler{number:05}.json"), "w", encoding="utf-8") as file:
            json.dump(manifest, file, indent=1)


def measure_startup(options):
    rows = []
    selection = {}
    for entries, must, aim in ((50, 1000, 300), (1000, 20000, 10000)):
        with tempfile.TemporaryDirectory() as folder:
            write_catalog(folder, entries, os.path.join(options.programs, "instant.so"))
            starts = []
            for round_number in range(options.rounds):
                report.progress(f"start-up with {entries} entries: round {round_number + 1} of {options.rounds}")
                output = subprocess.run(pinned(0, [os.path.join(options.programs, "startup_winsock"), "21"]),
                                        stdout=subprocess.PIPE, text=True, timeout=TIME_LIMIT, check=True,
                                        env=dict(os.environ, WOSA_CATALOG=folder)).stdout.split()
                starts.append(float(output[0]))
                selection.setdefault(entries, []).append(float(output[1]))
            rows.append(report.Row(f"WSAStartup + socket + closesocket + WSACleanup, {entries} entries", "1core", "us",
                                   starts, must, aim, smaller_is_better=True))
    ratios = [b / a for a, b in zip(selection[50], selection[1000])]
    rows.append(report.Row("socket + closesocket, 1000 entries over 50", "1core", "x", ratios, 1.15, 1.0,
                           smaller_is_better=True,
                           detail=f"{statistics.median(selection[50]):.2f} us and "
                                  f"{statistics.median(selection[1000]):.2f} us"))
    return rows


def machine():
    model = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            model = next(line.split(":", 1)[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return f"{model}, {os.cpu_count()} processors, Linux {platform.release()}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", required=True, help="folder of the built benchmark programs")
    parser.add_argument("--rounds", type=int, default=31)
    parser.add_argument("--seconds", type=float, default=0.15, help="length of one measurement")
    parser.add_argument("--patience", type=float, default=30.0,
                        help="seconds a row may spend on rounds that are repeated because they were disturbed")
    parser.add_argument("--wine", help="folder of the same programs built for Windows; runs them under Wine too")
    parser.add_argument("--wine-loader", default="wine", help="the command that starts a Windows program")
    parser.add_argument("--results", help="where RESULTS.md and results.svg are written")
    parser.add_argument("--command", default="", help="the command to name in the results")
    parser.add_argument("--no-results", action="store_true", help="write no files")
    options = parser.parse_args()
    rows = measure_dispatch(options) + measure_engine(options) + measure_events(options) + measure_pairs(options) + \
        measure_loopback(options) + measure_startup(options)
    report.progress("")
    print(report.table(rows))
    if not options.no_results and options.results:
        report.write(options.results, rows, machine(), options.command, options.rounds, options.seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
