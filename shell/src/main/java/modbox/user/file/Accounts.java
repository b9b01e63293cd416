package modbox.user.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import modbox.abi.ErrnoException;
import modbox.user.Proc;
import modbox.user.text.Sizes;

/** The users and groups of /etc/passwd and /etc/group, read once, when first asked for. */
public final class Accounts {
  /** A line of /etc/passwd. */
  public record User(String name, int uid, int gid, String gecos, String home, String shell) {}

  /** A line of /etc/group. */
  public record Group(String name, int gid, List<String> members) {
    public Group {
      members = List.copyOf(members);
    }
  }

  private final Proc proc;
  private Optional<List<User>> users = Optional.empty();
  private Optional<List<Group>> groups = Optional.empty();

  public Accounts(Proc proc) {
    this.proc = proc;
  }

  /** All users, in the file's order. */
  public List<User> users() {
    if (users.isEmpty()) {
      var all = new ArrayList<User>();
      for (String[] f : lines("/etc/passwd", 7)) {
        Optional<Integer> uid = id(f[2]);
        Optional<Integer> gid = id(f[3]);
        if (uid.isPresent() && gid.isPresent()) {
          all.add(new User(f[0], uid.get(), gid.get(), f[4], f[5], f[6]));
        }
      }
      users = Optional.of(List.copyOf(all));
    }
    return users.get();
  }

  /** All groups, in the file's order. */
  public List<Group> groups() {
    if (groups.isEmpty()) {
      var all = new ArrayList<Group>();
      for (String[] f : lines("/etc/group", 4)) {
        id(f[2])
            .ifPresent(
                gid ->
                    all.add(
                        new Group(
                            f[0], gid, f[3].isEmpty() ? List.of() : List.of(f[3].split(",")))));
      }
      groups = Optional.of(List.copyOf(all));
    }
    return groups.get();
  }

  private List<String[]> lines(String file, int fields) {
    var lines = new ArrayList<String[]>();
    try {
      for (String line : proc.readText(file).split("\n")) {
        String[] parts = line.split(":", -1);
        if (parts.length >= fields) {
          lines.add(parts);
        }
      }
    } catch (ErrnoException e) {
      return lines; // a machine without the file has no names, only numbers
    }
    return lines;
  }

  private static Optional<Integer> id(String text) {
    return Sizes.integer(text)
        .filter(n -> n >= 0 && n <= 0xffffffffL && Character.isDigit(text.charAt(0)))
        .map(Long::intValue);
  }

  public Optional<User> user(int uid) {
    return users().stream().filter(u -> u.uid() == uid).findFirst();
  }

  public Optional<User> user(String name) {
    return users().stream().filter(u -> u.name().equals(name)).findFirst();
  }

  public Optional<Group> group(int gid) {
    return groups().stream().filter(g -> g.gid() == gid).findFirst();
  }

  public Optional<Group> group(String name) {
    return groups().stream().filter(g -> g.name().equals(name)).findFirst();
  }

  /** The user's name, or the number if it has none. */
  public String userName(int uid) {
    return user(uid).map(User::name).orElseGet(() -> Integer.toUnsignedString(uid));
  }

  /** The group's name, or the number if it has none. */
  public String groupName(int gid) {
    return group(gid).map(Group::name).orElseGet(() -> Integer.toUnsignedString(gid));
  }

  /** The id of a user given by name or by number. */
  public Optional<Integer> uid(String text) {
    return user(text).map(User::uid).or(() -> id(text));
  }

  /** The id of a group given by name or by number. */
  public Optional<Integer> gid(String text) {
    return group(text).map(Group::gid).or(() -> id(text));
  }

  /** The groups that list the user, its own group first. */
  public List<Integer> groupsOf(User user) {
    var all = new ArrayList<Integer>();
    all.add(user.gid());
    for (Group group : groups()) {
      if (group.members().contains(user.name()) && !all.contains(group.gid())) {
        all.add(group.gid());
      }
    }
    return all;
  }
}
