// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.servicepolicy.GatewayPolicy;
import io.lateen.api.servicepolicy.GatewayPolicy.MisdirectedRequests;
import io.lateen.api.servicepolicy.RateLimit;
import io.lateen.api.servicepolicy.ServicePolicy;
import io.lateen.api.servicepolicy.ServicePolicy.OutlierChoice;
import io.lateen.api.servicepolicy.ServicePolicy.VirtualServiceOrder;
import io.lateen.api.servicepolicy.SessionPersistence;
import io.lateen.api.servicepolicy.SessionPersistence.Carrier;
import io.lateen.api.servicepolicy.Setting;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServicePolicyTest {

  @Test
  void everyFieldIsReadWithItsLine() {
    var policy = Valid.spec("service-policy.yaml", ServicePolicy.class, "all");
    assertThat(policy.hosts()).containsExactly("reviews", "ratings.shop.svc.cluster.local");
    assertThat(policy.timeout()).contains(new Setting<>(Duration.ofSeconds(2), 8));
    var retries = policy.retries().orElseThrow();
    assertThat(retries.line()).isEqualTo(9);
    assertThat(retries.value().attempts()).isEqualTo(3);
    assertThat(retries.value().retryOn()).isEqualTo("5xx,reset");
    assertThat(policy.virtualServices()).contains(new Setting<>(VirtualServiceOrder.MERGE, 10));
    assertThat(policy.outlierDetection()).contains(new Setting<>(OutlierChoice.AUTO, 11));
    assertThat(policy.sessionPersistence().orElseThrow().value())
        .isEqualTo(
            new SessionPersistence(
                new Carrier.Cookie("basket", "/shop", Duration.ofHours(1)), true));
    assertThat(policy.rateLimit())
        .contains(new Setting<>(new RateLimit(100, Duration.ofSeconds(1), 150), 15));
  }

  @Test
  void absentFieldsSayNothing() {
    var policy = Valid.spec("service-policy.yaml", ServicePolicy.class, "defaults");
    assertThat(policy.hosts()).isEmpty();
    assertThat(policy.timeout().map(Setting::value)).contains(Duration.ZERO);
    assertThat(policy.retries()).isEmpty();
    assertThat(policy.virtualServices()).isEmpty();
    assertThat(policy.sessionPersistence().map(Setting::value))
        .contains(new SessionPersistence(new Carrier.Header("x-session"), false));
    assertThat(policy.rateLimit().map(Setting::value))
        .contains(new RateLimit(5, Duration.ofMinutes(1), 5));
  }

  @Test
  void gatewayPolicy() {
    var policy = Valid.spec("service-policy.yaml", GatewayPolicy.class, "edge");
    assertThat(policy.selects(Map.of("istio", "ingressgateway", "app", "x"))).isTrue();
    assertThat(policy.selects(Map.of("app", "x"))).isFalse();
    assertThat(policy.misdirectedRequests())
        .isEqualTo(Optional.of(new Setting<>(MisdirectedRequests.REJECT, 30)));
  }
}
