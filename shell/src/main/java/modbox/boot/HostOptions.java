package modbox.boot;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParseResult;

/**
 * The host program's command line. Built without annotations: reflection over them would cost more
 * than a start may.
 *
 * @param line what {@code -c} gave
 * @param words FILE and its arguments, or with {@code -c} the arguments alone
 * @param seed of everything that is drawn
 */
record HostOptions(
    Optional<String> line,
    List<String> words,
    Optional<String> rootfs,
    Optional<String> kernel,
    Optional<String> kernelRelease,
    String cmdline,
    String profile,
    boolean bare,
    Optional<String> clock,
    long seed,
    boolean noColor,
    long maxStatements,
    boolean warmUp) {

  static final String VERSION = "modbox 0.1.0";
  private static final String DEFAULT_CMDLINE = "quiet";

  /** The command line is wrong, or it asked for help: what to print, and the exit status. */
  static final class Answer extends Exception {
    private final String text;
    private final int status;

    Answer(String text, int status) {
      super(text, null, false, false);
      this.text = text;
      this.status = status;
    }

    String text() {
      return text;
    }

    int status() {
      return status;
    }
  }

  static HostOptions parse(List<String> arguments) throws Answer {
    CommandLine command = new CommandLine(spec());
    command.setStopAtPositional(true);
    command.setUnmatchedOptionsArePositionalParams(false);
    ParseResult result;
    try {
      result = command.parseArgs(arguments.toArray(String[]::new));
    } catch (CommandLine.ParameterException e) {
      throw new Answer(
          "modbox: " + e.getMessage() + "\nTry 'modbox --help' for more information.\n", 2);
    }
    if (result.isUsageHelpRequested()) {
      throw new Answer(command.getUsageMessage(CommandLine.Help.Ansi.OFF), 0);
    }
    if (result.isVersionHelpRequested()) {
      throw new Answer(VERSION + "\n", 0);
    }
    return from(result);
  }

  private static HostOptions from(ParseResult result) throws Answer {
    var options =
        new HostOptions(
            text(result, "-c"),
            result.matchedPositionalValue(0, List.of()),
            text(result, "--rootfs"),
            text(result, "--kernel"),
            text(result, "--kernel-release"),
            text(result, "--cmdline").orElse(DEFAULT_CMDLINE),
            text(result, "--profile").orElse("debian-12"),
            result.hasMatchedOption("--bare"),
            text(result, "--clock"),
            number(result, "--seed", 1),
            result.hasMatchedOption("--no-color"),
            number(result, "--max-statements", 50_000_000),
            result.hasMatchedOption("--warm-up"));
    oneOf("--profile", Optional.of(options.profile), List.of("debian-12", "debian-13"));
    oneOf("--clock", options.clock, List.of("wall", "virtual"));
    return options;
  }

  private static void oneOf(String option, Optional<String> value, List<String> known)
      throws Answer {
    if (value.isPresent() && !known.contains(value.get())) {
      throw new Answer(
          "modbox: invalid argument '"
              + value.get()
              + "' for '"
              + option
              + "' ("
              + String.join(", ", known)
              + ")\n",
          2);
    }
  }

  private static Optional<String> text(ParseResult result, String option) {
    return Optional.ofNullable(result.matchedOptionValue(option, (String) null));
  }

  private static long number(ParseResult result, String option, long otherwise) {
    Long value = result.matchedOptionValue(option, (Long) null);
    return value == null ? otherwise : value;
  }

  private static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("modbox");
    spec.usageMessage(
        new UsageMessageSpec()
            .description("A root shell on an emulated Linux machine.")
            .customSynopsis(
                "modbox [OPTION]... [FILE [ARGUMENT]...]",
                "       modbox [OPTION]... -c 'LINE' [NAME [ARGUMENT]...]",
                "       modbox kernel import PACKAGE [-o FILE]")
            .footer(
                "",
                "FILE.js is a scenario, any other FILE a shell script; without one the script is"
                    + " read from standard",
                "input, or commands from the terminal."));
    spec.addOption(value("LINE", "run the shell line LINE", "-c"));
    spec.addOption(
        value(
            "DIR",
            "lay the host directory DIR over the root file system; it is never written",
            "--rootfs"));
    spec.addOption(
        value("DEB|DIR", "boot with the module tree of a kernel package or directory", "--kernel"));
    spec.addOption(value("R", "what uname -r says", "--kernel-release"));
    spec.addOption(
        value("TEXT", "kernel command line (default: " + DEFAULT_CMDLINE + ")", "--cmdline"));
    spec.addOption(value("NAME", "debian-12 (the default) or debian-13", "--profile"));
    spec.addOption(flag("boot with no devices, no coldplug, no configuration", "--bare"));
    spec.addOption(
        value(
            "KIND", "wall or virtual time (default: wall at a terminal, else virtual)", "--clock"));
    spec.addOption(number("N", "seed of everything that is drawn", "--seed"));
    spec.addOption(flag("no colours", "--no-color"));
    spec.addOption(number("N", "end a scenario after N statements (0: never)", "--max-statements"));
    spec.addOption(OptionSpec.builder("--warm-up").hidden(true).build());
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("show this help").build());
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("show the version")
            .build());
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("FILE")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .hidden(true)
            .build());
    return spec;
  }

  private static OptionSpec value(String label, String text, String name) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(String.class)
        .arity("1")
        .description(text)
        .build();
  }

  private static OptionSpec number(String label, String text, String name) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(Long.class)
        .arity("1")
        .description(text)
        .build();
  }

  private static OptionSpec flag(String text, String name) {
    return OptionSpec.builder(name).type(boolean.class).arity("0").description(text).build();
  }
}
