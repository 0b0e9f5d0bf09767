// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.access;

import io.lateen.api.Kinds;
import io.lateen.api.ObjectKey;
import java.util.Set;

/** What roles are about: everything that the doors show or change belongs to one area. */
public enum Area {
  /** Which kinds there are, and who the caller is; open to everybody who has any role. */
  DISCOVERY("the API's own description"),
  /** State of the control plane and of proxies. */
  OPERATION("state of the mesh"),
  /** Kinds that say where traffic goes. */
  TRAFFIC("traffic configuration"),
  /** Kinds that say who may talk, and the keys for it. */
  SECURITY("security configuration"),
  /** Kinds that can undo any other: settings of the mesh and code in proxies. */
  MESH("configuration of the mesh itself"),
  /** The audit log. */
  AUDIT("the audit log"),
  /** Admission of nodes. */
  NODES("admission of nodes"),
  /** The certificate authority. */
  AUTHORITY("the certificate authority"),
  /** Bindings and tokens. */
  ACCESS("bindings and tokens");

  /**
   * Besides the group security.istio.io: keys; grants that let other namespaces use them; trust in
   * servers.
   */
  private static final Set<String> SECURITY_KINDS =
      Set.of(
          "/Secret",
          Kinds.GATEWAY_API + "/ReferenceGrant",
          Kinds.GATEWAY_API + "/BackendTLSPolicy");

  /** Each of them changes filters or settings that enforce the other kinds. */
  private static final Set<String> MESH_KINDS =
      Set.of(
          Kinds.NETWORKING + "/EnvoyFilter",
          Kinds.EXTENSIONS + "/WasmPlugin",
          Kinds.EXTENSIONS + "/TrafficExtension",
          Kinds.LATEEN + "/MeshConfig",
          Kinds.LATEEN + "/MeshNetworks",
          "/ConfigMap",
          "/Namespace",
          "/Node");

  private final String words;

  Area(String words) {
    this.words = words;
  }

  /** The area as people say it. */
  public String words() {
    return words;
  }

  /** The area of an object; a kind that nobody knows counts as the most protected. */
  public static Area of(ObjectKey key) {
    return of(key.group(), key.kind());
  }

  /** The area of a kind. */
  public static Area of(String group, String kind) {
    var name = group + "/" + kind;
    if (group.equals(Kinds.SECURITY) || SECURITY_KINDS.contains(name)) {
      return SECURITY;
    }
    if (MESH_KINDS.contains(name) || Kinds.of(group, kind).isEmpty()) {
      return MESH;
    }
    return TRAFFIC;
  }
}
