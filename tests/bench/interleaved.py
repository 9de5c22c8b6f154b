# SPDX-License-Identifier: MIT
"""Several implementations of one program measured in turns.

A round starts a server and a client of each, lets them warm up, and then gives them slices of time there and back
(A B B A), so that a machine that grows faster or slower during the round does so for all alike. Only one pair runs at
a time; the others sleep in a receive. A round during which something else used the machine does not count: it is
repeated, as long as there is patience.
"""
import shutil
import subprocess
import time

from machine_load import Watch

TIME_LIMIT = 60
WARM_UP = 0.03


def pinned(cpu, command):
    return (["taskset", "-c", str(cpu)] if shutil.which("taskset") else []) + command


class Pair:
    """A server and a client of one implementation, pinned."""

    def __init__(self, command, server_cpu, client_cpu):
        self.name = command[-1]
        self.server = subprocess.Popen(pinned(server_cpu, command + ["server"]), stdout=subprocess.PIPE, text=True)
        self.client = None
        port = self.server.stdout.readline().strip()
        if not port:
            self.end()
            raise RuntimeError(f"{self.name}: the server did not start")
        self.client = subprocess.Popen(pinned(client_cpu, command + ["client", port]), stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, text=True)
        self.processes = ((self.server.pid, server_cpu), (self.client.pid, client_cpu))

    def slice(self, seconds):
        self.client.stdin.write(f"{seconds}\n")
        self.client.stdin.flush()
        answer = self.client.stdout.readline()
        if not answer:
            raise RuntimeError(f"{self.name}: the client ended")
        return float(answer)

    def end(self):
        if self.client is not None:
            self.client.stdin.close()
            self.client.wait(TIME_LIMIT)
            self.client.stdout.close()
        try:
            self.server.wait(timeout=0.02 if self.client is not None else 0)
        except subprocess.TimeoutExpired:  # one that serves for ever
            self.server.kill()
        self.server.wait()
        self.server.stdout.close()


# Works partly in another process than the two that are watched.
UNWATCHED = {"wine"}


def one_round(commands, cpus, seconds, turn):
    """Figures by name, and what disturbed the round (None: nothing)."""
    pairs = {}
    disturbance = None
    try:
        for name, command in commands.items():
            pairs[name] = Pair(command, *cpus)
        for pair in pairs.values():
            pair.slice(WARM_UP)
        figures = {name: [] for name in pairs}
        order = list(pairs)
        order = order[turn % len(order):] + order[:turn % len(order)]
        for name in order + order[::-1]:
            watch = Watch(dict(pairs[name].processes))
            watch.start()
            figures[name].append(pairs[name].slice(seconds / 2))
            if name not in UNWATCHED:
                disturbance = disturbance or watch.foreign()
        # Both slices are of equal length, so the mean rate is the rate of both together.
        return {name: sum(two) / 2 for name, two in figures.items()}, disturbance
    finally:
        for pair in pairs.values():
            pair.end()


class Measured:
    """The figures of `rounds` rounds; how many more were run and thrown away, and how many count although they were
    disturbed because the machine did not get quiet."""

    def __init__(self, names):
        self.figures = {name: [] for name in names}
        self.repeated = 0
        self.disturbed = 0


def measure(commands, cpus, rounds, seconds, patience, progress):
    """patience: seconds that may be spent on rounds that do not count."""
    measured = Measured(commands)
    spent = 0.0
    done = 0
    while done < rounds:
        begin = time.monotonic()
        figures, disturbance = one_round(commands, cpus, seconds, done)
        if disturbance is not None and spent < patience:
            measured.repeated += 1
            progress(f"round {done + 1} of {rounds} again: {disturbance}")
            time.sleep(min(0.5, 0.02 * measured.repeated))
            spent += time.monotonic() - begin
            continue
        measured.disturbed += disturbance is not None
        for name, figure in figures.items():
            measured.figures[name].append(figure)
        done += 1
        progress(f"round {done} of {rounds}")
    return measured
