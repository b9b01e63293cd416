package modbox.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.js.Js;
import modbox.kmod.Flavour;
import modbox.learn.LearnTools;
import modbox.sh.job.Shells;
import modbox.tool.archive.ArchiveTools;
import modbox.tool.file.FileTools;
import modbox.tool.kmod.KmodTools;
import modbox.tool.log.LogTools;
import modbox.tool.mount.MountTools;
import modbox.tool.proc.ProcTools;
import modbox.tool.screen.ScreenTools;
import modbox.tool.sys.SysTools;
import modbox.tool.text.TextTools;
import modbox.tool.udev.UdevTools;
import modbox.user.Tool;
import modbox.user.ToolFamily;
import modbox.why.TimeTools;

/** The registry: every family of tools, in the order in which names are looked up. */
final class Families {
  private Families() {}

  /** All families, with the behaviour of a profile: {@code debian-12} or {@code debian-13}. */
  static ToolFamily[] of(String profile) {
    Flavour kmod = profile.equals("debian-13") ? Flavour.KMOD_34 : Flavour.KMOD_30;
    var families =
        new ArrayList<ToolFamily>(
            List.of(
                new Shells(),
                new Scripts(),
                new TimeTools(),
                new KmodTools(kmod),
                new LogTools(),
                new MountTools(),
                new UdevTools(),
                new FileTools(),
                new TextTools(),
                new SysTools(),
                new ProcTools(),
                new ArchiveTools(),
                new ScreenTools()));
    families.add(new LearnTools(families));
    return families.toArray(ToolFamily[]::new);
  }

  /** Tools that have no family of their own. */
  private record Scripts() implements ToolFamily {
    @Override
    public List<String> paths() {
      return List.of("/usr/bin/js");
    }

    @Override
    public Optional<Tool> find(String name) {
      return switch (name) {
        case "js" -> Optional.of(new Js());
        default -> Optional.empty();
      };
    }
  }
}
