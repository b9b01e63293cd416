package modbox.tool.file;

import java.util.Map;
import java.util.TreeMap;
import modbox.abi.Mode;
import modbox.abi.Stat;
import modbox.user.Proc;

/** The colours of ls: LS_COLORS over what dircolors has built in. */
final class LsColors {
  private static final String DEFAULTS =
      "rs=0:di=01;34:ln=01;36:pi=40;33:so=01;35:bd=40;33;01:cd=40;33;01:or=40;31;01:su=37;41:sg=30;43"
          + ":tw=30;42:ow=34;42:st=37;44:ex=01;32:*.tar=01;31:*.tgz=01;31:*.zip=01;31:*.gz=01;31"
          + ":*.xz=01;31:*.zst=01;31:*.bz2=01;31:*.deb=01;31:*.rpm=01;31:*.jar=01;31:*.cpio=01;31"
          + ":*.jpg=01;35:*.jpeg=01;35:*.png=01;35:*.gif=01;35:*.svg=01;35:*.mp4=01;35:*.mp3=00;36"
          + ":*.ogg=00;36:*.wav=00;36:*.flac=00;36";

  private final boolean on;
  private final Map<String, String> codes = new TreeMap<>();

  private LsColors(boolean on) {
    this.on = on;
  }

  static LsColors of(Proc proc, boolean on) {
    boolean told = proc.env("LS_COLORS").isPresent() || proc.env("COLORTERM").isPresent();
    boolean known = told || proc.env("TERM").map(t -> !t.equals("dumb")).orElse(false);
    var colors = new LsColors(on && known);
    if (on && known) {
      colors.read(DEFAULTS);
      proc.env("LS_COLORS").ifPresent(colors::read);
    }
    return colors;
  }

  private void read(String text) {
    for (String item : text.split(":")) {
      int eq = item.indexOf('=');
      if (eq > 0) {
        codes.put(item.substring(0, eq), item.substring(eq + 1));
      }
    }
  }

  String paint(String text, LsEntry entry) {
    if (!on) {
      return text;
    }
    boolean orphan = entry.stat().isSymlink() && entry.targetStat().isEmpty();
    return wrap(text, orphan ? codes.getOrDefault("or", "") : code(entry.stat(), entry.name()));
  }

  String paintTarget(String text, LsEntry entry) {
    if (!on) {
      return text;
    }
    String name = entry.target().orElse("");
    return wrap(
        text, entry.targetStat().map(s -> code(s, name)).orElse(codes.getOrDefault("mi", "")));
  }

  private static String wrap(String text, String code) {
    return code.isEmpty() || code.equals("00") ? text : "\33[" + code + "m" + text + "\33[0m";
  }

  private String code(Stat stat, String name) {
    String kind =
        switch (stat.type()) {
          case Mode.DIR -> directory(stat);
          case Mode.LNK -> "ln";
          case Mode.FIFO -> "pi";
          case Mode.SOCK -> "so";
          case Mode.BLK -> "bd";
          case Mode.CHR -> "cd";
          default -> regular(stat);
        };
    if (!kind.isEmpty()) {
      return codes.getOrDefault(kind, "");
    }
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : codes.getOrDefault("*" + name.substring(dot), "");
  }

  private static String directory(Stat stat) {
    boolean sticky = (stat.mode() & Mode.STICKY) != 0;
    boolean open = (stat.mode() & 2) != 0;
    return sticky && open ? "tw" : open ? "ow" : sticky ? "st" : "di";
  }

  private static String regular(Stat stat) {
    if ((stat.mode() & Mode.SUID) != 0) {
      return "su";
    } else if ((stat.mode() & Mode.SGID) != 0) {
      return "sg";
    }
    return (stat.mode() & 0111) != 0 ? "ex" : "";
  }
}
