package modbox.module;

import io.vavr.collection.List;
import io.vavr.collection.Vector;

/**
 * A module that is loaded, or on its way in or out.
 *
 * @param order position in the order of loading
 * @param stored position in the catalogue, -1 if its object was read from bytes
 * @param core bytes of memory while it lives; {@code init} those that go when init has returned
 * @param address of the core area
 * @param taint bits, see {@link Taint}
 * @param users names of the modules that use its symbols, the latest first
 * @param uses names of the modules whose symbols it uses, the first used first
 * @param held references that are neither users nor counted elsewhere
 * @param hasInit whether it has an init function; likewise {@code hasExit}
 * @param version of {@code MODULE_VERSION}, empty if it has none; likewise {@code srcversion}
 * @param parameters in the order of the object
 */
public record LoadedModule(
    String name,
    long order,
    ModuleState state,
    int stored,
    long core,
    long init,
    long address,
    int taint,
    List<String> users,
    Vector<String> uses,
    int held,
    boolean hasInit,
    boolean hasExit,
    String version,
    String srcversion,
    Vector<Parameter> parameters) {

  LoadedModule in(ModuleState next) {
    if (!state.mayBecome(next)) {
      throw new IllegalStateException(name + ": " + state + " to " + next);
    }
    return new LoadedModule(
        name,
        order,
        next,
        stored,
        core,
        init,
        address,
        taint,
        users,
        uses,
        held,
        hasInit,
        hasExit,
        version,
        srcversion,
        parameters);
  }

  LoadedModule withTaint(int bits) {
    return new LoadedModule(
        name,
        order,
        state,
        stored,
        core,
        init,
        address,
        taint | bits,
        users,
        uses,
        held,
        hasInit,
        hasExit,
        version,
        srcversion,
        parameters);
  }

  LoadedModule withUsers(List<String> changed) {
    return new LoadedModule(
        name,
        order,
        state,
        stored,
        core,
        init,
        address,
        taint,
        changed,
        uses,
        held,
        hasInit,
        hasExit,
        version,
        srcversion,
        parameters);
  }

  LoadedModule withUses(Vector<String> changed) {
    return new LoadedModule(
        name,
        order,
        state,
        stored,
        core,
        init,
        address,
        taint,
        users,
        changed,
        held,
        hasInit,
        hasExit,
        version,
        srcversion,
        parameters);
  }

  LoadedModule withHeld(int count) {
    return new LoadedModule(
        name,
        order,
        state,
        stored,
        core,
        init,
        address,
        taint,
        users,
        uses,
        count,
        hasInit,
        hasExit,
        version,
        srcversion,
        parameters);
  }

  LoadedModule withParameters(Vector<Parameter> changed) {
    return new LoadedModule(
        name,
        order,
        state,
        stored,
        core,
        init,
        address,
        taint,
        users,
        uses,
        held,
        hasInit,
        hasExit,
        version,
        srcversion,
        changed);
  }

  /** The init area is freed. */
  LoadedModule withoutInit() {
    return new LoadedModule(
        name,
        order,
        state,
        stored,
        core,
        0,
        address,
        taint,
        users,
        uses,
        held,
        hasInit,
        hasExit,
        version,
        srcversion,
        parameters);
  }

  /** Whether it can never be removed: it has an init function but no exit function. */
  boolean permanent() {
    return hasInit && !hasExit;
  }
}
