// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.dns;

import io.lateen.agent.telemetry.Counters;
import io.lateen.base.time.NanoClock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * Both DNS servers of an agent: one for applications, with mesh hosts, and one for their proxies,
 * which resolve only what is outside of the mesh. They share cache and limits of forwarding.
 */
public final class AgentDns implements AutoCloseable {

  private final DnsServer applications;
  private final DnsServer proxies;

  private AgentDns(DnsServer applications, DnsServer proxies) {
    this.applications = applications;
    this.proxies = proxies;
  }

  /**
   * Where to listen and whom to ask.
   *
   * @param applications address for applications
   * @param proxies address for Envoys
   * @param upstreams resolvers for everything else; without any, such names fail
   */
  public record Settings(
      InetSocketAddress applications,
      InetSocketAddress proxies,
      List<InetSocketAddress> upstreams) {}

  /** What it needs from the process. */
  public record Seams(
      Executor blocking, NanoClock clock, RandomGenerator random, Counters counters) {}

  /**
   * Starts both servers.
   *
   * @throws IOException when an address is not ours or taken; nothing is left open then
   */
  public static AgentDns start(Settings settings, NameViews views, Seams seams) throws IOException {
    var upstream = new UdpUpstream(settings.upstreams(), seams.random());
    var cache = new ForwardCache(seams.clock());
    NameViews world = source -> views.of(source).map(view -> new NameView.World());
    var applications =
        DnsServer.start(
            settings.applications(), handler(views, upstream, cache, seams), seams.blocking());
    try {
      var proxies =
          DnsServer.start(
              settings.proxies(), handler(world, upstream, cache, seams), seams.blocking());
      return new AgentDns(applications, proxies);
    } catch (IOException e) {
      applications.close();
      throw e;
    }
  }

  private static DnsHandler handler(
      NameViews views, Upstream upstream, ForwardCache cache, Seams seams) {
    return new DnsHandler(
        views, upstream, cache, seams.blocking(), seams.random(), seams.counters());
  }

  /** Where applications ask. */
  public InetSocketAddress applications() {
    return applications.address();
  }

  /** Where proxies ask. */
  public InetSocketAddress proxies() {
    return proxies.address();
  }

  @Override
  public void close() {
    applications.close();
    proxies.close();
  }
}
