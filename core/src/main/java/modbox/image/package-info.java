/**
 * What a machine boots from: the catalogue of a kernel's modules, its exported symbols, the files
 * of {@code /lib/modules}, and the importer that makes all of that from a kernel package. Module
 * objects of a catalogue are made when they are first read. Uses {@code abi}, {@code elf}; used by
 * {@code module}, {@code kernel} and the wiring.
 *
 * <p>Locks: none. Trees and catalogues never change; what they keep for speed is the same whoever
 * fills it in.
 */
@NullMarked
package modbox.image;

import org.jspecify.annotations.NullMarked;
