// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.meshconfig;

import io.lateen.api.decode.rule.Checked;
import io.lateen.api.meshconfig.MeshTls;
import io.lateen.api.meshconfig.MeshTls.CaCertificate;
import io.lateen.api.networking.TlsVersion;
import io.lateen.base.decode.ObjectReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Decodes TLS of the whole mesh. */
final class MeshTlsDecoder {

  /** Curves of BoringSSL that may be named (pkg/config/security ValidECDHCurves). */
  private static final Set<String> CURVES =
      Set.of(
          "P-224", "P-256", "P-384", "P-521", "X25519", "X25519Kyber768Draft00", "X25519MLKEM768");

  private MeshTlsDecoder() {}

  static MeshTls decode(ObjectReader in) {
    var mesh = in.part("meshMTLS");
    var defaults = in.part("tlsDefaults");
    var tls =
        new MeshTls(
            mesh.strings("cipherSuites"),
            defaults.enumeration("minProtocolVersion", TlsVersion.TLS_AUTO),
            defaults.strings("ecdhCurves"),
            defaults.strings("cipherSuites"),
            in.objects("caCertificates", MeshTlsDecoder::caCertificate));
    defaults.done();
    checkCurves(defaults, tls.defaultEcdhCurves());
    return tls;
  }

  private static void checkCurves(ObjectReader in, List<String> curves) {
    var seen = new HashSet<String>();
    for (var curve : curves) {
      if (!CURVES.contains(curve)) {
        in.warning("ecdhCurves", "the curve " + curve + " is not known and ignored", "");
      } else if (!seen.add(curve)) {
        in.warning("ecdhCurves", "the curve " + curve + " is listed twice", "");
      }
    }
  }

  private static CaCertificate caCertificate(ObjectReader in) {
    Checked.atMostOne(in, "pem", "spiffeBundleUrl");
    var certificate =
        new CaCertificate(
            in.string("pem"),
            in.string("spiffeBundleUrl"),
            in.strings("certSigners"),
            in.strings("trustDomains"));
    in.done();
    return certificate;
  }
}
