package modbox.image;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import modbox.elf.ElfWriter;
import modbox.elf.ModuleParam;
import modbox.elf.Relocation;
import modbox.elf.Symbol;

/**
 * The data behind the parameters of a generated object: names and descriptions of arrays among its
 * constants, values among its variables, and the table that points to them.
 */
final class ParamData {
  private static final int ENTRY = 40;
  private static final String CONSTANTS = ".rodata";
  private static final String VARIABLES = ".data";
  private static final String TABLE = "__param";

  /** A pointer: where it is and where it leads. */
  private record Pointer(String in, int at, String to, int offset) {}

  /** A pointer of the table that leads to a symbol. */
  private record Ops(int at, String symbol) {}

  private final List<ModuleParam> params;
  private final ByteArrayOutputStream constants = new ByteArrayOutputStream();
  private final ByteArrayOutputStream variables = new ByteArrayOutputStream();
  private final List<Pointer> pointers = new ArrayList<>();
  private final List<Ops> ops = new ArrayList<>();

  private int variable;

  ParamData(List<ModuleParam> params) {
    this.params = params;
    for (int i = 0; i < params.size(); i++) {
      add(params.get(i), i * ENTRY);
    }
  }

  byte[] constants() {
    return constants.toByteArray();
  }

  byte[] variables() {
    return variables.toByteArray();
  }

  /** A structure of zeros among the variables whose field at {@code field} points to a string. */
  int named(String name, int field) {
    int at = place(variables, 8);
    variables.writeBytes(new byte[field + 8]);
    pointers.add(new Pointer(VARIABLES, at + field, CONSTANTS, text(name)));
    return at;
  }

  /** A structure among the variables that begins with a string. */
  int inline(String name) {
    int at = place(variables, 8);
    variables.writeBytes(ObjectMaker.latin1(name + "\0"));
    return at;
  }

  boolean isEmpty() {
    return constants.size() == 0 && variables.size() == 0;
  }

  /** The symbol that stands for the variables, once {@link #relocate} has made it. */
  int variableSymbol() {
    return variable;
  }

  /** The content of {@code __param}, its pointers still empty. */
  byte[] table() {
    Words table = ObjectMaker.little(ENTRY * params.size());
    for (int i = 0; i < params.size(); i++) {
      table.position(i * ENTRY + 24).put(params.get(i).mode(), 2);
      table.put(-1, 1);
      table.put(params.get(i).flags(), 1);
    }
    return table.array();
  }

  /**
   * Fills in the pointers.
   *
   * @param module symbol of the module itself
   */
  void relocate(
      ElfWriter out,
      int table,
      Map<String, Integer> sections,
      Map<String, Integer> imports,
      int module) {
    if (isEmpty()) {
      return;
    }
    int rodata = sections.getOrDefault(CONSTANTS, 0);
    int data = sections.getOrDefault(VARIABLES, 0);
    int constant = out.symbol(new Symbol("", Symbol.LOCAL, Symbol.SECTION, rodata, 0, 0));
    variable = out.symbol(new Symbol("", Symbol.LOCAL, Symbol.SECTION, data, 0, 0));
    for (Pointer p : pointers) {
      int in = p.in().equals(TABLE) ? table : p.in().equals(CONSTANTS) ? rodata : data;
      int to = p.to().equals(CONSTANTS) ? constant : variable;
      out.relocate(in, p.at(), Relocation.X86_64_64, to, p.offset());
    }
    for (Ops o : ops) {
      Integer known = imports.get(o.symbol());
      int symbol =
          known != null
              ? known
              : out.symbol(
                  new Symbol("set_" + o.at() / ENTRY, Symbol.LOCAL, Symbol.OBJECT, rodata, 0, 0));
      out.relocate(table, o.at() + 16, Relocation.X86_64_64, symbol, 0);
    }
    for (int i = 0; i < params.size(); i++) {
      out.relocate(table, i * ENTRY + 8, Relocation.X86_64_64, module, 0);
    }
  }

  private void add(ModuleParam p, int at) {
    pointers.add(new Pointer(TABLE, at, CONSTANTS, text(p.name())));
    String type = p.type();
    if (type.startsWith("array of ")) {
      ops.add(new Ops(at, "param_array_ops"));
      pointers.add(new Pointer(TABLE, at + 32, CONSTANTS, array(p)));
    } else if (type.equals("string") && p.most() > 0) {
      ops.add(new Ops(at, "param_ops_string"));
      pointers.add(new Pointer(TABLE, at + 32, CONSTANTS, buffer(p)));
    } else {
      ops.add(new Ops(at, p.initial().isEmpty() ? "" : "param_ops_" + type));
      pointers.add(new Pointer(TABLE, at + 32, VARIABLES, value(type, List.of(p.initial()))));
    }
  }

  /** A {@code struct kparam_array}: most, width, pointer to the count, ops, pointer to elements. */
  private int array(ModuleParam p) {
    String of = p.type().substring("array of ".length());
    List<String> elements =
        p.initial().isEmpty() ? List.of() : Arrays.asList(p.initial().split(",", -1));
    int first = value(of, elements);
    int at = place(constants, 8);
    Words struct = ObjectMaker.little(32).putInt(p.most()).putInt(width(of));
    constants.writeBytes(struct.array());
    if (p.counted()) {
      int count = place(variables, 4);
      variables.writeBytes(ObjectMaker.little(4).putInt(elements.size()).array());
      pointers.add(new Pointer(CONSTANTS, at + 8, VARIABLES, count));
    }
    pointers.add(new Pointer(CONSTANTS, at + 24, VARIABLES, first));
    return at;
  }

  /** A {@code struct kparam_string}: size of the buffer, pointer to it. */
  private int buffer(ModuleParam p) {
    int text = place(variables, 8);
    byte[] held = ObjectMaker.latin1(p.initial());
    variables.writeBytes(Arrays.copyOf(held, Math.max(held.length + 1, p.most())));
    int at = place(constants, 8);
    constants.writeBytes(ObjectMaker.little(16).putInt(p.most()).array());
    pointers.add(new Pointer(CONSTANTS, at + 8, VARIABLES, text));
    return at;
  }

  private int value(String type, List<String> elements) {
    int width = width(type);
    var filled = new ByteArrayOutputStream();
    var strings = new ArrayList<Integer>();
    for (String element : elements) {
      if (type.equals("charp")) {
        strings.add(element.equals("(null)") ? -1 : text(element));
        filled.writeBytes(new byte[8]);
      } else {
        Words number = ObjectMaker.little(8).putLong(number(type, element));
        filled.write(number.array(), 0, width);
      }
    }
    int at = place(variables, 8);
    variables.writeBytes(filled.toByteArray());
    variables.writeBytes(new byte[elements.isEmpty() ? 8 : 0]);
    for (int i = 0; i < strings.size(); i++) {
      if (strings.get(i) >= 0) {
        pointers.add(new Pointer(VARIABLES, at + 8 * i, CONSTANTS, strings.get(i)));
      }
    }
    return at;
  }

  private int text(String text) {
    int at = constants.size();
    constants.writeBytes(ObjectMaker.latin1(text + "\0"));
    return at;
  }

  private static int place(ByteArrayOutputStream out, int align) {
    while (out.size() % align != 0) {
      out.write(0);
    }
    return out.size();
  }

  private static int width(String type) {
    return switch (type) {
      case "bool", "bool_enable_only", "invbool", "byte" -> 1;
      case "short", "ushort" -> 2;
      case "int", "uint", "hexint", "bint" -> 4;
      default -> 8;
    };
  }

  private static long number(String type, String text) {
    return switch (type) {
      case "bool", "bool_enable_only" -> text.equals("Y") ? 1 : 0;
      case "invbool" -> text.equals("N") ? 1 : 0;
      default -> digits(text) ? parse(text) : 0;
    };
  }

  private static long parse(String text) {
    return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
  }

  private static boolean digits(String text) {
    int from = text.startsWith("-") ? 1 : 0;
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return text.length() > from && text.length() < 21;
  }
}
