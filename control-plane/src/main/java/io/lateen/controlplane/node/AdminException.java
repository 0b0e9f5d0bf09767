// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

/** An Envoy could not be asked; the message says why, for users. */
public final class AdminException extends Exception {

  private static final long serialVersionUID = 1L;

  AdminException(String message) {
    super(message);
  }
}
