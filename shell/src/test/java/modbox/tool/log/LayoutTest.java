package modbox.tool.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import modbox.user.time.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The shapes of dmesg's lines; what is expected was printed by util-linux 2.38. */
class LayoutTest {
  private static final String LOG =
      "<6>[    0.000000] Linux version 6.1\n"
          + "<4>[    5.687828] usb 1-1: warn\n"
          + "<30>[   65.688000] two\n second\n"
          + "<2>[   66.500000] bad \u0001\u00c3\u00a9\u00ff\n";

  /** 2026-11-24T13:31:06Z. */
  private static final long BOOT = 1_795_527_066_000_000_000L;

  static Stream<Arguments> layouts() {
    return Stream.of(
        arguments(
            Layout.Time.PLAIN,
            "",
            "[    0.000000] Linux version 6.1\n"
                + "[    5.687828] usb 1-1: warn\n"
                + "[   65.688000] two\n                second\n"
                + "[   66.500000] bad \\x01\u00c3\u00a9\\xff\n"),
        arguments(
            Layout.Time.NONE,
            "x",
            "kern  :info  : Linux version 6.1\n"
                + "kern  :warn  : usb 1-1: warn\n"
                + "daemon:info  : two\n                second\n"
                + "kern  :crit  : bad \\x01\u00c3\u00a9\\xff\n"),
        arguments(
            Layout.Time.PLAIN_DELTA,
            "",
            "[    0.000000 <    0.000000>] Linux version 6.1\n"
                + "[    5.687828 <    0.000000>] usb 1-1: warn\n"
                + "[   65.688000 <   60.000172>] two\n                               second\n"
                + "[   66.500000 <    0.812000>] bad \\x01\u00c3\u00a9\\xff\n"),
        arguments(
            Layout.Time.RELATIVE,
            "",
            "[Nov24 13:31] Linux version 6.1\n"
                + "[  +0.000000] usb 1-1: warn\n"
                + "[Nov24 13:32] two\n               second\n"
                + "[  +0.812000] bad \\x01\u00c3\u00a9\\xff\n"),
        arguments(
            Layout.Time.ISO,
            "",
            "2026-11-24T13:31:06,000000+00:00 Linux version 6.1\n"
                + "2026-11-24T13:31:11,687828+00:00 usb 1-1: warn\n"
                + "2026-11-24T13:32:11,688000+00:00 two\n                                  second\n"
                + "2026-11-24T13:32:12,500000+00:00 bad \\x01\u00c3\u00a9\\xff\n"),
        arguments(
            Layout.Time.PLAIN,
            "L",
            "\033[32m[    0.000000] \033[0mLinux version 6.1\n"
                + "\033[32m[    5.687828] \033[0m\033[33musb 1-1: \033[0m\033[1mwarn\033[0m\n"
                + "\033[32m[   65.688000] \033[0mtwo\n"
                + "                second\n"
                + "\033[32m[   66.500000] \033[0m\033[1m\033[31mbad"
                + " \\x01\u00c3\u00a9\\xff\033[0m\n"),
        arguments(
            Layout.Time.PLAIN, "r", LOG.replace("\u0001", "\\x01").replace("\u00ff", "\\xff")));
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void linesLookAsThoseOfUtilLinux(Layout.Time time, String flags, String expected) {
    var layout =
        new Layout(
            new Layout.Options(
                time,
                flags.contains("x"),
                flags.contains("L"),
                true,
                false,
                flags.contains("r"),
                BOOT,
                Zone.UTC));
    var text = new StringBuilder();
    for (Message message : Message.ofSyslog(LOG)) {
      text.append(layout.line(message));
    }
    assertThat(text.toString()).isEqualTo(expected);
  }

  @Test
  void recordsOfKmsgAreUnescaped() {
    Message message =
        Message.ofKmsg("12,339,5140900,-;tab\\x09 back\\x5cslash\n SUBSYSTEM=usb\n").orElseThrow();
    assertThat(message.text()).isEqualTo("tab\t back\\slash");
    assertThat(message.raw()).isEqualTo("<12>[    5.140900] tab\t back\\slash");
    assertThat(message.facility()).isEqualTo(1);
    assertThat(message.level()).isEqualTo(4);
    assertThat(Message.ofKmsg("no record")).isEmpty();
  }

  @Test
  void jsonHoldsEveryMessage() {
    List<Message> messages = Message.ofSyslog("<6>[    1.500000] a \"b\"\n<3>[    2.000000] c\n");
    assertThat(String.join("", Layout.json(messages, false)))
        .isEqualTo(
            """
            {
               "dmesg": [
                  {
                     "pri": 6,
                     "time":     1.500000,
                     "msg": "a \\"b\\""
                  },{
                     "pri": 3,
                     "time":     2.000000,
                     "msg": "c"
                  }
               ]
            }
            """);
  }
}
