package modbox.kmod;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;
import modbox.abi.ErrnoException;

/** The symbols of the kernel itself, for depmod's check, with their checksums. */
final class KernelSymbols {
  private final Map<String, Long> checksums = new HashMap<>();

  /** Which the kernel fills in for every module, beside those of the file. */
  private KernelSymbols() {
    checksums.put("__this_module", 0L);
    checksums.put("_GLOBAL_OFFSET_TABLE_", 0L);
  }

  /** The checksum of a symbol, empty for one that the kernel does not have. */
  Optional<Long> checksum(String symbol) {
    return Optional.ofNullable(checksums.get(symbol));
  }

  /** From Module.symvers; only rows of vmlinux count. */
  static KernelSymbols ofSymvers(KmodFiles files, String path, Log log) throws ErrnoException {
    var symbols = new KernelSymbols();
    int number = 0;
    for (String line : files.text(path).split("\n", -1)) {
      number++;
      var words = new StringTokenizer(line, " \t");
      if (words.countTokens() < 3) {
        continue;
      }
      String crc = words.nextToken();
      String symbol = words.nextToken();
      if (!words.nextToken().equals("vmlinux")) {
        continue;
      }
      try {
        symbols.checksums.put(
            symbol,
            Long.parseUnsignedLong(
                crc.startsWith("0x") || crc.startsWith("0X") ? crc.substring(2) : crc, 16));
      } catch (NumberFormatException _) {
        log.error("%s:%d Invalid symbol version %s: Success".formatted(path, number, crc));
      }
    }
    return symbols;
  }

  /** From System.map: the names behind {@code __ksymtab_}. */
  static KernelSymbols ofMap(KmodFiles files, String path, Log log) throws ErrnoException {
    var symbols = new KernelSymbols();
    String text = files.text(path);
    int number = 0;
    for (int at = 0; at < text.length(); ) {
      int newline = text.indexOf('\n', at);
      int end = newline < 0 ? text.length() : newline;
      String line = text.substring(at, end);
      at = end + 1;
      number++;
      int first = line.indexOf(' ');
      int second = first < 0 ? -1 : line.indexOf(' ', first + 1);
      if (second < 0) {
        String ending = newline < 0 ? "" : "\n";
        log.error("%s:%d: invalid line: %s%s".formatted(path, number, line, ending));
      } else if (line.startsWith("__ksymtab_", second + 1)) {
        symbols.checksums.put(line.substring(second + 1 + "__ksymtab_".length()), 0L);
      }
    }
    return symbols;
  }
}
