package modbox.tool.udev;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.Map;
import modbox.abi.ErrnoException;
import modbox.udev.daemon.Processor;
import modbox.udev.daemon.Settings;
import modbox.udev.device.Device;
import modbox.udev.device.SysFiles;
import modbox.udev.rule.Diagnostic;
import modbox.udev.rule.Engine;
import modbox.udev.rule.RuleEvent;
import modbox.udev.rule.RuleFile;
import modbox.udev.rule.Rules;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.ToolSpec;

/** udevadm test: takes a device through the rules and shows what comes out. */
final class TestVerb implements Verb {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "test",
          "[OPTIONS] DEVPATH",
          "Take a device through the rules",
          flag('h', "help", "print this"),
          flag('V', "version", "print the version"),
          value('a', "action", "ACTION|help", "the event's action, else add"),
          value('N', "resolve-names", "early|late|never", "when names become numbers"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    String action = args.value("action").orElse("add");
    if (action.equals("help")) {
      for (String each : TriggerVerb.ACTIONS) {
        proc.out().println(each);
      }
      return ExitStatus.OK;
    }
    if (!TriggerVerb.ACTIONS.contains(action)) {
      throw new Failure("Invalid action '" + action + "'");
    }
    String resolve = args.value("resolve-names").orElse("early");
    if (!resolve.equals("early") && !resolve.equals("late") && !resolve.equals("never")) {
      throw new Failure("--resolve-names= must be early, late or never");
    }
    if (args.operands().isEmpty()) {
      throw new Failure("syspath parameter missing.");
    }
    proc.out()
        .print(
            """
            This program is for debugging only, it does not run any program
            specified by a RUN key. It may show incorrect results, because
            some values may be different, or not available at a simulation run.

            """);
    return run(proc, args.operands().getFirst(), action, resolve);
  }

  private static ExitStatus run(Proc proc, String path, String action, String resolve)
      throws ErrnoException, Failure {
    var settings = Settings.read(new SysFiles(proc.sys()));
    settings.setResolveNames(resolve);
    var host = new TalkingHost(proc, settings, (_, _) -> {});
    Rules rules = Rules.read(host.files(), host);
    for (RuleFile file : rules.files()) {
      host.log(Diagnostic.Level.DEBUG, "Reading rules file: " + file.path());
      file.diagnostics().forEach(d -> host.log(d.level(), d.message()));
    }
    Device found = DeviceFinder.find(host.files(), path, "/sys/");
    if (found == null) {
      throw new Failure("Failed to open device '" + path + "': No such device");
    }
    RuleEvent event = new Processor(host).process(rules, found.forEvent(action), Map.of());
    for (Map.Entry<String, String> e : event.device().properties().entrySet()) {
      proc.out().println(e.getKey() + "=" + e.getValue());
    }
    for (RuleEvent.Run run : event.runs()) {
      proc.out().println("run: '" + Engine.shown(host, event, run) + "'");
    }
    return ExitStatus.OK;
  }
}
