// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.servicepolicy;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.decode.networking.HttpPolicyDecoder;
import io.lateen.api.decode.rule.Bounds;
import io.lateen.api.decode.rule.Checked;
import io.lateen.api.decode.rule.DnsNames;
import io.lateen.api.servicepolicy.RateLimit;
import io.lateen.api.servicepolicy.ServicePolicy;
import io.lateen.api.servicepolicy.ServicePolicy.OutlierChoice;
import io.lateen.api.servicepolicy.ServicePolicy.VirtualServiceOrder;
import io.lateen.api.servicepolicy.Setting;
import io.lateen.base.decode.ObjectReader;
import io.lateen.base.decode.Value;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Decodes policies for services (decision 024). */
public final class ServicePolicyDecoder implements SpecDecoder<ServicePolicy> {

  /** Most hosts of one policy. */
  public static final int MAX_HOSTS = 1024;

  /** Largest number of requests and of burst: beyond it nothing is limited. */
  public static final int MAX_REQUESTS = 1_000_000;

  /** Longest time limit and interval of a rate limit. */
  public static final Duration LONGEST = Duration.ofDays(1);

  /** Envoy's shortest interval between fills of a bucket (local_ratelimit_impl.cc). */
  static final Duration SHORTEST_FILL = Duration.ofMillis(50);

  @Override
  public ServicePolicy decode(ObjectReader document, ObjectMeta meta) {
    var in = document.root("spec");
    var http = in.part("http");
    var policy =
        new ServicePolicy(
            hosts(in),
            Checked.durationOrZero(http, "timeout").map(span -> at(http, "timeout", span)),
            setting(http, "retries", HttpPolicyDecoder::retries),
            choice(in, "virtualServices", VirtualServiceOrder.FIRST),
            choice(in, "outlierDetection", OutlierChoice.EXPLICIT),
            setting(in, "sessionPersistence", SessionPersistenceDecoder::decode),
            setting(in, "rateLimit", ServicePolicyDecoder::rateLimit));
    http.done();
    in.done();
    policy.timeout().ifPresent(limit -> checkLength(http, "timeout", limit.value()));
    if (isEmpty(policy)) {
      document.warning("spec", "the policy sets nothing", "set at least one field beside hosts");
    }
    return policy;
  }

  private static boolean isEmpty(ServicePolicy policy) {
    return policy.equals(
        new ServicePolicy(
            policy.hosts(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  private static List<String> hosts(ObjectReader in) {
    var hosts = Checked.strings(in, "hosts", ServicePolicyDecoder::hostFault);
    var seen = new HashSet<String>();
    var items = in.items("hosts");
    for (var index = 0; index < hosts.size(); index++) {
      if (!seen.add(hosts.get(index))) {
        items.get(index).error("the host " + hosts.get(index) + " is given twice");
      }
    }
    Bounds.items(in, "hosts", MAX_HOSTS);
    if (in.has("hosts") && hosts.isEmpty()) {
      in.error("hosts", "must not be empty", "leave it out for all services of the namespace");
    }
    return hosts;
  }

  /** A service is named as it is: a wildcard would hold for services nobody thought of. */
  private static Optional<String> hostFault(String host) {
    return host.contains("*")
        ? Optional.of("a wildcard names no service; leave hosts out for the whole namespace")
        : DnsNames.nameFault(host);
  }

  private static RateLimit rateLimit(ObjectReader in) {
    if (!in.has("requests")) {
      in.error("requests", "is required");
    }
    if (!in.has("per")) {
      in.error("per", "is required");
    }
    var requests = in.optionalInteger("requests", 1, MAX_REQUESTS).orElse(1);
    var per = in.duration("per").orElse(Duration.ofSeconds(1));
    var burst = in.optionalInteger("burst", 1, MAX_REQUESTS).orElse(requests);
    in.done();
    if (per.compareTo(SHORTEST_FILL) < 0) {
      in.error("per", "must be 50ms or longer", "Envoy fills buckets no more often");
    }
    checkLength(in, "per", per);
    return new RateLimit(requests, per, burst);
  }

  private static void checkLength(ObjectReader in, String field, Duration span) {
    if (span.compareTo(LONGEST) > 0) {
      in.error(field, "must be 24h or shorter");
    }
  }

  private static <E extends Enum<E>> Optional<Setting<E>> choice(
      ObjectReader in, String field, E otherwise) {
    return in.value(field)
        .flatMap(
            value ->
                value
                    .enumeration(otherwise.getDeclaringClass())
                    .map(one -> new Setting<>(one, value.line())));
  }

  private static <V> Optional<Setting<V>> setting(
      ObjectReader in, String field, Function<ObjectReader, V> decode) {
    return in.object(field, decode).map(found -> at(in, field, found));
  }

  private static <V> Setting<V> at(ObjectReader in, String field, V found) {
    return new Setting<>(found, in.value(field).map(Value::line).orElse(in.line()));
  }
}
