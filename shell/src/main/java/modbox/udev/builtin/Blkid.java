package modbox.udev.builtin;

import modbox.abi.Errno;
import modbox.abi.Mode;
import modbox.udev.device.Device;
import modbox.udev.device.Numbers;
import modbox.udev.rule.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * {@code blkid [--offset=BYTES] [--noraid] [--hint=NAME]}: what a block device holds. Source:
 * udev-builtin-blkid.c; the names and their order are libblkid's.
 */
final class Blkid implements Builtin {
  @Override
  public String name() {
    return "blkid";
  }

  @Override
  public String help() {
    return "Filesystem and partition probing";
  }

  @Override
  public int run(Call call) {
    Device device = call.device();
    String node = device.devname();
    if (node == null) {
      return Builtin.failed(Errno.ENOENT);
    }
    if ((call.files().mode(node) & Mode.FMT) != Mode.BLK) {
      return 0; // a terminal, say: its bytes are not for us to take
    }
    long offset = 0;
    for (String word : call.argv()) {
      if (word.startsWith("--offset=")) {
        offset = Numbers.decimal(word.substring("--offset=".length()), 0);
      }
    }
    Content content = Content.of(call.files(), node, offset);
    if (content == null) {
      return 0; // as when there is no medium: nothing found, nothing wrong
    }
    Superblock superblock = Superblock.probe(content);
    if (superblock != null) {
      write(call, superblock);
    }
    PartitionTable table = superblock == null ? PartitionTable.probe(content) : null;
    if (table != null) {
      call.addIf("ID_PART_TABLE_UUID", table.uuid());
      call.add("ID_PART_TABLE_TYPE", table.type());
    }
    entry(call, device);
    return 0;
  }

  private static void write(Call call, Superblock found) {
    // in the order in which libblkid's prober of the format finds them
    call.addIf("ID_FS_SYSTEM_ID", Unsafe.encode(found.system()));
    boolean luks = found.type().equals("crypto_LUKS");
    if (luks) {
      call.addIf("ID_FS_VERSION", found.version());
    }
    if (luks || found.type().equals("iso9660")) {
      id(call, "ID_FS_UUID", found.uuid());
      id(call, "ID_FS_LABEL", found.label());
    } else {
      id(call, "ID_FS_LABEL", found.label());
      id(call, "ID_FS_UUID", found.uuid());
    }
    if (!luks) {
      call.addIf("ID_FS_VERSION", found.version());
    }
    id(call, "ID_FS_UUID_SUB", found.part());
    call.add("ID_FS_TYPE", found.type());
    call.add("ID_FS_USAGE", found.usage());
  }

  private static void id(Call call, String name, String value) {
    if (!value.isEmpty()) {
      call.add(name, safe(value));
      call.add(name + "_ENC", Unsafe.encode(value));
    }
  }

  /** blkid_safe_string(): white space at the ends goes, inside it is one "_", unsafe ones too. */
  private static String safe(String text) {
    return Unsafe.replace(Unsafe.replaceWhitespace(text), "");
  }

  /** A partition's own entry in the table of its disk. */
  private static void entry(Call call, Device device) {
    String number = device.attribute("partition");
    Device disk = number == null ? null : device.parent();
    String node = disk == null ? null : disk.devname();
    if (number == null || disk == null || node == null) {
      return;
    }
    Content content = Content.of(call.files(), node, 0);
    PartitionTable table = content == null ? null : PartitionTable.probe(content);
    PartitionTable.@Nullable Entry entry =
        table == null ? null : table.entry(Numbers.decimal(number, 0));
    if (table == null || entry == null) {
      return;
    }
    call.add("ID_PART_ENTRY_SCHEME", table.type());
    call.addIf("ID_PART_ENTRY_NAME", Unsafe.encode(entry.name()));
    call.addIf("ID_PART_ENTRY_UUID", entry.uuid());
    call.add("ID_PART_ENTRY_TYPE", entry.type());
    call.addIf("ID_PART_ENTRY_FLAGS", entry.flags());
    call.add("ID_PART_ENTRY_NUMBER", Integer.toString(entry.number()));
    call.add("ID_PART_ENTRY_OFFSET", Long.toString(entry.start()));
    call.add("ID_PART_ENTRY_SIZE", Long.toString(entry.sectors()));
    call.add("ID_PART_ENTRY_DISK", disk.major() + ":" + disk.minor());
  }
}
