package modbox.udev.builtin;

import modbox.abi.Errno;
import modbox.udev.device.Device;
import modbox.udev.device.Numbers;
import modbox.udev.rule.Unsafe;
import org.jspecify.annotations.Nullable;

/** {@code usb_id}: who made a USB device, and what it is. Source: udev-builtin-usb_id.c. */
final class UsbId implements Builtin {
  private static final int MOST = 63;
  private static final int DESCRIPTOR_SIZE = 9;
  private static final int INTERFACE_DESCRIPTOR = 4;

  @Override
  public String name() {
    return "usb_id";
  }

  @Override
  public String help() {
    return "USB device properties";
  }

  /** What is found, in the order in which it is written. */
  private static final class Facts {
    String vendor = "";
    String vendorEncoded = "";
    String model = "";
    String modelEncoded = "";
    String revision = "";
    String serial = "";
    String type = "";
    String instance = "";
    String vendorId = "";
    String modelId = "";
  }

  @Override
  public int run(Call call) {
    Device device = call.device();
    var facts = new Facts();
    Device usb;
    Device bearer = null;
    if ("usb_device".equals(device.devtype())) {
      usb = device;
    } else {
      bearer = device.parent("usb", "usb_interface");
      String type = bearer == null ? null : bearer.attribute("bInterfaceClass");
      usb = bearer == null ? null : bearer.parent("usb", "usb_device");
      if (bearer == null || type == null || usb == null) {
        return Builtin.failed(Errno.ENOENT);
      }
      kind(facts, device, bearer, Numbers.parse(type, 16, 0));
    }
    String vendorId = usb.attribute("idVendor");
    String modelId = usb.attribute("idProduct");
    if (vendorId == null || modelId == null) {
      return Builtin.failed(Errno.ENOENT);
    }
    facts.vendorId = vendorId;
    facts.modelId = modelId;
    describe(facts, usb);
    write(call, facts);
    call.addIf("ID_USB_INTERFACES", interfaces(call.files().read(usb.syspath() + "/descriptors")));
    if (bearer != null) {
      call.addIf("ID_USB_INTERFACE_NUM", bearer.attribute("bInterfaceNumber"));
      call.addIf("ID_USB_DRIVER", bearer.driver());
    }
    return 0;
  }

  private static void kind(Facts facts, Device device, Device bearer, int type) {
    if (type != 8) {
      facts.type = interfaceType(type);
      return;
    }
    String subclass = bearer.attribute("bInterfaceSubClass");
    int protocol = subclass == null ? 0 : Numbers.parse(subclass, 16, 0);
    facts.type = subclass == null ? "" : storageType(protocol);
    if (protocol == 2 || protocol == 6) {
      scsi(facts, device);
    }
  }

  private static String interfaceType(int type) {
    return switch (type) {
      case 1 -> "audio";
      case 3 -> "hid";
      case 6 -> "media";
      case 7 -> "printer";
      case 9 -> "hub";
      case 0x0e -> "video";
      default -> "generic";
    };
  }

  private static String storageType(int subclass) {
    return switch (subclass) {
      case 1 -> "rbc";
      case 2 -> "atapi";
      case 3 -> "tape";
      case 4 -> "floppy";
      case 6 -> "scsi";
      default -> "generic";
    };
  }

  private static String scsiType(int type) {
    return switch (type) {
      case 0, 0x0e -> "disk";
      case 1 -> "tape";
      case 4, 7, 0x0f -> "optical";
      case 5 -> "cd";
      default -> "generic";
    };
  }

  /** A storage device speaks for itself: vendor, model and revision are those of its INQUIRY. */
  private static void scsi(Facts facts, Device device) {
    Device scsi = device.parent("scsi", "scsi_device");
    int[] address = scsi == null ? null : ScsiPath.address(scsi.sysname());
    if (scsi == null || address == null) {
      return;
    }
    String vendor = scsi.attribute("vendor");
    if (vendor == null) {
      return;
    }
    facts.vendor = clean(vendor);
    facts.vendorEncoded = Unsafe.encode(vendor);
    String model = scsi.attribute("model");
    if (model == null) {
      return;
    }
    facts.model = clean(model);
    facts.modelEncoded = Unsafe.encode(model);
    String type = scsi.attribute("type");
    if (type == null) {
      return;
    }
    facts.type = scsiType(Numbers.decimal(type, -1));
    String revision = scsi.attribute("rev");
    if (revision == null) {
      return;
    }
    facts.revision = clean(revision);
    facts.instance = address[2] + ":" + address[3];
  }

  private static String clean(String text) {
    String plain = Unsafe.replaceWhitespace(text.length() > MOST ? text.substring(0, MOST) : text);
    return Unsafe.replace(plain, "");
  }

  private static void describe(Facts facts, Device usb) {
    if (facts.vendor.isEmpty()) {
      String vendor = orElse(usb.attribute("manufacturer"), facts.vendorId);
      facts.vendor = clean(vendor);
      facts.vendorEncoded = Unsafe.encode(vendor);
    }
    if (facts.model.isEmpty()) {
      String model = orElse(usb.attribute("product"), facts.modelId);
      facts.model = clean(model);
      facts.modelEncoded = Unsafe.encode(model);
    }
    if (facts.revision.isEmpty()) {
      facts.revision = clean(orElse(usb.attribute("bcdDevice"), ""));
    }
    String serial = usb.attribute("serial");
    if (serial != null && isSerial(serial)) {
      facts.serial = Unsafe.replace(Unsafe.replaceWhitespace(serial), "");
    }
  }

  private static String orElse(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  /** Windows' rule: printable ASCII without commas, else there is no serial at all. */
  private static boolean isSerial(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c > 0x7f || c == ',') {
        return false;
      }
    }
    return true;
  }

  private static void write(Call call, Facts facts) {
    String serial =
        facts.vendor
            + "_"
            + facts.model
            + (facts.serial.isEmpty() ? "" : "_" + facts.serial)
            + (facts.instance.isEmpty() ? "" : "-" + facts.instance);
    if (call.device().property("ID_BUS") == null) {
      call.add("ID_BUS", "usb");
      write(call, facts, serial, "ID_");
    }
    write(call, facts, serial, "ID_USB_");
  }

  private static void write(Call call, Facts facts, String serial, String prefix) {
    call.add(prefix + "MODEL", facts.model);
    call.add(prefix + "MODEL_ENC", facts.modelEncoded);
    call.add(prefix + "MODEL_ID", facts.modelId);
    call.add(prefix + "SERIAL", serial);
    call.addIf(prefix + "SERIAL_SHORT", facts.serial);
    call.add(prefix + "VENDOR", facts.vendor);
    call.add(prefix + "VENDOR_ENC", facts.vendorEncoded);
    call.add(prefix + "VENDOR_ID", facts.vendorId);
    call.add(prefix + "REVISION", facts.revision);
    call.addIf(prefix + "TYPE", facts.type);
    call.addIf(prefix + "INSTANCE", facts.instance);
  }

  /** Class, subclass and protocol of every different interface: {@code :080650:}. */
  private static String interfaces(@Nullable String descriptors) {
    if (descriptors == null) {
      return "";
    }
    var found = new StringBuilder();
    int i = 0;
    while (i + DESCRIPTOR_SIZE <= descriptors.length()) {
      int length = descriptors.charAt(i);
      if (length < 3) {
        break;
      }
      if (descriptors.charAt(i + 1) == INTERFACE_DESCRIPTOR) {
        String text = ":";
        for (int k = 5; k <= 7; k++) {
          int value = descriptors.charAt(i + k);
          text += Character.forDigit(value >> 4, 16) + "" + Character.forDigit(value & 15, 16);
        }
        if (found.indexOf(text) < 0) {
          found.append(text);
        }
      }
      i += length;
    }
    return found.isEmpty() ? "" : found.append(':').toString();
  }
}
