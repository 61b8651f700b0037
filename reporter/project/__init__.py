"""What is surveyed: model, loading, reading."""
