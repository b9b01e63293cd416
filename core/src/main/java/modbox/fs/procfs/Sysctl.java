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
record Sysctl(String name, int mode, int count, long least, long most, String initial) {
  /** Its value in a machine. */
  private record Value(Sysctl sysctl, World world) implements Attribute {
    @Override
    public String show(Caller caller) {
      return sysctl.show(world);
    }

    @Override
    public void store(Caller caller, String text) throws ErrnoException {
      sysctl.store(world, text);
    }
  }

  /** The file that shows its value in a machine. */
  Attribute of(World world) {
    return new Value(this, world);
  }

  private String show(World world) {
    String text = world.get(Vfs.SYSCTLS, name);
    return (text == null ? initial : text) + "\n";
  }

  /** The last part of its name. */
  String shortName() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Its node and name in the directory above. */
  Tree.Named node(World world) {
    return new Tree.Named(shortName(), new Tree.File(of(world), mode, 0, 0, 0, 0));
  }

  /** Its directory below /proc/sys. */
  String directory() {
    return "sys/" + name.substring(0, name.lastIndexOf('.')).replace('.', '/');
  }

  private void store(World world, String text) throws ErrnoException {
    if (count == 0) {
      int end = text.indexOf('\n');
      String line = end < 0 ? text : text.substring(0, end);
      put(world, line.length() > most ? line.substring(0, (int) most) : line);
      return;
    }
    String[] words = text.trim().split("[ \t\n]+");
    if (words[0].isEmpty()) {
      throw Errno.EINVAL.on(name);
    }
    String present = show(world).trim();
    String[] values = present.split("\t");
    for (int i = 0; i < Math.min(count, words.length); i++) {
      values[i] = Long.toString(number(words[i]));
    }
    put(world, String.join("\t", values));
  }

  private void put(World world, String value) {
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
