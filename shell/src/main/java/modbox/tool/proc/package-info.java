/**
 * Commands about processes and the machine's load: ps, pgrep, pkill, pidof, kill, free, uptime and
 * others that read /proc. Uses {@code user} only. No locks: a command belongs to one task.
 */
@NullMarked
package modbox.tool.proc;

import org.jspecify.annotations.NullMarked;
