package modbox.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A terminal session of root: files of the box, typed lines, what was printed, {@code [status]}.
 *
 * <pre>
 * What it shows, in prose.
 *
 * -- boot --bare --cmdline quiet
 * -- /etc/modprobe.d/no-loop.conf
 * blacklist loop
 * -- session
 * # modprobe -v loop
 * insmod /lib/modules/6.1.0-modbox/kernel/drivers/block/loop.ko
 * # cat /nowhere
 * cat: /nowhere: No such file or directory
 * [1]
 * </pre>
 *
 * <p>A typed line begins with {@code # }, its further lines with {@code > }; a status of 0 is not
 * shown. A printed line that could be taken for one of these begins with a backslash, and a last
 * line that has no newline ends with {@code \c}.
 *
 * @param boot the host program's options
 * @param files path to text, laid down before the first line is typed
 */
record GoldenSession(
    Path source, String head, List<String> boot, Map<String, String> files, List<Turn> turns) {
  /** A typed line, and all that it printed to either stream. */
  record Turn(String typed, String printed, int status) {}

  private static final Pattern MARKED = Pattern.compile("(# |> |\\\\|\\[\\d+]$|-- ).*");

  static GoldenSession read(Path source) throws IOException {
    String text = Files.readString(source, StandardCharsets.ISO_8859_1);
    int session = ("\n" + text).indexOf("\n-- session\n");
    if (session < 0) {
      throw new IOException(source + ": no line '-- session'");
    }
    String head = text.substring(0, session);
    var files = new LinkedHashMap<String, String>();
    var boot = new ArrayList<String>();
    String file = "";
    for (String line : head.split("\n")) {
      if (line.startsWith("-- boot ")) {
        boot.addAll(List.of(line.substring("-- boot ".length()).split(" ")));
      } else if (line.startsWith("-- ")) {
        file = line.substring(3);
        files.put(file, "");
      } else if (!file.isEmpty()) {
        files.merge(file, line + "\n", String::concat);
      }
    }
    String typed = text.substring(session + "-- session\n".length());
    return new GoldenSession(source, head, boot, files, turns(typed));
  }

  private static List<Turn> turns(String text) {
    var turns = new ArrayList<Turn>();
    for (String part : ("\n" + text).split("\n# ")) {
      if (!part.isBlank()) {
        turns.add(turn(part.endsWith("\n") ? part : part + "\n"));
      }
    }
    return turns;
  }

  private static Turn turn(String part) {
    List<String> lines = part.lines().toList();
    var typed = new StringBuilder(lines.getFirst());
    int i = 1;
    while (i < lines.size() && lines.get(i).startsWith("> ")) {
      typed.append('\n').append(lines.get(i++).substring(2));
    }
    int end = lines.size();
    int status = 0;
    if (end > i && lines.get(end - 1).matches("\\[\\d+]")) {
      String last = lines.get(--end);
      status = Integer.parseInt(last.substring(1, last.length() - 1));
    }
    var printed = new StringBuilder();
    for (String line : lines.subList(i, end)) {
      printed.append(line.startsWith("\\") ? line.substring(1) : line).append('\n');
    }
    String out = printed.toString();
    return new Turn(
        typed.toString(), out.endsWith("\\c\n") ? out.substring(0, out.length() - 3) : out, status);
  }

  /** The file's text with what was printed now. */
  String with(List<Turn> now) {
    var text = new StringBuilder(head).append("-- session\n");
    for (Turn turn : now) {
      text.append("# ").append(turn.typed().replace("\n", "\n> ")).append('\n');
      if (!turn.printed().isEmpty()) {
        String shown =
            turn.printed().endsWith("\n")
                ? turn.printed().substring(0, turn.printed().length() - 1)
                : turn.printed() + "\\c";
        for (String line : shown.split("\n", -1)) {
          text.append(MARKED.matcher(line).matches() ? "\\" : "").append(line).append('\n');
        }
      }
      text.append(turn.status() == 0 ? "" : "[" + turn.status() + "]\n");
    }
    return text.toString();
  }

  String name() {
    String file = source.getFileName().toString();
    return file.substring(0, file.length() - ".box".length());
  }
}
