// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import io.lateen.xds.stream.StreamEvent;
import io.lateen.xds.stream.StreamResponse;
import io.lateen.xds.stream.TypeReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Times and refusals of one stream. Written on the stream's turn, for each change that is pushed;
 * put together when somebody asks, from any thread.
 */
final class StatusBoard {

  /** What is known of a type. */
  private static final class Row {
    private long sentEpoch;
    private @Nullable Instant sent;
    private long ackedEpoch;
    private @Nullable Instant acked;
    private ProxyStatus.@Nullable Nack nack;
  }

  private final Map<String, Row> byType = new HashMap<>();
  private List<TypeReport> published = List.of();

  /** The types that were published, in their order. */
  synchronized List<ProxyStatus.Type> types() {
    var types = new ArrayList<ProxyStatus.Type>(published.size());
    for (var report : published) {
      var row = row(report.typeUrl());
      types.add(
          new ProxyStatus.Type(
              report.typeUrl(),
              report.sync(),
              report.wildcard(),
              report.names(),
              row.sentEpoch,
              Optional.ofNullable(row.sent),
              row.ackedEpoch,
              Optional.ofNullable(row.acked),
              Optional.ofNullable(row.nack)));
    }
    return List.copyOf(types);
  }

  private Row row(String typeUrl) {
    return byType.computeIfAbsent(typeUrl, _ -> new Row());
  }

  synchronized void sent(StreamResponse response, Instant now) {
    var row = row(response.typeUrl());
    row.sentEpoch = response.epoch();
    row.sent = now;
  }

  synchronized void acked(StreamEvent.Acked acked, Instant now) {
    var row = row(acked.typeUrl());
    row.ackedEpoch = acked.epoch();
    row.acked = now;
  }

  /** The newest refusal after a trial about it; empty when the trial is about an older one. */
  synchronized Optional<ProxyStatus.Nack> judged(StreamEvent.Judged verdict) {
    var row = row(verdict.typeUrl());
    if (row.nack == null || !row.nack.nonce().equals(verdict.nonce())) {
      return Optional.empty();
    }
    var judged = row.nack.after(verdict);
    row.nack = judged;
    return Optional.of(judged);
  }

  synchronized void nacked(String typeUrl, ProxyStatus.Nack nack) {
    row(typeUrl).nack = nack;
  }

  /**
   * Takes over how the types stand.
   *
   * @return types of which nothing stands refused any more
   */
  synchronized List<String> publish(List<TypeReport> reports) {
    published = reports;
    List<String> mended = List.of();
    for (var report : reports) {
      var row = row(report.typeUrl());
      if (row.nack != null && report.sync() != TypeReport.Sync.NACKED) {
        row.nack = null;
        mended = new ArrayList<>(mended);
        mended.add(report.typeUrl());
      }
    }
    return mended;
  }
}
