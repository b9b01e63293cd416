package modbox.tool.kmod;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.kmod.ModuleTree;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Out;
import modbox.user.ToolSpec;

/** {@code kmod static-nodes}: the rows of modules.devname in three forms. */
final class StaticNodes {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "static-nodes",
          "static-nodes [options]",
          "show the device nodes that load a module",
          value('f', "format", "FORMAT", "human, tmpfiles or devname"),
          value('o', "output", "FILE", "write to a file"),
          flag('h', "help", "print this"));

  private final Session session;

  StaticNodes(Session session) {
    this.session = session;
  }

  /** A row: module, name below /dev, type, numbers. */
  private record Row(String module, String node, char type, int major, int minor) {
    static Optional<Row> of(String line) {
      String[] words = line.split("[ \t]+", -1);
      if (words.length != 3 || words[2].length() < 4) {
        return Optional.empty();
      }
      String[] numbers = words[2].substring(1).split(":", -1);
      char type = words[2].charAt(0);
      if (numbers.length != 2 || (type != 'c' && type != 'b')) {
        return Optional.empty();
      }
      try {
        return Optional.of(
            new Row(
                words[0],
                words[1],
                type,
                Integer.parseUnsignedInt(numbers[0]),
                Integer.parseUnsignedInt(numbers[1])));
      } catch (NumberFormatException _) {
        return Optional.empty();
      }
    }
  }

  @FunctionalInterface
  private interface Form {
    String text(Row row);
  }

  ExitStatus run(List<String> words) throws ErrnoException {
    Args args;
    try {
      args = Args.parse(SPEC, words);
    } catch (Args.UsageException e) {
      session.proc().err("static-nodes: " + e.complaint() + "\n");
      return ExitStatus.FAILURE;
    }
    String help = Help.text("kmod", SPEC);
    if (args.has("help")) {
      session.out().print(help);
      return ExitStatus.OK;
    }
    Optional<Form> form = form(args.value("format").orElse("human"));
    if (form.isEmpty()) {
      session.proc().err("Unknown format: '" + args.value("format").orElse("") + "'.\n");
      session.out().print(help);
      return ExitStatus.FAILURE;
    }
    String file = ModuleTree.directory("", session.files().release()) + "/modules.devname";
    String text;
    try {
      text = session.files().text(file);
    } catch (ErrnoException e) {
      session.proc().err("Warning: " + file + " not found - ignoring\n");
      return ExitStatus.OK;
    }
    return write(args.value("output"), text, form.get());
  }

  private ExitStatus write(Optional<String> file, String text, Form form) throws ErrnoException {
    if (file.isEmpty()) {
      return rows(session.out(), text, form);
    }
    int fd;
    try {
      fd =
          session
              .proc()
              .sys()
              .open(file.get(), Open.WRONLY | Open.CREAT | Open.TRUNC | Open.CLOEXEC, 0666);
    } catch (ErrnoException e) {
      session.proc().err("Error: could not create " + file.get() + " - " + e.errno().text() + "\n");
      return ExitStatus.FAILURE;
    }
    try {
      var out = new Out(session.proc().sys(), fd);
      ExitStatus status = rows(out, text, form);
      out.flush();
      return status;
    } finally {
      session.proc().sys().close(fd);
    }
  }

  private ExitStatus rows(Out out, String text, Form form) throws ErrnoException {
    ExitStatus status = ExitStatus.OK;
    for (String line : text.split("\n", -1)) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Optional<Row> row = Row.of(line);
      if (row.isPresent()) {
        out.print(form.text(row.get()));
      } else {
        session.proc().err("Error: invalid devname entry: " + line + "\n");
        status = ExitStatus.FAILURE;
      }
    }
    return status;
  }

  private static Optional<Form> form(String name) {
    return switch (name) {
      case "human" -> Optional.of(StaticNodes::human);
      case "tmpfiles" -> {
        var directories = new TreeSet<String>();
        yield Optional.of(row -> tmpfiles(row, directories));
      }
      case "devname" ->
          Optional.of(r -> "%s %s %c%d:%d\n".formatted(r.module, r.node, r.type, r.major, r.minor));
      default -> Optional.empty();
    };
  }

  private static String human(Row row) {
    return "Module: %s\n\tDevice node: /dev/%s\n\t\tType: %s device\n\t\tMajor: %d\n\t\tMinor: %d\n"
        .formatted(
            row.module, row.node, row.type == 'c' ? "character" : "block", row.major, row.minor);
  }

  private static String tmpfiles(Row row, Set<String> directories) {
    var text = new StringBuilder();
    int slash = row.node.lastIndexOf('/');
    if (slash > 0 && directories.add(row.node.substring(0, slash))) {
      text.append("d /dev/").append(row.node, 0, slash).append(" 0755 - - -\n");
    }
    return text.append(
            "%c! /dev/%s 0600 - - - %d:%d\n".formatted(row.type, row.node, row.major, row.minor))
        .toString();
  }
}
