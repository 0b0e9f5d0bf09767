// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.telemetry;

import io.envoyproxy.envoy.data.accesslog.v3.AccessLogType;
import io.envoyproxy.envoy.service.accesslog.v3.AccessLogServiceGrpc;
import io.envoyproxy.envoy.service.accesslog.v3.StreamAccessLogsMessage;
import io.envoyproxy.envoy.service.accesslog.v3.StreamAccessLogsResponse;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/**
 * The access log service of one workload's socket (Envoy: {@code service/accesslog/v3/als.proto}).
 * The socket tells whose Envoy it is; what the stream says about its node is not read.
 */
public final class AccessLogIntake extends AccessLogServiceGrpc.AccessLogServiceImplBase {

  private final Supplier<WorkloadLabels> workload;
  private final SeriesStore store;
  private final Counters counters;

  /**
   * Creates it.
   *
   * @param workload the newest labels of the workload; asked for every batch of records
   * @param store where the records are counted
   */
  public AccessLogIntake(Supplier<WorkloadLabels> workload, SeriesStore store, Counters counters) {
    this.workload = workload;
    this.store = store;
    this.counters = counters;
  }

  @Override
  public StreamObserver<StreamAccessLogsMessage> streamAccessLogs(
      StreamObserver<StreamAccessLogsResponse> responses) {
    return new StreamObserver<>() {
      private String logName = "";

      @Override
      public void onNext(StreamAccessLogsMessage message) {
        if (message.hasIdentifier()) {
          logName = message.getIdentifier().getLogName();
        }
        read(logName, message);
      }

      @Override
      public void onError(Throwable cause) {
        // Envoy went away or starts a new stream; what it sent has been counted.
      }

      @Override
      public void onCompleted() {
        responses.onNext(StreamAccessLogsResponse.getDefaultInstance());
        responses.onCompleted();
      }
    };
  }

  private void read(String logName, StreamAccessLogsMessage message) {
    var reader = new LogEntryReader(workload.get());
    for (var entry : message.getHttpLogs().getLogEntryList()) {
      counters.add(Counters.LOG_ENTRIES, 1);
      store.add(reader.http(logName, entry));
      LogEntryReader.plaintext(logName, entry.getCommonProperties()).ifPresent(store::add);
    }
    for (var entry : message.getTcpLogs().getLogEntryList()) {
      counters.add(Counters.LOG_ENTRIES, 1);
      var type = entry.getCommonProperties().getAccessLogType();
      if (type == AccessLogType.NotSet || type == AccessLogType.TcpConnectionEnd) {
        store.add(reader.tcp(logName, entry));
        LogEntryReader.plaintext(logName, entry.getCommonProperties()).ifPresent(store::add);
      }
    }
  }
}
