package modbox.abi;

import java.util.List;

/**
 * A terminal's settings, flag words with Linux's bit values. Source: termios(3),
 * asm-generic/termbits.h.
 *
 * @param control the special characters by VINTR 0, VQUIT 1, VERASE 2, VKILL 3, VEOF 4, VTIME 5,
 *     VMIN 6, VSTART 8, VSTOP 9, VSUSP 10, VEOL 11, VREPRINT 12, VDISCARD 13, VWERASE 14, VLNEXT
 *     15, VEOL2 16; 0 switches one off
 */
public record Termios(
    int input, int output, int controlFlags, int local, List<Integer> control, int speed) {
  public static final int VINTR = 0;
  public static final int VQUIT = 1;
  public static final int VERASE = 2;
  public static final int VKILL = 3;
  public static final int VEOF = 4;
  public static final int VTIME = 5;
  public static final int VMIN = 6;
  public static final int VSTART = 8;
  public static final int VSTOP = 9;
  public static final int VSUSP = 10;
  public static final int VEOL = 11;
  public static final int VREPRINT = 12;
  public static final int VWERASE = 14;
  public static final int VLNEXT = 15;
  public static final int VEOL2 = 16;

  public static final int INLCR = 0x40;
  public static final int IGNCR = 0x80;
  public static final int ICRNL = 0x100;
  public static final int IXON = 0x400;
  public static final int OPOST = 1;
  public static final int ONLCR = 4;
  public static final int ISIG = 1;
  public static final int ICANON = 2;
  public static final int ECHO = 8;
  public static final int ECHOE = 0x10;
  public static final int ECHOK = 0x20;
  public static final int ECHONL = 0x40;
  public static final int NOFLSH = 0x80;
  public static final int TOSTOP = 0x100;
  public static final int ECHOCTL = 0x200;
  public static final int ECHOKE = 0x800;
  public static final int IEXTEN = 0x8000;

  public Termios {
    control = List.copyOf(control);
  }

  /** What a new terminal has. */
  public static Termios sane() {
    return new Termios(
        ICRNL | IXON,
        OPOST | ONLCR,
        0xbf,
        ISIG | ICANON | ECHO | ECHOE | ECHOK | ECHOCTL | ECHOKE | IEXTEN,
        List.of(3, 28, 127, 21, 4, 0, 1, 0, 17, 19, 26, 0, 18, 15, 23, 22, 0),
        38400);
  }

  /** Whether a local flag is on. */
  public boolean local(int flag) {
    return (local & flag) != 0;
  }

  /** Whether an input flag is on. */
  public boolean input(int flag) {
    return (input & flag) != 0;
  }

  /** Whether the byte is this special character, and that one is switched on. */
  public boolean is(int special, int c) {
    int value = control.get(special);
    return value != 0 && value == c;
  }

  /** The same with other local flags. */
  public Termios withLocal(int flags) {
    return new Termios(input, output, controlFlags, flags, control, speed);
  }
}
