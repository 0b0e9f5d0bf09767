// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.config;

import io.lateen.controlplane.keyset.KeySetSettings;
import io.lateen.sourcestore.audit.AuditSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The settings of one control plane.
 *
 * @param trustDomain of all identities; {@code cluster.local} when the file names none, as in Istio
 * @param dataDir folder of the store and of the certificate authority's key
 * @param xds port of the agents, 0.0.0.0:15012 when the file names none
 * @param api port of the API, 127.0.0.1:15014 when the file names none
 * @param configDirs folders that are watched for Istio and Kubernetes YAML
 * @param adminCredential file that is written at the start with the way into the API
 * @param serverNames names and addresses in the server's certificate besides those it listens on
 * @param keySets what is allowed when keys of token issuers are fetched
 * @param audit how much of the audit log is kept
 * @param limits what nodes and proxies may use
 * @param ca how the certificate authority works
 */
public record ControlPlaneConfig(
    String trustDomain,
    Path dataDir,
    Listen xds,
    Listen api,
    List<Path> configDirs,
    Optional<Path> adminCredential,
    List<String> serverNames,
    KeySetSettings keySets,
    AuditSettings audit,
    ServingLimits limits,
    CaSettings ca) {

  public ControlPlaneConfig {
    configDirs = List.copyOf(configDirs);
    serverNames = List.copyOf(serverNames);
  }

  /** Settings that allow nothing special when keys are fetched, with the usual limits. */
  public ControlPlaneConfig(
      String trustDomain,
      Path dataDir,
      Listen xds,
      Listen api,
      List<Path> configDirs,
      Optional<Path> adminCredential,
      List<String> serverNames) {
    this(
        trustDomain,
        dataDir,
        xds,
        api,
        configDirs,
        adminCredential,
        serverNames,
        KeySetSettings.STRICT,
        AuditSettings.DEFAULT,
        ServingLimits.DEFAULT,
        CaSettings.DEFAULT);
  }

  /** Where the credential is written: in the data folder unless the file names another place. */
  public Path credentialFile() {
    return adminCredential.orElse(dataDir.resolve("credential.json"));
  }

  /** The file of the store. */
  public Path storeFile() {
    return dataDir.resolve("store.db");
  }
}
