package modbox.kernel;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import org.junit.jupiter.api.Test;

/** Plugging through the system calls: sysfs, /dev and netlink show what came. */
class DeviceDoorTest {
  private static final String RAW =
      """
      P: /devices/pci0001:00/0001:00:1f.2/block/sdq
      N: sdq
      E: DEVNAME=/dev/sdq
      E: DEVTYPE=disk
      E: MAJOR=65
      E: MINOR=0
      E: SUBSYSTEM=block
      A: size=100\\n
      A: queue/rotational=1\\n
      """;

  private interface Body {
    void run(Syscalls sys) throws ErrnoException;
  }

  private static void in(boolean bare, Body body) {
    var machine = Machine.boot(MachineOptions.of(name -> Optional.empty()).withBare(bare));
    machine.call(
        sys -> {
          try {
            body.run(sys);
          } catch (ErrnoException e) {
            throw new AssertionError(e);
          }
          return 0;
        });
    machine.close();
  }

  private static String read(Syscalls sys, String path) throws ErrnoException {
    int fd = sys.open(path, Open.RDONLY);
    var buffer = new byte[65536];
    int count = sys.read(fd, buffer, 0, buffer.length);
    sys.close(fd);
    return new String(buffer, 0, count, ISO_8859_1);
  }

  private static void write(Syscalls sys, String path, String text) throws ErrnoException {
    int fd = sys.open(path, Open.WRONLY);
    try {
      sys.write(fd, text.getBytes(ISO_8859_1), 0, text.length());
    } finally {
      sys.close(fd);
    }
  }

  @Test
  void rawDevicesStandAsDescribedAndGoWithAnEvent() {
    in(
        true,
        sys -> {
          int monitor =
              sys.socket(
                  SocketCalls.AF_NETLINK,
                  SocketCalls.SOCK_RAW | SocketCalls.SOCK_NONBLOCK,
                  SocketCalls.NETLINK_KOBJECT_UEVENT);
          sys.bindNetlink(monitor, 1);
          sys.plug("lab", RAW.getBytes(ISO_8859_1), DeviceCalls.Plug.RAW);
          String path = "/sys/devices/pci0001:00/0001:00:1f.2/block/sdq";
          assertThat(read(sys, path + "/uevent"))
              .isEqualTo("DEVNAME=sdq\nDEVTYPE=disk\nMAJOR=65\nMINOR=0\n");
          assertThat(read(sys, path + "/queue/rotational")).isEqualTo("1\n");
          assertThat(sys.readlink(path + "/subsystem")).isEqualTo("../../../../../class/block");
          assertThat(sys.readlink("/sys/dev/block/65:0"))
              .isEqualTo("../../devices/pci0001:00/0001:00:1f.2/block/sdq");
          assertThat(sys.stat("/dev/sdq").mode()).isEqualTo(060600);
          write(sys, path + "/size", "7");
          assertThat(read(sys, path + "/size")).isEqualTo("7");
          assertThatThrownBy(() -> sys.receive(monitor))
              .isInstanceOfSatisfying(
                  ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EAGAIN));
          assertThat(sys.pluggedRaw()).containsExactly(path.substring(4));
          sys.unplug(path.substring(4));
          assertThat(sys.receive(monitor).data())
              .startsWith("remove@" + path.substring(4) + "\0ACTION=remove\0");
          assertThatThrownBy(() -> sys.stat("/sys/devices/pci0001:00"))
              .isInstanceOf(ErrnoException.class);
          assertThatThrownBy(() -> sys.stat("/dev/sdq")).isInstanceOf(ErrnoException.class);
        });
  }

  @Test
  void theDefaultMachineHasItsDevices() {
    in(
        false,
        sys -> {
          assertThat(read(sys, "/sys/bus/pci/devices/0000:00:14.0/modalias"))
              .isEqualTo("pci:v00008086d0000A36Dsv00008086sd00007270bc0Csc03i30\n");
          assertThat(read(sys, "/sys/class/net/lo/address")).isEqualTo("00:00:00:00:00:00\n");
          assertThat(sys.stat("/dev/mem").mode()).isEqualTo(020600);
          assertThatThrownBy(() -> sys.stat("/sys/devices/pci0000:00/0000:00:14.0/usb1"))
              .isInstanceOf(ErrnoException.class);
        });
  }

  @Test
  void aWriteToUeventSendsASyntheticEvent() {
    in(
        false,
        sys -> {
          int monitor =
              sys.socket(
                  SocketCalls.AF_NETLINK, SocketCalls.SOCK_RAW, SocketCalls.NETLINK_KOBJECT_UEVENT);
          sys.bindNetlink(monitor, 1);
          String path = "/sys/devices/virtual/net/lo/uevent";
          write(sys, path, "change 01234567-89ab-cdef-0123-456789abcdef A=1 B=x\n");
          assertThat(sys.receive(monitor).data().split("\0"))
              .startsWith(
                  "change@/devices/virtual/net/lo",
                  "ACTION=change",
                  "DEVPATH=/devices/virtual/net/lo",
                  "SUBSYSTEM=net",
                  "SYNTH_UUID=01234567-89ab-cdef-0123-456789abcdef",
                  "SYNTH_ARG_A=1",
                  "SYNTH_ARG_B=x",
                  "INTERFACE=lo",
                  "IFINDEX=1");
          for (String bad :
              List.of("foo", "add x", "add 01234567-89ab-cdef-0123-456789abcdef A_=1")) {
            assertThatThrownBy(() -> write(sys, path, bad))
                .isInstanceOfSatisfying(
                    ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL));
          }
        });
  }
}
