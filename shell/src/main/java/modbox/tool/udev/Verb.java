package modbox.tool.udev;

import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.ToolSpec;

/** A verb of udevadm. */
interface Verb {
  /** Name, synopsis, options, texts. */
  ToolSpec spec();

  /** Does the work; a failure's text is written as it is. */
  ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure;
}
