package modbox.elf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the names under which a module's code registers drivers. A call of a register function is
 * preceded by the load of its argument, a structure in the data of the object, whose name field
 * points to a string. Source of the offsets: the structures of Linux 6.1 on x86-64.
 */
final class Registrations {
  /** The structure begins with the name itself. */
  private static final int INLINE = -1;

  /** The name is an argument of its own. */
  private static final int ARGUMENT = -2;

  /** Offset of the name pointer in the structure that each function takes. */
  private static final Map<String, Integer> NAME_AT =
      Map.ofEntries(
          Map.entry("__pci_register_driver", 16),
          Map.entry("usb_register_driver", 0),
          Map.entry("__hid_register_driver", 0),
          Map.entry("__platform_driver_register", 48),
          Map.entry("__platform_driver_probe", 48),
          Map.entry("register_virtio_driver", 0),
          Map.entry("register_filesystem", 0),
          Map.entry("misc_register", 8),
          Map.entry("pnp_register_driver", 0),
          Map.entry("__serio_register_driver", 80),
          Map.entry("scsi_register_driver", 0),
          Map.entry("input_register_handler", 72),
          Map.entry("rtnl_link_register", 16),
          Map.entry("i2c_register_driver", 56),
          Map.entry("__spi_register_driver", 32),
          Map.entry("__wmi_driver_register", 0),
          Map.entry("__snd_seq_driver_register", 0),
          Map.entry("__vmbus_driver_register", 0),
          Map.entry("pcmcia_register_driver", 0),
          Map.entry("sdio_register_driver", 0),
          Map.entry("__auxiliary_driver_register", 40),
          Map.entry("driver_register", 0),
          Map.entry("acpi_bus_register_driver", INLINE),
          Map.entry("usb_serial_register_drivers", ARGUMENT),
          Map.entry("__hda_codec_driver_register", ARGUMENT));

  /** How far before the call the load of its argument is looked for, in bytes. */
  private static final int REACH = 64;

  private final Elf elf;
  private final Data data;

  Registrations(Elf elf) {
    this.elf = elf;
    this.data = new Data(elf);
  }

  List<Registration> read() throws ElfException {
    var found = new LinkedHashSet<Registration>();
    for (Section section : elf.sections()) {
      if (section.type() == Section.RELA && code(section)) {
        List<Relocation> all = new ArrayList<>(elf.relocations(section));
        all.sort(Comparator.comparingLong(Relocation::offset));
        for (int i = 0; i < all.size(); i++) {
          Symbol symbol = symbol(all.get(i));
          if (symbol != null && symbol.undefined() && NAME_AT.containsKey(symbol.name())) {
            String name = name(symbol.name(), all, i);
            if (name != null && !name.isEmpty()) {
              found.add(new Registration(symbol.name(), name));
            }
          }
        }
      }
    }
    return List.copyOf(found);
  }

  private boolean code(Section section) throws ElfException {
    return (elf.section(section.info()).flags() & Section.EXEC) != 0;
  }

  private @Nullable Symbol symbol(Relocation r) throws ElfException {
    List<Symbol> symbols = elf.symbols();
    return r.symbol() < 0 || r.symbol() >= symbols.size() ? null : symbols.get(r.symbol());
  }

  private @Nullable String name(String function, List<Relocation> all, int call)
      throws ElfException {
    long at = all.get(call).offset();
    Integer field = NAME_AT.get(function);
    for (int i = call - 1; i >= 0 && at - all.get(i).offset() <= REACH; i--) {
      if (all.get(i).type() != Relocation.X86_64_32S && all.get(i).type() != Relocation.X86_64_64) {
        continue;
      }
      String name = field == null ? null : name(data.target(all.get(i)), field);
      if (name != null) {
        return name;
      }
    }
    return null;
  }

  private @Nullable String name(Data.Place place, int field) throws ElfException {
    if (place.section() == 0) {
      return null;
    }
    boolean text = elf.section(place.section()).name().startsWith(".rodata.str");
    return switch (field) {
      case INLINE -> text ? null : data.string(place);
      case ARGUMENT -> text ? data.string(place) : null;
      default -> data.string(data.pointer(place.section(), place.offset() + field));
    };
  }
}
