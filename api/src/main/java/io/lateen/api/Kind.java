// SPDX-License-Identifier: Apache-2.0
package io.lateen.api;

import java.util.List;

/**
 * A kind of object.
 *
 * @param group API group; empty for the Kubernetes core
 * @param versions versions that are understood, the preferred one first
 * @param kind name in documents, as in {@code VirtualService}
 * @param plural name in paths, as in {@code virtualservices}
 * @param singular name on the command line, as in {@code virtualservice}
 * @param shortNames abbreviations on the command line, as in {@code vs}
 * @param namespaced whether objects live in namespaces
 * @param served whether this version of Lateen reads such objects
 */
public record Kind(
    String group,
    List<String> versions,
    String kind,
    String plural,
    String singular,
    List<String> shortNames,
    boolean namespaced,
    boolean served) {

  /** Copies the lists. */
  public Kind {
    versions = List.copyOf(versions);
    shortNames = List.copyOf(shortNames);
  }

  /** The preferred {@code group/version}, or {@code version} for the Kubernetes core. */
  public String apiVersion() {
    return apiVersion(versions.getFirst());
  }

  /** {@code group/version}, or {@code version} for the Kubernetes core. */
  public String apiVersion(String version) {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** {@code plural.group}, the full name on the command line. */
  public String resource() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  /** The key of an object of this kind; the namespace is dropped for kinds without one. */
  public ObjectKey key(String namespace, String name) {
    return new ObjectKey(group, kind, namespaced ? namespace : "", name);
  }
}
