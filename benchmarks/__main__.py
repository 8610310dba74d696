"""Everything that is measured, one after the other, or what is named: `python -m benchmarks publishing serving`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def main(names: list[str]) -> int:
    known = sorted(file.stem for file in Path(__file__).parent.glob("[a-z]*.py"))
    for name in names or known:
        if name not in known:
            print(f"{name}: nothing of that name is measured; there is {', '.join(known)}", file=sys.stderr)
            return 2
        print(f"\n== {name}", flush=True)
        # Each in a process of its own: memory and caches of one are none of the next one's.
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
