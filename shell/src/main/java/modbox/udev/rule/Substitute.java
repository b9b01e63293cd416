package modbox.udev.rule;

import modbox.udev.device.Device;
import org.jspecify.annotations.Nullable;

/** Fills templates with an event's facts. Source: udev_event_apply_format(). */
final class Substitute {
  /** Field sizes; a text that fills one is truncated, and its token is not carried out. */
  static final int NAME_SIZE = 512;

  static final int PATH_SIZE = 1024;
  static final int LINE_SIZE = 16384;

  private final RuleHost host;
  private final RuleEvent event;
  private String partial = "";

  Substitute(RuleHost host, RuleEvent event) {
    this.host = host;
    this.event = event;
  }

  /** The filled template; null if it does not fit into {@code size} bytes with a final NUL. */
  @Nullable String fill(Template template, int size) {
    return fill(template, size, false);
  }

  /**
   * The same.
   *
   * @param joinsBlanks whether blanks in substituted values become "_"
   */
  @Nullable String fill(Template template, int size, boolean joinsBlanks) {
    if (template.parts().isEmpty()) {
      return "";
    }
    if (template.parts().size() == 1 && template.parts().getFirst() instanceof Template.Literal l) {
      return fit(l.text(), size);
    }
    var out = new StringBuilder();
    for (Template.Part part : template.parts()) {
      if (part instanceof Template.Literal l) {
        out.append(l.text());
      } else if (part instanceof Template.Substitution s) {
        String value = value(s);
        if (value == null) {
          complain(template, "Failed to substitute");
          return fit(out.toString(), size);
        }
        boolean joins = joinsBlanks && s.variable() != Template.Variable.RESULT;
        out.append(joins ? Unsafe.replaceWhitespace(value) : value);
      } else {
        complain(template, "Invalid format string, ignoring");
      }
    }
    return fit(out.toString(), size);
  }

  private @Nullable String fit(String text, int size) {
    if (text.length() < size) {
      return text;
    }
    partial = text.substring(0, Math.max(size - 1, 0));
    return null;
  }

  /** What there was room for when {@link #fill} last gave null. */
  String partial() {
    return partial;
  }

  private void complain(Template template, String what) {
    host.log(
        Diagnostic.Level.WARNING, event.device().sysname() + ": " + what + ": " + template.text());
  }

  /** The value of a substitution, empty if there is none; null if its argument is wrong. */
  private @Nullable String value(Template.Substitution s) {
    Device device = event.device();
    return switch (s.variable()) {
      case DEVPATH -> device.devpath();
      case KERNEL -> device.sysname();
      case NUMBER -> device.sysnum();
      case ID -> event.matchedParent == null ? "" : event.matchedParent.sysname();
      case DRIVER -> event.matchedParent == null ? "" : orEmpty(event.matchedParent.driver());
      case MAJOR -> Integer.toString(device.major());
      case MINOR -> Integer.toString(device.minor());
      case RESULT -> result(s.attribute());
      case ATTR, SYSFS -> s.attribute().isEmpty() ? null : attribute(s.attribute());
      case PARENT -> {
        Device parent = device.parent();
        yield parent == null ? "" : withoutDev(orEmpty(parent.devname()));
      }
      case DEVNODE, TEMPNODE -> orEmpty(device.devname());
      case NAME -> name();
      case LINKS -> links();
      case ROOT -> "/dev";
      case SYS -> "/sys";
      case ENV -> s.attribute().isEmpty() ? null : orEmpty(device.property(s.attribute()));
    };
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  static String withoutDev(String path) {
    return path.startsWith("/dev/") ? path.substring("/dev/".length()) : path;
  }

  private String name() {
    if (event.name != null) {
      return event.name;
    }
    String devname = event.device().devname();
    return devname == null ? event.device().sysname() : withoutDev(devname);
  }

  private String links() {
    var out = new StringBuilder();
    for (String link : event.device().links()) {
      out.append(out.isEmpty() ? "" : " ").append(withoutDev(link));
    }
    return out.toString();
  }

  private @Nullable String result(String attribute) {
    String text = event.programResult;
    int index = attribute.isEmpty() ? 0 : Template.index(attribute);
    if (text == null) {
      return "";
    }
    if (index <= 0) {
      return index < 0 ? null : text;
    }
    int start = skipBlanks(text, 0);
    for (int i = 1; i < index; i++) {
      start = skipBlanks(text, wordEnd(text, start));
      if (start == text.length()) {
        return "";
      }
    }
    return attribute.endsWith("+")
        ? text.substring(start)
        : text.substring(start, wordEnd(text, start));
  }

  private static int skipBlanks(String text, int from) {
    int i = from;
    while (i < text.length() && " \t\n\r".indexOf(text.charAt(i)) >= 0) {
      i++;
    }
    return i;
  }

  private static int wordEnd(String text, int from) {
    int i = from;
    while (i < text.length() && " \t\n\r".indexOf(text.charAt(i)) < 0) {
      i++;
    }
    return i;
  }

  private String attribute(String name) {
    String value = Attributes.value(host.files(), name);
    if (value == null) {
      value = event.device().attribute(name);
    }
    Device parent = event.matchedParent;
    if (value == null && parent != null && parent != event.device()) {
      value = parent.attribute(name);
    }
    if (value == null) {
      return "";
    }
    String cut = value.length() < NAME_SIZE ? value : value.substring(0, NAME_SIZE - 1);
    return Unsafe.replace(Words.trimEnd(cut), Unsafe.INPUT);
  }
}
