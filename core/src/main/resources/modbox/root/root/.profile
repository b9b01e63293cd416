# Read by root's login shell.
mesg n 2>/dev/null || true
