package modbox.tool.text.sed;

import java.util.Optional;

/** A command with the addresses that select its lines. */
record Command(Optional<Address> first, Optional<Address> second, boolean negated, Action action) {}
