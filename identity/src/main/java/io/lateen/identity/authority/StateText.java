// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import io.lateen.identity.authority.Issuer.Origin;
import io.lateen.identity.authority.Phase.Distributing;
import io.lateen.identity.authority.Phase.Hold;
import io.lateen.identity.authority.Phase.Steady;
import io.lateen.identity.authority.Phase.Withdrawing;
import io.lateen.identity.certificate.Certificates;
import io.lateen.identity.crypto.IssuerKey;
import io.lateen.identity.crypto.LocalKey;
import io.lateen.identity.crypto.SignatureProvider;
import io.lateen.identity.secret.SecretText;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The text of an {@link AuthorityState}: sections that begin with {@code # NAME}, with a word, a
 * number or PEM in each. Everything lies in one file, so a crash leaves one whole state.
 */
final class StateText {

  private static final String MARK = "# ";
  private static final String PROMPT = "prompt";
  private static final String VERSION = "lateen-authority-1";

  /** Gives the key of an issuer whose key is kept elsewhere. */
  interface RemoteKeys {

    /** The key that belongs to a certificate. */
    IssuerKey keyOf(X509Certificate certificate) throws InvalidKeySpecException;
  }

  private final SignatureProvider provider;
  private final RemoteKeys remote;

  StateText(SignatureProvider provider, RemoteKeys remote) {
    this.provider = provider;
    this.remote = remote;
  }

  SecretText write(AuthorityState state) {
    var out = new StringBuilder();
    section(out, "format", VERSION);
    section(out, "phase", state.phase().word());
    section(out, "rotations", Integer.toString(state.rotations()));
    section(out, "leaf", state.leaf().toString());
    section(out, "pace", state.prompt() ? PROMPT : "");
    issuer(out, "issuer", state.issuer());
    switch (state.phase()) {
      case Steady steady -> {}
      case Distributing(var next, var hold) -> {
        hold(out, hold);
        issuer(out, "next", next);
      }
      case Withdrawing(var old, var hold) -> {
        hold(out, hold);
        section(out, "old.roots", Certificates.toPem(old));
      }
    }
    section(out, "end", VERSION);
    return SecretText.of(out.toString());
  }

  private static void section(StringBuilder out, String name, String content) {
    out.append(MARK).append(name).append('\n').append(content.strip()).append('\n');
  }

  private static void hold(StringBuilder out, Hold hold) {
    section(out, "left", hold.left().toString());
    section(out, "until", hold.until().toString());
  }

  private static void issuer(StringBuilder out, String name, Issuer issuer) {
    section(out, name + ".origin", issuer.origin().name());
    section(out, name + ".certificate", Certificates.toPem(List.of(issuer.certificate())));
    section(out, name + ".chain", Certificates.toPem(issuer.chain()));
    section(out, name + ".roots", Certificates.toPem(issuer.roots()));
    if (issuer.key() instanceof LocalKey key) {
      section(out, name + ".key", key.pem().reveal());
    }
    issuer.rootKey().ifPresent(key -> section(out, name + ".root-key", key.pem().reveal()));
  }

  AuthorityState read(SecretText text) throws CertificateException, InvalidKeySpecException {
    var sections = sections(text.reveal());
    if (!VERSION.equals(sections.get("format")) || !VERSION.equals(sections.get("end"))) {
      throw new CertificateException("it is not whole");
    }
    try {
      var phase =
          switch (required(sections, "phase")) {
            case "steady" -> new Steady();
            case "distributing" -> new Distributing(issuer(sections, "next"), hold(sections));
            case "withdrawing" -> new Withdrawing(roots(sections, "old.roots"), hold(sections));
            default -> throw new CertificateException("its phase is not known");
          };
      var rotations = Integer.parseInt(required(sections, "rotations"));
      var leaf = Duration.parse(required(sections, "leaf"));
      boolean prompt = PROMPT.equals(sections.get("pace"));
      return new AuthorityState(issuer(sections, "issuer"), phase, rotations, leaf, prompt);
    } catch (DateTimeException | NumberFormatException e) {
      throw new CertificateException("it is not readable", e);
    }
  }

  private static Map<String, String> sections(String text) {
    var sections = new LinkedHashMap<String, String>();
    var name = "";
    var content = new StringBuilder();
    for (var line : text.lines().toList()) {
      if (line.startsWith(MARK)) {
        sections.put(name, content.toString().strip());
        name = line.substring(MARK.length());
        content.setLength(0);
      } else {
        content.append(line).append('\n');
      }
    }
    sections.put(name, content.toString().strip());
    return sections;
  }

  private static String required(Map<String, String> sections, String name)
      throws CertificateException {
    var content = sections.get(name);
    if (content == null) {
      throw new CertificateException("the section " + name + " is missing");
    }
    return content;
  }

  private static Hold hold(Map<String, String> sections) throws CertificateException {
    return new Hold(
        Duration.parse(required(sections, "left")), Instant.parse(required(sections, "until")));
  }

  private static List<X509Certificate> roots(Map<String, String> sections, String name)
      throws CertificateException {
    var roots = Certificates.fromPem(required(sections, name));
    if (roots.isEmpty() || roots.stream().anyMatch(root -> root.getBasicConstraints() < 0)) {
      throw new CertificateException("the section " + name + " holds no CA");
    }
    return roots;
  }

  private Issuer issuer(Map<String, String> sections, String name)
      throws CertificateException, InvalidKeySpecException {
    var certificate = roots(sections, name + ".certificate").getFirst();
    var roots = roots(sections, name + ".roots");
    var key = sections.get(name + ".key");
    return new Issuer(
        origin(required(sections, name + ".origin")),
        certificate,
        key == null
            ? remote.keyOf(certificate)
            : LocalKey.fromPem(SecretText.of(key), certificate.getPublicKey(), provider),
        Certificates.fromPem(required(sections, name + ".chain")),
        roots,
        rootKey(sections.get(name + ".root-key"), roots.getFirst()));
  }

  private static Origin origin(String word) throws CertificateException {
    for (var origin : Origin.values()) {
      if (origin.name().equals(word)) {
        return origin;
      }
    }
    throw new CertificateException("an origin is not known");
  }

  private Optional<LocalKey> rootKey(
      @org.jspecify.annotations.Nullable String pem, X509Certificate root)
      throws InvalidKeySpecException {
    return pem == null
        ? Optional.empty()
        : Optional.of(LocalKey.fromPem(SecretText.of(pem), root.getPublicKey(), provider));
  }
}
