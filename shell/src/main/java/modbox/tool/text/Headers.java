package modbox.tool.text;

import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.Out;

/** The {@code ==> NAME <==} lines of head and tail. */
final class Headers {
  private final Out out;
  private final boolean wanted;
  private boolean first = true;

  private Headers(Out out, boolean wanted) {
    this.out = out;
    this.wanted = wanted;
  }

  static Headers of(Out out, Args args) {
    String how = args.lastOf("quiet", "silent", "verbose").orElse("");
    return new Headers(out, how.equals("verbose") || (how.isEmpty() && args.operands().size() > 1));
  }

  void show(String name) throws ErrnoException {
    if (wanted) {
      out.print(first ? "==> " : "\n==> ");
      out.print(name.equals("-") ? "standard input" : name).println(" <==");
      first = false;
    }
  }
}
