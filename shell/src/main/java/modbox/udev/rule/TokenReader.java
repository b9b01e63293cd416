package modbox.udev.rule;

import static modbox.udev.rule.Diagnostic.Level.DEBUG;
import static modbox.udev.rule.Diagnostic.Level.ERROR;
import static modbox.udev.rule.Diagnostic.Level.WARNING;

import java.util.ArrayList;
import java.util.List;
import modbox.udev.device.Numbers;
import modbox.udev.rule.Lexer.Pair;
import org.jspecify.annotations.Nullable;

/** Turns the pairs of one line into tokens, with udev's complaints. */
final class TokenReader {
  /** The line is to be dropped; the complaint has been made. */
  static final class BadLine extends Exception {
    BadLine() {
      super("bad line", null, false, false);
    }
  }

  private static final List<String> READ_ONLY =
      List.of(
          "ACTION",
          "DEVLINKS",
          "DEVNAME",
          "DEVPATH",
          "DEVTYPE",
          "DRIVER",
          "IFINDEX",
          "MAJOR",
          "MINOR",
          "SEQNUM",
          "SUBSYSTEM",
          "TAGS");

  private final Context context;
  private final Place place;
  private final List<Diagnostic> diagnostics;
  final List<Token> tokens = new ArrayList<>();
  @Nullable String label;
  @Nullable String goTo;

  TokenReader(Context context, Place place, List<Diagnostic> diagnostics) {
    this.context = context;
    this.place = place;
    this.diagnostics = diagnostics;
  }

  /** Reads one pair. */
  void read(Pair p) throws BadLine {
    switch (p.key()) {
      case "ACTION" -> plainMatch(p, Kind.M_ACTION);
      case "DEVPATH" -> plainMatch(p, Kind.M_DEVPATH);
      case "KERNEL" -> plainMatch(p, Kind.M_KERNEL);
      case "SUBSYSTEM" -> subsystem(p);
      case "DRIVER" -> plainMatch(p, Kind.M_DRIVER);
      case "KERNELS" -> plainMatch(p, Kind.M_KERNELS);
      case "SUBSYSTEMS" -> plainMatch(p, Kind.M_SUBSYSTEMS);
      case "DRIVERS" -> plainMatch(p, Kind.M_DRIVERS);
      case "TAGS" -> plainMatch(p, Kind.M_TAGS);
      case "RESULT" -> plainMatch(p, Kind.M_RESULT);
      case "SYMLINK" -> symlink(p);
      case "NAME" -> name(p);
      case "ENV" -> env(p);
      case "CONST" -> constant(p);
      case "TAG" -> tag(p);
      case "ATTR" -> attribute(p, Kind.M_ATTR, Kind.A_ATTR);
      case "SYSCTL" -> attribute(p, Kind.M_SYSCTL, Kind.A_SYSCTL);
      case "ATTRS" -> parentAttribute(p);
      case "TEST" -> test(p);
      case "PROGRAM" -> program(p);
      case "IMPORT" -> imports(p);
      case "OPTIONS" -> Options.read(this, p);
      case "OWNER" -> owner(p, "user", Kind.A_OWNER, Kind.A_OWNER_ID);
      case "GROUP" -> owner(p, "group", Kind.A_GROUP, Kind.A_GROUP_ID);
      case "MODE" -> mode(p);
      case "SECLABEL" -> seclabel(p);
      case "RUN" -> run(p);
      case "GOTO" -> jump(p);
      case "LABEL" -> label(p);
      default -> throw error("Invalid key '" + p.key() + "'");
    }
  }

  // --- complaints ---

  void say(Diagnostic.Level level, String text) {
    diagnostics.add(new Diagnostic(level, place, text, Diagnostic.Form.TOKEN));
  }

  BadLine error(String text) {
    say(ERROR, text);
    return new BadLine();
  }

  void noAttribute(Pair p) throws BadLine {
    if (p.attribute() != null) {
      throw error("Invalid attribute for " + p.key() + ".");
    }
  }

  private String needAttribute(Pair p) throws BadLine {
    String attribute = p.attribute();
    if (attribute == null || attribute.isEmpty()) {
      throw error("Invalid attribute for " + p.key() + ".");
    }
    return attribute;
  }

  void only(Pair p, boolean allowed) throws BadLine {
    if (!allowed) {
      throw error("Invalid operator for " + p.key() + ".");
    }
  }

  private Op coerce(Pair p, boolean wrong, String accepted) {
    if (!wrong) {
      return p.op();
    }
    say(WARNING, p.key() + " key takes " + accepted + " operator, assuming '='.");
    return Op.ASSIGN;
  }

  private void checkValue(Pair p, boolean nonEmpty) {
    if (nonEmpty && p.value().isEmpty()) {
      say(WARNING, fault(p, "value", p.value(), new Template.Fault(-1, "empty value")));
      return;
    }
    Template.Fault fault = Template.check(p.value());
    if (fault != null) {
      say(WARNING, fault(p, "value", p.value(), fault));
    }
  }

  private static String fault(Pair p, String what, String text, Template.Fault fault) {
    return "Invalid "
        + what
        + " \""
        + text
        + "\" for "
        + p.key()
        + " (char "
        + (fault.position() + 1)
        + ": "
        + fault.hint()
        + "), ignoring.";
  }

  // --- tokens ---

  private void match(Pair p, Kind kind, String attribute) {
    Op op = p.op();
    if (p.value().equals(Pattern.NOT_EMPTY)) {
      op = op == Op.MATCH ? Op.NOMATCH : Op.MATCH;
    }
    tokens.add(new Token.Match(kind, op, attribute, Pattern.of(kind, p.value()), p.source()));
  }

  private void assign(Pair p, Kind kind, Op op, String name) {
    tokens.add(new Token.Assign(kind, op, Template.of(name), Template.of(p.value()), p.source()));
  }

  private void plainMatch(Pair p, Kind kind) throws BadLine {
    noAttribute(p);
    only(p, p.op().isMatch());
    match(p, kind, "");
  }

  private void subsystem(Pair p) throws BadLine {
    noAttribute(p);
    only(p, p.op().isMatch());
    if (p.value().equals("bus") || p.value().equals("class")) {
      say(WARNING, "\"" + p.value() + "\" must be specified as \"subsystem\".");
    }
    match(p, Kind.M_SUBSYSTEM, "");
  }

  private void symlink(Pair p) throws BadLine {
    noAttribute(p);
    only(p, p.op() != Op.REMOVE);
    if (p.op().isMatch()) {
      match(p, Kind.M_SYMLINK, "");
    } else {
      checkValue(p, false);
      assign(p, Kind.A_SYMLINK, p.op(), "");
    }
  }

  private void name(Pair p) throws BadLine {
    noAttribute(p);
    only(p, p.op() != Op.REMOVE);
    Op op = coerce(p, p.op() == Op.ADD, "'==', '!=', '=', or ':='");
    if (op.isMatch()) {
      match(p, Kind.M_NAME, "");
      return;
    }
    if (p.value().equals("%k")) {
      throw error("Ignoring NAME=\"%k\", as it will take no effect.");
    }
    if (p.value().isEmpty()) {
      throw error("Ignoring NAME=\"\", as udev will not delete any network interfaces.");
    }
    checkValue(p, false);
    assign(p, Kind.A_NAME, op, "");
  }

  private void env(Pair p) throws BadLine {
    String attribute = needAttribute(p);
    only(p, p.op() != Op.REMOVE);
    Op op = coerce(p, p.op() == Op.ASSIGN_FINAL, "'==', '!=', '=', or '+='");
    if (op.isMatch()) {
      match(p, Kind.M_ENV, attribute);
      return;
    }
    if (READ_ONLY.contains(attribute)) {
      throw error("Invalid ENV attribute. '" + attribute + "' cannot be set.");
    }
    checkValue(p, false);
    assign(p, Kind.A_ENV, op, attribute);
  }

  private void constant(Pair p) throws BadLine {
    String attribute = needAttribute(p);
    if (!attribute.equals("arch") && !attribute.equals("virt")) {
      throw error("Invalid attribute for " + p.key() + ".");
    }
    only(p, p.op().isMatch());
    match(p, Kind.M_CONST, attribute);
  }

  private void tag(Pair p) throws BadLine {
    noAttribute(p);
    Op op = coerce(p, p.op() == Op.ASSIGN_FINAL, "'==', '!=', '=', or '+='");
    if (op.isMatch()) {
      match(p, Kind.M_TAG, "");
    } else {
      checkValue(p, true);
      assign(p, Kind.A_TAG, op, "");
    }
  }

  private String attributeName(Pair p) throws BadLine {
    String attribute = needAttribute(p);
    Template.Fault fault = Template.check(attribute);
    if (fault != null) {
      throw error(fault(p, "attribute", attribute, fault));
    }
    return attribute;
  }

  private void attribute(Pair p, Kind match, Kind assign) throws BadLine {
    String attribute = attributeName(p);
    only(p, p.op() != Op.REMOVE);
    boolean wrong = p.op() == Op.ADD || p.op() == Op.ASSIGN_FINAL;
    Op op = coerce(p, wrong, "'==', '!=', or '='");
    if (op.isMatch()) {
      attributeMatch(p, match, attribute);
    } else {
      checkValue(p, false);
      assign(p, assign, op, attribute);
    }
  }

  private void attributeMatch(Pair p, Kind kind, String name) {
    Op op = p.op();
    if (p.value().equals(Pattern.NOT_EMPTY)) {
      op = op == Op.MATCH ? Op.NOMATCH : Op.MATCH;
    }
    String value = p.value();
    boolean trims = !value.isEmpty() && !Words.isBlank(value.charAt(value.length() - 1));
    tokens.add(
        new Token.AttributeMatch(
            kind,
            op,
            Template.of(name),
            name.startsWith("["),
            trims,
            Pattern.of(kind, value),
            p.source()));
  }

  private void parentAttribute(Pair p) throws BadLine {
    String attribute = attributeName(p);
    only(p, p.op().isMatch());
    if (attribute.startsWith("device/")) {
      say(WARNING, "'device' link may not be available in future kernels.");
    }
    if (attribute.contains("../")) {
      say(WARNING, "Direct reference to parent sysfs directory, may break in future kernels.");
    }
    attributeMatch(p, Kind.M_ATTRS, attribute);
  }

  private void test(Pair p) throws BadLine {
    String attribute = p.attribute();
    int mode = -1;
    if (attribute != null && !attribute.isEmpty()) {
      long parsed = Numbers.octal(attribute);
      if (parsed < 0 || parsed == Numbers.TOO_LARGE) {
        throw error("Failed to parse mode '" + attribute + "': " + Options.why(parsed).text());
      }
      mode = (int) parsed;
    }
    checkValue(p, true);
    only(p, p.op().isMatch());
    tokens.add(new Token.Test(Kind.M_TEST, p.op(), Template.of(p.value()), mode, p.source()));
  }

  private void program(Pair p) throws BadLine {
    noAttribute(p);
    checkValue(p, true);
    only(p, p.op() != Op.REMOVE);
    add(p, Kind.M_PROGRAM, "");
  }

  private void add(Pair p, Kind kind, String builtin) {
    Op op = p.op().isMatch() ? p.op() : Op.MATCH;
    tokens.add(new Token.Import(kind, op, Template.of(p.value()), builtin, p.source()));
  }

  private void imports(Pair p) throws BadLine {
    String attribute = needAttribute(p);
    checkValue(p, true);
    only(p, p.op() != Op.REMOVE);
    switch (attribute) {
      case "file" -> add(p, Kind.M_IMPORT_FILE, "");
      case "db" -> add(p, Kind.M_IMPORT_DB, "");
      case "cmdline" -> add(p, Kind.M_IMPORT_CMDLINE, "");
      case "parent" -> add(p, Kind.M_IMPORT_PARENT, "");
      case "program" -> {
        String builtin = context.builtin(p.value());
        if (builtin.isEmpty()) {
          add(p, Kind.M_IMPORT_PROGRAM, "");
        } else {
          say(DEBUG, "Found builtin command '" + p.value() + "' for IMPORT, replacing attribute");
          add(p, Kind.M_IMPORT_BUILTIN, builtin);
        }
      }
      case "builtin" -> {
        String builtin = context.builtin(p.value());
        if (builtin.isEmpty()) {
          throw error("Unknown builtin command: " + p.value());
        }
        add(p, Kind.M_IMPORT_BUILTIN, builtin);
      }
      default -> throw error("Invalid attribute for " + p.key() + ".");
    }
  }

  private void owner(Pair p, String what, Kind late, Kind known) throws BadLine {
    noAttribute(p);
    only(p, !p.op().isMatch() && p.op() != Op.REMOVE);
    Op op = coerce(p, p.op() == Op.ADD, "'=' or ':='");
    int id = Numbers.user(p.value());
    boolean plain = Template.of(p.value()).isPlain() && !p.value().startsWith("[");
    if (id != -1) {
      tokens.add(new Token.Set(known, op, id, p.source()));
    } else if (context.resolveNames() == Context.ResolveNames.EARLY && plain) {
      id = what.equals("user") ? context.user(p.value()) : context.group(p.value());
      if (id == -1) {
        say(ERROR, "Unknown " + what + " '" + p.value() + "', ignoring");
      }
      tokens.add(new Token.Set(known, op, id, p.source()));
    } else if (context.resolveNames() != Context.ResolveNames.NEVER) {
      checkValue(p, true);
      assign(p, late, op, "");
    } else {
      say(
          DEBUG,
          what.equals("user")
              ? "User name resolution is disabled, ignoring OWNER=" + p.value()
              : "Resolving group name is disabled, ignoring GROUP=\"" + p.value() + "\"");
    }
  }

  private void mode(Pair p) throws BadLine {
    noAttribute(p);
    only(p, !p.op().isMatch() && p.op() != Op.REMOVE);
    Op op = coerce(p, p.op() == Op.ADD, "'=' or ':='");
    long mode = Numbers.octal(p.value());
    if (mode >= 0 && mode != Numbers.TOO_LARGE) {
      tokens.add(new Token.Set(Kind.A_MODE_ID, op, (int) mode, p.source()));
    } else {
      checkValue(p, true);
      assign(p, Kind.A_MODE, op, "");
    }
  }

  private void seclabel(Pair p) throws BadLine {
    String attribute = needAttribute(p);
    checkValue(p, true);
    only(p, !p.op().isMatch() && p.op() != Op.REMOVE);
    Op op = coerce(p, p.op() == Op.ASSIGN_FINAL, "'=' or '+='");
    assign(p, Kind.A_SECLABEL, op, attribute);
  }

  private void run(Pair p) throws BadLine {
    only(p, !p.op().isMatch() && p.op() != Op.REMOVE);
    checkValue(p, true);
    String attribute = p.attribute();
    if (attribute == null || attribute.equals("program")) {
      assign(p, Kind.A_RUN_PROGRAM, p.op(), "");
    } else if (attribute.equals("builtin")) {
      String builtin = context.builtin(p.value());
      if (builtin.isEmpty()) {
        throw error("Unknown builtin command '" + p.value() + "', ignoring");
      }
      assign(p, Kind.A_RUN_BUILTIN, p.op(), builtin);
    } else {
      throw error("Invalid attribute for " + p.key() + ".");
    }
  }

  private void jump(Pair p) throws BadLine {
    noAttribute(p);
    only(p, p.op() == Op.ASSIGN);
    if (goTo != null) {
      say(WARNING, "Contains multiple GOTO keys, ignoring GOTO=\"" + p.value() + "\".");
      return;
    }
    goTo = p.value();
  }

  private void label(Pair p) throws BadLine {
    noAttribute(p);
    only(p, p.op() == Op.ASSIGN);
    label = p.value();
  }
}
