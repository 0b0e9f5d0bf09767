// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.authorization;

import java.util.ArrayList;
import java.util.List;

/**
 * What a condition of a rule is about (istio.io/docs/reference/config/security/conditions; Istio:
 * pilot/pkg/security/authz/model/model.go).
 */
enum ConditionKey {
  HEADER("request.headers[", true),
  SOURCE_IP("source.ip", false),
  REMOTE_IP("remote.ip", false),
  SOURCE_NAMESPACE("source.namespace", false),
  SOURCE_PRINCIPAL("source.principal", false),
  SERVICE_ACCOUNT("source.serviceAccount", false),
  TRUST_DOMAIN("source.trustDomain", false),
  REQUEST_PRINCIPAL("request.auth.principal", true),
  AUDIENCES("request.auth.audiences", true),
  PRESENTER("request.auth.presenter", true),
  CLAIM("request.auth.claims[", true),
  DESTINATION_IP("destination.ip", false),
  DESTINATION_PORT("destination.port", false),
  SERVER_NAME("connection.sni", false),
  METADATA("experimental.envoy.filters.", false);

  private static final String EXPERIMENTAL = "experimental.";

  private final String text;
  private final boolean ofRequests;

  ConditionKey(String text, boolean ofRequests) {
    this.text = text;
    this.ofRequests = ofRequests;
  }

  /** Whether only HTTP requests have it. */
  boolean ofRequests() {
    return ofRequests;
  }

  /** The attribute that a key names; validation has refused all others. */
  static ConditionKey of(String key) {
    for (var known : values()) {
      var open = known.text.endsWith("[") || known.text.endsWith(".");
      if (open ? key.startsWith(known.text) : key.equals(known.text)) {
        return known;
      }
    }
    throw new IllegalArgumentException("unknown attribute " + key);
  }

  /** The names in brackets: {@code a} and {@code b} of {@code x[a][b]}. */
  static List<String> nested(String key) {
    var names = new ArrayList<String>();
    int begin = key.indexOf('[');
    while (begin >= 0) {
      int end = key.indexOf(']', begin);
      if (end < 0) {
        break;
      }
      names.add(key.substring(begin + 1, end));
      begin = key.indexOf('[', end);
    }
    return names;
  }

  /** The filter of a key about metadata. */
  static String filter(String key) {
    return key.substring(EXPERIMENTAL.length(), key.indexOf('['));
  }
}
