package modbox.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import org.junit.jupiter.api.Test;

/** Matching, probing and the control files of buses and drivers: chapters 1.3 and 1.4. */
class ControlTest {
  private static final String NIC = "/devices/pci0000:00/0000:00:1c.4/0000:05:00.0";
  private static final String NAME = "0000:05:00.0";
  private static final String IDS = "pci:v00008086d000010D3sv*sd*bc*sc*i*";

  private final Bench pc = Bench.pc();
  private final Control control = pc.core.control();

  private interface Call {
    void run() throws ErrnoException;
  }

  private static void fails(Errno errno, Call call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(ErrnoException.class, e -> assertThat(e.errno()).isEqualTo(errno));
  }

  private String driver() {
    return pc.core.device(NIC).driver();
  }

  private void cardWithDriver() {
    pc.plug("pcie-nic-e1000e");
    pc.driver("pci", "e1000e", "e1000e", IDS);
  }

  @Test
  void unbindAndBind() throws ErrnoException {
    cardWithDriver();
    fails(Errno.EBUSY, () -> control.bind("pci", "e1000e", NAME));
    control.unbind("pci", "e1000e", NAME + "\n");
    assertThat(driver()).isEmpty();
    assertThat(pc.core.device(NIC + "/net/eth0")).isNull();
    fails(Errno.ENODEV, () -> control.unbind("pci", "e1000e", NAME));
    fails(Errno.ENODEV, () -> control.bind("pci", "e1000e", "0000:09:00.0"));
    fails(Errno.ENODEV, () -> control.bind("pci", "xhci_hcd", NAME));
    control.bind("pci", "e1000e", NAME);
    assertThat(driver()).isEqualTo("e1000e");
    assertThat(pc.core.device(NIC + "/net/eth0")).isNotNull();
  }

  @Test
  void probeResultsShowInLogAndErrno() throws ErrnoException {
    pc.plug("pcie-nic-e1000e");
    pc.probes.put("e1000e", Errno.EINVAL.number());
    pc.driver("pci", "e1000e", "e1000e", IDS);
    assertThat(driver()).isEmpty();
    assertThat(pc.log).contains("probe of 0000:05:00.0 failed with error -22");
    fails(Errno.EINVAL, () -> control.bind("pci", "e1000e", NAME));
    pc.probes.put("e1000e", Errno.ENODEV.number());
    pc.forget();
    fails(Errno.EINVAL, () -> control.probe("pci", NAME));
    assertThat(pc.log).isEmpty();
    fails(Errno.ENODEV, () -> control.probe("pci", "nobody"));
    pc.probes.put("e1000e", Binder.DEFER);
    fails(Errno.EAGAIN, () -> control.bind("pci", "e1000e", NAME));
  }

  @Test
  void aDeferredProbeIsTriedAgainWhenAnyDeviceBinds() {
    pc.plug("pcie-nic-e1000e");
    pc.probes.put("e1000e", Binder.DEFER);
    pc.driver("pci", "e1000e", "e1000e", IDS);
    pc.probes.clear();
    assertThat(driver()).isEmpty();
    pc.driver("acpi", "button", "button", "acpi*:LNXPWRBN:*");
    assertThat(driver()).isEqualTo("e1000e");
  }

  @Test
  void theFirstDriverThatTakesADeviceHasIt() {
    pc.plug("machine2", Bench.library("pcie-nic-e1000e").replace("E: DRIVER=e1000e\n", ""));
    pc.driver("pci", "one", "one", IDS);
    pc.driver("pci", "two", "two", IDS);
    assertThat(driver()).isEqualTo("one");
    pc.core.unregisterDriver("pci", "one");
    assertThat(driver()).isEmpty();
  }

  @Test
  void withoutAutoprobeNothingBindsUntilAsked() throws ErrnoException {
    control.autoprobe("pci", "0\n");
    cardWithDriver();
    assertThat(driver()).isEmpty();
    control.probe("pci", NAME);
    assertThat(driver()).isEqualTo("e1000e");
  }

  @Test
  void anOverrideAdmitsOnlyOneDriverAndNeedsNoId() throws ErrnoException {
    cardWithDriver();
    pc.driver("pci", "vfio-pci", "vfio_pci");
    pc.core.override(NIC, "vfio-pci\n");
    control.unbind("pci", "e1000e", NAME);
    control.probe("pci", NAME);
    assertThat(driver()).isEqualTo("vfio-pci");
    assertThat(pc.core.device(NIC + "/net/eth0")).isNull();
    fails(Errno.ENODEV, () -> control.bind("pci", "e1000e", NAME));
  }

  @Test
  void newIds() throws ErrnoException {
    pc.plug("usb-serial-ftdi");
    pc.driver("usb", "usbserial_generic", "usbserial");
    fails(Errno.EINVAL, () -> control.newId("usb", "usbserial_generic", "0403"));
    fails(Errno.EINVAL, () -> control.newId("usb", "usbserial_generic", "0403 6001 100"));
    fails(Errno.ENODEV, () -> control.newId("usb", "usbserial_generic", "0403 6001 ff 1 2"));
    control.newId("usb", "usbserial_generic", "0403 6001\n");
    String face = "/devices/pci0000:00/0000:00:14.0/usb1/1-4/1-4:1.0";
    assertThat(pc.core.device(face).driver()).isEqualTo("usbserial_generic");
    Driver generic = pc.world.get(DeviceTables.DRIVERS, "usb:usbserial_generic");
    assertThat(Control.ids(generic)).isEqualTo("0403 6001\n");
    fails(Errno.ENODEV, () -> control.removeId("usb", "usbserial_generic", "0403 6002"));
    control.removeId("usb", "usbserial_generic", "0403 6001");
    assertThat(Control.ids(pc.world.get(DeviceTables.DRIVERS, "usb:usbserial_generic"))).isEmpty();
  }

  @Test
  void pciIds() throws ErrnoException {
    pc.plug("pcie-nic-e1000e");
    pc.driver("pci", "stub", "stub");
    fails(Errno.EINVAL, () -> control.newId("pci", "stub", "8086"));
    control.newId("pci", "stub", "8086 10d3");
    assertThat(driver()).isEqualTo("stub");
    fails(Errno.EEXIST, () -> control.newId("pci", "stub", "8086 10d3"));
    control.newId("pci", "stub", "ffffffff ffffffff ffffffff ffffffff 010802 ffffff");
    Driver stub = pc.world.get(DeviceTables.DRIVERS, "pci:stub");
    assertThat(stub.added().last().pattern()).isEqualTo("pci:v*d*sv*sd*bc01sc08i02*");
  }

  @Test
  void aSpecialHidDriverTakesOverFromTheGenericOne() {
    pc.driver("usb", "usbhid", "usbhid", "usb:v*p*d*dc*dsc*dp*ic03isc*ip*in*");
    pc.driver("hid", "hid-generic", "hid_generic", "hid:b*g*v*p*");
    pc.plug("mouse", Bench.library("usb-mouse").replace("=hid-generic", "=logitech"));
    String hid = "/devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.0/0003:046D:C077.0001";
    assertThat(pc.core.device(hid).driver()).isEqualTo("hid-generic");
    assertThat(pc.core.device(hid + "/hidraw/hidraw0")).isNotNull();
    pc.driver("hid", "logitech", "hid_logitech", "hid:b0003g*v0000046Dp0000C077");
    assertThat(pc.core.device(hid).driver()).isEqualTo("logitech");
    assertThat(pc.core.device(hid + "/hidraw/hidraw0")).isNotNull();
  }

  @Test
  void authorizedTakesInterfacesAwayAndBringsThemBack() throws ErrnoException {
    String keyboard = "/devices/pci0000:00/0000:00:14.0/usb1/1-3";
    pc.plug("usb-keyboard");
    pc.core.actions().authorize(keyboard, "0\n");
    assertThat(pc.core.device(keyboard).driver()).isEqualTo("usb");
    assertThat(pc.core.device(keyboard + "/1-3:1.0")).isNull();
    pc.forget();
    pc.core.actions().authorize(keyboard, "1\n");
    assertThat(pc.log).containsExactly("usb 1-3: authorized to connect");
    assertThat(pc.core.device(keyboard + "/1-3:1.1")).isNotNull();
    fails(Errno.EINVAL, () -> pc.core.actions().authorize(keyboard, "yes"));
  }

  @Test
  void removedDevicesComeBackWithARescan() throws ErrnoException {
    cardWithDriver();
    pc.core.actions().remove(NIC);
    assertThat(pc.core.device(NIC)).isNull();
    pc.core.actions().rescanAll();
    assertThat(driver()).isEqualTo("e1000e");
    pc.unplug(NIC);
    pc.core.actions().rescanAll();
    assertThat(pc.core.device(NIC)).isNull();
  }

  @Test
  void placesThatAreTakenOrMissing() {
    pc.plug("pcie-nic-e1000e");
    fails(Errno.EBUSY, () -> pc.core.plug("again", Bench.library("pcie-nic-e1000e")));
    String nowhere = Bench.library("usb-stick").replace("usb2/2-2", "usb7/7-2");
    fails(Errno.ENODEV, () -> pc.core.plug("nowhere", nowhere));
    fails(Errno.ENODEV, () -> pc.core.unplug("/devices/nobody"));
    assertThat(pc.world.size(DeviceTables.PLUGS)).isEqualTo(2);
  }

  @Test
  void aHubHasRoomForAsManyAsItHasPorts() {
    for (int i = 0; i < 4; i++) {
      pc.plug("usb-stick");
    }
    fails(Errno.EBUSY, () -> pc.core.plug("fifth", Bench.library("usb-stick")));
  }

  @Test
  void namesOfDisks() {
    assertThat(List.of(0, 25, 26, 701, 702))
        .extracting(Naming::letters)
        .containsExactly("a", "z", "aa", "zz", "aaa");
  }

  @Test
  void renamingAnInterface() throws ErrnoException {
    cardWithDriver();
    Interfaces net = pc.core.interfaces();
    fails(Errno.EEXIST, () -> net.rename("eth0", "lo"));
    fails(Errno.ENODEV, () -> net.rename("eth7", "x"));
    fails(Errno.EINVAL, () -> net.rename("eth0", "a/b"));
    net.setFlags("eth0", 1);
    fails(Errno.EBUSY, () -> net.rename("eth0", "lan0"));
    net.setFlags("eth0", 0);
    pc.forget();
    net.rename("eth0", "lan0");
    assertThat(pc.log).containsExactly("e1000e 0000:05:00.0 lan0: renamed from eth0");
    assertThat(pc.uevents.getFirst().properties())
        .startsWith(
            "ACTION=move",
            "DEVPATH=" + NIC + "/net/lan0",
            "SUBSYSTEM=net",
            "DEVPATH_OLD=" + NIC + "/net/eth0",
            "INTERFACE=lan0");
    pc.unplug(NIC);
    assertThat(net.find("lan0")).isNull();
  }
}
