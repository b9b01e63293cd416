package modbox.udev.rule;

import java.util.List;
import modbox.abi.Step;
import modbox.udev.device.Device;

/** Takes an event through all rules. */
public final class Engine {
  private final RuleHost host;
  private final RuleEvent event;
  private final Matching matching;
  private final Imports imports;
  private final Assigning assigning;
  private Place place = new Place("", 0);

  private Engine(RuleHost host, RuleEvent event) {
    this.host = host;
    this.event = event;
    var substitute = new Substitute(host, event);
    matching = new Matching(host, event, substitute);
    imports = new Imports(host, event, substitute);
    assigning = new Assigning(host, event, substitute);
  }

  /** Applies all files of rules, in order. */
  public static void apply(Rules rules, RuleHost host, RuleEvent event) {
    var engine = new Engine(host, event);
    Device device = event.device();
    boolean remove = device.action().equals("remove");
    boolean node = !remove && device.hasNode();
    boolean interfaces = !remove && device.ifindex() > 0;
    for (RuleFile file : rules.files()) {
      engine.applyFile(file, node, interfaces);
    }
  }

  /**
   * A command of the RUN list with what is still to be substituted in it: {@code udevadm test}
   * looks once more when it shows the list.
   */
  public static String shown(RuleHost host, RuleEvent event, RuleEvent.Run run) {
    var substitute = new Substitute(host, event);
    String text = substitute.fill(Template.of(run.command()), Substitute.PATH_SIZE);
    return text == null ? substitute.partial() : text;
  }

  private void applyFile(RuleFile file, boolean node, boolean interfaces) {
    List<RuleLine> lines = file.lines();
    int next = 0;
    while (next < lines.size()) {
      RuleLine line = lines.get(next++);
      if (line.concerns(node, interfaces)) {
        place = line.place();
        if (applyLine(line) && line.jump() >= 0) {
          next = line.jump();
        }
      }
    }
  }

  /** Whether the line was carried out to its end. */
  private boolean applyLine(RuleLine line) {
    event.escape = RuleEvent.Escape.UNSET;
    boolean parentsDone = false;
    List<Token> tokens = line.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.kind().isForParents()) {
        if (!parentsDone && !parentsMatch(tokens, i)) {
          return false;
        }
        parentsDone = true;
      } else if (token.kind().assigns()) {
        assigning.apply(place, token);
        explain(token, "", true);
      } else if (!matches(token)) {
        return false;
      }
    }
    return true;
  }

  private boolean matches(Token token) {
    boolean held =
        token instanceof Token.Import i
            ? imports.matches(place, i)
            : matching.matches(token, event.device());
    if (host.explainsAll()) {
      explain(token, matching.seen(token, event.device()), held);
    }
    return held;
  }

  private boolean parentsMatch(List<Token> tokens, int first) {
    Device device = event.device();
    while (device != null) {
      event.matchedParent = device;
      int i = first;
      while (i < tokens.size()
          && tokens.get(i).kind().isForParents()
          && matching.matches(tokens.get(i), device)) {
        i++;
      }
      if (i == tokens.size() || !tokens.get(i).kind().isForParents()) {
        if (host.explainsAll()) {
          explain(tokens.get(first), device.syspath(), true);
        }
        return true;
      }
      device = device.parent();
    }
    event.matchedParent = null;
    if (host.explainsAll()) {
      explain(tokens.get(first), "no device of the parent chain matches", false);
    }
    return false;
  }

  private void explain(Token token, String seen, boolean held) {
    host.explain(
        new Step("udev", event.device().devpath(), place.toString(), token.source(), seen, held));
  }
}
