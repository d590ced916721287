# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures: medians beside their references, as a table."""

import dataclasses
import statistics
import sys

HEAD = ('figure', 'ours', 'reference', 'ratio', 'limit', '')
WIDTHS = (46, 12, 12, 7, 7, 8)


@dataclasses.dataclass
class Figure:
    """One line of the table. A limit is one of the ratio, and None where there is no goal."""

    name: str
    ours: float
    reference: float | None = None
    limit: float | None = None
    unit: str = 'ms'

    @property
    def ratio(self):
        """How many times the reference it is."""
        return self.ours / self.reference if self.reference else None

    @property
    def mark(self):
        """What a reader should see at once."""
        if self.limit is None or self.ratio is None:
            return ''
        return 'missed' if self.ratio > self.limit else 'ok'

    def cells(self):
        """Its line of the table."""
        def number(value, unit=''):
            if value is None:
                return '-'
            return (f'{value:.0f}' if value >= 100 else f'{value:.3g}') + (f' {unit}' if unit else '')
        return (self.name, number(self.ours, self.unit), number(self.reference, self.unit),
                '-' if self.ratio is None else f'{self.ratio:.2f}',
                '-' if self.limit is None else f'{self.limit:g}', self.mark)


def line(cells):
    """One line: names to the left, numbers to the right."""
    name, *numbers = cells
    return ' '.join([name.ljust(WIDTHS[0])]
                    + [cell.rjust(width) for cell, width in zip(numbers, WIDTHS[1:])]).rstrip()


def head():
    """The first line of the table."""
    print(line(HEAD))
    print('-' * (sum(WIDTHS) + len(WIDTHS) - 1), flush=True)


def show(figure):
    """Prints a line as soon as it is known."""
    print(line(figure.cells()), flush=True)


def note(words):
    """Says what is going on to whoever watches, but not in the table."""
    print(f'  ({words})', file=sys.stderr, flush=True)


def medians(lines):
    """Reads lines "NAME NUMBER", as the programs here print them; the median of each name."""
    samples = {}
    for text in lines:
        name, number = text.split()
        samples.setdefault(name, []).append(float(number))
    return {name: statistics.median(numbers) for name, numbers in samples.items()}
