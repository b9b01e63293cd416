package modbox.user.nio;

import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.security.Principal;
import java.util.Optional;
import modbox.user.file.Accounts;

/** Users and groups by the names of /etc/passwd and /etc/group, or by number. */
final class Principals extends UserPrincipalLookupService {
  /** A user or a group. */
  sealed interface Id extends Principal {
    int id();
  }

  record User(int id, String getName) implements Id, UserPrincipal {
    @Override
    public String toString() {
      return getName;
    }
  }

  record Group(int id, String getName) implements Id, GroupPrincipal {
    @Override
    public String toString() {
      return getName;
    }
  }

  private final Accounts accounts;

  Principals(Accounts accounts) {
    this.accounts = accounts;
  }

  User user(int uid) {
    return new User(uid, accounts.userName(uid));
  }

  Group group(int gid) {
    return new Group(gid, accounts.groupName(gid));
  }

  /** The number of a principal of this file system. */
  static int id(Principal principal) {
    if (principal instanceof Id id) {
      return id.id();
    }
    throw new java.nio.file.ProviderMismatchException();
  }

  @Override
  public UserPrincipal lookupPrincipalByName(String name) throws UserPrincipalNotFoundException {
    Optional<Integer> uid = accounts.uid(name);
    if (uid.isEmpty()) {
      throw new UserPrincipalNotFoundException(name);
    }
    return user(uid.get());
  }

  @Override
  public GroupPrincipal lookupPrincipalByGroupName(String name)
      throws UserPrincipalNotFoundException {
    Optional<Integer> gid = accounts.gid(name);
    if (gid.isEmpty()) {
      throw new UserPrincipalNotFoundException(name);
    }
    return group(gid.get());
  }
}
