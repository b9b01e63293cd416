package modbox.udev.daemon;

import java.util.Map;
import modbox.abi.ErrnoException;
import modbox.udev.device.Device;
import modbox.udev.device.Records;
import modbox.udev.rule.Diagnostic;
import modbox.udev.rule.Engine;
import modbox.udev.rule.RuleEvent;
import modbox.udev.rule.Rules;

/**
 * Takes one event to its end, but for the RUN list: rules, name, permissions, links, tags, record.
 * Source: udev_event_execute_rules().
 */
public final class Processor {
  private final UdevHost host;

  public Processor(UdevHost host) {
    this.host = host;
  }

  /** Handles an event of a device made by {@link Device#ofEvent} or {@link Device#forEvent}. */
  public RuleEvent process(Rules rules, Device device, Map<String, String> globals) {
    return device.action().equals("remove")
        ? remove(rules, device, globals)
        : change(rules, device, globals);
  }

  private RuleEvent remove(Rules rules, Device device, Map<String, String> globals) {
    device.readRecord();
    var event = new RuleEvent(device, device.withRecord(), globals);
    try {
      Records.index(device, null, false);
      Records.delete(device);
    } catch (ErrnoException e) {
      complain(device, "Failed to delete the record", e);
    }
    Engine.apply(rules, host, event);
    new Links(host).remove(device);
    return event;
  }

  private RuleEvent change(Rules rules, Device device, Map<String, String> globals) {
    Device record = device.withRecord();
    record.tags().forEach(tag -> device.addTag(tag, false));
    var event = new RuleEvent(device, record, globals);
    Engine.apply(rules, host, event);
    Device renamed = device.action().equals("add") ? host.rename(event) : device;
    Permissions.apply(host, event);
    new Links(host).update(renamed, record);
    long since = record.initializedAt();
    renamed.setInitializedAt(since > 0 ? since : host.microseconds());
    try {
      Records.index(renamed, record, true);
      Records.write(renamed);
    } catch (ErrnoException e) {
      complain(renamed, "Failed to update database", e);
    }
    renamed.setInitialized();
    return renamed == device ? event : event.on(renamed);
  }

  private void complain(Device device, String what, ErrnoException e) {
    host.log(Diagnostic.Level.ERROR, device.sysname() + ": " + what + ": " + e.errno().text());
  }
}
