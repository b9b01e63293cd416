package modbox.udev.builtin;

import java.util.List;
import modbox.udev.device.Device;
import modbox.udev.device.Files;
import modbox.udev.device.Numbers;
import modbox.udev.device.Paths;
import org.jspecify.annotations.Nullable;

/**
 * The part that a SCSI device has in ID_PATH, by its transport.
 *
 * @param part empty if it has none
 * @param compatible the old form for ATA, else empty
 * @param parent whether the transport alone makes the path lasting
 * @param next the device above which the walk goes on
 */
record ScsiPath(String part, String compatible, boolean parent, Device next) {

  /** Works out the part; null if something that should be there is missing. */
  static @Nullable ScsiPath of(Files files, Device device) {
    String firewire = device.attribute("ieee1394_id");
    if (firewire != null) {
      return new ScsiPath("ieee1394-0x" + firewire, "", true, PathId.skip(device, "scsi"));
    }
    int[] address = address(device.sysname());
    Device host = device.parent("scsi", "scsi_host");
    String path = device.syspath();
    if (path.contains("/rport-")) {
      return fibreChannel(files, device);
    }
    if (path.contains("/end_device-")) {
      return sas(files, device);
    }
    if (path.contains("/session")) {
      return iscsi(files, device);
    }
    if (address == null || host == null) {
      return null;
    }
    if (path.contains("/ata")) {
      return ata(files, device, host, address);
    }
    if (path.contains("/vmbus_") || path.contains("/VMBUS")) {
      return hyperv(device, host);
    }
    return plain(files, host, address);
  }

  /** Host, channel, target, unit; null if the name is not of that form. */
  static int @Nullable [] address(String name) {
    String[] fields = name.split(":", -1);
    if (fields.length != 4) {
      return null;
    }
    var numbers = new int[4];
    for (int i = 0; i < 4; i++) {
      numbers[i] = Numbers.decimal(fields[i], -1);
      if (numbers[i] < 0) {
        return null;
      }
    }
    return numbers;
  }

  private static ScsiPath plain(Files files, Device host, int[] a) {
    int lowest = -1;
    for (String name : files.list(Paths.parent(host.syspath()))) {
      int number = name.startsWith("host") ? Numbers.decimal(name.substring(4), -1) : -1;
      if (number >= 0 && (lowest < 0 || number < lowest)) {
        lowest = number;
      }
    }
    if (lowest < 0) {
      return new ScsiPath("", "", false, host);
    }
    String part = "scsi-" + (a[0] - lowest) + ":" + a[1] + ":" + a[2] + ":" + a[3];
    return new ScsiPath(part, "", false, host);
  }

  private static @Nullable ScsiPath ata(Files files, Device device, Device host, int[] a) {
    Device above = host.parent();
    Device port = above == null ? null : find(files, "ata_port", above.sysname());
    String number = port == null ? null : port.attribute("port_no");
    if (number == null) {
      return null;
    }
    String part = a[1] != 0 ? number + "." + a[1] + ".0" : number + "." + a[2];
    return new ScsiPath("ata-" + part, "ata-" + number, false, device);
  }

  private static @Nullable Device find(Files files, String type, String name) {
    return Device.at(files, "/sys/class/" + type + "/" + name);
  }

  private static String unit(Device device) {
    long lun = Numbers.decimal(device.sysnum(), 0);
    return lun < 256
        ? "lun-" + lun
        : "lun-0x%04x%04x00000000".formatted(lun & 0xffff, lun >> 16 & 0xffff);
  }

  private static @Nullable ScsiPath fibreChannel(Files files, Device device) {
    Device target = device.parent("scsi", "scsi_target");
    Device transport = target == null ? null : find(files, "fc_transport", target.sysname());
    String port = transport == null ? null : transport.attribute("port_name");
    return port == null ? null : new ScsiPath("fc-" + port + "-" + unit(device), "", true, device);
  }

  private static @Nullable ScsiPath sas(Files files, Device device) {
    Device target = device.parent("scsi", "scsi_target");
    Device end = target == null ? null : target.parent();
    Device own = end == null ? null : find(files, "sas_device", end.sysname());
    Device port = end == null ? null : end.parent();
    Device sasPort = port == null ? null : find(files, "sas_port", port.sysname());
    if (own == null || port == null || sasPort == null) {
      return null;
    }
    if (!"1".equals(sasPort.attribute("num_phys"))) {
      String wide = own.attribute("sas_address");
      return wide == null
          ? null
          : new ScsiPath("sas-" + wide + "-" + unit(device), "", true, device);
    }
    String phy = own.attribute("phy_identifier");
    Device above = port.parent();
    Device expander = above == null ? null : find(files, "sas_device", above.sysname());
    String address = expander == null ? null : expander.attribute("sas_address");
    String through = address == null ? "sas-phy" : "sas-exp" + address + "-phy";
    return phy == null ? null : new ScsiPath(through + phy + "-" + unit(device), "", true, device);
  }

  private static @Nullable ScsiPath iscsi(Files files, Device device) {
    Device session = device;
    while (session != null && !session.sysname().startsWith("session")) {
      session = session.parent();
    }
    if (session == null) {
      return null;
    }
    Device named = find(files, "iscsi_session", session.sysname());
    Device connection = find(files, "iscsi_connection", "connection" + session.sysnum() + ":0");
    if (named == null || connection == null) {
      return null;
    }
    List<@Nullable String> facts =
        java.util.Arrays.asList(
            connection.attribute("persistent_address"),
            connection.attribute("persistent_port"),
            named.attribute("targetname"));
    return facts.contains(null)
        ? null
        : new ScsiPath(
            "ip-%s:%s-iscsi-%s-%s"
                .formatted(facts.get(0), facts.get(1), facts.get(2), unit(device)),
            "",
            true,
            device);
  }

  private static @Nullable ScsiPath hyperv(Device device, Device host) {
    Device bus = host.parent();
    String id = bus == null ? null : bus.attribute("device_id");
    if (id == null || !id.startsWith("{") || !id.endsWith("}")) {
      return null;
    }
    String guid = id.substring(1, id.length() - 1).replace("-", "");
    return new ScsiPath("vmbus-" + guid + "-" + unit(device), "", false, device);
  }
}
