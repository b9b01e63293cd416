package modbox.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The stories of chapter 11: what appears when, under which module configuration. */
class PlugTest {
  private static final String HUB = "/devices/pci0000:00/0000:00:14.0/usb2";
  private static final String STICK = HUB + "/2-2/2-2:1.0";
  private static final String SCSI = STICK + "/host0/target0:0:0/0:0:0:0";

  @Test
  void aStickAppearsAsItsModulesCome() {
    Bench pc = Bench.pc();
    assertThat(pc.plug("usb-stick")).containsExactly(HUB + "/2-2");
    assertThat(pc.events(HUB, "U2"))
        .containsExactly("add U2/2-2 (usb)", "add U2/2-2/2-2:1.0 (usb)", "bind U2/2-2 (usb)");
    pc.storage();
    pc.settle();
    assertThat(pc.events(SCSI, "S").stream().map(e -> e.replace(STICK, "T")).skip(3))
        .containsExactly(
            "add /bus/scsi/drivers/sd (drivers)",
            "add T/host0 (scsi)",
            "add T/host0/scsi_host/host0 (scsi_host)",
            "bind T (usb)",
            "add /bus/usb/drivers/usb-storage (drivers)",
            "add /module/usb_storage (module)",
            "add /bus/usb/drivers/uas (drivers)",
            "add /module/uas (module)",
            "add T/host0/target0:0:0 (scsi)",
            "add S (scsi)",
            "add S/scsi_device/0:0:0:0 (scsi_device)",
            "add S/scsi_generic/sg0 (scsi_generic)",
            "add S/bsg/0:0:0:0 (bsg)",
            "add S/scsi_disk/0:0:0:0 (scsi_disk)",
            "add /devices/virtual/bdi/8:0 (bdi)",
            "add S/block/sda (block)",
            "add S/block/sda/sda1 (block)",
            "bind S (scsi)");
    assertThat(pc.nodes).containsKeys("sda", "sda1", "sg0", "bus/usb/002/002");
  }

  @Test
  void withoutItsDriverTheStickStaysAnInterface() {
    Bench pc = Bench.pc();
    pc.plug("usb-stick");
    pc.driver("scsi", "sd", "sd_mod", "scsi:t-0x00*");
    pc.driver("usb", "uas", "uas", "usb:v*p*d*dc*dsc*dp*ic08isc06ip50in*");
    pc.settle();
    assertThat(pc.core.device(STICK)).isNotNull().matches(d -> !d.bound());
    assertThat(pc.nodes.keySet()).noneMatch(n -> n.startsWith("sd"));
    assertThat(pc.steps)
        .anyMatch(s -> s.wanted().startsWith("usb:uas binds usb:v0781p5583") && !s.held());
  }

  @Test
  void pullingTheStickTakesAllAwayInTheKernelsOrder() {
    Bench pc = Bench.pc();
    pc.plug("usb-stick");
    pc.storage();
    pc.settle();
    pc.forget();
    pc.unplug(HUB + "/2-2");
    assertThat(pc.events(SCSI, "S").stream().map(e -> e.replace(STICK, "T").replace(HUB, "U2")))
        .containsExactly(
            "remove S/bsg/0:0:0:0 (bsg)",
            "remove S/scsi_generic/sg0 (scsi_generic)",
            "remove S/scsi_device/0:0:0:0 (scsi_device)",
            "remove S/scsi_disk/0:0:0:0 (scsi_disk)",
            "remove S/block/sda/sda1 (block)",
            "remove /devices/virtual/bdi/8:0 (bdi)",
            "remove S/block/sda (block)",
            "unbind S (scsi)",
            "remove S (scsi)",
            "remove T/host0/target0:0:0 (scsi)",
            "remove T/host0/scsi_host/host0 (scsi_host)",
            "remove T/host0 (scsi)",
            "unbind T (usb)",
            "remove T (usb)",
            "unbind U2/2-2 (usb)",
            "remove U2/2-2 (usb)");
    assertThat(pc.nodes.keySet()).noneMatch(n -> n.startsWith("sd") || n.startsWith("sg"));
  }

  @Test
  void aPluggedAgainStickHasNewNumbersButTheFreeName() {
    Bench pc = Bench.pc();
    pc.storage();
    pc.plug("usb-stick");
    pc.settle();
    pc.unplug(HUB + "/2-2");
    pc.forget();
    pc.plug("usb-stick");
    pc.settle();
    assertThat(pc.nodes).containsKeys("sda", "bus/usb/002/003");
    assertThat(pc.core.device(STICK + "/host1/target1:0:0/1:0:0:0/block/sda"))
        .isNotNull()
        .matches(d -> d.key("DISKSEQ").equals("2"));
  }

  @Test
  void aSecondStickGoesToTheNextPort() {
    Bench pc = Bench.pc();
    pc.storage();
    pc.plug("usb-stick");
    assertThat(pc.plug("usb-stick")).containsExactly(HUB + "/2-3");
    pc.settle();
    assertThat(pc.nodes).containsKeys("sda", "sdb", "sdb1");
    assertThat(pc.nodes).containsEntry("sdb1", "b8:17 600");
  }

  @Test
  void rmmodTakesAwayWhatTheDriverMadeAndLeavesTheInterface() {
    Bench pc = Bench.pc();
    pc.storage();
    pc.plug("usb-stick");
    pc.settle();
    pc.forget();
    pc.core.unregisterDriver("usb", "usb-storage");
    assertThat(pc.events(STICK, "T"))
        .endsWith(
            "remove T/host0 (scsi)",
            "unbind T (usb)",
            "remove /bus/usb/drivers/usb-storage (drivers)");
    assertThat(pc.uevents.stream().filter(e -> e.action().equals("unbind")))
        .noneMatch(e -> e.map().containsKey("MODALIAS"));
    pc.driver("usb", "usb-storage", "usb_storage", "usb:v*p*d*dc*dsc*dp*ic08isc06ip50in*");
    pc.settle();
    assertThat(pc.nodes).containsKey("sda");
  }

  @Test
  void whatIsPluggedIntoADeadControllerWaits() {
    Bench pc = new Bench();
    pc.plug("machine", Bench.resource("machine"));
    pc.plug("usb-stick");
    assertThat(pc.core.device(HUB + "/2-2")).isNull();
    pc.driver("usb", "usb", "usbcore");
    pc.driver("pci", "xhci_hcd", "xhci_pci", "pci:v*d*sv*sd*bc0Csc03i30*");
    assertThat(pc.core.device(STICK)).isNotNull();
    pc.core.unregisterDriver("pci", "xhci_hcd");
    assertThat(pc.core.device(HUB)).isNull();
    pc.driver("pci", "xhci_hcd", "xhci_pci", "pci:v*d*sv*sd*bc0Csc03i30*");
    assertThat(pc.core.device(STICK)).isNotNull();
  }

  @Test
  void theSerialAdapterGetsItsTerminal() {
    Bench pc = Bench.pc();
    pc.plug("usb-serial-ftdi");
    pc.core.registerBus("usb-serial", "usbserial");
    pc.forget();
    pc.driver("usb", "ftdi_sio", "ftdi_sio");
    pc.driver("usb-serial", "ftdi_sio", "ftdi_sio", "usb:v0403p6001d*dc*dsc*dp*ic*isc*ip*in*");
    assertThat(pc.events("/devices/pci0000:00/0000:00:14.0/usb1/1-4/1-4:1.0", "I"))
        .containsExactly(
            "add /bus/usb/drivers/ftdi_sio (drivers)",
            "add /bus/usb-serial/drivers/ftdi_sio (drivers)",
            "add I/ttyUSB0 (usb-serial)",
            "add I/ttyUSB0/tty/ttyUSB0 (tty)",
            "bind I/ttyUSB0 (usb-serial)",
            "bind I (usb)");
    assertThat(pc.nodes).containsEntry("ttyUSB0", "c188:0 600");
  }

  @Test
  void theNetworkCardGetsItsInterface() {
    Bench pc = Bench.pc();
    pc.plug("pcie-nic-e1000e");
    pc.driver("pci", "e1000e", "e1000e", "pci:v00008086d000010D3sv*sd*bc*sc*i*");
    assertThat(pc.events("/devices/pci0000:00/0000:00:1c.4/0000:05:00.0", "N"))
        .containsExactly(
            "add N (pci)",
            "add N/ptp/ptp0 (ptp)",
            "add N/net/eth0 (net)",
            "add N/net/eth0/queues/rx-0 (queues)",
            "add N/net/eth0/queues/tx-0 (queues)",
            "bind N (pci)",
            "add /bus/pci/drivers/e1000e (drivers)");
    assertThat(pc.uevents.getFirst().properties())
        .containsExactly(
            "ACTION=add",
            "DEVPATH=/devices/pci0000:00/0000:00:1c.4/0000:05:00.0",
            "SUBSYSTEM=pci",
            "PCI_CLASS=20000",
            "PCI_ID=8086:10D3",
            "PCI_SUBSYS_ID=8086:A01F",
            "PCI_SLOT_NAME=0000:05:00.0",
            "MODALIAS=pci:v00008086d000010D3sv00008086sd0000A01Fbc02sc00i00",
            "SEQNUM=" + pc.uevents.getFirst().seqnum());
  }
}
