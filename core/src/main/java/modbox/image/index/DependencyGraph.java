package modbox.image.index;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Which module needs which, by symbols, with a total order in which users come before what they
 * use. A module is known by its place in the list it was built from.
 */
public final class DependencyGraph {
  /** Hears of each new edge, with the symbol that made it. */
  @FunctionalInterface
  public interface EdgeListener {
    void edge(int user, String symbol, int used);
  }

  private final int[][] direct;

  /** Places in topological order; modules in cycles have none and are last. */
  private final int[] rank;

  private final List<Integer> cyclic;

  private DependencyGraph(int[][] direct, int[] rank, List<Integer> cyclic) {
    this.direct = direct;
    this.rank = rank;
    this.cyclic = cyclic;
  }

  /** The graph of these modules. */
  public static DependencyGraph of(
      List<ModuleFacts> modules, SymbolOwners owners, EdgeListener listener) {
    int count = modules.size();
    var direct = new int[count][];
    var users = new int[count];
    var seen = new BitSet(count);
    for (int i = 0; i < count; i++) {
      var deps = new ArrayList<Integer>();
      for (String symbol : modules.get(i).needs()) {
        int owner = owners.owner(symbol).orElse(-1);
        if (owner >= 0 && !seen.get(owner)) {
          seen.set(owner);
          deps.add(owner);
          users[owner]++;
          listener.edge(i, symbol, owner);
        }
      }
      deps.forEach(seen::clear);
      direct[i] = deps.stream().mapToInt(Integer::intValue).toArray();
    }
    return sorted(direct, users);
  }

  /** Orders from the module that was freed last, as kmod does: the order is part of the format. */
  private static DependencyGraph sorted(int[][] direct, int[] users) {
    var roots = new ArrayDeque<Integer>();
    for (int i = 0; i < users.length; i++) {
      if (users[i] == 0) {
        roots.push(i);
      }
    }
    var rank = new int[users.length];
    Arrays.fill(rank, Integer.MAX_VALUE);
    int next = 0;
    while (!roots.isEmpty()) {
      int user = roots.pop();
      rank[user] = next++;
      for (int used : direct[user]) {
        if (--users[used] == 0) {
          roots.push(used);
        }
      }
    }
    var graph = new DependencyGraph(direct, rank, cyclic(direct, users));
    for (int i = 0; i < direct.length; i++) {
      direct[i] = graph.byRank(direct[i]);
    }
    return graph;
  }

  /** The modules that come back to themselves; only one that was never freed can. */
  private static List<Integer> cyclic(int[][] direct, int[] users) {
    var cyclic = new ArrayList<Integer>();
    for (int i = 0; i < users.length; i++) {
      if (users[i] > 0 && reachable(direct, i).get(i)) {
        cyclic.add(i);
      }
    }
    return cyclic;
  }

  private static BitSet reachable(int[][] direct, int from) {
    var seen = new BitSet(direct.length);
    var pending = new ArrayDeque<Integer>();
    pending.push(from);
    while (!pending.isEmpty()) {
      for (int used : direct[pending.pop()]) {
        if (!seen.get(used)) {
          seen.set(used);
          pending.push(used);
        }
      }
    }
    return seen;
  }

  private int[] byRank(int[] modules) {
    if (modules.length < 2) {
      return modules;
    }
    return Arrays.stream(modules)
        .boxed()
        .sorted(Comparator.comparingInt(i -> rank[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** What a module needs itself, users first. */
  public int[] direct(int module) {
    return direct[module].clone();
  }

  /** All that a module needs, users first: loading goes from right to left. */
  public int[] closure(int module) {
    return byRank(reachable(direct, module).stream().toArray());
  }

  /** The modules that need themselves or are needed by such, in list order. */
  public List<Integer> cyclic() {
    return Collections.unmodifiableList(cyclic);
  }

  /** Each cycle once, as a path that ends where it begins. */
  public List<List<Integer>> cycles() {
    return new Cycles(direct, cyclic).find();
  }
}
