package modbox.why;

import static modbox.user.ToolSpec.flag;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import modbox.abi.Decision;
import modbox.abi.ErrnoException;
import modbox.abi.Step;
import modbox.kernel.Monitor;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/**
 * {@code why THING}: the steps that led to the present state of a module, a device or a node, in
 * order, each with the event inside which it was taken.
 */
public final class Why implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "why",
          "[-a] MODULE|DEVICE|NODE",
          "tell why a module is loaded, or a device or node is as it is",
          flag('a', "all", "show every step, not only the last of each kind"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    if (args.operands().size() != 1) {
      proc.complain("expected one module, device or node");
      return ExitStatus.USAGE;
    }
    Thing thing = Thing.named(proc, args.operands().getFirst());
    Monitor monitor = Monitor.of(proc.sys());
    List<Decision> about = about(monitor.decisions(), thing, args.has("all"));
    proc.out().println(thing.state());
    if (about.isEmpty()) {
      proc.out().println("  no decision about it is on record");
      return thing.exists() ? ExitStatus.OK : ExitStatus.FAILURE;
    }
    print(proc, monitor, about);
    advise(proc, thing, about);
    return ExitStatus.OK;
  }

  /**
   * The decisions about the thing; without {@code all}, of the same question only the last answer.
   */
  private static List<Decision> about(List<Decision> decisions, Thing thing, boolean all) {
    Map<String, Decision> last = new LinkedHashMap<>();
    for (Decision decision : decisions) {
      Step step = decision.step();
      if (thing.concerns(step)) {
        String question =
            all
                ? "" + decision.serial()
                : step.topic() + '\0' + step.subject() + '\0' + step.wanted() + '\0' + step.place();
        last.remove(question); // so that it moves to its new place in the order
        last.put(question, decision);
      }
    }
    return List.copyOf(last.values());
  }

  private static void print(Proc proc, Monitor monitor, List<Decision> about)
      throws ErrnoException {
    long event = -1;
    for (Decision decision : about) {
      if (decision.event() != event) {
        event = decision.event();
        proc.out().println("  " + chain(monitor, event));
      }
      proc.out().println(line(decision.step()));
    }
  }

  /** The event and those inside which it began, innermost first. */
  static String chain(Monitor monitor, long event) {
    var chain = new ArrayList<String>();
    long id = event;
    while (id > 0) {
      var found = monitor.event(id);
      if (found.isEmpty()) {
        chain.add("#" + id + " (forgotten)");
        break;
      }
      chain.add("#" + id + " " + found.get().kind() + ": " + found.get().text());
      id = found.get().parent();
    }
    return chain.isEmpty() ? "before the first event" : String.join(" <- ", chain);
  }

  private static String line(Step step) {
    var text = new StringBuilder(step.held() ? "    yes  " : "    NO   ");
    text.append(step.topic()).append(' ').append(step.subject()).append(": ").append(step.wanted());
    if (!step.seen().isEmpty()) {
      text.append(" -> ").append(step.seen());
    }
    if (!step.place().isEmpty()) {
      text.append("  (").append(step.place()).append(')');
    }
    return text.toString();
  }

  /** One fix for what stood in the way last, if the thing is not there. */
  private static void advise(Proc proc, Thing thing, List<Decision> about) throws ErrnoException {
    if (thing.exists()) {
      return;
    }
    for (Decision decision : about.reversed()) {
      Step step = decision.step();
      if (!step.held()) {
        String where = step.place().isEmpty() ? "" : " at " + step.place();
        proc.out()
            .println("  what stood in the way: " + step.wanted() + ", but " + step.seen() + where);
        if (step.seen().startsWith("blacklist ")) {
          proc.out()
              .println(
                  "  to change it: remove that line, or load the module by its name: modprobe "
                      + thing.name());
        }
        return;
      }
    }
  }
}
