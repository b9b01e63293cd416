package modbox.boot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A case of the conformance suite: a command line over a small root file system, and what the real
 * tools print.
 *
 * <p>In the files {@code GROUP.cases} a case is {@code == NAME}, lines {@code key: value}, then
 * files {@code -- PATH} whose lines begin with {@code |}, the last one with {@code >} if it has no
 * newline; {@code \0} is a zero byte.
 */
record KmodCase(String group, String name, Map<String, String> keys, Map<String, String> files) {
  static List<KmodCase> load(String group) throws IOException {
    var all = new ArrayList<KmodCase>();
    KmodCase current = null;
    StringBuilder file = new StringBuilder();
    String path = "";
    for (String line : text("/kmod/" + group + ".cases").split("\n", -1)) {
      if (line.startsWith("== ")) {
        current =
            new KmodCase(group, line.substring(3), new LinkedHashMap<>(), new LinkedHashMap<>());
        all.add(current);
      } else if (line.startsWith("-- ")) {
        path = line.substring(3);
        file = new StringBuilder();
        current.files.put(path, "");
      } else if (line.startsWith("|") || line.startsWith(">")) {
        file.append(unescaped(line.substring(1))).append(line.startsWith("|") ? "\n" : "");
        current.files.put(path, file.toString());
      } else if (!line.isEmpty()) {
        int colon = line.indexOf(": ");
        current.keys.put(line.substring(0, colon), line.substring(colon + 2).strip());
      }
    }
    return all;
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = KmodCase.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static String unescaped(String line) {
    return line.replace("\\\\", "\u0100")
        .replace("\\0", "\0")
        .replace("\\r", "\r")
        .replace("\u0100", "\\");
  }

  String key(String key, String otherwise) {
    return keys.getOrDefault(key, otherwise);
  }

  /** The files whose content counts. */
  List<String> outputs() {
    return key("files", "").isEmpty() ? List.of() : List.of(key("files", "").split(" +"));
  }

  /** What has to come out in a part, for kmod 30 or 34. */
  String expected(String part, String file, boolean kmod30) {
    boolean differs = List.of(key("differs30", "").split(" +")).contains(part);
    return files.getOrDefault(kmod30 && differs ? file + ".kmod30" : file, "");
  }

  int status(boolean kmod30) {
    String status = key("rc", "0");
    return Integer.parseInt(kmod30 ? key("rc30", status) : status);
  }

  /** What a part looks like through the case's filters. */
  String filtered(String part, String text) {
    String result = text;
    for (String filter : key("filter", "").split(" +")) {
      if (filter.startsWith(part + ":")) {
        result = filter(filter.substring(part.length() + 1), result);
      }
    }
    return result;
  }

  private static String filter(String name, String text) {
    return switch (name) {
      case "sort" -> String.join("\n", text.lines().sorted().toList());
      case "lsmod" ->
          text.replaceAll("(?m)^(\\S+ +)\\s*\\d+(  -?\\d+)", "$1N$2").replaceAll(" +N", " N");
      case "procmodules" ->
          text.replaceAll("(?m)^(\\S+) \\d+ (-?\\d+) (\\S+?),? (\\w+) .*$", "$1 $2 $3 $4");
      case "libkmod-src" ->
          text.replaceAll(
                  "(?m)^libkmod: (\\w+):? (?:\\S*libkmod/[\\w.-]+\\.c:\\d+ )?"
                      + "(?:[a-z_0-9]+(?:\\(\\))?: )?",
                  "libkmod: $1: ")
              .replaceAll("(?m)^(\\w+: \\w+: )\\S*libkmod/[\\w.-]+\\.c:\\d+ \\w+\\(\\) ", "$1");
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Files that lie over the root: paths with their content. */
  Map<String, String> overlay() {
    var overlay = new LinkedHashMap<String, String>();
    files.forEach(
        (path, text) -> {
          if (path.startsWith("root/")) {
            overlay.put(path.substring("root".length()), text);
          }
        });
    return overlay;
  }

  Optional<String> notFor30() {
    return Optional.ofNullable(keys.get("not30"));
  }

  @Override
  public String toString() {
    return group + "/" + name;
  }
}
