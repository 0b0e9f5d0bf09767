// SPDX-License-Identifier: Apache-2.0
package io.lateen.client;

/** The credential file is missing, closed to this user, or broken; the message says which. */
public final class CredentialException extends Exception {

  private static final long serialVersionUID = 1L;

  CredentialException(String message, Throwable cause) {
    super(message, cause);
  }
}
