// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity;

import java.util.List;
import java.util.Optional;

/**
 * A SPIFFE ID: {@code spiffe://TRUST_DOMAIN/SEGMENT/SEGMENT…}. Parsed strictly after the SPIFFE ID
 * standard (sections 2.1 to 2.3): no percent-encoding, no port, no query, no empty or dot segment,
 * no trailing slash, at most 2048 characters.
 *
 * @param trustDomain the root that vouches for it
 * @param path the segments; empty for the trust domain itself
 */
public record SpiffeId(TrustDomain trustDomain, List<String> path) {

  /** Longest ID that is accepted (SPIFFE ID standard, section 2.3). */
  static final int MAX_LENGTH = 2048;

  private static final String SCHEME = "spiffe://";

  /** Refuses segments that the standard does not allow. */
  public SpiffeId {
    path = List.copyOf(path);
    path.forEach(SpiffeId::checkSegment);
    int length = SCHEME.length() + trustDomain.name().length();
    for (var segment : path) {
      length += 1 + segment.length();
    }
    if (length > MAX_LENGTH) {
      throw new IllegalArgumentException("a SPIFFE ID has at most " + MAX_LENGTH + " characters");
    }
  }

  /**
   * Reads an ID.
   *
   * @throws IllegalArgumentException with the reason when the text is not exactly a SPIFFE ID
   */
  public static SpiffeId parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a SPIFFE ID has at most " + MAX_LENGTH + " characters");
    }
    if (!text.startsWith(SCHEME)) {
      throw new IllegalArgumentException("a SPIFFE ID begins with " + SCHEME);
    }
    var rest = text.substring(SCHEME.length());
    int slash = rest.indexOf('/');
    if (slash < 0) {
      return new SpiffeId(new TrustDomain(rest), List.of());
    }
    var segments = rest.substring(slash + 1).split("/", -1);
    return new SpiffeId(new TrustDomain(rest.substring(0, slash)), List.of(segments));
  }

  /** The ID in {@code text}, empty when it is none. */
  public static Optional<SpiffeId> tryParse(String text) {
    try {
      return Optional.of(parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The ID of a workload: {@code spiffe://TD/ns/NAMESPACE/sa/SERVICE_ACCOUNT}, as in Istio. */
  public static SpiffeId workload(TrustDomain domain, String namespace, String serviceAccount) {
    return new SpiffeId(domain, List.of("ns", namespace, "sa", serviceAccount));
  }

  /** The ID of a node agent: {@code spiffe://TD/lateen/node/NAME}. */
  public static SpiffeId node(TrustDomain domain, String name) {
    return new SpiffeId(domain, List.of("lateen", "node", name));
  }

  /** The ID of the control plane: service account control-plane in lateen-system. */
  public static SpiffeId controlPlane(TrustDomain domain) {
    return workload(domain, "lateen-system", "control-plane");
  }

  /** The node's name when this is the ID of a node agent. */
  public Optional<String> nodeName() {
    return path.size() == 3 && path.get(0).equals("lateen") && path.get(1).equals("node")
        ? Optional.of(path.get(2))
        : Optional.empty();
  }

  /** Whether this is the ID of a workload other than the control plane. */
  public boolean isWorkload() {
    return path.size() == 4
        && path.get(0).equals("ns")
        && path.get(2).equals("sa")
        && !equals(controlPlane(trustDomain));
  }

  private static void checkSegment(String segment) {
    if (segment.isEmpty()) {
      throw new IllegalArgumentException("a SPIFFE ID has no empty path segment");
    }
    if (segment.equals(".") || segment.equals("..")) {
      throw new IllegalArgumentException("a SPIFFE ID has no dot segment");
    }
    for (int i = 0; i < segment.length(); i++) {
      if (!allowed(segment.charAt(i))) {
        throw new IllegalArgumentException(
            "a SPIFFE ID's path has only letters, digits, '.', '-' and '_'; character "
                + (i + 1)
                + " of a segment is another");
      }
    }
  }

  private static boolean allowed(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '-'
        || c == '_';
  }

  /** The ID as it stands in certificates. */
  @Override
  public String toString() {
    return path.isEmpty()
        ? SCHEME + trustDomain
        : SCHEME + trustDomain + "/" + String.join("/", path);
  }
}
