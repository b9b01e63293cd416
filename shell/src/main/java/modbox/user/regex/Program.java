package modbox.user.regex;

import java.util.ArrayList;
import java.util.List;

/** A tree compiled for the backtracking matcher. */
final class Program {
  /** One step. */
  sealed interface Op {
    record Take(CharSet set) implements Op {}

    /** Tries {@code next} first, then {@code other}. */
    record Split(int next, int other) implements Op {}

    record Jump(int next) implements Op {}

    /** Notes the place in a register. */
    record Save(int register) implements Op {}

    /** Goes on only if the place has changed since the register was noted. */
    record Moved(int register) implements Op {}

    record Back(int group) implements Op {}

    record At(Node.Place place) implements Op {}

    record Accept() implements Op {}
  }

  private static final int MOST = 60_000;
  private static final CharSet ANY = CharSet.of(_ -> true);

  private final List<Op> ops = new ArrayList<>();
  private int registers;

  private Program(int groups) {
    registers = 2 * (groups + 1);
  }

  static Program of(Node node, int groups) throws RegexException {
    var program = new Program(groups);
    program.write(node);
    program.ops.add(new Op.Accept());
    return program;
  }

  List<Op> ops() {
    return ops;
  }

  /** How many registers it uses: two for each group, then one for each loop. */
  int registers() {
    return registers;
  }

  private void write(Node node) throws RegexException {
    if (ops.size() > MOST) {
      throw new RegexException("Regular expression too big");
    }
    switch (node) {
      case Node.Literal(char c) -> ops.add(new Op.Take(CharSet.of(d -> d == c)));
      case Node.Any() -> ops.add(new Op.Take(ANY));
      case Node.OneOf(var set) -> ops.add(new Op.Take(set));
      case Node.Sequence(var parts) -> {
        for (Node part : parts) {
          write(part);
        }
      }
      case Node.Choice(var branches) -> choice(branches);
      case Node.Repeat(var body, var min, var max) -> repeat(body, min, max);
      case Node.Group(var index, var body) -> {
        ops.add(new Op.Save(2 * index));
        write(body);
        ops.add(new Op.Save(2 * index + 1));
      }
      case Node.Back(var group) -> ops.add(new Op.Back(group));
      case Node.At(var place) -> ops.add(new Op.At(place));
    }
  }

  private int hole() {
    ops.add(new Op.Accept());
    return ops.size() - 1;
  }

  private void choice(List<Node> branches) throws RegexException {
    var ends = new ArrayList<Integer>();
    for (int i = 0; i < branches.size(); i++) {
      boolean last = i == branches.size() - 1;
      int split = last ? -1 : hole();
      write(branches.get(i));
      if (!last) {
        ends.add(hole());
        ops.set(split, new Op.Split(split + 1, ops.size()));
      }
    }
    for (int end : ends) {
      ops.set(end, new Op.Jump(ops.size()));
    }
  }

  private void repeat(Node body, int min, int max) throws RegexException {
    for (int i = 0; i < min; i++) {
      write(body);
    }
    if (max < 0) {
      int register = registers++;
      int split = hole();
      ops.add(new Op.Save(register));
      write(body);
      ops.add(new Op.Moved(register));
      ops.add(new Op.Jump(split));
      ops.set(split, new Op.Split(split + 1, ops.size()));
      return;
    }
    var splits = new ArrayList<Integer>();
    for (int i = min; i < max; i++) {
      splits.add(hole());
      write(body);
    }
    for (int split : splits) {
      ops.set(split, new Op.Split(split + 1, ops.size()));
    }
  }
}
