package modbox.kmod;

import java.util.List;

/**
 * The configuration of modprobe: every line that counts, in the order in which it was read, with
 * its place as {@code FILE:LINE}.
 */
public record Config(
    List<Entry.Blacklist> blacklist,
    List<Entry.Command> installs,
    List<Entry.Command> removes,
    List<Entry.Alias> aliases,
    List<Entry.Options> options,
    List<Entry.Softdep> softdeps,
    List<Entry.Weakdep> weakdeps) {
  public Config {
    blacklist = List.copyOf(blacklist);
    installs = List.copyOf(installs);
    removes = List.copyOf(removes);
    aliases = List.copyOf(aliases);
    options = List.copyOf(options);
    softdeps = List.copyOf(softdeps);
    weakdeps = List.copyOf(weakdeps);
  }

  /** A line of the configuration. */
  public sealed interface Entry {
    /** The name or pattern it is about. */
    String name();

    /** The rest, as {@code modprobe -c} shows it; empty for a line that has none. */
    String text();

    /** {@code FILE:LINE}. */
    String place();

    record Blacklist(String name, String place) implements Entry {
      @Override
      public String text() {
        return "";
      }
    }

    /** An install or remove command; the name is a pattern. */
    record Command(String name, String text, String place) implements Entry {}

    /** An alias: a pattern and the module it stands for. */
    record Alias(String name, String text, String place) implements Entry {}

    /** Options for a module or an alias. */
    record Options(String name, String text, String place) implements Entry {}

    /** Modules wanted before and after; the name is a pattern. */
    record Softdep(String name, List<String> pre, List<String> post, String place)
        implements Entry {
      public Softdep {
        pre = List.copyOf(pre);
        post = List.copyOf(post);
      }

      /** As kmod prints it: no blank before {@code post:}. */
      @Override
      public String text() {
        var text = new StringBuilder();
        for (String name : pre) {
          text.append(text.isEmpty() ? "pre: " : " ").append(name);
        }
        for (int i = 0; i < post.size(); i++) {
          text.append(i == 0 ? "post: " : " ").append(post.get(i));
        }
        return text.toString();
      }
    }

    /** Modules that this one may ask for at run time; informational. */
    record Weakdep(String name, List<String> modules, String place) implements Entry {
      public Weakdep {
        modules = List.copyOf(modules);
      }

      @Override
      public String text() {
        return String.join(" ", modules);
      }
    }
  }
}
