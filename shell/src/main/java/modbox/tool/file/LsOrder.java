package modbox.tool.file;

import java.util.Comparator;
import java.util.List;
import modbox.user.text.VersionOrder;

/** The orders of ls. */
final class LsOrder {
  private LsOrder() {}

  static void sort(List<LsEntry> entries, LsOptions options) {
    Comparator<LsEntry> byName = Comparator.comparing(LsEntry::name);
    Comparator<LsEntry> order =
        switch (options.sort()) {
          case "none" -> null;
          case "size" ->
              Comparator.comparingLong((LsEntry e) -> -e.stat().size()).thenComparing(byName);
          case "time" ->
              Comparator.comparingLong((LsEntry e) -> -options.time(e.stat()))
                  .thenComparing(byName);
          case "version" -> (a, b) -> VersionOrder.compare(a.name(), b.name());
          case "extension" -> Comparator.comparing(LsOrder::extension).thenComparing(byName);
          case "width" ->
              Comparator.comparingInt((LsEntry e) -> e.name().length()).thenComparing(byName);
          default -> byName;
        };
    if (order == null) {
      return;
    }
    if (options.reverse()) {
      order = order.reversed();
    }
    if (options.directoriesFirst()) {
      order = Comparator.comparing((LsEntry e) -> !leadsToDirectory(e)).thenComparing(order);
    }
    entries.sort(order);
  }

  private static boolean leadsToDirectory(LsEntry entry) {
    return entry.isDirectory() || entry.targetStat().map(s -> s.isDirectory()).orElse(false);
  }

  private static String extension(LsEntry entry) {
    int dot = entry.name().lastIndexOf('.');
    return dot < 0 ? "" : entry.name().substring(dot);
  }
}
