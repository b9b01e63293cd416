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
    Copy copy = new Copy(this);
    copy.state = next;
    return copy.done();
  }

  LoadedModule withTaint(int bits) {
    Copy copy = new Copy(this);
    copy.taint = taint | bits;
    return copy.done();
  }

  LoadedModule withUsers(List<String> changed) {
    Copy copy = new Copy(this);
    copy.users = changed;
    return copy.done();
  }

  LoadedModule withUses(Vector<String> changed) {
    Copy copy = new Copy(this);
    copy.uses = changed;
    return copy.done();
  }

  LoadedModule withHeld(int count) {
    Copy copy = new Copy(this);
    copy.held = count;
    return copy.done();
  }

  LoadedModule withParameters(Vector<Parameter> changed) {
    Copy copy = new Copy(this);
    copy.parameters = changed;
    return copy.done();
  }

  /** The init area is freed. */
  LoadedModule withoutInit() {
    Copy copy = new Copy(this);
    copy.init = 0;
    return copy.done();
  }

  /** Whether it can never be removed: it has an init function but no exit function. */
  boolean permanent() {
    return hasInit && !hasExit;
  }

  /** The same with a few parts changed. */
  private static final class Copy {
    String name;
    long order;
    ModuleState state;
    int stored;
    long core;
    long init;
    long address;
    int taint;
    List<String> users;
    Vector<String> uses;
    int held;
    boolean hasInit;
    boolean hasExit;
    String version;
    String srcversion;
    Vector<Parameter> parameters;

    Copy(LoadedModule from) {
      name = from.name;
      order = from.order;
      state = from.state;
      stored = from.stored;
      core = from.core;
      init = from.init;
      address = from.address;
      taint = from.taint;
      users = from.users;
      uses = from.uses;
      held = from.held;
      hasInit = from.hasInit;
      hasExit = from.hasExit;
      version = from.version;
      srcversion = from.srcversion;
      parameters = from.parameters;
    }

    LoadedModule done() {
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
          parameters);
    }
  }
}
