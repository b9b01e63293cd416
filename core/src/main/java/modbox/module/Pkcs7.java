package modbox.module;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.RSAPublicKeySpec;
import modbox.image.Catalogue;
import modbox.image.Signer;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerId;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.jspecify.annotations.Nullable;

/** Verifies PKCS#7 messages with the keys that are built into the kernel. */
final class Pkcs7 {
  /** What came of a verification. */
  enum Result {
    GOOD,
    /** The message cannot be read. */
    MALFORMED,
    /** The key is known, but it did not sign this content. */
    WRONG,
    NO_KEY,
    UNSUPPORTED
  }

  private static final BigInteger EXPONENT = BigInteger.valueOf(65537);

  private Pkcs7() {}

  static Result verify(byte[] message, byte[] content, Catalogue catalogue) {
    CMSSignedData signed;
    try {
      signed = new CMSSignedData(new CMSProcessableByteArray(content), message);
    } catch (CMSException
        | IllegalArgumentException
        | ClassCastException
        | IllegalStateException e) {
      return Result.MALFORMED;
    }
    boolean any = false;
    for (SignerInformation signer : signed.getSignerInfos().getSigners()) {
      any = true;
      Result result = verify(signer, catalogue);
      if (result != Result.NO_KEY) {
        return result;
      }
    }
    return any ? Result.NO_KEY : Result.MALFORMED;
  }

  private static Result verify(SignerInformation signer, Catalogue catalogue) {
    try {
      PublicKey key = key(signer.getSID(), catalogue);
      if (key == null) {
        return Result.NO_KEY;
      }
      return signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(key))
          ? Result.GOOD
          : Result.WRONG;
    } catch (CMSException e) {
      return Result.WRONG;
    } catch (OperatorCreationException | GeneralSecurityException e) {
      return Result.UNSUPPORTED;
    }
  }

  private static @Nullable PublicKey key(SignerId id, Catalogue catalogue)
      throws GeneralSecurityException {
    if (id.getSerialNumber() == null || id.getIssuer() == null) {
      return null;
    }
    if (id.getSerialNumber().equals(new BigInteger(Signer.SERIAL, 16))
        && commonName(id.getIssuer()).equals(Signer.NAME)) {
      var own = new RSAPublicKeySpec(Signer.standard().modulus(), EXPONENT);
      return KeyFactory.getInstance("RSA").generatePublic(own);
    }
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    for (String der : catalogue.kernel().certificates()) {
      var in = new ByteArrayInputStream(der.getBytes(StandardCharsets.ISO_8859_1));
      if (factory.generateCertificate(in) instanceof X509Certificate certificate
          && certificate.getSerialNumber().equals(id.getSerialNumber())
          && new X500Name(certificate.getIssuerX500Principal().getName()).equals(id.getIssuer())) {
        return certificate.getPublicKey();
      }
    }
    return null;
  }

  private static String commonName(X500Name name) {
    for (RDN part : name.getRDNs(BCStyle.CN)) {
      return IETFUtils.valueToString(part.getFirst().getValue());
    }
    return "";
  }
}
