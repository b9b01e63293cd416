package modbox.module;

import io.vavr.collection.Vector;
import modbox.elf.ModuleParam;

/**
 * A parameter of a loaded module and its value.
 *
 * @param declared as the object declares it
 * @param values one for a plain parameter, one for each element of an array, as shown in sysfs
 */
record Parameter(ModuleParam declared, Vector<String> values) {
  /** What a charp shows that points nowhere. */
  static final String NULL = "(null)";

  /** A parameter that nobody has set. */
  static Parameter of(ModuleParam declared) {
    if (!declared.type().startsWith("array of ")) {
      return new Parameter(declared, Vector.of(declared.initial()));
    }
    return new Parameter(
        declared,
        declared.initial().isEmpty()
            ? Vector.empty()
            : Vector.of(declared.initial().split(",", -1)));
  }

  /** The same with the value in the form that sysfs shows. */
  static Parameter shownOf(ModuleParam declared) {
    Parameter parameter = of(declared);
    String type = parameter.elementType();
    return parameter.with(parameter.values().map(value -> ParamType.shown(type, value)));
  }

  boolean array() {
    return declared.type().startsWith("array of ");
  }

  /** The type of the value, or of an element. */
  String elementType() {
    return array() ? declared.type().substring("array of ".length()) : declared.type();
  }

  Parameter with(Vector<String> changed) {
    return new Parameter(declared, changed);
  }

  /** The text that a read gives, its newline included; nothing for an empty array. */
  String shown() {
    return values.isEmpty() ? "" : values.mkString(",") + "\n";
  }
}
