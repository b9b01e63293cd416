package modbox.tool.text.awk;

/** random(3) of the C library, so that a seed gives the numbers that it gives elsewhere. */
final class Random {
  private static final int LONG = 31;
  private static final int SHORT = 3;
  private static final double LARGEST = 2147483647.0;

  private final int[] state = new int[LONG];
  private int front;
  private Value seed = Value.ZERO;

  Random(long seed) {
    seed(Value.of((double) (seed % 1_000_000_000)));
  }

  /** Begins a sequence; gives the seed of the one before. */
  Value seed(Value next) {
    Value old = seed;
    seed = next;
    int word = (int) next.number();
    state[0] = word == 0 ? 1 : word;
    for (int i = 1; i < LONG; i++) {
      long value = 16807L * state[i - 1] % 2147483647L;
      state[i] = (int) (value < 0 ? value + 2147483647L : value);
    }
    front = SHORT;
    for (int i = 0; i < LONG * 10; i++) {
      next();
    }
    return old;
  }

  private int next() {
    int rear = (front + LONG - SHORT) % LONG;
    state[front] += state[rear];
    int value = state[front] >>> 1;
    front = (front + 1) % LONG;
    return value;
  }

  /** A number from 0 up to 1. */
  double number() {
    return next() / LARGEST;
  }
}
