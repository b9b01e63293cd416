package modbox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import modbox.abi.ErrnoException;
import modbox.image.Catalogue;
import modbox.image.ModuleTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Loaded modules are rows: they are saved and loaded with the machine. */
@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ModuleSaveTest {
  private static final MachineOptions OPTIONS = MachineOptions.of(_ -> Optional.empty());
  private static final Stdio NOTHING = Stdio.of((_, _, _) -> {}, (_, _, _) -> {});
  private static final String TREE = "/lib/modules/6.1.0-modbox/kernel/";

  private static int load(Syscalls sys) throws ErrnoException {
    int fd = sys.open(TREE + "drivers/block/loop.ko", 0, 0);
    sys.finitModule(fd, "max_loop=2", 0);
    var tree = new ModuleTree(Catalogue.standard(), "lib");
    String path = "lib/modules/6.1.0-modbox/kernel/drivers/net/dummy.ko";
    sys.initModule(tree.bytes(tree.order(path)), "");
    return 0;
  }

  @Test
  void loadedModulesAreSaved() throws IOException {
    try (var machine = Machine.boot(OPTIONS)) {
      int status = machine.run((sys, _, _) -> load(sys), List.of("p"), List.of(), NOTHING);
      assertThat(status).isZero();
      var out = new ByteArrayOutputStream();
      machine.save(out);
      try (var loaded = Machine.load(new ByteArrayInputStream(out.toByteArray()), OPTIONS)) {
        assertThat(loaded.monitor().snapshot()).isEqualTo(machine.monitor().snapshot());
        assertThat(loaded.kernel().modules.loader().names()).containsExactly("dummy", "loop");
        assertThat(loaded.kernel().modules.loader().taint().mask()).isZero();
      }
    }
  }
}
