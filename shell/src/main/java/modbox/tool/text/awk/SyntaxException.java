package modbox.tool.text.awk;

/** The program is wrong; nothing of it runs. */
final class SyntaxException extends Exception {
  SyntaxException(int line, String message) {
    super("line " + line + ": " + message, null, false, false);
  }

  SyntaxException(String message) {
    super(message, null, false, false);
  }

  /** What goes behind the program's name. */
  String complaint() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
