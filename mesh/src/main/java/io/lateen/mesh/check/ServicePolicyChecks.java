// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.check;

import io.lateen.api.ConfigObject;
import io.lateen.api.servicepolicy.ServicePolicy;
import io.lateen.api.servicepolicy.Setting;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.host.Hosts;
import io.lateen.mesh.object.Warning;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Resolution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Checks ServicePolicies against the services that they name. */
final class ServicePolicyChecks {

  private final MeshSnapshot mesh;
  private final List<Warning> warnings = new ArrayList<>();

  ServicePolicyChecks(MeshSnapshot mesh) {
    this.mesh = mesh;
  }

  List<Warning> warnings() {
    mesh.servicePolicies().written().byKey().values().stream()
        .sorted(Comparator.comparing(ConfigObject::key))
        .forEach(this::check);
    return warnings;
  }

  private void check(ConfigObject<ServicePolicy> policy) {
    List<String> hosts = policy.spec().hosts();
    for (int i = 0; i < hosts.size(); i++) {
      String path = "hosts[" + i + "]";
      String host = Hosts.qualify(hosts.get(i), policy.namespace());
      Optional<MeshService> service = find(host, policy.namespace());
      if (service.isEmpty()) {
        warnings.add(unknown(policy, path, host));
      } else {
        checkProtocols(policy, service.get());
      }
    }
  }

  /** The service that the policy may decide about: of its namespace, or of any for the root's. */
  private Optional<MeshService> find(String host, String namespace) {
    var found = mesh.services().ofHost(host);
    return namespace.equals(mesh.settings().rootNamespace())
        ? found.values().stream().findFirst()
        : Optional.ofNullable(found.get(namespace));
  }

  private static Warning unknown(ConfigObject<ServicePolicy> policy, String path, String host) {
    return Warning.of(
        policy,
        path,
        "host " + host + " is no service that policies of " + policy.namespace() + " decide about",
        "name a service of this namespace, or write the policy in the root namespace");
  }

  private void checkProtocols(ConfigObject<ServicePolicy> policy, MeshService service) {
    var spec = policy.spec();
    if (service.ports().stream().noneMatch(port -> port.protocol().isHttpOrAuto())) {
      String message = "has no effect on " + service.hostname() + ", which has no port of HTTP";
      String fix = "declare the protocol of its ports";
      spec.timeout().ifPresent(set -> report(policy, "http.timeout", set, message, fix));
      spec.retries().ifPresent(set -> report(policy, "http.retries", set, message, fix));
      spec.rateLimit().ifPresent(set -> report(policy, "rateLimit", set, message, fix));
      spec.sessionPersistence()
          .ifPresent(set -> report(policy, "sessionPersistence", set, message, fix));
    } else if (service.resolution() == Resolution.PASSTHROUGH) {
      spec.sessionPersistence()
          .ifPresent(
              set ->
                  report(
                      policy,
                      "sessionPersistence",
                      set,
                      "has no effect on "
                          + service.hostname()
                          + ": callers of a headless service choose its endpoint themselves",
                      "give the service an address"));
    }
    if (service.external()) {
      spec.rateLimit()
          .ifPresent(
              set ->
                  report(
                      policy,
                      "rateLimit",
                      set,
                      "has no effect on "
                          + service.hostname()
                          + ", which runs outside of the mesh: limits are enforced where a service"
                          + " runs",
                      "limit requests at that service"));
    }
  }

  private void report(
      ConfigObject<ServicePolicy> policy,
      String path,
      Setting<?> setting,
      String message,
      String fix) {
    var origin = Warning.at(policy.origin(), setting.line());
    warnings.add(Warning.of(policy.key(), origin, path, message, fix));
  }
}
