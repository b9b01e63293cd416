package modbox.device;

import java.util.Map;

/** Who speaks for which subsystem and which driver. */
final class Narrators {
  private static final Narrator SILENT = new Narrator() {};

  private final Map<String, Narrator> bySubsystem;
  private final Map<String, Narrator> byDriver;

  Narrators(Map<String, Narrator> bySubsystem, Map<String, Narrator> byDriver) {
    this.bySubsystem = bySubsystem;
    this.byDriver = byDriver;
  }

  /** All that have something to say. */
  static Narrators all() {
    return new Narrators(Map.of(), Map.of());
  }

  Narrator ofSubsystem(String name) {
    return bySubsystem.getOrDefault(name, SILENT);
  }

  Narrator ofDriver(String name) {
    return byDriver.getOrDefault(name, SILENT);
  }
}
