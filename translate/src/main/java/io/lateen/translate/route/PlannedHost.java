// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import io.lateen.base.memo.Memo;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A virtual host with its bytes, which are made once for all route configurations that it is part
 * of. A value: equal plans under equal headers have equal bytes. Safe for several threads.
 */
public final class PlannedHost {

  private final VirtualHostPlan plan;
  private final RouteHeaders headers;
  private volatile @Nullable EncodedHost encoded;

  /**
   * @param headers what its routes add to requests
   */
  public PlannedHost(VirtualHostPlan plan, RouteHeaders headers) {
    this.plan = plan;
    this.headers = headers;
  }

  public VirtualHostPlan plan() {
    return plan;
  }

  RouteHeaders headers() {
    return headers;
  }

  /** The message in bytes; the same object for equal hosts as long as {@code all} keeps it. */
  EncodedHost encoded(Memo<PlannedHost, EncodedHost> all) {
    var known = encoded;
    if (known == null) {
      known = all.get(this, _ -> EncodedHost.of(RouteConfigGenerator.virtualHost(plan, headers)));
      encoded = known;
    }
    return known;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof PlannedHost host
            && headers.equals(host.headers)
            && plan.equals(host.plan));
  }

  @Override
  public int hashCode() {
    return Objects.hash(plan, headers);
  }
}
