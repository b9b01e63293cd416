package modbox.world;

import io.vavr.Tuple2;
import io.vavr.collection.SortedMap;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A world as a file: a head of 32 bytes (a name, the format, lengths, a checksum), then the
 * deflated tables. The same world gives the same bytes.
 *
 * @param label what the machine was made with; a machine made otherwise cannot take it
 */
public record SavedWorld(String label, Snapshot snapshot) {
  private static final byte[] NAME = "modbox-world\n\0\0\0".getBytes(StandardCharsets.US_ASCII);
  private static final int FORMAT = 2;
  private static final int HEAD = 32;

  /** Writes it all. IllegalArgumentException names a row that is not plain data. */
  public void write(OutputStream out) throws IOException {
    byte[] plain = encode();
    byte[] packed = pack(plain);
    ByteBuffer head = ByteBuffer.allocate(HEAD);
    head.put(NAME).putInt(FORMAT).putInt(plain.length).putInt(packed.length);
    head.putInt(checksum(packed));
    out.write(head.array());
    out.write(packed);
    out.flush();
  }

  /**
   * Reads one.
   *
   * @param tables of the machine that is to take it
   * @throws DamagedException if it is not one, is damaged, or was made by another version
   */
  public static SavedWorld read(InputStream in, List<Table<?, ?>> tables) throws IOException {
    SavedWorld saved = open(in, tables);
    saved.snapshot.readAll();
    return saved;
  }

  /**
   * Reads one that this very build has written: a table is decoded when it is first asked for.
   *
   * @throws DamagedException as {@link #read}, as far as checksum, names and versions show it
   */
  public static SavedWorld open(InputStream in, List<Table<?, ?>> tables) throws IOException {
    byte[] head = in.readNBytes(HEAD);
    if (head.length < HEAD || !Arrays.equals(head, 0, NAME.length, NAME, 0, NAME.length)) {
      throw new DamagedException("not a saved machine");
    }
    ByteBuffer fields = ByteBuffer.wrap(head, NAME.length, HEAD - NAME.length);
    int format = fields.getInt();
    if (format != FORMAT) {
      throw new DamagedException("saved by another version of modbox: format " + format);
    }
    int plain = fields.getInt();
    int length = fields.getInt();
    int sum = fields.getInt();
    byte[] packed = in.readNBytes(Math.max(0, length));
    if (length < 0 || packed.length != length || checksum(packed) != sum) {
      throw new DamagedException("saved machine is damaged: its checksum is wrong");
    }
    try {
      return decode(unpack(packed, plain), tables);
    } catch (EOFException _) {
      throw new DamagedException("saved machine is damaged: it ends too early");
    }
  }

  /**
   * A head with the length of each table's rows, then these: each can be read without the others.
   */
  private byte[] encode() throws IOException {
    var head = new ByteArrayOutputStream();
    var rows = new ByteArrayOutputStream(1 << 16);
    var out = new ValueWriter(head);
    var codecs = new Codecs();
    out.string(label);
    out.number(snapshot.tables().size());
    for (Table<?, ?> table : snapshot.tables()) {
      int before = rows.size();
      encode(table, new ValueWriter(rows), codecs);
      out.string(table.name());
      out.number(table.version());
      out.number(rows.size() - before);
    }
    out.flush();
    ByteBuffer all = ByteBuffer.allocate(4 + head.size() + rows.size());
    return all.putInt(head.size()).put(head.toByteArray()).put(rows.toByteArray()).array();
  }

  private <K extends Comparable<? super K>, R> void encode(
      Table<K, R> table, ValueWriter out, Codecs codecs) throws IOException {
    Codec keys = codecs.of(table.key());
    Codec rows = codecs.of(table.row());
    SortedMap<K, Stamped<R>> root = snapshot.rows(table);
    out.number(root.size());
    for (Tuple2<K, Stamped<R>> entry : root) {
      keys.write(out, entry._1);
      out.number(entry._2.event());
      rows.write(out, entry._2.row());
    }
    out.flush();
  }

  private static SavedWorld decode(byte[] plain, List<Table<?, ?>> tables) throws IOException {
    int length = plain.length < 4 ? -1 : ByteBuffer.wrap(plain).getInt();
    if (length < 0 || length > plain.length - 4) {
      throw new DamagedException("saved machine is damaged: it ends too early");
    }
    var head = new ValueReader(plain, 4, 4 + length);
    var codecs = new Codecs();
    String label = head.string();
    Object[] roots = new Object[tables.size()];
    int from = 4 + length;
    for (int count = head.count(); count > 0; count--) {
      int slot = slot(tables, head.string(), head.number());
      int end = from + head.count();
      if (end < from || end > plain.length) {
        throw new DamagedException("saved machine is damaged: it ends too early");
      }
      roots[slot] = new Section(tables.get(slot), codecs, plain, from, end);
      from = end;
    }
    for (int slot = 0; slot < roots.length; slot++) {
      roots[slot] = roots[slot] == null ? World.NO_ROWS : roots[slot];
    }
    return new SavedWorld(label, new Snapshot(List.copyOf(tables), roots));
  }

  private static int slot(List<Table<?, ?>> tables, String name, long version) throws IOException {
    for (int slot = 0; slot < tables.size(); slot++) {
      Table<?, ?> table = tables.get(slot);
      if (table.name().equals(name) && table.version() == version) {
        return slot;
      }
    }
    throw new DamagedException(
        "saved by another version of modbox: table " + name + ", version " + version);
  }

  private static int checksum(byte[] bytes) {
    var sum = new CRC32();
    sum.update(bytes);
    return (int) sum.getValue();
  }

  private static byte[] pack(byte[] plain) {
    var out = new ByteArrayOutputStream(plain.length / 2 + 64);
    try (var deflater = new Deflater(Deflater.BEST_SPEED)) {
      deflater.setInput(plain);
      deflater.finish();
      var buffer = new byte[8192];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
    }
    return out.toByteArray();
  }

  private static byte[] unpack(byte[] packed, int length) throws IOException {
    var out = new ByteArrayOutputStream(Math.clamp(length, 0, 1 << 24));
    try (var inflater = new Inflater()) {
      inflater.setInput(packed);
      var buffer = new byte[8192];
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw new DamagedException("saved machine is damaged: it ends too early");
        }
        out.write(buffer, 0, count);
      }
    } catch (DataFormatException _) {
      throw new DamagedException("saved machine is damaged: it cannot be unpacked");
    }
    if (out.size() != length) {
      throw new DamagedException("saved machine is damaged: it has another length");
    }
    return out.toByteArray();
  }
}
