// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.decode.rule.Addresses;
import io.lateen.api.decode.rule.Checked;
import io.lateen.api.decode.rule.DnsNames;
import io.lateen.api.decode.rule.Exports;
import io.lateen.api.decode.rule.Labels;
import io.lateen.api.decode.rule.Protocols;
import io.lateen.api.networking.PortSpec;
import io.lateen.api.networking.ServiceEntry;
import io.lateen.api.networking.ServiceEntry.AssignedAddress;
import io.lateen.api.networking.ServiceEntry.Location;
import io.lateen.api.networking.ServiceEntry.Resolution;
import io.lateen.base.decode.ObjectReader;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Decodes service entries (api: networking/v1alpha3/service_entry.proto; rules:
 * pkg/config/validation ValidateServiceEntry).
 */
public final class ServiceEntryDecoder implements SpecDecoder<ServiceEntry> {

  /** Most hosts, addresses and ports of one entry each (istio CRD). */
  private static final int MAX_ITEMS = 256;

  /** Most endpoints of one entry (istio CRD). */
  private static final int MAX_ENDPOINTS = 4096;

  @Override
  public ServiceEntry decode(ObjectReader document, ObjectMeta meta) {
    var in = document.root("spec");
    var entry =
        new ServiceEntry(
            Checked.strings(in, "hosts", ServiceEntryDecoder::hostFault),
            Checked.strings(in, "addresses", Addresses::subnetFault),
            in.objects("ports", ServiceEntryDecoder::port),
            in.enumeration("location", Location.MESH_EXTERNAL),
            in.enumeration("resolution", Resolution.NONE),
            in.objects("endpoints", WorkloadEntryDecoder::fields),
            Labels.selector(in, "workloadSelector", "labels"),
            Exports.read(in, meta.namespace(), true),
            in.strings("subjectAltNames"),
            assigned(document));
    in.done();
    if (entry.hosts().isEmpty()) {
      in.error("hosts", "needs at least one host");
    }
    Checked.atMostOne(in, "workloadSelector", "endpoints");
    checkSizes(in);
    checkPorts(in, entry.ports());
    new ServiceEntryRules(in, entry, meta).check();
    return entry;
  }

  private static Optional<String> hostFault(String host) {
    return host.equals("*")
        ? Optional.of("the host * is not allowed")
        : DnsNames.wildcardNameFault(host);
  }

  /** Addresses that the mesh chose earlier; they are in the status. */
  private static List<AssignedAddress> assigned(ObjectReader document) {
    return document
        .object("status")
        .map(
            status ->
                status.objects(
                    "addresses",
                    part -> new AssignedAddress(part.string("value"), part.string("host"))))
        .orElse(List.of());
  }

  private static PortSpec port(ObjectReader in) {
    if (!in.has("number")) {
      in.error("number", "is required");
    }
    var port =
        new PortSpec(
            in.integer("number", 1, 65_535),
            in.string("protocol"),
            in.requiredString("name"),
            Checked.portOrZero(in, "targetPort"));
    in.done();
    if (!port.name().isEmpty()) {
      DnsNames.labelFault(port.name()).ifPresent(fault -> in.error("name", fault));
    }
    if (!port.protocol().isEmpty()) {
      Protocols.fault(port.protocol()).ifPresent(fault -> in.error("protocol", fault));
    }
    return port;
  }

  private static void checkPorts(ObjectReader in, List<PortSpec> ports) {
    var names = new HashSet<String>();
    var numbers = new HashSet<Integer>();
    for (var port : ports) {
      if (!port.name().isEmpty() && !names.add(port.name())) {
        in.error("ports", "the name " + port.name() + " is given twice");
      }
      if (port.number() != 0 && !numbers.add(port.number())) {
        in.error("ports", "the number " + port.number() + " is given twice");
      }
    }
  }

  private static void checkSizes(ObjectReader in) {
    for (var field : List.of("hosts", "addresses", "ports")) {
      if (in.items(field).size() > MAX_ITEMS) {
        in.error(field, "has more than " + MAX_ITEMS + " entries");
      }
    }
    if (in.items("endpoints").size() > MAX_ENDPOINTS) {
      in.error("endpoints", "has more than " + MAX_ENDPOINTS + " entries");
    }
  }
}
