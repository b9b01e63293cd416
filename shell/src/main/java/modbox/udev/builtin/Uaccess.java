package modbox.udev.builtin;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.udev.device.Numbers;

/**
 * {@code uaccess}: whoever sits at the device's seat may use its node. Who that is, logind writes
 * down in /run/systemd/seats.
 */
final class Uaccess implements Builtin {
  @Override
  public String name() {
    return "uaccess";
  }

  @Override
  public String help() {
    return "Manage device node user ACL";
  }

  @Override
  public int run(Call call) {
    String node = call.device().devname();
    if (node == null) {
      return Builtin.failed(Errno.ENOENT);
    }
    if (call.files().mode("/run/systemd/seats") == 0) {
      return 0; // no logind on this machine: nothing to do
    }
    String seat = call.device().property("ID_SEAT");
    try {
      call.kernel().grant(node, active(call, seat == null ? "seat0" : seat));
      return 0;
    } catch (ErrnoException e) {
      return Builtin.failed(e.errno());
    }
  }

  private static List<Integer> active(Call call, String seat) {
    var users = new ArrayList<Integer>();
    String text = call.files().read("/run/systemd/seats/" + seat);
    if (text != null) {
      for (String line : text.split("\n", -1)) {
        if (line.startsWith("ACTIVE_UID=")) {
          users.add(Numbers.decimal(line.substring("ACTIVE_UID=".length()), 0));
        }
      }
    }
    return users;
  }
}
