package modbox.udev.builtin;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Map;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.udev.device.Device;
import modbox.udev.device.Numbers;

/**
 * {@code keyboard}: gives the kernel the key codes, axes and sensitivity that properties ask for.
 * Source: udev-builtin-keyboard.c.
 */
final class Keyboard implements Builtin {
  private static final int EVIOCSKEYCODE = 0x40084504;
  private static final int EVIOCGABS = 0x80184540;
  private static final int EVIOCSABS = 0x401845c0;
  private static final int ABS_SIZE = 24;

  @Override
  public String name() {
    return "keyboard";
  }

  @Override
  public String help() {
    return "Keyboard scan code to key mapping";
  }

  @Override
  public int run(Call call) {
    Device device = call.device();
    String node = device.devname();
    if (node == null) {
      return Builtin.failed(Errno.ENOENT);
    }
    for (Map.Entry<String, String> entry : new ArrayList<>(device.properties().entrySet())) {
      String key = entry.getKey();
      try {
        if (key.startsWith("KEYBOARD_KEY_")) {
          mapKey(call, node, key.substring("KEYBOARD_KEY_".length()), entry.getValue());
        } else if (key.startsWith("EVDEV_ABS_")) {
          axis(call, node, key.substring("EVDEV_ABS_".length()), entry.getValue());
        } else if (key.equals("POINTINGSTICK_SENSITIVITY")) {
          sensitivity(call, entry.getValue());
        }
      } catch (ErrnoException _) {
        // Not fatal: as the real one: each setting stands for itself, a node may not know the call.
      }
    }
    return 0;
  }

  private static void mapKey(Call call, String node, String scan, String value)
      throws ErrnoException {
    int scanCode = Numbers.parse(scan, 16, -1);
    String name = value.startsWith("!") ? value.substring(1) : value;
    int keyCode = KeyNames.code(name);
    if (scanCode < 0 || keyCode < 0) {
      return;
    }
    var map = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    call.kernel().ioctl(node, EVIOCSKEYCODE, map.putInt(scanCode).putInt(keyCode).array());
  }

  /** {@code MIN:MAX:RESOLUTION:FUZZ:FLAT}, each of which may be empty. */
  private static void axis(Call call, String node, String code, String value)
      throws ErrnoException {
    int axis = Numbers.parse(code, 16, -1);
    if (axis < 0) {
      return;
    }
    var info = ByteBuffer.allocate(ABS_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    call.kernel().ioctl(node, EVIOCGABS + axis, info.array());
    int[] places = {4, 8, 20, 12, 16};
    String[] fields = value.split(":", -1);
    for (int i = 0; i < fields.length && i < places.length; i++) {
      if (!fields[i].isEmpty()) {
        info.putInt(places[i], Numbers.decimal(fields[i], 0));
      }
    }
    call.kernel().ioctl(node, EVIOCSABS + axis, info.array());
  }

  private static void sensitivity(Call call, String value) throws ErrnoException {
    Device serio = call.device().parent("serio", null);
    if (serio != null) {
      call.files().store(serio.syspath() + "/sensitivity", value);
    }
  }
}
