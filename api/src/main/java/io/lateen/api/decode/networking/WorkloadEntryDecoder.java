// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.decode.rule.Addresses;
import io.lateen.api.decode.rule.Bounds;
import io.lateen.api.decode.rule.Checked;
import io.lateen.api.decode.rule.DnsNames;
import io.lateen.api.decode.rule.Labels;
import io.lateen.api.networking.WorkloadEntry;
import io.lateen.base.decode.ObjectReader;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decodes workload entries, alone and inside service entries (api:
 * networking/v1alpha3/workload_entry.proto; rules: pkg/config/validation validateWorkloadEntry).
 */
public final class WorkloadEntryDecoder implements SpecDecoder<WorkloadEntry> {

  private static final int MAX_ADDRESS = 256;
  private static final int MAX_PLACE = 2048;
  private static final int MAX_ACCOUNT = 253;
  private static final int MAX_PORTS = 128;
  private static final int MAX_LABELS = 256;

  @Override
  public WorkloadEntry decode(ObjectReader document, ObjectMeta meta) {
    return fields(document.root("spec"));
  }

  /** The fields, with the rules that hold everywhere. */
  static WorkloadEntry fields(ObjectReader in) {
    var entry = template(in);
    checkAddress(in, entry);
    return entry;
  }

  /** The fields as a group gives them to its entries, which have an address each. */
  static WorkloadEntry template(ObjectReader in) {
    var entry =
        new WorkloadEntry(
            Bounds.text(in, "address", 0, MAX_ADDRESS),
            ports(in),
            Labels.read(in, "labels"),
            Bounds.text(in, "network", 0, MAX_PLACE),
            Bounds.text(in, "locality", 0, MAX_PLACE),
            Checked.optionalCount(in, "weight"),
            Bounds.text(in, "serviceAccount", 0, MAX_ACCOUNT));
    in.done();
    Bounds.entries(in, "ports", MAX_PORTS);
    Bounds.entries(in, "labels", MAX_LABELS);
    checkUnix(in, entry);
    return entry;
  }

  private static void checkUnix(ObjectReader in, WorkloadEntry entry) {
    if (!entry.address().startsWith(Addresses.UNIX_PREFIX)) {
      return;
    }
    Addresses.unixPathFault(entry.address().substring(Addresses.UNIX_PREFIX.length()))
        .ifPresent(fault -> in.error("address", fault));
    if (!entry.ports().isEmpty()) {
      in.error("ports", "a Unix socket has no ports");
    }
  }

  private static Map<String, Integer> ports(ObjectReader in) {
    var ports = new TreeMap<String, Integer>();
    in.map("ports")
        .forEach(
            (name, value) -> {
              DnsNames.labelFault(name).ifPresent(value::error);
              value.integer(1, 65_535).ifPresent(port -> ports.put(name, port));
            });
    return ports;
  }

  private static void checkAddress(ObjectReader in, WorkloadEntry entry) {
    var address = entry.address();
    if (address.isEmpty()) {
      if (entry.network().isEmpty()) {
        in.error("address", "is required");
      } else {
        in.warning(
            "address",
            "is not set; only a gateway of network " + entry.network() + " leads there",
            "");
      }
    } else if (!address.startsWith(Addresses.UNIX_PREFIX)
        && !Addresses.isIp(address)
        && DnsNames.nameFault(address).isPresent()) {
      in.error("address", "\"" + address + "\" is neither an IP address nor a host name");
    }
  }

  /** Checks an endpoint of a service entry against the names of its ports. */
  static void checkEndpoint(ObjectReader in, Set<String> servicePorts, boolean namesAllowed) {
    var address = in.string("address");
    var unix = address.startsWith(Addresses.UNIX_PREFIX);
    if (!namesAllowed && !address.isEmpty() && !unix && !Addresses.isIp(address)) {
      in.error(
          "address",
          "\"" + address + "\" is not an IP address",
          "use the resolution DNS for host names");
    }
    if (unix && servicePorts.size() != 1) {
      in.error("address", "a Unix socket needs a service entry with exactly one port");
    }
    for (var name : in.map("ports").keySet()) {
      if (!servicePorts.contains(name)) {
        in.error("ports", "the service entry has no port named " + name);
      }
    }
  }
}
