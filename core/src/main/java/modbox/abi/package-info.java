/**
 * The words kernel and userland share: error numbers, flags, names, messages. Uses nothing of
 * modbox; used by everything. No locks: every type is an immutable value.
 */
@NullMarked
package modbox.abi;

import org.jspecify.annotations.NullMarked;
