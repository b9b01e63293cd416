package modbox.module;

import modbox.driver.ModuleProgram;
import modbox.image.ObjectFacts;

/** Finds what a module does: a program of modbox for some names, else what its object says. */
final class ModulePrograms implements Programs {
  @Override
  public ModuleProgram find(String name, ObjectFacts facts) {
    return switch (name) {
      case "loop", "dummy", "null_blk", "zram", "tun", "brd" -> new VirtualDevices(name, facts);
      case "scsi_debug" -> new ScsiDebug(facts);
      default -> new DerivedProgram(facts);
    };
  }
}
