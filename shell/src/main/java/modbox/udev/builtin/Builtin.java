package modbox.udev.builtin;

import java.util.List;
import modbox.abi.Errno;
import modbox.udev.device.Device;
import modbox.udev.device.Files;
import modbox.udev.rule.RuleEvent;
import org.jspecify.annotations.Nullable;

/** A command that udev runs without a process. */
public interface Builtin {
  /** The first word of the command line. */
  String name();

  /** One line of help. */
  String help();

  /**
   * Does the work.
   *
   * @return 0 or more if it succeeded, else a negative error number
   */
  int run(Call call);

  /** The result of a builtin that found nothing. */
  static int failed(Errno errno) {
    return -errno.number();
  }

  /** Sees each property that a builtin sets: how {@code udevadm test-builtin} prints them. */
  interface Listener {
    void property(String key, String value);
  }

  /**
   * A call of a builtin.
   *
   * @param argv the command line, the builtin's name first
   */
  record Call(
      Files files,
      RuleEvent event,
      List<String> argv,
      Kernel kernel,
      Databases databases,
      Listener listener) {
    public Call {
      argv = List.copyOf(argv);
    }

    public Device device() {
      return event.device();
    }

    /** Sets a property. */
    public void add(String key, String value) {
      device().set(key, value);
      listener.property(key, value);
    }

    /** Sets a property unless the value is null or empty. */
    public void addIf(String key, @Nullable String value) {
      if (value != null && !value.isEmpty()) {
        add(key, value);
      }
    }
  }
}
