package modbox.kernel;

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
  public static final int ICRNL = 0x100;
  public static final int IXON = 0x400;
  public static final int OPOST = 1;
  public static final int ONLCR = 4;
  public static final int ISIG = 1;
  public static final int ICANON = 2;
  public static final int ECHO = 8;
  public static final int ECHOE = 0x10;
  public static final int ECHOK = 0x20;
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

  /** The same with other local flags. */
  public Termios withLocal(int flags) {
    return new Termios(input, output, controlFlags, flags, control, speed);
  }
}
