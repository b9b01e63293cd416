package modbox.kernel;

import java.util.ArrayList;
import java.util.List;
import modbox.device.Descriptions;
import modbox.fs.rootfs.RootTree;
import modbox.vfs.LateTree;
import modbox.vfs.LowerFiles;
import modbox.vfs.LowerNode;
import modbox.vfs.LowerTree;
import org.jspecify.annotations.Nullable;

/**
 * What a machine and its forks have in common and never change: it is made once, from the options.
 *
 * @param image the default root file system
 * @param layers of the root, topmost first: programs, modules, the image
 * @param descriptions of the devices that modules bring along
 */
record Shared(LowerTree image, List<LowerTree> layers, Descriptions descriptions) {
  static Shared of(MachineOptions options) {
    return of(options, null);
  }

  /**
   * What the options say.
   *
   * @param list of the root, if the host has it at hand: it need not be taken from the program's
   *     archive, whose opening takes longer than everything else at start-up
   */
  static Shared of(MachineOptions options, @Nullable String list) {
    boolean bare = options.bare();
    LowerTree image =
        new LateTree(
            RootTree.NAME, () -> RootTree.read(list == null ? RootTree.list() : list, bare));
    var layers = new ArrayList<LowerTree>();
    layers.add(programs(options.programs()));
    if (!options.bare() || options.kernel().isOfTheHost()) {
      layers.add(new ModuleFiles(options.kernel().files()));
    }
    layers.add(image);
    return new Shared(image, List.copyOf(layers), new Descriptions());
  }

  private static LowerFiles programs(UserPrograms programs) {
    var tree = new LowerFiles("programs", RootTree.MTIME);
    for (UserPrograms.File file : programs.files()) {
      String program = file.program();
      tree.add(
          file.path().substring(1),
          LowerNode.file(0755, ProgramImage.size(program), RootTree.MTIME),
          () -> ProgramImage.of(program));
    }
    return tree;
  }
}
