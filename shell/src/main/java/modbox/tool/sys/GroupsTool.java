package modbox.tool.sys;

import java.util.ArrayList;
import java.util.List;
import modbox.abi.Credentials;
import modbox.abi.ErrnoException;
import modbox.user.Args;
import modbox.user.ExitStatus;
import modbox.user.Proc;
import modbox.user.Quote;
import modbox.user.Tool;
import modbox.user.ToolSpec;
import modbox.user.file.Accounts;

/** Prints the groups that users are in: groups. */
public final class GroupsTool implements Tool {
  private static final ToolSpec SPEC =
      ToolSpec.of(
          "groups",
          "[OPTION]... [USERNAME]...",
          "Print group memberships for each USERNAME or the current process");

  @Override
  public ToolSpec spec() {
    return SPEC;
  }

  @Override
  public ExitStatus run(Proc proc, Args args) throws ErrnoException {
    var accounts = new Accounts(proc);
    if (args.operands().isEmpty()) {
      Credentials c = proc.sys().credentials();
      var ids = new ArrayList<Integer>(List.of(c.gid()));
      c.groups().stream().filter(g -> !ids.contains(g)).forEach(ids::add);
      proc.out().println(names(accounts, ids));
    }
    ExitStatus status = ExitStatus.OK;
    for (String name : args.operands()) {
      var user = accounts.user(name);
      if (user.isEmpty()) {
        proc.complain(Quote.always(name) + ": no such user");
        status = ExitStatus.FAILURE;
      } else {
        proc.out().println(name + " : " + names(accounts, accounts.groupsOf(user.get())));
      }
    }
    return status;
  }

  private static String names(Accounts accounts, List<Integer> ids) {
    var names = new ArrayList<String>();
    ids.forEach(id -> names.add(accounts.groupName(id)));
    return String.join(" ", names);
  }
}
