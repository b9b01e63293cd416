package modbox.udev.rule;

/**
 * What a token is about, in the order in which the tokens of a line are looked at whatever their
 * order in the text. Source: enum UdevRuleTokenType.
 */
public enum Kind {
  M_ACTION,
  M_DEVPATH,
  M_KERNEL,
  M_SYMLINK,
  M_NAME,
  M_ENV,
  M_CONST,
  M_TAG,
  M_SUBSYSTEM,
  M_DRIVER,
  M_ATTR,
  M_SYSCTL,
  M_KERNELS,
  M_SUBSYSTEMS,
  M_DRIVERS,
  M_ATTRS,
  M_TAGS,
  M_TEST,
  M_PROGRAM,
  M_IMPORT_FILE,
  M_IMPORT_PROGRAM,
  M_IMPORT_BUILTIN,
  M_IMPORT_DB,
  M_IMPORT_CMDLINE,
  M_IMPORT_PARENT,
  M_RESULT,
  A_STRING_ESCAPE_NONE,
  A_STRING_ESCAPE_REPLACE,
  A_DB_PERSIST,
  A_WATCH,
  A_LINK_PRIORITY,
  A_LOG_LEVEL,
  A_OWNER,
  A_GROUP,
  A_MODE,
  A_OWNER_ID,
  A_GROUP_ID,
  A_MODE_ID,
  A_TAG,
  A_STATIC_NODE,
  A_SECLABEL,
  A_ENV,
  A_NAME,
  A_SYMLINK,
  A_ATTR,
  A_SYSCTL,
  A_RUN_BUILTIN,
  A_RUN_PROGRAM;

  /** Whether it assigns; else it matches. */
  public boolean assigns() {
    return compareTo(A_STRING_ESCAPE_NONE) >= 0;
  }

  /** Whether one and the same device of the parent chain has to match it. */
  public boolean isForParents() {
    return compareTo(M_KERNELS) >= 0 && compareTo(M_TAGS) <= 0;
  }

  /** Whether it is about the device's node, and of no effect without one. */
  boolean concernsNode() {
    return this == A_SYMLINK || (compareTo(A_OWNER) >= 0 && compareTo(A_MODE_ID) <= 0);
  }

  /** Whether it does something to the event, beside naming nodes and links. */
  boolean updates() {
    return switch (this) {
      case M_PROGRAM,
          M_IMPORT_FILE,
          M_IMPORT_PROGRAM,
          M_IMPORT_BUILTIN,
          M_IMPORT_DB,
          M_IMPORT_CMDLINE,
          M_IMPORT_PARENT ->
          true;
      case A_NAME, A_STATIC_NODE -> false;
      case A_SYMLINK, A_OWNER, A_GROUP, A_MODE, A_OWNER_ID, A_GROUP_ID, A_MODE_ID -> false;
      case M_ACTION,
          M_DEVPATH,
          M_KERNEL,
          M_SYMLINK,
          M_NAME,
          M_ENV,
          M_CONST,
          M_TAG,
          M_SUBSYSTEM,
          M_DRIVER,
          M_ATTR,
          M_SYSCTL,
          M_KERNELS,
          M_SUBSYSTEMS,
          M_DRIVERS,
          M_ATTRS,
          M_TAGS,
          M_TEST,
          M_RESULT ->
          false;
      case A_STRING_ESCAPE_NONE,
          A_STRING_ESCAPE_REPLACE,
          A_DB_PERSIST,
          A_WATCH,
          A_LINK_PRIORITY,
          A_LOG_LEVEL,
          A_TAG,
          A_SECLABEL,
          A_ENV,
          A_ATTR,
          A_SYSCTL,
          A_RUN_BUILTIN,
          A_RUN_PROGRAM ->
          true;
    };
  }
}
