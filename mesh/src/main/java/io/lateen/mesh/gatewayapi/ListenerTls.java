// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.gatewayapi;

import io.lateen.api.ConfigObject;
import io.lateen.api.gatewayapi.KubernetesGateway;
import io.lateen.api.gatewayapi.KubernetesGateway.ClientAuthority;
import io.lateen.api.gatewayapi.Listener;
import io.lateen.api.gatewayapi.ObjectRef;
import io.lateen.api.networking.CipherSuites;
import io.lateen.api.networking.ServerTls;
import io.lateen.api.networking.ServerTlsMode;
import io.lateen.api.networking.TlsVersion;
import io.lateen.mesh.object.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Encryption of listeners (Istio: buildTLS). Whether Secrets exist is not known here. */
final class ListenerTls {

  /**
   * A listener that can be opened.
   *
   * @param settings absent for listeners without encryption
   */
  record Result(Optional<ServerTls> settings) {}

  private static final String MODE = "gateway.istio.io/tls-terminate-mode";
  private static final String CIPHERS = "gateway.istio.io/tls-cipher-suites";
  private static final String LISTENER_MODE = "gateway.istio.io/listener-protocol";
  private static final String NETWORK_LABEL = "topology.istio.io/network";
  private static final String PORT_LABEL = "networking.istio.io/gatewayPort";
  private static final String NETWORK_PORT = "15443";
  private static final String BUILT_IN = "builtin://";
  private static final String SECRET = "kubernetes-gateway://";
  private static final String CONFIG_MAP = "configmap://";
  private static final String AUTHORITY = "-cacert";
  private static final int MOST_CERTIFICATES = 2;

  private final Grants grants;
  private final Consumer<Warning> warnings;

  ListenerTls(Grants grants, Consumer<Warning> warnings) {
    this.grants = grants;
    this.warnings = warnings;
  }

  /** The settings of a listener; empty when it cannot be opened. */
  Optional<Result> of(ServedListener served, KubernetesGateway gateway) {
    var listener = served.listener();
    if (listener.tls().isEmpty()) {
      boolean needed = List.of("HTTPS", "TLS").contains(listener.protocol());
      if (needed) {
        report(served, "the protocol " + listener.protocol() + " needs tls");
      }
      return needed ? Optional.empty() : Optional.of(new Result(Optional.empty()));
    }
    var tls = listener.tls().get();
    if (tls.passthrough()) {
      var mode =
          passesMeshTlsOn(served, tls) ? ServerTlsMode.AUTO_PASSTHROUGH : ServerTlsMode.PASSTHROUGH;
      return result(mode, List.of(), "", tls);
    }
    return switch (tls.option(MODE)) {
      case "ISTIO_SIMPLE" -> result(ServerTlsMode.SIMPLE, List.of(BUILT_IN), "", tls);
      case "ISTIO_MUTUAL" -> result(ServerTlsMode.ISTIO_MUTUAL, List.of(), "", tls);
      default -> terminated(served, tls, gateway.authority(listener.port()));
    };
  }

  private static boolean passesMeshTlsOn(ServedListener served, Listener.Tls tls) {
    if (tls.option(LISTENER_MODE).equals("auto-passthrough")) {
      return true;
    }
    var labels = served.owner().meta().labels();
    var port = labels.getOrDefault(PORT_LABEL, NETWORK_PORT);
    return labels.containsKey(NETWORK_LABEL)
        && port.equals(Integer.toString(served.listener().port()));
  }

  private Optional<Result> terminated(
      ServedListener served, Listener.Tls tls, Optional<ClientAuthority> authority) {
    if (tls.certificates().size() > MOST_CERTIFICATES) {
      report(served, "at most two certificates are possible");
      return Optional.empty();
    }
    var names = new ArrayList<String>();
    for (var ref : tls.certificates()) {
      certificate(served, ref).ifPresent(names::add);
    }
    if (names.isEmpty()) {
      return Optional.empty();
    }
    var mode = mode(tls.option(MODE), authority);
    if (authority.isEmpty()) {
      return result(mode, names, "", tls);
    }
    return authority(served, authority.get()).flatMap(name -> result(mode, names, name, tls));
  }

  private static ServerTlsMode mode(String option, Optional<ClientAuthority> authority) {
    return switch (option) {
      case "MUTUAL" -> ServerTlsMode.MUTUAL;
      case "OPTIONAL_MUTUAL" -> ServerTlsMode.OPTIONAL_MUTUAL;
      default ->
          authority
              .map(found -> found.optional() ? ServerTlsMode.OPTIONAL_MUTUAL : ServerTlsMode.MUTUAL)
              .orElse(ServerTlsMode.SIMPLE);
    };
  }

  private Optional<String> certificate(ServedListener served, ObjectRef ref) {
    if (!ref.isCore("Secret")) {
      report(served, "a certificate must be in a Secret, not in a " + ref.kind());
      return Optional.empty();
    }
    return permitted(served, ref).map(found -> SECRET + found.namespace() + "/" + found.name());
  }

  private Optional<String> authority(ServedListener served, ClientAuthority authority) {
    if (authority.authorities().size() > 1) {
      report(served, "only one caCertificateRef is possible");
      return Optional.empty();
    }
    var ref = authority.authorities().getFirst();
    if (!ref.isCore("Secret") && !ref.isCore("ConfigMap")) {
      report(served, "an authority must be in a Secret or ConfigMap, not in a " + ref.kind());
      return Optional.empty();
    }
    var scheme = ref.isCore("Secret") ? SECRET : CONFIG_MAP;
    return permitted(served, ref)
        .map(found -> scheme + found.namespace() + "/" + found.name() + AUTHORITY);
  }

  private Optional<ObjectRef> permitted(ServedListener served, ObjectRef ref) {
    ConfigObject<?> owner = served.owner();
    var namespace = ref.namespace().isEmpty() ? owner.namespace() : ref.namespace();
    var full = new ObjectRef(ref.group(), ref.kind(), namespace, ref.name());
    if (grants.allow(owner, full)) {
      return Optional.of(full);
    }
    report(
        served,
        ref.kind()
            + " "
            + namespace
            + "/"
            + ref.name()
            + " is in another namespace, where no ReferenceGrant allows this");
    return Optional.empty();
  }

  private static Optional<Result> result(
      ServerTlsMode mode, List<String> names, String authority, Listener.Tls tls) {
    return Optional.of(
        new Result(
            Optional.of(
                new ServerTls(
                    false,
                    mode,
                    "",
                    "",
                    "",
                    "",
                    names.size() == 1 ? names.getFirst() : "",
                    names.size() > 1 ? names : List.of(),
                    authority,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    TlsVersion.TLS_AUTO,
                    TlsVersion.TLS_AUTO,
                    ciphers(tls.options()),
                    List.of(),
                    false))));
  }

  private static List<String> ciphers(Map<String, String> options) {
    return Stream.of(options.getOrDefault(CIPHERS, "").split(",", -1))
        .map(String::strip)
        .filter(CipherSuites::isKnown)
        .distinct()
        .toList();
  }

  private void report(ServedListener served, String message) {
    warnings.accept(
        Warning.of(
            served.owner().key(),
            served.owner().origin().at(served.listener().line()),
            "listeners",
            "listener " + served.listener().name() + ": " + message,
            "correct its tls"));
  }
}
