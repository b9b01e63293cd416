package modbox.udev.daemon;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** A POSIX access list as the kernel keeps it. Source: linux/posix_acl_xattr.h. */
final class AccessList {
  static final String XATTR = "system.posix_acl_access";
  private static final int VERSION = 2;
  private static final int USER_OBJ = 1;
  private static final int USER = 2;
  private static final int GROUP_OBJ = 4;
  private static final int MASK = 0x10;
  private static final int OTHER = 0x20;
  private static final int READ_WRITE = 6;
  private static final int NOBODY = -1;

  private AccessList() {}

  /** The permissions of a mode, and reading and writing for some users. */
  static byte[] of(int mode, List<Integer> users) {
    var list = ByteBuffer.allocate(4 + 8 * (4 + users.size())).order(ByteOrder.LITTLE_ENDIAN);
    list.putInt(VERSION);
    entry(list, USER_OBJ, mode >> 6 & 7, NOBODY);
    users.stream().sorted().forEach(user -> entry(list, USER, READ_WRITE, user));
    entry(list, GROUP_OBJ, (mode >> 3) & 7, NOBODY);
    entry(list, MASK, ((mode >> 3) & 7) | READ_WRITE, NOBODY);
    entry(list, OTHER, mode & 7, NOBODY);
    return list.array();
  }

  private static void entry(ByteBuffer list, int tag, int permissions, int id) {
    list.putShort((short) tag).putShort((short) permissions).putInt(id);
  }
}
