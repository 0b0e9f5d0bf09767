// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.meshconfig;

import java.util.List;
import java.util.Optional;

/**
 * Which namespaces and services the mesh knows, and where (api: mesh/v1alpha1/config.proto).
 *
 * @param discoverySelectors namespaces that are read, by any of these; empty for all
 * @param serviceSettings services that stay within their cluster, by host
 * @param serviceScopes services that stay within their cluster, by labels
 * @param serviceEntries who sees service entries; absent for everybody
 */
public record MeshVisibility(
    List<LabelSelector> discoverySelectors,
    List<ServiceSetting> serviceSettings,
    List<ServiceScope> serviceScopes,
    Optional<ServiceEntries> serviceEntries) {

  /** The settings of a mesh whose owner says nothing. */
  public static final MeshVisibility DEFAULT =
      new MeshVisibility(List.of(), List.of(), List.of(), Optional.empty());

  /** Copies the lists. */
  public MeshVisibility {
    discoverySelectors = List.copyOf(discoverySelectors);
    serviceSettings = List.copyOf(serviceSettings);
    serviceScopes = List.copyOf(serviceScopes);
  }

  /**
   * Whether services stay within their cluster.
   *
   * @param clusterLocal whether they do
   * @param hosts their hosts, wildcards allowed
   */
  public record ServiceSetting(boolean clusterLocal, List<String> hosts) {

    /** Copies the list. */
    public ServiceSetting {
      hosts = List.copyOf(hosts);
    }
  }

  /**
   * How far services reach.
   *
   * @param namespaces their namespaces
   * @param services their labels
   * @param global whether they reach all clusters
   */
  public record ServiceScope(
      Optional<LabelSelector> namespaces, Optional<LabelSelector> services, boolean global) {}

  /** How far a service entry is seen. */
  public enum Visibility {
    /** As if nothing was written. */
    VISIBILITY_UNSPECIFIED,
    /** By nobody. */
    NONE,
    /** In its namespace. */
    NAMESPACE,
    /** Everywhere. */
    PUBLIC
  }

  /**
   * Who sees service entries.
   *
   * @param defaultVisibility where no policy matches
   * @param applyToSidecars whether sidecars obey, or only waypoints
   * @param policies exceptions by namespace, the first that matches counts
   */
  public record ServiceEntries(
      Visibility defaultVisibility, boolean applyToSidecars, List<Policy> policies) {

    /** Copies the list. */
    public ServiceEntries {
      policies = List.copyOf(policies);
    }
  }

  /**
   * An exception.
   *
   * @param visibility how far entries are seen
   * @param namespaces namespaces of the entries, by all of these; empty for all namespaces
   */
  public record Policy(Visibility visibility, List<LabelSelector> namespaces) {

    /** Copies the list. */
    public Policy {
      namespaces = List.copyOf(namespaces);
    }
  }
}
