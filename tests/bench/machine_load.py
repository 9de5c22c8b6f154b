# SPDX-License-Identifier: MIT
"""Whether the machine did something else while two pinned processes were measured.

Three witnesses, each read before and after. The processes' own CPU time, which is exact: of a processor that both
share, what they did not get somebody else had. The time in which any task waited for a processor
(/proc/pressure/cpu), exact too, but it says something only where the two do not wait for each other. The ticks of
each processor (/proc/stat), coarse. A witness that the machine lacks says nothing.
"""
import os
import time

TICK = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid):
    """CPU time of another process, in nanoseconds' precision: its clock's number is made from its id."""
    return time.clock_gettime((~pid << 3) | 2)


def waited_seconds():
    try:
        with open("/proc/pressure/cpu", encoding="ascii") as file:
            return int(file.readline().rsplit("total=", 1)[1]) * 1e-6
    except (OSError, ValueError, IndexError):
        return None


def busy_seconds():
    """Seconds that each processor was not idle, those that a hypervisor took away included."""
    busy = {}
    try:
        with open("/proc/stat", encoding="ascii") as file:
            for line in file:
                if line.startswith("cpu") and line[3].isdigit():
                    name, user, nice, system, _idle, _io, irq, soft, steal = line.split()[:9]
                    busy[int(name[3:])] = sum(map(int, (user, nice, system, irq, soft, steal))) / TICK
    except (OSError, ValueError):
        pass
    return busy


class Watch:
    """Between start and finish: what others had of the machine, as a share of the time."""

    MOST_OF_SHARED = 0.04  # of the processor that both processes use
    MOST_WAITING = 0.04  # of the time somebody waited for a processor
    MOST_OF_ANY = 0.15  # of one processor, by ticks

    def __init__(self, processes):
        self.processes = processes  # process id -> processor
        self.begin = None

    def read(self):
        return (time.monotonic(), {pid: cpu_seconds(pid) for pid in self.processes}, waited_seconds(), busy_seconds())

    def start(self):
        self.begin = self.read()

    def foreign(self):
        """None when nothing else ran, else what did, in words."""
        (t0, own0, waited0, busy0), (t1, own1, waited1, busy1) = self.begin, self.read()
        elapsed = t1 - t0
        own = {}
        for pid, cpu in self.processes.items():
            own[cpu] = own.get(cpu, 0.0) + own1[pid] - own0[pid]
        if len(own) == 1:
            lost = 1 - sum(own.values()) / elapsed
            if lost > self.MOST_OF_SHARED:
                return f"{lost:.0%} of the processor was not ours"
        elif waited0 is not None and waited1 is not None:
            waiting = (waited1 - waited0) / elapsed
            if waiting > self.MOST_WAITING:
                return f"somebody waited for a processor {waiting:.0%} of the time"
        slack = 2 / TICK
        for cpu in busy0.keys() & busy1.keys():
            others = busy1[cpu] - busy0[cpu] - own.get(cpu, 0.0) - slack
            if others > self.MOST_OF_ANY * elapsed:
                return f"processor {cpu} was busy {others / elapsed:.0%} with something else"
        return None
