package modbox.tool.text;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.In;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;

/** Prints prime factors: trial division, then Pollard's rho. */
public final class Factor implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "factor", "[NUMBER]...", "Print the prime factors of each specified integer NUMBER");

  private static final int SMALL = 10_000;
  private static final int CERTAINTY = 60;

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    ExitStatus status = ExitStatus.OK;
    if (!args.operands().isEmpty()) {
      for (String word : args.operands()) {
        status = one(proc, word) ? status : ExitStatus.FAILURE;
      }
      return status;
    }
    var in = new In(proc.sys(), 0);
    for (var line = in.line(); line.isPresent(); line = in.line()) {
      for (String word : line.get().strip().split("\\s+")) {
        if (!word.isEmpty()) {
          status = one(proc, word) ? status : ExitStatus.FAILURE;
        }
      }
    }
    return status;
  }

  private static boolean one(Proc proc, String word) throws ErrnoException {
    if (!word.matches("\\+?[0-9]+")) {
      proc.complain(Quote.always(word) + " is not a valid positive integer");
      return false;
    }
    var number = new BigInteger(word);
    var factors = new ArrayList<BigInteger>();
    factor(proc, number, factors);
    factors.sort(null);
    var text = new StringBuilder(number.toString()).append(':');
    factors.forEach(f -> text.append(' ').append(f));
    proc.out().println(text.toString());
    return true;
  }

  private static void factor(Proc proc, BigInteger number, List<BigInteger> factors) {
    BigInteger rest = number;
    for (int p = 2; p < SMALL && rest.compareTo(BigInteger.ONE) > 0; p += p == 2 ? 1 : 2) {
      BigInteger prime = BigInteger.valueOf(p);
      while (rest.mod(prime).signum() == 0 && rest.signum() > 0) {
        factors.add(prime);
        rest = rest.divide(prime);
      }
    }
    if (rest.compareTo(BigInteger.ONE) > 0) {
      large(proc, rest, factors);
    }
  }

  private static void large(Proc proc, BigInteger number, List<BigInteger> factors) {
    if (number.isProbablePrime(CERTAINTY)) {
      factors.add(number);
      return;
    }
    BigInteger divisor = number;
    for (int c = 1; divisor.equals(number); c++) {
      divisor = rho(proc, number, BigInteger.valueOf(c));
    }
    large(proc, divisor, factors);
    large(proc, number.divide(divisor), factors);
  }

  private static BigInteger rho(Proc proc, BigInteger n, BigInteger c) {
    BigInteger slow = BigInteger.TWO;
    BigInteger fast = BigInteger.TWO;
    BigInteger divisor = BigInteger.ONE;
    while (divisor.equals(BigInteger.ONE)) {
      proc.sys().checkpoint();
      slow = slow.multiply(slow).add(c).mod(n);
      fast = fast.multiply(fast).add(c).mod(n);
      fast = fast.multiply(fast).add(c).mod(n);
      divisor = slow.subtract(fast).abs().gcd(n);
    }
    return divisor;
  }
}
