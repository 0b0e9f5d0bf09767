// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.proxy;

import java.util.regex.Pattern;

/**
 * What Envoy says about a refusal, without the configuration that it repeats before its reason
 * ({@code goo.gle/debugproto}, then the whole message as text). Envoy sends 4,096 characters at
 * most (source/common/config/utility.cc, truncateGrpcStatusMessage), so that the reason itself may
 * be cut off; then the text says where it is.
 */
public final class RefusalText {

  /** Instead of a reason that did not arrive. */
  static final String CUT_OFF =
      "a value is not allowed; which one is in the log of that Envoy, its message was cut off";

  private static final String CONSTRAINT = "Proto constraint validation failed (";

  private static final Pattern REPEATED =
      Pattern.compile("goo\\.gle/debug\\w*\\s.*?\\n: ", Pattern.DOTALL);

  private static final Pattern UNFINISHED =
      Pattern.compile("goo\\.gle/debug\\w*\\s.*", Pattern.DOTALL);

  private RefusalText() {}

  /** The message in one line; one without repeated configuration stays as it is. */
  public static String of(String message) {
    if (!message.contains("goo.gle/debug")) {
      return message;
    }
    var text = REPEATED.matcher(message).replaceAll("");
    text = UNFINISHED.matcher(text).replaceFirst(CUT_OFF);
    int last = text.lastIndexOf(": ") < 0 ? 0 : text.lastIndexOf(": ") + 2;
    var end = text.substring(last).replace("...(truncated)", "");
    boolean begun = CONSTRAINT.startsWith(end) && !end.equals(CONSTRAINT);
    return begun ? text.substring(0, last) + CUT_OFF : text.strip();
  }
}
