// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.telemetry;

import io.envoyproxy.envoy.config.accesslog.v3.AccessLog;
import io.envoyproxy.envoy.config.accesslog.v3.AccessLogFilter;
import io.envoyproxy.envoy.config.accesslog.v3.AndFilter;
import io.envoyproxy.envoy.config.accesslog.v3.ExtensionFilter;
import io.envoyproxy.envoy.config.accesslog.v3.ResponseFlagFilter;
import io.envoyproxy.envoy.extensions.access_loggers.filters.cel.v3.ExpressionFilter;
import io.lateen.api.ConfigObject;
import io.lateen.api.meshconfig.MeshConfig;
import io.lateen.api.telemetry.AccessLogging;
import io.lateen.api.telemetry.Telemetry;
import io.lateen.api.telemetry.WorkloadMode;
import io.lateen.translate.adorn.Side;
import io.lateen.translate.envoy.Packed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which access logs a side makes (Istio: model/telemetry.go mergeLogs, core/accesslog.go). A level
 * that names providers replaces those of the levels above it.
 */
final class LoggingPlanner {

  private static final String CEL_FILTER = "envoy.access_loggers.extension_filters.cel";

  /** No filter chain took the connection, so no filter could log it. */
  private static final String NO_ROUTE = "NR";

  private final MeshConfig mesh;
  private final List<List<AccessLogging>> levels;
  private final Providers providers;
  private final LogWriter writer;

  LoggingPlanner(MeshConfig mesh, List<ConfigObject<Telemetry>> telemetries, Providers providers) {
    this.mesh = mesh;
    this.levels =
        telemetries.stream()
            .map(telemetry -> telemetry.spec().accessLogging())
            .filter(logging -> !logging.isEmpty())
            .toList();
    this.providers = providers;
    this.writer = new LogWriter(mesh, providers);
  }

  /** The logs of requests and connections. */
  List<AccessLog> plan(Side side) {
    var logs = new ArrayList<AccessLog>();
    for (var log : logs(side)) {
      log.filter().map(LoggingPlanner::filter).ifPresent(log.log()::setFilter);
      logs.add(log.log().build());
    }
    return logs;
  }

  /** The logs of connections that no filter chain takes. */
  List<AccessLog> refused(Side side) {
    if (mesh.telemetry().disableListenerLog()) {
      return List.of();
    }
    var refused =
        AccessLogFilter.newBuilder()
            .setResponseFlagFilter(ResponseFlagFilter.newBuilder().addFlags(NO_ROUTE))
            .build();
    var logs = new ArrayList<AccessLog>();
    for (var log : logs(side)) {
      var filter =
          log.filter()
              .map(
                  expression ->
                      AccessLogFilter.newBuilder()
                          .setAndFilter(
                              AndFilter.newBuilder()
                                  .addFilters(refused)
                                  .addFilters(filter(expression)))
                          .build())
              .orElse(refused);
      logs.add(log.log().setFilter(filter).build());
    }
    return logs;
  }

  private record Planned(AccessLog.Builder log, Optional<String> filter) {}

  private List<Planned> logs(Side side) {
    var decided = decide(side);
    var logs = new ArrayList<Planned>();
    boolean answered = false;
    for (var entry : decided.entrySet()) {
      var provider = providers.named(entry.getKey());
      if (provider.isPresent()) {
        answered |= writer.writes(provider.get());
        if (!entry.getValue().disabled()) {
          writer
              .log(provider.get())
              .ifPresent(log -> logs.add(new Planned(log.toBuilder(), entry.getValue().filter())));
        }
      }
    }
    if (!answered) {
      writer.ofMesh().forEach(log -> logs.add(new Planned(log.toBuilder(), Optional.empty())));
    }
    return logs;
  }

  private record Decision(boolean disabled, Optional<String> filter) {}

  /** By the name of the provider. */
  private Map<String, Decision> decide(Side side) {
    var defaults = mesh.telemetry().defaultProviders().accessLogging();
    var decided = new TreeMap<String, Decision>();
    if (levels.isEmpty()) {
      defaults.forEach(name -> decided.put(name, new Decision(false, Optional.empty())));
      return decided;
    }
    var wanted = defaults;
    var filters = new HashMap<String, Optional<String>>();
    for (var level : levels) {
      var named = new ArrayList<String>();
      for (var logging : level) {
        if (isFor(logging.mode(), side)) {
          named.addAll(logging.providers());
          var filter = Optional.of(logging.filter()).filter(text -> !text.isEmpty());
          logging.providers().forEach(name -> filters.put(name, filter));
        }
      }
      wanted = named.isEmpty() ? wanted : named;
    }
    decide(side, new HashSet<>(wanted), filters, decided);
    return decided;
  }

  private void decide(
      Side side,
      HashSet<String> wanted,
      Map<String, Optional<String>> filters,
      Map<String, Decision> decided) {
    var inherited = mesh.telemetry().defaultProviders().accessLogging();
    for (var level : levels) {
      for (var logging : level) {
        var names = logging.providers().isEmpty() ? inherited : logging.providers();
        inherited = names;
        for (var name : names) {
          if (wanted.contains(name) && isFor(logging.mode(), side)) {
            boolean disabled = logging.disabled().orElse(false);
            var filter = filters.getOrDefault(name, Optional.empty());
            decided.put(name, new Decision(disabled, disabled ? Optional.empty() : filter));
          }
        }
      }
    }
  }

  static boolean isFor(WorkloadMode mode, Side side) {
    return switch (mode) {
      case CLIENT_AND_SERVER -> true;
      case CLIENT -> !side.isServer();
      case SERVER -> side.isServer();
    };
  }

  private static AccessLogFilter filter(String expression) {
    var filter = ExpressionFilter.newBuilder().setExpression(expression).build();
    return AccessLogFilter.newBuilder()
        .setExtensionFilter(
            ExtensionFilter.newBuilder().setName(CEL_FILTER).setTypedConfig(Packed.any(filter)))
        .build();
  }
}
