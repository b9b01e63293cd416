package modbox.udev.daemon;

import java.util.LinkedHashSet;
import java.util.Set;
import modbox.abi.Errno;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.udev.device.Device;
import modbox.udev.device.Files;
import modbox.udev.device.Numbers;
import modbox.udev.device.Paths;
import modbox.udev.rule.Diagnostic;
import modbox.udev.rule.RuleHost;
import org.jspecify.annotations.Nullable;

/**
 * Symbolic links to nodes. Everyone who claims a link stands in a directory of its own, {@code
 * /run/udev/links/NAME/ID} leading to {@code PRIORITY:NODE}; the highest priority has it. Source:
 * udev-node.c.
 */
final class Links {
  private static final String STACKS = "/run/udev/links/";

  private final RuleHost host;
  private final Files files;

  Links(RuleHost host) {
    this.host = host;
    files = host.files();
  }

  /** Brings a device's links into line; {@code old} is what udev knew before. */
  void update(Device device, Device old) {
    String node = device.devname();
    if (node == null || !device.hasNode()) {
      return;
    }
    Set<String> gone = new LinkedHashSet<>(old.links());
    gone.removeAll(device.links());
    gone.forEach(link -> update(device, node, link, false));
    device.links().forEach(link -> update(device, node, link, true));
    make(device, node, numberLink(device));
  }

  /** Gives up a device's links. */
  void remove(Device device) {
    String node = device.devname();
    if (node == null || !device.hasNode()) {
      return;
    }
    device.links().forEach(link -> update(device, node, link, false));
    try {
      files.unlink(numberLink(device));
    } catch (ErrnoException e) {
      log(Diagnostic.Level.DEBUG, device, "Failed to remove '" + numberLink(device) + "'");
    }
  }

  private static String numberLink(Device device) {
    String kind = "block".equals(device.subsystem()) ? "block" : "char";
    return "/dev/" + kind + "/" + device.major() + ":" + device.minor();
  }

  private void log(Diagnostic.Level level, Device device, String text) {
    if (host.logs(level)) {
      host.log(level, device.sysname() + ": " + text);
    }
  }

  private void update(Device device, String node, String asked, boolean add) {
    if (!Paths.isNormalized(asked)) {
      log(
          Diagnostic.Level.WARNING,
          device,
          "Failed to create/update device symlink '" + asked + "', ignoring: Invalid argument");
      return;
    }
    String link = Paths.simplify(asked);
    String stack = STACKS + escape(link.substring("/dev/".length()));
    String id = String.valueOf(device.id());
    try {
      claim(stack + "/" + id, add ? device.linkPriority() + ":" + node : "");
      String best =
          best(stack, id, add ? device.linkPriority() : Integer.MIN_VALUE, add ? node : "");
      if (best.isEmpty()) {
        log(Diagnostic.Level.DEBUG, device, "No reference left for '" + link + "', removing");
        unlink(link);
        files.rmdirs(link, "/dev");
        rmdir(stack);
      } else {
        make(device, best, asked.endsWith("/") || asked.endsWith("/.") ? asked : link);
      }
    } catch (ErrnoException e) {
      log(
          Diagnostic.Level.WARNING,
          device,
          "Failed to create/update device symlink '" + link + "', ignoring: " + e.errno().text());
    }
  }

  private void claim(String path, String entry) throws ErrnoException {
    if (entry.equals(files.readlink(path))) {
      return;
    }
    unlink(path);
    if (!entry.isEmpty()) {
      files.mkdirs(path);
      files.symlink(entry, path);
    }
  }

  private void unlink(String path) throws ErrnoException {
    try {
      files.unlink(path);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
  }

  private void rmdir(String path) {
    try {
      files.rmdir(path);
    } catch (ErrnoException e) {
      // it never was there, or somebody else claims the link meanwhile
      return;
    }
  }

  /** The node with the highest priority; {@code own} wins among equals. */
  private String best(String stack, String id, int priority, String own) {
    String best = own;
    int highest = priority;
    for (String entry : files.list(stack)) {
      String text =
          entry.equals(id) || entry.startsWith(".") ? null : files.readlink(stack + "/" + entry);
      int colon = text == null ? -1 : text.indexOf(':');
      if (text == null || colon < 0) {
        continue;
      }
      int theirs = Numbers.decimal(text.substring(0, colon), 0);
      if (best.isEmpty() || theirs > highest) {
        highest = theirs;
        best = text.substring(colon + 1);
      }
    }
    return best;
  }

  private void make(Device device, String node, String link) {
    String target = Paths.relative(link, node);
    if (target.equals(files.readlink(link))) {
      return;
    }
    int mode = files.linkMode(link);
    if (mode != 0 && (mode & Mode.FMT) != Mode.LNK) {
      log(
          Diagnostic.Level.WARNING,
          device,
          "Conflicting inode '" + link + "' found, symlink to '" + node + "' will not be created.");
      return;
    }
    try {
      files.mkdirs(Paths.simplify(link));
      if (link.endsWith("/") || link.endsWith("/.")) {
        throw Errno.ENOENT.on(link); // a name has to stand behind the last slash
      }
      if (mode == 0) {
        files.symlink(target, link);
      } else {
        replace(target, link, String.valueOf(device.id()));
      }
    } catch (ErrnoException e) {
      log(
          Diagnostic.Level.WARNING,
          device,
          "Failed to create symlink '" + link + "' to '" + target + "': " + e.errno().text());
    }
  }

  /** In one step, so that the link is never missing. */
  private void replace(String target, String link, @Nullable String suffix) throws ErrnoException {
    String temporary = link + ".tmp-" + suffix;
    unlink(temporary);
    files.symlink(target, temporary);
    files.rename(temporary, link);
  }

  private static String escape(String name) {
    return name.replace("\\", "\\x5c").replace("/", "\\x2f");
  }
}
