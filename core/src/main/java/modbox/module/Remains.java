package modbox.module;

import io.vavr.collection.Vector;

/**
 * What stays of an object that was read from bytes, for what /proc and /sys show.
 *
 * @param sections allocated ones in the order of the object
 * @param symbols {@code OFFSET TYPE NAME} of those in the core area, in the order of the table
 * @param notes names of note sections with their content as byte strings
 * @param registrations what the object registers, as its table of them says
 */
record Remains(
    Vector<Place> sections,
    Vector<String> symbols,
    Vector<Note> notes,
    Vector<String> registrations) {
  /** A section: its offset in the core or init area. */
  record Place(String name, long offset, boolean init) {}

  /** A note section. */
  record Note(String name, String content) {}
}
