package modbox.tool.file.find;

import modbox.abi.ErrnoException;
import modbox.user.Failure;

/** A part of an expression: a test, or an action that is also true or false. */
@FunctionalInterface
public interface Condition {
  /** Whether it holds for the file; what it does, it does now. */
  boolean test(Entry entry) throws ErrnoException, Failure;
}
