// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.decode.rule.Checked;
import io.lateen.api.networking.CipherSuites;
import io.lateen.api.networking.ServerTls;
import io.lateen.api.networking.ServerTlsMode;
import io.lateen.api.networking.TlsCertificateFiles;
import io.lateen.api.networking.TlsVersion;
import io.lateen.base.decode.Node;
import io.lateen.base.decode.ObjectReader;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decodes encryption of ports that proxies open (rules: pkg/config/validation validateTLSOptions).
 */
final class ServerTlsDecoder {

  private static final Set<ServerTlsMode> NEEDS_CERTIFICATE =
      EnumSet.of(ServerTlsMode.SIMPLE, ServerTlsMode.MUTUAL, ServerTlsMode.OPTIONAL_MUTUAL);

  private ServerTlsDecoder() {}

  static ServerTls decode(ObjectReader in) {
    var tls =
        new ServerTls(
            in.bool("httpsRedirect"),
            in.enumeration("mode", ServerTlsMode.PASSTHROUGH),
            in.string("serverCertificate"),
            in.string("privateKey"),
            in.string("caCertificates"),
            in.string("caCrl"),
            in.string("credentialName"),
            in.strings("credentialNames"),
            in.string("caCertCredentialName"),
            in.objects("tlsCertificates", ServerTlsDecoder::files),
            in.strings("subjectAltNames"),
            in.strings("verifyCertificateSpki"),
            in.strings("verifyCertificateHash"),
            in.enumeration("minProtocolVersion", TlsVersion.TLS_AUTO),
            in.enumeration("maxProtocolVersion", TlsVersion.TLS_AUTO),
            in.strings("cipherSuites"),
            in.strings("ecdhCurves"),
            in.bool("insecureSkipVerify"));
    in.done();
    if (tls.insecureSkipVerify()) {
      in.warning(
          "insecureSkipVerify",
          "takes any certificate: callers can claim every name",
          "leave it out, and name the callers' authorities");
    }
    checkSuites(in, tls);
    if (tls.mode() == ServerTlsMode.ISTIO_MUTUAL) {
      checkIstioMutual(in);
    } else {
      checkSources(in, tls);
    }
    return tls;
  }

  private static TlsCertificateFiles files(ObjectReader in) {
    var files =
        new TlsCertificateFiles(
            in.string("serverCertificate"), in.string("privateKey"), in.string("caCertificates"));
    in.done();
    return files;
  }

  private static void checkSuites(ObjectReader in, ServerTls tls) {
    var old =
        tls.minProtocolVersion() == TlsVersion.TLSV1_0
            || tls.minProtocolVersion() == TlsVersion.TLSV1_1;
    if (old && tls.cipherSuites().isEmpty()) {
      in.warning(
          "minProtocolVersion", "versions below 1.2 have no suites by default", "set cipherSuites");
    }
    var seen = new HashSet<String>();
    for (var suite : tls.cipherSuites()) {
      if (!CipherSuites.isKnown(suite)) {
        in.warning("cipherSuites", "the suite " + suite + " is not known and ignored", "");
      } else if (!seen.add(suite)) {
        in.warning("cipherSuites", "the suite " + suite + " is listed twice", "");
      }
    }
  }

  private static final List<String> CERTIFICATE_FIELDS =
      List.of(
          "serverCertificate",
          "privateKey",
          "caCertificates",
          "tlsCertificates",
          "credentialName",
          "credentialNames");

  private static void checkIstioMutual(ObjectReader in) {
    for (var field : CERTIFICATE_FIELDS) {
      if (isSet(in, field)) {
        in.error(field, "cannot be set for ISTIO_MUTUAL, which uses certificates of the mesh");
      }
    }
  }

  /** Whether a field has a value that is not empty. */
  private static boolean isSet(ObjectReader in, String field) {
    return in.value(field)
        .filter(
            value ->
                !(value.node() instanceof Node.Scalar text && text.text().isEmpty())
                    && !(value.node() instanceof Node.Sequence list && list.items().isEmpty()))
        .isPresent();
  }

  private static void checkSources(ObjectReader in, ServerTls tls) {
    var passes =
        tls.mode() == ServerTlsMode.PASSTHROUGH || tls.mode() == ServerTlsMode.AUTO_PASSTHROUGH;
    var named = Stream.concat(CERTIFICATE_FIELDS.stream(), Stream.of("caCrl"));
    if (passes && named.anyMatch(field -> isSet(in, field))) {
      in.warning("mode", tls.mode() + " uses no certificates; those named here are ignored", "");
    }
    checkOneSource(in, tls);
    var fromSecret = !tls.credentialName().isEmpty() || !tls.credentialNames().isEmpty();
    if (NEEDS_CERTIFICATE.contains(tls.mode()) && !fromSecret) {
      checkFiles(in, tls);
    }
    if (!tls.caCrl().isEmpty() && !tls.credentialName().isEmpty()) {
      in.error("caCrl", "cannot stand beside credentialName; it belongs into the secret");
    } else if (!tls.caCrl().isEmpty() && tls.mode() == ServerTlsMode.SIMPLE) {
      in.error("caCrl", "has no meaning for SIMPLE, where callers show no certificate");
    }
  }

  private static void checkOneSource(ObjectReader in, ServerTls tls) {
    Checked.atMostOne(in, "credentialName", "credentialNames", "tlsCertificates");
    var files = !tls.serverCertificate().isEmpty() && !tls.privateKey().isEmpty();
    for (var field : List.of("credentialName", "credentialNames", "tlsCertificates")) {
      if (files && in.has(field)) {
        in.error(field, "cannot stand beside serverCertificate and privateKey");
      }
    }
    for (var field : List.of("credentialNames", "tlsCertificates")) {
      if (in.has(field) && in.items(field).isEmpty()) {
        in.error(field, "needs one or two entries");
      } else if (in.items(field).size() > 2) {
        in.warning(field, "has more than two entries; only the first two can be used", "");
      }
    }
  }

  private static void checkFiles(ObjectReader in, ServerTls tls) {
    if (tls.mode() != ServerTlsMode.SIMPLE
        && tls.caCertificates().isEmpty()
        && tls.caCertCredentialName().isEmpty()) {
      in.error("caCertificates", "is required for " + tls.mode());
    }
    var certificates =
        tls.tlsCertificates().isEmpty()
            ? List.of(new TlsCertificateFiles(tls.serverCertificate(), tls.privateKey(), ""))
            : tls.tlsCertificates();
    for (var files : certificates) {
      if (files.serverCertificate().isEmpty()) {
        in.error("serverCertificate", "is required for " + tls.mode());
      }
      if (files.privateKey().isEmpty()) {
        in.error("privateKey", "is required for " + tls.mode());
      }
    }
  }
}
