package modbox.tool.sys;

import static modbox.user.ToolSpec.flag;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import modbox.abi.Credentials;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Failure;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.file.Accounts;

/** Prints user and group ids. */
public final class Id implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "id",
          "[OPTION]... [USER]...",
          "Print user and group information for each specified USER, or for the current user",
          flag('a', "", "ignore, for compatibility with other versions"),
          flag('Z', "context", "print only the security context of the process"),
          flag('g', "group", "print only the effective group ID"),
          flag('G', "groups", "print all group IDs"),
          flag('n', "name", "print a name instead of a number, for -ugG"),
          flag('r', "real", "print the real ID instead of the effective ID, with -ugG"),
          flag('u', "user", "print only the effective user ID"),
          flag('z', "zero", "delimit entries with NUL characters, not whitespace"));

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  private record Who(int uid, int euid, int gid, int egid, List<Integer> groups) {}

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException, Args.UsageException, Failure {
    int choices = args.count("user") + args.count("group") + args.count("groups");
    if (args.has("context")) {
      throw new Failure("--context (-Z) works only on an SELinux-enabled kernel");
    }
    if (choices > 1) {
      throw new Failure("cannot print \"only\" of more than one choice");
    } else if (choices == 0 && (args.has("name") || args.has("real"))) {
      throw new Failure("cannot print only names or real IDs in default format");
    } else if (choices == 0 && args.has("zero")) {
      throw new Failure("option --zero not permitted in default format");
    }
    var accounts = new Accounts(proc);
    ExitStatus status = ExitStatus.OK;
    if (args.operands().isEmpty()) {
      print(proc, args, accounts, current(proc));
    }
    for (String name : args.operands()) {
      var user = accounts.user(name).or(() -> accounts.uid(name).flatMap(accounts::user));
      if (user.isEmpty()) {
        proc.complain(Quote.always(name) + ": no such user");
        status = ExitStatus.FAILURE;
      } else {
        Accounts.User u = user.get();
        print(
            proc,
            args,
            accounts,
            new Who(u.uid(), u.uid(), u.gid(), u.gid(), accounts.groupsOf(u)));
      }
    }
    return status;
  }

  private static Who current(Proc proc) {
    Credentials c = proc.sys().credentials();
    return new Who(c.uid(), c.euid(), c.gid(), c.egid(), c.groups());
  }

  private static void print(Proc proc, Args args, Accounts accounts, Who who)
      throws ErrnoException {
    int end = args.has("zero") ? 0 : '\n';
    boolean real = args.has("real");
    boolean names = args.has("name");
    IntFunction<String> group = id -> names ? accounts.groupName(id) : Integer.toUnsignedString(id);
    if (args.has("user")) {
      int id = real ? who.uid() : who.euid();
      proc.out().print(names ? accounts.userName(id) : Integer.toUnsignedString(id)).write(end);
    } else if (args.has("group")) {
      proc.out().print(group.apply(real ? who.gid() : who.egid())).write(end);
    } else if (args.has("groups")) {
      var all = new ArrayList<String>();
      groups(who).forEach(id -> all.add(group.apply(id)));
      proc.out().print(String.join(end == 0 ? "\0" : " ", all)).write(end);
    } else {
      proc.out().println(whole(accounts, who));
    }
  }

  private static List<Integer> groups(Who who) {
    var all = new ArrayList<Integer>();
    all.add(who.gid());
    if (who.egid() != who.gid()) {
      all.add(who.egid());
    }
    for (int id : who.groups()) {
      if (!all.contains(id)) {
        all.add(id);
      }
    }
    return all;
  }

  private static String whole(Accounts accounts, Who who) {
    var text = new StringBuilder();
    text.append("uid=").append(user(accounts, who.uid()));
    text.append(" gid=").append(group(accounts, who.gid()));
    if (who.euid() != who.uid()) {
      text.append(" euid=").append(user(accounts, who.euid()));
    }
    if (who.egid() != who.gid()) {
      text.append(" egid=").append(group(accounts, who.egid()));
    }
    String separator = " groups=";
    for (int id : groups(who)) {
      text.append(separator).append(group(accounts, id));
      separator = ",";
    }
    return text.toString();
  }

  private static String user(Accounts accounts, int uid) {
    String number = Integer.toUnsignedString(uid);
    return accounts.user(uid).map(u -> number + "(" + u.name() + ")").orElse(number);
  }

  private static String group(Accounts accounts, int gid) {
    String number = Integer.toUnsignedString(gid);
    return accounts.group(gid).map(g -> number + "(" + g.name() + ")").orElse(number);
  }
}
