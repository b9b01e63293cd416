/**
 * ELF objects: reading any, writing x86-64 relocatable ones; what a kernel module says of itself in
 * {@code .modinfo}, {@code __versions}, its symbols and its appended signature. Every read is
 * checked against the bytes that are there: malformed input ends in {@link
 * modbox.elf.ElfException}, never in a RuntimeException. Uses nothing of modbox; used by {@code
 * image}, {@code module} and userland.
 *
 * <p>Locks: none; objects are immutable but for caches of one owner.
 */
@NullMarked
package modbox.elf;

import org.jspecify.annotations.NullMarked;
