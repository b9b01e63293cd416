package modbox.tool.udev;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.abi.Mode;
import modbox.udev.daemon.Settings;
import modbox.udev.device.SysFiles;
import modbox.udev.rule.Diagnostic;
import modbox.udev.rule.RuleFile;
import modbox.udev.rule.RuleReader;
import modbox.udev.rule.Rules;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.ToolSpec;

/** udevadm verify: reads rules files and tells what is wrong with them. It came with 254. */
final class VerifyVerb implements Verb {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "verify",
          "[OPTIONS] [FILE...]",
          "Tell what is wrong with rules files",
          flag('h', "help", "print this"),
          flag('V', "version", "print the version"),
          value('N', "resolve-names", "early|never", "whether names of users are looked up"),
          value('\0', "root", "PATH", "another root"),
          flag('\0', "no-summary", "no summary at the end"),
          flag('\0', "no-style", "nothing about style"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    var files = new SysFiles(proc.sys());
    var settings = Settings.read(files);
    settings.setResolveNames(args.value("resolve-names").orElse("early"));
    var host = new TalkingHost(proc, settings, (_, _) -> {});
    List<String> paths = paths(files, args);
    int good = 0;
    for (String path : paths) {
      String text = files.read(path);
      if (text == null) {
        proc.err("Failed to parse rules file " + path + ": No such file or directory\n");
        continue;
      }
      RuleFile file = RuleReader.read(host, path, text);
      boolean failed = false;
      for (Diagnostic diagnostic : file.diagnostics()) {
        if (diagnostic.level() != Diagnostic.Level.DEBUG) {
          proc.err(diagnostic.message() + "\n");
          failed = true;
        }
      }
      if (failed) {
        proc.err(path + ": udev rules check failed.\n");
      } else {
        good++;
      }
    }
    if (!args.has("no-summary")) {
      proc.out().print("\n" + paths.size() + " udev rules files have been checked.\n");
      proc.out().print("  Success: " + good + "\n  Fail:    " + (paths.size() - good) + "\n");
    }
    return good == paths.size() ? ExitStatus.OK : ExitStatus.FAILURE;
  }

  private static List<String> paths(SysFiles files, Args args) {
    if (args.operands().isEmpty()) {
      return Rules.paths(files);
    }
    var paths = new ArrayList<String>();
    for (String operand : args.operands()) {
      if ((files.mode(operand) & Mode.FMT) == Mode.DIR) {
        files.list(operand).stream()
            .filter(name -> name.endsWith(".rules"))
            .forEach(name -> paths.add(operand + "/" + name));
      } else {
        paths.add(operand);
      }
    }
    return paths;
  }
}
