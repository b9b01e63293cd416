package modbox.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import modbox.elf.Block;
import modbox.elf.Elf;
import modbox.elf.ElfException;
import modbox.elf.ModuleParam;
import modbox.elf.Section;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of the code that is part of a kernel. Source of the layouts: include/linux/
 * moduleparam.h in Linux 6.1; the functions behind a parameter tell its type.
 */
final class KernelParams {
  private static final int ENTRY = 40;
  private static final String OPS = "param_ops_";

  private final Elf elf;
  private final Map<Long, String> names;
  private final Map<Integer, Block> blocks = new LinkedHashMap<>();

  /** {@code names} are those of exported symbols by address. */
  KernelParams(Elf elf, Map<Long, String> names) {
    this.elf = elf;
    this.names = names;
  }

  /** The parameters, named {@code MODULE.PARAMETER}; those of the kernel proper have no module. */
  List<ModuleParam> read() throws ElfException {
    var all = new ArrayList<ModuleParam>();
    Section section = elf.section("__param").orElse(null);
    if (section == null) {
      return all;
    }
    Block table = elf.read(section);
    for (int at = 0; at + ENTRY <= table.length(); at += ENTRY) {
      String name = string(table.u64(at));
      if (name != null && !name.isEmpty()) {
        String ops = names.getOrDefault(table.u64(at + 16), "");
        int mode = table.u16(at + 24);
        all.add(param(name, ops, mode, table.u8(at + 27), table.u64(at + 32)));
      }
    }
    return all;
  }

  private ModuleParam param(String name, String ops, int mode, int flags, long argument)
      throws ElfException {
    if (ops.equals("param_array_ops")) {
      return array(name, mode, flags, argument);
    }
    String type = ops.startsWith(OPS) ? ops.substring(OPS.length()) : "";
    if (type.equals("string")) {
      int most = (int) number(argument, 4);
      String text = string(number(argument + 8, 8));
      return new ModuleParam(name, type, mode, flags, most, false, text == null ? "" : text);
    }
    return new ModuleParam(name, type, mode, flags, 0, false, value(type, argument));
  }

  private ModuleParam array(String name, int mode, int flags, long at) throws ElfException {
    int most = (int) number(at, 4);
    int width = (int) number(at + 4, 4);
    long count = number(at + 8, 8);
    String ops = names.getOrDefault(number(at + 16, 8), "");
    String type = ops.startsWith(OPS) ? ops.substring(OPS.length()) : "";
    long held = count == 0 ? most : number(count, 4);
    var text = new StringBuilder();
    for (int i = 0; i < Math.min(held, Math.min(most, 256)); i++) {
      text.append(i == 0 ? "" : ",").append(value(type, number(at + 24, 8) + (long) i * width));
    }
    return new ModuleParam(
        name, "array of " + type, mode, flags, most, count != 0, text.toString());
  }

  private String value(String type, long at) throws ElfException {
    return switch (type) {
      case "charp" -> {
        String text = string(number(at, 8));
        yield text == null ? "(null)" : text;
      }
      case "bool", "bool_enable_only" -> number(at, 1) != 0 ? "Y" : "N";
      case "invbool" -> number(at, 1) != 0 ? "N" : "Y";
      case "byte" -> Long.toString(number(at, 1) & 0xff);
      case "short" -> Long.toString(number(at, 2));
      case "ushort" -> Long.toString(number(at, 2) & 0xffff);
      case "int", "bint" -> Long.toString(number(at, 4));
      case "uint", "hexint" -> Long.toString(number(at, 4) & 0xffffffffL);
      case "long" -> Long.toString(number(at, 8));
      case "ulong", "ullong" -> Long.toUnsignedString(number(at, 8));
      default -> "";
    };
  }

  private @Nullable Section at(long address) {
    for (Section section : elf.sections()) {
      if (section.allocated()
          && section.address() != 0
          && address >= section.address()
          && address - section.address() < section.size()) {
        return section;
      }
    }
    return null;
  }

  private Block block(Section section) throws ElfException {
    Block known = blocks.get(section.index());
    if (known == null) {
      known = elf.read(section);
      blocks.put(section.index(), known);
    }
    return known;
  }

  private @Nullable String string(long address) throws ElfException {
    Section section = at(address);
    return section == null || section.type() == Section.NOBITS
        ? null
        : block(section).string(address - section.address());
  }

  private long number(long address, int width) throws ElfException {
    Section section = at(address);
    if (section == null || section.type() == Section.NOBITS) {
      return 0;
    }
    int offset = (int) (address - section.address());
    return switch (width) {
      case 1 -> (byte) block(section).u8(offset);
      case 2 -> (short) block(section).u16(offset);
      case 4 -> block(section).s32(offset);
      default -> block(section).u64(offset);
    };
  }
}
