// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.node;

import com.google.protobuf.ByteString;
import io.lateen.agent.identity.certificate.CertificateIssuer.Issued;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.certificate.Svid;
import io.lateen.identity.certificate.TrustBundle;
import io.lateen.proto.node.v1.NodeCertificate;
import io.lateen.proto.node.v1.TrustBundleOrBuilder;
import io.lateen.proto.node.v1.WorkloadCertificate;
import java.security.cert.CertificateException;
import java.util.List;

/** Reads what the control plane says about certificates. */
public final class Messages {

  private Messages() {}

  /** The certificate of a node with the roots beside it. */
  static Issued issued(NodeCertificate message) throws CertificateException {
    return new Issued(Svid.fromDer(ders(message.getChainList())), bundle(message.getBundle()));
  }

  /** The certificate of a workload with the roots beside it. */
  public static Issued issued(WorkloadCertificate message) throws CertificateException {
    return new Issued(Svid.fromDer(ders(message.getChainList())), bundle(message.getBundle()));
  }

  static TrustBundle bundle(TrustBundleOrBuilder message) throws CertificateException {
    try {
      var domain = new TrustDomain(message.getTrustDomain());
      return TrustBundle.fromDer(domain, ders(message.getRootsList()));
    } catch (IllegalArgumentException e) {
      throw new CertificateException(e.getMessage(), e);
    }
  }

  private static List<byte[]> ders(List<ByteString> bytes) {
    return bytes.stream().map(ByteString::toByteArray).toList();
  }
}
