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
      case A_OWNER_ID -> setOwner(place, s.op(), number, Integer.toString(number));
      case A_GROUP_ID -> setGroup(place, s.op(), number, Integer.toString(number));
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
      log(DEBUG, place, "MODE 0" + Integer.toOctalString(mode));
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
  private @Nullable String value(Place place, Token.Assign a, int size) {
    String value = substitute.fill(a.value(), size);
    if (value == null) {
      log(WARNING, place, "The value is truncated while substituting '" + a.value().text() + "'");
    }
    return value;
  }

  private void owner(Place place, Token.Assign a) {
    String name = value(place, a, Substitute.NAME_SIZE);
    if (name == null || !open(Kind.A_OWNER, a.op())) {
      return;
    }
    int uid = Numbers.decimal(name, -1);
    uid = uid < 0 ? host.user(name) : uid;
    if (uid < 0) {
      log(ERROR, place, "Unknown user '" + name + "', ignoring");
    } else {
      event.uid = uid;
      log(DEBUG, place, "OWNER " + name + "(" + uid + ")");
    }
  }

  private void group(Place place, Token.Assign a) {
    String name = value(place, a, Substitute.NAME_SIZE);
    if (name == null || !open(Kind.A_GROUP, a.op())) {
      return;
    }
    int gid = Numbers.decimal(name, -1);
    gid = gid < 0 ? host.group(name) : gid;
    if (gid < 0) {
      log(ERROR, place, "Unknown group '" + name + "', ignoring");
    } else {
      event.gid = gid;
      log(DEBUG, place, "GROUP " + name + "(" + gid + ")");
    }
  }

  private void mode(Place place, Token.Assign a) {
    String text = value(place, a, Substitute.NAME_SIZE);
    if (text == null || !open(Kind.A_MODE, a.op())) {
      return;
    }
    int mode = TokenReader.parseMode(text);
    if (mode < 0) {
      log(ERROR, place, "Failed to parse mode '" + text + "', ignoring: Invalid argument");
    } else {
      event.mode = mode;
      log(DEBUG, place, "MODE 0" + Integer.toOctalString(mode));
    }
  }

  private void seclabel(Place place, Token.Assign a) {
    String label = value(place, a, Substitute.NAME_SIZE);
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
    String tag = value(place, a, Substitute.PATH_SIZE);
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
    } else if (tag.isEmpty()) {
      log(WARNING, place, "Failed to add tag '': Invalid argument");
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
    String value = room < 1 ? null : value(place, a, room);
    if (value == null) {
      return;
    }
    if (event.escape == RuleEvent.Escape.REPLACE) {
      value = Unsafe.replace(value, "");
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
    String name = value(place, a, Substitute.PATH_SIZE);
    if (name != null) {
      boolean cleans = event.escape != RuleEvent.Escape.NONE;
      event.name = cleans ? Unsafe.replaceInterfaceName(name) : name;
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
      log(
          WARNING,
          place,
          "The symbolic link path is truncated while substituting into '"
              + a.value().text()
              + "', refusing to add the device symbolic link.");
      return;
    }
    text =
        switch (event.escape) {
          case UNSET -> Unsafe.replace(text, "/ ");
          case REPLACE -> Unsafe.replace(text, "/");
          case NONE -> text;
        };
    for (String word : Words.blankSeparated(text)) {
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
    String value = value(place, a, Substitute.NAME_SIZE);
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
    String name = substitute.fill(a.name(), Substitute.PATH_SIZE);
    String value = value(place, a, Substitute.NAME_SIZE);
    if (name == null || value == null) {
      return;
    }
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
    String command = value(place, a, Substitute.LINE_SIZE);
    if (command != null) {
      event.addRun(new RuleEvent.Run(command, a.name().text()));
      log(DEBUG, place, "RUN '" + a.value().text() + "'");
    }
  }
}
