// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Makes and checks signatures: by the JDK, or by a faster provider where there is one for the
 * platform (docs/decisions/047). The algorithms and the bytes are the same. Safe for all threads.
 */
public final class SignatureProvider {

  /** The JDK's own; there on every platform. */
  public static final SignatureProvider JDK = new SignatureProvider(Optional.empty());

  private final Optional<Provider> provider;

  /** By algorithm what checks signatures; as many as were checked at the same time. */
  private final Map<String, Queue<Signature>> checks = new ConcurrentHashMap<>();

  private SignatureProvider(Optional<Provider> provider) {
    this.provider = provider;
  }

  /** Signatures of one provider, which has EC and RSA keys and their signatures with SHA-2. */
  public static SignatureProvider of(Provider provider) {
    return new SignatureProvider(Optional.of(provider));
  }

  /** What status pages say. */
  public String name() {
    return provider.map(Provider::getName).orElse("JDK");
  }

  /**
   * The name by which the JDK finds the provider for the signatures of certificate paths; empty
   * when it is the JDK's own or nobody has registered it ({@link Security#addProvider}).
   */
  public Optional<String> registered() {
    return provider.map(Provider::getName).filter(name -> Security.getProvider(name) != null);
  }

  /** A fresh signature object. */
  public Signature signature(String algorithm) throws NoSuchAlgorithmException {
    return provider.isPresent()
        ? Signature.getInstance(algorithm, provider.get())
        : Signature.getInstance(algorithm);
  }

  /**
   * Whether {@code signature} is the key's over {@code content}. What checks is kept for the next
   * time: to make it costs as much as a tenth of a check.
   *
   * @throws GeneralSecurityException when the signature is none at all, or the key of another kind
   */
  public boolean verifies(String algorithm, PublicKey key, byte[] content, byte[] signature)
      throws GeneralSecurityException {
    var line = checks.computeIfAbsent(algorithm, name -> new ConcurrentLinkedQueue<>());
    var known = line.poll();
    var check = known == null ? signature(algorithm) : known;
    check.initVerify(key);
    check.update(content);
    var holds = check.verify(signature);
    line.offer(check); // One that failed is not used again.
    return holds;
  }

  /**
   * A public key in the form that this provider is fastest with.
   *
   * @param algorithm {@code EC} or {@code RSA}
   * @param info SubjectPublicKeyInfo, DER
   * @throws InvalidKeySpecException when the bytes are no such key
   */
  public PublicKey publicKey(String algorithm, byte[] info) throws InvalidKeySpecException {
    return keys(algorithm).generatePublic(new X509EncodedKeySpec(info));
  }

  /** A private key in the form that this provider is fastest with. */
  PrivateKey privateKey(String algorithm, byte[] pkcs8) throws InvalidKeySpecException {
    return keys(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  private KeyFactory keys(String algorithm) throws InvalidKeySpecException {
    try {
      return provider.isPresent()
          ? KeyFactory.getInstance(algorithm, provider.get())
          : KeyFactory.getInstance(algorithm);
    } catch (GeneralSecurityException e) {
      throw new InvalidKeySpecException("keys of the kind " + algorithm + " are not known", e);
    }
  }
}
