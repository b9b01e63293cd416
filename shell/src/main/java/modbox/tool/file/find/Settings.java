package modbox.tool.file.find;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.user.Failure;

/** What an expression says about the walk, and what the walk and its actions tell each other. */
public final class Settings {
  /** Work that is left for the end of the walk. */
  @FunctionalInterface
  interface Finish {
    void run() throws ErrnoException, Failure;
  }

  private final List<Finish> finishes = new ArrayList<>();
  int maxDepth = Integer.MAX_VALUE;
  int minDepth;
  boolean depthFirst;
  boolean oneFileSystem;
  boolean dayStart;
  boolean acts;
  boolean pruned;
  boolean quits;
  boolean failed;
  String regexType = "emacs";

  void atEnd(Finish finish) {
    finishes.add(finish);
  }

  void finish() throws ErrnoException, Failure {
    for (Finish finish : finishes) {
      finish.run();
    }
  }
}
