// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.kubernetes;

import io.lateen.api.Spec;
import java.util.List;
import java.util.Optional;

/**
 * How requests from outside reach services (Kubernetes API networking.k8s.io/v1).
 *
 * @param className its class; empty when the annotation {@code kubernetes.io/ingress.class} or
 *     nothing names one
 * @param defaultBackend service for requests that no rule matches
 * @param tls certificates
 * @param rules rules
 */
public record Ingress(
    String className, Optional<Backend> defaultBackend, List<Tls> tls, List<Rule> rules)
    implements Spec {

  /** Copies the lists. */
  public Ingress {
    tls = List.copyOf(tls);
    rules = List.copyOf(rules);
  }

  /**
   * A certificate.
   *
   * @param hosts hosts that it is for
   * @param secretName secret of the same namespace; may be empty
   */
  public record Tls(List<String> hosts, String secretName) {

    /** Copies the list. */
    public Tls {
      hosts = List.copyOf(hosts);
    }
  }

  /**
   * Paths of one host.
   *
   * @param host host, the first label may be a wildcard; empty for all
   * @param paths paths
   * @param line 1-based line of the document
   */
  public record Rule(String host, List<Path> paths, int line) {

    /** Copies the list. */
    public Rule {
      paths = List.copyOf(paths);
    }
  }

  /**
   * One path.
   *
   * @param path path; may be empty
   * @param type how it is compared
   * @param backend where it leads
   * @param line 1-based line of the document
   */
  public record Path(String path, PathType type, Backend backend, int line) {}

  /** How paths are compared. */
  public enum PathType {
    /** As a whole. */
    EXACT,
    /** By their first segments. */
    PREFIX,
    /**
     * As Istio does: a prefix when the path ends with {@code /*} or {@code .*}, else as a whole.
     */
    IMPLEMENTATION_SPECIFIC
  }

  /**
   * A service.
   *
   * @param service its name in the same namespace
   * @param port its port; 0 when it is named
   * @param portName name of its port; empty when it is numbered
   */
  public record Backend(String service, int port, String portName) {}
}
