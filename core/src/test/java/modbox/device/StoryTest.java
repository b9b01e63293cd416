package modbox.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the kernel log says of the scenarios of chapter 11. */
class StoryTest {
  @Test
  void aStick() {
    Bench pc = Bench.pc();
    pc.plug("usb-stick");
    pc.storage();
    pc.settle();
    pc.unplug("/devices/pci0000:00/0000:00:14.0/usb2/2-2");
    assertThat(pc.log)
        .containsExactly(
            "usb 2-2: new SuperSpeed USB device number 2 using xhci_hcd",
            "usb 2-2: New USB device found, idVendor=0781, idProduct=5583, bcdDevice= 1.00",
            "usb 2-2: New USB device strings: Mfr=1, Product=2, SerialNumber=3",
            "usb 2-2: Product: Ultra Fit",
            "usb 2-2: Manufacturer: SanDisk",
            "usb 2-2: SerialNumber: 4C530001230814115190",
            "usb-storage 2-2:1.0: USB Mass Storage device detected",
            "scsi host0: usb-storage 2-2:1.0",
            "usbcore: registered new interface driver usb-storage",
            "usbcore: registered new interface driver uas",
            "scsi 0:0:0:0: Direct-Access     SanDisk  Ultra Fit        1.00 PQ: 0 ANSI: 6",
            "sd 0:0:0:0: Attached scsi generic sg0 type 0",
            "sd 0:0:0:0: [sda] 60088320 512-byte logical blocks: (30.8 GB/28.7 GiB)",
            "sd 0:0:0:0: [sda] Write Protect is off",
            "sd 0:0:0:0: [sda] Mode Sense: 43 00 00 00",
            "sd 0:0:0:0: [sda] Write cache: disabled, read cache: enabled, doesn't support DPO or"
                + " FUA",
            " sda: sda1",
            "sd 0:0:0:0: [sda] Attached SCSI removable disk",
            "usb 2-2: USB disconnect, device number 2");
  }

  @Test
  void aSerialAdapter() {
    Bench pc = Bench.pc();
    pc.plug("usb-serial-ftdi");
    pc.driver("usb", "ftdi_sio", "ftdi_sio");
    pc.driver("usb-serial", "ftdi_sio", "ftdi_sio", "usb:v0403p6001d*dc*dsc*dp*ic*isc*ip*in*");
    pc.unplug("/devices/pci0000:00/0000:00:14.0/usb1/1-4");
    assertThat(pc.log.stream().skip(6))
        .containsExactly(
            "usbcore: registered new interface driver ftdi_sio",
            "usbserial: USB Serial support registered for FTDI USB Serial Device",
            "ftdi_sio 1-4:1.0: FTDI USB Serial Device converter detected",
            "usb 1-4: Detected FT232R",
            "usb 1-4: FTDI USB Serial Device converter now attached to ttyUSB0",
            "usb 1-4: USB disconnect, device number 2",
            "ftdi_sio ttyUSB0: FTDI USB Serial Device converter now disconnected from ttyUSB0",
            "ftdi_sio 1-4:1.0: device disconnected");
  }

  @Test
  void aNetworkCard() {
    Bench pc = Bench.pc();
    pc.plug("pcie-nic-e1000e");
    pc.driver("pci", "e1000e", "e1000e", "pci:v00008086d000010D3sv*sd*bc*sc*i*");
    assertThat(pc.log)
        .containsExactly(
            "pcieport 0000:00:1c.4: pciehp: Slot(4): Card present",
            "pcieport 0000:00:1c.4: pciehp: Slot(4): Link Up",
            "pci 0000:05:00.0: [8086:10d3] type 00 class 0x020000",
            "pci 0000:05:00.0: reg 0x10: [mem 0xfc080000-0xfc09ffff]",
            "pci 0000:05:00.0: reg 0x14: [mem 0xfc000000-0xfc07ffff]",
            "pci 0000:05:00.0: reg 0x18: [io  0x3000-0x301f]",
            "pci 0000:05:00.0: reg 0x1c: [mem 0xfc0a0000-0xfc0a3fff]",
            "pci 0000:05:00.0: reg 0x30: [mem 0xfc0c0000-0xfc0fffff pref]",
            "e1000e: Intel(R) PRO/1000 Network Driver",
            "e1000e: Copyright(c) 1999 - 2015 Intel Corporation.",
            "e1000e 0000:05:00.0: enabling device (0000 -> 0002)",
            "e1000e 0000:05:00.0: Interrupt Throttling Rate (ints/sec) set to dynamic conservative"
                + " mode",
            "e1000e 0000:05:00.0 0000:05:00.0 (uninitialized): registered PHC clock",
            "e1000e 0000:05:00.0 eth0: (PCI Express:2.5GT/s:Width x1) 68:05:ca:12:34:56",
            "e1000e 0000:05:00.0 eth0: Intel(R) PRO/1000 Network Connection",
            "e1000e 0000:05:00.0 eth0: MAC: 3, PHY: 8, PBA No: E46981-008");
  }

  @Test
  void aKeyboard() {
    Bench pc = Bench.pc();
    pc.core.registerHandler("evdev", "evdev");
    pc.driver("hid", "hid-generic", "hid_generic", "hid:b*g*v*p*");
    pc.forget();
    pc.plug("usb-keyboard");
    pc.driver("usb", "usbhid", "usbhid", "usb:v*p*d*dc*dsc*dp*ic03isc*ip*in*");
    String path = "/devices/pci0000:00/0000:00:14.0/usb1/1-3/1-3:1.";
    assertThat(pc.log.stream().skip(5))
        .containsExactly(
            "input: Logitech USB Keyboard as " + path + "0/0003:046D:C31C.0001/input/input1",
            "hid-generic 0003:046D:C31C.0001: input,hidraw0: USB HID v1.10 Keyboard [Logitech USB"
                + " Keyboard] on usb-0000:00:14.0-3/input0",
            "input: Logitech USB Keyboard Consumer Control as "
                + path
                + "1/0003:046D:C31C.0002/input/input2",
            "hid-generic 0003:046D:C31C.0002: input,hidraw1: USB HID v1.10 Device [Logitech USB"
                + " Keyboard] on usb-0000:00:14.0-3/input1",
            "usbcore: registered new interface driver usbhid",
            "usbhid: USB HID core driver");
    assertThat(pc.nodes).containsKeys("input/event0", "input/event1", "hidraw0");
  }

  @ParameterizedTest
  @CsvSource({
    "30765219840, 30.8 GB/28.7 GiB",
    "500107862016, 500 GB/466 GiB",
    "1474560, 1.47 MB/1.41 MiB",
    "512, 512 B/512 B",
    "1000204886016, 1.00 TB/932 GiB"
  })
  void sizesHaveThreeDigits(long bytes, String shown) {
    assertThat(
            DiskNarrator.size(bytes, 1000, DiskNarrator.DECIMAL)
                + "/"
                + DiskNarrator.size(bytes, 1024, DiskNarrator.BINARY))
        .isEqualTo(shown);
  }
}
