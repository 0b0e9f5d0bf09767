// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.telemetry;

import com.google.protobuf.Duration;
import io.envoyproxy.envoy.data.accesslog.v3.AccessLogCommon;
import io.envoyproxy.envoy.data.accesslog.v3.HTTPAccessLogEntry;
import io.envoyproxy.envoy.data.accesslog.v3.TCPAccessLogEntry;
import io.envoyproxy.envoy.data.accesslog.v3.TLSProperties.CertificateProperties;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads access log records of one workload's Envoy. The control plane configures them (Lateen:
 * {@code io.lateen.translate.accesslog}): the log's name tells the side of the call, a tag with the
 * name of a label is its value, and an outbound record names its service by its cluster. Pure.
 */
final class LogEntryReader {

  /** Log name of records that the destination's proxy writes. */
  static final String INBOUND = "inbound";

  /** Tag with the endpoint's metadata in one text. */
  private static final String DESTINATION_WORKLOAD = "destination_workload";

  private static final String KUBERNETES_SERVICE = ".svc.";

  private final WorkloadLabels own;

  LogEntryReader(WorkloadLabels own) {
    this.own = own;
  }

  CallRecord.Request http(String logName, HTTPAccessLogEntry entry) {
    var labels = new CallLabels.Builder(true);
    var common = entry.getCommonProperties();
    common(logName, common, labels);
    var response = entry.getResponse();
    labels.set("response_code", Integer.toString(response.getResponseCode().getValue()));
    var grpc = isGrpc(entry);
    labels.set("request_protocol", grpc ? "grpc" : "http");
    labels.put("grpc_response_status", grpc ? grpcStatus(entry) : "");
    var duration =
        common.hasDuration() ? common.getDuration() : common.getTimeToLastDownstreamTxByte();
    return new CallRecord.Request(
        labels.build(),
        millis(duration),
        entry.getRequest().getRequestBodyBytes(),
        response.getResponseBodyBytes());
  }

  CallRecord.Connection tcp(String logName, TCPAccessLogEntry entry) {
    var labels = new CallLabels.Builder(false);
    common(logName, entry.getCommonProperties(), labels);
    labels.set("request_protocol", "tcp");
    var bytes = entry.getConnectionProperties();
    return new CallRecord.Connection(
        labels.build(), bytes.getReceivedBytes(), bytes.getSentBytes());
  }

  /**
   * The call of a record that the destination's proxy wrote without a certificate of the caller.
   */
  static Optional<PlaintextCall> plaintext(String logName, AccessLogCommon common) {
    var peer = identity(common.getTlsProperties().getPeerCertificateProperties());
    return logName.equals(INBOUND) && peer.isEmpty() ? PlaintextCall.of(common) : Optional.empty();
  }

  private void common(String logName, AccessLogCommon common, CallLabels.Builder labels) {
    labels.set("response_flags", ResponseFlagNames.of(common.getResponseFlags()));
    if (logName.equals(INBOUND)) {
      inbound(common, labels);
    } else {
      outbound(common, labels);
    }
    common
        .getCustomTagsMap()
        .forEach(
            (tag, value) -> {
              if (!tag.equals(DESTINATION_WORKLOAD)) {
                labels.set(tag, value);
              }
            });
  }

  private void inbound(AccessLogCommon common, CallLabels.Builder labels) {
    labels.set("reporter", "destination");
    var peer = identity(common.getTlsProperties().getPeerCertificateProperties());
    labels.set("connection_security_policy", peer.isEmpty() ? "none" : "mutual_tls");
    WorkloadLabels.ofPrincipal(peer).write(labels, "source");
    own.write(labels, "destination");
  }

  /** Only the destination knows how the call arrived, so the source leaves the policy unknown. */
  private void outbound(AccessLogCommon common, CallLabels.Builder labels) {
    labels.set("reporter", "source");
    own.write(labels, "source");
    var endpoint = common.getCustomTagsMap().getOrDefault(DESTINATION_WORKLOAD, "");
    WorkloadLabels.ofEndpoint(endpoint).write(labels, "destination");
    service(common.getUpstreamCluster(), labels);
  }

  /** {@code outbound|PORT|SUBSET|HOST} names a service; other clusters stand for themselves. */
  private static void service(String cluster, CallLabels.Builder labels) {
    var parts = cluster.split("\\|", -1);
    if (parts.length != 4) {
      labels.set("destination_service_name", cluster);
      return;
    }
    var host = parts[3];
    labels.set("destination_service", host);
    var names = host.split("\\.", 3);
    if (names.length == 3 && host.contains(KUBERNETES_SERVICE)) {
      labels.set("destination_service_name", names[0]);
      labels.set("destination_service_namespace", names[1]);
    } else {
      labels.set("destination_service_name", host);
    }
  }

  private static String identity(CertificateProperties certificate) {
    return certificate.getSubjectAltNameList().stream()
        .map(CertificateProperties.SubjectAltName::getUri)
        .filter(uri -> !uri.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static boolean isGrpc(HTTPAccessLogEntry entry) {
    return entry
        .getRequest()
        .getRequestHeadersOrDefault("content-type", "")
        .toLowerCase(Locale.ROOT)
        .startsWith("application/grpc");
  }

  private static String grpcStatus(HTTPAccessLogEntry entry) {
    var response = entry.getResponse();
    var status = response.getResponseTrailersOrDefault("grpc-status", "");
    return status.isEmpty() ? response.getResponseHeadersOrDefault("grpc-status", "") : status;
  }

  private static double millis(Duration duration) {
    return duration.getSeconds() * 1e3 + duration.getNanos() / 1e6;
  }
}
