"""Exit 0 if the web server on this machine says that it and its database are well; else say what it said.

For the image's HEALTHCHECK. Asks under a name of ALLOWED_HOSTS, because others are refused.
"""

import os
import sys
import urllib.error
import urllib.request


def main() -> None:
    port = sys.argv[1] if len(sys.argv) > 1 else "8000"
    name = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".")
    host = "localhost" if name in ("", "*") else name
    question = urllib.request.Request(f"http://127.0.0.1:{port}/healthz", headers={"Host": host})
    try:
        with urllib.request.urlopen(question, timeout=4) as answer:  # noqa: S310 - our own address
            print(answer.read().decode())
    except urllib.error.HTTPError as error:
        sys.exit(f"{error.code} {error.read(500).decode(errors='replace')}")
    except OSError as error:
        sys.exit(f"No answer: {error}")


if __name__ == "__main__":
    main()
