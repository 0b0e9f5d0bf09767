// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.check;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything for which Envoy refuses a resource and that can be seen without Envoy: the rules of
 * its API and those that it checks between fields.
 */
public final class ResourceRules {

  private ResourceRules() {}

  /** Why Envoy would refuse the resource; empty when nothing is known against it. */
  public static List<Finding> findings(Message resource) {
    var findings = new ArrayList<>(MessageRules.findings(resource));
    switch (resource) {
      case RouteConfiguration routes -> RouteRules.check(routes, "", findings);
      case Listener listener -> ListenerRules.check(listener, findings);
      default -> {}
    }
    return List.copyOf(findings);
  }
}
