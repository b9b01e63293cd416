package modbox.elf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The signature behind a module's ELF image. Layout from the end of the file: 28 bytes of marker,
 * 12 bytes of {@code struct module_signature}, the signature data. Source: Linux,
 * include/linux/module_signature.h; the historic fields: scripts/sign-file of 3.7.
 */
public final class ModuleSignature {
  /** The last bytes of a signed module. */
  public static final String MARKER = "~Module signature appended~\n";

  /** Key identifier type of a PKCS#7 message. */
  public static final int PKCS7 = 2;

  private static final int INFO = 12;
  private static final String[] HASHES = {
    "md4", "md5", "sha1", "rmd160", "sha256", "sha384", "sha512", "sha224"
  };
  private static final String[] ID_TYPES = {"PGP", "X509", "PKCS#7"};

  private final int idType;
  private final String signer;
  private final byte[] keyId;
  private final String hash;
  private final byte[] signature;

  private ModuleSignature(int idType, String signer, byte[] keyId, String hash, byte[] signature) {
    this.idType = idType;
    this.signer = signer;
    this.keyId = keyId;
    this.hash = hash;
    this.signature = signature;
  }

  /**
   * The signature at the end of a file as kmod would show it; empty if there is none that it reads.
   */
  public static Optional<ModuleSignature> find(Source source) throws ElfException {
    int tail = INFO + MARKER.length();
    if (source.size() <= tail || !marked(source)) {
      return Optional.empty();
    }
    long size = source.size() - tail;
    Block info = new Block(source.read(size, INFO), true);
    int signerLength = info.u8(3);
    int keyLength = info.u8(4);
    long length = info.u32(8);
    if (info.u8(0) > 1 || info.u8(1) >= HASHES.length || info.u8(2) >= ID_TYPES.length) {
      return Optional.empty();
    }
    if (length == 0 || size < length + signerLength + keyLength) {
      return Optional.empty();
    }
    byte[] data = source.read(size - length, (int) length);
    if (info.u8(2) == PKCS7) {
      return ofPkcs7(data);
    }
    byte[] key = source.read(size - length - keyLength, keyLength);
    byte[] signer = source.read(size - length - keyLength - signerLength, signerLength);
    return Optional.of(
        new ModuleSignature(info.u8(2), text(signer), key, HASHES[info.u8(1)], data));
  }

  /** Whether the file ends with the marker. */
  public static boolean marked(Source source) throws ElfException {
    int length = MARKER.length();
    return source.size() >= length
        && text(source.read(source.size() - length, length)).equals(MARKER);
  }

  /** {@code PKCS#7}, or {@code PGP}, {@code X509} in historic ones. */
  public String idType() {
    return ID_TYPES[idType];
  }

  /** The common name of the certificate's issuer. */
  public String signer() {
    return signer;
  }

  /** The certificate's serial number, most significant byte first. */
  public byte[] keyId() {
    return keyId.clone();
  }

  /** Name of the digest, such as {@code sha256}; {@code unknown} for one that has no name here. */
  public String hashAlgorithm() {
    return hash;
  }

  /** The signature proper. */
  public byte[] signature() {
    return signature.clone();
  }

  /**
   * The PKCS#7 message or other data of a file whose trailer says that it has {@code length} bytes.
   */
  static byte[] trailer(int length) {
    byte[] bytes = new byte[INFO + MARKER.length()];
    bytes[2] = PKCS7;
    for (int i = 0; i < 4; i++) {
      bytes[8 + i] = (byte) (length >>> (24 - 8 * i));
    }
    System.arraycopy(MARKER.getBytes(StandardCharsets.ISO_8859_1), 0, bytes, INFO, MARKER.length());
    return bytes;
  }

  /** The object followed by a PKCS#7 message, as sign-file writes it. */
  public static byte[] append(byte[] object, byte[] message) {
    byte[] trailer = trailer(message.length);
    byte[] all = Arrays.copyOf(object, object.length + message.length + trailer.length);
    System.arraycopy(message, 0, all, object.length, message.length);
    System.arraycopy(trailer, 0, all, object.length + message.length, trailer.length);
    return all;
  }

  /** Reads the first signer of a CMS SignedData message. Grammar: RFC 5652, section 5. */
  private static Optional<ModuleSignature> ofPkcs7(byte[] data) {
    try {
      Der content = Der.of(data).enter(Der.SEQUENCE);
      content.enter(Der.OID);
      Der signed = content.enter(Der.CONTEXT_0).enter(Der.SEQUENCE);
      signed.enter(Der.INTEGER);
      signed.enter(Der.SET);
      signed.enter(Der.SEQUENCE);
      while (signed.tag() == 0xa0 || signed.tag() == 0xa1) {
        signed.next();
      }
      Der signer = signed.enter(Der.SET).enter(Der.SEQUENCE);
      signer.enter(Der.INTEGER);
      if (signer.tag() != Der.SEQUENCE) {
        return Optional.empty();
      }
      Der issuerAndSerial = signer.enter(Der.SEQUENCE);
      String issuer = commonName(issuerAndSerial.enter(Der.SEQUENCE));
      byte[] serial = magnitude(issuerAndSerial.enter(Der.INTEGER).rest());
      byte[] digest = signer.enter(Der.SEQUENCE).enter(Der.OID).rest();
      if (signer.tag() == Der.CONTEXT_0) {
        signer.next();
      }
      signer.enter(Der.SEQUENCE);
      byte[] signature = signer.enter(Der.OCTETS).rest();
      return Optional.of(new ModuleSignature(PKCS7, issuer, serial, hash(digest), signature));
    } catch (ElfException _) {
      return Optional.empty(); // kmod shows nothing of a message that it cannot read
    }
  }

  private static String commonName(Der name) throws ElfException {
    while (name.more()) {
      Der parts = name.enter(Der.SET);
      while (parts.more()) {
        Der part = parts.enter(Der.SEQUENCE);
        if (hex(part.enter(Der.OID).rest()).equals("550403")) {
          return text(part.next().rest());
        }
      }
    }
    return "";
  }

  private static byte[] magnitude(byte[] number) {
    return number.length > 1 && number[0] == 0
        ? Arrays.copyOfRange(number, 1, number.length)
        : number;
  }

  private static String hash(byte[] oid) {
    return switch (hex(oid)) {
      case "608648016503040201" -> "sha256";
      case "608648016503040202" -> "sha384";
      case "608648016503040203" -> "sha512";
      case "608648016503040204" -> "sha224";
      case "2b0e03021a" -> "sha1";
      case "2a864886f70d0205" -> "md5";
      case "2a864886f70d0204" -> "md4";
      case "2b24030201" -> "rmd160";
      default -> "unknown";
    };
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
