package modbox.module;

import modbox.abi.Signal;
import modbox.driver.ModuleFault;
import modbox.log.Log;
import modbox.world.World;

/**
 * The kernel's report of a fault in a module's code. There are no registers to be shown. Source:
 * arch/x86/mm/fault.c, arch/x86/kernel/dumpstack.c.
 */
final class Oops {
  private static final String DEATHS = "kernel.deaths";
  private static final int ALERT = 1;

  /** The level of the console after an oops: everything is shown. */
  private static final int LOUD = 15;

  private static final long FIRST_PAGE = 4096;

  private final World world;
  private final Log log;
  private final Taint taint;
  private final Settings settings;
  private final ModuleRows rows;

  Oops(World world, Log log, Taint taint, Settings settings, ModuleRows rows) {
    this.world = world;
    this.log = log;
    this.taint = taint;
    this.settings = settings;
    this.rows = rows;
  }

  /**
   * Reports the fault; the kernel is tainted afterwards.
   *
   * @return the signal that ends the task
   */
  Signal report(String module, ModuleFault fault, String comm, int pid) {
    long number = world.next(DEATHS);
    log.setConsoleLevel(LOUD);
    boolean bug = fault.kind() == ModuleFault.Kind.BUG;
    if (bug) {
      log.warn("------------[ cut here ]------------");
      log.err("kernel BUG at " + fault.place() + "!");
      head("invalid opcode: 0000", number);
    } else {
      access(fault, number);
    }
    String tainted = taint.describe();
    log.warn(
        (settings.since612() ? "CPU: 0 UID: 0 PID: " : "CPU: 0 PID: ")
            + pid
            + " Comm: "
            + comm
            + " "
            + tainted
            + " "
            + settings.release()
            + (settings.since612() ? " #1 Debian" : " #1  Debian"));
    String place = fault.function() + "+0x5/0x1000 [" + module + "]";
    log.warn("RIP: 0010:" + place);
    log.warn("Call Trace:");
    log.warn(" <TASK>");
    for (String frame :
        new String[] {
          "do_one_initcall+0x56/0x220",
          "do_init_module+0x4a/0x200",
          "__do_sys_finit_module+0xac/0x120",
          "do_syscall_64+0x5d/0xb0",
          "entry_SYSCALL_64_after_hwframe+0x6e/0xd8"
        }) {
      log.warn(" " + frame);
    }
    log.warn(" </TASK>");
    log.warn(linked());
    if (!bug) {
      log.warn("CR2: " + hex(fault.address()));
    }
    log.warn("---[ end trace 0000000000000000 ]---");
    log.warn("RIP: 0010:" + place);
    taint.add(Taint.DIE);
    return bug ? Signal.SEGV : Signal.KILL;
  }

  private void access(ModuleFault fault, long number) {
    boolean write = fault.kind() == ModuleFault.Kind.WRITE;
    String what =
        Long.compareUnsigned(fault.address(), FIRST_PAGE) < 0
            ? "kernel NULL pointer dereference"
            : "unable to handle page fault for";
    String link = what.endsWith("for") ? " address: " : ", address: ";
    log.printk(ALERT, "BUG: " + what + link + hex(fault.address()));
    log.printk(ALERT, "#PF: supervisor " + (write ? "write" : "read") + " access in kernel mode");
    log.printk(ALERT, "#PF: error_code(0x000" + (write ? 2 : 0) + ") - not-present page");
    log.info("PGD 0 P4D 0 ");
    head((settings.since612() ? "Oops: Oops: 000" : "Oops: 000") + (write ? 2 : 0), number);
  }

  private void head(String what, long number) {
    log.warn(what + " [#" + number + "] PREEMPT SMP NOPTI");
  }

  private static String hex(long address) {
    String digits = Long.toHexString(address);
    return "0".repeat(16 - digits.length()) + digits;
  }

  /** The modules that are there, the latest first, with the flags of state and taint. */
  private String linked() {
    var text = new StringBuilder("Modules linked in:");
    for (LoadedModule module : rows.newestFirst()) {
      String flags = Taint.letters(module.taint()) + state(module.state());
      text.append(' ').append(module.name());
      if (!flags.isEmpty()) {
        text.append('(').append(flags).append(')');
      }
    }
    return text.toString();
  }

  private static String state(ModuleState state) {
    return switch (state) {
      case COMING -> "+";
      case GOING -> "-";
      case LIVE, UNFORMED -> "";
    };
  }
}
