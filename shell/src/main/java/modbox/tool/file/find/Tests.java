package modbox.tool.file.find;

import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import modbox.abi.ErrnoException;
import modbox.abi.Open;
import modbox.abi.Stat;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.file.Accounts;
import modbox.user.file.Directories;
import modbox.user.file.FileType;
import modbox.user.file.ModeChange;
import modbox.user.file.Mounts;
import modbox.user.regex.Regex;
import modbox.user.regex.RegexException;
import modbox.user.text.Glob;
import modbox.user.time.DateParser;
import modbox.user.time.Zone;

/** The tests of find. */
final class Tests {
  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final long DAY = 24 * 60 * MINUTE;

  private final Proc proc;
  private final Settings settings;
  private final Walk.Follow follow;
  private final ExpressionParser in;
  private final Accounts accounts;

  Tests(Proc proc, Settings settings, Walk.Follow follow, ExpressionParser in) {
    this.proc = proc;
    this.settings = settings;
    this.follow = follow;
    this.in = in;
    accounts = new Accounts(proc);
  }

  /** The test of this name; empty if there is none. */
  Optional<Condition> parse(String word) throws Failure, ErrnoException {
    Condition test =
        switch (word) {
          case "-true" -> _ -> true;
          case "-false" -> _ -> false;
          case "-empty" -> this::isEmpty;
          case "-type", "-xtype" -> type(word);
          case "-size" -> size();
          case "-links" -> count(word, Stat::nlink);
          case "-inum" -> count(word, Stat::ino);
          case "-uid" -> count(word, s -> Integer.toUnsignedLong(s.uid()));
          case "-gid" -> count(word, s -> Integer.toUnsignedLong(s.gid()));
          case "-perm" -> permissions();
          case "-readable" -> access(Open.R_OK);
          case "-writable" -> access(Open.W_OK);
          case "-executable" -> access(Open.X_OK);
          case "-nouser" -> e -> accounts.user(e.stat().uid()).isEmpty();
          case "-nogroup" -> e -> accounts.group(e.stat().gid()).isEmpty();
          case "-user" -> user();
          case "-group" -> group();
          case "-samefile" -> same();
          case "-fstype" -> fileSystem();
          default -> null;
        };
    if (test != null) {
      return Optional.of(test);
    }
    Optional<Condition> name = nameTest(word);
    return name.isPresent() ? name : timeTest(word);
  }

  private Optional<Condition> nameTest(String word) throws Failure {
    boolean fold = word.startsWith("-i");
    var glob = new Glob(false, false, fold);
    switch (word) {
      case "-name", "-iname" -> {
        String pattern = in.argument(word);
        return Optional.of(e -> glob.match(pattern, e.name()));
      }
      case "-path", "-wholename", "-ipath", "-iwholename" -> {
        String pattern = in.argument(word);
        return Optional.of(e -> glob.match(pattern, e.path()));
      }
      case "-lname", "-ilname" -> {
        String pattern = in.argument(word);
        return Optional.of(
            e -> e.stat().isSymlink() && glob.match(pattern, proc.sys().readlink(e.path())));
      }
      case "-regex", "-iregex" -> {
        return Optional.of(regex(in.argument(word), fold));
      }
      default -> {
        return Optional.empty();
      }
    }
  }

  private Condition regex(String text, boolean fold) throws Failure {
    Regex.Syntax syntax =
        switch (settings.regexType) {
          case "posix-extended", "posix-egrep", "egrep", "awk", "posix-awk", "gnu-awk" ->
              Regex.Syntax.EGREP;
          default -> Regex.Syntax.BASIC;
        };
    boolean emacs =
        settings.regexType.equals("emacs") || settings.regexType.equals("findutils-default");
    try {
      Regex regex =
          Regex.compile(
              emacs ? EmacsRegex.toBasic(text) : text, syntax, fold, false, proc.sys()::checkpoint);
      return entry -> {
        try {
          return regex
              .find(entry.path(), 0)
              .filter(m -> m.start() == 0 && m.end() == entry.path().length())
              .isPresent();
        } catch (RegexException e) {
          throw new Failure(e.text());
        }
      };
    } catch (RegexException e) {
      throw new Failure("failed to compile regular expression '" + text + "': " + e.text());
    }
  }

  private boolean isEmpty(Entry entry) throws ErrnoException {
    if (entry.stat().isDirectory()) {
      return Directories.entries(proc.sys(), entry.path()).isEmpty();
    }
    return entry.stat().isRegular() && entry.stat().size() == 0;
  }

  private Condition type(String word) throws Failure {
    String letters = in.argument(word);
    for (String letter : letters.split(",", -1)) {
      if (letter.length() != 1 || "bcdpfls".indexOf(letter.charAt(0)) < 0) {
        throw new Failure(
            letter.length() == 1
                ? "Unknown argument to " + word + ": " + letter
                : "Arguments to " + word + " should contain only one letter");
      }
    }
    return entry -> {
      Stat stat = entry.stat();
      if (word.equals("-xtype")) {
        stat = other(entry);
      }
      char letter = FileType.letter(stat.mode());
      return letters.indexOf(letter == '-' ? 'f' : letter) >= 0;
    };
  }

  /** What -xtype looks at: the target where the link was seen, the link where the target was. */
  private Stat other(Entry entry) throws ErrnoException {
    try {
      return follow == Walk.Follow.ALWAYS
          ? proc.sys().lstat(entry.path())
          : proc.sys().stat(entry.path());
    } catch (ErrnoException e) {
      return proc.sys().lstat(entry.path());
    }
  }

  /** {@code +N}, {@code -N} or {@code N}. */
  private record Bound(char sign, long value) {
    boolean holds(long number) {
      return sign == '+' ? number > value : sign == '-' ? number < value : number == value;
    }

    static Optional<Bound> parse(String text) {
      boolean signed = text.startsWith("+") || text.startsWith("-");
      String digits = signed ? text.substring(1) : text;
      return digits.matches("[0-9]{1,18}")
          ? Optional.of(new Bound(signed ? text.charAt(0) : '=', Long.parseLong(digits)))
          : Optional.empty();
    }
  }

  private Bound bound(String word, String text) throws Failure {
    return Bound.parse(text)
        .orElseThrow(() -> new Failure("invalid argument `" + text + "' to `" + word + "'"));
  }

  private Condition count(String word, ToLongFunction<Stat> value) throws Failure {
    Bound bound = bound(word, in.argument(word));
    return entry -> bound.holds(value.applyAsLong(entry.stat()));
  }

  private Condition size() throws Failure {
    String text = in.argument("-size");
    char unit = text.isEmpty() ? 'b' : text.charAt(text.length() - 1);
    boolean named = "bcwkMG".indexOf(unit) >= 0;
    String digits = named ? text.substring(0, text.length() - 1) : text;
    if (!named && !Character.isDigit(unit)) {
      throw new Failure("invalid -size type `" + unit + "'");
    }
    Bound bound =
        Bound.parse(digits)
            .orElseThrow(() -> new Failure("Invalid argument `" + text + "' to -size"));
    long bytes =
        switch (named ? unit : 'b') {
          case 'c' -> 1;
          case 'w' -> 2;
          case 'k' -> 1024;
          case 'M' -> 1 << 20;
          case 'G' -> 1 << 30;
          default -> 512;
        };
    return entry -> bound.holds((entry.stat().size() + bytes - 1) / bytes);
  }

  private Condition permissions() throws Failure {
    String text = in.argument("-perm");
    char sign = text.startsWith("-") || text.startsWith("/") ? text.charAt(0) : '=';
    String mode = sign == '=' ? text : text.substring(1);
    ModeChange change =
        ModeChange.parse(mode).orElseThrow(() -> new Failure("invalid mode " + Quote.always(text)));
    int bits = change.apply(0, false, 0);
    return entry -> {
      int own = entry.stat().permissions();
      return switch (sign) {
        case '-' -> (own & bits) == bits;
        case '/' -> bits == 0 || (own & bits) != 0;
        default -> own == bits;
      };
    };
  }

  private Condition access(int how) {
    return entry -> {
      try {
        proc.sys().eaccess(entry.path(), how);
        return true;
      } catch (ErrnoException e) {
        return false;
      }
    };
  }

  private Condition user() throws Failure {
    String name = in.argument("-user");
    int uid =
        accounts
            .uid(name)
            .orElseThrow(
                () ->
                    new Failure(
                        "invalid user name or UID argument to -user: " + Quote.always(name)));
    return entry -> entry.stat().uid() == uid;
  }

  private Condition group() throws Failure {
    String name = in.argument("-group");
    int gid =
        accounts
            .gid(name)
            .orElseThrow(
                () ->
                    new Failure(
                        "invalid group name or GID argument to -group: " + Quote.always(name)));
    return entry -> entry.stat().gid() == gid;
  }

  private Stat reference(String path) throws Failure {
    try {
      return follow == Walk.Follow.NEVER ? proc.sys().lstat(path) : proc.sys().stat(path);
    } catch (ErrnoException e) {
      throw new Failure(Quote.always(path) + ": " + e.errno().text());
    }
  }

  private Condition same() throws Failure {
    Stat wanted = reference(in.argument("-samefile"));
    return entry -> entry.stat().ino() == wanted.ino() && entry.stat().dev() == wanted.dev();
  }

  private Condition fileSystem() throws Failure, ErrnoException {
    String type = in.argument("-fstype");
    List<Mounts.Mount> mounts = Mounts.read(proc);
    return entry -> Mounts.holding(proc, mounts, entry.path()).type().equals(type);
  }

  private Optional<Condition> timeTest(String word) throws Failure {
    return switch (word) {
      case "-mtime" -> Optional.of(age(word, DAY, Stat::mtime));
      case "-atime" -> Optional.of(age(word, DAY, Stat::atime));
      case "-ctime" -> Optional.of(age(word, DAY, Stat::ctime));
      case "-mmin" -> Optional.of(age(word, MINUTE, Stat::mtime));
      case "-amin" -> Optional.of(age(word, MINUTE, Stat::atime));
      case "-cmin" -> Optional.of(age(word, MINUTE, Stat::ctime));
      case "-newer", "-mnewer" ->
          Optional.of(newer(Stat::mtime, reference(in.argument(word)).mtime()));
      case "-anewer" -> Optional.of(newer(Stat::atime, reference(in.argument(word)).mtime()));
      case "-cnewer" -> Optional.of(newer(Stat::ctime, reference(in.argument(word)).mtime()));
      default ->
          word.matches("-newer[aBcm][aBcmt]") ? Optional.of(newerXy(word)) : Optional.empty();
    };
  }

  private Condition age(String word, long unit, ToLongFunction<Stat> time) throws Failure {
    Bound bound = bound(word, in.argument(word));
    long now = proc.sys().clock(0);
    long start = settings.dayStart ? Math.floorDiv(now, DAY) * DAY + DAY : now;
    return entry -> {
      long age = start - time.applyAsLong(entry.stat());
      boolean minutes = unit == MINUTE;
      if (minutes && bound.sign() != '=') {
        long limit = bound.value() * unit;
        return bound.sign() == '+' ? age > limit : age < limit;
      }
      if (minutes) {
        return age > (bound.value() - 1) * unit && age <= bound.value() * unit;
      }
      return bound.holds(Math.floorDiv(age, unit));
    };
  }

  private static Condition newer(ToLongFunction<Stat> time, long than) {
    return entry -> time.applyAsLong(entry.stat()) > than;
  }

  private Condition newerXy(String word) throws Failure {
    ToLongFunction<Stat> own = stamp(word.charAt(6));
    String text = in.argument(word);
    if (word.charAt(7) == 't') {
      long time =
          DateParser.parse(text, proc.sys().clock(0), Zone.of(proc))
              .orElseThrow(
                  () ->
                      new Failure(
                          "I cannot figure out how to interpret "
                              + Quote.always(text)
                              + " as a date or time"));
      return newer(own, time);
    }
    return newer(own, stamp(word.charAt(7)).applyAsLong(reference(text)));
  }

  private static ToLongFunction<Stat> stamp(char letter) {
    return switch (letter) {
      case 'a' -> Stat::atime;
      case 'c' -> Stat::ctime;
      case 'B' -> Stat::btime;
      default -> Stat::mtime;
    };
  }
}
