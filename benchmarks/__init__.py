"""What is measured, against whom: `python -m benchmarks`, or one module of it by name."""
