package modbox.udev.builtin;

import java.nio.charset.StandardCharsets;
import modbox.udev.device.Files;
import org.jspecify.annotations.Nullable;

/** The bytes of a block device, read piece by piece; numbers are little-endian unless said. */
final class Content {
  private static final int PIECE = 4096;

  private final Files files;
  private final String node;
  private final long offset;
  private final java.util.TreeMap<Long, String> pieces = new java.util.TreeMap<>();

  private Content(Files files, String node, long offset) {
    this.files = files;
    this.node = node;
    this.offset = offset;
  }

  /** The content of a node from an offset; null if it cannot be read. */
  static @Nullable Content of(Files files, String node, long offset) {
    var content = new Content(files, node, offset);
    String first = files.read(node, offset, PIECE);
    if (first == null || first.isEmpty()) {
      return null;
    }
    content.pieces.put(0L, first);
    return content;
  }

  /** The byte at a position, 0 beyond the end. */
  int u8(long at) {
    long piece = at / PIECE;
    String text = pieces.get(piece);
    if (text == null) {
      text = files.read(node, offset + piece * PIECE, PIECE);
      text = text == null ? "" : text;
      pieces.put(piece, text);
    }
    int index = (int) (at % PIECE);
    return index < text.length() ? text.charAt(index) : 0;
  }

  int u16(long at) {
    return u8(at) | (u8(at + 1) << 8);
  }

  long u32(long at) {
    return u16(at) | ((long) u16(at + 2) << 16);
  }

  long u64(long at) {
    return u32(at) | (u32(at + 4) << 32);
  }

  /** A byte string. */
  String text(long at, int length) {
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) u8(at + i));
    }
    return text.toString();
  }

  /** A byte string up to its first NUL, without white space at the end. */
  String label(long at, int length) {
    String text = text(at, length);
    int end = text.indexOf('\0');
    return (end < 0 ? text : text.substring(0, end)).stripTrailing();
  }

  /** UTF-16 up to its first NUL, as a byte string of UTF-8. */
  String wideLabel(long at, int characters) {
    var text = new StringBuilder();
    for (int i = 0; i < characters && u16(at + 2L * i) != 0; i++) {
      text.append((char) u16(at + 2L * i));
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Bytes in hex, lower case. */
  String hex(long at, int length) {
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      int value = u8(at + i);
      text.append(Character.forDigit(value >> 4, 16)).append(Character.forDigit(value & 15, 16));
    }
    return text.toString();
  }

  /** A UUID in byte order. */
  String uuid(long at) {
    String hex = hex(at, 16);
    return hex.substring(0, 8)
        + "-"
        + hex.substring(8, 12)
        + "-"
        + hex.substring(12, 16)
        + "-"
        + hex.substring(16, 20)
        + "-"
        + hex.substring(20);
  }

  /** A GUID: its first three fields are little-endian. */
  String guid(long at) {
    String tail = uuid(at).substring(18);
    return "%08x-%04x-%04x".formatted(u32(at), u16(at + 4), u16(at + 6)) + tail;
  }
}
