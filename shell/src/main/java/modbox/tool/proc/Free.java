package modbox.tool.proc;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.Map;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** How much memory there is, and how much of it is used. */
public final class Free implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "free",
          "[options]",
          "Display amount of free and used memory in the system",
          flag('b', "bytes", "show output in bytes"),
          flag('k', "kibi", "show output in kibibytes"),
          flag('m', "mebi", "show output in mebibytes"),
          flag('g', "gibi", "show output in gibibytes"),
          flag((char) 0, "kilo", "show output in kilobytes"),
          flag((char) 0, "mega", "show output in megabytes"),
          flag((char) 0, "giga", "show output in gigabytes"),
          flag('h', "human", "show human-readable output"),
          flag((char) 0, "si", "use powers of 1000 not 1024"),
          flag('l', "lohi", "show detailed low and high memory statistics"),
          flag('t', "total", "show total for RAM + swap"),
          flag('w', "wide", "wide output"),
          value('s', "seconds", "N", "repeat printing every N seconds"),
          value('c', "count", "N", "repeat printing N times, then exit"));

  private static final long SECOND = 1_000_000_000L;

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    double seconds = number(args, "seconds", args.has("count") ? 1 : 0);
    long count = (long) number(args, "count", seconds > 0 ? Integer.MAX_VALUE : 1);
    for (long i = 0; i < count; i++) {
      if (i > 0) {
        proc.out().println("").flush();
        proc.sys().nanosleep((long) (seconds * SECOND));
      }
      print(proc, args);
    }
    return ExitStatus.OK;
  }

  private static double number(Args args, String key, double usual) throws Failure {
    String text = args.value(key).orElse("");
    try {
      return text.isEmpty() ? usual : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new Failure(key + " argument failed: '" + text + "': Invalid argument");
    }
  }

  private static void print(Proc proc, Args args) throws ErrnoException {
    Map<String, Long> memory = Machine.memory(proc);
    long total = memory.getOrDefault("MemTotal", 0L);
    long free = memory.getOrDefault("MemFree", 0L);
    long buffers = memory.getOrDefault("Buffers", 0L);
    long cache = memory.getOrDefault("Cached", 0L) + memory.getOrDefault("SReclaimable", 0L);
    long shared = memory.getOrDefault("Shmem", 0L);
    long available = memory.getOrDefault("MemAvailable", free);
    long used = total - available;
    long swap = memory.getOrDefault("SwapTotal", 0L);
    long swapFree = memory.getOrDefault("SwapFree", 0L);
    boolean wide = args.has("wide");
    proc.out()
        .println(
            "               total        used        free      shared"
                + (wide ? "     buffers       cache   available" : "  buff/cache   available"));
    long[] row =
        wide
            ? new long[] {total, used, free, shared, buffers, cache, available}
            : new long[] {total, used, free, shared, buffers + cache, available};
    line(proc, args, "Mem:", row);
    line(proc, args, "Swap:", new long[] {swap, swap - swapFree, swapFree});
    if (args.has("total")) {
      line(
          proc, args, "Total:", new long[] {total + swap, used + swap - swapFree, free + swapFree});
    }
  }

  private static void line(Proc proc, Args args, String title, long[] kib) throws ErrnoException {
    var line = new StringBuilder(title).append(" ".repeat(8 - title.length()));
    for (int i = 0; i < kib.length; i++) {
      String text = scaled(args, kib[i]);
      line.append(" ".repeat(Math.max(0, 12 - text.length()))).append(text);
    }
    proc.out().println(line.toString());
  }

  private static String scaled(Args args, long kib) {
    if (args.has("human")) {
      return human(kib, args.has("si") ? 1000 : 1024);
    }
    long bytes = kib * 1024;
    long base = args.has("si") ? 1000 : 1024;
    String unit = args.lastOf("bytes", "kibi", "mebi", "gibi", "kilo", "mega", "giga").orElse("");
    return Long.toString(
        switch (unit) {
          case "bytes" -> bytes;
          case "mebi" -> bytes / (base * base);
          case "gibi" -> bytes / (base * base * base);
          case "kilo" -> bytes / 1000;
          case "mega" -> bytes / 1_000_000;
          case "giga" -> bytes / 1_000_000_000;
          default -> bytes / base;
        });
  }

  /** One decimal while that fits three characters. */
  private static String human(long kib, int base) {
    double value = kib * 1024.0;
    String units = "BKMGTP";
    int unit = 0;
    while (value >= base && unit < units.length() - 1) {
      value /= base;
      unit++;
    }
    String suffix = units.charAt(unit) + (unit > 0 && base == 1024 ? "i" : "");
    long tenths = (long) (value * 10);
    String number =
        unit > 0 && tenths < 100 ? tenths / 10 + "." + tenths % 10 : Long.toString((long) value);
    return number + suffix;
  }
}
