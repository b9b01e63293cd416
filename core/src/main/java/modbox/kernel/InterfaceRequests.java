package modbox.kernel;

import modbox.abi.Capability;
import modbox.abi.Credentials;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.device.Interfaces;

/** ioctl(2) of any socket on network interfaces, with a struct ifreq. Source: netdevice(7). */
record InterfaceRequests(Interfaces interfaces) {
  private static final int GIFNAME = 0x8910;
  private static final int GIFFLAGS = 0x8913;
  private static final int SIFFLAGS = 0x8914;
  private static final int SIFNAME = 0x8923;
  private static final int GIFINDEX = 0x8933;
  private static final int VALUE = Interfaces.NAME_SIZE;

  int ioctl(Credentials who, int request, byte[] argument) throws ErrnoException {
    if (argument.length < 2 * Interfaces.NAME_SIZE) {
      throw Errno.EFAULT.on("ioctl");
    }
    switch (request) {
      case GIFNAME -> put(argument, 0, interfaces.name(number(argument, 4)));
      case GIFFLAGS -> set(argument, interfaces.flags(name(argument, 0)), 2);
      case GIFINDEX -> set(argument, interfaces.index(name(argument, 0)), 4);
      case SIFFLAGS -> {
        need(who);
        interfaces.setFlags(name(argument, 0), number(argument, 2));
      }
      case SIFNAME -> {
        need(who);
        interfaces.rename(name(argument, 0), name(argument, VALUE));
      }
      default -> throw Errno.ENOTTY.on("ioctl");
    }
    return 0;
  }

  private static void need(Credentials who) throws ErrnoException {
    if (!who.has(Capability.NET_ADMIN)) {
      throw Errno.EPERM.on("ioctl");
    }
  }

  private static String name(byte[] bytes, int from) {
    var name = new StringBuilder();
    for (int i = from; i < from + Interfaces.NAME_SIZE && bytes[i] != 0; i++) {
      name.append((char) (bytes[i] & 0xff));
    }
    return name.toString();
  }

  private static void put(byte[] bytes, int at, String name) {
    for (int i = 0; i < Interfaces.NAME_SIZE; i++) {
      bytes[at + i] = i < name.length() ? (byte) name.charAt(i) : 0;
    }
  }

  private static int number(byte[] bytes, int size) {
    int value = 0;
    for (int i = size - 1; i >= 0; i--) {
      value = (value << 8) | (bytes[VALUE + i] & 0xff);
    }
    return value;
  }

  private static void set(byte[] bytes, int value, int size) {
    for (int i = 0; i < size; i++) {
      bytes[VALUE + i] = (byte) (value >> (8 * i));
    }
  }
}
