// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.listener;

import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Protocol;
import io.lateen.translate.Provenance;
import io.lateen.translate.http.HttpSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outbound listeners of one proxy while they are planned. Several services may want the same
 * address and port; who comes first wins, and HTTP and TCP live side by side by looking at the
 * first bytes (Istio: core/listener.go buildSidecarOutboundListener).
 */
public final class ListenerSet {

  /**
   * Where a listener listens.
   *
   * @param more further addresses with the same port, which do not tell listeners apart
   */
  public record Bind(String address, List<String> more, int port) {

    public Bind {
      more = List.copyOf(more);
    }

    private Place place() {
      return new Place(address, port);
    }
  }

  private record Place(String address, int port) {}

  /**
   * One listener so far.
   *
   * @param protocol what it speaks; {@code AUTO} once HTTP and TCP share it
   */
  private static final class Entry {
    private final Bind bind;
    private final boolean direct;
    private final List<OutboundChain> chains = new ArrayList<>();
    private final ChainSpace space = new ChainSpace();
    private final List<Provenance.Cause> causes = new ArrayList<>();
    private Protocol protocol;
    private boolean locked;

    private Entry(Bind bind, boolean direct, Protocol protocol) {
      this.bind = bind;
      this.direct = direct;
      this.protocol = protocol;
    }
  }

  /**
   * What a service wants.
   *
   * @param protocol of its port
   * @param tcp chains that pass bytes on
   * @param http chains that route requests
   */
  public record Wish(
      Bind bind,
      boolean direct,
      Protocol protocol,
      List<OutboundChain> tcp,
      List<OutboundChain> http,
      MeshService service) {

    public Wish {
      tcp = List.copyOf(tcp);
      http = List.copyOf(http);
    }
  }

  private final Map<Place, Entry> entries = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  /** Keeps later wishes away from the listeners so far: their author chose what they serve. */
  public void lock() {
    entries.values().forEach(entry -> entry.locked = true);
  }

  /** The planned listeners; settings are those of the proxy. */
  public List<OutboundListenerKey> keys(
      String egressCluster, Duration detectionTimeout, HttpSettings http) {
    var keys = new ArrayList<OutboundListenerKey>();
    for (var entry : entries.values()) {
      keys.add(
          new OutboundListenerKey(
              entry.bind.address(),
              entry.bind.more(),
              entry.bind.port(),
              entry.direct,
              entry.chains,
              egressCluster,
              detectionTimeout,
              http,
              new Provenance(entry.causes, OutboundListenerGenerator.parts(entry.chains))));
    }
    return keys;
  }

  /** Services that lost a conflict. */
  public List<Problem> problems() {
    return problems;
  }

  public void add(Wish wish) {
    @Nullable Entry entry = entries.get(wish.bind().place());
    if (entry == null) {
      create(wish);
    } else if (!entry.locked) {
      join(entry, wish);
    }
  }

  private void create(Wish wish) {
    var entry = new Entry(wish.bind(), wish.direct(), wish.protocol());
    entries.put(wish.bind().place(), entry);
    merge(entry, wish.tcp(), wish);
    merge(entry, wish.http(), wish);
    entry.causes.add(cause(wish.service()));
  }

  private void join(Entry entry, Wish wish) {
    if (wish.tcp().isEmpty() && entry.chains.stream().anyMatch(ListenerSet::isHttp)) {
      resolveAlso(entry, wish); // Routes tell the services apart.
      return;
    }
    if (!compatible(entry.protocol, wish.protocol())) {
      report(entry, wish);
      return;
    }
    if (wish.protocol() == Protocol.AUTO && entry.protocol.isHttp()) {
      entries.remove(wish.bind().place());
      create(wish);
      return;
    }
    boolean hasHttp = entry.chains.stream().anyMatch(ListenerSet::isHttp);
    merge(entry, wish.tcp(), wish);
    if (hasHttp) {
      resolveAlso(entry, wish);
    } else {
      merge(entry, wish.http(), wish);
    }
    if (entry.protocol != wish.protocol()) {
      entry.protocol = mixed(entry.protocol, wish.protocol());
    }
    entry.causes.add(cause(wish.service()));
  }

  /** The chain for requests also resolves the hosts of that service. */
  private static void resolveAlso(Entry entry, Wish wish) {
    for (var chain : wish.http()) {
      if (chain.target() instanceof OutboundChain.Http http && !http.resolving().isEmpty()) {
        entry.chains.replaceAll(
            known ->
                known.target() instanceof OutboundChain.Http own
                    ? new OutboundChain(
                        known.match(),
                        own.resolvingAlso(http.resolving()),
                        known.config(),
                        known.cause())
                    : known);
      }
    }
  }

  private static boolean isHttp(OutboundChain chain) {
    return chain.target() instanceof OutboundChain.Http;
  }

  private static Protocol mixed(Protocol first, Protocol second) {
    return first.isTcp() && second.isTcp() ? first : Protocol.AUTO;
  }

  /** Where the server speaks first, nothing may wait for the client's bytes. */
  private static boolean compatible(Protocol first, Protocol second) {
    return first == second || (!speaksFirst(first) && !speaksFirst(second));
  }

  private static boolean speaksFirst(Protocol protocol) {
    return protocol == Protocol.MONGO || protocol == Protocol.MYSQL;
  }

  private void merge(Entry entry, List<OutboundChain> incoming, Wish wish) {
    for (var chain : incoming) {
      var left = entry.space.claim(chain.match());
      if (!left.equals(Optional.of(chain.match()))) {
        report(entry, wish);
      }
      left.ifPresent(
          match ->
              entry.chains.add(
                  new OutboundChain(match, chain.target(), chain.config(), chain.cause())));
    }
  }

  private void report(Entry entry, Wish wish) {
    var loser = wish.service();
    var winner = entry.causes.stream().findFirst().map(Provenance.Cause::object);
    problems.add(
        Problem.warning(
                new Location(loser.origin().source(), loser.origin().line(), 0),
                loser.object().display(),
                "ports",
                "port "
                    + wish.bind().port()
                    + " ("
                    + wish.protocol()
                    + ") of "
                    + loser.hostname()
                    + " cannot be told apart from that of "
                    + winner.map(object -> object.display()).orElse("another service"))
            .withFix("give the service an address of its own or another port"));
  }

  static Provenance.Cause cause(MeshService service) {
    return new Provenance.Cause(
        service.object(), service.origin().source(), service.origin().line());
  }
}
