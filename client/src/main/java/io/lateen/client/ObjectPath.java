// SPDX-License-Identifier: Apache-2.0
package io.lateen.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Address of an object or a collection, shaped as in Kubernetes.
 *
 * @param group empty for the core group
 * @param namespace empty for objects without one and for all namespaces
 * @param name empty for the collection
 */
public record ObjectPath(
    String group, String version, String plural, String namespace, String name) {

  /** The collection that this object is in. */
  public ObjectPath collection() {
    return new ObjectPath(group, version, plural, namespace, "");
  }

  /** The path of the URL. */
  public String path() {
    var path = new StringBuilder(group.isEmpty() ? "/api/" : "/apis/" + encode(group) + "/");
    path.append(encode(version));
    if (!namespace.isEmpty()) {
      path.append("/namespaces/").append(encode(namespace));
    }
    path.append('/').append(encode(plural));
    if (!name.isEmpty()) {
      path.append('/').append(encode(name));
    }
    return path.toString();
  }

  static String encode(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
