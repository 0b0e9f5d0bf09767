// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.decode.rule.Checked;
import io.lateen.api.networking.ConnectionPool;
import io.lateen.api.networking.H2UpgradePolicy;
import io.lateen.api.networking.HttpPool;
import io.lateen.api.networking.HttpPool.Http2KeepAlive;
import io.lateen.api.networking.TcpKeepalive;
import io.lateen.api.networking.TcpPool;
import io.lateen.base.decode.ObjectReader;
import java.util.List;

/** Decodes limits and time-outs of connections. */
public final class ConnectionPoolDecoder {

  private ConnectionPoolDecoder() {}

  /** Limits of connections and requests. */
  public static ConnectionPool decode(ObjectReader in) {
    var pool =
        new ConnectionPool(
            in.object("tcp", ConnectionPoolDecoder::tcp),
            in.object("http", ConnectionPoolDecoder::http));
    in.done();
    if (!in.has("tcp") && !in.has("http")) {
      in.error("needs tcp or http");
    }
    return pool;
  }

  private static TcpPool tcp(ObjectReader in) {
    var pool =
        new TcpPool(
            Checked.count(in, "maxConnections"),
            Checked.duration(in, "connectTimeout"),
            in.object("tcpKeepalive", ConnectionPoolDecoder::keepalive),
            Checked.duration(in, "maxConnectionDuration"),
            Checked.durationOrZero(in, "idleTimeout"));
    in.done();
    return pool;
  }

  /** Probes on idle connections; also used by the settings of the mesh. */
  public static TcpKeepalive keepalive(ObjectReader in) {
    var keepalive =
        new TcpKeepalive(
            Checked.optionalCount(in, "probes"),
            Checked.duration(in, "time"),
            Checked.duration(in, "interval"));
    in.done();
    return keepalive;
  }

  private static HttpPool http(ObjectReader in) {
    var pool =
        new HttpPool(
            Checked.count(in, "http1MaxPendingRequests"),
            Checked.count(in, "http2MaxRequests"),
            Checked.count(in, "maxRequestsPerConnection"),
            Checked.count(in, "maxRetries"),
            Checked.duration(in, "idleTimeout"),
            in.enumeration("h2UpgradePolicy", H2UpgradePolicy.DEFAULT),
            in.bool("useClientProtocol"),
            Checked.count(in, "maxConcurrentStreams"),
            in.object("http2KeepAlive", ConnectionPoolDecoder::http2KeepAlive));
    in.done();
    if (pool.h2UpgradePolicy() == H2UpgradePolicy.UPGRADE && pool.useClientProtocol()) {
      in.error("useClientProtocol", "cannot be true when h2UpgradePolicy is UPGRADE");
    }
    return pool;
  }

  private static Http2KeepAlive http2KeepAlive(ObjectReader in) {
    for (var field : List.of("interval", "timeout")) {
      if (!in.has(field)) {
        in.error(field, "is required");
      }
    }
    var keepAlive =
        new Http2KeepAlive(Checked.duration(in, "interval"), Checked.duration(in, "timeout"));
    in.done();
    return keepAlive;
  }
}
