package modbox.tool.text.awk;

/** A next, nextfile or exit inside a function on its way to the rules. */
final class Leave extends RuntimeException {
  private final Flow flow;

  Leave(Flow flow) {
    super("", null, false, false);
    this.flow = flow;
  }

  Flow flow() {
    return flow;
  }
}
