package modbox.tool.sys;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.optional;
import static modbox.user.ToolSpec.value;

import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.In;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.time.DateParser;
import modbox.user.time.Strftime;
import modbox.user.time.Zone;

/** Shows or sets the time: date. */
public final class DateTool implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "date",
          "[OPTION]... [+FORMAT]",
          "Display date and time in the given FORMAT",
          value('d', "date", "STRING", "display time described by STRING, not 'now'"),
          value('f', "file", "DATEFILE", "like --date; once for each line of DATEFILE"),
          optional('I', "iso-8601", "FMT", "output date/time in ISO 8601 format"),
          flag('R', "rfc-email", "output date and time in RFC 5322 format"),
          flag((char) 0, "rfc-2822", "output date and time in RFC 5322 format"),
          value((char) 0, "rfc-3339", "FMT", "output date/time in RFC 3339 format"),
          value('r', "reference", "FILE", "display the last modification time of FILE"),
          value('s', "set", "STRING", "set time described by STRING"),
          flag('u', "utc", "print or set Coordinated Universal Time (UTC)"),
          flag((char) 0, "universal", "print or set Coordinated Universal Time (UTC)"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    Zone zone = args.has("utc") || args.has("universal") ? Zone.UTC : Zone.of(proc);
    Optional<String> format = format(args);
    String operand = "";
    if (args.operands().size() > 1) {
      throw new Args.UsageException("extra operand " + Quote.always(args.operands().get(1)));
    }
    for (String word : args.operands()) {
      if (word.startsWith("+")) {
        if (format.isPresent()) {
          throw new Failure("multiple output formats specified");
        }
        format = Optional.of(word.substring(1));
      } else {
        operand = word;
      }
    }
    String shown = format.orElse("%a %b %e %H:%M:%S %Z %Y");
    long now = proc.sys().clock(0);
    if (args.has("file")) {
      return lines(proc, args.value("file").orElse("-"), shown, now, zone);
    }
    long time = now;
    if (args.has("reference")) {
      String file = args.value("reference").orElse("");
      try {
        time = proc.sys().stat(file).mtime();
      } catch (ErrnoException e) {
        throw new Failure(Quote.ifNeeded(file) + ": " + e.errno().text());
      }
    } else if (args.has("date")) {
      time = parse(args.value("date").orElse(""), now, zone);
    } else if (args.has("set") || !operand.isEmpty()) {
      time =
          args.has("set")
              ? parse(args.value("set").orElse(""), now, zone)
              : stamp(operand, now, zone);
      try {
        proc.sys().setClock(time);
      } catch (ErrnoException e) {
        proc.complain("cannot set date", e);
        proc.out().println(Strftime.format(shown, time, zone));
        return ExitStatus.FAILURE;
      }
    }
    proc.out().println(Strftime.format(shown, time, zone));
    return ExitStatus.OK;
  }

  private static long parse(String text, long now, Zone zone) throws Failure {
    return DateParser.parse(text, now, zone)
        .orElseThrow(() -> new Failure("invalid date " + Quote.always(text)));
  }

  private static ExitStatus lines(Proc proc, String file, String format, long now, Zone zone)
      throws ErrnoException {
    ExitStatus status = ExitStatus.OK;
    In in = In.open(proc, file);
    for (var line = in.line(); line.isPresent(); line = in.line()) {
      Optional<Long> time = DateParser.parse(line.get(), now, zone);
      if (time.isPresent()) {
        proc.out().println(Strftime.format(format, time.get(), zone));
      } else {
        proc.complain("invalid date " + Quote.always(line.get()));
        status = ExitStatus.FAILURE;
      }
    }
    return status;
  }

  private static Optional<String> format(Args args) throws Failure {
    if (args.has("rfc-email") || args.has("rfc-2822")) {
      return Optional.of("%a, %d %b %Y %H:%M:%S %z");
    } else if (args.has("iso-8601")) {
      String precision = args.value("iso-8601").orElse("date");
      return Optional.of(
          switch (precision) {
            case "date" -> "%Y-%m-%d";
            case "hours" -> "%Y-%m-%dT%H%:z";
            case "minutes" -> "%Y-%m-%dT%H:%M%:z";
            case "seconds" -> "%Y-%m-%dT%H:%M:%S%:z";
            case "ns" -> "%Y-%m-%dT%H:%M:%S,%N%:z";
            default ->
                throw new Failure(
                    "invalid argument " + Quote.always(precision) + " for '--iso-8601'");
          });
    } else if (args.has("rfc-3339")) {
      String precision = args.value("rfc-3339").orElse("");
      return Optional.of(
          switch (precision) {
            case "date" -> "%Y-%m-%d";
            case "seconds" -> "%Y-%m-%d %H:%M:%S%:z";
            case "ns" -> "%Y-%m-%d %H:%M:%S.%N%:z";
            default ->
                throw new Failure(
                    "invalid argument " + Quote.always(precision) + " for '--rfc-3339'");
          });
    }
    return Optional.empty();
  }

  /** {@code MMDDhhmm[[CC]YY][.ss]}. */
  private static long stamp(String text, long now, Zone zone) throws Failure {
    if (!text.matches("[0-9]{8}([0-9]{2}){0,2}(\\.[0-9]{2})?")) {
      throw new Failure("invalid date " + Quote.always(text));
    }
    int dot = text.indexOf('.');
    String digits = dot < 0 ? text : text.substring(0, dot);
    String seconds = dot < 0 ? "00" : text.substring(dot + 1);
    String year =
        switch (digits.length()) {
          case 8 -> Strftime.format("%Y", now, zone);
          case 10 -> (digits.substring(8).compareTo("69") < 0 ? "20" : "19") + digits.substring(8);
          default -> digits.substring(8);
        };
    String iso =
        year
            + "-"
            + digits.substring(0, 2)
            + "-"
            + digits.substring(2, 4)
            + " "
            + digits.substring(4, 6)
            + ":"
            + digits.substring(6, 8)
            + ":"
            + seconds;
    return parse(iso, now, zone);
  }
}
