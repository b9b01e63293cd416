package modbox.module;

import java.util.List;
import modbox.world.Table;

/** The tables of this package. */
public final class ModuleTables {
  /** Loaded modules by name. */
  public static final Table<String, LoadedModule> MODULES =
      Table.of("modules", String.class, LoadedModule.class);

  /** Exports, by symbol, of loaded modules that did not come from the catalogue. */
  static final Table<String, Exported> EXPORTS =
      Table.of("module_exports", String.class, Exported.class);

  /** What stays of objects that did not come from the catalogue, by module. */
  static final Table<String, Remains> REMAINS =
      Table.of("module_remains", String.class, Remains.class);

  /** What modules have registered, by order. */
  public static final Table<Long, Registered> REGISTERED =
      Table.of("module_registered", Long.class, Registered.class);

  /** How often a module with taint has been unloaded, by name and flags. */
  static final Table<String, Integer> UNLOADED =
      Table.of("module_unloaded", String.class, Integer.class);

  /** Parameters of the kernel's own code that have been written, by {@code MODULE.PARAMETER}. */
  static final Table<String, Parameter> BUILT_IN =
      Table.of("module_built_in", String.class, Parameter.class);

  public static final List<Table<?, ?>> TABLES =
      List.of(MODULES, EXPORTS, REMAINS, REGISTERED, UNLOADED, BUILT_IN);

  private ModuleTables() {}
}
