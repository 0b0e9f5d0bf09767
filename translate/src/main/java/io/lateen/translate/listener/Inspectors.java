// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.listener;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.listener.v3.ListenerFilter;
import io.envoyproxy.envoy.config.listener.v3.ListenerFilterChainMatchPredicate;
import io.envoyproxy.envoy.extensions.filters.listener.http_inspector.v3.HttpInspector;
import io.envoyproxy.envoy.extensions.filters.listener.original_dst.v3.OriginalDst;
import io.envoyproxy.envoy.extensions.filters.listener.original_src.v3.OriginalSrc;
import io.envoyproxy.envoy.extensions.filters.listener.proxy_protocol.v3.ProxyProtocol;
import io.envoyproxy.envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector;
import io.envoyproxy.envoy.type.v3.Int32Range;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.envoy.ProtoValues;
import java.util.Collection;
import java.util.List;

/**
 * Listener filters. The inspectors wait for the client's first bytes, so they must not run on ports
 * where the server speaks first.
 */
public final class Inspectors {

  /** First buffer for a ClientHello, in bytes (Istio: pilot/pkg/xds/filters/filters.go). */
  private static final int TLS_BUFFER = 512;

  /** Mark of packets that capture leaves alone (pilot/pkg/xds/filters/filters.go OriginalSrc). */
  private static final int ORIGINAL_SRC_MARK = 1337;

  static final ListenerFilter ORIGINAL_DST =
      filter(EnvoyNames.ORIGINAL_DST, OriginalDst.getDefaultInstance());

  /**
   * Keeps the caller's address on the connection to the application; the mark is that of capture.
   */
  static final ListenerFilter ORIGINAL_SRC =
      filter(EnvoyNames.ORIGINAL_SRC, OriginalSrc.newBuilder().setMark(ORIGINAL_SRC_MARK).build());

  public static final ListenerFilter TLS =
      filter(
          EnvoyNames.TLS_INSPECTOR,
          TlsInspector.newBuilder()
              .setInitialReadBufferSize(ProtoValues.uint32(TLS_BUFFER))
              .build());
  public static final ListenerFilter PROXY_PROTOCOL =
      filter(EnvoyNames.PROXY_PROTOCOL, ProxyProtocol.getDefaultInstance());
  static final ListenerFilter HTTP =
      filter(EnvoyNames.HTTP_INSPECTOR, HttpInspector.getDefaultInstance());

  private Inspectors() {}

  /** The filter on all ports but these, which are in ascending order. */
  static ListenerFilter except(ListenerFilter filter, Collection<Integer> ports) {
    return ports.isEmpty() ? filter : filter.toBuilder().setFilterDisabled(any(ports)).build();
  }

  /** The filter on these ports only, which are in ascending order. */
  static ListenerFilter only(ListenerFilter filter, Collection<Integer> ports) {
    var others = ListenerFilterChainMatchPredicate.newBuilder().setNotMatch(any(ports));
    return filter.toBuilder().setFilterDisabled(others).build();
  }

  private static ListenerFilterChainMatchPredicate any(Collection<Integer> ports) {
    List<ListenerFilterChainMatchPredicate> ranges = ports.stream().map(Inspectors::port).toList();
    if (ranges.size() == 1) {
      return ranges.getFirst();
    }
    return ListenerFilterChainMatchPredicate.newBuilder()
        .setOrMatch(ListenerFilterChainMatchPredicate.MatchSet.newBuilder().addAllRules(ranges))
        .build();
  }

  private static ListenerFilterChainMatchPredicate port(int port) {
    return ListenerFilterChainMatchPredicate.newBuilder()
        .setDestinationPortRange(Int32Range.newBuilder().setStart(port).setEnd(port + 1))
        .build();
  }

  private static ListenerFilter filter(String name, Message config) {
    return ListenerFilter.newBuilder().setName(name).setTypedConfig(Packed.any(config)).build();
  }
}
