package modbox.image.index;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds dependency cycles in the order in which kmod reports them: depth first from each module.
 */
final class Cycles {
  private record Step(int module, @Nullable Step from) {}

  private final int[][] direct;
  private final List<Integer> cyclic;
  private final BitSet visited = new BitSet();
  private final List<List<Integer>> found = new ArrayList<>();

  Cycles(int[][] direct, List<Integer> cyclic) {
    this.direct = direct;
    this.cyclic = cyclic;
  }

  List<List<Integer>> find() {
    for (int root : cyclic) {
      if (!visited.get(root)) {
        from(root);
      }
    }
    return found;
  }

  private void from(int root) {
    var stack = new ArrayDeque<Step>();
    stack.push(new Step(root, null));
    while (!stack.isEmpty()) {
      Step step = stack.pop();
      int module = step.module();
      if (visited.get(module)) {
        if (module == root && step.from() != null) {
          found.add(path(step));
        }
        continue;
      }
      visited.set(module);
      for (int used : direct[module]) {
        stack.push(new Step(used, step));
      }
    }
  }

  private static List<Integer> path(Step last) {
    var path = new ArrayList<Integer>();
    for (Step s = last; s != null; s = s.from()) {
      path.addFirst(s.module());
    }
    return path;
  }
}
