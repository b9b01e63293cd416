package modbox.tool.mount;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.optional;
import static modbox.user.ToolSpec.value;

import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** mount(8) of util-linux. */
public final class MountTool implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "mount",
          "[-t TYPE] [-o OPTIONS] [SOURCE] [DIRECTORY]",
          "mount a file system, or list what is mounted",
          flag('a', "all", "mount what /etc/fstab names"),
          flag('c', "no-canonicalize", "paths as they are"),
          flag('f', "fake", "do everything but the system call"),
          flag('F', "fork", "ignored"),
          value('T', "fstab", "FILE", "instead of /etc/fstab"),
          flag('i', "internal-only", "no helper programs"),
          flag('l', "show-labels", "ignored"),
          optional('m', "mkdir", "MODE", "make the mount point"),
          flag('n', "no-mtab", "ignored"),
          value('o', "options", "LIST", "options, comma-separated"),
          flag('r', "read-only", "as -o ro"),
          value('t', "types", "LIST", "type of the file system"),
          value('\0', "source", "SOURCE", "what to mount"),
          value('\0', "target", "DIRECTORY", "where to mount it"),
          flag('v', "verbose", "say what is done"),
          flag('w', "rw", "as -o rw"),
          flag('\0', "read-write", "as -o rw"),
          value('L', "label", "LABEL", "the device with this label"),
          value('U', "uuid", "UUID", "the device with this UUID"),
          flag('B', "bind", "show a directory at another place"),
          flag('M', "move", "move a mount to another place"),
          flag('R', "rbind", "as --bind with all that is mounted below"));

  /** Takes nothing. */
  public MountTool() {}

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    return new MountRun(proc, args).run();
  }
}
