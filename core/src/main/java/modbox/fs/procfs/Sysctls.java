package modbox.fs.procfs;

import static modbox.pseudo.Tree.attr;

import java.util.ArrayList;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.log.Log;
import modbox.pseudo.Attribute;
import modbox.pseudo.Caller;
import modbox.pseudo.Directory;
import modbox.pseudo.Forest;
import modbox.pseudo.Tree;
import modbox.vfs.Vfs;
import modbox.world.World;
import org.jspecify.annotations.Nullable;

/** The values of /proc/sys that need no subsystem to mean something. */
public final class Sysctls {
  private static final int RW = 0644;
  private static final int RO = 0444;

  private final World world;
  private final Forest proc;

  private Sysctls(World world, Forest proc) {
    this.world = world;
    this.proc = proc;
  }

  /** Puts them into /proc/sys. */
  public static void plant(World world, Forest proc, Log log, Facts facts) {
    var table = new Sysctls(world, proc);
    table.kernel(facts);
    table.random(facts.seed());
    table.printk(log);
    for (String directory : SysctlList.directories()) {
      proc.at(directory).add(new Listed(world, directory));
    }
  }

  private void kernel(Facts facts) {
    fixed("kernel.osrelease", facts.release());
    fixed("kernel.version", facts.version());
  }

  private void fixed(String name, String value) {
    var sysctl = new Sysctl(name, RO, 0, 0, 255, value);
    proc.add(sysctl.directory(), sysctl.node(world));
  }

  /** Those of one directory. */
  private record Listed(World world, String directory) implements Directory {
    @Override
    public Iterable<String> names() {
      var names = new ArrayList<String>();
      for (Sysctl sysctl : SysctlList.in(directory)) {
        names.add(sysctl.shortName());
      }
      return names;
    }

    @Override
    public @Nullable Tree child(String name) {
      for (Sysctl sysctl : SysctlList.in(directory)) {
        if (sysctl.shortName().equals(name)) {
          return sysctl.node(world).node();
        }
      }
      return null;
    }
  }

  private void random(long seed) {
    proc.add("sys/kernel/random", attr("boot_id", RO, fixedAttribute(uuid(seed, 0))));
    proc.add(
        "sys/kernel/random",
        attr("uuid", RO, Attribute.readOnly(() -> uuid(seed, world.next("uuid")) + "\n")).size(0));
  }

  private static Attribute fixedAttribute(String text) {
    return Attribute.readOnly(() -> text + "\n");
  }

  /** A random UUID, version 4, that depends on the seed and a number. Source: SplitMix64. */
  private static String uuid(long seed, long number) {
    long high = (mix(seed * 31 + 2 * number) & ~0xf000L) | 0x4000L;
    long low = (mix(seed * 31 + 2 * number + 1) & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new java.util.UUID(high, low).toString();
  }

  private static long mix(long value) {
    long z = (value + 1) * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** kernel.printk: the first number is the console's level. */
  private void printk(Log log) {
    var rest = new Sysctl("kernel.printk", RW, 4, 0, 10, "7\t4\t1\t7").of(world);
    Attribute.Show show =
        () -> {
          String all = rest.show(Caller.KERNEL);
          return log.consoleLevel() + all.substring(all.indexOf('\t'));
        };
    Attribute.Store store =
        text -> {
          rest.store(Caller.KERNEL, text);
          String all = rest.show(Caller.KERNEL);
          log.setConsoleLevel(Integer.parseInt(all.substring(0, all.indexOf('\t'))));
        };
    proc.add("sys/kernel", attr("printk", RW, Attribute.of(show, store)).size(0));
    proc.add("sys/kernel", attr("printk_devkmsg", RW, new DevKmsg(world)).size(0));
  }

  /** kernel.printk_devkmsg takes three words. */
  private record DevKmsg(World world) implements Attribute {
    private static final String NAME = "kernel.printk_devkmsg";

    @Override
    public String show(Caller caller) {
      String text = world.get(Vfs.SYSCTLS, NAME);
      return (text == null ? "on" : text) + "\n";
    }

    @Override
    public void store(Caller caller, String text) throws ErrnoException {
      String word = text.strip();
      switch (word) {
        case "on", "off", "ratelimit" -> world.put(Vfs.SYSCTLS, NAME, word);
        default -> throw Errno.EINVAL.on(NAME);
      }
    }
  }
}
