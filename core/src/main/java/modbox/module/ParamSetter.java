package modbox.module;

import io.vavr.collection.Vector;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.elf.ModuleParam;
import modbox.log.Log;
import org.jspecify.annotations.Nullable;

/** Gives a parameter a value, as the setters of kernel/params.c do. */
final class ParamSetter {
  /** What a setter leaves: also a failed one may have changed elements of an array. */
  record Outcome(Parameter parameter, @Nullable ErrnoException failure) {}

  private final Log log;
  private final Taint taint;
  private final Lockdown lockdown;

  ParamSetter(Log log, Taint taint, Lockdown lockdown) {
    this.log = log;
    this.taint = taint;
    this.lockdown = lockdown;
  }

  /**
   * Sets a value.
   *
   * @param value null for a name without {@code =}
   */
  Outcome set(Parameter parameter, @Nullable String value, String comm) {
    ModuleParam declared = parameter.declared();
    String type = declared.type();
    if (value == null && !ParamType.takesNoValue(type)) {
      return new Outcome(parameter, Errno.EINVAL.on(declared.name()));
    }
    if ((declared.flags() & ModuleParam.HARDWARE) != 0
        && lockdown.denies(Lockdown.INTEGRITY, "unsafe module parameters", comm)) {
      return new Outcome(parameter, Errno.EPERM.on(declared.name()));
    }
    if ((declared.flags() & ModuleParam.UNSAFE) != 0) {
      log.notice("Setting dangerous option " + declared.name() + " - tainting kernel");
      taint.add(Taint.USER);
    }
    String text = value == null ? "1" : value;
    try {
      return parameter.array()
          ? elements(parameter, text)
          : new Outcome(parameter.with(Vector.of(one(parameter, text))), null);
    } catch (ErrnoException e) {
      return new Outcome(parameter, e);
    }
  }

  private String one(Parameter parameter, String text) throws ErrnoException {
    ModuleParam declared = parameter.declared();
    if (declared.type().equals("charp") && text.length() > ParamType.CHARP_MAX) {
      log.err(declared.name() + ": string parameter too long");
      throw Errno.ENOSPC.on(text);
    }
    if (declared.type().equals("string")
        && declared.most() > 0
        && text.length() >= declared.most()) {
      log.err(declared.name() + ": string doesn't fit in " + (declared.most() - 1) + " chars.");
      throw Errno.ENOSPC.on(text);
    }
    return ParamType.parse(declared.type(), text, parameter.values().getOrElse(""));
  }

  /** Elements are stored one by one; the first bad one ends it. */
  private Outcome elements(Parameter parameter, String text) {
    ModuleParam declared = parameter.declared();
    Vector<String> values = declared.counted() ? Vector.empty() : parameter.values();
    int count = 0;
    for (String element : text.split(",", -1)) {
      if (count == declared.most()) {
        log.err(declared.name() + ": can only take " + declared.most() + " arguments");
        return new Outcome(parameter.with(values), Errno.EINVAL.on(text));
      }
      try {
        String parsed = ParamType.parse(parameter.elementType(), element, "");
        values = count < values.size() ? values.update(count, parsed) : values.append(parsed);
      } catch (ErrnoException e) {
        return new Outcome(parameter.with(values), e);
      }
      count++;
    }
    return new Outcome(parameter.with(values), null);
  }
}
