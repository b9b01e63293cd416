package modbox.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import modbox.kernel.Machine;
import modbox.kernel.MachineOptions;
import modbox.kernel.Stdio;
import modbox.user.Programs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** mount and umount say what those of util-linux say. */
class MountTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mount -t tmpfs none /mnt && umount -v /mnt | umount: /mnt (tmpfs) unmounted | 0",
        "mount -v -t tmpfs -o ro x /mnt | mount: x mounted on /mnt. | 0",
        "mount -t tmpfs none /nowhere | mount: /nowhere: mount point does not exist. | 32",
        "mount /dev/nothing /mnt | mount: /mnt: special device /dev/nothing does not exist. | 32",
        "mount /dev/null /mnt | mount: /mnt: /dev/null is not a block device. | 32",
        "mount -t nosuchfs none /mnt | mount: /mnt: unknown filesystem type 'nosuchfs'. | 32",
        "mount -t tmpfs none /etc/passwd | mount: /etc/passwd: mount point is not a directory. |"
            + " 32",
        "mount /mnt | mount: /mnt: can't find in /etc/fstab. | 1",
        "mount -L none /mnt | mount: /mnt: can't find LABEL=\"none\". | 1",
        "mount a b c | mount: bad usage | 1",
        "umount /mnt | umount: /mnt: not mounted. | 32",
        "umount /nowhere | umount: /nowhere: no mount point specified. | 32",
        "umount -q /mnt | '' | 32",
        "mount -t tmpfs none /mnt; cd /mnt; umount /mnt | umount: /mnt: target is busy. | 32",
        "mount -t tmpfs a /mnt; mount -t tmpfs b /mnt; umount b; mount -t tmpfs | a on /mnt | 0",
        "echo 'q /mnt tmpfs ro 0 0' > /etc/fstab; mount /mnt; mount -t tmpfs | q on /mnt | 0",
        "mkdir /a; mount --bind /etc /a && cat /a/hostname | modbox | 0",
      })
  void saysWhatUtilLinuxSays(String line, String expected, int status) {
    var out = new ByteArrayOutputStream();
    MachineOptions options =
        MachineOptions.of(new Programs(Families.of("debian-12"))).withBare(true);
    try (Machine machine = Machine.boot(options)) {
      int ended =
          machine.run(
              List.of("/bin/sh", "-c", line),
              List.of("PATH=/usr/sbin:/usr/bin"),
              Stdio.of(out::write, out::write));
      String text = out.toString(StandardCharsets.ISO_8859_1);
      if (expected.isEmpty()) {
        assertThat(text).isEmpty();
      } else {
        assertThat(text.lines()).anySatisfy(l -> assertThat(l).startsWith(expected));
      }
      assertThat(ended).isEqualTo(status);
    }
  }
}
