package modbox.udev.builtin;

import java.math.BigInteger;
import java.util.List;
import modbox.udev.device.Device;

/**
 * {@code input_id}: what kind of input device it is, guessed from what it can send. Source:
 * udev-builtin-input_id.c, numbers from linux/input-event-codes.h.
 */
final class InputId implements Builtin {
  private static final int EV_KEY = 1;
  private static final int EV_REL = 2;
  private static final int EV_SW = 5;
  private static final int REL_HWHEEL = 6;
  private static final int REL_WHEEL = 8;
  private static final int BTN_MISC = 0x100;
  private static final List<int[]> HIGH_KEYS =
      List.of(new int[] {0x160, 0x220}, new int[] {0x230, 0x2c0});

  @Override
  public String name() {
    return "input_id";
  }

  @Override
  public String help() {
    return "Input device properties";
  }

  @Override
  public int run(Call call) {
    Device input = call.device();
    while (input != null && input.attribute("capabilities/ev") == null) {
      input = input.parent("input", null);
    }
    if (input == null) {
      return 0;
    }
    call.add("ID_INPUT", "1");
    BigInteger events = mask(input, "capabilities/ev");
    BigInteger keys = mask(input, "capabilities/key");
    BigInteger relative = mask(input, "capabilities/rel");
    BigInteger absolute = mask(input, "capabilities/abs");
    BigInteger properties = mask(input, "properties");
    String bus = input.attribute("id/bustype");
    boolean pointer =
        new Pointer(events, keys, relative, absolute, properties, "0018".equals(bus)).write(call);
    boolean key = keys(call, events, keys);
    boolean wheel = relative.testBit(REL_WHEEL) || relative.testBit(REL_HWHEEL);
    if (!pointer && !key && events.testBit(EV_REL) && wheel) {
      call.add("ID_INPUT_KEY", "1");
    }
    if (events.testBit(EV_SW)) {
      call.add("ID_INPUT_SWITCH", "1");
    }
    return 0;
  }

  /** A bit set as sysfs writes it: words of 64 bits in hex, the highest first. */
  private static BigInteger mask(Device device, String attribute) {
    String text = device.attribute(attribute);
    BigInteger mask = BigInteger.ZERO;
    if (text == null) {
      return mask;
    }
    for (String word : text.trim().split(" +", -1)) {
      mask = mask.shiftLeft(64);
      for (int i = 0; i < word.length(); i++) {
        if (Character.digit(word.charAt(i), 16) < 0) {
          return BigInteger.ZERO;
        }
      }
      mask = word.isEmpty() ? mask : mask.or(new BigInteger(word, 16));
    }
    return mask;
  }

  private static boolean keys(Call call, BigInteger events, BigInteger keys) {
    if (!events.testBit(EV_KEY)) {
      return false;
    }
    boolean found = any(keys, 0, BTN_MISC);
    for (int[] block : HIGH_KEYS) {
      found |= any(keys, block[0], block[1]);
    }
    if (found) {
      call.add("ID_INPUT_KEY", "1");
    }
    boolean all = true; // Esc, the digits, Q to D: that is a whole keyboard
    for (int i = 1; i < 32; i++) {
      all &= keys.testBit(i);
    }
    if (all) {
      call.add("ID_INPUT_KEYBOARD", "1");
    }
    return found || all;
  }

  static boolean any(BigInteger mask, int from, int to) {
    return count(mask, from, to) > 0;
  }

  static int count(BigInteger mask, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += mask.testBit(i) ? 1 : 0;
    }
    return count;
  }
}
