package modbox.tool.file;

import java.util.List;
import java.util.Optional;
import modbox.user.Tool;
import modbox.user.ToolFamily;

/** The commands of this package. */
public final class FileTools implements ToolFamily {
  private static final List<String> PATHS =
      List.of(
          "/usr/bin/basename",
          "/usr/bin/chgrp",
          "/usr/bin/chmod",
          "/usr/bin/chown",
          "/usr/bin/cp",
          "/usr/bin/dd",
          "/usr/bin/df",
          "/usr/bin/dirname",
          "/usr/bin/du",
          "/usr/bin/find",
          "/usr/bin/install",
          "/usr/bin/link",
          "/usr/bin/ln",
          "/usr/bin/ls",
          "/usr/bin/mkdir",
          "/usr/bin/mkfifo",
          "/usr/bin/mknod",
          "/usr/bin/mktemp",
          "/usr/bin/mv",
          "/usr/bin/readlink",
          "/usr/bin/realpath",
          "/usr/bin/rm",
          "/usr/bin/rmdir",
          "/usr/bin/stat",
          "/usr/bin/sync",
          "/usr/bin/touch",
          "/usr/bin/truncate",
          "/usr/bin/unlink");

  @Override
  public List<String> paths() {
    return PATHS;
  }

  @Override
  public Optional<Tool> find(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "basename" -> new Basename();
          case "chgrp", "chown" -> new Chown(name);
          case "chmod" -> new Chmod();
          case "cp" -> new Cp();
          case "dd" -> new Dd();
          case "df" -> new Df();
          case "dirname" -> new Dirname();
          case "du" -> new Du();
          case "find" -> new Find();
          case "install" -> new Install();
          case "link", "unlink" -> new Link(name);
          case "ln" -> new Ln();
          case "ls" -> new Ls();
          case "mkdir" -> new Mkdir();
          case "mkfifo" -> new Mkfifo();
          case "mknod" -> new Mknod();
          case "mktemp" -> new Mktemp();
          case "mv" -> new Mv();
          case "readlink" -> new Readlink();
          case "realpath" -> new Realpath();
          case "rm" -> new Rm();
          case "rmdir" -> new Rmdir();
          case "stat" -> new StatCommand();
          case "sync" -> new Sync();
          case "touch" -> new Touch();
          case "truncate" -> new Truncate();
          default -> null;
        });
  }
}
