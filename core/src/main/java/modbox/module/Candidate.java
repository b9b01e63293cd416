package modbox.module;

import modbox.elf.Elf;
import modbox.image.ObjectFacts;
import org.jspecify.annotations.Nullable;

/**
 * An object on its way through the loader.
 *
 * @param stored position in the catalogue of an object that is as the catalogue made it, else -1
 * @param facts what the object says
 * @param elf the object itself, null for a stored one, whose facts are known without it
 * @param core bytes that it takes; {@code init} those for init only
 */
record Candidate(int stored, ObjectFacts facts, @Nullable Elf elf, long core, long init) {
  String name() {
    return facts.value("name").orElse("");
  }
}
