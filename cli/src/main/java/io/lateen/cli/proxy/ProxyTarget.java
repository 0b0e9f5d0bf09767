// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.proxy;

import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.ExitCode;
import io.lateen.client.ApiClient;
import io.lateen.client.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Which proxy {@code PROXY} means: {@code NAME}, {@code NAME.NAMESPACE}, {@code pod/NAME} or {@code
 * deploy/NAME[.NAMESPACE]}, as in istioctl. A deployment stands for the first of its proxies, and a
 * bare name that no proxy has may be a deployment's.
 */
public record ProxyTarget(boolean deployment, String name, String namespace) {

  private static final Pattern REPLICA = Pattern.compile("(-[a-z0-9]{1,10})?-[a-z0-9]{1,5}");

  public static ProxyTarget parse(String word, String defaultNamespace) throws CommandException {
    var slash = word.indexOf('/');
    var type = slash < 0 ? "" : word.substring(0, slash);
    var rest = word.substring(slash + 1);
    var deployment = List.of("deploy", "deployment", "deployments").contains(type);
    if (!type.isEmpty() && !deployment && !List.of("pod", "pods", "po").contains(type)) {
      throw CommandException.usage(
          type + " has no proxies", "write PROXY as POD[.NAMESPACE] or deploy/NAME[.NAMESPACE]");
    }
    var dot = rest.lastIndexOf('.');
    return dot < 0
        ? new ProxyTarget(deployment, rest, defaultNamespace)
        : new ProxyTarget(deployment, rest.substring(0, dot), rest.substring(dot + 1));
  }

  /** The entry of the proxy in the API's list. */
  public JsonNode find(ApiClient api) throws ApiException, CommandException, InterruptedException {
    var proxies = new ArrayList<JsonNode>();
    api.read("/lateen/v1/proxies").path("items").forEach(proxies::add);
    return find(proxies);
  }

  /** The entry among those of the API's list. */
  public JsonNode find(List<JsonNode> proxies) throws CommandException {
    var here =
        proxies.stream()
            .filter(proxy -> proxy.path("namespace").asString("").equals(namespace))
            .toList();
    for (var proxy : here) {
      if (!deployment && proxy.path("name").asString("").equals(name)) {
        return proxy;
      }
    }
    for (var proxy : here) {
      if (isReplica(proxy.path("name").asString(""))) {
        return proxy;
      }
    }
    throw new CommandException(
        ExitCode.ERROR,
        "no proxy " + name + " is connected in namespace " + namespace,
        "see `lateen proxy-status` for those that are");
  }

  /** Whether a pod is one of the deployment's. */
  public boolean isOf(String pod) {
    return isReplica(pod);
  }

  /** Whether a pod's name is the deployment's with the suffixes of replica set and pod. */
  private boolean isReplica(String pod) {
    return pod.startsWith(name) && REPLICA.matcher(pod.substring(name.length())).matches();
  }
}
