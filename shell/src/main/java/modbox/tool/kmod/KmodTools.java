package modbox.tool.kmod;

import java.util.List;
import modbox.kmod.Flavour;
import modbox.user.Tool;

/** The tools of one kmod release. */
public final class KmodTools {
  private KmodTools() {}

  /** All of them, sorted by name. */
  public static List<Tool> all(Flavour flavour) {
    return List.of(
        new Depmod(flavour),
        new Insmod(flavour),
        new Kmod(flavour),
        new Lsmod(flavour),
        new Modinfo(flavour),
        new Modprobe(flavour),
        new Rmmod(flavour));
  }
}
