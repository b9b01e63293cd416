package modbox.module;

import modbox.abi.Capability;
import modbox.pseudo.Caller;
import modbox.vfs.Vfs;
import modbox.world.World;

/** Who may see kernel addresses. Source: kernel/kallsyms.c, kallsyms_show_value. */
record Visibility(World world) {
  boolean shows(Caller caller) {
    boolean syslog = caller.credentials().has(Capability.SYSLOG);
    return switch (sysctl("kernel.kptr_restrict", "0")) {
      case "0" -> syslog || sysctl("kernel.perf_event_paranoid", "3").compareTo("2") < 0;
      case "1" -> syslog;
      default -> false;
    };
  }

  private String sysctl(String name, String otherwise) {
    String text = world.get(Vfs.SYSCTLS, name);
    return text == null ? otherwise : text.strip();
  }
}
