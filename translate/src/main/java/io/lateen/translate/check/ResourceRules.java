// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.check;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything for which Envoy refuses a resource and that can be seen without Envoy: the rules of
 * its API and those that it checks between fields.
 */
public final class ResourceRules {

  private ResourceRules() {}

  /** Why Envoy would refuse the resource; empty when nothing is known against it. */
  public static List<Finding> findings(Message resource) {
    return findings(resource, MessageRules.findings(resource));
  }

  /**
   * The same, at the cost of what differs from a resource of the type that Envoy takes.
   *
   * @param bytes the resource as it is encoded
   * @throws InvalidProtocolBufferException when the good one is not of that type
   */
  static List<Finding> findings(Message resource, ByteString bytes, @Nullable ByteString good)
      throws InvalidProtocolBufferException {
    return findings(resource, MessageRules.findings(resource.getDescriptorForType(), bytes, good));
  }

  private static List<Finding> findings(Message resource, List<Finding> ofFields) {
    var findings = new ArrayList<>(ofFields);
    switch (resource) {
      case RouteConfiguration routes -> RouteRules.check(routes, "", findings);
      case Listener listener -> ListenerRules.check(listener, findings);
      default -> {}
    }
    return List.copyOf(findings);
  }
}
