package modbox.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import modbox.kernel.Machine;
import modbox.kernel.Stdio;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What keeps modules out, and what tells whether it does. */
class ModuleGatesTest {
  private static final BootedMachines MACHINES = new BootedMachines();

  @AfterAll
  static void close() {
    MACHINES.close();
  }

  /** A line, its status and all that it prints; {@code |} stands for a new line. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\0',
      value = {
        "cat /sys/kernel/security/lockdown ; 0 ; [none] integrity confidentiality",
        "cd /sys/kernel/security && echo integrity >lockdown && cat lockdown ; 0 ; none [integrity]"
            + " confidentiality",
        "capsh --drop=cap_sys_module -- -c 'modprobe dummy' ; 1 ; modprobe: ERROR: could not insert"
            + " 'dummy': Operation not permitted",
        "capsh --drop=cap_sys_module -- -c 'insmod /lib/modules/*/kernel/lib/crc16.ko 2>&1' | sed"
            + " 's,/[^ ]*/,,' ; 0 ; insmod: ERROR: could not insert module crc16.ko: Operation not"
            + " permitted",
        "capsh --drop=cap_bogus ; 1 ; capsh: unknown capability cap_bogus|capsh: cap_bogus: Invalid"
            + " argument",
        "echo 1 >/proc/sys/kernel/modules_disabled && modprobe dummy ; 1 ; modprobe: ERROR: could"
            + " not insert 'dummy': Operation not permitted",
        "echo 1 >/proc/sys/kernel/modules_disabled && modprobe-audit dummy ; 0 ; dummy: no way to"
            + " load it",
        "modprobe-audit crc7 >/dev/null ; 1 ; ''",
        "echo 'install dummy /bin/false' >/etc/modprobe.d/x.conf && modprobe-audit -a dummy | grep"
            + " -v path ; 0 ; name        modprobe dummy  (/lib/modules/6.1.0-modbox/modules.dep) "
            + " shut by install dummy /bin/false (/etc/modprobe.d/x.conf:1)|name        modprobe -i"
            + " dummy  (/lib/modules/6.1.0-modbox/modules.dep)|alias       rtnl-link-dummy "
            + " (MODULES.ALIAS)  shut by install dummy /bin/false (/etc/modprobe.d/x.conf:1)",
        "modprobe -D --json crc16 ; 0 ;"
            + " [|{\"action\":\"insmod\",\"object\":\"/lib/modules/6.1.0-modbox/kernel/lib/crc16.ko\",\"options\":\"\"}|]",
        "modprobe crc16 && lsmod --json | grep crc16 ; 0 ;"
            + " {\"module\":\"crc16\",\"size\":16384,\"refcnt\":0,\"holders\":[]},",
      })
  void gate(String line, int status, String text) throws Exception {
    var out = new ByteArrayOutputStream();
    int ended;
    try (Machine machine = MACHINES.fork(List.of())) {
      ended =
          machine.run(
              List.of("/bin/sh", "-c", line),
              BootedMachines.ENVIRONMENT,
              Stdio.of(out::write, out::write));
    }
    String printed =
        out.toString(StandardCharsets.ISO_8859_1)
            .replaceAll("/\\S*/modules\\.alias:\\d+", "MODULES.ALIAS")
            .strip()
            .replace('\n', '|');
    assertThat(printed).isEqualTo(text.equals("''") ? "" : text);
    assertThat(ended).isEqualTo(status);
  }
}
