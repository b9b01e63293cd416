package modbox.module;

import static org.assertj.core.api.Assertions.assertThat;

import modbox.abi.Errno;
import modbox.image.ModuleTree;
import org.junit.jupiter.api.Test;

/** Modules of the default image. */
final class StoredTest {
  private final Rig rig = Rig.standard();

  @Test
  void theyLeaveTheKernelClean() {
    for (String name :
        new String[] {"usb_common", "usbcore", "scsi_common", "scsi_mod", "usb_storage"}) {
      assertThat(rig.stored(name, "")).as(name).isNull();
    }
    assertThat(rig.loader.taint().mask()).isZero();
    assertThat(rig.told()).isEmpty();
    assertThat(rig.registered)
        .contains("+driver usb:usb 0", "+driver usb:usb-storage 418", "add@/module/usb_storage");
    assertThat(rig.delete("usbcore", 0)).isEqualTo(Errno.EAGAIN);
    assertThat(rig.delete("usb_storage", 0)).isNull();
    assertThat(rig.registered).endsWith("-driver usb:usb-storage", "remove@/module/usb_storage");
    assertThat(rig.delete("usbcore", 0)).isNull();
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThat(rig.stored("usb_storage", "")).isEqualTo(Errno.ENOENT);
    assertThat(rig.told()).contains("usb_storage: Unknown symbol scsi_add_host_with_dma (err -2)");
  }

  @Test
  void bytesAndProvenanceAgree() {
    var listing = Rig.CATALOGUE.listing();
    var tree = new ModuleTree(Rig.CATALOGUE, "lib");
    for (int order = 0; order < listing.size(); order += 97) {
      String name = listing.nameAt(order);
      var byName = Rig.standard();
      var byBytes = Rig.standard();
      Errno first = byName.stored(name, "");
      Errno second = byBytes.load(tree.bytes(order), 0, "");
      assertThat(second).as(name).isEqualTo(first);
      assertThat(byBytes.told()).isEqualTo(byName.told());
      assertThat(byBytes.loader.taint().mask()).isEqualTo(byName.loader.taint().mask());
    }
  }

  @Test
  void aChangedObjectIsRejectedEvenWhereUnsignedOnesAreNot() {
    var listing = Rig.CATALOGUE.listing();
    byte[] bytes = new ModuleTree(Rig.CATALOGUE, "lib").bytes(listing.order(100));
    bytes[bytes.length / 3] ^= 1;
    assertThat(rig.load(bytes, 0, "")).isEqualTo(Errno.EKEYREJECTED);
    assertThat(rig.told()).isEmpty();
  }

  @Test
  void parametersAreSetAndShown() {
    rig.stored("loop", "max_loop=2 nosuch=1");
    assertThat(rig.told())
        .containsExactly("loop: unknown parameter 'nosuch' ignored", "loop: module loaded");
    assertThat(rig.registered)
        .contains(
            "+device /devices/virtual/misc/loop-control", "+device /devices/virtual/block/loop1")
        .doesNotContain("+device /devices/virtual/block/loop2");
  }
}
