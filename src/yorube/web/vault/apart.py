"""Run as a process of its own by passphrase.py: a line of JSON and a file come in, the file sealed or opened goes out.

Ends with 1 when the passphrase does not open the file. Says nothing of either.
"""

import json
import resource
import sys

import pyrage

# More memory than the most work that is allowed asks for.
MEMORY = 3 << 29


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    head, _, data = sys.stdin.buffer.read().partition(b"\n")
    order = json.loads(head)
    try:
        if order["what"] == "seal":
            done = pyrage.passphrase.encrypt(data, order["passphrase"])
        else:
            done = pyrage.passphrase.decrypt(data, order["passphrase"])
    except pyrage.DecryptError:
        return 1
    sys.stdout.buffer.write(done)
    return 0


if __name__ == "__main__":
    sys.exit(main())
