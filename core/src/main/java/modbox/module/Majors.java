package modbox.module;

import modbox.driver.KernelApi;

/**
 * Device numbers that modules take when they are loaded. Source: Linux, Documentation/admin-guide/
 * devices.txt.
 */
final class Majors {
  private Majors() {}

  /** Registers what the module of this name takes. */
  static void register(KernelApi kernel) {
    switch (kernel.module()) {
      case "sd_mod" -> disks(kernel);
      case "sr_mod" -> kernel.registerMajor(true, 11, "sr");
      case "sg" -> kernel.registerMajor(false, 21, "sg");
      case "st" -> kernel.registerMajor(false, 9, "st");
      case "md_mod" -> kernel.registerMajor(true, 9, "md");
      case "nbd" -> kernel.registerMajor(true, 43, "nbd");
      case "dm_mod" -> kernel.registerMajor(true, 253, "device-mapper");
      case "usbserial" -> kernel.registerMajor(false, 188, "ttyUSB");
      case "cdc_acm" -> kernel.registerMajor(false, 166, "ttyACM");
      case "snd" -> kernel.registerMajor(false, 116, "alsa");
      case "drm" -> kernel.registerMajor(false, 226, "drm");
      case "rfcomm" -> kernel.registerMajor(false, 216, "rfcomm");
      case "ppp_generic" -> kernel.registerMajor(false, 108, "ppp");
      case "usbcore" -> {
        kernel.registerMajor(false, 180, "usb");
        kernel.registerMajor(false, 189, "usb_device");
      }
      case "mmc_block" -> kernel.registerMajor(true, 179, "mmc");
      case "videodev" -> kernel.registerMajor(false, 81, "video4linux");
      default -> {} // most modules serve devices of others' numbers, or none
    }
  }

  private static void disks(KernelApi kernel) {
    kernel.registerMajor(true, 8, "sd");
    for (int major = 65; major <= 71; major++) {
      kernel.registerMajor(true, major, "sd");
    }
    for (int major = 128; major <= 135; major++) {
      kernel.registerMajor(true, major, "sd");
    }
  }
}
