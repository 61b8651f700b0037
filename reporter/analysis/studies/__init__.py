"""The evaluator's method kit: one file a method, each with data and options of its own."""
