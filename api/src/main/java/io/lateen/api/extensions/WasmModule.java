// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.extensions;

import io.lateen.base.decode.Node;
import java.util.List;
import java.util.Optional;

/**
 * A WebAssembly module and how it is run (api: extensions/v1alpha1/wasm.proto).
 *
 * @param url where it is: schemes oci (when none is written), http, https, file
 * @param sha256 its checksum, 64 hexadecimal digits; may be empty
 * @param imagePullPolicy when an image is fetched again
 * @param imagePullSecret secret of the same namespace for the registry; may be empty
 * @param verificationKey key of signatures; may be empty
 * @param pluginConfig configuration for the module
 * @param pluginName name of the root context; may be empty
 * @param failStrategy what happens to traffic when it fails
 * @param env environment variables of its machine
 * @param type kind of filter
 */
public record WasmModule(
    String url,
    String sha256,
    PullPolicy imagePullPolicy,
    String imagePullSecret,
    String verificationKey,
    Optional<Node.Mapping> pluginConfig,
    String pluginName,
    FailStrategy failStrategy,
    List<Env> env,
    Type type) {

  /** Copies the list. */
  public WasmModule {
    env = List.copyOf(env);
  }

  /** When an image is fetched again. */
  public enum PullPolicy {
    /** {@link #Always} for the tag {@code latest}, else {@link #IfNotPresent}. */
    UNSPECIFIED_POLICY,
    /** When it is not there. */
    IfNotPresent,
    /** When its digest has changed. */
    Always
  }

  /** What happens to traffic when the module cannot be fetched or fails. */
  public enum FailStrategy {
    /** It is refused. */
    FAIL_CLOSE,
    /** It passes by. */
    FAIL_OPEN,
    /** The module is loaded again, and traffic is refused meanwhile. */
    FAIL_RELOAD
  }

  /** Kind of filter. */
  public enum Type {
    /** HTTP. */
    UNSPECIFIED_PLUGIN_TYPE,
    /** A filter of requests. */
    HTTP,
    /** A filter of connections. */
    NETWORK
  }

  /**
   * An environment variable.
   *
   * @param name its name
   * @param fromHost whether the proxy's own variable of that name is passed on
   * @param value its value; empty when it comes from the proxy
   */
  public record Env(String name, boolean fromHost, String value) {

    /** Without the value, which may be a secret. */
    @Override
    public String toString() {
      return "Env[" + name + "]";
    }
  }
}
