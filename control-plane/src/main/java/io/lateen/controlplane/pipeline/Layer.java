// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

/**
 * Where an object came from. Of objects with one key the earlier layer's is used: a folder is what
 * the operator of the machine wrote and reviewed, and it cannot be changed through the API.
 */
public enum Layer {
  FILES,
  STORE,
  /** What the control plane has got by itself; nobody can write such objects. */
  FETCHED;

  /** The words that users see. */
  public String words() {
    return switch (this) {
      case FILES -> "the watched folder";
      case STORE -> "the store";
      case FETCHED -> "what was fetched";
    };
  }
}
