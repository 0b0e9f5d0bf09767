// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.data.accesslog.v3.AccessLogCommon;
import io.envoyproxy.envoy.data.accesslog.v3.ConnectionProperties;
import io.envoyproxy.envoy.data.accesslog.v3.HTTPAccessLogEntry;
import io.envoyproxy.envoy.data.accesslog.v3.HTTPRequestProperties;
import io.envoyproxy.envoy.data.accesslog.v3.HTTPResponseProperties;
import io.envoyproxy.envoy.data.accesslog.v3.ResponseFlags;
import io.envoyproxy.envoy.data.accesslog.v3.TCPAccessLogEntry;
import io.envoyproxy.envoy.data.accesslog.v3.TLSProperties;
import io.envoyproxy.envoy.data.accesslog.v3.TLSProperties.CertificateProperties;
import io.envoyproxy.envoy.data.accesslog.v3.TLSProperties.CertificateProperties.SubjectAltName;
import io.lateen.agent.Pods;
import org.junit.jupiter.api.Test;

class LogEntryReaderTest {

  private static final String CLIENT = "spiffe://cluster.local/ns/web/sa/productpage";

  private final LogEntryReader reader =
      new LogEntryReader(WorkloadLabels.of(Pods.reviews(), "cluster.local", "Kubernetes"));

  private static AccessLogCommon.Builder outbound() {
    return AccessLogCommon.newBuilder()
        .setUpstreamCluster("outbound|9080|v1|ratings.default.svc.cluster.local")
        .setTimeToLastDownstreamTxByte(Duration.newBuilder().setNanos(12_500_000))
        .putCustomTags("destination_workload", "ratings-v1;default;ratings;v1;Kubernetes");
  }

  private static HTTPAccessLogEntry http(AccessLogCommon common, int code) {
    return HTTPAccessLogEntry.newBuilder()
        .setCommonProperties(common)
        .setRequest(HTTPRequestProperties.newBuilder().setRequestBodyBytes(7))
        .setResponse(
            HTTPResponseProperties.newBuilder()
                .setResponseCode(UInt32Value.of(code))
                .setResponseBodyBytes(42))
        .build();
  }

  @Test
  void theSourceNamesServiceAndEndpoint() {
    var request = reader.http("outbound", http(outbound().build(), 200));
    assertThat(request.millis()).isEqualTo(12.5);
    assertThat(request.requestBytes()).isEqualTo(7);
    assertThat(request.responseBytes()).isEqualTo(42);
    assertThat(request.labels().toMap())
        .containsEntry("reporter", "source")
        .containsEntry("source_workload", "reviews-v1")
        .containsEntry("source_workload_namespace", "default")
        .containsEntry("source_principal", "spiffe://cluster.local/ns/default/sa/bookinfo-reviews")
        .containsEntry("source_app", "reviews")
        .containsEntry("source_version", "v1")
        .containsEntry("source_canonical_service", "reviews")
        .containsEntry("source_cluster", "Kubernetes")
        .containsEntry("destination_service", "ratings.default.svc.cluster.local")
        .containsEntry("destination_service_name", "ratings")
        .containsEntry("destination_service_namespace", "default")
        .containsEntry("destination_workload", "ratings-v1")
        .containsEntry("destination_canonical_revision", "v1")
        .containsEntry("destination_cluster", "Kubernetes")
        .containsEntry("request_protocol", "http")
        .containsEntry("response_code", "200")
        .containsEntry("response_flags", "-")
        .containsEntry("grpc_response_status", "")
        .containsEntry("connection_security_policy", "unknown")
        .hasSize(IstioMetrics.LABELS.size() + IstioMetrics.HTTP_LABELS.size());
  }

  @Test
  void theDestinationKnowsThePeerByItsCertificate() {
    var peer =
        CertificateProperties.newBuilder()
            .addSubjectAltName(SubjectAltName.newBuilder().setDns("x"))
            .addSubjectAltName(SubjectAltName.newBuilder().setUri(CLIENT));
    var common =
        AccessLogCommon.newBuilder()
            .setTlsProperties(TLSProperties.newBuilder().setPeerCertificateProperties(peer))
            .putCustomTags("destination_service", "reviews.default.svc.cluster.local")
            .putCustomTags("destination_service_name", "reviews")
            .putCustomTags("destination_service_namespace", "default")
            .putCustomTags("no_label_of_ours", "x")
            .build();
    assertThat(reader.http("inbound", http(common, 503)).labels().toMap())
        .containsEntry("reporter", "destination")
        .containsEntry("source_principal", CLIENT)
        .containsEntry("source_workload_namespace", "web")
        .containsEntry("source_workload", "unknown")
        .containsEntry("destination_workload", "reviews-v1")
        .containsEntry("destination_service_name", "reviews")
        .containsEntry("connection_security_policy", "mutual_tls")
        .containsEntry("response_code", "503")
        .doesNotContainKey("no_label_of_ours");
  }

  @Test
  void withoutCertificateTheCallerIsUnknown() {
    var labels =
        reader.http("inbound", http(AccessLogCommon.getDefaultInstance(), 200)).labels().toMap();
    assertThat(labels)
        .containsEntry("source_principal", "unknown")
        .containsEntry("connection_security_policy", "none");
  }

  @Test
  void otherClustersStandForThemselves() {
    var common = AccessLogCommon.newBuilder().setUpstreamCluster("PassthroughCluster").build();
    assertThat(reader.http("outbound", http(common, 200)).labels().toMap())
        .containsEntry("destination_service", "unknown")
        .containsEntry("destination_service_name", "PassthroughCluster")
        .containsEntry("destination_workload", "unknown");
  }

  @Test
  void anExternalHostIsItsOwnName() {
    var common = outbound().setUpstreamCluster("outbound|443||api.example.com").build();
    assertThat(reader.http("outbound", http(common, 200)).labels().toMap())
        .containsEntry("destination_service", "api.example.com")
        .containsEntry("destination_service_name", "api.example.com")
        .containsEntry("destination_service_namespace", "unknown");
  }

  @Test
  void grpcIsKnownByItsContentTypeAndTellsItsStatus() {
    var entry =
        http(outbound().build(), 200).toBuilder()
            .setRequest(
                HTTPRequestProperties.newBuilder()
                    .putRequestHeaders("content-type", "application/grpc+proto"))
            .setResponse(
                HTTPResponseProperties.newBuilder()
                    .setResponseCode(UInt32Value.of(200))
                    .putResponseTrailers("grpc-status", "14"))
            .build();
    assertThat(reader.http("outbound", entry).labels().toMap())
        .containsEntry("request_protocol", "grpc")
        .containsEntry("grpc_response_status", "14");
  }

  @Test
  void flagsHaveEnvoysShortNames() {
    var flags =
        ResponseFlags.newBuilder()
            .setUpstreamConnectionFailure(true)
            .setUpstreamRetryLimitExceeded(true);
    var common = outbound().setResponseFlags(flags).build();
    assertThat(reader.http("outbound", http(common, 503)).labels().toMap())
        .containsEntry("response_flags", "UF,URX");
  }

  @Test
  void connectionsHaveBytesAndNoResponseCode() {
    var entry =
        TCPAccessLogEntry.newBuilder()
            .setCommonProperties(outbound())
            .setConnectionProperties(
                ConnectionProperties.newBuilder().setReceivedBytes(10).setSentBytes(20))
            .build();
    var connection = reader.tcp("outbound", entry);
    assertThat(connection.receivedBytes()).isEqualTo(10);
    assertThat(connection.sentBytes()).isEqualTo(20);
    assertThat(connection.labels().toMap())
        .containsEntry("request_protocol", "tcp")
        .doesNotContainKey("response_code");
  }

  @Test
  void valuesAreCut() {
    var common = outbound().putCustomTags("destination_service", "x".repeat(10_000)).build();
    assertThat(
            reader.http("outbound", http(common, 200)).labels().toMap().get("destination_service"))
        .hasSize(CallLabels.MAX_VALUE_LENGTH);
  }
}
