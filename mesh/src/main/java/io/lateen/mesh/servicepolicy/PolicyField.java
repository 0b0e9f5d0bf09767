// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.servicepolicy;

import io.lateen.api.servicepolicy.ServicePolicy;
import io.lateen.api.servicepolicy.Setting;
import java.util.Optional;
import java.util.function.Function;

/** A field of ServicePolicies, each of which is decided on its own. */
enum PolicyField {
  TIMEOUT("http.timeout", ServicePolicy::timeout),
  RETRIES("http.retries", ServicePolicy::retries),
  VIRTUAL_SERVICES("virtualServices", ServicePolicy::virtualServices),
  OUTLIER_DETECTION("outlierDetection", ServicePolicy::outlierDetection),
  SESSION_PERSISTENCE("sessionPersistence", ServicePolicy::sessionPersistence),
  RATE_LIMIT("rateLimit", ServicePolicy::rateLimit);

  private final String path;
  private final Function<ServicePolicy, Optional<? extends Setting<?>>> read;

  PolicyField(String path, Function<ServicePolicy, Optional<? extends Setting<?>>> read) {
    this.path = path;
    this.read = read;
  }

  /** As authors write it. */
  String path() {
    return path;
  }

  /** What the policy says; empty for nothing. */
  Optional<? extends Setting<?>> of(ServicePolicy policy) {
    return read.apply(policy);
  }
}
