package modbox.module;

import java.util.List;

/**
 * What the loader is told when a machine is made.
 *
 * @param release of the running kernel
 * @param strict whether checksums of the kernel's own symbols are known for this release
 * @param blacklist names that {@code module_blacklist=} gives
 * @param since612 whether it behaves as Linux 6.12 where that differs from 6.1
 */
public record Settings(String release, boolean strict, List<String> blacklist, boolean since612) {
  public Settings {
    blacklist = List.copyOf(blacklist);
  }

  /** What modules for this kernel say in {@code vermagic}. */
  public String vermagic() {
    return release + " SMP preempt mod_unload modversions ";
  }
}
