package modbox.module;

import io.vavr.collection.Vector;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.log.Log;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a parameter string on a module that is coming. Errors do not stop it: every word is
 * taken, the last error counts. Source: parse_args and unknown_module_param_cb.
 */
final class ParamLine {
  private final Log log;
  private final ParamSetter setter;

  ParamLine(Log log, ParamSetter setter) {
    this.log = log;
    this.setter = setter;
  }

  /** What became of the parameters. */
  record Outcome(Vector<Parameter> parameters, @Nullable ErrnoException failure) {}

  Outcome apply(String module, Vector<Parameter> before, String text, String comm) {
    Vector<Parameter> parameters = before;
    ErrnoException failure = null;
    var words = new Arguments(text);
    while (words.more()) {
      Arguments.Word word = words.next();
      if (word.value() == null && word.name().equals("--")) {
        if (failure == null && words.more()) {
          log.warn(module + ": parameters '" + words.rest() + "' after `--' ignored");
        }
        break;
      }
      int index = index(parameters, word.name());
      if (index < 0) {
        unknown(module, word);
        continue;
      }
      Parameter parameter = parameters.get(index);
      ParamSetter.Outcome outcome = setter.set(parameter, word.value(), comm);
      parameters = parameters.update(index, outcome.parameter());
      if (outcome.failure() != null) {
        failure = outcome.failure();
        complain(module, word, parameter, failure.errno());
      }
    }
    return new Outcome(parameters, failure);
  }

  private void complain(String module, Arguments.Word word, Parameter parameter, Errno errno) {
    String value = word.value() == null ? "" : word.value();
    int comma = parameter.array() ? value.indexOf(',') : -1;
    String shown = comma < 0 ? value : value.substring(0, comma);
    String how = errno == Errno.ENOSPC ? "too large" : "invalid";
    log.err(module + ": `" + shown + "' " + how + " for parameter `" + word.name() + "'");
  }

  private void unknown(String module, Arguments.Word word) {
    String name = word.name();
    if (name.equals("async_probe") || name.equals("dyndbg")) {
      return;
    }
    // dyndbg looks for MODULE.dyndbg and has cut the name at the dot by then
    int dot = name.indexOf('.');
    String shown = dot < 0 ? name : name.substring(0, dot);
    log.warn(module + ": unknown parameter '" + shown + "' ignored");
  }

  private static int index(Vector<Parameter> parameters, String name) {
    String wanted = name.replace('-', '_');
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).declared().name().replace('-', '_').equals(wanted)) {
        return i;
      }
    }
    return -1;
  }
}
