package modbox.tool.udev;

import static modbox.user.ToolSpec.flag;
import static modbox.user.ToolSpec.value;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.ErrnoException;
import modbox.udev.daemon.Control;
import modbox.udev.device.Numbers;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.ToolSpec;

/** udevadm control: tells the daemon what to do. */
final class ControlVerb implements Verb {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "control",
          "OPTION",
          "Tell the daemon what to do",
          flag('h', "help", "print this"),
          flag('V', "version", "print the version"),
          flag('e', "exit", "end"),
          value('l', "log-level", "LEVEL", "how much it logs"),
          value('\0', "log-priority", "LEVEL", "the same"),
          flag('s', "stop-exec-queue", "let events wait"),
          flag('S', "start-exec-queue", "handle them again"),
          flag('R', "reload", "read rules and databases anew"),
          flag('\0', "reload-rules", "the same"),
          value('p', "property", "KEY=VALUE", "a property for all events"),
          value('\0', "env", "KEY=VALUE", "the same"),
          value('m', "children-max", "N", "how many workers at once"),
          flag('\0', "ping", "see whether it answers"),
          value('t', "timeout", "SECONDS", "wait no longer than this for an answer"));

  private static final long DEFAULT = 60 * Waiting.SECOND;
  private static final List<String> LEVELS =
      List.of("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug");

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Failure {
    if (proc.sys().credentials().euid() != 0) {
      throw new Failure("This command requires root privileges: Operation not permitted");
    }
    if (args.given().isEmpty()) {
      throw new Failure("This command expects one or more options.");
    }
    if (!args.operands().isEmpty()) {
      throw new Failure("Extraneous argument: " + args.operands().getFirst());
    }
    var requests = new ArrayList<String>();
    long timeout = DEFAULT;
    String what = "";
    for (Args.Given given : args.given()) {
      String value = given.value().orElse("");
      if (given.key().equals("timeout")) {
        timeout = Waiting.seconds(value);
      } else {
        requests.add(request(given.key(), value));
        what = what.isEmpty() ? name(given.key()) : what;
      }
    }
    try {
      if (!Control.send(proc.sys(), requests, timeout)) {
        throw new Failure("Failed to wait for daemon to reply: Connection timed out");
      }
    } catch (ErrnoException e) {
      throw new Failure("Failed to send " + what + ": " + e.errno().text());
    }
    return ExitStatus.OK;
  }

  private static String request(String key, String value) throws Failure {
    return switch (key) {
      case "exit" -> "EXIT";
      case "stop-exec-queue" -> "STOP";
      case "start-exec-queue" -> "START";
      case "reload", "reload-rules" -> "RELOAD";
      case "log-level", "log-priority" -> {
        if (!LEVELS.contains(value) && Numbers.decimal(value, 9) > 7) {
          throw new Failure("Failed to parse log level '" + value + "': Invalid argument");
        }
        yield "LOG " + value;
      }
      case "property", "env" -> {
        if (value.indexOf('=') < 0) {
          throw new Failure("expect <KEY>=<value> instead of '" + value + "'");
        }
        yield "PROPERTY " + value;
      }
      case "children-max" -> {
        if (Numbers.decimal(value, -1) < 0) {
          throw new Failure(
              "Failed to parse maximum number of children '" + value + "': Invalid argument");
        }
        yield "CHILDREN " + value;
      }
      default -> "PING";
    };
  }

  private static String name(String key) {
    return switch (key) {
      case "exit" -> "exit request";
      case "stop-exec-queue" -> "request to stop exec queue";
      case "start-exec-queue" -> "request to start exec queue";
      case "reload", "reload-rules" -> "reload request";
      case "log-level", "log-priority" -> "request to set log level";
      case "property", "env" -> "request to update environment";
      case "children-max" -> "request to set number of children";
      default -> "a ping message";
    };
  }
}
