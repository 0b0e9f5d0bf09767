// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.proxyless;

import java.io.IOException;
import java.util.Map;

/** The user that an application runs as, who alone may read its files and use its socket. */
public final class ApplicationUser {

  /** The pod's annotation with the number of the user. */
  public static final String ANNOTATION = "lateen.io/application-user";

  private ApplicationUser() {}

  /**
   * @param otherwise who it is when the pod does not say
   * @throws IOException when what the pod says is no number of a user
   */
  public static int of(Map<String, String> annotations, int otherwise) throws IOException {
    var written = annotations.getOrDefault(ANNOTATION, "").strip();
    if (written.isEmpty()) {
      return otherwise;
    }
    try {
      int user = Integer.parseInt(written);
      if (user >= 0) {
        return user;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new IOException(
        "annotation " + ANNOTATION + " must be the number of a user, not \"" + written + "\"");
  }
}
