"""Figures of all runs, as medians for people and in full for programs."""

import json
import statistics

ROWS = [
    ("start to listening port, s", "portSeconds", None),
    ("start to ready, s", "readySeconds", "readySeconds"),
    ("start to first object dealt with, s", "firstExportSeconds", "firstReconcileSeconds"),
    ("start to all exports compared with AWS, s", "allExportsSeconds", None),
    ("RSS when ready, MiB", "start.rss", "start.rss"),
    ("... of it not pages of files, MiB", "start.anonymous", "start.anonymous"),
    ("RSS after first comparison, MiB", "sync.rss", None),
    ("RSS at rest, MiB", "rest.rss", "rest.rss"),
    ("... of it not pages of files, MiB", "rest.anonymous", "rest.anonymous"),
    ("PSS at rest, MiB", "rest.pss", "rest.pss"),
    ("RSS, peak in a rollout of everything, MiB", "rollout.peak", None),
    ("RSS after that rollout, MiB", "rollout.rss", None),
    ("CPU until ready, s", "start.cpu", "start.cpu"),
    ("CPU until all exports are compared, s more", "sync.cpu", None),
    ("CPU at rest, s per hour", "rest.cpuPerHour", "rest.cpuPerHour"),
    ("CPU of the rollout, s", "rollout.cpu", None),
    ("AWS calls at rest, per minute", "rest.awsCallsPerMinute", None),
    ("AWS calls of the rollout", "rollout.awsCalls", None),
    ("rollout, from first endpoint to last call, s", "rollout.seconds", None),
]


class Figures:
    def __init__(self, facts, options):
        self.facts = facts
        self.settings = {name: getattr(options, name) for name in ("exports", "endpoints", "runs", "rest", "limit", "java_options")}
        self.settings["launcher"] = options.command or ("image" if options.image else "java")
        self.runs = {"operator": [], "hello": []}

    def add(self, who, found, load):
        self.runs[who].append({**found, "loadAverage": load})

    def table(self):
        settings, facts = self.settings, self.facts
        lines = [
            f"{settings['exports']} exports with {settings['endpoints']} endpoints; medians of {settings['runs']} runs (least to most); "
            f"limit {settings['limit']} MiB{'' if self._limited() else ' (not in force here)'}; {facts['date']}, revision {facts['revision']}, "
            f"{facts['processors']} processors ({facts['processor']}), Linux {facts['kernel']}, {facts['jvm']}, {facts['kubernetes']}; "
            f"load average before the runs {self._loads()}.",
            "",
            "| | operator | idle operator |",
            "|---|---|---|",
        ]
        for label, ours, theirs in ROWS:
            cells = [self._cell("operator", ours), self._cell("hello", theirs)]
            if any(cells):
                lines.append(f"| {label} | {cells[0]} | {cells[1]} |")
        return "\n".join(lines)

    def json(self):
        return json.dumps({"machine": self.facts, "settings": self.settings, **self.runs}, indent=2) + "\n"

    def _cell(self, who, path):
        values = [value for run in self.runs[who] if (value := look(run, path)) is not None]
        if not values:
            return ""
        middle = number(statistics.median(values))
        return middle if len(values) == 1 else f"{middle} ({number(min(values))}–{number(max(values))})"

    def _limited(self):
        return all(run["limited"] for runs in self.runs.values() for run in runs)

    def _loads(self):
        loads = [run["loadAverage"] for runs in self.runs.values() for run in runs]
        return f"{min(loads)} to {max(loads)}"


def look(run, path):
    value = run
    for step in path.split(".") if path else [""]:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def number(value):
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"
