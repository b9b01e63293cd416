/**
 * Commands about processes, users, time and the machine, one class each. Uses {@code user} only. No
 * locks: a command runs in one task.
 */
@NullMarked
package modbox.tool.sys;

import org.jspecify.annotations.NullMarked;
