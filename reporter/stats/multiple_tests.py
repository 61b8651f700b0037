"""Probabilities of several tests at once, so that one false alarm stays as rare as in one test."""

from __future__ import annotations

from collections.abc import Sequence


def holm(p: Sequence[float]) -> list[float]:
    """Return step-down adjusted probabilities, never decreasing along the sorted ones.

    Source: Holm 1979, Scandinavian Journal of Statistics 6.
    """
    adjusted = [0.0] * len(p)
    highest = 0.0
    for place, index in enumerate(sorted(range(len(p)), key=lambda i: p[i])):
        highest = max(highest, min(1.0, (len(p) - place) * p[index]))
        adjusted[index] = highest
    return adjusted


def bonferroni(p: Sequence[float]) -> list[float]:
    """Return each probability times the number of tests, at most 1."""
    return [min(1.0, len(p) * one) for one in p]
