package modbox.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import modbox.elf.ModuleSignature;

/**
 * Signs generated objects with the image's own key: RSA PKCS#1 v1.5 over SHA-256 in a CMS message
 * without attributes and certificates, as sign-file makes it. The same object gives the same bytes.
 * The key protects nothing: it is published with modbox, so that everybody gets the same image.
 */
public final class Signer {
  /** Common name of the key's certificate. */
  public static final String NAME = "modbox image signing key";

  /** Serial number of the key's certificate. */
  public static final String SERIAL = "4d6f64426f78496d6167654b65792d3031000001";

  private static final String SHA256 = "0609608648016503040201";
  private static final String DIGEST_INFO = "3031300d060960864801650304020105000420";

  private final BigInteger p;
  private final BigInteger q;
  private final BigInteger exponent;
  private final BigInteger modulus;
  private final int length;

  private Signer(BigInteger p, BigInteger q, BigInteger exponent) {
    this.p = p;
    this.q = q;
    this.exponent = exponent;
    this.modulus = p.multiply(q);
    this.length = (modulus.bitLength() + 7) / 8;
  }

  /** The key that comes with modbox. */
  public static Signer standard() {
    try (InputStream in = Signer.class.getResourceAsStream("signing-key")) {
      if (in == null) {
        throw new IllegalStateException("no signing key");
      }
      String[] numbers = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).split("\n");
      return new Signer(
          new BigInteger(numbers[0], 16),
          new BigInteger(numbers[1], 16),
          new BigInteger(numbers[2], 16));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The key's modulus; its public exponent is 65537. */
  public BigInteger modulus() {
    return modulus;
  }

  /** Bytes that a signature adds to an object. */
  int overhead() {
    return message(new byte[length]).length + 12 + ModuleSignature.MARKER.length();
  }

  /** The object with its signature. */
  byte[] sign(byte[] object) {
    return ModuleSignature.append(object, message(rsa(Digest.sha256(object))));
  }

  private byte[] rsa(byte[] digest) {
    byte[] info = HexFormat.of().parseHex(DIGEST_INFO);
    byte[] block = new byte[length];
    java.util.Arrays.fill(block, (byte) 0xff);
    block[0] = 0;
    block[1] = 1;
    int at = length - digest.length - info.length;
    block[at - 1] = 0;
    System.arraycopy(info, 0, block, at, info.length);
    System.arraycopy(digest, 0, block, at + info.length, digest.length);
    byte[] signed = power(new BigInteger(1, block)).toByteArray();
    byte[] padded = new byte[length];
    int count = Math.min(length, signed.length);
    System.arraycopy(signed, signed.length - count, padded, length - count, count);
    return padded;
  }

  /** The private operation, by the Chinese remainder theorem: a third of the work. */
  private BigInteger power(BigInteger block) {
    BigInteger one = BigInteger.ONE;
    BigInteger byP = block.modPow(exponent.mod(p.subtract(one)), p);
    BigInteger byQ = block.modPow(exponent.mod(q.subtract(one)), q);
    return byQ.add(byP.subtract(byQ).multiply(q.modInverse(p)).mod(p).multiply(q));
  }

  /** ContentInfo, SignedData, SignerInfo. Grammar: RFC 5652, sections 3 and 5. */
  private static byte[] message(byte[] signature) {
    byte[] commonName = der(0x0c, NAME.getBytes(StandardCharsets.ISO_8859_1));
    byte[] issuer = der(0x30, der(0x31, der(0x30, hex("0603550403"), commonName)));
    byte[] who = der(0x30, issuer, der(0x02, hex(SERIAL)));
    byte[] digest = der(0x30, hex(SHA256));
    byte[] algorithm = der(0x30, hex("06092a864886f70d010101"), hex("0500"));
    byte[] version = hex("020101");
    byte[] signer = der(0x30, version, who, digest, algorithm, der(0x04, signature));
    byte[] content = der(0x30, hex("06092a864886f70d010701"));
    byte[] signed = der(0x30, version, der(0x31, digest), content, der(0x31, signer));
    return der(0x30, hex("06092a864886f70d010702"), der(0xa0, signed));
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static byte[] der(int tag, byte[]... parts) {
    int size = 0;
    List<Integer> lengths = new ArrayList<>();
    for (byte[] part : parts) {
      size += part.length;
    }
    var out = new ByteArrayOutputStream();
    out.write(tag);
    if (size >= 0x80) {
      for (int rest = size; rest > 0; rest >>= 8) {
        lengths.addFirst(rest & 0xff);
      }
      out.write(0x80 | lengths.size());
      lengths.forEach(out::write);
    } else {
      out.write(size);
    }
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
