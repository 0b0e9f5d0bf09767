// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.gatewayapi;

import io.lateen.api.ConfigObject;
import io.lateen.api.gatewayapi.KubernetesGateway;
import io.lateen.api.networking.Gateway;
import io.lateen.api.networking.GatewayServer;
import io.lateen.api.networking.PortSpec;
import io.lateen.mesh.host.Hosts;
import io.lateen.mesh.object.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Makes a Gateway of each listener, bound to the Services that the author names, or to the one that
 * is deployed for it (Istio: GatewayCollection, extractGatewayServices).
 */
final class GatewayConversion {

  private static final String SERVICES = "internal.istio.io/gateway-service";
  private static final String ACCOUNT = "internal.istio.io/service-account-name";
  private static final String PARENT_NAMESPACE = "internal.istio.io/parent-namespace";
  private static final Map<String, String> SEMANTICS =
      Map.of("internal.istio.io/gateway-semantics", "gateway");
  private static final String NAME_OVERRIDE = "gateway.istio.io/name-override";
  private static final String ACCOUNT_OVERRIDE = "gateway.istio.io/service-account";

  private final GatewayClasses classes;
  private final ListenerTls encryption;
  private final Consumer<Warning> warnings;

  GatewayConversion(GatewayClasses classes, ListenerTls encryption, Consumer<Warning> warnings) {
    this.classes = classes;
    this.encryption = encryption;
    this.warnings = warnings;
  }

  /** Whether Gateways of that class are gateways of this mesh. */
  boolean serves(ConfigObject<KubernetesGateway> gateway) {
    var controller = classes.controller(gateway.spec().className());
    if (controller.equals(Optional.of(GatewayClasses.SERVED))) {
      if (!services(gateway).isEmpty()) {
        return true;
      }
      report(gateway, "addresses", "no address is of the type Hostname", "name its Service");
      return false;
    }
    if (!controller.equals(Optional.of(GatewayClasses.REMOTE))) {
      report(
          gateway,
          "gatewayClassName",
          "class " + gateway.spec().className() + " is not served",
          "use istio, or a GatewayClass with the controller " + GatewayClasses.SERVED);
    }
    return false;
  }

  /** What is made of the listeners of {@code gateway}; those that are invalid are left out. */
  List<ConfigObject<Gateway>> gateways(
      ConfigObject<KubernetesGateway> gateway, List<ServedListener> listeners) {
    var made = new ArrayList<ConfigObject<Gateway>>();
    for (var listener : listeners) {
      encryption
          .of(listener, gateway.spec())
          .ifPresent(tls -> made.add(made(gateway, listener, tls)));
    }
    return made;
  }

  private static ConfigObject<Gateway> made(
      ConfigObject<KubernetesGateway> gateway, ServedListener served, ListenerTls.Result tls) {
    var listener = served.listener();
    var owner = served.owner();
    var annotations = new TreeMap<>(SEMANTICS);
    annotations.put(SERVICES, String.join(",", services(gateway)));
    annotations.put(ACCOUNT, account(gateway));
    annotations.put(
        MadeObject.PARENTS,
        owner.key().kind() + "/" + owner.name() + "/" + listener.name() + "." + owner.namespace());
    if (!owner.key().equals(gateway.key())) {
      annotations.put(PARENT_NAMESPACE, gateway.namespace());
    }
    var port = new PortSpec(listener.port(), listener.protocol(), "default", OptionalInt.empty());
    var server =
        new GatewayServer(port, "", served.hosts(), tls.settings(), "", "", listener.line());
    return MadeObject.of(
        "Gateway",
        served.madeName(),
        new Gateway(Map.of(), List.of(server)),
        List.of(owner),
        annotations);
  }

  private static List<String> services(ConfigObject<KubernetesGateway> gateway) {
    if (gateway.spec().isManaged()) {
      var name = override(gateway, NAME_OVERRIDE);
      return List.of(Hosts.ofService(name, gateway.namespace()));
    }
    return gateway.spec().addresses().stream()
        .filter(address -> address.type().equals(KubernetesGateway.HOSTNAME))
        .map(address -> Hosts.qualify(address.value(), gateway.namespace()))
        .toList();
  }

  private static String account(ConfigObject<KubernetesGateway> gateway) {
    return gateway.spec().isManaged() ? override(gateway, ACCOUNT_OVERRIDE) : "";
  }

  private static String override(ConfigObject<KubernetesGateway> gateway, String annotation) {
    var written = gateway.meta().annotation(annotation);
    return written.isEmpty() ? gateway.name() + "-" + gateway.spec().className() : written;
  }

  private void report(ConfigObject<?> gateway, String path, String message, String fix) {
    warnings.accept(Warning.of(gateway, path, message + "; the Gateway opens nothing", fix));
  }
}
