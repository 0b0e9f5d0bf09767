// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.telemetry;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.UnknownFieldSet;
import io.envoyproxy.envoy.config.accesslog.v3.AccessLog;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.GrpcService;
import io.envoyproxy.envoy.extensions.access_loggers.file.v3.FileAccessLog;
import io.envoyproxy.envoy.extensions.access_loggers.grpc.v3.CommonGrpcAccessLogConfig;
import io.envoyproxy.envoy.extensions.access_loggers.grpc.v3.HttpGrpcAccessLogConfig;
import io.envoyproxy.envoy.extensions.access_loggers.grpc.v3.TcpGrpcAccessLogConfig;
import io.envoyproxy.envoy.extensions.access_loggers.open_telemetry.v3.OpenTelemetryAccessLogConfig;
import io.lateen.api.meshconfig.ExtensionProvider;
import io.lateen.api.meshconfig.Logger;
import io.lateen.api.meshconfig.MeshConfig;
import io.lateen.base.decode.Documents;
import io.lateen.base.decode.Node;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.Packed;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes Envoy's access loggers from providers (Istio: model/telemetry_logging.go). */
final class LogWriter {

  private static final String STDOUT = "/dev/stdout";

  /** The built-in provider, which takes its format from the mesh configuration. */
  private static final String BUILT_IN = "envoy";

  private static final String HTTP_NAME = "http_envoy_accesslog";
  private static final String TCP_NAME = "tcp_envoy_accesslog";
  private static final String OTEL_NAME = "otel_envoy_accesslog";

  /**
   * Numbers of the fields grpc_service and log_name (envoy: open_telemetry/v3/logs_service.proto).
   */
  private static final int OTEL_GRPC_SERVICE = 9;

  private static final int OTEL_LOG_NAME = 10;

  private final MeshConfig mesh;
  private final Providers providers;

  LogWriter(MeshConfig mesh, Providers providers) {
    this.mesh = mesh;
    this.providers = providers;
  }

  /** Whether a provider is one of access logs at all. */
  boolean writes(ExtensionProvider provider) {
    return provider.provider() instanceof Logger;
  }

  /** The log of a provider; empty when it makes none or its service is not known. */
  Optional<AccessLog> log(ExtensionProvider provider) {
    if (!(provider.provider() instanceof Logger logger)) {
      return Optional.empty();
    }
    return switch (logger) {
      case Logger.File file -> Optional.of(file(provider.name(), file));
      case Logger.HttpAls als ->
          providers
              .target(provider.name(), als.address())
              .map(
                  target ->
                      log(
                          EnvoyNames.HTTP_GRPC_LOG,
                          HttpGrpcAccessLogConfig.newBuilder()
                              .setCommonConfig(
                                  common(
                                      target, als.logName(), HTTP_NAME, als.filterStateObjects()))
                              .addAllAdditionalRequestHeadersToLog(als.requestHeaders())
                              .addAllAdditionalResponseHeadersToLog(als.responseHeaders())
                              .addAllAdditionalResponseTrailersToLog(als.responseTrailers())
                              .build()));
      case Logger.TcpAls als ->
          providers
              .target(provider.name(), als.address())
              .map(
                  target ->
                      log(
                          EnvoyNames.TCP_GRPC_LOG,
                          TcpGrpcAccessLogConfig.newBuilder()
                              .setCommonConfig(
                                  common(target, als.logName(), TCP_NAME, als.filterStateObjects()))
                              .build()));
      case Logger.OpenTelemetryAls als ->
          providers.target(provider.name(), als.address()).map(target -> otel(target, als));
    };
  }

  /** The logs that the mesh configuration asks for where no Telemetry says anything. */
  List<AccessLog> ofMesh() {
    var logs = new ArrayList<AccessLog>();
    if (!mesh.accessLogFile().isEmpty()) {
      logs.add(
          log(
              EnvoyNames.FILE_LOG,
              FileAccessLog.newBuilder()
                  .setPath(mesh.accessLogFile())
                  .setLogFormat(meshFormat())
                  .build()));
    }
    var service = providers.accessLogService();
    if (mesh.telemetry().envoyAccessLogService() && service.isEmpty()) {
      providers.report(
          "enableEnvoyAccessLogService has no effect: no service is named",
          "set defaultConfig.envoyAccessLogService.address");
    }
    service
        .map(target -> common(target, "", HTTP_NAME, List.of()))
        .map(common -> HttpGrpcAccessLogConfig.newBuilder().setCommonConfig(common).build())
        .ifPresent(config -> logs.add(log(EnvoyNames.HTTP_GRPC_LOG, config)));
    return logs;
  }

  private AccessLog file(String name, Logger.File file) {
    boolean builtIn =
        name.equals(BUILT_IN)
            && file.format().equals(Logger.Format.DEFAULT)
            && !file.omitEmptyValues();
    var format =
        builtIn
            ? meshFormat()
            : file.format().labels().isPresent()
                ? LogFormats.json(struct(file.format().labels().get()))
                : LogFormats.text(file.format().text());
    return log(
        EnvoyNames.FILE_LOG,
        FileAccessLog.newBuilder()
            .setPath(file.path().isEmpty() ? STDOUT : file.path())
            .setLogFormat(format.setOmitEmptyValues(file.omitEmptyValues()))
            .build());
  }

  private io.envoyproxy.envoy.config.core.v3.SubstitutionFormatString.Builder meshFormat() {
    var settings = mesh.telemetry();
    if (!settings.accessLogJson()) {
      return LogFormats.text(settings.accessLogFormat());
    }
    var read = Documents.read("accessLogFormat", settings.accessLogFormat());
    if (read.roots().size() == 1 && read.roots().getFirst() instanceof Node.Mapping labels) {
      return LogFormats.json(struct(labels));
    }
    if (!settings.accessLogFormat().isEmpty()) {
      providers.report(
          "accessLogFormat is not a JSON object; access logs have the default format",
          "write an object, or set accessLogEncoding to TEXT");
    }
    return LogFormats.json(Struct.getDefaultInstance());
  }

  private static Struct struct(Node.Mapping labels) {
    return LogFormats.struct(labels);
  }

  private static AccessLog otel(Providers.Target target, Logger.OpenTelemetryAls als) {
    var text = als.format().text().isEmpty() ? LogFormats.TEXT : als.format().text();
    var config =
        OpenTelemetryAccessLogConfig.newBuilder()
            .setUnknownFields(service(target, als.logName()))
            .setDisableBuiltinLabels(true)
            .setBody(AnyValue.newBuilder().setStringValue(text))
            .addAllFormatters(LogFormats.formatters(text + als.format().labels()));
    als.format()
        .labels()
        .map(LogWriter::struct)
        .filter(labels -> labels.getFieldsCount() > 0)
        .ifPresent(labels -> config.setAttributes(attributes(labels)));
    return log(EnvoyNames.OPEN_TELEMETRY_LOG, config.build());
  }

  /** The fields that took the place of common_config in Envoy 1.37, which our API lacks. */
  private static UnknownFieldSet service(Providers.Target target, String logName) {
    return UnknownFieldSet.newBuilder()
        .addField(OTEL_GRPC_SERVICE, bytes(grpc(target).toByteString()))
        .addField(
            OTEL_LOG_NAME, bytes(ByteString.copyFromUtf8(logName.isEmpty() ? OTEL_NAME : logName)))
        .build();
  }

  private static UnknownFieldSet.Field bytes(ByteString value) {
    return UnknownFieldSet.Field.newBuilder().addLengthDelimited(value).build();
  }

  private static GrpcService grpc(Providers.Target target) {
    return GrpcService.newBuilder()
        .setEnvoyGrpc(
            GrpcService.EnvoyGrpc.newBuilder()
                .setClusterName(target.cluster())
                .setAuthority(target.host()))
        .build();
  }

  private static KeyValueList attributes(Struct labels) {
    var list = KeyValueList.newBuilder();
    labels.getFieldsMap().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            label ->
                list.addValues(
                    KeyValue.newBuilder()
                        .setKey(label.getKey())
                        .setValue(
                            AnyValue.newBuilder()
                                .setStringValue(label.getValue().getStringValue()))));
    return list.build();
  }

  private static CommonGrpcAccessLogConfig common(
      Providers.Target target, String written, String absent, List<String> state) {
    return CommonGrpcAccessLogConfig.newBuilder()
        .setLogName(written.isEmpty() ? absent : written)
        .setTransportApiVersion(ApiVersion.V3)
        .setGrpcService(grpc(target))
        .addAllFilterStateObjectsToLog(state)
        .build();
  }

  private static AccessLog log(String name, Message config) {
    return AccessLog.newBuilder().setName(name).setTypedConfig(Packed.any(config)).build();
  }
}
