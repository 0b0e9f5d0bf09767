// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.authorization;

import io.lateen.api.meshconfig.MeshConfig;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The names of the mesh's trust domain: identities of one are identities of all (Istio:
 * pilot/pkg/security/trustdomain/bundle.go).
 *
 * @param names the present name, then its aliases
 */
public record TrustDomains(List<String> names) {

  /** Stands for the mesh's own trust domain, whatever its name is. */
  private static final String LOCAL = "cluster.local";

  /** {@code TRUST_DOMAIN/ns/NAMESPACE/sa/ACCOUNT}. */
  private static final int PARTS = 5;

  public TrustDomains {
    names = List.copyOf(names);
  }

  public static TrustDomains of(MeshConfig mesh) {
    var names = new ArrayList<String>();
    names.add(mesh.trustDomain());
    names.addAll(mesh.trustDomainAliases());
    return new TrustDomains(names);
  }

  /** The principals, each under all names when it is under one of them. */
  List<String> principals(List<String> values) {
    var all = new ArrayList<String>();
    for (var value : values) {
      var parts = value.split("/", -1);
      if (parts.length != PARTS || parts[0].equals(Patterns.ANY) || !isLocal(parts[0])) {
        all.add(value);
        continue;
      }
      Set<String> renamed = new LinkedHashSet<>();
      for (var name : names) {
        renamed.add(covers(parts[0], name) ? value : name + value.substring(parts[0].length()));
      }
      all.addAll(renamed);
    }
    return all;
  }

  /** The trust domains, and all names of the mesh's own when it is among them. */
  List<String> trustDomains(List<String> values) {
    Set<String> all = new LinkedHashSet<>();
    for (var value : values) {
      if (names.contains(value)) {
        all.addAll(names);
      } else {
        all.add(value);
      }
    }
    return List.copyOf(all);
  }

  private boolean isLocal(String trustDomain) {
    return trustDomain.equals(LOCAL) || names.stream().anyMatch(name -> covers(trustDomain, name));
  }

  /** Whether the written trust domain, which may begin with {@code *}, means {@code name}. */
  private static boolean covers(String written, String name) {
    return written.startsWith(Patterns.ANY)
        ? name.endsWith(written.substring(1))
        : name.equals(written);
  }
}
