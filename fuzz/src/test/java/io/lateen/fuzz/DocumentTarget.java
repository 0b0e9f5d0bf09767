// SPDX-License-Identifier: Apache-2.0
package io.lateen.fuzz;

import io.lateen.api.document.DocumentDecoder;
import io.lateen.translate.patch.FilterCheck;
import java.nio.charset.StandardCharsets;

/** Documents of all kinds: they are decoded, or a problem says why not. */
public final class DocumentTarget {

  private static final DocumentDecoder DECODER = FilterCheck.decoder();

  private DocumentTarget() {}

  /** Called by the fuzzer for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    Cost.limited(() -> decode(new String(input, StandardCharsets.UTF_8)));
  }

  private static void decode(String text) {
    var decoded = DECODER.decode("input", text);
    if (!decoded.complete() && !decoded.problems().hasErrors()) {
      throw new IllegalStateException("something is left out and nothing is said");
    }
    decoded.problems().render();
  }
}
