package modbox.sh.builtin;

import io.vavr.collection.SortedMap;
import io.vavr.collection.TreeMap;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.sh.exec.Interpreter;
import modbox.sh.exec.Variables;
import modbox.sh.expand.Quoting;
import modbox.sh.expand.ShellException;
import modbox.sh.syntax.Names;

/** export, readonly, unset, local, declare, let. */
final class Declaring {
  private Declaring() {}

  static int export(Interpreter sh, List<String> argv) throws ShellException, ErrnoException {
    var options = new Options(argv, "pn");
    boolean on = true;
    boolean print = options.operands().isEmpty();
    for (char option = options.next(); option != 0; option = options.next()) {
      on &= option != 'n';
      print |= option == 'p';
    }
    Variables variables = sh.shell().variables();
    if (options.operands().isEmpty() || print) {
      list(sh, "export", true);
      return 0;
    }
    for (String word : options.operands()) {
      String name = assign(sh, word);
      variables.export(name, on);
    }
    return 0;
  }

  static int readonly(Interpreter sh, List<String> argv) throws ShellException, ErrnoException {
    var options = new Options(argv, "p");
    while (options.next() != 0) {
      list(sh, "readonly", false);
      return 0;
    }
    if (options.operands().isEmpty()) {
      list(sh, "readonly", false);
    }
    for (String word : options.operands()) {
      sh.shell().variables().protect(assign(sh, word));
    }
    return 0;
  }

  private static void list(Interpreter sh, String command, boolean exported) throws ErrnoException {
    Variables variables = sh.shell().variables();
    for (String name : variables.names("")) {
      if (exported ? variables.isExported(name) : variables.isReadonly(name)) {
        String value = variables.get(name);
        sh.out().println(command + " " + name + (value == null ? "" : "=" + Quoting.quote(value)));
      }
    }
  }

  /** Assigns if the word is an assignment; gives the name. */
  private static String assign(Interpreter sh, String word) throws ShellException {
    int eq = word.indexOf('=');
    boolean append = eq > 0 && word.charAt(eq - 1) == '+';
    String name = eq < 0 ? word : word.substring(0, append ? eq - 1 : eq);
    if (!Names.isName(name)) {
      throw new ShellException(name + ": bad variable name");
    }
    if (eq >= 0) {
      String before = append ? sh.shell().variables().get(name) : null;
      String value = word.substring(eq + 1);
      sh.simple().assign(name, before == null ? value : before + value);
    }
    return name;
  }

  static int unset(Interpreter sh, List<String> argv) throws ShellException {
    var options = new Options(argv, "vf");
    char kind = 0;
    for (char option = options.next(); option != 0; option = options.next()) {
      kind = option;
    }
    Variables variables = sh.shell().variables();
    for (String word : options.operands()) {
      if (kind == 'f') {
        sh.shell().undefine(word);
        continue;
      }
      int bracket = word.indexOf('[');
      if (bracket > 0 && word.endsWith("]")) {
        String name = word.substring(0, bracket);
        String index = word.substring(bracket + 1, word.length() - 1);
        variables.unsetElement(name, sh.expander().number(index));
        continue;
      }
      if (!Names.isName(word)) {
        throw new ShellException(word + ": bad variable name");
      }
      variables.unset(word);
    }
    return 0;
  }

  static int local(Interpreter sh, List<String> argv) throws ShellException {
    if (!sh.shell().variables().hasFrame()) {
      throw new ShellException("not in a function");
    }
    for (String word : argv.subList(1, argv.size())) {
      if (!word.startsWith("-")) {
        sh.shell().variables().hide(nameOf(word));
        assign(sh, word);
      }
    }
    return 0;
  }

  private static String nameOf(String word) throws ShellException {
    int eq = word.indexOf('=');
    String left = eq < 0 ? word : word.substring(0, eq);
    String name = left.endsWith("+") ? left.substring(0, left.length() - 1) : left;
    if (!Names.isName(name)) {
      throw new ShellException(name + ": bad variable name");
    }
    return name;
  }

  static int declare(Interpreter sh, List<String> argv) throws ShellException, ErrnoException {
    var options = new Options(argv, "aAfFgilnprtux");
    var letters = new StringBuilder();
    for (char option = options.next(); option != 0; option = options.next()) {
      letters.append(option);
    }
    Variables variables = sh.shell().variables();
    boolean inFunction = variables.hasFrame() && letters.indexOf("g") < 0;
    if (options.operands().isEmpty() || letters.indexOf("p") >= 0) {
      return show(sh, options.operands());
    }
    for (String word : options.operands()) {
      String name = nameOf(word);
      if (inFunction) {
        variables.hide(name);
      }
      if (letters.indexOf("i") >= 0 && word.indexOf('=') > 0) {
        long value = sh.expander().number(word.substring(word.indexOf('=') + 1));
        sh.simple().assign(name, Long.toString(value));
      } else {
        assign(sh, word);
      }
      SortedMap<Long, String> none = TreeMap.empty();
      if (letters.indexOf("a") >= 0 && variables.get(name) == null) {
        variables.setArray(name, none);
      }
      if (letters.indexOf("x") >= 0) {
        variables.export(name, true);
      }
      if (letters.indexOf("r") >= 0) {
        variables.protect(name);
      }
    }
    return 0;
  }

  private static int show(Interpreter sh, List<String> names) throws ErrnoException {
    Variables variables = sh.shell().variables();
    int status = 0;
    for (String name : names.isEmpty() ? variables.names("") : names) {
      String value = variables.get(name);
      if (value == null) {
        status = 1;
        continue;
      }
      String flags =
          (variables.isReadonly(name) ? "r" : "") + (variables.isExported(name) ? "x" : "");
      sh.out()
          .println(
              "declare -" + (flags.isEmpty() ? "-" : flags) + " " + name + "=" + quoted(value));
    }
    return status;
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$") + '"';
  }

  static int let(Interpreter sh, List<String> argv) throws ShellException {
    long value = 0;
    for (String word : argv.subList(1, argv.size())) {
      value = sh.expander().number(word);
    }
    return value != 0 ? 0 : 1;
  }
}
