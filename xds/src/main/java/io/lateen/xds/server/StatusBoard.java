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

/** Times and refusals of one stream. Written on the stream's turn, read from everywhere. */
final class StatusBoard {

  private static final ProxyStatus.Type BLANK =
      new ProxyStatus.Type(
          "",
          TypeReport.Sync.NOT_SENT,
          false,
          0,
          0,
          Optional.empty(),
          0,
          Optional.empty(),
          Optional.empty());

  private final Map<String, ProxyStatus.Type> byType = new HashMap<>();
  private volatile List<ProxyStatus.Type> published = List.of();

  List<ProxyStatus.Type> types() {
    return published;
  }

  void sent(StreamResponse response, Instant now) {
    var old = byType.getOrDefault(response.typeUrl(), BLANK);
    byType.put(
        response.typeUrl(),
        new ProxyStatus.Type(
            response.typeUrl(),
            old.sync(),
            old.wildcard(),
            old.names(),
            response.epoch(),
            Optional.of(now),
            old.ackedEpoch(),
            old.acked(),
            old.nack()));
  }

  void acked(StreamEvent.Acked acked, Instant now) {
    var old = byType.getOrDefault(acked.typeUrl(), BLANK);
    byType.put(
        acked.typeUrl(),
        new ProxyStatus.Type(
            acked.typeUrl(),
            old.sync(),
            old.wildcard(),
            old.names(),
            old.sentEpoch(),
            old.sent(),
            acked.epoch(),
            Optional.of(now),
            old.nack()));
  }

  /** The newest refusal after a trial about it; empty when the trial is about an older one. */
  Optional<ProxyStatus.Nack> judged(StreamEvent.Judged verdict) {
    var known =
        byType
            .getOrDefault(verdict.typeUrl(), BLANK)
            .nack()
            .filter(nack -> nack.nonce().equals(verdict.nonce()))
            .map(nack -> nack.after(verdict));
    known.ifPresent(nack -> nacked(verdict.typeUrl(), nack));
    return known;
  }

  void nacked(String typeUrl, ProxyStatus.Nack nack) {
    var old = byType.getOrDefault(typeUrl, BLANK);
    byType.put(
        typeUrl,
        new ProxyStatus.Type(
            typeUrl,
            old.sync(),
            old.wildcard(),
            old.names(),
            old.sentEpoch(),
            old.sent(),
            old.ackedEpoch(),
            old.acked(),
            Optional.of(nack)));
  }

  /**
   * Joins the machine's view of its types and publishes the result.
   *
   * @return types of which nothing stands refused any more
   */
  List<String> publish(List<TypeReport> reports) {
    var mended = new ArrayList<String>();
    var types = new ArrayList<ProxyStatus.Type>(reports.size());
    for (var report : reports) {
      var old = byType.getOrDefault(report.typeUrl(), BLANK);
      var nack =
          report.sync() == TypeReport.Sync.NACKED ? old.nack() : Optional.<ProxyStatus.Nack>empty();
      var type =
          new ProxyStatus.Type(
              report.typeUrl(),
              report.sync(),
              report.wildcard(),
              report.names(),
              old.sentEpoch(),
              old.sent(),
              old.ackedEpoch(),
              old.acked(),
              nack);
      if (nack.isEmpty() && old.nack().isPresent()) {
        mended.add(report.typeUrl());
      }
      byType.put(report.typeUrl(), type);
      types.add(type);
    }
    published = List.copyOf(types);
    return mended;
  }
}
