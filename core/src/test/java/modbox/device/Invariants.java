package modbox.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeMap;
import java.util.TreeSet;
import modbox.abi.Uevent;
import modbox.world.World;

/** What must hold between the tables of the driver core at any moment. */
final class Invariants {
  private final World world;
  private final Bench bench;

  Invariants(Bench bench) {
    this.world = bench.world;
    this.bench = bench;
  }

  void check() {
    directories();
    subsystems();
    drivers();
    nodes();
    plugs();
    numbers();
    events();
  }

  private Iterable<Device> devices() {
    return world.rows(DeviceTables.DEVICES);
  }

  private void directories() {
    for (Device device : devices()) {
      int slash = device.path().lastIndexOf('/');
      Dir above = world.get(DeviceTables.DIRS, device.path().substring(0, slash));
      assertThat(above).as(device.path()).isNotNull();
      assertThat(above.names().keySet().toJavaSet()).contains(device.name());
    }
    for (String path : world.keys(DeviceTables.DIRS)) {
      Dir dir = world.get(DeviceTables.DIRS, path);
      assertThat(dir.keep() || !dir.names().isEmpty()).as(path).isTrue();
      for (String name : dir.names().keySet()) {
        String below = path + "/" + name;
        assertThat(world.has(DeviceTables.DEVICES, below) || world.has(DeviceTables.DIRS, below))
            .as("dangling " + below)
            .isTrue();
      }
    }
  }

  private void subsystems() {
    var shown = new TreeSet<String>();
    for (Bus bus : world.rows(DeviceTables.BUSES)) {
      bus.devices().values().forEach(shown::add);
      for (var entry : bus.unbound()) {
        Device device = world.get(DeviceTables.DEVICES, entry._2);
        assertThat(device).as(entry._2).isNotNull().matches(d -> !d.bound());
        assertThat(device.serial()).isEqualTo(entry._1);
      }
    }
    for (DeviceClass group : world.rows(DeviceTables.CLASSES)) {
      group.devices().values().forEach(shown::add);
    }
    var paths = new TreeSet<String>();
    devices().forEach(device -> paths.add(device.path()));
    assertThat(shown).isEqualTo(paths);
  }

  private void drivers() {
    var bound = new TreeMap<String, String>();
    for (Driver driver : world.rows(DeviceTables.DRIVERS)) {
      driver.devices().values().forEach(path -> bound.put(path, driver.name()));
    }
    var own = new TreeMap<String, String>();
    for (Device device : devices()) {
      if (device.bound()) {
        own.put(device.path(), device.driver());
      }
    }
    assertThat(bound).isEqualTo(own);
  }

  private void nodes() {
    var nodes = new TreeSet<String>();
    var keys = new TreeMap<String, String>();
    for (Device device : devices()) {
      if (device.number().present()) {
        nodes.add(device.number().name());
        assertThat(keys.put(device.number().key(), device.path())).as(device.path()).isNull();
      }
    }
    assertThat(bench.nodes.keySet()).isEqualTo(nodes);
    var indexed = new TreeMap<String, String>();
    for (String key : world.keys(DeviceTables.NUMBERS)) {
      indexed.put(key, world.get(DeviceTables.NUMBERS, key));
    }
    assertThat(indexed).isEqualTo(keys);
  }

  private void plugs() {
    for (Device device : devices()) {
      if (device.origin().plug() != 0) {
        Plugged plug = world.get(DeviceTables.PLUGS, device.origin().plug());
        assertThat(plug).as(device.path()).isNotNull();
        Described node = plug.nodes().get(device.origin().index());
        assertThat(plug.where(node.path())).isEqualTo(device.path());
        gate(plug, node, device);
      }
    }
    for (Plugged plug : world.rows(DeviceTables.PLUGS)) {
      for (var entry : plug.live()) {
        Device device = world.get(DeviceTables.DEVICES, entry._2);
        boolean shared = device == null || device.origin().plug() != plug.id();
        assertThat(shared && !entry._1.equals(entry._2)).as(entry._2).isFalse();
      }
    }
    for (Anchor anchor : world.rows(DeviceTables.ANCHORS)) {
      for (long id : anchor.plugs().keySet()) {
        assertThat(world.has(DeviceTables.PLUGS, id)).as("anchor of " + id).isTrue();
      }
    }
  }

  /** Every node is explained: what it waited for is there. */
  private void gate(Plugged plug, Described node, Device device) {
    String gate = Gates.gate(node, plug::node);
    if (gate.startsWith("bind ")) {
      Device above = world.get(DeviceTables.DEVICES, plug.where(gate.substring(5)));
      assertThat(above).as(device.path()).isNotNull().matches(Device::bound, "is bound");
    }
  }

  private void numbers() {
    var held = new TreeSet<String>();
    for (Device device : devices()) {
      for (String number : device.held()) {
        assertThat(held.add(number)).as(number).isTrue();
        int blank = number.indexOf(' ');
        Ids ids = world.get(DeviceTables.IDS, number.substring(0, blank));
        int value = Integer.parseInt(number.substring(blank + 1));
        assertThat(ids.free().containsKey(value)).as(number).isFalse();
      }
    }
  }

  /** A listener that has heard everything knows exactly the devices that are there. */
  private void events() {
    var known = new TreeSet<String>();
    long last = -1;
    for (Uevent uevent : bench.uevents) {
      assertThat(last < 0 || uevent.seqnum() == last + 1).isTrue();
      last = uevent.seqnum();
      if (uevent.devpath().startsWith("/devices/") && !uevent.devpath().contains("/queues/")) {
        switch (uevent.action()) {
          case "add" -> assertThat(known.add(uevent.devpath())).as(uevent.devpath()).isTrue();
          case "remove" -> assertThat(known.remove(uevent.devpath())).as(uevent.devpath()).isTrue();
          case "move" -> {
            known.remove(uevent.map().get("DEVPATH_OLD"));
            known.add(uevent.devpath());
          }
          default -> assertThat(known).contains(uevent.devpath());
        }
      }
    }
    var paths = new TreeSet<String>();
    devices().forEach(device -> paths.add(device.path()));
    assertThat(known).isEqualTo(paths);
  }
}
