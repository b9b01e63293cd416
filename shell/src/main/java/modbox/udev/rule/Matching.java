package modbox.udev.rule;

import java.util.Collection;
import modbox.udev.device.Device;
import org.jspecify.annotations.Nullable;

/** Plain matches: they only look. */
final class Matching {
  private final RuleHost host;
  private final RuleEvent event;
  private final Substitute substitute;

  Matching(RuleHost host, RuleEvent event, Substitute substitute) {
    this.host = host;
    this.event = event;
    this.substitute = substitute;
  }

  /** Whether a token holds for a device: the event's own, or one above it for parent keys. */
  boolean matches(Token token, Device device) {
    // Without a switch over types: it is spun at run time, and every start would pay for it.
    if (token instanceof Token.Match m) {
      return matches(m, device);
    } else if (token instanceof Token.AttributeMatch a) {
      return matches(a, device);
    } else if (token instanceof Token.Test t) {
      return matches(t, device);
    }
    throw new IllegalArgumentException(token.source());
  }

  private boolean matches(Token.Match token, Device device) {
    return switch (token.kind()) {
      case M_SYMLINK -> any(token, device.links(), true);
      case M_TAG, M_TAGS -> any(token, device.tags(), false);
      default -> holds(token.op(), token.pattern(), text(token, device));
    };
  }

  /** The text that a plain match looks at. */
  private @Nullable String text(Token.Match token, Device device) {
    return switch (token.kind()) {
      case M_ACTION -> device.action();
      case M_DEVPATH -> device.devpath();
      case M_KERNEL, M_KERNELS -> device.sysname();
      case M_NAME -> event.name;
      case M_ENV -> {
        String value = device.property(token.attribute());
        yield value == null ? event.global(token.attribute()) : value;
      }
      case M_CONST -> host.constant(token.attribute());
      case M_SUBSYSTEM, M_SUBSYSTEMS -> device.subsystem();
      case M_DRIVER, M_DRIVERS -> device.driver();
      case M_RESULT -> event.programResult;
      case M_SYMLINK -> String.join(" ", device.links());
      case M_TAG, M_TAGS -> String.join(":", device.tags());
      default -> throw new IllegalArgumentException(token.source());
    };
  }

  private static boolean holds(Op op, Pattern pattern, @Nullable String text) {
    return (op == Op.MATCH) == pattern.matches(text);
  }

  /** A list matches with "==" if one of it does, and with "!=" if none does. */
  private static boolean any(Token.Match token, Collection<String> list, boolean links) {
    boolean wanted = token.op() == Op.MATCH;
    for (String element : list) {
      String text = links ? Substitute.withoutDev(element) : element;
      if (holds(token.op(), token.pattern(), text) == wanted) {
        return wanted;
      }
    }
    return !wanted;
  }

  private boolean matches(Token.AttributeMatch token, Device device) {
    String name =
        token.name().isPlain()
            ? token.name().text()
            : substitute.fill(token.name(), Substitute.NAME_SIZE);
    if (name == null) {
      return false;
    }
    if (token.kind() == Kind.M_SYSCTL) {
      String text = host.files().read(Attributes.sysctlPath(name));
      return holds(token.op(), token.pattern(), text == null ? null : text.strip());
    }
    String value = value(token, name, device);
    if (value == null) {
      return false;
    }
    return holds(token.op(), token.pattern(), token.trims() ? Words.trimEnd(value) : value);
  }

  private @Nullable String value(Token.AttributeMatch token, String name, Device device) {
    String value =
        token.subsystem() ? Attributes.value(host.files(), name) : device.attribute(name);
    return value == null || value.length() < Substitute.NAME_SIZE
        ? value
        : value.substring(0, Substitute.NAME_SIZE - 1);
  }

  private boolean matches(Token.Test token, Device device) {
    String path = substitute.fill(token.path(), Substitute.PATH_SIZE);
    if (path == null) {
      return false;
    }
    if (!path.startsWith("/")) {
      String resolved = Attributes.path(host.files(), path);
      path = resolved == null ? device.syspath() + "/" + path : resolved;
    }
    String expanded = Attributes.expand(host.files(), path);
    int mode = expanded == null ? 0 : host.files().mode(expanded);
    boolean found = mode != 0 && (token.mode() < 0 || (mode & token.mode()) != 0);
    return found == (token.op() == Op.MATCH);
  }

  /** What a token saw, for explanations. */
  String seen(Token token, Device device) {
    return switch (token) {
      case Token.Match m -> {
        String text = text(m, device);
        yield text == null ? "(not set)" : text;
      }
      case Token.AttributeMatch a when a.kind() != Kind.M_SYSCTL -> {
        String name = substitute.fill(a.name(), Substitute.NAME_SIZE);
        String value = name == null ? null : value(a, name, device);
        yield value == null ? "(no such attribute)" : value;
      }
      case Token.Import i when i.kind() == Kind.M_PROGRAM ->
          event.programResult == null ? "(failed)" : event.programResult;
      case Token.AttributeMatch _, Token.Test _, Token.Import _, Token.Set _, Token.Assign _ -> "";
    };
  }
}
