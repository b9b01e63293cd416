package modbox.module;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.driver.KernelApi;
import modbox.driver.ModuleProgram;
import modbox.elf.Import;
import modbox.elf.Registration;
import modbox.image.ObjectFacts;

/**
 * What a module does, as far as its object tells: the register functions that its code calls, the
 * names that it gives them, and its aliases as tables of ids.
 */
record DerivedProgram(ObjectFacts facts) implements ModuleProgram {
  /** Dynamic minors of misc devices; such a device has no alias with its number. */
  private static final String MISC_ALIAS = "char-major-10-";

  @Override
  public void init(KernelApi kernel) throws ErrnoException {
    structures(kernel);
    Majors.register(kernel);
    for (Registration registration : facts.registrations()) {
      register(kernel, registration);
    }
    unnamed(kernel);
    if (imports("sock_register")) {
      for (String alias : facts.values("alias")) {
        int family = alias.startsWith("net-pf-") ? number(alias.substring("net-pf-".length())) : -1;
        if (family >= 0) {
          kernel.registerProtocolFamily(family);
        }
      }
    }
  }

  @Override
  public void exit(KernelApi kernel) {
    kernel.unregisterAll();
  }

  private void register(KernelApi kernel, Registration registration) throws ErrnoException {
    String name = registration.name();
    switch (registration.function()) {
      case "register_filesystem" -> filesystem(kernel, name);
      case "misc_register" -> misc(kernel, name);
      case "input_register_handler" -> kernel.registerHandler(name);
      case "usb_serial_register_drivers" -> {
        // the USB driver is without ids at first; it gets those of the converters
        kernel.registerDriver("usb", name, List.of());
        List<String> ids = Buses.patterns("usb", facts.values("alias"));
        kernel.registerDriver("usb-serial", converter(name), ids);
      }
      default -> {
        String bus = Buses.of(registration.function());
        if (!bus.isEmpty()) {
          driver(kernel, bus, name);
        }
      }
    }
  }

  /** What some drivers call their converters on the usb-serial bus. Source: drivers/usb/serial. */
  private static String converter(String driver) {
    return switch (driver) {
      case "ch341" -> "ch341-uart";
      case "option" -> "option1";
      default -> driver;
    };
  }

  private void driver(KernelApi kernel, String bus, String name) throws ErrnoException {
    kernel.registerDriver(bus, name, Buses.patterns(bus, facts.values("alias")));
  }

  /**
   * A file system of that name may be there already from another part of the module: ext4's ext2.
   */
  private void filesystem(KernelApi kernel, String name) throws ErrnoException {
    try {
      kernel.registerFilesystem(name, needsDevice());
    } catch (ErrnoException e) {
      if (e.errno() != Errno.EBUSY || name.equals(kernel.module())) {
        throw e;
      }
    }
  }

  private boolean needsDevice() {
    return imports("get_tree_bdev") || imports("mount_bdev") || imports("sb_set_blocksize");
  }

  private boolean imports(String symbol) {
    for (Import wanted : facts.imports()) {
      if (wanted.name().equals(symbol)) {
        return true;
      }
    }
    return false;
  }

  private void misc(KernelApi kernel, String name) throws ErrnoException {
    int minor = -1;
    String node = name;
    for (String alias : facts.values("alias")) {
      if (alias.startsWith(MISC_ALIAS) && minor < 0) {
        minor = number(alias.substring(MISC_ALIAS.length()));
      } else if (alias.startsWith("devname:")) {
        node = alias.substring("devname:".length());
      }
    }
    kernel.registerMisc(name, node.endsWith(name) ? node : name, minor);
  }

  private static int number(String text) {
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9' || value > 1 << 20) {
        return -1;
      }
      value = value * 10 + (text.charAt(i) - '0');
    }
    return text.isEmpty() ? -1 : value;
  }

  /** Buses and what comes with the core modules, whose own registrations are calls within. */
  private void structures(KernelApi kernel) throws ErrnoException {
    switch (kernel.module()) {
      case "usbcore" -> {
        kernel.registerBus("usb");
        kernel.registerDriver("usb", "usbfs", List.of());
        kernel.registerDriver("usb", "hub", Buses.patterns("usb", facts.values("alias")));
        kernel.registerDriver("usb", "usb", List.of());
      }
      case "hid" -> kernel.registerBus("hid");
      case "scsi_mod" -> {
        kernel.registerBus("scsi");
        kernel.registerClass("scsi_host");
        kernel.registerClass("scsi_device");
      }
      case "usbserial" -> kernel.registerBus("usb-serial");
      case "snd" -> kernel.registerClass("sound");
      case "bluetooth" -> kernel.registerClass("bluetooth");
      case "mmc_core" -> kernel.registerBus("mmc");
      case "mmc_block" ->
          kernel.registerDriver("mmc", "mmcblk", Buses.patterns("mmc", facts.values("alias")));
      case "nvme_core" -> kernel.registerClass("nvme");
      case "sg" -> kernel.registerHandler("sg");
      default -> {} // every other module calls what other modules or the kernel export
    }
  }

  /** Aliases of a bus for which the code names no driver: the module's name stands for it. */
  private void unnamed(KernelApi kernel) throws ErrnoException {
    var covered = new ArrayList<String>();
    for (Registration registration : facts.registrations()) {
      covered.add(Buses.of(registration.function()));
    }
    for (String bus : List.of("pci", "usb", "hid", "virtio", "serio", "hdaudio", "scsi")) {
      List<String> patterns = Buses.patterns(bus, facts.values("alias"));
      boolean known = covered.contains(bus) || kernel.module().equals("usbcore");
      boolean serial = bus.equals("usb") && covered.contains("usb-serial");
      if (!patterns.isEmpty() && !known && !serial && Buses.registers(bus, facts.imports())) {
        kernel.registerDriver(bus, kernel.module(), patterns);
      }
    }
  }
}
