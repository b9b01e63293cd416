package modbox.device;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks the narrators of a device's subsystem and driver to speak, and is what they see. */
final class Story implements Narrator.Scene {
  private final Registry registry;
  private final Surroundings surroundings;
  private final Narrators narrators;

  Story(Registry registry, Surroundings surroundings, Narrators narrators) {
    this.registry = registry;
    this.surroundings = surroundings;
    this.narrators = narrators;
  }

  void tell(Device device, Consumer<Narrator> line) {
    line.accept(narrators.ofSubsystem(device.subsystem()));
    if (device.bound()) {
      line.accept(narrators.ofDriver(device.driver()));
    }
  }

  /** What the subsystem says that brings a bus or a class, {@code bus usb}. */
  void structure(String name) {
    for (String line :
        switch (name) {
          case "bus media" -> List.of("mc: Linux media interface: v0.10");
          case "class video4linux" -> List.of("videodev: Linux video capture interface: v2.00");
          case "class bluetooth" ->
              List.of(
                  "Bluetooth: Core ver 2.22",
                  "NET: Registered PF_BLUETOOTH protocol family",
                  "Bluetooth: HCI device and connection manager initialized",
                  "Bluetooth: HCI socket layer initialized",
                  "Bluetooth: L2CAP socket layer initialized",
                  "Bluetooth: SCO socket layer initialized");
          case "bus scsi" -> List.of("SCSI subsystem initialized");
          default -> List.<String>of();
        }) {
      surroundings.log(name.startsWith("bus scsi") ? 5 : 6, line);
    }
  }

  void registering(Driver driver) {
    narrators.ofSubsystem(driver.bus()).registering(driver, this);
    narrators.ofDriver(driver.name()).registering(driver, this);
  }

  void registered(Driver driver) {
    narrators.ofSubsystem(driver.bus()).registered(driver, this);
    narrators.ofDriver(driver.name()).registered(driver, this);
  }

  void deregistering(Driver driver) {
    narrators.ofSubsystem(driver.bus()).deregistering(driver, this);
    narrators.ofDriver(driver.name()).deregistering(driver, this);
  }

  @Override
  public void log(int level, String text) {
    surroundings.log(level, text);
  }

  @Override
  public @Nullable Device parent(Device device) {
    return registry.parent(device.path());
  }

  @Override
  public List<Device> children(Device device) {
    return registry.children(device.path());
  }

  @Override
  public boolean hasDriver(String bus, String name) {
    return registry.bus(bus).drivers().values().contains(name);
  }

  @Override
  public String release() {
    return surroundings.release();
  }
}
