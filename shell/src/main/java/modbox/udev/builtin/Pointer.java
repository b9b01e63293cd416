package modbox.udev.builtin;

import java.math.BigInteger;

/** What an input device points with, by the bits of what it can send. */
final class Pointer {
  private static final int ABS_X = 0;
  private static final int ABS_Y = 1;
  private static final int ABS_Z = 2;
  private static final int ABS_RX = 3;
  private static final int ABS_PRESSURE = 0x18;
  private static final int ABS_MT_SLOT = 0x2f;
  private static final int ABS_MT_POSITION_X = 0x35;
  private static final int BTN_MISC = 0x100;
  private static final int BTN_MOUSE = 0x110;
  private static final int BTN_JOYSTICK = 0x120;
  private static final int BTN_DIGI = 0x140;
  private static final int BTN_TOOL_FINGER = 0x145;
  private static final int BTN_TOUCH = 0x14a;
  private static final int BTN_STYLUS = 0x14b;
  private static final int BTN_DPAD_UP = 0x220;
  private static final int BTN_TRIGGER_HAPPY = 0x2c0;

  /** Ctrl, Caps, Num, Insert, Mute, Calc, File, Mail, Play, Brightness: four make a keyboard. */
  private static final int[] KEYBOARD = {29, 58, 69, 110, 113, 140, 144, 155, 164, 224};

  private final BigInteger keys;
  private final boolean hasKeys;
  private final boolean absolute;
  private final boolean relative;
  private final boolean wheel;
  private final boolean direct;
  private final boolean pen;
  private final boolean finger;
  private final boolean touch;
  private final boolean mouseButton;
  private final boolean padButtons;
  private final boolean multitouch;
  private final boolean i2c;
  private final int joystickParts;
  private boolean accelerometer;
  private boolean stick;
  private boolean mouse;
  private boolean absoluteMouse;
  private boolean touchpad;
  private boolean touchscreen;
  private boolean joystick;
  private boolean tablet;
  private boolean pad;

  Pointer(
      BigInteger events,
      BigInteger keys,
      BigInteger rel,
      BigInteger abs,
      BigInteger properties,
      boolean i2c) {
    this.keys = keys;
    this.i2c = i2c;
    hasKeys = events.testBit(1);
    absolute = abs.testBit(ABS_X) && abs.testBit(ABS_Y);
    relative = events.testBit(2) && rel.testBit(0) && rel.testBit(1);
    wheel = events.testBit(2) && (rel.testBit(8) || rel.testBit(6));
    direct = properties.testBit(1);
    boolean toolPen = keys.testBit(BTN_DIGI);
    pen = toolPen || keys.testBit(BTN_STYLUS);
    finger = keys.testBit(BTN_TOOL_FINGER) && !toolPen;
    touch = keys.testBit(BTN_TOUCH);
    mouseButton = InputId.any(keys, BTN_MOUSE, BTN_JOYSTICK);
    padButtons = keys.testBit(BTN_MISC) && keys.testBit(BTN_MISC + 1) && !toolPen;
    boolean allAxes = abs.testBit(ABS_MT_SLOT) && abs.testBit(ABS_MT_SLOT - 1);
    multitouch = abs.testBit(ABS_MT_POSITION_X) && abs.testBit(ABS_MT_POSITION_X + 1) && !allAxes;
    joystickParts =
        InputId.count(keys, BTN_JOYSTICK, BTN_DIGI)
            + InputId.count(keys, BTN_TRIGGER_HAPPY, BTN_TRIGGER_HAPPY + 40)
            + InputId.count(keys, BTN_DPAD_UP, BTN_DPAD_UP + 4)
            + InputId.count(abs, ABS_RX, ABS_PRESSURE);
    accelerometer = properties.testBit(6) || (!hasKeys && absolute && abs.testBit(ABS_Z));
    stick = properties.testBit(5);
    guess();
  }

  private void guess() {
    if (absolute) {
      tablet = pen;
      touchpad = !pen && finger && !direct;
      absoluteMouse = !pen && !touchpad && mouseButton;
      touchscreen = !pen && !touchpad && !mouseButton && (touch || direct);
      joystick = !pen && !touchpad && !mouseButton && !touchscreen && joystickParts > 0;
    } else {
      joystick = joystickParts > 0;
    }
    if (multitouch) {
      if (pen) {
        tablet = true;
      } else if (finger && !direct) {
        touchpad = true;
      } else if (touch || direct) {
        touchscreen = true;
      }
    }
    if (padButtons && (tablet || (wheel && !relative))) {
      tablet = true;
      pad = true;
    }
    mouse = !tablet && !touchpad && !joystick && mouseButton && (relative || !absolute);
    stick |= mouse && i2c; // there is no such thing as an i2c mouse
    joystick &= !looksLikeKeyboard() && !(wheel && padButtons);
  }

  private boolean looksLikeKeyboard() {
    int known = 0;
    for (int key : KEYBOARD) {
      known += hasKeys && keys.testBit(key) ? 1 : 0;
    }
    return known >= 4 || joystickParts < 2;
  }

  /** Writes the properties: whether it is a pointer of any kind. */
  boolean write(Builtin.Call call) {
    if (accelerometer) {
      call.add("ID_INPUT_ACCELEROMETER", "1");
      return true;
    }
    flag(call, stick, "POINTINGSTICK");
    flag(call, mouse || absoluteMouse, "MOUSE");
    flag(call, touchpad, "TOUCHPAD");
    flag(call, touchscreen, "TOUCHSCREEN");
    flag(call, joystick, "JOYSTICK");
    flag(call, tablet, "TABLET");
    flag(call, pad, "TABLET_PAD");
    return stick || mouse || absoluteMouse || touchpad || touchscreen || joystick || tablet;
  }

  private static void flag(Builtin.Call call, boolean on, String name) {
    if (on) {
      call.add("ID_INPUT_" + name, "1");
    }
  }
}
