package modbox.udev.rule;

import static modbox.udev.rule.Diagnostic.Level.DEBUG;
import static modbox.udev.rule.Diagnostic.Level.ERROR;
import static modbox.udev.rule.Diagnostic.Level.WARNING;

import modbox.abi.ErrnoException;
import modbox.udev.device.Ascii;
import modbox.udev.device.Device;
import modbox.udev.device.Numbers;
import org.jspecify.annotations.Nullable;

/** Carries out assignments. */
final class Assigning {
  private final RuleHost host;
  private final RuleEvent event;
  private final Device device;
  private final Substitute substitute;

  Assigning(RuleHost host, RuleEvent event, Substitute substitute) {
    this.host = host;
    this.event = event;
    this.device = event.device();
    this.substitute = substitute;
  }

  void apply(Place place, Token token) {
    if (token instanceof Token.Set s) {
      set(place, s);
    } else if (token instanceof Token.Assign a) {
      assign(place, a);
    } else {
      throw new IllegalArgumentException(token.source());
    }
  }

  private void log(Diagnostic.Level level, Place place, String text) {
    if (host.logs(level)) {
      host.log(level, device.sysname() + ": " + place + " " + text);
    }
  }

  /** Whether the item may still be changed; ":=" closes it. */
  private boolean open(Kind item, Op op) {
    return op == Op.ASSIGN_FINAL ? event.finals.add(item) : !event.finals.contains(item);
  }

  private void set(Place place, Token.Set s) {
    int number = s.number();
    switch (s.kind()) {
      case A_STRING_ESCAPE_NONE -> event.escape = RuleEvent.Escape.NONE;
      case A_STRING_ESCAPE_REPLACE -> event.escape = RuleEvent.Escape.REPLACE;
      case A_DB_PERSIST -> device.setPersistent();
      case A_LINK_PRIORITY -> device.setLinkPriority(number);
      case A_LOG_LEVEL -> event.logLevel = number;
      case A_WATCH -> event.watch = open(Kind.A_WATCH, s.op()) ? number : event.watch;
      case A_OWNER_ID -> setOwner(place, s.op(), number, Integer.toUnsignedString(number));
      case A_GROUP_ID -> setGroup(place, s.op(), number, Integer.toUnsignedString(number));
      case A_MODE_ID -> setMode(place, s.op(), number);
      default -> throw new IllegalArgumentException(s.source());
    }
  }

  private void setOwner(Place place, Op op, int uid, String shown) {
    if (open(Kind.A_OWNER, op)) {
      event.uid = uid;
      log(DEBUG, place, "OWNER " + shown);
    }
  }

  private void setGroup(Place place, Op op, int gid, String shown) {
    if (open(Kind.A_GROUP, op)) {
      event.gid = gid;
      log(DEBUG, place, "GROUP " + shown);
    }
  }

  private void setMode(Place place, Op op, int mode) {
    if (open(Kind.A_MODE, op)) {
      event.mode = mode;
      log(DEBUG, place, "MODE " + (mode == 0 ? "" : "0") + Integer.toOctalString(mode));
    }
  }

  private void assign(Place place, Token.Assign a) {
    switch (a.kind()) {
      case A_OWNER -> owner(place, a);
      case A_GROUP -> group(place, a);
      case A_MODE -> mode(place, a);
      case A_TAG -> tag(place, a);
      case A_STATIC_NODE -> {} // done once, when udevd starts
      case A_SECLABEL -> seclabel(place, a);
      case A_ENV -> env(place, a);
      case A_NAME -> name(place, a);
      case A_SYMLINK -> symlink(place, a);
      case A_ATTR -> attribute(place, a);
      case A_SYSCTL -> sysctl(place, a);
      case A_RUN_BUILTIN, A_RUN_PROGRAM -> run(place, a);
      default -> throw new IllegalArgumentException(a.source());
    }
  }

  /** The value; null, with a complaint, if it does not fit. */
  private @Nullable String value(
      Place place, Token.Assign a, int size, String what, String consequence) {
    String value = substitute.fill(a.value(), size);
    if (value == null) {
      truncated(place, a.value(), what, consequence);
    }
    return value;
  }

  private void truncated(Place place, Template value, String what, String consequence) {
    log(
        WARNING,
        place,
        "The "
            + what
            + " '"
            + substitute.partial()
            + "' is truncated while substituting into '"
            + value.text()
            + "',"
            + consequence);
  }

  /** Says how many characters were not allowed, and were replaced. */
  private void replaced(Place place, String before, String after, String what) {
    if (host.logs(DEBUG) && !before.equals(after)) {
      log(DEBUG, place, "Replaced " + Unsafe.changed(before, after) + what);
    }
  }

  private void owner(Place place, Token.Assign a) {
    String name =
        value(place, a, Substitute.NAME_SIZE, "user name", " refusing to apply the OWNER key.");
    if (name == null || !open(Kind.A_OWNER, a.op())) {
      return;
    }
    int uid = Numbers.user(name);
    uid = uid == -1 ? host.user(name) : uid;
    if (uid == -1) {
      log(ERROR, place, "Unknown user '" + name + "', ignoring");
    } else {
      event.uid = uid;
      log(DEBUG, place, "OWNER " + name + "(" + Integer.toUnsignedString(uid) + ")");
    }
  }

  private void group(Place place, Token.Assign a) {
    String name =
        value(place, a, Substitute.NAME_SIZE, "group name", " refusing to apply the GROUP key.");
    if (name == null || !open(Kind.A_GROUP, a.op())) {
      return;
    }
    int gid = Numbers.user(name);
    gid = gid == -1 ? host.group(name) : gid;
    if (gid == -1) {
      log(ERROR, place, "Unknown group '" + name + "', ignoring");
    } else {
      event.gid = gid;
      log(DEBUG, place, "GROUP " + name + "(" + Integer.toUnsignedString(gid) + ")");
    }
  }

  private void mode(Place place, Token.Assign a) {
    String text = value(place, a, Substitute.NAME_SIZE, "mode", " refusing to apply the MODE key.");
    if (text == null || !open(Kind.A_MODE, a.op())) {
      return;
    }
    long mode = Numbers.octal(text);
    if (mode < 0 || mode == Numbers.TOO_LARGE) {
      String why = Options.why(mode).text();
      log(ERROR, place, "Failed to parse mode '" + text + "', ignoring: " + why);
    } else {
      setMode(place, Op.ASSIGN, (int) mode);
    }
  }

  private void seclabel(Place place, Token.Assign a) {
    String label =
        value(
            place,
            a,
            Substitute.NAME_SIZE,
            "security label",
            " refusing to apply the SECLABEL key.");
    if (label == null) {
      return;
    }
    if (a.op() == Op.ASSIGN) {
      event.seclabels.clear();
    }
    event.seclabels.put(a.name().text(), label);
    log(DEBUG, place, "SECLABEL{" + a.name().text() + "}='" + label + "'");
  }

  private void tag(Place place, Token.Assign a) {
    String verb = a.op() == Op.REMOVE ? "remove" : "add";
    String tag =
        value(place, a, Substitute.PATH_SIZE, "tag name", "refusing to " + verb + " the tag.");
    if (tag == null) {
      return;
    }
    if (a.op() == Op.ASSIGN) {
      device.clearTags();
    }
    if (!isTag(tag)) {
      log(ERROR, place, "Invalid tag name '" + tag + "', ignoring");
    } else if (a.op() == Op.REMOVE) {
      device.removeTag(tag);
    } else {
      device.addTag(tag, true);
    }
  }

  private static boolean isTag(String tag) {
    for (int i = 0; i < tag.length(); i++) {
      char c = tag.charAt(i);
      if (!Ascii.isAlphanumeric(c) && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }

  private void env(Place place, Token.Assign a) {
    String key = a.name().text();
    if (a.value().text().isEmpty()) {
      if (a.op() != Op.ADD) {
        device.set(key, null);
      }
      return;
    }
    String old = a.op() == Op.ADD ? device.property(key) : null;
    int room = Substitute.NAME_SIZE - (old == null ? 0 : old.length() + 1);
    if (room < 2) {
      String added = substitute.fill(a.value(), Substitute.LINE_SIZE);
      String text = "' is full, refusing to append the new value '" + added + "'.";
      log(WARNING, place, "The buffer for the property '" + key + text);
      return;
    }
    String consequence = " refusing to add property '" + key + "'.";
    String value = value(place, a, room, "property value", consequence);
    if (value == null) {
      return;
    }
    if (event.escape == RuleEvent.Escape.REPLACE) {
      String clean = Unsafe.replace(value, "");
      String sign = a.op() == Op.ADD ? "+" : "";
      String what = " slash(es) from result of ENV{" + key + "}" + sign + "=\"";
      replaced(place, value, clean, what + a.value().text() + "\"");
      value = clean;
    }
    device.set(key, old == null ? value : old + " " + value);
  }

  private void name(Place place, Token.Assign a) {
    if (!open(Kind.A_NAME, a.op())) {
      return;
    }
    if (device.ifindex() <= 0) {
      log(
          ERROR,
          place,
          "Only network interfaces can be renamed, ignoring NAME=\"" + a.value().text() + "\".");
      return;
    }
    String name =
        value(
            place, a, Substitute.PATH_SIZE, "network interface name", " refusing to set the name.");
    if (name != null) {
      boolean cleans = event.escape != RuleEvent.Escape.NONE;
      event.name = cleans ? Unsafe.replaceInterfaceName(name) : name;
      String what = " character(s) from result of NAME=\"" + a.value().text() + "\"";
      replaced(place, name, event.name, what);
      log(DEBUG, place, "NAME '" + event.name + "'");
    }
  }

  private void symlink(Place place, Token.Assign a) {
    if (!device.hasNode() || !open(Kind.A_SYMLINK, a.op())) {
      return;
    }
    if (a.op().replaces()) {
      device.clearLinks();
    }
    boolean joins = event.escape != RuleEvent.Escape.NONE;
    String text = substitute.fill(a.value(), Substitute.PATH_SIZE, joins);
    if (text == null) {
      truncated(
          place, a.value(), "symbolic link path", " refusing to add the device symbolic link.");
      return;
    }
    String clean =
        switch (event.escape) {
          case UNSET -> Unsafe.replace(text, "/ ");
          case REPLACE -> Unsafe.replace(text, "/");
          case NONE -> text;
        };
    String what = " character(s) from result of SYMLINK=\"" + a.value().text() + "\"";
    replaced(place, text, clean, what);
    for (String word : Words.blankSeparated(clean)) {
      addLink(place, word);
    }
  }

  private void addLink(Place place, String word) {
    device.addLink("/dev/" + word); // as it is: 252 tidies the path only when it makes the link
    log(DEBUG, place, "LINK '" + word + "'");
  }

  private void attribute(Place place, Token.Assign a) {
    String name =
        a.name().isPlain() ? a.name().text() : substitute.fill(a.name(), Substitute.PATH_SIZE);
    if (name == null) {
      return;
    }
    String resolved = Attributes.path(host.files(), name);
    String path = resolved == null ? device.syspath() + "/" + name : resolved;
    String expanded = Attributes.expand(host.files(), path);
    if (expanded == null) {
      log(
          ERROR,
          place,
          "Could not find file matches '" + path + "', ignoring: No such file or directory");
      return;
    }
    String consequence = " refusing to set the attribute '" + expanded + "'";
    String value = value(place, a, Substitute.NAME_SIZE, "attribute value", consequence);
    if (value == null) {
      return;
    }
    log(DEBUG, place, "ATTR '" + expanded + "' writing '" + value + "'");
    try {
      host.files().store(expanded, value);
    } catch (ErrnoException e) {
      log(ERROR, place, "Failed to write ATTR{" + expanded + "}, ignoring: " + e.errno().text());
    }
  }

  private void sysctl(Place place, Token.Assign a) {
    String filled = substitute.fill(a.name(), Substitute.PATH_SIZE);
    if (filled == null) {
      truncated(place, a.name(), "sysctl entry name", " refusing to set the sysctl entry.");
      return;
    }
    String consequence = " refusing to set the sysctl entry '" + filled + "'";
    String value = value(place, a, Substitute.NAME_SIZE, "sysctl value", consequence);
    if (value == null) {
      return;
    }
    String name = Attributes.sysctlName(filled);
    log(DEBUG, place, "SYSCTL '" + name + "' writing '" + value + "'");
    try {
      host.files().store(Attributes.sysctlPath(name), value + "\n");
    } catch (ErrnoException e) {
      log(
          ERROR,
          place,
          "Failed to write SYSCTL{" + name + "}='" + value + "', ignoring: " + e.errno().text());
    }
  }

  private void run(Place place, Token.Assign a) {
    if (!open(Kind.A_RUN_PROGRAM, a.op())) {
      return;
    }
    if (a.op().replaces()) {
      event.clearRuns();
    }
    String command =
        value(place, a, Substitute.LINE_SIZE, "command", " refusing to invoke the command.");
    if (command != null) {
      event.addRun(new RuleEvent.Run(command, a.name().text()));
      log(DEBUG, place, "RUN '" + a.value().text() + "'");
    }
  }
}
