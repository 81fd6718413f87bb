# SPDX-License-Identifier: Apache-2.0
"""`python -m platlint` is the command."""

import subprocess
import sys

from platlint import PlatlintError, find_program

try:
    sys.exit(subprocess.call([find_program(), *sys.argv[1:]]))
except PlatlintError as error:
    print(f"platlint: {error}", file=sys.stderr)
    sys.exit(2)
