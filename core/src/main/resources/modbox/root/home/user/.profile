# Read by the user's login shell.
umask 022
