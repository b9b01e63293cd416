package modbox.module;

import modbox.driver.ModuleProgram;
import modbox.image.ObjectFacts;

/** Finds what a module does, by its name and what its object says. */
@FunctionalInterface
interface Programs {
  ModuleProgram find(String name, ObjectFacts facts);
}
