package modbox.boot;

import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParseResult;

/** The host program's command line as picocli reads it, from the same declarations. */
final class HostCommandLine {
  private HostCommandLine() {}

  static HostOptions parse(List<String> arguments) throws HostOptions.Answer {
    CommandLine command = new CommandLine(spec());
    command.setStopAtPositional(true);
    ParseResult result;
    try {
      result = command.parseArgs(arguments.toArray(String[]::new));
    } catch (CommandLine.ParameterException e) {
      throw new HostOptions.Answer(
          "modbox: " + e.getMessage() + "\nTry 'modbox --help' for more information.\n", 2);
    }
    if (result.isUsageHelpRequested()) {
      throw new HostOptions.Answer(command.getUsageMessage(CommandLine.Help.Ansi.OFF), 0);
    }
    if (result.isVersionHelpRequested()) {
      throw new HostOptions.Answer(HostOptions.VERSION + "\n", 0);
    }
    var given = new TreeMap<String, String>();
    for (HostOptions.Option option : HostOptions.ALL) {
      if (result.hasMatchedOption(option.name())) {
        given.put(
            option.name(), option.takesValue() ? result.matchedOptionValue(option.name(), "") : "");
      }
    }
    List<String> words = result.matchedPositionalValue(0, List.of());
    return new HostOptions(given, words);
  }

  private static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("modbox");
    spec.usageMessage(
        new UsageMessageSpec()
            .description("A root shell on an emulated Linux machine.")
            .customSynopsis(
                "modbox [OPTION]... [FILE [ARGUMENT]...]",
                "       modbox [OPTION]... -c LINE [NAME [ARGUMENT]...]",
                "       modbox kernel import PACKAGE [-o FILE]")
            .footer(
                "",
                "FILE.js is a scenario, any other FILE a shell script; without one the script is"
                    + " read from",
                "standard input, or commands from the terminal."));
    for (HostOptions.Option option : HostOptions.ALL) {
      OptionSpec.Builder builder =
          OptionSpec.builder(option.name())
              .description(option.text())
              .hidden(option.text().isEmpty());
      spec.addOption(
          option.takesValue()
              ? builder.paramLabel(option.label()).type(String.class).arity("1").build()
              : builder.type(boolean.class).arity("0").build());
    }
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
}
