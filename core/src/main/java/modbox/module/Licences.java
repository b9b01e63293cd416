package modbox.module;

/** Which licences give access to GPL-only symbols. Source: include/linux/license.h. */
final class Licences {
  private Licences() {}

  static boolean compatible(String licence) {
    return switch (licence) {
      case "GPL",
          "GPL v2",
          "GPL and additional rights",
          "Dual BSD/GPL",
          "Dual MIT/GPL",
          "Dual MPL/GPL" ->
          true;
      default -> false;
    };
  }
}
