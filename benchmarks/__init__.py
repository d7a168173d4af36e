"""What Yorube costs in time and memory: `./run bench` (docs/benchmarks.md)."""
