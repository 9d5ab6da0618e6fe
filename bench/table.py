"""The figures as the table of docs/performance.md: a line for each, the two engines side by side."""

from bench.cases import Figure

HEAD = "| what | SQLite | floor | ratio | PostgreSQL | floor | ratio | goal |\n|---|---:|---:|---:|---:|---:|---:|---:|"
SHORT = {"µs of processor time": ("ms", 1000)}


def markdown(figures: list[Figure]) -> str:
    """Return the table."""
    engines: dict[str, dict[str, Figure]] = {}
    for figure in figures:
        engines.setdefault(figure.name, {})[figure.engine] = figure
    return "\n".join([HEAD, *(_line(of.get("sqlite"), of.get("postgresql")) for of in engines.values())])


def _line(*engines: Figure | None) -> str:
    one = next(figure for figure in engines if figure)
    unit, _ = SHORT.get(one.unit, (one.unit, 1))
    cells = [f"{one.name}, {unit}", *(cell for figure in engines for cell in _cells(figure))]
    return f"| {' | '.join(cells)} | {'' if one.goal is None else f'{one.goal:g}'} |"


def _cells(figure: Figure | None) -> tuple[str, str, str]:
    if figure is None:
        return "", "", ""
    _, divisor = SHORT.get(figure.unit, ("", 1))
    floor = "" if figure.floor is None else f"{figure.floor / divisor:,.1f}"
    return f"{figure.value / divisor:,.1f}", floor, "" if figure.ratio is None else f"{figure.ratio:.2g}"
