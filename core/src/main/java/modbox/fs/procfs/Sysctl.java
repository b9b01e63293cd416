package modbox.fs.procfs;

import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.pseudo.Attribute;
import modbox.pseudo.Caller;
import modbox.pseudo.Tree;
import modbox.vfs.Vfs;
import modbox.world.World;

/**
 * A value of /proc/sys: one declaration. Source: kernel/sysctl.c.
 *
 * @param name dotted, for instance {@code kernel.panic}
 * @param count how many numbers, 0 for a text
 * @param least smallest number; {@code most} largest, or the longest text
 * @param initial its text at boot, without the newline
 */
record Sysctl(World world, String name, int mode, int count, long least, long most, String initial)
    implements Attribute {
  @Override
  public String show(Caller caller) {
    String text = world.get(Vfs.SYSCTLS, name);
    return (text == null ? initial : text) + "\n";
  }

  /** Its node and name in the directory above. */
  Tree.Named node() {
    return new Tree.Named(
        name.substring(name.lastIndexOf('.') + 1), new Tree.File(this, mode, 0, 0, 0, 0));
  }

  /** Its directory below /proc/sys. */
  String directory() {
    return "sys/" + name.substring(0, name.lastIndexOf('.')).replace('.', '/');
  }

  @Override
  public void store(Caller caller, String text) throws ErrnoException {
    if (count == 0) {
      int end = text.indexOf('\n');
      String line = end < 0 ? text : text.substring(0, end);
      put(line.length() > most ? line.substring(0, (int) most) : line);
      return;
    }
    String[] words = text.trim().split("[ \t\n]+");
    if (words[0].isEmpty()) {
      throw Errno.EINVAL.on(name);
    }
    String present = show(caller).trim();
    String[] values = present.split("\t");
    for (int i = 0; i < Math.min(count, words.length); i++) {
      values[i] = Long.toString(number(words[i]));
    }
    put(String.join("\t", values));
  }

  private void put(String value) {
    world.put(Vfs.SYSCTLS, name, value);
  }

  /** Decimal, 0x or leading 0; EINVAL for anything else or out of range. */
  private long number(String word) throws ErrnoException {
    boolean negative = word.startsWith("-");
    String digits = negative ? word.substring(1) : word;
    int radix = 10;
    if (digits.startsWith("0x") || digits.startsWith("0X")) {
      radix = 16;
      digits = digits.substring(2);
    } else if (digits.length() > 1 && digits.startsWith("0")) {
      radix = 8;
    }
    if (digits.isEmpty() || digits.startsWith("-") || digits.startsWith("+")) {
      throw Errno.EINVAL.on(name);
    }
    try {
      long value = Long.parseLong(digits, radix);
      value = negative ? -value : value;
      if (value < least || value > most) {
        throw Errno.EINVAL.on(name);
      }
      return value;
    } catch (NumberFormatException _) {
      throw Errno.EINVAL.on(name);
    }
  }
}
