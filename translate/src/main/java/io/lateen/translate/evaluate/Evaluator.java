// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.CodecType;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import io.lateen.translate.Provenance;
import io.lateen.translate.ResourceTypes;
import io.lateen.translate.evaluate.Step.Place;
import io.lateen.translate.evaluate.Step.What;
import java.util.Optional;

/**
 * Walks the way of a call through one Envoy: listener, filter chain, TLS, routes, cluster,
 * endpoints. Nothing is sent; the answer is what Envoy does with equal resources, which a test
 * compares call by call with the real one.
 */
public final class Evaluator {

  /** Ports named where nothing listens; a user reads no more. */
  private static final int MAX_PORTS = 8;

  private final EnvoyConfig config;
  private final Call call;
  private final AnswerBuilder answer = new AnswerBuilder();

  private Evaluator(EnvoyConfig config, Call call) {
    this.config = config;
    this.call = call;
  }

  /** What becomes of {@code call} at the Envoy that has {@code config}. */
  public static Answer evaluate(EnvoyConfig config, Call call) {
    var walk = new Evaluator(config, call);
    walk.connect();
    return walk.answer.build();
  }

  private void connect() {
    var found = new ListenerLookup(config).find(call);
    if (found.isEmpty()) {
      var why = "nothing listens on " + call.address() + ":" + call.port() + open();
      answer.fail(Failure.NO_LISTENER, What.LISTENER, Place.NOWHERE, why);
      return;
    }
    var listener = found.get().listener();
    answer.listener(listener, found.get().why());
    var chains = new ChainLookup(listener, Connection.of(call, listener)).find();
    var whole = place(listener, "", "");
    if (chains.chains().isEmpty()) {
      var guilty = place(listener, chains.part(), "");
      answer.fail(Failure.NO_FILTER_CHAIN, What.FILTER_CHAIN, guilty, chains.why());
      return;
    }
    if (chains.chains().size() > 1) {
      var why = chains.chains().size() + " chains take the same connections; Envoy refuses that";
      answer.fail(Failure.MULTIPLE_FILTER_CHAINS, What.FILTER_CHAIN, whole, why);
      return;
    }
    var chain = chains.chains().getFirst();
    var place = place(listener, chains.part(), ConfigPaths.of(chain.getMetadata()));
    answer.filterChain(chain.getName(), place, chains.why());
    pass(chain, place);
  }

  /** The ports that a caller may have meant. */
  private String open() {
    var ports =
        config.listeners().values().stream()
            .filter(listener -> listener.getAddress().hasSocketAddress())
            .map(listener -> listener.getAddress().getSocketAddress().getPortValue())
            .distinct()
            .sorted()
            .limit(MAX_PORTS + 1L)
            .map(String::valueOf)
            .toList();
    if (ports.isEmpty()) {
      return "; the proxy has no listener";
    }
    boolean more = ports.size() > MAX_PORTS;
    return "; there are listeners for port "
        + String.join(", ", more ? ports.subList(0, MAX_PORTS) : ports)
        + (more ? " and more" : "");
  }

  private static Place place(Listener listener, String part, String config) {
    return new Place(ResourceTypes.LISTENER, listener.getName(), part, config);
  }

  private void pass(FilterChain chain, Place place) {
    var handshake = Handshake.of(chain, call.security());
    var tls = new Place(place.type(), place.resource(), place.part() + Provenance.TLS, "");
    if (handshake.failure().isPresent()) {
      answer.fail(handshake.failure().get(), What.TLS, tls, handshake.why());
      return;
    }
    if (!handshake.why().isEmpty()) {
      answer.step(What.TLS, "", tls, handshake.why());
    }
    var filters =
        new PolicyLookup(answer, new AccessRules(call, Optional.empty(), proven(handshake)));
    for (var filter : chain.getFiltersList()) {
      if (filter.getTypedConfig().is(HttpConnectionManager.class)) {
        var manager = Unpacked.of(filter.getTypedConfig(), HttpConnectionManager.class);
        request(manager, handshake.decrypted(), place);
        return;
      }
      if (filter.getTypedConfig().is(TcpProxy.class)) {
        var proxy = Unpacked.of(filter.getTypedConfig(), TcpProxy.class);
        new ClusterChoice(config, call, answer).take(proxy, place);
        return;
      }
      filters.network(filter, place);
    }
  }

  /** Only certificates of the mesh are proof of who calls. */
  private boolean proven(Handshake handshake) {
    return handshake.decrypted() && call.security().tls() == Call.Tls.MTLS;
  }

  private void request(HttpConnectionManager manager, boolean decrypted, Place place) {
    boolean encrypted = call.security().tls() != Call.Tls.PLAINTEXT && !decrypted;
    if (encrypted || !call.protocol().isHttp() || !speaks(manager)) {
      var why = encrypted ? "TLS" : call.protocol() + " is spoken";
      answer.fail(Failure.PROTOCOL, What.FILTER_CHAIN, place, why + " where HTTP is read");
      return;
    }
    new RequestWalk(config, call, answer)
        .run(manager, RequestView.of(call, manager, decrypted), place);
  }

  private boolean speaks(HttpConnectionManager manager) {
    return switch (manager.getCodecType()) {
      case HTTP1 -> call.protocol() == Call.Protocol.HTTP;
      case HTTP2 -> call.protocol() == Call.Protocol.HTTP2;
      case HTTP3 -> false;
      case AUTO, UNRECOGNIZED -> manager.getCodecType() == CodecType.AUTO;
    };
  }
}
