package modbox.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import modbox.abi.Errno;
import modbox.pseudo.Caller;
import modbox.pseudo.Text;
import org.junit.jupiter.api.Test;

final class LoaderTest {
  private static final long CRC = 0x11111111;
  private final Rig rig = Rig.standard();

  private static byte[] hello() {
    return Objects.module("hello").bytes();
  }

  private String procModules() {
    var out = new Text(Caller.KERNEL);
    new ModulesFile(rig.loader, new Visibility(rig.world)).show(out);
    return out.toString();
  }

  @Test
  void theFirstModuleFromOutsideTaints() {
    assertThat(rig.load(hello(), 0, "")).isNull();
    assertThat(rig.told())
        .containsExactly(
            "hello: no symbol version for module_layout",
            "hello: loading out-of-tree module taints kernel.",
            "hello: module verification failed: signature and/or required key missing - tainting"
                + " kernel");
    assertThat(rig.loader.taint().mask()).isEqualTo(12288);
    assertThat(procModules()).matches("hello \\d+ 0 - Live 0xffffffffc[0-9a-f]{7} \\(OE\\)\n");
    assertThat(rig.registered).containsExactly("add@/module/hello");
    assertThat(rig.load(hello(), 0, "")).isEqualTo(Errno.EEXIST);
    assertThat(rig.delete("hello", 0)).isNull();
    assertThat(rig.delete("hello", 0)).isEqualTo(Errno.ENOENT);
    assertThat(procModules()).isEmpty();
    assertThat(rig.loader.taint().mask()).isEqualTo(12288);
  }

  @Test
  void dependenciesAreCountedAndHeld() {
    byte[] prov =
        Objects.module("prov").exports("prov_gpl gpl").exports("prov_ns gpl PROV_NS").bytes();
    Objects cons = Objects.module("cons").imports("prov_ns", CRC).imports("prov_gpl", CRC);
    assertThat(rig.load(cons.bytes(), 0, "")).isEqualTo(Errno.ENOENT);
    assertThat(rig.told())
        .endsWith(
            "cons: Unknown symbol prov_ns (err -2)", "cons: Unknown symbol prov_gpl (err -2)");
    assertThat(rig.load(prov, 0, "")).isNull();
    assertThat(rig.load(cons.bytes(), 0, "")).isEqualTo(Errno.EINVAL);
    assertThat(rig.told())
        .endsWith(
            "cons: module uses symbol (prov_ns) from namespace PROV_NS, but does not import it.",
            "cons: Unknown symbol prov_ns (err -22)");
    assertThat(rig.load(cons.with("import_ns=PROV_NS").bytes(), 0, "")).isNull();
    assertThat(procModules()).contains("prov ", " 1 cons, Live ");
    assertThat(rig.delete("prov", 0)).isEqualTo(Errno.EAGAIN);
    assertThat(rig.delete("prov", ModuleLoader.FORCE)).isEqualTo(Errno.EAGAIN);
    assertThat(rig.delete("cons", 0)).isNull();
    assertThat(rig.delete("prov", 0)).isNull();
  }

  @Test
  void aChangedChecksumIsRefused() {
    rig.load(Objects.module("prov").exports("prov_plain").bytes(), 0, "");
    rig.told();
    byte[] cons = Objects.module("cons").imports("prov_plain", CRC + 1).bytes();
    assertThat(rig.load(cons, 0, "")).isEqualTo(Errno.EINVAL);
    assertThat(rig.told())
        .containsExactly(
            "cons: disagrees about version of symbol prov_plain",
            "cons: Unknown symbol prov_plain (err -22)");
    assertThat(rig.load(cons, ModuleLoader.IGNORE_MODVERSIONS, "")).isNull();
    assertThat(rig.loader.taint().has(Taint.FORCED_MODULE)).isTrue();
  }

  @Test
  void gplOnlySymbolsAreHiddenFromOthers() {
    long crc =
        java.util.Objects.requireNonNull(Rig.CATALOGUE.symbols().find("device_create")).crc();
    Objects closed = Objects.module("closed").imports("device_create", crc);
    assertThat(rig.load(closed.with("license=Proprietary").bytes(), 0, "")).isEqualTo(Errno.ENOENT);
    assertThat(rig.told())
        .contains(
            "closed: module license 'Proprietary' taints kernel.",
            "Disabling lock debugging due to kernel taint",
            "closed: Unknown symbol device_create (err -2)");
    assertThat(rig.load(closed.with("license=GPL").bytes(), 0, "")).isNull();
  }

  @Test
  void theFrameOfAnObjectIsChecked() {
    byte[] whole = hello();
    refused(Arrays.copyOf(whole, 40), "Invalid ELF header len 40");
    refused(
        "text, not a module, for more than sixty-four bytes, as it is here.."
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
        "Invalid ELF header magic: != \u007fELF");
    refused(changed(whole, 16, 2), "Invalid ELF header type: 2 != 1");
    refused(changed(whole, 18, 183), "Invalid architecture in ELF header: 183");
    refused(changed(whole, 58, 63), "Invalid ELF section header size");
    refused(Arrays.copyOf(whole, 900), "Invalid ELF section header overflow");
    refused(
        changed(whole, 62, 0),
        "Invalid ELF section name index: 0 || e_shstrndx (0) >= e_shnum ("
            + (whole[60] & 0xff)
            + ")");
    assertThat(rig.load(changed(whole, 4, 1), 0, "")).isNull();
  }

  private void refused(byte[] object, String line) {
    assertThat(rig.load(object, 0, "")).isEqualTo(Errno.ENOEXEC);
    assertThat(rig.told()).containsExactly(line);
  }

  private static byte[] changed(byte[] whole, int at, int value) {
    byte[] copy = whole.clone();
    copy[at] = (byte) value;
    return copy;
  }

  @Test
  void whatAModuleSaysIsChecked() {
    String other = "6.1.0-modbox SMP preemptXmod_unload modversions ";
    assertThat(rig.load(Objects.module("hello").with("vermagic=" + other).bytes(), 0, ""))
        .isEqualTo(Errno.ENOEXEC);
    assertThat(rig.told())
        .contains("hello: version magic '" + other + "' should be '" + Objects.MAGIC + "'");
    String elsewhere = "9.9.9-other SMP preempt mod_unload modversions ";
    assertThat(rig.load(Objects.module("far").with("vermagic=" + elsewhere).bytes(), 0, ""))
        .isNull();
    assertThat(
            rig.load(
                Objects.module("bare").with("vermagic=" + elsewhere).withoutVersions().bytes(),
                0,
                ""))
        .isEqualTo(Errno.ENOEXEC);
    assertThat(rig.load(Objects.module("wx").withWritableCode().bytes(), 0, ""))
        .isEqualTo(Errno.ENOEXEC);
    assertThat(rig.told()).contains("wx: section .text (index 1) has invalid WRITE|EXEC flags");
    assertThat(rig.load(Objects.module("keyboard").bytes(), 0, "")).isEqualTo(Errno.EINVAL);
    assertThat(rig.told()).contains("keyboard: module is already loaded");
    assertThat(rig.load(Objects.module("dupsym").exports("_printk").bytes(), 0, ""))
        .isEqualTo(Errno.ENOEXEC);
    assertThat(rig.told()).contains("dupsym: exports duplicate symbol _printk (owned by kernel)");
  }

  @Test
  void aMissingVermagicMayBeForced() {
    assertThat(rig.load(Objects.module("hello").without("vermagic").bytes(), 0, "")).isNull();
    assertThat(rig.told()).contains("hello: bad vermagic: kernel tainted.");
    assertThat(procModules()).contains("(FOE)");
  }

  @Test
  void aPermanentModuleStays() {
    assertThat(rig.load(Objects.module("noexit").withoutExit().bytes(), 0, "")).isNull();
    assertThat(procModules()).contains(" 0 [permanent], Live ");
    assertThat(rig.delete("noexit", 0)).isEqualTo(Errno.EBUSY);
    assertThat(rig.delete("noexit", ModuleLoader.FORCE)).isNull();
    assertThat(rig.loader.taint().has(Taint.FORCED_RMMOD)).isTrue();
  }

  @Test
  void theBootListForbids() {
    var strict = new Rig("6.1.0-modbox", List.of("dummy"));
    assertThat(strict.stored("dummy", "")).isEqualTo(Errno.EPERM);
    assertThat(strict.told()).containsExactly("Module dummy is blacklisted");
  }

  @Test
  void unsignedModulesCanBeRefused() throws Exception {
    rig.loader.lockdown().raise("integrity", "securityfs");
    assertThat(rig.load(hello(), 0, "")).isEqualTo(Errno.EPERM);
    assertThat(rig.told())
        .containsExactly(
            "Kernel is locked down from securityfs; see man kernel_lockdown.7",
            "Lockdown: insmod: unsigned module loading is restricted; see man kernel_lockdown.7");
    rig.loader.trust().enforce();
    assertThat(rig.load(hello(), 0, "")).isEqualTo(Errno.EKEYREJECTED);
    assertThat(rig.told()).containsExactly("Loading of unsigned module is rejected");
    assertThat(rig.stored("dummy", "")).isNull();
  }

  @Test
  void aSuppliersLicenceIsInherited() {
    byte[] closed = Objects.module("closed").with("license=Mine").exports("own").bytes();
    assertThat(rig.load(closed, 0, "")).isNull();
    rig.told();
    assertThat(rig.load(Objects.module("m").imports("own", CRC).bytes(), 0, "")).isNull();
    assertThat(rig.told())
        .containsExactly(
            "m: module uses symbols own from proprietary module closed, inheriting taint.");
    assertThat(procModules()).contains("(POE)");
    byte[] twice = Objects.module("twice").exports("own").bytes();
    assertThat(rig.load(twice, 0, "")).isEqualTo(Errno.ENOEXEC);
    assertThat(rig.told()).containsExactly("twice: exports duplicate symbol own (owned by closed)");
  }

  @Test
  void parametersAreCheckedWhenAllElseIsWell() {
    assertThat(rig.stored("loop", "max_part=x nosuch=1 max_part=1")).isEqualTo(Errno.EINVAL);
    assertThat(rig.told())
        .containsExactly(
            "loop: `x' invalid for parameter `max_part'",
            "loop: unknown parameter 'nosuch' ignored");
    assertThat(procModules()).isEmpty();
    assertThat(rig.stored("loop", "max_part=2 -- max_part=x")).isNull();
    assertThat(rig.told())
        .containsExactly("loop: parameters 'max_part=x' after `--' ignored", "loop: module loaded");
    assertThat(rig.stored("loop", "")).isEqualTo(Errno.EEXIST);
    assertThat(rig.told()).isEmpty();
  }
}
