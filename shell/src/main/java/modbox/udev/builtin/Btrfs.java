package modbox.udev.builtin;

import modbox.abi.Errno;
import modbox.abi.ErrnoException;

/** {@code btrfs ready NODE}: whether all devices of a btrfs are there. */
final class Btrfs implements Builtin {
  private static final int BTRFS_IOC_DEVICES_READY = 0x90009427;
  private static final int ARGUMENT_SIZE = 4096;

  @Override
  public String name() {
    return "btrfs";
  }

  @Override
  public String help() {
    return "btrfs volume management";
  }

  @Override
  public int run(Call call) {
    if (call.argv().size() != 3 || !call.argv().get(1).equals("ready")) {
      return Builtin.failed(Errno.EINVAL);
    }
    byte[] node = call.argv().get(2).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    var argument = new byte[ARGUMENT_SIZE];
    System.arraycopy(node, 0, argument, 8, Math.min(node.length, ARGUMENT_SIZE - 9));
    try {
      call.kernel().ioctl("/dev/btrfs-control", BTRFS_IOC_DEVICES_READY, argument);
      call.add("ID_BTRFS_READY", "1");
      return 0;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENOENT) { // no btrfs in this kernel (yet)
        call.add("ID_BTRFS_READY", "0");
        return 0;
      }
      return Builtin.failed(e.errno());
    }
  }
}
