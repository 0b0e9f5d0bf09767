// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.decode.rule.Checked;
import io.lateen.api.networking.BackendUtilization;
import io.lateen.api.networking.ConsistentHash;
import io.lateen.api.networking.ConsistentHash.CookieAttribute;
import io.lateen.api.networking.ConsistentHash.HashAlgorithm;
import io.lateen.api.networking.ConsistentHash.HashKey;
import io.lateen.api.networking.LoadBalancer;
import io.lateen.api.networking.SimpleLb;
import io.lateen.api.networking.Warmup;
import io.lateen.base.decode.ObjectReader;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Decodes how endpoints are chosen. */
final class LoadBalancerDecoder {

  /** First table size that Envoy refuses (envoy: config.cluster.v3.Cluster.MaglevLbConfig). */
  private static final long MAGLEV_LIMIT = 5_000_011;

  private LoadBalancerDecoder() {}

  static LoadBalancer decode(ObjectReader in, boolean withOutlierDetection) {
    Checked.atMostOne(in, "simple", "consistentHash", "backendUtilization");
    Checked.atMostOne(in, "localityLbSetting", "zoneAwareLbSetting");
    var warmup = in.object("warmup", LoadBalancerDecoder::warmup);
    var olderWarmup = Checked.duration(in, "warmupDurationSecs");
    if (olderWarmup.isPresent()) {
      in.warning("warmupDurationSecs", "is deprecated", "use warmup.duration");
    }
    var balancer =
        new LoadBalancer(
            in.value("simple").flatMap(value -> value.enumeration(SimpleLb.class)),
            in.object("consistentHash").flatMap(LoadBalancerDecoder::consistentHash),
            in.object(
                "localityLbSetting", part -> LocalityLbDecoder.decode(part, withOutlierDetection)),
            warmup.or(() -> olderWarmup.map(LoadBalancerDecoder::plainWarmup)),
            in.object(
                "zoneAwareLbSetting",
                part -> ZoneAwareLbDecoder.decode(part, withOutlierDetection)),
            in.object("backendUtilization", LoadBalancerDecoder::backendUtilization));
    in.done();
    return balancer;
  }

  private static BackendUtilization backendUtilization(ObjectReader in) {
    var utilization =
        new BackendUtilization(
            Checked.optionalCount(in, "errorUtilizationPenaltyPercent"),
            in.strings("metricNamesForComputingUtilization"),
            Checked.duration(in, "weightExpirationPeriod"),
            Checked.duration(in, "weightStabilizationPeriod"),
            Checked.duration(in, "weightUpdatePeriod"));
    in.done();
    return utilization;
  }

  private static Warmup plainWarmup(Duration duration) {
    return new Warmup(duration, OptionalDouble.empty(), OptionalDouble.empty());
  }

  private static Warmup warmup(ObjectReader in) {
    if (!in.has("duration")) {
      in.error("duration", "is required");
    }
    var warmup =
        new Warmup(
            Checked.duration(in, "duration").orElse(Duration.ZERO),
            in.number("minimumPercent"),
            in.number("aggression"));
    in.done();
    if (TrafficPolicyDecoder.isOutside(warmup.minimumPercent(), 0, 100)) {
      in.error("minimumPercent", "must be from 0 to 100");
    }
    if (warmup.aggression().isPresent() && warmup.aggression().getAsDouble() <= 0) {
      in.error("aggression", "must be greater than 0");
    }
    return warmup;
  }

  /** Empty when nothing is hashed, which leaves the default algorithm. */
  private static Optional<ConsistentHash> consistentHash(ObjectReader in) {
    Checked.atMostOne(in, "httpHeaderName", "httpCookie", "useSourceIp", "httpQueryParameterName");
    Checked.atMostOne(in, "ringHash", "maglev");
    var key = key(in);
    var algorithm = algorithm(in);
    in.done();
    if (key.isEmpty()) {
      in.warning(
          "httpHeaderName",
          "nothing is hashed, so the setting has no effect",
          "set httpHeaderName, httpCookie, useSourceIp or httpQueryParameterName");
    }
    return key.map(found -> new ConsistentHash(found, algorithm));
  }

  private static Optional<HashKey> key(ObjectReader in) {
    var header = in.string("httpHeaderName");
    var cookie = in.object("httpCookie", LoadBalancerDecoder::cookie);
    var sourceIp = in.bool("useSourceIp");
    var parameter = in.string("httpQueryParameterName");
    if (!header.isEmpty()) {
      return Optional.of(new HashKey.Header(header));
    }
    if (cookie.isPresent()) {
      return Optional.of(cookie.get());
    }
    if (sourceIp) {
      return Optional.of(new HashKey.SourceIp());
    }
    return parameter.isEmpty()
        ? Optional.empty()
        : Optional.of(new HashKey.QueryParameter(parameter));
  }

  private static HashKey.Cookie cookie(ObjectReader in) {
    var cookie =
        new HashKey.Cookie(
            in.requiredString("name"), in.string("path"), in.duration("ttl"), attributes(in));
    in.done();
    return cookie;
  }

  private static List<CookieAttribute> attributes(ObjectReader in) {
    var names = new HashSet<String>();
    return in.objects(
        "attributes",
        part -> {
          var attribute = new CookieAttribute(part.requiredString("name"), part.string("value"));
          part.done();
          if (!names.add(attribute.name())) {
            part.error("name", "the attribute " + attribute.name() + " is given twice");
          }
          return attribute;
        });
  }

  private static HashAlgorithm algorithm(ObjectReader in) {
    var older = size(in, "minimumRingSize");
    if (older.orElse(0) != 0) {
      in.warning("minimumRingSize", "is deprecated", "use ringHash.minimumRingSize");
      if (in.has("ringHash") || in.has("maglev")) {
        in.error("minimumRingSize", "cannot stand beside ringHash or maglev");
      }
    }
    var maglev = in.object("maglev", LoadBalancerDecoder::maglev);
    if (maglev.isPresent()) {
      return maglev.get();
    }
    return in.object("ringHash", LoadBalancerDecoder::ringHash)
        .orElseGet(() -> new HashAlgorithm.RingHash(older));
  }

  private static HashAlgorithm.RingHash ringHash(ObjectReader in) {
    var ring = new HashAlgorithm.RingHash(size(in, "minimumRingSize"));
    in.done();
    return ring;
  }

  private static HashAlgorithm maglev(ObjectReader in) {
    var size = size(in, "tableSize");
    in.done();
    if (size.orElse(0) == 0) {
      in.error("tableSize", "is required");
    } else if (size.getAsLong() >= MAGLEV_LIMIT) {
      in.error("tableSize", "must be less than " + MAGLEV_LIMIT);
    } else if (!isPrime(size.getAsLong())) {
      in.error("tableSize", "must be a prime number");
    }
    return new HashAlgorithm.Maglev(size);
  }

  private static OptionalLong size(ObjectReader in, String field) {
    return in.value(field)
        .map(value -> value.integer(0L, Long.MAX_VALUE))
        .orElse(OptionalLong.empty());
  }

  private static boolean isPrime(long number) {
    if (number < 2) {
      return false;
    }
    for (var factor = 2L; factor * factor <= number; factor++) {
      if (number % factor == 0) {
        return false;
      }
    }
    return true;
  }
}
