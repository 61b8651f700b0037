"""Answers to points: scale, tally, tree, scores."""
