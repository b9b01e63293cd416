package modbox.pseudo;

import modbox.abi.ErrnoException;

/**
 * A file that is read only. Its text is made when it is first read, and again when it is read from
 * the beginning: no reader sees two moments mixed.
 */
@FunctionalInterface
public non-sealed interface SeqFile extends Content {
  /** Writes the whole text. */
  void show(Text out) throws ErrnoException;
}
