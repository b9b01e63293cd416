package modbox.image;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import modbox.elf.ElfWriter;
import modbox.elf.RegisterFunctions;
import modbox.elf.Registration;
import modbox.elf.Relocation;
import modbox.elf.Section;
import modbox.elf.Symbol;

/**
 * The part of a generated object's init code that registers drivers: for each a load of an argument
 * and a call.
 */
final class RegistrationCode {
  /** {@code mov $ADDRESS, %rdi}, then {@code call FUNCTION}. */
  private static final byte[] SITE = {
    0x48, (byte) 0xc7, (byte) 0xc7, 0, 0, 0, 0, (byte) 0xe8, 0, 0, 0, 0
  };

  private static final int ARGUMENT_AT = 3;
  private static final int CALL_AT = 8;

  /** Where the names lie that are arguments of their own. */
  static final String STRINGS = ".rodata.str1.1";

  private final List<Registration> registrations;
  private final List<Integer> arguments = new ArrayList<>();
  private final ByteArrayOutputStream strings = new ByteArrayOutputStream();

  RegistrationCode(List<Registration> registrations, ParamData data) {
    this.registrations = registrations;
    for (Registration registration : registrations) {
      int field = RegisterFunctions.nameAt(registration.function());
      arguments.add(
          switch (field) {
            case RegisterFunctions.INLINE -> data.inline(registration.name());
            case RegisterFunctions.ARGUMENT -> string(registration.name());
            default -> data.named(registration.name(), field);
          });
    }
  }

  private int string(String text) {
    int at = strings.size();
    strings.writeBytes(ObjectMaker.latin1(text + "\0"));
    return at;
  }

  byte[] strings() {
    return strings.toByteArray();
  }

  /** The code, its addresses still empty. */
  byte[] code() {
    var code = new ByteArrayOutputStream();
    registrations.forEach(registration -> code.writeBytes(SITE));
    return code.toByteArray();
  }

  /** Fills in the addresses; {@code variables} is the symbol of the data. */
  void relocate(
      ElfWriter out, Map<String, Integer> sections, Map<String, Integer> imports, int variables) {
    if (registrations.isEmpty()) {
      return;
    }
    int code = sections.getOrDefault(".init.text", 0);
    int text =
        strings.size() == 0
            ? 0
            : out.symbol(
                new Symbol(
                    "", Symbol.LOCAL, Symbol.SECTION, sections.getOrDefault(STRINGS, 0), 0, 0));
    for (int i = 0; i < registrations.size(); i++) {
      Registration registration = registrations.get(i);
      int at = i * SITE.length;
      boolean direct =
          RegisterFunctions.nameAt(registration.function()) == RegisterFunctions.ARGUMENT;
      int symbol = direct ? text : variables;
      out.relocate(code, at + ARGUMENT_AT, Relocation.X86_64_32S, symbol, arguments.get(i));
      Integer function = imports.get(registration.function());
      if (function != null) {
        out.relocate(code, at + CALL_AT, Relocation.X86_64_PLT32, function, -4);
      }
    }
  }

  /** The sections that it needs in an object. */
  List<SectionFact> sections() {
    var needed = new ArrayList<SectionFact>();
    int code = (int) (Section.ALLOC | Section.EXEC);
    int text = (int) (Section.ALLOC | Section.MERGE | Section.STRINGS);
    if (!registrations.isEmpty()) {
      needed.add(new SectionFact(".init.text", Section.PROGBITS, code, 1, 0));
    }
    if (strings.size() > 0) {
      needed.add(new SectionFact(STRINGS, Section.PROGBITS, text, 1, 0));
    }
    return needed;
  }
}
