// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.telemetry;

import io.envoyproxy.envoy.data.accesslog.v3.ResponseFlags;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Envoy's short names of response flags (Envoy: access log operator {@code RESPONSE_FLAGS}). */
final class ResponseFlagNames {

  private static final String NONE = "-";
  private static final Map<String, Predicate<ResponseFlags>> FLAGS = flags();

  private ResponseFlagNames() {}

  /** The names, comma-separated; {@code -} when no flag is set. */
  static String of(ResponseFlags flags) {
    if (flags.equals(ResponseFlags.getDefaultInstance())) {
      return NONE;
    }
    var names =
        FLAGS.entrySet().stream()
            .filter(flag -> flag.getValue().test(flags))
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(","));
    return names.isEmpty() ? NONE : names;
  }

  private static Map<String, Predicate<ResponseFlags>> flags() {
    var flags = new LinkedHashMap<String, Predicate<ResponseFlags>>();
    flags.put("LH", ResponseFlags::getFailedLocalHealthcheck);
    flags.put("UH", ResponseFlags::getNoHealthyUpstream);
    flags.put("UT", ResponseFlags::getUpstreamRequestTimeout);
    flags.put("LR", ResponseFlags::getLocalReset);
    flags.put("UR", ResponseFlags::getUpstreamRemoteReset);
    flags.put("UF", ResponseFlags::getUpstreamConnectionFailure);
    flags.put("UC", ResponseFlags::getUpstreamConnectionTermination);
    flags.put("UO", ResponseFlags::getUpstreamOverflow);
    flags.put("NR", ResponseFlags::getNoRouteFound);
    flags.put("DI", ResponseFlags::getDelayInjected);
    flags.put("FI", ResponseFlags::getFaultInjected);
    flags.put("RL", ResponseFlags::getRateLimited);
    flags.put("UAEX", ResponseFlags::hasUnauthorizedDetails);
    flags.put("RLSE", ResponseFlags::getRateLimitServiceError);
    flags.put("DC", ResponseFlags::getDownstreamConnectionTermination);
    flags.put("URX", ResponseFlags::getUpstreamRetryLimitExceeded);
    flags.put("SI", ResponseFlags::getStreamIdleTimeout);
    flags.put("IH", ResponseFlags::getInvalidEnvoyRequestHeaders);
    flags.put("DPE", ResponseFlags::getDownstreamProtocolError);
    flags.put("UMSDR", ResponseFlags::getUpstreamMaxStreamDurationReached);
    flags.put("RFCF", ResponseFlags::getResponseFromCacheFilter);
    flags.put("NFCF", ResponseFlags::getNoFilterConfigFound);
    flags.put("DT", ResponseFlags::getDurationTimeout);
    flags.put("UPE", ResponseFlags::getUpstreamProtocolError);
    flags.put("NC", ResponseFlags::getNoClusterFound);
    flags.put("OM", ResponseFlags::getOverloadManager);
    flags.put("DF", ResponseFlags::getDnsResolutionFailure);
    flags.put("DR", ResponseFlags::getDownstreamRemoteReset);
    return flags;
  }
}
