package modbox.pseudo;

/** Where a {@link SeqFile} puts its text: a byte string that grows. */
public final class Text {
  private final StringBuilder bytes = new StringBuilder();
  private final Caller opener;

  /** An empty text for this opener. */
  public Text(Caller opener) {
    this.opener = opener;
  }

  /** Who opened the file; some files hide addresses from some openers. */
  public Caller opener() {
    return opener;
  }

  /** Adds a text as it is. */
  public Text put(String text) {
    bytes.append(text);
    return this;
  }

  /** Adds a character. */
  public Text put(char character) {
    bytes.append(character);
    return this;
  }

  /** Adds a number in decimal. */
  public Text put(long number) {
    bytes.append(number);
    return this;
  }

  /** Adds a text and a newline. */
  public Text line(String text) {
    bytes.append(text).append('\n');
    return this;
  }

  /** Adds a text on the left of a field of {@code width} bytes: {@code %-Ns}. */
  public Text left(String text, int width) {
    bytes.append(text);
    return pad(width - text.length());
  }

  /** Adds a text on the right of a field of {@code width} bytes: {@code %Ns}. */
  public Text right(String text, int width) {
    pad(width - text.length());
    bytes.append(text);
    return this;
  }

  /** Adds a number on the right of a field of {@code width} bytes: {@code %Nd}. */
  public Text right(long number, int width) {
    return right(Long.toString(number), width);
  }

  /** Adds a number with leading zeros: {@code %0Nx}. */
  public Text hex(long number, int digits) {
    String text = Long.toHexString(number);
    for (int i = text.length(); i < digits; i++) {
      bytes.append('0');
    }
    bytes.append(text);
    return this;
  }

  /** The length so far, in bytes. */
  public int length() {
    return bytes.length();
  }

  @Override
  public String toString() {
    return bytes.toString();
  }

  private Text pad(int count) {
    for (int i = 0; i < count; i++) {
      bytes.append(' ');
    }
    return this;
  }
}
