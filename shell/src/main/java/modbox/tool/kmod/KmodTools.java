package modbox.tool.kmod;

import java.util.List;
import java.util.Optional;
import modbox.kmod.Flavour;
import modbox.user.Tool;
import modbox.user.ToolFamily;

/** The tools of one kmod release. */
public final class KmodTools implements ToolFamily {
  private final Flavour flavour;

  /** The tools of this release. */
  public KmodTools(Flavour flavour) {
    this.flavour = flavour;
  }

  @Override
  public List<String> paths() {
    return List.of(
        "/usr/bin/kmod",
        "/usr/sbin/depmod",
        "/usr/sbin/insmod",
        "/usr/sbin/lsmod",
        "/usr/sbin/modinfo",
        "/usr/sbin/modprobe",
        "/usr/sbin/modprobe-audit",
        "/usr/sbin/rmmod");
  }

  @Override
  public Optional<Tool> find(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "depmod" -> new Depmod(flavour);
          case "insmod" -> new Insmod(flavour);
          case "kmod" -> new Kmod(flavour);
          case "lsmod" -> new Lsmod(flavour);
          case "modinfo" -> new Modinfo(flavour);
          case "modprobe" -> new Modprobe(flavour);
          case "modprobe-audit" -> new ModprobeAudit(flavour);
          case "rmmod" -> new Rmmod(flavour);
          default -> null;
        });
  }
}
