/**
 * The host program: its command line, the registry of tools, and the wiring of machine, userland
 * and terminal. Uses everything; used by nothing. The only package that touches the host's standard
 * streams.
 */
@NullMarked
package modbox.boot;

import org.jspecify.annotations.NullMarked;
