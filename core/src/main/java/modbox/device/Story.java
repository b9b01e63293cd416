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
  public String release() {
    return surroundings.release();
  }
}
