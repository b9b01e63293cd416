package modbox.udev.builtin;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A disk's partition table.
 *
 * @param type {@code dos} or {@code gpt}
 */
record PartitionTable(String type, String uuid, List<Entry> entries) {
  private static final int SECTOR = 512;
  private static final int MOST_LOGICAL = 128;

  /**
   * A partition.
   *
   * @param start in sectors of 512 bytes; {@code sectors} likewise
   */
  record Entry(
      int number, String type, String uuid, String name, String flags, long start, long sectors) {}

  PartitionTable {
    entries = List.copyOf(entries);
  }

  @Nullable Entry entry(int number) {
    for (Entry entry : entries) {
      if (entry.number() == number) {
        return entry;
      }
    }
    return null;
  }

  /** Reads the table; null if there is none. */
  static @Nullable PartitionTable probe(Content c) {
    if (c.text(SECTOR, 8).equals("EFI PART")) {
      return gpt(c);
    }
    return c.u16(510) == 0xaa55 ? dos(c) : null;
  }

  private static PartitionTable gpt(Content c) {
    var entries = new ArrayList<Entry>();
    long at = c.u64(SECTOR + 72) * SECTOR;
    int count = (int) Math.min(c.u32(SECTOR + 80), 256);
    long size = Math.max(c.u32(SECTOR + 84), 128);
    for (int i = 0; i < count; i++, at += size) {
      String type = c.guid(at);
      if (!type.startsWith("00000000-0000-0000")) {
        long first = c.u64(at + 32);
        long flags = c.u64(at + 48);
        entries.add(
            new Entry(
                i + 1,
                type,
                c.guid(at + 16),
                c.wideLabel(at + 56, 36),
                flags == 0 ? "" : "0x" + Long.toHexString(flags),
                first,
                c.u64(at + 40) - first + 1));
      }
    }
    return new PartitionTable("gpt", c.guid(SECTOR + 56), entries);
  }

  private static @Nullable PartitionTable dos(Content c) {
    var entries = new ArrayList<Entry>();
    String id = "%08x".formatted(c.u32(440));
    long extended = 0;
    for (int i = 0; i < 4; i++) {
      long at = 446 + 16L * i;
      int flag = c.u8(at);
      if (flag != 0 && flag != 0x80) {
        return null; // a boot sector of a file system, not a table
      }
      if (c.u32(at + 12) > 0) {
        entries.add(entry(c, id, at, i + 1, 0));
        if (isExtended(c.u8(at + 4))) {
          extended = c.u32(at + 8);
        }
      }
    }
    logical(c, id, extended, entries);
    return entries.isEmpty() && id.equals("00000000")
        ? null
        : new PartitionTable("dos", id.equals("00000000") ? "" : id, entries);
  }

  private static boolean isExtended(int type) {
    return type == 0x05 || type == 0x0f || type == 0x85;
  }

  private static void logical(Content c, String id, long extended, List<Entry> entries) {
    long link = extended;
    for (int number = 5; link > 0 && number < 5 + MOST_LOGICAL; number++) {
      long base = link * SECTOR;
      if (c.u16(base + 510) != 0xaa55) {
        return;
      }
      if (c.u32(base + 446 + 12) > 0) {
        entries.add(entry(c, id, base + 446, number, link));
      }
      long next = c.u32(base + 462 + 8);
      link = next > 0 ? extended + next : 0;
    }
  }

  private static Entry entry(Content c, String id, long at, int number, long base) {
    String flags = c.u8(at) == 0 ? "" : "0x" + Integer.toHexString(c.u8(at));
    return new Entry(
        number,
        "0x" + Integer.toHexString(c.u8(at + 4)),
        id.equals("00000000") ? "" : "%s-%02x".formatted(id, number),
        "",
        flags,
        base + c.u32(at + 8),
        c.u32(at + 12));
  }
}
