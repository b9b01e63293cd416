package modbox.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Digests of byte strings. */
final class Digest {
  private Digest() {}

  static byte[] sha1(String text) {
    return of("SHA-1", ObjectMaker.latin1(text));
  }

  static byte[] sha256(byte[] bytes) {
    return of("SHA-256", bytes);
  }

  private static byte[] of(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has both
    }
  }
}
