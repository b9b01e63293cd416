package modbox.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The host's command line as byte strings. The launcher runs the JVM in a UTF-8 locale, so what
 * arrives is the text of the bytes, but for bytes that are not UTF-8: those the JVM has replaced,
 * and on Linux the kernel still has them.
 */
final class HostArguments {
  private static final char REPLACED = '\ufffd';
  private static final Path OWN_COMMAND_LINE = Path.of("/proc/self/cmdline");

  private HostArguments() {}

  /** Each argument with one char per byte. */
  static List<String> bytes(String[] arguments) throws IOException {
    var all = new ArrayList<String>();
    boolean lost = false;
    for (String argument : arguments) {
      lost |= argument.indexOf(REPLACED) >= 0;
      all.add(toBytes(argument));
    }
    return lost && Files.isReadable(OWN_COMMAND_LINE) ? fromKernel(arguments.length) : all;
  }

  /** A text as a byte string in UTF-8. */
  static String toBytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** A byte string as text, for names of host files. */
  static String toText(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static List<String> fromKernel(int count) throws IOException {
    String all = new String(Files.readAllBytes(OWN_COMMAND_LINE), StandardCharsets.ISO_8859_1);
    List<String> words = List.of(all.split("\0", -1));
    int end = words.size() - 1; // the last NUL ends the last word
    return words.subList(end - count, end);
  }
}
