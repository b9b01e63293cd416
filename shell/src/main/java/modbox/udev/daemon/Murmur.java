package modbox.udev.daemon;

/** MurmurHash2 by Austin Appleby, seed 0, over a byte string: what libudev filters by. */
final class Murmur {
  private static final int MIX = 0x5bd1e995;

  private Murmur() {}

  static int hash(String text) {
    int length = text.length();
    int h = length;
    int i = 0;
    while (length - i >= 4) {
      int k =
          text.charAt(i)
              | text.charAt(i + 1) << 8
              | text.charAt(i + 2) << 16
              | text.charAt(i + 3) << 24;
      k *= MIX;
      k ^= k >>> 24;
      h = h * MIX ^ k * MIX;
      i += 4;
    }
    int rest = 0;
    for (int k = length - 1; k >= i; k--) {
      rest = rest << 8 | text.charAt(k);
    }
    if (i < length) {
      h = (h ^ rest) * MIX;
    }
    h = (h ^ h >>> 13) * MIX;
    return h ^ h >>> 15;
  }
}
