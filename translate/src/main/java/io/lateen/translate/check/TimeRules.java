// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.check;

import com.google.protobuf.Message;
import io.envoyproxy.pgv.validate.Validate.DurationRules;
import java.time.Duration;
import java.util.Optional;

/** Rules of durations. */
final class TimeRules {

  private TimeRules() {}

  static Optional<String> duration(DurationRules rules, Message value) {
    var duration = of(value);
    if (rules.hasGt() && duration.compareTo(of(rules.getGt())) <= 0) {
      return Optional.of("must be longer than " + seconds(of(rules.getGt())));
    }
    if (rules.hasGte() && duration.compareTo(of(rules.getGte())) < 0) {
      return Optional.of("must be at least " + seconds(of(rules.getGte())));
    }
    if (rules.hasLt() && duration.compareTo(of(rules.getLt())) >= 0) {
      return Optional.of("must be shorter than " + seconds(of(rules.getLt())));
    }
    if (rules.hasLte() && duration.compareTo(of(rules.getLte())) > 0) {
      return Optional.of("must be at most " + seconds(of(rules.getLte())));
    }
    return Optional.empty();
  }

  private static Duration of(Message message) {
    var type = message.getDescriptorForType();
    return Duration.ofSeconds(
        (long) message.getField(type.findFieldByName("seconds")),
        (int) message.getField(type.findFieldByName("nanos")));
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() / 1000.0 + " s";
  }
}
