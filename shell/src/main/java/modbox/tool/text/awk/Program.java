package modbox.tool.text.awk;

import java.util.List;

/** A program that was read and checked. */
record Program(List<Stmt> begin, List<Stmt> rules, List<Stmt> end, List<Symbol> globals) {
  Program {
    begin = List.copyOf(begin);
    rules = List.copyOf(rules);
    end = List.copyOf(end);
    globals = List.copyOf(globals);
  }

  /** Whether it reads its input at all: BEGIN alone does not. */
  boolean reads() {
    return !rules.isEmpty() || !end.isEmpty();
  }
}
