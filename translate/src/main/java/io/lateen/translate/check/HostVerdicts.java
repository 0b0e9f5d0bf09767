// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.check;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.lateen.base.memo.Memo;
import io.lateen.translate.route.EncodedHost;
import io.lateen.translate.route.EncodedHosts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Judges route configurations virtual host by virtual host, each content once. What only the whole
 * shows, that no name or domain is taken twice, is looked at again when some host has other domains
 * than in a configuration that was good. Safe for several threads.
 */
final class HostVerdicts {

  private final Memo<String, Optional<Finding>> verdicts;

  /**
   * @param most verdicts kept
   */
  HostVerdicts(int most) {
    this.verdicts = new Memo<>(most);
  }

  int size() {
    return verdicts.size();
  }

  /**
   * Why Envoy would refuse a route configuration; empty when nothing is known against it.
   *
   * @param good what it takes; {@link EncodedHosts#NONE} when nothing is known
   */
  Optional<Finding> judge(EncodedHosts good, EncodedHosts wanted) {
    boolean sameDomains = good.head().equals(wanted.head()) && good.tail().equals(wanted.tail());
    for (var name : good.byName().changed(wanted.byName())) {
      var host = wanted.byName().get(name);
      if (host == null) {
        continue;
      }
      var finding = verdict(host);
      if (finding.isPresent()) {
        return finding.map(found -> at(wanted.indexOf(name), found));
      }
      var before = good.byName().get(name);
      sameDomains &= before != null && before.domains().equals(host.domains());
    }
    return sameDomains ? Optional.empty() : whole(wanted);
  }

  private Optional<Finding> verdict(EncodedHost host) {
    return verdicts.get(host.version(), _ -> findings(host.field().bytes()).stream().findFirst());
  }

  /** A finding about the only host of a message, as one about a host of another message. */
  private static Finding at(int index, Finding finding) {
    return new Finding(
        finding.path().replaceFirst("^virtual_hosts\\[0]", "virtual_hosts[" + index + "]"),
        finding.reason());
  }

  private static Optional<Finding> whole(EncodedHosts wanted) {
    var findings = new ArrayList<>(findings(wanted.frame()));
    Set<String> domains = new HashSet<>();
    int index = 0;
    for (var host : wanted.byName().values()) {
      for (var domain : host.domains()) {
        if (!domains.add(domain.toLowerCase(Locale.ROOT))) {
          findings.add(RouteRules.domainTwice("virtual_hosts[" + index + "]", domain));
        }
      }
      index++;
    }
    rest(wanted, domains, findings);
    return findings.stream().findFirst();
  }

  /** The virtual host that is not planned stands behind all others. */
  private static void rest(EncodedHosts wanted, Set<String> domains, List<Finding> findings) {
    try {
      int index = wanted.byName().size();
      for (var host : RouteConfiguration.parseFrom(wanted.tail().bytes()).getVirtualHostsList()) {
        var at = "virtual_hosts[" + index++ + "]";
        if (wanted.byName().containsKey(host.getName())) {
          findings.add(RouteRules.nameTwice(at, host.getName()));
        }
        host.getDomainsList().stream()
            .filter(domain -> !domains.add(domain.toLowerCase(Locale.ROOT)))
            .forEach(domain -> findings.add(RouteRules.domainTwice(at, domain)));
      }
    } catch (InvalidProtocolBufferException e) {
      findings.add(new Finding("", "holds bytes that are not of its type"));
    }
  }

  private static List<Finding> findings(ByteString fields) {
    try {
      return ResourceRules.findings(RouteConfiguration.parseFrom(fields));
    } catch (InvalidProtocolBufferException e) {
      return List.of(new Finding("", "holds bytes that are not of its type"));
    }
  }
}
