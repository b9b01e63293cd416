package modbox.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import modbox.abi.Uevent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of each subsystem's events and their order: chapter 3.2. */
class UeventOrderTest {
  private final Bench pc = Bench.pc();

  @BeforeEach
  void everythingIsLoadedAndPlugged() {
    pc.core.registerHandler("evdev", "evdev");
    pc.core.registerHandler("mousedev", "mousedev");
    pc.storage();
    pc.driver("usb", "usbhid", "usbhid", "usb:v*p*d*dc*dsc*dp*ic03isc*ip*in*");
    pc.driver("hid", "hid-generic", "hid_generic", "hid:b*g*v*p*");
    pc.driver("usb", "ftdi_sio", "ftdi_sio");
    pc.driver("usb-serial", "ftdi_sio", "ftdi_sio", "usb:v0403p6001d*dc*dsc*dp*ic*isc*ip*in*");
    pc.driver("usb", "btusb", "btusb", "usb:v*p*d*dc*dsc*dp*icE0isc01ip01in*");
    pc.driver("usb", "uvcvideo", "uvcvideo", "usb:v*p*d*dc*dsc*dp*ic0Eisc*ip*in*");
    pc.driver("usb", "snd-usb-audio", "snd_usb_audio", "usb:v*p*d*dc*dsc*dp*ic01isc*ip*in*");
    pc.driver("pci", "nvme", "nvme", "pci:v*d*sv*sd*bc01sc08i02*");
    pc.driver("pci", "e1000e", "e1000e", "pci:v00008086d000010D3sv*sd*bc*sc*i*");
    for (String preset :
        List.of(
            "usb-stick",
            "usb-keyboard",
            "usb-serial-ftdi",
            "usb-bluetooth-csr",
            "usb-webcam-uvc",
            "nvme-ssd",
            "pcie-nic-e1000e")) {
      pc.plug(preset);
    }
    pc.settle();
  }

  private Uevent event(String action, String name) {
    return pc.uevents.stream()
        .filter(e -> e.action().equals(action) && e.devpath().endsWith(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + action + " of " + name));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /1-3                | MAJOR MINOR DEVNAME DEVTYPE PRODUCT TYPE BUSNUM DEVNUM
          /1-3:1.0            | DEVTYPE PRODUCT TYPE INTERFACE MODALIAS
          /0000:05:00.0       | PCI_CLASS PCI_ID PCI_SUBSYS_ID PCI_SLOT_NAME MODALIAS
          /0003:046D:C31C.0001 | HID_ID HID_NAME HID_PHYS HID_UNIQ MODALIAS
          /input/input1       | PRODUCT NAME PHYS UNIQ PROP EV KEY MSC LED MODALIAS
          /event1             | MAJOR MINOR DEVNAME
          /input1::capslock   |
          /hidraw0            | MAJOR MINOR DEVNAME
          /usb2/2-2/2-2:1.0/host0 | DEVTYPE
          /target0:0:0        | DEVTYPE
          /target0:0:0/0:0:0:0 | DEVTYPE MODALIAS
          /scsi_disk/0:0:0:0  |
          /bsg/0:0:0:0        | MAJOR MINOR DEVNAME
          /block/sda          | MAJOR MINOR DEVNAME DEVTYPE DISKSEQ
          /block/sda/sda1     | MAJOR MINOR DEVNAME DEVTYPE DISKSEQ PARTN
          /nvme/nvme0         | MAJOR MINOR DEVNAME NVME_TRTYPE
          /nvme0n1            | MAJOR MINOR DEVNAME DEVTYPE DISKSEQ
          /nvme0n1p1          | MAJOR MINOR DEVNAME DEVTYPE DISKSEQ PARTN PARTNAME
          /net/eth0           | INTERFACE IFINDEX
          /queues/rx-0        |
          /tty/ttyUSB0        | MAJOR MINOR DEVNAME
          /1-4:1.0/ttyUSB0    |
          /bluetooth/hci0     | DEVTYPE
          /rfkill0            | RFKILL_NAME RFKILL_TYPE RFKILL_STATE
          /video0             | MAJOR MINOR DEVNAME
          /sound/card0        |
          /controlC0          | MAJOR MINOR DEVNAME
          /platform/i8042     | MODALIAS
          /serio0             | SERIO_TYPE SERIO_PROTO SERIO_ID SERIO_EXTRA MODALIAS SERIO_FIRMWARE_ID
          /bus/usb/drivers/uas |
          """)
  void keys(String name, String keys) {
    Bench all = name.equals("/platform/i8042") || name.equals("/serio0") ? fromStart() : pc;
    Uevent event =
        all.uevents.stream()
            .filter(e -> e.action().equals("add") && e.devpath().endsWith(name))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no add of " + name));
    List<String> names =
        event.properties().stream().map(p -> p.substring(0, p.indexOf('='))).toList();
    assertThat(names).startsWith("ACTION", "DEVPATH", "SUBSYSTEM").endsWith("SEQNUM");
    assertThat(String.join(" ", names.subList(3, names.size() - 1)))
        .isEqualTo(keys == null ? "" : keys);
  }

  private static Bench fromStart() {
    var bench = new Bench();
    bench.plug("machine", Bench.resource("machine"));
    return bench;
  }

  @Test
  void theFirstAddHasNoDriverTheBindHas() {
    assertThat(event("add", "/2-2").map()).doesNotContainKey("DRIVER");
    assertThat(event("bind", "/2-2").map()).containsEntry("DRIVER", "usb");
    assertThat(event("bind", "/2-2:1.0").properties())
        .containsSubsequence("DEVTYPE=usb_interface", "DRIVER=usb-storage", "PRODUCT=781/5583/100");
  }

  @Test
  void valuesOfAStick() {
    assertThat(event("add", "/2-2").properties().subList(3, 11))
        .containsExactly(
            "MAJOR=189",
            "MINOR=129",
            "DEVNAME=bus/usb/002/002",
            "DEVTYPE=usb_device",
            "PRODUCT=781/5583/100",
            "TYPE=0/0/0",
            "BUSNUM=002",
            "DEVNUM=002");
    assertThat(event("add", "/2-2:1.0").map())
        .containsEntry("MODALIAS", "usb:v0781p5583d0100dc00dsc00dp00ic08isc06ip50in00")
        .containsEntry("INTERFACE", "8/6/80");
  }

  @Test
  void aClaimedInterfaceIsBoundBeforeTheFirstOnesDevices() {
    assertThat(pc.events("/devices/pci0000:00/0000:00:14.0/usb1/1-5/", ""))
        .containsSubsequence(
            "add 1-5:1.0 (usb)",
            "add 1-5:1.0/bluetooth/hci0 (bluetooth)",
            "bind 1-5:1.0 (usb)",
            "add 1-5:1.1 (usb)",
            "bind 1-5:1.1 (usb)");
  }
}
