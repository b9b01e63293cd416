package modbox.tool.text.awk;

import java.util.List;

/** The variables that awk itself reads or writes; their index among the globals is fixed. */
final class Special {
  static final int NF = 0;
  static final int NR = 1;
  static final int FNR = 2;
  static final int FS = 3;
  static final int OFS = 4;
  static final int ORS = 5;
  static final int RS = 6;
  static final int SUBSEP = 7;
  static final int CONVFMT = 8;
  static final int OFMT = 9;
  static final int RSTART = 10;
  static final int RLENGTH = 11;
  static final int FILENAME = 12;
  static final int ARGC = 13;
  static final int ARGV = 14;
  static final int ENVIRON = 15;

  static final List<String> NAMES =
      List.of(
          "NF",
          "NR",
          "FNR",
          "FS",
          "OFS",
          "ORS",
          "RS",
          "SUBSEP",
          "CONVFMT",
          "OFMT",
          "RSTART",
          "RLENGTH",
          "FILENAME",
          "ARGC",
          "ARGV",
          "ENVIRON");

  private Special() {}

  static boolean isArray(int index) {
    return index == ARGV || index == ENVIRON;
  }
}
