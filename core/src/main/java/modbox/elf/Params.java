package modbox.elf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of a module. Source of the layouts: {@code struct kernel_param}, {@code
 * kparam_array} and {@code kparam_string} in Linux 6.1, include/linux/moduleparam.h.
 */
final class Params {
  private static final int ENTRY = 40;
  private static final int MOST_ELEMENTS = 4096;

  private final ModuleObject module;
  private final Data data;

  Params(ModuleObject module) {
    this.module = module;
    this.data = new Data(module.elf());
  }

  /** The entries of {@code __param} in their order. */
  List<ModuleParam> read() throws ElfException {
    Optional<Section> section = module.elf().section("__param");
    if (section.isEmpty()) {
      return List.of();
    }
    Map<String, String> types = types();
    var all = new ArrayList<ModuleParam>();
    Block block = module.elf().read(section.get());
    for (int at = 0; at + ENTRY <= block.length(); at += ENTRY) {
      String name = data.string(data.pointer(section.get().index(), at));
      if (name != null) {
        String type = types.getOrDefault(name, "");
        all.add(param(section.get().index(), at, name, type, block));
      }
    }
    return all;
  }

  private Map<String, String> types() throws ElfException {
    var types = new LinkedHashMap<String, String>();
    for (String pair : module.modinfo()) {
      if (pair.startsWith("parmtype=")) {
        int colon = pair.indexOf(':');
        if (colon > 0) {
          types.putIfAbsent(pair.substring("parmtype=".length(), colon), pair.substring(colon + 1));
        }
      }
    }
    return types;
  }

  private ModuleParam param(int section, int at, String name, String type, Block block)
      throws ElfException {
    int mode = block.u16(at + 24);
    int flags = block.u8(at + 27);
    Data.Place argument = data.pointer(section, at + 32);
    if (argument == null || argument.section() == 0) {
      return new ModuleParam(name, type, mode, flags, 0, false, "");
    }
    Data.Place ops = data.pointer(section, at + 16);
    if (type.startsWith("array of ")) {
      return array(name, type, mode, flags, argument);
    }
    if (type.equals("string") && ops != null && ops.symbol().equals("param_ops_string")) {
      int most = (int) data.number(argument.section(), argument.offset(), 4);
      String text = data.string(data.pointer(argument.section(), argument.offset() + 8));
      return new ModuleParam(name, type, mode, flags, most, false, text == null ? "" : text);
    }
    boolean plain = ops != null && ops.symbol().startsWith("param_ops_");
    return new ModuleParam(name, type, mode, flags, 0, false, plain ? value(type, argument) : "");
  }

  private ModuleParam array(String name, String type, int mode, int flags, Data.Place at)
      throws ElfException {
    int most = (int) data.number(at.section(), at.offset(), 4);
    int width = (int) data.number(at.section(), at.offset() + 4, 4);
    Data.Place count = data.pointer(at.section(), at.offset() + 8);
    Data.Place first = data.pointer(at.section(), at.offset() + 24);
    boolean counted = count != null;
    long held =
        count != null && count.section() != 0
            ? data.number(count.section(), count.offset(), 4)
            : most;
    var text = new StringBuilder();
    String of = type.substring("array of ".length());
    if (first != null && first.section() != 0 && width > 0) {
      for (int i = 0; i < Math.min(Math.min(held, most), MOST_ELEMENTS); i++) {
        text.append(i == 0 ? "" : ",");
        long offset = first.offset() + (long) i * width;
        text.append(value(of, new Data.Place(first.section(), offset, "")));
      }
    }
    return new ModuleParam(name, type, mode, flags, most, counted, text.toString());
  }

  private String value(String type, Data.Place at) throws ElfException {
    int section = at.section();
    long offset = at.offset();
    return switch (type) {
      case "charp" -> charp(data.pointer(section, offset));
      case "bool", "bool_enable_only" -> data.number(section, offset, 1) != 0 ? "Y" : "N";
      case "invbool" -> data.number(section, offset, 1) != 0 ? "N" : "Y";
      case "byte" -> Long.toString(data.number(section, offset, 1) & 0xff);
      case "short" -> Long.toString(data.number(section, offset, 2));
      case "ushort" -> Long.toString(data.number(section, offset, 2) & 0xffff);
      case "int", "bint" -> Long.toString(data.number(section, offset, 4));
      case "uint", "hexint" -> Long.toString(data.number(section, offset, 4) & 0xffffffffL);
      case "long" -> Long.toString(data.number(section, offset, 8));
      case "ulong", "ullong" -> Long.toUnsignedString(data.number(section, offset, 8));
      default -> "";
    };
  }

  private String charp(Data.@Nullable Place place) throws ElfException {
    String text = data.string(place);
    return text == null ? "(null)" : text;
  }
}
