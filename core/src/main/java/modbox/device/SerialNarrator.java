package modbox.device;

/** USB serial adapters. Source: drivers/usb/serial/usb-serial.c, ftdi_sio.c. */
final class SerialNarrator implements Narrator {
  /** What a driver calls its converters: the description of its usb_serial_driver. */
  private static String description(String driver) {
    return switch (driver) {
      case "ftdi_sio" -> "FTDI USB Serial Device";
      case "option1" -> "GSM modem (1-port)";
      case "qcserial" -> "Qualcomm USB modem";
      case "sierra" -> "Sierra USB modem";
      case "usbserial_generic" -> "generic";
      default -> driver;
    };
  }

  @Override
  public void registered(Driver driver, Scene scene) {
    if (driver.bus().equals("usb-serial")) {
      scene.info("usbserial: USB Serial support registered for " + description(driver.name()));
    }
  }

  @Override
  public void deregistering(Driver driver, Scene scene) {
    if (driver.bus().equals("usb-serial")) {
      scene.info("usbserial: USB Serial deregistering driver " + description(driver.name()));
    }
  }

  @Override
  public void bound(Device port, Scene scene) {
    Device face = scene.parent(port);
    Device usb = face == null ? null : scene.parent(face);
    if (!port.subsystem().equals("usb-serial") || face == null || usb == null) {
      return;
    }
    if (port.driver().equals("ftdi_sio")) {
      scene.info("usb " + usb.name() + ": Detected " + ftdi(usb.text("bcdDevice")));
    }
    scene.info(
        "usb "
            + usb.name()
            + ": "
            + description(port.driver())
            + " converter now attached to "
            + port.name());
  }

  /** The chip by its release number. */
  private static String ftdi(String release) {
    return switch (release) {
      case "0200" -> "FT8U232AM";
      case "0400" -> "FT232B";
      case "0500" -> "FT2232C";
      case "0600" -> "FT232R";
      case "0700" -> "FT2232H";
      case "0800" -> "FT4232H";
      case "0900" -> "FT232H";
      default -> "FT-X";
    };
  }

  @Override
  public void unbound(Device port, Scene scene) {
    if (port.subsystem().equals("usb-serial")) {
      scene.info(
          port.label()
              + ": "
              + description(port.driver())
              + " converter now disconnected from "
              + port.name());
    }
  }

  /** The interface's side of a converter driver. */
  static final class Interface implements Narrator {
    @Override
    public void probing(Device device, Scene scene) {
      if (device.subsystem().equals("usb")) {
        scene.info(device.label() + ": " + description(device.driver()) + " converter detected");
      }
    }

    @Override
    public void unbound(Device device, Scene scene) {
      if (device.subsystem().equals("usb")) {
        scene.info(device.label() + ": device disconnected");
      }
    }
  }
}
