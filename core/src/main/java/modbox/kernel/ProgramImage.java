package modbox.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The executable file of one of modbox's own programs: a small ELF64 object for x86-64 whose only
 * content is a note, owned by "modbox", with the program's name. A real Linux would run it and see
 * it exit with status 0. Source: elf(5).
 */
public final class ProgramImage {
  private static final String OWNER = "modbox";
  private static final int NOTE_PROGRAM = 1;
  private static final int HEADERS = 64 + 2 * 56;
  private static final long BASE = 0x400000;

  /** mov $60,%eax; xor %edi,%edi; syscall: what the object does outside of modbox. */
  private static final byte[] CODE = {(byte) 0xb8, 60, 0, 0, 0, 0x31, (byte) 0xff, 0x0f, 5};

  /** How many bytes from the beginning {@link #nameIn} needs at most. */
  public static final int HEAD = 512;

  private ProgramImage() {}

  /** The file that runs the program of this name. */
  public static byte[] of(String name) {
    byte[] text = name.getBytes(StandardCharsets.ISO_8859_1);
    int note = note(text.length);
    int entry = HEADERS + note;
    ByteBuffer file = ByteBuffer.allocate(entry + CODE.length).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(0x464c457f).put((byte) 2).put((byte) 1).put((byte) 1).position(16);
    file.putShort((short) 2).putShort((short) 62).putInt(1);
    file.putLong(BASE + entry).putLong(64).putLong(0).putInt(0);
    file.putShort((short) 64).putShort((short) 56).putShort((short) 2);
    file.putShort((short) 64).putShort((short) 0).putShort((short) 0);
    segment(file, 1, 5, 0, file.capacity(), 0x1000);
    segment(file, 4, 4, HEADERS, note, 4);
    file.putInt(OWNER.length() + 1).putInt(text.length).putInt(NOTE_PROGRAM);
    file.put(OWNER.getBytes(StandardCharsets.ISO_8859_1)).put((byte) 0).put((byte) 0);
    file.put(text).position(entry);
    return file.put(CODE).array();
  }

  private static int note(int length) {
    return 12 + 8 + ((length + 3) & ~3);
  }

  /** How long {@link #of} is, in bytes. */
  static int size(String name) {
    return HEADERS + note(name.length()) + CODE.length;
  }

  private static void segment(
      ByteBuffer file, int type, int flags, long offset, long size, long align) {
    file.putInt(type).putInt(flags).putLong(offset).putLong(BASE + offset).putLong(BASE + offset);
    file.putLong(size).putLong(size).putLong(align);
  }

  /** The program that a file names, given its first bytes; empty for anything else. */
  public static Optional<String> nameIn(byte[] head) {
    if (!isElf(head) || head.length < HEADERS) {
      return Optional.empty();
    }
    ByteBuffer file = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    long table = file.getLong(32);
    int entries = file.getShort(56) & 0xffff;
    for (int i = 0; i < entries && table >= 64 && table + (i + 1) * 56L <= head.length; i++) {
      int at = (int) table + i * 56;
      long offset = file.getLong(at + 8);
      if (file.getInt(at) == 4 && offset > 0 && offset + 20 <= head.length) {
        Optional<String> name = note(file, (int) offset);
        if (name.isPresent()) {
          return name;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> note(ByteBuffer file, int at) {
    int owner = file.getInt(at);
    int length = file.getInt(at + 4);
    boolean ours = owner == OWNER.length() + 1 && file.getInt(at + 8) == NOTE_PROGRAM;
    for (int i = 0; ours && i < OWNER.length(); i++) {
      ours = file.get(at + 12 + i) == OWNER.charAt(i);
    }
    if (!ours || length < 1 || at + 20L + length > file.capacity()) {
      return Optional.empty();
    }
    var name = new byte[length];
    file.get(at + 20, name);
    return Optional.of(new String(name, StandardCharsets.ISO_8859_1));
  }

  /** Whether these are the first bytes of an ELF file. */
  static boolean isElf(byte[] head) {
    return head.length >= 4
        && head[0] == 0x7f
        && head[1] == 'E'
        && head[2] == 'L'
        && head[3] == 'F';
  }
}
