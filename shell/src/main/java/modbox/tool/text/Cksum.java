package modbox.tool.text;

import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** Prints the cyclic redundancy check of POSIX. */
public final class Cksum implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "cksum", "[OPTION]... [FILE]...", "Print CRC checksum and byte counts of each FILE");

  private static final int POLYNOMIAL = 0x04c11db7;

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    int[] table = table();
    return proc.eachInput(
        args.operands(),
        (name, in) -> {
          int crc = 0;
          long size = 0;
          var block = new byte[65536];
          for (int got = in.read(block, 0, block.length);
              got > 0;
              got = in.read(block, 0, block.length)) {
            size += got;
            for (int i = 0; i < got; i++) {
              crc = crc << 8 ^ table[(crc >>> 24 ^ block[i]) & 0xff];
            }
          }
          for (long rest = size; rest > 0; rest >>= 8) {
            crc = crc << 8 ^ table[(int) ((crc >>> 24 ^ rest) & 0xff)];
          }
          String sum = Integer.toUnsignedString(~crc) + " " + size;
          proc.out().println(args.operands().isEmpty() ? sum : sum + " " + name);
        });
  }

  private static int[] table() {
    var table = new int[256];
    for (int i = 0; i < 256; i++) {
      int c = i << 24;
      for (int k = 0; k < 8; k++) {
        c = c < 0 ? c << 1 ^ POLYNOMIAL : c << 1;
      }
      table[i] = c;
    }
    return table;
  }
}
