package modbox.tool.text;

import java.util.List;
import java.util.Optional;
import modbox.user.Tool;
import modbox.user.ToolFamily;

/** The commands of this package. */
public final class TextTools implements ToolFamily {
  private static final List<String> PATHS =
      List.of(
          "/usr/bin/awk",
          "/usr/bin/base32",
          "/usr/bin/base64",
          "/usr/bin/cat",
          "/usr/bin/cksum",
          "/usr/bin/cmp",
          "/usr/bin/comm",
          "/usr/bin/cut",
          "/usr/bin/diff",
          "/usr/bin/echo",
          "/usr/bin/egrep",
          "/usr/bin/expand",
          "/usr/bin/factor",
          "/usr/bin/fgrep",
          "/usr/bin/fold",
          "/usr/bin/grep",
          "/usr/bin/hd",
          "/usr/bin/head",
          "/usr/bin/hexdump",
          "/usr/bin/join",
          "/usr/bin/mawk",
          "/usr/bin/md5sum",
          "/usr/bin/nl",
          "/usr/bin/od",
          "/usr/bin/paste",
          "/usr/bin/patch",
          "/usr/bin/printf",
          "/usr/bin/rev",
          "/usr/bin/sed",
          "/usr/bin/seq",
          "/usr/bin/sha1sum",
          "/usr/bin/sha224sum",
          "/usr/bin/sha256sum",
          "/usr/bin/sha384sum",
          "/usr/bin/sha512sum",
          "/usr/bin/shuf",
          "/usr/bin/sort",
          "/usr/bin/split",
          "/usr/bin/strings",
          "/usr/bin/sum",
          "/usr/bin/tac",
          "/usr/bin/tail",
          "/usr/bin/tee",
          "/usr/bin/tr",
          "/usr/bin/unexpand",
          "/usr/bin/uniq",
          "/usr/bin/wc",
          "/usr/bin/xxd",
          "/usr/bin/yes");

  @Override
  public List<String> paths() {
    return PATHS;
  }

  @Override
  public Optional<Tool> find(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "awk", "mawk" -> new Awk(name);
          case "base32", "base64" -> new BaseEncode(name);
          case "cat" -> new Cat();
          case "cksum" -> new Cksum();
          case "cmp" -> new Cmp();
          case "comm" -> new Comm();
          case "cut" -> new Cut();
          case "diff" -> new Diff();
          case "echo" -> new EchoTool();
          case "egrep", "fgrep", "grep" -> new Grep(name);
          case "expand" -> new Expand();
          case "factor" -> new Factor();
          case "fold" -> new Fold();
          case "hd", "hexdump" -> new Hexdump(name);
          case "head" -> new Head();
          case "join" -> new Join();
          case "md5sum", "sha1sum", "sha224sum", "sha256sum", "sha384sum", "sha512sum" ->
              new Checksum(name);
          case "nl" -> new Nl();
          case "od" -> new Od();
          case "paste" -> new Paste();
          case "patch" -> new Patch();
          case "printf" -> new PrintfTool();
          case "rev" -> new Rev();
          case "sed" -> new Sed();
          case "seq" -> new Seq();
          case "shuf" -> new Shuf();
          case "sort" -> new Sort();
          case "split" -> new Split();
          case "strings" -> new Strings();
          case "sum" -> new Sum();
          case "tac" -> new Tac();
          case "tail" -> new Tail();
          case "tee" -> new Tee();
          case "tr" -> new Tr();
          case "unexpand" -> new Unexpand();
          case "uniq" -> new Uniq();
          case "wc" -> new Wc();
          case "xxd" -> new Xxd();
          case "yes" -> new Yes();
          default -> null;
        });
  }
}
