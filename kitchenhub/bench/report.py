"""The bench's table: ratios to the floor of the same run, medians over the rounds, and the goals beside
them.
"""

from collections.abc import Callable
from pathlib import Path
from statistics import median

import msgspec

from kitchenhub.bench.rounds import Bench, Figure


class Goal(msgspec.Struct, frozen=True):
    """A ratio that the hot path must reach (`required`) and one it should (`aim`)."""

    name: str
    value: float | None
    required: float
    aim: float
    at_least: bool = True
    gate: bool = True

    @property
    def met(self) -> bool:
        """Whether the required ratio is reached."""
        if self.value is None:
            return True
        return self.value >= self.required if self.at_least else self.value <= self.required


def told(result: Bench) -> list[str]:
    """The result for people: one row a load, then the goals."""
    cases = sorted({(one.screens, one.clients) for one in result.figures})
    lines = [
        "screens clients   orders/s of floor   ack p50   ack p99   CPU of floor   CPU of echo   seen p99"
    ]
    for screens, clients in cases:
        speed = _ratio(result, screens, clients, lambda one: one.orders_a_second)
        p50 = _ratio(result, screens, clients, lambda one: one.ack_p50_ms)
        p99 = _ratio(result, screens, clients, lambda one: one.ack_p99_ms)
        cpu = _ratio(result, screens, clients, lambda one: one.cpu_us)
        echo = _ratio(result, screens, clients, lambda one: one.cpu_us, "echo")
        seen = _ratio(result, screens, clients, lambda one: one.seen_p99_ms or 0.0)
        lines.append(
            f"{screens:7} {clients:7}   {_text(speed):>17} {_text(p50):>9} {_text(p99):>9} {_text(cpu):>14} "
            f"{_text(echo):>13} {_text(seen):>10}"
        )
    lines += ["", "goal".ljust(44) + "measured  required  aim"]
    for goal in goals(result):
        sign = "≥" if goal.at_least else "≤"
        mark = "" if goal.met else "   missed" if goal.gate else "   (reported, no gate)"
        measured = _text(goal.value)
        lines.append(f"{goal.name:<44}{measured:>8}  {sign}{goal.required:<7g}  {sign}{goal.aim:g}{mark}")
    spread = _spread(result)
    lines += ["", f"{result.rounds} rounds of {result.seconds:g} s; orders/s spread over the rounds {spread}"]
    return lines


def goals(result: Bench) -> list[Goal]:
    """The goals of the hot path that this run can tell."""
    screens = 16 if any(one.screens == 16 for one in result.figures) else result.figures[0].screens
    counts = sorted({one.clients for one in result.figures if one.screens == screens})
    most = counts[-1]
    middle = 16 if 16 in counts else most
    few = 1 if 1 in counts else counts[0]
    start = median(result.start_seconds) if result.start_seconds else None
    return [
        Goal(f"orders/s of the floor, {most} clients",
             _ratio(result, screens, most, lambda one: one.orders_a_second), 0.60, 0.85),
        Goal(f"CPU an order of the floor's, {most} clients",
             _ratio(result, screens, most, lambda one: one.cpu_us), 1.5, 1.2, at_least=False),
        Goal(f"CPU an order of bare echo's, {middle} clients",
             _ratio(result, screens, middle, lambda one: one.cpu_us, "echo"), 12, 8.5, at_least=False),
        Goal("ack p99 of the floor, fewest clients",
             _ratio(result, screens, few, lambda one: one.ack_p99_ms), 2.0, 1.2, at_least=False, gate=False),
        Goal("seen p99 of the floor, fewest clients",
             _ratio(result, screens, few, lambda one: one.seen_p99_ms or 0.0), 2.0, 1.2, at_least=False,
             gate=False),
        Goal("events lost beside a stalled screen", float(result.stalled_screen_lost), 0, 0, at_least=False),
        Goal("start to ready, seconds", start, 2.0, 1.2, at_least=False),
    ]  # fmt: skip


def missed(result: Bench) -> bool:
    """Whether a required goal is missed."""
    return any(not goal.met for goal in goals(result) if goal.gate)


def write_json(result: Bench, file: Path) -> None:
    """Everything measured, for programs."""
    document = {"figures": msgspec.to_builtins(result), "goals": msgspec.to_builtins(goals(result))}
    file.write_bytes(msgspec.json.format(msgspec.json.encode(document)))


def _ratio(
    result: Bench, screens: int, clients: int, of: Callable[[Figure], float], to: str = "floor"
) -> float | None:
    """The median over the rounds of the hub's figure to another server's in the same round."""
    case = [one for one in result.figures if (one.screens, one.clients) == (screens, clients)]
    hub = [of(one) for one in case if one.server == "hub"]
    other = [of(one) for one in case if one.server == to]
    ratios = [mine / theirs for mine, theirs in zip(hub, other, strict=True) if theirs]
    return median(ratios) if ratios else None


def _spread(result: Bench) -> str:
    worst = 0.0
    for screens, clients in {(one.screens, one.clients) for one in result.figures}:
        rates = [
            one.orders_a_second
            for one in result.figures
            if (one.server, one.screens, one.clients) == ("hub", screens, clients)
        ]
        worst = max(worst, (max(rates) - min(rates)) / median(rates))
    return f"at most ±{worst / 2:.0%}"


def _text(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
