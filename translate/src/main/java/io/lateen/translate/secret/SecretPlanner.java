// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.secret;

import io.lateen.api.ConfigObject;
import io.lateen.api.kubernetes.Secret;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.translate.EncodedResource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides which secrets one proxy gets: those that its configuration names and that it may have. A
 * Secret that is not there and one of a foreign namespace are told apart to nobody.
 */
final class SecretPlanner {

  private final MeshSnapshot mesh;
  private final String namespace;
  private final Map<String, EncodedResource> resources = new TreeMap<>();
  private final Set<Problem> problems = new LinkedHashSet<>();

  /**
   * @param namespace of the proxy, from the mesh's own records
   */
  SecretPlanner(MeshSnapshot mesh, String namespace) {
    this.mesh = mesh;
    this.namespace = namespace;
  }

  void plan(List<SecretUse> uses) {
    for (var use : uses) {
      if (!resources.containsKey(use.resource())) {
        SecretName.of(use.resource(), namespace).ifPresent(name -> plan(use, name));
      }
    }
  }

  private void plan(SecretUse use, SecretName name) {
    if (!name.isFor(namespace, use.object().author())) {
      miss(use, name, "the gateways of namespace " + namespace + " may use no such " + name.kind());
      return;
    }
    boolean roots = use.roots() || name.namesRoots();
    var found = roots ? roots(name) : secret(name);
    if (found.isEmpty()) {
      var where = "for the proxies of namespace " + namespace;
      miss(use, name, "there is no such " + name.kind() + " " + where);
      return;
    }
    var made =
        roots
            ? SecretGenerator.roots(use.resource(), found.get())
            : SecretGenerator.certificate(use.resource(), found.get());
    if (made.isEmpty()) {
      var wanted = roots ? "cacert or ca.crt" : "tls.crt and tls.key, or cert and key";
      miss(use, name, "the " + name.kind() + " has no " + wanted);
    } else {
      resources.put(use.resource(), made.get());
    }
  }

  private Optional<ConfigObject<Secret>> secret(SecretName name) {
    return mesh.inventory().secrets().get(name.key());
  }

  /** Authorities have a Secret of their own, or are beside the certificate. */
  private Optional<ConfigObject<Secret>> roots(SecretName name) {
    return secret(name).or(() -> name.namesRoots() ? secret(name.whole()) : Optional.empty());
  }

  private void miss(SecretUse use, SecretName asked, String why) {
    var name = asked.kind().equals(SecretName.CONFIG_MAP_KIND) ? asked.whole() : asked;
    var object = use.object();
    boolean elsewhere =
        !object.key().kind().equals("Gateway") && !object.namespace().equals(namespace);
    if (elsewhere) {
      return;
    }
    int line = use.line() == 0 ? object.origin().line() : use.line();
    problems.add(
        Problem.warning(
                new Location(object.origin().source(), line, 0),
                object.author().display(),
                use.path(),
                "%s: %s; connections that need it fail until then".formatted(name.name(), why))
            .withFix(
                "apply a %s %s/%s of that kind".formatted(name.kind(), at(name), name.name())));
  }

  /** Secrets have to be the proxy's own; a foreign namespace is not worth following. */
  private String at(SecretName name) {
    return name.kind().equals("Secret") ? namespace : name.namespace();
  }

  Map<String, EncodedResource> resources() {
    return resources;
  }

  List<Problem> problems() {
    return new ArrayList<>(problems);
  }
}
