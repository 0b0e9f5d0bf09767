// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import io.lateen.lab.LabException;
import io.lateen.lab.topology.AddressPlan;
import io.lateen.lab.topology.LabNames;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a user may choose about the demo.
 *
 * @param hosts number of hosts, 1 to {@link AddressPlan#MAX_HOSTS}
 * @param network an IPv4 /16 such as {@code 10.77.0.0/16}
 * @param prefix of the names of namespaces and interfaces, {@code lateen} unless two labs share a
 *     machine
 * @param stateDir folder that is made by the start and removed by the stop; at most 40 characters
 *     long, since paths of Unix sockets are short
 * @param cacheDir folder that stays, for what makes the second start faster
 * @param envoy the Envoy to run; users without privileges must be able to read it
 * @param samples the folder {@code samples/bookinfo} of Lateen
 * @param istioSamples a folder {@code samples} of Istio, whose unchanged YAML is then used
 */
public record DemoOptions(
    int hosts,
    String network,
    String prefix,
    Path stateDir,
    Path cacheDir,
    Path envoy,
    Path samples,
    Optional<Path> istioSamples) {

  /** Usual number of hosts. */
  public static final int DEFAULT_HOSTS = 3;

  /** Usual network. */
  public static final String DEFAULT_NETWORK = "10.77.0.0/16";

  /** Usual folder of the state. */
  public static final Path DEFAULT_STATE = Path.of("/run/lateen/demo");

  /** The usual demo. */
  public static DemoOptions usual(Path cacheDir, Path envoy, Path samples) {
    return new DemoOptions(
        DEFAULT_HOSTS,
        DEFAULT_NETWORK,
        LabNames.DEMO.prefix(),
        DEFAULT_STATE,
        cacheDir,
        envoy,
        samples,
        Optional.empty());
  }

  LabNames names() throws LabException {
    return LabNames.of(prefix);
  }

  AddressPlan addresses() throws LabException {
    return AddressPlan.parse(network);
  }

  void check() throws LabException {
    if (hosts < 1 || hosts > AddressPlan.MAX_HOSTS) {
      throw new LabException(
          LabException.USAGE,
          "the demo cannot have " + hosts + " hosts",
          "take a number from 1 to " + AddressPlan.MAX_HOSTS);
    }
    if (!stateDir.isAbsolute() || stateDir.toString().length() > 40) {
      throw new LabException(
          LabException.USAGE,
          "the state folder " + stateDir + " is not usable",
          "take an absolute path of at most 40 characters");
    }
  }
}
