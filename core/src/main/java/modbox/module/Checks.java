package modbox.module;

import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.elf.Elf;
import modbox.elf.Import;
import modbox.elf.Section;
import modbox.image.Catalogue;
import modbox.image.KernelSymbol;
import modbox.image.ObjectFacts;
import modbox.log.Log;

/**
 * What the loader asks of a module before it gives it memory: blacklist, layout, vermagic, origin,
 * licence. Source: Linux 6.1, kernel/module/main.c, check_modinfo and before.
 */
final class Checks {
  private final Log log;
  private final Taint taint;
  private final Linker linker;
  private final Catalogue catalogue;
  private final Settings settings;

  Checks(Log log, Taint taint, Linker linker, Catalogue catalogue, Settings settings) {
    this.log = log;
    this.taint = taint;
    this.linker = linker;
    this.catalogue = catalogue;
    this.settings = settings;
  }

  /** EPERM for a name in {@code module_blacklist=}. */
  void blacklist(String name) throws ErrnoException {
    if (settings.blacklist().contains(name)) {
      log.err("Module " + name + " is blacklisted");
      throw Errno.EPERM.on(name);
    }
  }

  /**
   * The checks that may taint.
   *
   * @return the module's taint bits so far
   */
  int information(String name, ObjectFacts facts, boolean noVersions, boolean noMagic)
      throws ErrnoException {
    int bits = layout(name, facts, noVersions) | vermagic(name, facts, noVersions, noMagic);
    if (facts.value("intree").isEmpty()) {
      if (!taint.has(Taint.OOT_MODULE)) {
        log.warn(name + ": loading out-of-tree module taints kernel.");
      }
      bits |= mark(Taint.OOT_MODULE);
    }
    if (facts.value("retpoline").isEmpty()) {
      log.err("Spectre V2 : System may be vulnerable to spectre v2");
      log.warn(name + ": loading module not compiled with retpoline compiler.");
    }
    if (facts.value("staging").isPresent()) {
      bits |= mark(Taint.CRAP);
      log.warn(
          name
              + ": module is from the staging directory, the quality is unknown, you have been"
              + " warned.");
    }
    if (facts.value("livepatch").isPresent()) {
      bits |= mark(Taint.LIVEPATCH);
      log.notice(name + ": tainting kernel with TAINT_LIVEPATCH");
    }
    bits |= licence(name, facts.value("license").orElse("unspecified"));
    if (facts.value("test").isPresent()) {
      if (!taint.has(Taint.TEST)) {
        log.warn(name + ": loading test module taints kernel.");
      }
      bits |= mark(Taint.TEST);
    }
    return bits;
  }

  private int layout(String name, ObjectFacts facts, boolean ignored) throws ErrnoException {
    KernelSymbol layout = settings.strict() ? catalogue.symbols().find("module_layout") : null;
    if (!facts.versioned() || ignored) {
      if (!taint.has(Taint.FORCED_MODULE)) {
        log.warn(name + ": module_layout: kernel tainted.");
      }
      return mark(Taint.FORCED_MODULE);
    }
    if (facts.layoutCrc() == Import.NONE) {
      linker.missingVersion(name, "module_layout");
    } else if (layout != null && layout.crc() != facts.layoutCrc()) {
      log.warn(name + ": disagrees about version of symbol module_layout");
      throw Errno.ENOEXEC.on(name);
    }
    return 0;
  }

  private int vermagic(String name, ObjectFacts facts, boolean noVersions, boolean ignored)
      throws ErrnoException {
    String magic = ignored ? null : facts.value("vermagic").orElse(null);
    if (magic == null) {
      if (!taint.has(Taint.FORCED_MODULE)) {
        log.warn(name + ": bad vermagic: kernel tainted.");
      }
      return mark(Taint.FORCED_MODULE);
    }
    String own = settings.vermagic();
    boolean flagsOnly = facts.versioned() && !noVersions;
    if (!(flagsOnly ? flags(magic).equals(flags(own)) : magic.equals(own))) {
      log.err(name + ": version magic '" + magic + "' should be '" + own + "'");
      throw Errno.ENOEXEC.on(name);
    }
    return 0;
  }

  /** What follows the release. */
  private static String flags(String magic) {
    int blank = magic.indexOf(' ');
    return blank < 0 ? "" : magic.substring(blank);
  }

  private int licence(String name, String licence) {
    if (Licences.compatible(licence)) {
      return 0;
    }
    if (!taint.has(Taint.PROPRIETARY)) {
      log.warn(name + ": module license '" + licence + "' taints kernel.");
    }
    return mark(Taint.PROPRIETARY);
  }

  private int mark(int bit) {
    taint.add(bit);
    return bit;
  }

  /** ENOEXEC for a section that could be written and run. */
  void sections(String name, Elf elf) throws ErrnoException {
    long both = Section.WRITE | Section.EXEC;
    for (Section section : elf.sections()) {
      if ((section.flags() & both) == both) {
        log.err(
            "%s: section %s (index %d) has invalid WRITE|EXEC flags"
                .formatted(name, section.name(), section.index()));
        throw Errno.ENOEXEC.on(name);
      }
    }
  }

  /** Taints for what a name or unversioned exports say; gives the module's own bits. */
  int taints(String name, ObjectFacts facts) {
    boolean before = taint.has(Taint.PROPRIETARY);
    int bits = 0;
    switch (name) {
      case "ndiswrapper" -> taint.add(Taint.PROPRIETARY);
      case "driverloader", "lve" -> {
        taint.add(Taint.PROPRIETARY);
        bits = Taint.PROPRIETARY;
      }
      default -> {} // every other licence speaks for itself
    }
    if (!before && taint.has(Taint.PROPRIETARY)) {
      log.warn(name + ": module license taints kernel.");
    }
    if (facts.exports().stream().anyMatch(e -> !e.versioned())) {
      if (!taint.has(Taint.FORCED_MODULE)) {
        log.warn(name + ": no versions for exported symbols: kernel tainted.");
      }
      taint.add(Taint.FORCED_MODULE);
      bits |= Taint.FORCED_MODULE;
    }
    return bits;
  }
}
