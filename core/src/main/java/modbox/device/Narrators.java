package modbox.device;

import java.util.Map;

/** Who speaks for which subsystem and which driver. */
final class Narrators {
  private static final Narrator SILENT = new Narrator() {};

  private final Map<String, Narrator> bySubsystem;
  private final Map<String, Narrator> byDriver;

  Narrators(Map<String, Narrator> bySubsystem, Map<String, Narrator> byDriver) {
    this.bySubsystem = bySubsystem;
    this.byDriver = byDriver;
  }

  /** All that have something to say. */
  static Narrators all() {
    var disk = new DiskNarrator();
    var scsi = new ScsiNarrator();
    var hid = new HidNarrator();
    var nvme = new NvmeNarrator();
    var sound = new SoundNarrator();
    var serial = new SerialNarrator.Interface();
    return new Narrators(
        Map.ofEntries(
            Map.entry("usb", new UsbNarrator()),
            Map.entry("pci", new PciNarrator()),
            Map.entry("scsi", scsi),
            Map.entry("scsi_generic", scsi),
            Map.entry("block", disk),
            Map.entry("input", new InputNarrator()),
            Map.entry("hid", hid),
            Map.entry("nvme", nvme),
            Map.entry("usb-serial", new SerialNarrator())),
        Map.ofEntries(
            Map.entry("usb-storage", new UsbStorageNarrator()),
            Map.entry("sd", disk),
            Map.entry("usbhid", hid),
            Map.entry("e1000e", EthernetNarrator.e1000e()),
            Map.entry("igc", EthernetNarrator.igc()),
            Map.entry("ax88179_178a", new UsbNetNarrator("ASIX AX88179 USB 3.0 Gigabit Ethernet")),
            Map.entry("asix", new UsbNetNarrator("ASIX AX88772 USB 2.0 Ethernet")),
            Map.entry("cdc_ether", new UsbNetNarrator("CDC Ethernet Device")),
            Map.entry("cdc_ncm", new UsbNetNarrator("CDC NCM (NO ZLP)")),
            Map.entry("rndis_host", new UsbNetNarrator("RNDIS device")),
            Map.entry("ahci", new AtaNarrator()),
            Map.entry("nvme", nvme),
            Map.entry("uvcvideo", new MediaNarrator()),
            Map.entry("snd_hda_intel", sound),
            Map.entry("snd_hda_codec_realtek", sound),
            Map.entry("cdc_acm", new ModemNarrator()),
            Map.entry("ftdi_sio", serial),
            Map.entry("cp210x", serial),
            Map.entry("ch341", serial),
            Map.entry("pl2303", serial)));
  }

  Narrator ofSubsystem(String name) {
    return bySubsystem.getOrDefault(name, SILENT);
  }

  Narrator ofDriver(String name) {
    return byDriver.getOrDefault(name, SILENT);
  }
}
