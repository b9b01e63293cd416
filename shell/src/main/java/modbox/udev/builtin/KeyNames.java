package modbox.udev.builtin;

import modbox.udev.device.Numbers;

/** Names of keys as keyboard maps write them. Source: linux/input-event-codes.h. */
final class KeyNames {
  /** The keys from 1 on, in the order of their codes; "-" where there is none. */
  private static final String LOW =
      "esc 1 2 3 4 5 6 7 8 9 0 minus equal backspace tab q w e r t y u i o p leftbrace rightbrace"
          + " enter leftctrl a s d f g h j k l semicolon apostrophe grave leftshift backslash z x c"
          + " v b n m comma dot slash rightshift kpasterisk leftalt space capslock f1 f2 f3 f4 f5"
          + " f6 f7 f8 f9 f10 numlock scrolllock kp7 kp8 kp9 kpminus kp4 kp5 kp6 kpplus kp1 kp2 kp3"
          + " kp0 kpdot - zenkakuhankaku 102nd f11 f12 ro katakana hiragana henkan katakanahiragana"
          + " muhenkan kpjpcomma kpenter rightctrl kpslash sysrq rightalt linefeed home up pageup"
          + " left right end down pagedown insert delete macro mute volumedown volumeup power"
          + " kpequal kpplusminus pause scale kpcomma hangeul hanja yen leftmeta rightmeta compose"
          + " stop again props undo front copy open paste find cut help menu calc setup sleep"
          + " wakeup file sendfile deletefile xfer prog1 prog2 www msdos coffee rotate_display"
          + " cyclewindows mail bookmarks computer back forward closecd ejectcd ejectclosecd"
          + " nextsong playpause previoussong stopcd record rewind phone iso config homepage"
          + " refresh exit move edit scrollup scrolldown kpleftparen kprightparen new redo f13 f14"
          + " f15 f16 f17 f18 f19 f20 f21 f22 f23 f24 - - - - - playcd pausecd prog3 prog4"
          + " dashboard suspend close play fastforward bassboost print hp camera sound question"
          + " email chat search connect finance sport shop alterase cancel brightnessdown"
          + " brightnessup media switchvideomode kbdillumtoggle kbdillumdown kbdillumup send reply"
          + " forwardmail save documents battery bluetooth wlan uwb unknown video_next video_prev"
          + " brightness_cycle brightness_auto display_off wwan rfkill micmute";

  private KeyNames() {}

  /** The code of a key by name or number; -1 if there is none. */
  static int code(String name) {
    int code = 1;
    for (String word : LOW.split(" ", -1)) {
      if (word.equals(name)) {
        return code;
      }
      code++;
    }
    return switch (name) {
      case "reserved" -> 0;
      case "touchpad_toggle" -> 0x212;
      case "touchpad_on" -> 0x213;
      case "touchpad_off" -> 0x214;
      case "fn" -> 0x1d0;
      case "fn_esc" -> 0x1d1;
      case "zoom" -> 0x174;
      case "screen" -> 0x177;
      case "controlpanel" -> 0x243;
      case "fn_f1" -> 0x1d2;
      default -> Numbers.decimal(name, -1);
    };
  }
}
